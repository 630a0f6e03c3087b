/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of stories, and with it what search reads. Private to the archive; the functions run on
 * the thread of the connection they are given, those that write inside a transaction of their
 * caller.
 */
#pragma once

#include "marbre-database.h"
#include "marbre-revision.h"
#include "marbre-story-text.h"
#include "marbre-story.h"

G_BEGIN_DECLS

/* The longest text of one field, in bytes: ten thousand pages. */
#define MARBRE_STORY_TABLE_MAX_TEXT (16 * 1024 * 1024)

/**
 * MarbreStoryWrite:
 * @MARBRE_STORY_WRITE_EDITOR: from the editor: a stored story keeps its state, url, publication and
 *   creation, which publishing owns, so that a late autosave of an older snapshot undoes nothing
 * @MARBRE_STORY_WRITE_WHOLE: from a site or an import: everything; a different text that was there
 *   is kept as a revision first
 */
typedef enum
{
  MARBRE_STORY_WRITE_EDITOR,
  MARBRE_STORY_WRITE_WHOLE,
} MarbreStoryWrite;

/**
 * MarbreStoryOutcome:
 *
 * What a write did.
 */
typedef enum
{
  MARBRE_STORY_UNCHANGED,
  MARBRE_STORY_CHANGED,
  MARBRE_STORY_ADDED,
} MarbreStoryOutcome;

gboolean     marbre_story_table_load          (MarbreDatabase       *database,
                                               const char           *id,
                                               MarbreStory         **story,
                                               gint64               *number,
                                               GError              **error);
gboolean     marbre_story_table_find_url      (MarbreDatabase       *database,
                                               const char           *url_or_path,
                                               MarbreStory         **story,
                                               GError              **error);
gboolean     marbre_story_table_check         (MarbreStory          *story,
                                               GError              **error);
gboolean     marbre_story_table_write         (MarbreDatabase       *database,
                                               MarbreStory          *story,
                                               MarbreStoryText      *text,
                                               MarbreStoryWrite      write,
                                               MarbreStoryOutcome   *outcome,
                                               GError              **error);
gboolean     marbre_story_table_keep_revision (MarbreDatabase       *database,
                                               const char           *id,
                                               MarbreRevisionReason  reason,
                                               GError              **error);
gboolean     marbre_story_table_set_trashed   (MarbreDatabase       *database,
                                               const char           *id,
                                               gboolean              trashed,
                                               GError              **error);
gboolean     marbre_story_table_set_published (MarbreDatabase       *database,
                                               const char           *id,
                                               MarbreStoryState      state,
                                               const char           *url,
                                               gint64                published,
                                               GError              **error);
char        *marbre_story_table_path_of_url   (const char           *url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
