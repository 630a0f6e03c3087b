/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Moments for the window; see marbre-when.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-when.h"

#include <glib/gi18n.h>

/**
 * marbre_when_format_short:
 * @seconds: seconds since 1970 UTC, 0 for none
 *
 * Returns: (transfer full): "14:30" today, "Yesterday", "12 March" this year, "12 March 2024"
 *   before; "" for 0
 */
char *
marbre_when_format_short (gint64 seconds)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GDateTime) yesterday = NULL;

  if (seconds == 0)
    return g_strdup ("");
  moment = g_date_time_new_from_unix_local (seconds);
  if (moment == NULL)
    return g_strdup ("");

  yesterday = g_date_time_add_days (now, -1);
  if (g_date_time_get_year (moment) == g_date_time_get_year (now))
    {
      int date = g_date_time_get_day_of_year (moment);

      if (date == g_date_time_get_day_of_year (now))
        /* TRANSLATORS: the hour of something that happened today */
        return g_date_time_format (moment, _("%H:%M"));
      if (date == g_date_time_get_day_of_year (yesterday))
        return g_strdup (_("Yesterday"));
      /* TRANSLATORS: a day of this year, such as "12 March" */
      return g_date_time_format (moment, _("%-d %B"));
    }
  /* TRANSLATORS: a day of another year, such as "12 March 2024" */
  return g_date_time_format (moment, _("%-d %B %Y"));
}

/**
 * marbre_when_format_full:
 * @seconds: seconds since 1970 UTC
 * @zone: the time zone to say it in
 *
 * Returns: (transfer full): "Thursday 12 March 2026, 14:30 CET"
 */
char *
marbre_when_format_full (gint64 seconds, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) moment = NULL;

  g_return_val_if_fail (zone != NULL, NULL);

  moment = utc ? g_date_time_to_timezone (utc, zone) : NULL;
  if (moment == NULL)
    return g_strdup ("");
  /* TRANSLATORS: a moment with its weekday and time zone, "Thursday 12 March 2026, 14:30 CET" */
  return g_date_time_format (moment, _("%A %-d %B %Y, %H:%M %Z"));
}
