/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The content of WordPress's classic editor, cut into the paragraphs and elements that it has: HTML
 * in which an empty line ends a paragraph. Inside the text room only. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreWpSpan:
 * @start: its first byte
 * @end: behind its last
 * @bare: text without an element around it, which WordPress makes a paragraph of
 */
typedef struct
{
  gsize start;
  gsize end;
  gboolean bare;
} MarbreWpSpan;

GArray   *marbre_wp_classic_split        (const char *content,
                                          gsize       start,
                                          gsize       end) G_GNUC_WARN_UNUSED_RESULT;
char     *marbre_wp_classic_to_html      (const char *text,
                                          gsize       length) G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_wp_classic_is_shortcode (const char *text,
                                          gsize       length);

G_END_DECLS
