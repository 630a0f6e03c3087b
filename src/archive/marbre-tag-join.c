/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes of tags; see marbre-tag-join.h. To rename is to join one tag with a name that is free, so
 * both are one operation. Only the rows of tags are written here, and which stories have them: what
 * takes time, their full text, is left to marbre-tag-follow.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-join.h"

#include <string.h>

#include <glib/gi18n.h>

#include "marbre-archive-error.h"
#include "marbre-tag-table.h"
#include "marbre-terms.h"

static gboolean
check_name (const char *name, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  if (*stripped == '\0')
    g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                         _ ("A tag needs a name."));
  else if (strlen (name) > MARBRE_TAG_TABLE_MAX_NAME || !g_str_equal (name, stripped) ||
           strpbrk (name, "\r\n\t") != NULL || !g_utf8_validate (name, -1, NULL))
    g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                 _ ("“%.60s” is no name for a tag: it must be one short line."), stripped);
  else
    return TRUE;
  return FALSE;
}

static gboolean
find_tag (MarbreDatabase *database, const char *name, gint64 *number, GError **error)
{
  if (!marbre_tag_table_find (database, name, number, error))
    return FALSE;
  if (*number != 0)
    return TRUE;
  g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
               _ ("The archive has no tag “%s”."), name);
  return FALSE;
}

static gboolean
run (MarbreDatabase *database, const char *sql, gint64 first, gint64 second, GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, first);
  if (second != 0)
    marbre_statement_bind_int (statement, 2, second);
  return marbre_statement_run (statement, error);
}

static gboolean
count_stories (MarbreDatabase *database, gint64 tag, gint64 *count, GError **error)
{
  static const char sql[] = "SELECT count(*) FROM story_tag WHERE tag = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, tag);
  *count = marbre_statement_next (statement) ? marbre_statement_get_int (statement, 0) : 0;
  return marbre_statement_end (statement, error);
}

static gboolean
add_alias (MarbreDatabase *database, const char *name, gint64 tag, GError **error)
{
  static const char sql[] = "INSERT INTO tag_alias (name, folded, tag) VALUES (?1, ?2, ?3)"
                            "  ON CONFLICT (name) DO UPDATE SET tag = excluded.tag";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autofree char *folded = marbre_terms_fold (name);

  marbre_statement_bind_text (statement, 1, name);
  marbre_statement_bind_text (statement, 2, folded);
  marbre_statement_bind_int (statement, 3, tag);
  return marbre_statement_run (statement, error);
}

static gboolean
remove_alias (MarbreDatabase *database, const char *name, GError **error)
{
  static const char sql[] = "DELETE FROM tag_alias WHERE name = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, name);
  return marbre_statement_run (statement, error);
}

/* Gives the target its new name; the old one becomes another name of it. */
static gboolean
rename_target (MarbreDatabase *database, MarbreTagUndo *undo, GError **error)
{
  static const char sql[] = "UPDATE tag SET name = ?2, folded = ?3 WHERE number = ?1";
  static const char old_sql[] = "SELECT name FROM tag WHERE number = ?1";
  static const char stale_sql[] = "INSERT OR IGNORE INTO tag_stale (story)"
                                  "  SELECT story FROM story_tag WHERE tag = ?1";
  g_autoptr (MarbreStatement) old = marbre_database_prepare (database, old_sql);
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autofree char *folded = marbre_terms_fold (undo->into);
  g_autofree char *name = NULL;
  gint64 count;

  marbre_statement_bind_int (old, 1, undo->target);
  if (marbre_statement_next (old))
    name = marbre_statement_dup_text (old, 0);
  if (!marbre_statement_end (old, error))
    return FALSE;
  marbre_statement_bind_int (statement, 1, undo->target);
  marbre_statement_bind_text (statement, 2, undo->into);
  marbre_statement_bind_text (statement, 3, folded);
  if (!count_stories (database, undo->target, &count, error) ||
      !marbre_statement_run (statement, error))
    return FALSE;
  undo->stories += (guint) count;
  return run (database, stale_sql, undo->target, 0, error) &&
         (name == NULL || add_alias (database, name, undo->target, error));
}

/* Makes @source, which goes, another name of the target. */
static gboolean
join_source (MarbreDatabase *database,
             gint64 source,
             const char *name,
             MarbreTagUndo *undo,
             GError **error)
{
  static const char stale_sql[] = "INSERT OR IGNORE INTO tag_stale (story)"
                                  "  SELECT story FROM story_tag WHERE tag = ?1";
  static const char put_sql[] = "INSERT OR IGNORE INTO story_tag (story, tag, position)"
                                "  SELECT story, ?2, position FROM story_tag WHERE tag = ?1";
  static const char take_sql[] = "DELETE FROM story_tag WHERE tag = ?1";
  static const char alias_sql[] = "UPDATE tag_alias SET tag = ?2 WHERE tag = ?1";
  static const char tag_sql[] = "DELETE FROM tag WHERE number = ?1";
  const guint before = undo->rows->len;

  if (!marbre_tag_undo_note_stories (undo, database, source, error))
    return FALSE;
  undo->stories += undo->rows->len - before;
  return run (database, stale_sql, source, 0, error) &&
         run (database, put_sql, source, undo->target, error) &&
         run (database, take_sql, source, 0, error) &&
         run (database, alias_sql, source, undo->target, error) &&
         run (database, tag_sql, source, 0, error) &&
         add_alias (database, name, undo->target, error);
}

