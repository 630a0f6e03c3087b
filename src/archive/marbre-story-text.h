/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What search and the search for related stories read of a story. Private to the archive; any
 * thread.
 */
#pragma once

#include "marbre-index-terms.h"
#include "marbre-story.h"

G_BEGIN_DECLS

/**
 * MarbreStoryText:
 *
 * A story's texts without mark-up.
 */
typedef struct
{
  char *body;              /* (owned): plain text */
  MarbreIndexTerms *terms; /* (owned): of everything, the headline's twice, as they are indexed */
} MarbreStoryText;

MarbreStoryText *marbre_story_text_new       (MarbreStory        *story,
                                              MarbreTermsCounter *counter)
    G_GNUC_WARN_UNUSED_RESULT;
void             marbre_story_text_free      (MarbreStoryText *self);
char            *marbre_story_text_dup_whole (MarbreStory     *story,
                                              const char      *body) G_GNUC_WARN_UNUSED_RESULT;
char            *marbre_story_text_dup_body  (MarbreStory     *story) G_GNUC_WARN_UNUSED_RESULT;
GStrv            marbre_story_text_fold_all  (const char *const *texts) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreStoryText, marbre_story_text_free)

G_END_DECLS
