/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tags of one line of the buffer, made what its runs say. What is right already is not touched:
 * each tag that is set costs a new layout of the line. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks-runs.h"
#include "marbre-style-tags.h"

G_BEGIN_DECLS

void marbre_style_line_apply (GtkTextBuffer   *buffer,
                              MarbreStyleTags *tags,
                              int              line,
                              const MarbreRun *runs,
                              guint            n_runs,
                              int              caret);

G_END_DECLS
