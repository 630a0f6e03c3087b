/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Moments: what is read, what is refused, and the ends of the calendar.
 */
#include "config.h"

#include "marbre-time.h"

#include <string.h>

#define YEAR_1_START G_GINT64_CONSTANT (-62135596800)
#define YEAR_9999_END G_GINT64_CONSTANT (253402300799)

static void
test_reads_iso8601 (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds;
  } moments[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2026-03-14T05:30:00Z", 1773466200 },
    { "2026-03-14T06:30:00+01:00", 1773466200 },
    { "2026-03-14T00:30:00-0500", 1773466200 },
    { "2026-03-14T05:30:00", 1773466200 },
    { "2026-03-14 05:30:00", 1773466200 },
    { "2026-03-14T05:30:00.750Z", 1773466200 },
    { "2026-03-14", 1773446400 },
    { "1969-12-31T23:59:59Z", -1 },
    { "0001-01-01T00:00:00Z", YEAR_1_START },
    { "0001-01-01", YEAR_1_START },
    { "9999-12-31T23:59:59Z", YEAR_9999_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      gint64 seconds = 7;

      g_test_message ("%s", moments[i].text);
      g_assert_true (marbre_time_parse_iso8601 (moments[i].text, &seconds));
      g_assert_cmpint (seconds, ==, moments[i].seconds);
    }
}

static void
test_refuses_garbage (void)
{
  static const char *const garbage[] = {
    "",
    " ",
    "yesterday",
    "now 10 let",
    "2026",
    "2026-3-14",
    "2026-13-01",
    "2026-02-29",
    "2026-02-30T00:00:00Z",
    "2026-03-14T25:00:00Z",
    "2026-03-14T05:61:00Z",
    "2026-03-14T05:30:00Z and more",
    "0000-01-01T00:00:00Z",
    "14/03/2026",
    "\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe",
  };
  gint64 seconds = 7;

  g_assert_false (marbre_time_parse_iso8601 (NULL, &seconds));
  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      g_test_message ("garbage %u", i);
      g_assert_false (marbre_time_parse_iso8601 (garbage[i], &seconds));
    }
  g_assert_cmpint (seconds, ==, 7);
}

static void
test_writes_what_it_reads (void)
{
  static const gint64 moments[] = { YEAR_1_START, YEAR_1_START + 1, -1, 0, 1, 1773466200,
                                    YEAR_9999_END };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *text = marbre_time_format_iso8601 (moments[i]);
      gint64 seconds = 7;

      g_test_message ("%s", text);
      g_assert_cmpuint (strlen (text), ==, strlen ("2026-03-14T05:30:00Z"));
      g_assert_true (marbre_time_parse_iso8601 (text, &seconds));
      g_assert_cmpint (seconds, ==, moments[i]);
    }
}

static void
test_out_of_the_calendar_is_empty (void)
{
  static const gint64 moments[] = { YEAR_1_START - 1, YEAR_9999_END + 1, G_MININT64, G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *text = marbre_time_format_iso8601 (moments[i]);

      g_assert_cmpstr (text, ==, "");
    }
}

static void
test_now_is_now (void)
{
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  gint64 now = marbre_time_now ();

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time () / G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time/reads-iso8601", test_reads_iso8601);
  g_test_add_func ("/time/refuses-garbage", test_refuses_garbage);
  g_test_add_func ("/time/writes-what-it-reads", test_writes_what_it_reads);
  g_test_add_func ("/time/out-of-the-calendar-is-empty", test_out_of_the_calendar_is_empty);
  g_test_add_func ("/time/now-is-now", test_now_is_now);
  return g_test_run ();
}
