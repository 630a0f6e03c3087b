/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's operations on one story. All run on the writer's thread, the reading ones too: who
 * asks for a story after a save gets what was saved.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include <glib/gi18n.h>

#include "marbre-story-table.h"

typedef struct
{
  MarbreStory *story; /* (owned): a copy nobody else has */
  MarbreSaveFlags flags;
  MarbreStoryOutcome outcome;
} Save;

typedef struct
{
  char *id; /* (owned) */
  gboolean trashed;
} Trash;

static Save *
save_new (MarbreStory *story, MarbreSaveFlags flags)
{
  Save *save = g_new0 (Save, 1);

  save->story = marbre_story_copy (story);
  save->flags = flags;
  return save;
}

static void
save_free (Save *save)
{
  g_object_unref (save->story);
  g_free (save);
}

static void
trash_free (Trash *trash)
{
  g_free (trash->id);
  g_free (trash);
}

static MarbreRevisionReason
reason_of (MarbreSaveFlags flags)
{
  return flags & MARBRE_SAVE_BEFORE_RESTORE ? MARBRE_REVISION_RESTORED : MARBRE_REVISION_PAUSE;
}

static gboolean
write_save (MarbreDatabase *database, gpointer data, GError **error)
{
  Save *save = data;

  return marbre_story_table_write (database, save->story, NULL, MARBRE_STORY_WRITE_EDITOR,
                                   &save->outcome, error) &&
         (save->flags == MARBRE_SAVE_NONE ||
          marbre_story_table_keep_revision (database, marbre_story_get_id (save->story),
                                            reason_of (save->flags), error));
}

static gpointer
run_save (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  Save *save = data;

  if (!marbre_database_transact (database, write_save, save, error))
    return NULL;
  if (save->outcome != MARBRE_STORY_UNCHANGED)
    {
      marbre_archive_tell_story (archive, marbre_story_get_id (save->story));
      marbre_archive_tend_index (archive);
    }
  return archive;
}

static gpointer
run_load (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  MarbreStory *story;

  if (!marbre_story_table_load (database, data, &story, NULL, error))
    return NULL;
  if (story == NULL)
    g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                         _ ("The archive has no such story"));
  return story;
}

static gpointer
run_find_url (MarbreArchive *archive,
              MarbreDatabase *database,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  MarbreStory *story;

  return marbre_story_table_find_url (database, data, &story, error) ? story : NULL;
}

static gboolean
write_trash (MarbreDatabase *database, gpointer data, GError **error)
{
  const Trash *trash = data;

  return marbre_story_table_set_trashed (database, trash->id, trash->trashed, error);
}

static gpointer
run_trash (MarbreArchive *archive,
           MarbreDatabase *database,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Trash *trash = data;

  if (!marbre_database_transact (database, write_trash, trash, error))
    return NULL;
  marbre_archive_tell_story (archive, trash->id);
  return archive;
}

static const MarbreJob save_job = {
  .name = "save story",
  .lane = MARBRE_LANE_WRITER,
  .run = run_save,
  .mends = TRUE,
  .free_data = (GDestroyNotify) save_free,
};

static const MarbreJob load_job = {
  .name = "load story",
  .lane = MARBRE_LANE_WRITER,
  .run = run_load,
  .free_data = g_free,
  .free_result = g_object_unref,
};

static const MarbreJob find_url_job = {
  .name = "find story by URL",
  .lane = MARBRE_LANE_WRITER,
  .run = run_find_url,
  .free_data = g_free,
  .free_result = g_object_unref,
};

static const MarbreJob trash_job = {
  .name = "trash story",
  .lane = MARBRE_LANE_WRITER,
  .run = run_trash,
  .mends = TRUE,
  .free_data = (GDestroyNotify) trash_free,
};

/**
 * marbre_archive_save_story_async:
 * @story: the story, copied now
 * @flags: whether to keep a revision as well
 *
 * Saves what the editor owns: texts, tags, lead image, language, slug, publish_at and embargo. A
 * story that the archive has keeps its state, url and publication, which are written by
 * marbre_archive_put_posting_sync() only. Saves are done in the order in which they are asked for,
 * and a save that succeeded is on the disk. One that is cancelled may have been done or not.
 */
