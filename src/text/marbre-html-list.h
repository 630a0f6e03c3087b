/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists and code of foreign HTML → Markdown. Inside the text room only: called by
 * marbre-html-markdown.c. Any thread.
 */
#pragma once

#include "marbre-html-lines.h"
#include "marbre-html-tree.h"

G_BEGIN_DECLS

char *marbre_html_list_to_markdown (const GumboNode *list,
                                    GPtrArray       *items,
                                    MarbreLinesKind  kind,
                                    gboolean         turned) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_html_code_to_markdown (const GumboNode *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
