/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Foreign HTML read safely: made harmless, made plain text, or made Markdown of ours. HTML comes
 * from pasting, from sites and from raw HTML in a body. Not for whole templates
 * (marbre-template.h). Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than this is refused (or, where no error can be given, shown as nothing). */
#define MARBRE_HTML_MAX_BYTES (8u * 1024 * 1024)

char *marbre_html_sanitize    (const char *html,
                               gssize      length) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_html_to_text     (const char *html,
                               gssize      length) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_html_to_markdown (const char *html,
                               gssize      length,
                               const char *base_uri,
                               GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_html_find_link   (const char *html,
                               gssize      length,
                               const char *rel) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