void
marbre_archive_save_story_async (MarbreArchive *self,
                                 MarbreStory *story,
                                 MarbreSaveFlags flags,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (MARBRE_IS_STORY (story));
  marbre_archive_start (self, &save_job, save_new (story, flags), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_save_story_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_FULL, _BUSY, _READ_ONLY: show it and try again;
 *   %MARBRE_ARCHIVE_ERROR_INVALID: a text is too long or not UTF-8
 *
 * Returns: %TRUE if the story is saved
 */
gboolean
marbre_archive_save_story_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &save_job, result, error) != NULL;
}

/**
 * marbre_archive_save_story_sync:
 *
 * Saves a story and waits; see marbre_archive_save_story_async().
 *
 * Returns: %TRUE if the story is saved
 */
gboolean
marbre_archive_save_story_sync (MarbreArchive *self,
                                MarbreStory *story,
                                MarbreSaveFlags flags,
                                GCancellable *cancellable,
                                GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (MARBRE_IS_STORY (story), FALSE);
  return marbre_archive_call (self, &save_job, save_new (story, flags), cancellable, error) != NULL;
}

/**
 * marbre_archive_load_story_async:
 * @id: the story's id
 *
 * Loads a story, also from the trash.
 */
void
marbre_archive_load_story_async (MarbreArchive *self,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (id != NULL);
  marbre_archive_start (self, &load_job, g_strdup (id), cancellable, callback, user_data);
}

/**
 * marbre_archive_load_story_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the story
 */
MarbreStory *
marbre_archive_load_story_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &load_job, result, error);
}

/**
 * marbre_archive_load_story_sync:
 * @id: the story's id
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the story
 */
MarbreStory *
marbre_archive_load_story_sync (MarbreArchive *self,
                                const char *id,
                                GCancellable *cancellable,
                                GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);
  return marbre_archive_call (self, &load_job, g_strdup (id), cancellable, error);
}

/**
 * marbre_archive_find_story_by_url_async:
 * @url_or_path: a permalink, or a root-relative path as in a read-also block
 *
 * Finds the story behind a link; the newest, if several sites use the same path.
 */
void
marbre_archive_find_story_by_url_async (MarbreArchive *self,
                                        const char *url_or_path,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (url_or_path != NULL);
  marbre_archive_start (self, &find_url_job, g_strdup (url_or_path), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_find_story_by_url_finish:
 *
 * Returns: (transfer full) (nullable): the story; %NULL without an error if there is none
 */
MarbreStory *
marbre_archive_find_story_by_url_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &find_url_job, result, error);
}

/**
 * marbre_archive_find_story_by_url_sync:
 * @url_or_path: see marbre_archive_find_story_by_url_async()
 *
 * Returns: (transfer full) (nullable): the story; %NULL without an error if there is none
 */
MarbreStory *
marbre_archive_find_story_by_url_sync (MarbreArchive *self,
                                       const char *url_or_path,
                                       GCancellable *cancellable,
                                       GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  g_return_val_if_fail (url_or_path != NULL, NULL);
  return marbre_archive_call (self, &find_url_job, g_strdup (url_or_path), cancellable, error);
}

/**
 * marbre_archive_trash_story_async:
 * @id: the story's id
 * @trashed: %TRUE for into the trash, %FALSE for out of it
 *
 * A story in the trash is in no list but the trash's, is not found and is not related to anything.
 * Nothing of it is deleted.
 */
void
marbre_archive_trash_story_async (MarbreArchive *self,
                                  const char *id,
                                  gboolean trashed,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Trash *trash;

  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (id != NULL);

  trash = g_new0 (Trash, 1);
  trash->id = g_strdup (id);
  trash->trashed = trashed;
  marbre_archive_start (self, &trash_job, trash, cancellable, callback, user_data);
}

/**
 * marbre_archive_trash_story_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: %TRUE if it is done
 */
gboolean
marbre_archive_trash_story_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &trash_job, result, error) != NULL;
}
