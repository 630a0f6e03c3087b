/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From clocks to moments; see marbre-wall-time.h. g_date_time_new() alone does not tell that it had
 * to choose.
 */
#define G_LOG_DOMAIN "marbre-core"

#include "config.h"

#include "marbre-wall-time.h"

static gint64
offset_at (GTimeZone *zone, gint64 moment)
{
  return g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, moment));
}

/**
 * marbre_wall_time_read:
 * @wall: day, hour and minute that the clock shows; its own zone does not matter
 * @zone: where the clock hangs
 * @seconds: (out): the moment, seconds since 1970 UTC. Of two it is the first; of none the one that
 *   is as far behind the missing hour's start as the clock would have been
 *
 * Returns: whether that moment is the only one
 */
MarbreWallTime
marbre_wall_time_read (GDateTime *wall, GTimeZone *zone, gint64 *seconds)
{
  const gint64 shown =
      g_date_time_to_unix (wall) + g_date_time_get_utc_offset (wall) / G_TIME_SPAN_SECOND;
  /* Clocks are changed once a day at most. */
  const gint64 before = offset_at (zone, shown - 86400);
  const gint64 after = offset_at (zone, shown + 86400);
  const gboolean early = offset_at (zone, shown - before) == before;
  const gboolean late = offset_at (zone, shown - after) == after;

  *seconds = early || !late ? shown - before : shown - after;
  if (!early && !late)
    return MARBRE_WALL_TIME_NEVER;
  return early && late && before != after ? MARBRE_WALL_TIME_TWICE : MARBRE_WALL_TIME_ONCE;
}
