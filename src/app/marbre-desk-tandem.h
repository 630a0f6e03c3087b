/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How one pane follows the other: two numbers in, one out. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double marbre_desk_tandem_follow (double from,
                                  double to,
                                  double other,
                                  double start,
                                  double end);

G_END_DECLS
