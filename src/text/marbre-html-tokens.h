/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inline content as a flat list of tokens. White space is settled as they come; only when all are
 * there, and the neighbours of each are known, is it decided where "*" works as emphasis and where
 * only an HTML tag says the same. Inside the text room only. One thread at a time.
 */
#pragma once

#include "marbre-html-inline.h"

G_BEGIN_DECLS

typedef enum
{
  MARBRE_MARK_EM,
  MARBRE_MARK_STRONG,
  MARBRE_MARK_DEL,
  MARBRE_MARK_LINK,
} MarbreMark;

#define MARBRE_N_MARKS (MARBRE_MARK_LINK + 1)

typedef struct _MarbreTokens MarbreTokens;

MarbreTokens *marbre_tokens_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void          marbre_tokens_free      (MarbreTokens      *self);
void          marbre_tokens_add_text  (MarbreTokens      *self,
                                       const char        *text);
void          marbre_tokens_add_space (MarbreTokens      *self);
void          marbre_tokens_add_raw   (MarbreTokens      *self,
                                       const char        *markdown);
void          marbre_tokens_add_break (MarbreTokens      *self);
void          marbre_tokens_open      (MarbreTokens      *self,
                                       MarbreMark         mark);
void          marbre_tokens_close     (MarbreTokens      *self,
                                       MarbreMark         mark,
                                       const char        *text);
gboolean      marbre_tokens_is_open   (MarbreTokens      *self,
                                       MarbreMark         mark);
char         *marbre_tokens_take      (MarbreTokens      *self,
                                       MarbreInlinePlace  place) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreTokens, marbre_tokens_free)

G_END_DECLS
