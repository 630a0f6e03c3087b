/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmark's tree → the runs of its source. Inside the text room only. One thread at a time.
 */
#pragma once

#include "marbre-blocks-parse.h"
#include "marbre-blocks-part.h"
#include "marbre-blocks-runs.h"

G_BEGIN_DECLS

void marbre_ink_collect (MarbreSource *source,
                         const char   *text,
                         cmark_node   *node,
                         MarbreSpan    span,
                         guint         first,
                         MarbrePart   *part);
void marbre_ink_add_block (MarbrePart      *part,
                           guint            first,
                           guint            last,
                           MarbreBlockKind  kind);
void marbre_ink_add_critics (MarbrePart *part);
void marbre_ink_finish  (MarbrePart   *part);

G_END_DECLS
