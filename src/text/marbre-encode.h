/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Output encoders, one for each context that a text can be put into. Foreign text enters a page
 * only through one of these, and through the one of its context: they are not interchangeable.
 * Not for deciding whether a link may be followed (marbre-sanitize.h does). Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *marbre_encode_html             (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void  marbre_encode_html_append      (GString    *out,
                                      const char *text,
                                      gssize      length);
char *marbre_encode_attribute        (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void  marbre_encode_attribute_append (GString    *out,
                                      const char *text,
                                      gssize      length);
char *marbre_encode_uri              (const char *uri) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_encode_script_json      (const char *json) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_encode_link_text        (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_encode_read_also        (const char *headline,
                                      const char *url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
