/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes of tags that are taken back; see marbre-tag-undo.h. What was changed once more since
 * stays: a story whose writer has removed the tag meanwhile does not get it again.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-undo.h"

#include <glib/gi18n.h>

#include "marbre-archive-error.h"
#include "marbre-tag-table.h"

static void
tag_clear (gpointer data)
{
  MarbreTagUndoTag *tag = data;

  g_free (tag->name);
  g_free (tag->folded);
}

static void
alias_clear (gpointer data)
{
  MarbreTagUndoAlias *alias = data;

  g_free (alias->name);
  g_free (alias->folded);
}

static void
undo_clear (gpointer data)
{
  MarbreTagUndo *self = data;

  g_free (self->into);
  g_array_unref (self->tags);
  g_array_unref (self->aliases);
  g_array_unref (self->rows);
}

/**
 * marbre_tag_undo_new:
 *
 * Returns: (transfer full): of nothing yet
 */
MarbreTagUndo *
marbre_tag_undo_new (void)
{
  MarbreTagUndo *self = g_atomic_rc_box_new0 (MarbreTagUndo);

  self->tags = g_array_new (FALSE, FALSE, sizeof (MarbreTagUndoTag));
  self->aliases = g_array_new (FALSE, FALSE, sizeof (MarbreTagUndoAlias));
  self->rows = g_array_new (FALSE, FALSE, sizeof (MarbreTagUndoRow));
  g_array_set_clear_func (self->tags, tag_clear);
  g_array_set_clear_func (self->aliases, alias_clear);
  return self;
}

/**
 * marbre_tag_undo_ref:
 *
 * Returns: (transfer full): @self
 */
MarbreTagUndo *
marbre_tag_undo_ref (MarbreTagUndo *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * marbre_tag_undo_unref:
 * @self: (transfer full): how things were
 */
void
marbre_tag_undo_unref (MarbreTagUndo *self)
{
  g_atomic_rc_box_release_full (self, undo_clear);
}

/**
 * marbre_tag_undo_get_stories:
 *
 * Returns: how many stories have other tags by the change
 */
guint
marbre_tag_undo_get_stories (MarbreTagUndo *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->stories;
}

static void
append_alias (MarbreTagUndo *self, MarbreStatement *statement)
{
  MarbreTagUndoAlias alias = { .tag = marbre_statement_get_int (statement, 0),
                               .name = marbre_statement_dup_text (statement, 1),
                               .folded = marbre_statement_dup_text (statement, 2) };

  g_array_append_val (self->aliases, alias);
}

/**
 * marbre_tag_undo_note_tag:
 * @number: a tag that is going to change or to go
 *
 * Notes its name and its other names.
 *
 * Returns: %FALSE if they could not be read
 */
gboolean
marbre_tag_undo_note_tag (MarbreTagUndo *self,
                          MarbreDatabase *database,
                          gint64 number,
                          GError **error)
{
  static const char tag_sql[] = "SELECT name, folded FROM tag WHERE number = ?1";
  static const char alias_sql[] = "SELECT tag, name, folded FROM tag_alias WHERE tag = ?1";
  g_autoptr (MarbreStatement) tag = marbre_database_prepare (database, tag_sql);
  g_autoptr (MarbreStatement) alias = marbre_database_prepare (database, alias_sql);

  marbre_statement_bind_int (tag, 1, number);
  if (marbre_statement_next (tag))
    {
      MarbreTagUndoTag row = { .number = number,
                               .name = marbre_statement_dup_text (tag, 0),
                               .folded = marbre_statement_dup_text (tag, 1) };

      g_array_append_val (self->tags, row);
    }
  if (!marbre_statement_end (tag, error))
    return FALSE;
  marbre_statement_bind_int (alias, 1, number);
  while (marbre_statement_next (alias))
    append_alias (self, alias);
  return marbre_statement_end (alias, error);
}

/**
 * marbre_tag_undo_note_alias:
 * @name: another name that is going to be a tag, of whichever tag it is
 *
 * Returns: %FALSE if it could not be read
 */
gboolean
marbre_tag_undo_note_alias (MarbreTagUndo *self,
                            MarbreDatabase *database,
                            const char *name,
                            GError **error)
{
  static const char sql[] = "SELECT tag, name, folded FROM tag_alias WHERE name = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, name);
  if (marbre_statement_next (statement))
    append_alias (self, statement);
  return marbre_statement_end (statement, error);
}

/**
 * marbre_tag_undo_note_stories:
 * @tag: a tag whose stories are going to have the target in its place
 *
 * Returns: %FALSE if they could not be read
 */
gboolean
marbre_tag_undo_note_stories (MarbreTagUndo *self,
                              MarbreDatabase *database,
                              gint64 tag,
                              GError **error)
{
  static const char sql[] =
      "SELECT story, position,"
      "    EXISTS (SELECT 1 FROM story_tag AS other WHERE other.story = story_tag.story"
      "              AND other.tag = ?2)"
      "  FROM story_tag WHERE tag = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, tag);
  marbre_statement_bind_int (statement, 2, self->target);
  while (marbre_statement_next (statement))
    {
      const MarbreTagUndoRow row = { .story = marbre_statement_get_int (statement, 0),
                                     .tag = tag,
                                     .position = marbre_statement_get_int (statement, 1),
                                     .had_target = marbre_statement_get_int (statement, 2) != 0 };

      g_array_append_val (self->rows, row);
    }
  return marbre_statement_end (statement, error);
}

/* A statement with up to three numbers. */
static gboolean
run (MarbreDatabase *database,
     const char *sql,
     gint64 first,
     gint64 second,
     gint64 third,
     GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, first);
  if (second != 0)
    marbre_statement_bind_int (statement, 2, second);
  if (third >= 0)
    marbre_statement_bind_int (statement, 3, third);
  return marbre_statement_run (statement, error);
}

