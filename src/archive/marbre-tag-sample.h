/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stories of which it is learnt how the newsroom tags. Private to marbre-tag-learn.c and what
 * it uses; on the learner's thread.
 */
#pragma once

#include "marbre-index-draft.h"
#include "marbre-tag-model.h"

G_BEGIN_DECLS

/* Stories that are read, the latest ones, and those of them that the weighing is fitted on. */
#define MARBRE_TAG_SAMPLE   20000
#define MARBRE_TAG_EXAMPLES 800

/**
 * MarbreTagStory:
 * @tags: (owned) (element-type guint): indexes
 * @weights: (owned) (element-type MarbreTagWeight): its terms
 * @places: (owned): of each weight's term in the vocabulary
 * @mentions: (owned) (element-type MarbreTagMention): of tags
 * @draft: (owned) (nullable): only of the latest
 */
typedef struct
{
  gint64 doc;
  gint64 number;
  GArray *tags;
  GArray *weights;
  guint *places;
  GArray *mentions;
  MarbreIndexDraft *draft;
} MarbreTagStory;

/**
 * MarbreTagSample:
 * @stories: (owned) (element-type MarbreTagStory): in the order of their documents
 * @vocabulary: (owned) (element-type guint32): their terms
 */
typedef struct
{
  GPtrArray *stories;
  GArray *vocabulary;
} MarbreTagSample;

MarbreTagSample *marbre_tag_sample_new  (MarbreDatabase        *database,
                                         MarbreTagModel        *tags,
                                         GCancellable          *cancellable,
                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void             marbre_tag_sample_free (MarbreTagSample       *self);
gboolean         marbre_tag_story_has   (const MarbreTagStory  *story,
                                         guint                  tag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreTagSample, marbre_tag_sample_free)

G_END_DECLS
