/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which sign of a block's HTML was written by which byte of its Markdown. For carets and clicks: a
 * place that has no counterpart gets a near one. Immutable: any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MarbreSourceMap MarbreSourceMap;

MarbreSourceMap *marbre_source_map_new       (const char      *source,
                                              gsize            length,
                                              const char      *html) G_GNUC_WARN_UNUSED_RESULT;
void             marbre_source_map_free      (MarbreSourceMap *self);
gsize            marbre_source_map_to_source (MarbreSourceMap *self,
                                              guint            offset,
                                              gboolean         after);
guint            marbre_source_map_to_text   (MarbreSourceMap *self,
                                              gsize            byte);
guint            marbre_source_map_count_text (const char     *html);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSourceMap, marbre_source_map_free)

G_END_DECLS
