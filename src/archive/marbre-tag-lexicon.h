/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names of tags, and where a text mentions them: in one pass over the text, whatever their
 * number. Private to the archive; what does not change may be read on any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreTagMention:
 * @tag: as the lexicon was given it
 * @in_headline: how often there
 * @in_text: how often below
 * @early: 1 at the text's start, 0 at its end
 */
typedef struct
{
  guint tag;
  guint in_headline;
  guint in_text;
  double early;
} MarbreTagMention;

typedef struct _MarbreTagLexicon MarbreTagLexicon;

MarbreTagLexicon *marbre_tag_lexicon_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void              marbre_tag_lexicon_free (MarbreTagLexicon *self);
void              marbre_tag_lexicon_add  (MarbreTagLexicon *self,
                                           const char       *folded,
                                           guint             tag);
GArray           *marbre_tag_lexicon_find (MarbreTagLexicon *self,
                                           const char       *headline,
                                           const char       *text) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreTagLexicon, marbre_tag_lexicon_free)

G_END_DECLS
