/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What commands write: text and JSON on standard output, progress on a terminal. One thread.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void     marbre_ctl_write_text    (const char   *text);
void     marbre_ctl_write_json    (JsonNode     *node);
void     marbre_ctl_write_object  (JsonObject   *object);
void     marbre_ctl_write_array   (JsonArray    *array);
void     marbre_ctl_show_progress (const char   *format,
                                   ...) G_GNUC_PRINTF (1, 2);
void     marbre_ctl_end_progress  (void);
void     marbre_ctl_set_time      (JsonObject   *object,
                                   const char   *key,
                                   gint64        seconds);
void     marbre_ctl_set_strv      (JsonObject         *object,
                                   const char         *key,
                                   const char *const  *texts);
void     marbre_ctl_find_place    (const char         *text,
                                   gsize               offset,
                                   guint              *line,
                                   guint              *column);

G_END_DECLS