/* The tag that is to remain: the one that has the name, else the most used, which gets it. */
static gboolean
choose_target (MarbreDatabase *database,
               const char *const *names,
               MarbreTagUndo *undo,
               gboolean *has_name,
               GError **error)
{
  gint64 most = -1;

  if (!marbre_tag_table_find (database, undo->into, &undo->target, error))
    return FALSE;
  *has_name = undo->target != 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      gint64 number, count;

      if (!find_tag (database, names[i], &number, error) ||
          !count_stories (database, number, &count, error))
        return FALSE;
      if (!*has_name && count > most)
        {
          most = count;
          undo->target = number;
        }
    }
  return TRUE;
}

/**
 * marbre_tag_join:
 * @names: tags that the archive has, at least one
 * @into: what they are called from now on: a new name, or that of a tag
 * @undo: an empty one, which is filled
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND if there is no such tag, %MARBRE_ARCHIVE_ERROR_INVALID if
 *   @into is no name
 *
 * Renames one tag, or makes one of several. What they were called becomes another name of it.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_tag_join (MarbreDatabase *database,
                 const char *const *names,
                 const char *into,
                 MarbreTagUndo *undo,
                 GError **error)
{
  gboolean has_name;

  undo->into = g_strdup (into);
  if (!check_name (into, error) ||
      !choose_target (database, names, undo, &has_name, error) ||
      !marbre_tag_undo_note_alias (undo, database, into, error) ||
      !remove_alias (database, into, error) ||
      !marbre_tag_undo_note_tag (undo, database, undo->target, error) ||
      (!has_name && !rename_target (database, undo, error)))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      gint64 number;

      /* The target is no longer found under its old name; nor is a name that is there twice. */
      if (!marbre_tag_table_find (database, names[i], &number, error))
        return FALSE;
      if (number != 0 && number != undo->target &&
          (!marbre_tag_undo_note_tag (undo, database, number, error) ||
           !join_source (database, number, names[i], undo, error)))
        return FALSE;
    }
  return TRUE;
}

/* Whether a name may become another name of @tag; a tag of that name that no story has goes. */
static gboolean
claim_alias (MarbreDatabase *database,
             const char *name,
             gint64 tag,
             MarbreTagUndo *undo,
             GError **error)
{
  static const char owner_sql[] = "SELECT tag.name FROM tag_alias JOIN tag ON number = tag"
                                  "  WHERE tag_alias.name = ?1 AND tag <> ?2";
  static const char tag_sql[] = "DELETE FROM tag WHERE number = ?1";
  g_autoptr (MarbreStatement) owner = marbre_database_prepare (database, owner_sql);
  g_autofree char *other = NULL;
  gint64 number, count;

  marbre_statement_bind_text (owner, 1, name);
  marbre_statement_bind_int (owner, 2, tag);
  if (marbre_statement_next (owner))
    other = marbre_statement_dup_text (owner, 0);
  if (!marbre_statement_end (owner, error) || !check_name (name, error) ||
      !marbre_tag_table_find (database, name, &number, error) ||
      !count_stories (database, number, &count, error))
    return FALSE;
  if (other != NULL)
    {
      g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                   _ ("“%s” is another name of “%s” already."), name, other);
      return FALSE;
    }
  if (number == tag || count > 0)
    {
      g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                   _ ("“%s” is a tag of stories: merge the two tags instead."), name);
      return FALSE;
    }
  return number == 0 || (marbre_tag_undo_note_tag (undo, database, number, error) &&
                         run (database, tag_sql, number, 0, error));
}

/**
 * marbre_tag_set_aliases:
 * @name: a tag
 * @aliases: all its other names: abbreviations, translations, what it was called
 * @undo: an empty one, which is filled
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND if there is no such tag, %MARBRE_ARCHIVE_ERROR_INVALID if
 *   one of @aliases means something else
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_tag_set_aliases (MarbreDatabase *database,
                        const char *name,
                        const char *const *aliases,
                        MarbreTagUndo *undo,
                        GError **error)
{
  static const char clear_sql[] = "DELETE FROM tag_alias WHERE tag = ?1";

  undo->into = g_strdup (name);
  if (!find_tag (database, name, &undo->target, error) ||
      !marbre_tag_undo_note_tag (undo, database, undo->target, error))
    return FALSE;
  for (guint i = 0; aliases[i] != NULL; i++)
    if (!claim_alias (database, aliases[i], undo->target, undo, error))
      return FALSE;
  if (!run (database, clear_sql, undo->target, 0, error))
    return FALSE;
  for (guint i = 0; aliases[i] != NULL; i++)
    if (!add_alias (database, aliases[i], undo->target, error))
      return FALSE;
  return TRUE;
}

/**
 * marbre_tag_remove:
 * @names: tags that no story has
 * @undo: an empty one, which is filled
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND if there is no such tag, %MARBRE_ARCHIVE_ERROR_INVALID if
 *   a story has one
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_tag_remove (MarbreDatabase *database,
                   const char *const *names,
                   MarbreTagUndo *undo,
                   GError **error)
{
  static const char sql[] = "DELETE FROM tag WHERE number = ?1";

  for (guint i = 0; names[i] != NULL; i++)
    {
      gint64 number, count;

      if (!find_tag (database, names[i], &number, error) ||
          !count_stories (database, number, &count, error))
        return FALSE;
      if (count > 0)
        {
          g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                       _ ("Stories have the tag “%s” by now; it stays."), names[i]);
          return FALSE;
        }
      if (!marbre_tag_undo_note_tag (undo, database, number, error) ||
          !run (database, sql, number, 0, error))
        return FALSE;
    }
  return TRUE;
}
