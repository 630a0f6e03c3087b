/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Moments as seconds since 1970 UTC; see marbre-time.h.
 */
#define G_LOG_DOMAIN "marbre-core"

#include "config.h"

#include "marbre-time.h"

#include <string.h>

/**
 * marbre_time_now:
 *
 * Returns: seconds since 1970 UTC
 */
gint64
marbre_time_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * marbre_time_parse_iso8601:
 * @text: (nullable): "2026-03-14T05:30:00Z", with an offset, or without one (then UTC); a date
 *   alone is its midnight, UTC
 * @seconds: (out): seconds since 1970 UTC, untouched on failure
 *
 * Reads the profile of ISO 8601 that RFC 3339 and the CMS answers use.
 *
 * Returns: %FALSE if @text is no such moment
 */
gboolean
marbre_time_parse_iso8601 (const char *text, gint64 *seconds)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *whole = NULL;

  if (text == NULL)
    return FALSE;
  if (strlen (text) == 10)
    whole = g_strconcat (text, "T00:00:00Z", NULL);
  moment = g_date_time_new_from_iso8601 (whole ? whole : text, utc);
  if (moment == NULL)
    return FALSE;
  *seconds = g_date_time_to_unix (moment);
  return TRUE;
}

/**
 * marbre_time_format_iso8601:
 * @seconds: seconds since 1970 UTC, in the years 1 to 9999
 *
 * Returns: (transfer full): "2026-03-14T05:30:00Z"; "" if @seconds is out of range
 */
char *
marbre_time_format_iso8601 (gint64 seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (seconds);

  if (moment == NULL)
    return g_strdup ("");
  /* By hand: g_date_time_format()'s %Y does not pad years before 1000. */
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (moment),
                          g_date_time_get_month (moment), g_date_time_get_day_of_month (moment),
                          g_date_time_get_hour (moment), g_date_time_get_minute (moment),
                          g_date_time_get_second (moment));
}
