/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a change of tags took away, so that it can be taken back as long as somebody keeps this.
 * Private to the archive but for its type; made on the writer's thread, afterwards anybody's.
 */
#pragma once

#include "marbre-database.h"
#include "marbre-tag-book.h"

G_BEGIN_DECLS

/**
 * MarbreTagUndo:
 * @into: (owned) (nullable): the tag that others became or that changed, %NULL if some went
 * @target: its row, 0 if @into is %NULL
 * @stories: how many have other tags now
 * @tags: (owned) (element-type MarbreTagUndoTag): as they were
 * @aliases: (owned) (element-type MarbreTagUndoAlias): as they were
 * @rows: (owned) (element-type MarbreTagUndoRow): what stories had
 */
struct _MarbreTagUndo
{
  char *into;
  gint64 target;
  guint stories;
  GArray *tags;
  GArray *aliases;
  GArray *rows;
};

typedef struct
{
  gint64 number;
  char *name;   /* (owned) */
  char *folded; /* (owned) */
} MarbreTagUndoTag;

typedef struct
{
  gint64 tag;
  char *name;   /* (owned) */
  char *folded; /* (owned) */
} MarbreTagUndoAlias;

/**
 * MarbreTagUndoRow:
 * @had_target: whether the story had the tag already that @tag became
 *
 * That a story had a tag which it has no longer.
 */
typedef struct
{
  gint64 story;
  gint64 tag;
  gint64 position;
  gboolean had_target;
} MarbreTagUndoRow;

MarbreTagUndo *marbre_tag_undo_new          (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean       marbre_tag_undo_note_tag     (MarbreTagUndo   *self,
                                             MarbreDatabase  *database,
                                             gint64           number,
                                             GError         **error);
gboolean       marbre_tag_undo_note_alias   (MarbreTagUndo   *self,
                                             MarbreDatabase  *database,
                                             const char      *name,
                                             GError         **error);
gboolean       marbre_tag_undo_note_stories (MarbreTagUndo   *self,
                                             MarbreDatabase  *database,
                                             gint64           tag,
                                             GError         **error);
gboolean       marbre_tag_undo_apply        (MarbreTagUndo   *self,
                                             MarbreDatabase  *database,
                                             GError         **error);

G_END_DECLS
