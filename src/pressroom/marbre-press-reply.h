/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers of the embedded site: status, headers, body. Not for deciding what to answer. On the
 * pressroom's thread.
 */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

void marbre_press_reply_set_guards (SoupServerMessage *message);
void marbre_press_reply_html       (SoupServerMessage *message,
                                    guint              status,
                                    char              *html);
void marbre_press_reply_bytes      (SoupServerMessage *message,
                                    const char        *mime,
                                    GBytes            *bytes,
                                    const char        *hash);
void marbre_press_reply_json       (SoupServerMessage *message,
                                    JsonObject        *object);
void marbre_press_reply_created    (SoupServerMessage *message,
                                    const char        *url);
void marbre_press_reply_error      (SoupServerMessage *message,
                                    const GError      *error);
void marbre_press_reply_refusal    (SoupServerMessage *message,
                                    guint              status,
                                    const char        *name,
                                    const char        *description);

G_END_DECLS
