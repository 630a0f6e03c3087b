/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown → cmark's tree and where in the source each top-level node stands. Not what a node
 * means or becomes (marbre-blocks-render.h). Inside the text room only. Any thread.
 */
#pragma once

#include <cmark-gfm.h>

#include <glib.h>

#include "marbre-blocks-limits.h"

G_BEGIN_DECLS

typedef struct _MarbreSource MarbreSource;

/**
 * MarbreSpan:
 * @first: first line, 0-based
 * @last: last line, 0-based
 *
 * Lines of the source.
 */
typedef struct
{
  guint first;
  guint last;
} MarbreSpan;

MarbreSource *marbre_source_new              (const char   *markdown,
                                              gsize         length,
                                              MarbreAllowed allowed) G_GNUC_WARN_UNUSED_RESULT;
void          marbre_source_free             (MarbreSource *self);
cmark_node   *marbre_source_get_root         (MarbreSource *self);
MarbreSpan    marbre_source_find_span        (MarbreSource *self,
                                              cmark_node   *node);
MarbreSpan    marbre_source_find_note_span   (MarbreSource *self,
                                              cmark_node   *note);
void          marbre_source_set_limit        (MarbreSource *self,
                                              guint         n_lines);
guint         marbre_source_count_lines      (MarbreSource *self);
gboolean      marbre_source_is_blank         (MarbreSource *self,
                                              guint         line);
gsize         marbre_source_get_line_start   (MarbreSource *self,
                                              guint         line);
gsize         marbre_source_get_line_end     (MarbreSource *self,
                                              guint         line);
char         *marbre_source_dup_bare_uri     (MarbreSource *self,
                                              cmark_node   *node,
                                              MarbreSpan    span) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSource, marbre_source_free)

G_END_DECLS
