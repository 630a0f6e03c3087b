/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTML → Markdown in pieces: for who reads a text part by part, so that each part knows what stands
 * before it. Inside the text room only. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean marbre_html_add_lines (GPtrArray   *blocks,
                                const char  *html,
                                gssize       length,
                                const char  *base_uri,
                                GError     **error);

G_END_DECLS
