/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The newsroom's tags; see marbre-tag-book.h. A change of a tag that a hundred thousand stories
 * have is still some statements, so saves wait a moment at most; it can be cancelled until it is
 * done.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-book.h"

#include "marbre-archive-private.h"
#include "marbre-tag-join.h"
#include "marbre-tag-list.h"
#include "marbre-tag-table.h"
#include "marbre-tag-undo.h"

typedef enum
{
  CHANGE_JOIN,
  CHANGE_ALIASES,
  CHANGE_REMOVE,
  CHANGE_UNDO,
} Kind;

typedef struct
{
  Kind kind;
  GStrv names;         /* (owned) (nullable) */
  char *into;          /* (owned) (nullable) */
  MarbreTagUndo *undo; /* (owned): to be filled, or to be applied */
} Change;

/* A list on its way. */
typedef struct
{
  GPtrArray *entries; /* (owned) */
  gint64 waiting;
} List;

static void
change_free (Change *change)
{
  g_strfreev (change->names);
  g_free (change->into);
  marbre_tag_undo_unref (change->undo);
  g_free (change);
}

static void
list_free (List *list)
{
  g_ptr_array_unref (list->entries);
  g_free (list);
}

static gboolean
apply (MarbreDatabase *database, gpointer data, GError **error)
{
  const Change *change = data;
  const char *const *names = (const char *const *) change->names;

  switch (change->kind)
    {
    case CHANGE_JOIN:
      return marbre_tag_join (database, names, change->into, change->undo, error);
    case CHANGE_ALIASES:
      return marbre_tag_set_aliases (database, change->into, names, change->undo, error);
    case CHANGE_REMOVE:
      return marbre_tag_remove (database, names, change->undo, error);
    case CHANGE_UNDO:
    default:
      return marbre_tag_undo_apply (change->undo, database, error);
    }
}

static gpointer
run_change (MarbreArchive *archive,
            MarbreDatabase *database,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Change *change = data;
  gboolean done;

  marbre_database_set_cancellable (database, cancellable);
  done = marbre_database_transact (database, apply, change, error);
  marbre_database_set_cancellable (database, NULL);
  if (!done)
    return NULL;
  marbre_archive_tell_stories (archive);
  marbre_archive_tend_index (archive);
  return marbre_tag_undo_ref (change->undo);
}

static gpointer
run_list (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  gint64 waiting;
  GPtrArray *entries;
  List *list;

  if (!marbre_database_read_int (database, "SELECT count(*) FROM tag_stale", &waiting, error) ||
      (entries = marbre_tag_list_read (database, error)) == NULL)
    return NULL;
  list = g_new0 (List, 1);
  list->entries = entries;
  list->waiting = waiting;
  return list;
}

static gpointer
run_resolve (MarbreArchive *archive,
             MarbreDatabase *database,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  return marbre_tag_table_resolve (database, data, error);
}

static const MarbreJob change_job = {
  .name = "change tags",
  .lane = MARBRE_LANE_WRITER,
  .run = run_change,
  .mends = TRUE,
  .free_data = (GDestroyNotify) change_free,
  .free_result = (GDestroyNotify) marbre_tag_undo_unref,
};

static const MarbreJob list_job = {
  .name = "list tags",
  .lane = MARBRE_LANE_READER,
  .run = run_list,
  .free_result = (GDestroyNotify) list_free,
};

static const MarbreJob resolve_job = {
  .name = "resolve tags",
  .lane = MARBRE_LANE_WRITER,
  .run = run_resolve,
  .free_data = (GDestroyNotify) g_strfreev,
  .free_result = (GDestroyNotify) g_strfreev,
};

static Change *
change_new (Kind kind, const char *const *names, const char *into)
{
  Change *change = g_new0 (Change, 1);

  change->kind = kind;
  change->names = g_strdupv ((char **) names);
  change->into = g_strdup (into);
  change->undo = marbre_tag_undo_new ();
  return change;
}

/**
 * marbre_tag_book_list_async:
 * @archive: the archive
 *
 * Asks for all tags.
 */
void
marbre_tag_book_list_async (MarbreArchive *archive,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));
  marbre_archive_start (archive, &list_job, NULL, cancellable, callback, user_data);
}

/**
 * marbre_tag_book_list_finish:
 * @waiting: (out) (optional): stories that search does not find by the new names of their tags yet
 *
 * Returns: (transfer full) (nullable) (element-type MarbreTagEntry): by their letters
 */
