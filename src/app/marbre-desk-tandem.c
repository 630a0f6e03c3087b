/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two panes that scroll in tandem; see marbre-desk-tandem.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-desk-tandem.h"

#include <math.h>

/* How much of its lead or lag the follower makes up per line that is scrolled. Below 1 it always
 * goes the same way as the other pane. */
#define CATCH_UP 0.5

/**
 * marbre_desk_tandem_follow:
 * @from: the place that the leading pane showed
 * @to: the place that it shows now
 * @other: the place that the following pane shows
 * @start: the first place there is
 * @end: the last one
 *
 * While one writes, each pane moves only as far as it has to, so that they show different places.
 * When one of them is scrolled then, the other must not jump: it goes along from where it is, a
 * little faster or slower, until both show the same. At the start and at the end they do in any
 * case.
 *
 * Returns: the place that the following pane is to show
 */
double
marbre_desk_tandem_follow (double from, double to, double other, double start, double end)
{
  double apart = other - from;
  double moved = fabs (to - from);
  double room = to > from ? end - from : from - start;
  double made_up = CATCH_UP * moved;

  if (room > 0)
    made_up = MAX (made_up, fabs (apart) * moved / room);
  else
    made_up = fabs (apart);
  apart = apart > 0 ? MAX (apart - made_up, 0) : MIN (apart + made_up, 0);
  return CLAMP (to + apart, start, end);
}
