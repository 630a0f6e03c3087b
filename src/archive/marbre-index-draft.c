/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story that is compared; see marbre-index-draft.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-draft.h"

#include "marbre-story-text.h"
#include "marbre-terms.h"

static MarbreIndexDraft *
new_draft (MarbreStory *story, MarbreTermsCounter *counter)
{
  MarbreIndexDraft *self = g_new0 (MarbreIndexDraft, 1);
  g_autofree char *body = marbre_story_text_dup_body (story);
  g_autofree char *text =
      g_strconcat (marbre_story_get_text (story, MARBRE_FIELD_KICKER), "\n",
                   marbre_story_get_text (story, MARBRE_FIELD_STANDFIRST), "\n", body, NULL);

  self->terms = counter != NULL ? marbre_index_terms_new_counted (story, body, counter)
                                : marbre_index_terms_new (story, body);
  self->headline = marbre_terms_fold (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE));
  self->text = marbre_terms_fold (text);
  return self;
}

/**
 * marbre_index_draft_new:
 *
 * Reads the body as Markdown and stems every word: up to a millisecond for a usual story.
 *
 * Returns: (transfer full): what is compared
 */
MarbreIndexDraft *
marbre_index_draft_new (MarbreStory *story)
{
  return new_draft (story, NULL);
}

/**
 * marbre_index_draft_new_counted:
 * @counter: what counts words, for one story after the other
 *
 * For a story that is only learnt from: several times as quick.
 *
 * Returns: (transfer full): what is compared, without names
 */
MarbreIndexDraft *
marbre_index_draft_new_counted (MarbreStory *story, MarbreTermsCounter *counter)
{
  return new_draft (story, counter);
}

/**
 * marbre_index_draft_free:
 * @self: (transfer full) (nullable): a draft
 */
void
marbre_index_draft_free (MarbreIndexDraft *self)
{
  if (self == NULL)
    return;
  marbre_index_terms_free (self->terms);
  g_free (self->headline);
  g_free (self->text);
  g_free (self);
}
