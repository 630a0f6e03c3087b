/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story's texts for search; see marbre-story-text.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-story-text.h"

#include "marbre-plain-text.h"
#include "marbre-terms.h"

/**
 * marbre_story_text_dup_body:
 *
 * Returns: (transfer full): the body as plain text
 */
char *
marbre_story_text_dup_body (MarbreStory *story)
{
  return marbre_plain_text_new (marbre_story_get_text (story, MARBRE_FIELD_BODY),
                                marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE));
}

/**
 * marbre_story_text_dup_whole:
 * @body: the body as plain text
 *
 * Puts together what is compared with other stories. The headline stands there twice: what a story
 * is about is said in it.
 *
 * Returns: (transfer full): plain text
 */
char *
marbre_story_text_dup_whole (MarbreStory *story, const char *body)
{
  const char *headline = marbre_story_get_text (story, MARBRE_FIELD_HEADLINE);

  /* Full stops keep a name at the end of one part and one at the start of the next apart. */
  return g_strconcat (headline, ".\n\n", headline, ".\n\n",
                      marbre_story_get_text (story, MARBRE_FIELD_KICKER), ".\n\n",
                      marbre_story_get_text (story, MARBRE_FIELD_STANDFIRST), "\n\n", body, NULL);
}

/**
 * marbre_story_text_new:
 * @counter: (nullable): what counts words, for one story after the other
 *
 * Reads the body as Markdown and stems every word: up to a millisecond for a usual story, so never
 * on the main thread.
 *
 * Returns: (transfer full): the texts
 */
MarbreStoryText *
marbre_story_text_new (MarbreStory *story, MarbreTermsCounter *counter)
{
  g_autoptr (MarbreTermsCounter) own = counter == NULL ? marbre_terms_counter_new () : NULL;
  MarbreStoryText *self = g_new0 (MarbreStoryText, 1);

  self->body = marbre_story_text_dup_body (story);
  self->terms = marbre_index_terms_new_counted (story, self->body, counter ? counter : own);
  return self;
}

/**
 * marbre_story_text_free:
 * @self: (transfer full) (nullable): texts
 */
void
marbre_story_text_free (MarbreStoryText *self)
{
  if (self == NULL)
    return;
  g_free (self->body);
  marbre_index_terms_free (self->terms);
  g_free (self);
}

/**
 * marbre_story_text_fold_all:
 * @texts: (array zero-terminated=1): tags
 *
 * Returns: (transfer full): each without case and accents, for comparing
 */
GStrv
marbre_story_text_fold_all (const char *const *texts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *folded = marbre_terms_fold (texts[i]);

      g_strv_builder_add (builder, folded);
    }
  return g_strv_builder_end (builder);
}
