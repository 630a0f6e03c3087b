/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of a draft once it was looked at; shared by the files of marbre-suggest.h.
 */
#pragma once

#include "marbre-index-draft.h"
#include "marbre-index-query.h"
#include "marbre-suggest.h"
#include "marbre-tag-model.h"

G_BEGIN_DECLS

/**
 * MarbreSuggestView:
 * @draft: (owned): its words
 * @answer: (owned): stories near it
 * @guesses: (owned) (element-type MarbreTagGuess): tags, likeliest first
 * @is_learnt: whether the guesses rest on more than the nearest stories
 */
typedef struct
{
  MarbreIndexDraft *draft;
  MarbreIndexAnswer *answer;
  GArray *guesses;
  gboolean is_learnt;
} MarbreSuggestView;

const MarbreSuggestView *marbre_suggester_look       (MarbreSuggester  *self,
                                                      MarbreStory      *draft,
                                                      GCancellable     *cancellable,
                                                      GError          **error);
MarbreIndexReader       *marbre_suggester_get_reader (MarbreSuggester  *self);

G_END_DECLS
