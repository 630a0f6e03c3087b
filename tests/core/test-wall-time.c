/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Clocks that are put forward and back: Paris, New York, a site that knows only its distance.
 */
#include "config.h"

#include "marbre-time.h"
#include "marbre-wall-time.h"

static void
test_read (void)
{
  static const struct
  {
    const char *zone;
    int year, month, day, hour, minute;
    MarbreWallTime kind;
    const char *utc;
  } cases[] = {
    { "Europe/Paris", 2026, 3, 28, 7, 0, MARBRE_WALL_TIME_ONCE, "2026-03-28T06:00:00Z" },
    { "Europe/Paris", 2026, 3, 29, 1, 59, MARBRE_WALL_TIME_ONCE, "2026-03-29T00:59:00Z" },
    { "Europe/Paris", 2026, 3, 29, 2, 0, MARBRE_WALL_TIME_NEVER, "2026-03-29T01:00:00Z" },
    { "Europe/Paris", 2026, 3, 29, 2, 30, MARBRE_WALL_TIME_NEVER, "2026-03-29T01:30:00Z" },
    { "Europe/Paris", 2026, 3, 29, 3, 0, MARBRE_WALL_TIME_ONCE, "2026-03-29T01:00:00Z" },
    { "Europe/Paris", 2026, 3, 29, 7, 0, MARBRE_WALL_TIME_ONCE, "2026-03-29T05:00:00Z" },
    { "Europe/Paris", 2026, 10, 25, 1, 59, MARBRE_WALL_TIME_ONCE, "2026-10-24T23:59:00Z" },
    { "Europe/Paris", 2026, 10, 25, 2, 0, MARBRE_WALL_TIME_TWICE, "2026-10-25T00:00:00Z" },
    { "Europe/Paris", 2026, 10, 25, 2, 59, MARBRE_WALL_TIME_TWICE, "2026-10-25T00:59:00Z" },
    { "Europe/Paris", 2026, 10, 25, 3, 0, MARBRE_WALL_TIME_ONCE, "2026-10-25T02:00:00Z" },
    { "America/New_York", 2026, 3, 8, 2, 15, MARBRE_WALL_TIME_NEVER, "2026-03-08T07:15:00Z" },
    { "America/New_York", 2026, 11, 1, 1, 30, MARBRE_WALL_TIME_TWICE, "2026-11-01T05:30:00Z" },
    { "America/New_York", 2026, 11, 1, 2, 0, MARBRE_WALL_TIME_ONCE, "2026-11-01T07:00:00Z" },
    { "+05:30", 2026, 3, 29, 2, 30, MARBRE_WALL_TIME_ONCE, "2026-03-28T21:00:00Z" },
    { "-03:00", 2026, 10, 25, 2, 30, MARBRE_WALL_TIME_ONCE, "2026-10-25T05:30:00Z" },
    { "UTC", 2026, 3, 29, 2, 30, MARBRE_WALL_TIME_ONCE, "2026-03-29T02:30:00Z" },
    /* Half an hour, and on the other side of the globe. */
    { "Australia/Lord_Howe", 2026, 10, 4, 2, 15, MARBRE_WALL_TIME_NEVER, "2026-10-03T15:45:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      g_autoptr (GDateTime) wall =
          g_date_time_new_utc (cases[i].year, cases[i].month, cases[i].day, cases[i].hour,
                               cases[i].minute, 0);
      g_autofree char *utc = NULL;
      gint64 seconds;

      g_assert_nonnull (zone);
      g_test_message ("%s %d-%d %d:%d", cases[i].zone, cases[i].month, cases[i].day, cases[i].hour,
                      cases[i].minute);
      g_assert_cmpint (marbre_wall_time_read (wall, zone, &seconds), ==, cases[i].kind);
      utc = marbre_time_format_iso8601 (seconds);
      g_assert_cmpstr (utc, ==, cases[i].utc);
    }
}

/* What the clock shows counts, wherever the time that says so comes from. */
static void
test_own_zone (void)
{
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GTimeZone) york = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (GDateTime) wall = g_date_time_new (york, 2026, 7, 1, 12, 0, 0);
  gint64 seconds;

  g_assert_cmpint (marbre_wall_time_read (wall, paris, &seconds), ==, MARBRE_WALL_TIME_ONCE);
  g_assert_cmpint (seconds, ==, 1782900000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wall-time/read", test_read);
  g_test_add_func ("/wall-time/own-zone", test_own_zone);
  return g_test_run ();
}
