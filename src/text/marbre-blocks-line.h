/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of the body as a paragraph, without the rest of the body and without the lock that whole
 * parses need. Not for lines that mean something else, or whose meaning stands elsewhere. Any
 * thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *marbre_blocks_render_line (const char  *line,
                                 gboolean     may_refer,
                                 char       **text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
