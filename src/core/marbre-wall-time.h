/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a clock on a wall shows, as a moment: also in the nights in which an hour is missing or
 * comes twice. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreWallTime:
 * @MARBRE_WALL_TIME_ONCE: the clock shows it once, as on most days
 * @MARBRE_WALL_TIME_NEVER: the clock is put forward over it
 * @MARBRE_WALL_TIME_TWICE: the clock is put back and shows it again
 */
typedef enum
{
  MARBRE_WALL_TIME_ONCE,
  MARBRE_WALL_TIME_NEVER,
  MARBRE_WALL_TIME_TWICE,
} MarbreWallTime;

MarbreWallTime marbre_wall_time_read (GDateTime *wall,
                                      GTimeZone *zone,
                                      gint64    *seconds);

G_END_DECLS
