/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the newsroom tags, as marbre-tag-learn.c found it, and what that says of a draft: for each
 * tag how likely it is. Private to the archive; belongs to one thread.
 */
#pragma once

#include "marbre-database.h"
#include "marbre-index-query.h"
#include "marbre-tag-lexicon.h"

G_BEGIN_DECLS

/* What is known of a draft and a tag, as numbers that are weighed. */
#define MARBRE_TAG_FEATURES 25

/* Impressions of "often mentioned" (marbre-tag-model.c) ask for so many. */
#define MARBRE_TAG_STRONG_MENTION 3

/* The stories that tell which tags are used these days. */
#define MARBRE_TAG_RECENT 100

/**
 * MarbreTagFacts:
 * @number: the tag's row
 * @count: stories with it
 * @mentions: stories that mention it
 * @mention_hits: of those, how many have it
 * @strong: stories that mention it in the headline or often
 * @strong_hits: of those, how many have it
 * @recent: of the latest %MARBRE_TAG_RECENT stories, how many have it
 * @has_linear: whether there is a linear model of it
 * @bias: of that model
 */
typedef struct
{
  gint64 number;
  guint count;
  guint mentions;
  guint mention_hits;
  guint strong;
  guint strong_hits;
  guint recent;
  gboolean has_linear;
  float bias;
} MarbreTagFacts;

/**
 * MarbreTagModel:
 * @generation: under which it is stored, 0 for one that is being learnt
 * @changes: of the names of tags, when it was loaded
 * @n_stories: it was learnt from
 * @fit: how the features are weighed
 * @facts: (owned) (element-type MarbreTagFacts): of each tag; its place is the tag's index
 * @places: (owned): by number of the tag, its index + 1
 * @lexicon: (owned): of the indexes
 * @rows: (owned) (nullable): by term, its weights as bytes; %NULL if they are in the database
 */
typedef struct
{
  gint64 generation;
  gint64 changes;
  guint n_stories;
  double fit[MARBRE_TAG_FEATURES];
  GArray *facts;
  GHashTable *places;
  MarbreTagLexicon *lexicon;
  GHashTable *rows;
} MarbreTagModel;

/**
 * MarbreTagWeight:
 *
 * How much a term counts in a text. The squares of a text's weights add up to 1.
 */
typedef struct
{
  guint32 term;
  float weight;
} MarbreTagWeight;

/**
 * MarbreTagDraft:
 * @weights: (borrowed) (element-type MarbreTagWeight): its terms
 * @mentions: (borrowed) (element-type MarbreTagMention): of tags' indexes
 * @hits: (borrowed) (element-type MarbreIndexHit): the stories near it
 * @nearest: how near the first of them is, 0 to 1; only asked for while nothing is learnt
 * @length: in words
 */
typedef struct
{
  const GArray *weights;
  const GArray *mentions;
  const GArray *hits;
  double nearest;
  guint length;
} MarbreTagDraft;

/**
 * MarbreTagGuess:
 * @tag: its index
 * @number: its row
 * @is_mentioned: whether the text has its name
 * @features: what was weighed
 * @chance: that the draft is to have it, 0 to 1
 */
typedef struct
{
  guint tag;
  gint64 number;
  gboolean is_mentioned;
  double features[MARBRE_TAG_FEATURES];
  double chance;
} MarbreTagGuess;

MarbreTagModel *marbre_tag_model_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void            marbre_tag_model_free   (MarbreTagModel        *self);
GArray         *marbre_tag_model_weights (const GArray         *terms,
                                         const double          *rareness) G_GNUC_WARN_UNUSED_RESULT;
GArray         *marbre_tag_model_guess  (MarbreTagModel        *self,
                                         MarbreDatabase        *database,
                                         const MarbreTagDraft  *draft,
                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreTagModel, marbre_tag_model_free)

G_END_DECLS
