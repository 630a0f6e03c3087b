/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates in a search; see marbre-search-date.h. Days are those of this machine's clock.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-search-date.h"

#include <string.h>

#include "marbre-terms.h"

/* No longer text is a date. */
#define MAX_LENGTH 16

static const struct
{
  const char *word;
  int days; /* before today */
} words[] = {
  { "today", 0 },
  { "aujourd'hui", 0 },
  { "yesterday", 1 },
  { "hier", 1 },
};

static gboolean
parse_word (const char *text, gint64 now, gint64 *start)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (text, words[i].word))
      {
        g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (now);
        g_autoptr (GDateTime) day = g_date_time_add_days (moment, -words[i].days);
        g_autoptr (GDateTime) midnight =
            g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                   g_date_time_get_day_of_month (day), 0, 0, 0);

        *start = g_date_time_to_unix (midnight);
        return TRUE;
      }
  return FALSE;
}

/* Reads the numbers between separators. Returns: how many, 0 if there is anything else. */
static guint
read_numbers (const char *text, int numbers[3], gsize digits[3])
{
  guint n = 0;

  while (n < 3)
    {
      digits[n] = strspn (text, "0123456789");
      if (digits[n] == 0 || digits[n] > 4)
        return 0;
      numbers[n] = (int) g_ascii_strtoll (text, NULL, 10);
      text += digits[n++];
      if (*text == '\0')
        return n;
      if (strchr ("-/.", *text++) == NULL)
        return 0;
    }
  return 0;
}

/**
 * marbre_search_date_parse:
 * @text: 2026, 2026-03, 2026-03-12, 12/03/2026, 03/2026, today or yesterday, also in French
 * @length: its bytes
 * @now: seconds UTC, for today
 * @start: (out): when the day, month or year begins, seconds UTC
 *
 * Returns: %FALSE if that is no date
 */
gboolean
marbre_search_date_parse (const char *text, gsize length, gint64 now, gint64 *start)
{
  g_autofree char *given = g_strndup (text, length);
  g_autofree char *folded = marbre_terms_fold (given);
  g_autoptr (GDateTime) date = NULL;
  int numbers[3] = { 0, 1, 1 };
  gsize digits[3];
  guint n;

  if (length == 0 || length > MAX_LENGTH)
    return FALSE;
  if (parse_word (folded, now, start))
    return TRUE;
  n = read_numbers (folded, numbers, digits);
  if (n == 0)
    return FALSE;
  if (digits[0] != 4 && n > 1 && digits[n - 1] == 4)
    {
      int year = numbers[n - 1];

      numbers[n - 1] = numbers[0];
      numbers[0] = year;
    }
  else if (digits[0] != 4)
    return FALSE;
  date =
      g_date_time_new_local (numbers[0], n > 1 ? numbers[1] : 1, n > 2 ? numbers[2] : 1, 0, 0, 0);
  if (date == NULL)
    return FALSE;
  *start = g_date_time_to_unix (date);
  return TRUE;
}