/* The tag is still what the change made it. */
static gboolean
check_target (MarbreTagUndo *self, MarbreDatabase *database, GError **error)
{
  gint64 number;

  if (self->into == NULL)
    return TRUE;
  if (!marbre_tag_table_find (database, self->into, &number, error))
    return FALSE;
  if (number == self->target)
    return TRUE;
  g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
               _ ("The tag “%s” was changed once more since; it stays as it is."), self->into);
  return FALSE;
}

static gboolean
restore_tag (MarbreDatabase *database, const MarbreTagUndoTag *tag, GError **error)
{
  static const char sql[] = "INSERT INTO tag (number, name, folded) VALUES (?1, ?2, ?3)"
                            "  ON CONFLICT (number) DO UPDATE SET name = excluded.name,"
                            "    folded = excluded.folded";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, tag->number);
  marbre_statement_bind_text (statement, 2, tag->name);
  marbre_statement_bind_text (statement, 3, tag->folded);
  return marbre_statement_run (statement, error);
}

/* The target first, whose name may be one of the others'. */
static gboolean
restore_tags (MarbreTagUndo *self, MarbreDatabase *database, GError **error)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->tags->len; i++)
      {
        const MarbreTagUndoTag *tag = &g_array_index (self->tags, MarbreTagUndoTag, i);

        if ((tag->number == self->target) == (pass == 0) && !restore_tag (database, tag, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
restore_aliases (MarbreTagUndo *self, MarbreDatabase *database, GError **error)
{
  static const char clear_sql[] = "DELETE FROM tag_alias WHERE tag = ?1";
  static const char sql[] = "INSERT OR IGNORE INTO tag_alias (tag, name, folded)"
                            "  VALUES (?1, ?2, ?3)";

  if (self->target != 0 && !run (database, clear_sql, self->target, 0, -1, error))
    return FALSE;
  for (guint i = 0; i < self->aliases->len; i++)
    {
      const MarbreTagUndoAlias *alias = &g_array_index (self->aliases, MarbreTagUndoAlias, i);
      g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

      marbre_statement_bind_int (statement, 1, alias->tag);
      marbre_statement_bind_text (statement, 2, alias->name);
      marbre_statement_bind_text (statement, 3, alias->folded);
      if (!marbre_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
restore_rows (MarbreTagUndo *self, MarbreDatabase *database, GError **error)
{
  static const char take_sql[] = "DELETE FROM story_tag WHERE story = ?1 AND tag = ?2";
  static const char put_sql[] = "INSERT OR IGNORE INTO story_tag (story, tag, position)"
                                "  SELECT number, ?2, ?3 FROM story WHERE number = ?1";
  static const char stale_sql[] = "INSERT OR IGNORE INTO tag_stale (story)"
                                  "  SELECT number FROM story WHERE number = ?1";

  for (guint i = 0; i < self->rows->len; i++)
    {
      const MarbreTagUndoRow *row = &g_array_index (self->rows, MarbreTagUndoRow, i);

      if (!row->had_target)
        {
          if (!run (database, take_sql, row->story, self->target, -1, error))
            return FALSE;
          if (marbre_database_get_changes (database) == 0)
            continue;
        }
      if (!run (database, put_sql, row->story, row->tag, row->position, error) ||
          !run (database, stale_sql, row->story, 0, -1, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether the change gave the target another name: then all its stories follow once more. */
static gboolean
was_renamed (MarbreTagUndo *self)
{
  for (guint i = 0; i < self->tags->len; i++)
    {
      const MarbreTagUndoTag *tag = &g_array_index (self->tags, MarbreTagUndoTag, i);

      if (tag->number == self->target)
        return !g_str_equal (tag->name, self->into);
    }
  return FALSE;
}

/**
 * marbre_tag_undo_apply:
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND if the tag is another by now
 *
 * Takes the change back, in a transaction of the caller.
 *
 * Returns: %FALSE if it could not be taken back
 */
gboolean
marbre_tag_undo_apply (MarbreTagUndo *self, MarbreDatabase *database, GError **error)
{
  static const char stale_sql[] = "INSERT OR IGNORE INTO tag_stale (story)"
                                  "  SELECT story FROM story_tag WHERE tag = ?1";

  return check_target (self, database, error) && restore_tags (self, database, error) &&
         restore_aliases (self, database, error) && restore_rows (self, database, error) &&
         (!was_renamed (self) || run (database, stale_sql, self->target, 0, -1, error));
}
