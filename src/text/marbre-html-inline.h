/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inline HTML → one line (or a few, at breaks) of Markdown. Inside the text room only:
 * marbre-html-markdown.c makes blocks of it. One thread at a time.
 */
#pragma once

#include <gumbo.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreInlinePlace:
 * @MARBRE_INLINE_PARAGRAPH: where a line may start a block and may end in a break
 * @MARBRE_INLINE_HEADING: one line, after "#"
 * @MARBRE_INLINE_CELL: one line, between "|"
 */
typedef enum
{
  MARBRE_INLINE_PARAGRAPH,
  MARBRE_INLINE_HEADING,
  MARBRE_INLINE_CELL,
} MarbreInlinePlace;

typedef struct _MarbreInline MarbreInline;

MarbreInline *marbre_inline_new  (const char        *base_uri) G_GNUC_WARN_UNUSED_RESULT;
void          marbre_inline_free (MarbreInline      *self);
void          marbre_inline_add  (MarbreInline      *self,
                                  const GumboNode   *node);
char         *marbre_inline_take (MarbreInline      *self,
                                  MarbreInlinePlace  place) G_GNUC_WARN_UNUSED_RESULT;

char *marbre_inline_resolve      (const char *base_uri,
                                  const char *uri,
                                  gboolean    is_image) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreInline, marbre_inline_free)

G_END_DECLS