GPtrArray *
marbre_tag_book_list_finish (MarbreArchive *archive,
                             GAsyncResult *result,
                             guint *waiting,
                             GError **error)
{
  List *list = marbre_archive_end (archive, &list_job, result, error);
  GPtrArray *entries;

  if (list == NULL)
    return NULL;
  if (waiting != NULL)
    *waiting = (guint) list->waiting;
  entries = g_ptr_array_ref (list->entries);
  list_free (list);
  return entries;
}

/**
 * marbre_tag_book_join_async:
 * @archive: the archive
 * @names: tags, at least one
 * @into: what they are called from now on: a new name, or that of a tag
 *
 * Renames a tag, or merges several into one; their names become other names of it. Stories have the
 * tag at once, also under a text that a window is still writing.
 */
void
marbre_tag_book_join_async (MarbreArchive *archive,
                            const char *const *names,
                            const char *into,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));
  g_return_if_fail (names != NULL && names[0] != NULL);
  g_return_if_fail (into != NULL);
  marbre_archive_start (archive, &change_job, change_new (CHANGE_JOIN, names, into), cancellable,
                        callback, user_data);
}

/**
 * marbre_tag_book_set_aliases_async:
 * @archive: the archive
 * @name: a tag
 * @aliases: all its other names
 *
 * Says under which other names a tag is known: what is typed, mentioned or comes from a site under
 * one of them means the tag.
 */
void
marbre_tag_book_set_aliases_async (MarbreArchive *archive,
                                   const char *name,
                                   const char *const *aliases,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));
  g_return_if_fail (name != NULL);
  g_return_if_fail (aliases != NULL);
  marbre_archive_start (archive, &change_job, change_new (CHANGE_ALIASES, aliases, name),
                        cancellable, callback, user_data);
}

/**
 * marbre_tag_book_remove_async:
 * @archive: the archive
 * @names: tags that no story has
 *
 * Removes tags.
 */
void
marbre_tag_book_remove_async (MarbreArchive *archive,
                              const char *const *names,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));
  g_return_if_fail (names != NULL);
  marbre_archive_start (archive, &change_job, change_new (CHANGE_REMOVE, names, NULL), cancellable,
                        callback, user_data);
}

/**
 * marbre_tag_book_change_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND if a tag is not there any more,
 *   %MARBRE_ARCHIVE_ERROR_INVALID if a name cannot be used, in words that can be shown;
 *   %G_IO_ERROR_CANCELLED if everything is as before
 *
 * Returns: (transfer full) (nullable): how things were, for marbre_tag_book_undo_async()
 */
MarbreTagUndo *
marbre_tag_book_change_finish (MarbreArchive *archive, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (archive, &change_job, result, error);
}

/**
 * marbre_tag_book_undo_async:
 * @archive: the archive
 * @undo: of the last change; an older one is taken back as far as it still stands
 *
 * Takes a change back.
 */
void
marbre_tag_book_undo_async (MarbreArchive *archive,
                            MarbreTagUndo *undo,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Change *change;

  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));
  g_return_if_fail (undo != NULL);
  change = g_new0 (Change, 1);
  change->kind = CHANGE_UNDO;
  change->undo = marbre_tag_undo_ref (undo);
  marbre_archive_start (archive, &change_job, change, cancellable, callback, user_data);
}

/**
 * marbre_tag_book_undo_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND if the tag is another by now
 *
 * Returns: %TRUE if it is as it was
 */
gboolean
marbre_tag_book_undo_finish (MarbreArchive *archive, GAsyncResult *result, GError **error)
{
  g_autoptr (MarbreTagUndo) undo = marbre_archive_end (archive, &change_job, result, error);

  return undo != NULL;
}

/**
 * marbre_tag_book_resolve_sync:
 * @archive: the archive
 * @tags: tags as a site has them
 *
 * What writing a story with these tags does by itself, for whoever has to know it before.
 *
 * Returns: (transfer full) (nullable): the newsroom's tags that are meant
 */
GStrv
marbre_tag_book_resolve_sync (MarbreArchive *archive,
                              const char *const *tags,
                              GCancellable *cancellable,
                              GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (tags != NULL, NULL);
  return marbre_archive_call (archive, &resolve_job, g_strdupv ((char **) tags), cancellable,
                              error);
}
