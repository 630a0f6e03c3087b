/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One figure of the body, to and from what is said of its picture: for who edits that in fields and
 * not in Markdown. Not for HTML. Any thread.
 */
#pragma once

#include "marbre-media.h"

G_BEGIN_DECLS

char        *marbre_figure_format (MarbreMedia *media,
                                   const char  *language) G_GNUC_WARN_UNUSED_RESULT;
MarbreMedia *marbre_figure_parse  (const char  *markdown) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
