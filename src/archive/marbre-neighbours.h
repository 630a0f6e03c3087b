/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a draft is about, and which stories of the archive are near it: the ground on which related
 * stories and tag suggestions stand. Private to the archive; on the reader's thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-database.h"
#include "marbre-story.h"

G_BEGIN_DECLS

/**
 * MarbreTopic:
 *
 * A word or name that tells what a draft is about.
 */
typedef struct
{
  char *stems;   /* (owned): as the index has it, several words with a space between */
  char *surface; /* (owned): as the draft writes it */
  gboolean is_name;
  double weight; /* > 0; how often × how rare */
} MarbreTopic;

/**
 * MarbreProfile:
 *
 * A draft as it is compared.
 */
typedef struct
{
  GPtrArray *topics; /* (owned) (element-type MarbreTopic): heaviest first */
  double weight;     /* of all topics */
  char *folded;      /* (owned): the whole text, folded */
  gint64 number;     /* the draft's own row, 0 if the archive does not have it */
} MarbreProfile;

/**
 * MarbreNeighbour:
 *
 * A story near the draft.
 */
typedef struct
{
  gint64 number;
  char *id;       /* (owned) */
  char *headline; /* (owned) */
  char *section;  /* (owned) */
  char *url;      /* (owned) */
  char *language; /* (owned) */
  gint64 published;
  GStrv tags;         /* (owned) */
  GPtrArray *shared;  /* (owned) (element-type MarbreTopic, borrowed from the profile) */
  GStrv shared_tags;  /* (owned) */
  double similarity;  /* of the texts, 0 to 1: how much of the draft's topics it covers */
  double score;       /* with tags, language and age, 0 to 1 */
} MarbreNeighbour;

MarbreProfile *marbre_profile_new      (MarbreDatabase   *database,
                                        MarbreStory      *draft,
                                        GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void           marbre_profile_free     (MarbreProfile    *self);
GPtrArray     *marbre_neighbours_find  (MarbreDatabase   *database,
                                        MarbreStory      *draft,
                                        MarbreProfile    *profile,
                                        GCancellable     *cancellable,
                                        GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreProfile, marbre_profile_free)

G_END_DECLS
