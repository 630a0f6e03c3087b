/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which revisions stay; see marbre-revision-policy.h. In doubt one stays: texts are small.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-revision-policy.h"

/* Seconds: all of the last two days stay; for a month, one of each hour; then one of a day. */
#define ALL_STAY    (2 * 24 * 3600)
#define HOURLY_STAY (31 * 24 * 3600)

/* A number that is the same for all moments of one hour by the clock on the wall, and of no other;
 * a day has 24 of them. */
static int
find_hour (gint64 seconds, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  GDate date;

  if (local == NULL)
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (local),
                  (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
  return (int) g_date_get_julian (&date) * 24 + g_date_time_get_hour (local);
}

/**
 * marbre_revision_policy_mark:
 * @marks: (inout) (array length=length): a story's revisions, the newest first
 * @now: the present, seconds UTC
 * @zone: where the writer's days begin and end
 *
 * Always stay: the first of all, the last of each day, and whatever was kept for another reason
 * than a pause. The others stay for two days, then one of each hour for a month. If a revision is
 * newer than @now the clock cannot be trusted, and all stay.
 */
void
marbre_revision_policy_mark (MarbreRevisionMark *marks, guint length, gint64 now, GTimeZone *zone)
{
  const gboolean doubtful = length > 0 && marks[0].made > now;
  int newer = -1;

  for (guint i = 0; i < length; i++)
    {
      const gint64 age = now - marks[i].made;
      const int hour = find_hour (marks[i].made, zone);
      const gboolean last_of_hour = hour != newer;
      const gboolean last_of_day = newer < 0 || hour / 24 != newer / 24;

      marks[i].keep = doubtful || i + 1 == length || last_of_day ||
                      marks[i].reason != MARBRE_REVISION_PAUSE || age < ALL_STAY ||
                      (age < HOURLY_STAY && last_of_hour);
      newer = hour;
    }
}
