/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures and tables of foreign HTML → Markdown. Inside the text room only: called by
 * marbre-html-markdown.c and marbre-wp-compare.c. One thread at a time.
 */
#pragma once

#include <gumbo.h>

#include <glib.h>

G_BEGIN_DECLS

char *marbre_html_figure_to_markdown (const GumboNode *figure,
                                      const char      *base_uri) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_html_figure_dup_title   (const GumboNode *caption) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_html_table_to_markdown  (const GumboNode *table,
                                      const char      *base_uri) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_html_dup_line           (const GumboNode *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
