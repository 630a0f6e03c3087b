/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story as the index and the model of tags look at it. Private to the archive; any thread.
 */
#pragma once

#include "marbre-index-terms.h"

G_BEGIN_DECLS

/**
 * MarbreIndexDraft:
 * @terms: (owned): its words
 * @headline: (owned): folded
 * @text: (owned): what is below the headline, folded
 */
typedef struct
{
  MarbreIndexTerms *terms;
  char *headline;
  char *text;
} MarbreIndexDraft;

MarbreIndexDraft *marbre_index_draft_new         (MarbreStory        *story)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreIndexDraft *marbre_index_draft_new_counted (MarbreStory        *story,
                                                  MarbreTermsCounter *counter)
    G_GNUC_WARN_UNUSED_RESULT;
void              marbre_index_draft_free        (MarbreIndexDraft   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreIndexDraft, marbre_index_draft_free)

G_END_DECLS
