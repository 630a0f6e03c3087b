/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's operations on revisions: they are read here, and kept where stories are saved,
 * replaced and published. On the reader's thread, so that comparing them delays no save.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-archive-private.h"
#include "marbre-revision-table.h"

static gpointer
run_list (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  return marbre_revision_table_list (database, data, cancellable, error);
}

static gpointer
run_load (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  const gint64 *number = data;
  MarbreStory *story;

  if (!marbre_revision_table_load (database, *number, &story, error))
    return NULL;
  if (story == NULL)
    g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                         _ ("The archive does not have this version any more"));
  return story;
}

/* What a site has, about to be replaced. */
typedef struct
{
  char *story_id;     /* (owned) */
  char *site;         /* (owned) */
  MarbreStory *story; /* (owned) */
  char *digest;       /* (owned) */
} SiteText;

static void
site_text_free (SiteText *text)
{
  g_free (text->story_id);
  g_free (text->site);
  g_object_unref (text->story);
  g_free (text->digest);
  g_free (text);
}

static gpointer
run_keep_site (MarbreArchive *archive,
               MarbreDatabase *database,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  const SiteText *text = data;

  /* Mostly it only reads, and what it writes is one statement: no transaction for that. */
  return marbre_revision_table_keep_site (database, text->story_id, text->site, text->story,
                                          text->digest, error)
             ? archive
             : NULL;
}

static const MarbreJob list_job = {
  .name = "list revisions",
  .lane = MARBRE_LANE_READER,
  .run = run_list,
  .free_data = g_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

static const MarbreJob load_job = {
  .name = "load revision",
  .lane = MARBRE_LANE_READER,
  .run = run_load,
  .free_data = g_free,
  .free_result = g_object_unref,
};

/**
 * marbre_archive_list_revisions_async:
 * @story_id: a story, also one that was never saved
 *
 * Lists what was kept of a story, with the size of each change.
 */
void
marbre_archive_list_revisions_async (MarbreArchive *self,
                                     const char *story_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (story_id != NULL);
  marbre_archive_start (self, &list_job, g_strdup (story_id), cancellable, callback, user_data);
}

/**
 * marbre_archive_list_revisions_finish:
 *
 * Returns: (transfer full) (element-type MarbreRevision) (nullable): the last 500, the newest first
 */
GPtrArray *
marbre_archive_list_revisions_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &list_job, result, error);
}

/**
 * marbre_archive_load_revision_async:
 * @number: marbre_revision_get_number()
 *
 * Loads a text that was kept.
 */
void
marbre_archive_load_revision_async (MarbreArchive *self,
                                    gint64 number,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  gint64 *data;

  g_return_if_fail (MARBRE_IS_ARCHIVE (self));

  data = g_new (gint64, 1);
  *data = number;
  marbre_archive_start (self, &load_job, data, cancellable, callback, user_data);
}

/**
 * marbre_archive_load_revision_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND if it was pruned meanwhile
 *
 * Returns: (transfer full) (nullable): the story as it was
 */
MarbreStory *
marbre_archive_load_revision_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &load_job, result, error);
}

static const MarbreJob keep_site_job = {
  .name = "keep site's text",
  .lane = MARBRE_LANE_WRITER,
  .run = run_keep_site,
  .free_data = (GDestroyNotify) site_text_free,
};

/**
 * marbre_archive_list_revisions_sync:
 * @story_id: a story, also one that was never saved
 *
 * Returns: (transfer full) (element-type MarbreRevision) (nullable): as
 *   marbre_archive_list_revisions_finish()
 */
GPtrArray *
marbre_archive_list_revisions_sync (MarbreArchive *self,
                                    const char *story_id,
                                    GCancellable *cancellable,
                                    GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  return marbre_archive_call (self, &list_job, g_strdup (story_id), cancellable, error);
}

/**
 * marbre_archive_load_revision_sync:
 * @number: of a revision
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the text that was kept
 */
MarbreStory *
marbre_archive_load_revision_sync (MarbreArchive *self,
                                   gint64 number,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  return marbre_archive_call (self, &load_job, g_memdup2 (&number, sizeof number), cancellable,
                              error);
}

/**
 * marbre_archive_keep_site_text_sync:
 * @story_id: a story
 * @site: the name of a site
 * @story: what the site has of the story, and is about to be replaced; copied
 * @digest: marbre_story_digest() of what was last sent there, if nothing else was seen there since;
 *   "" if unknown
 *
 * The publishing journal: keeps among the story's versions what a site had, unless one of the last
 * of them says the same.
 *
 * Returns: %FALSE if it could not be kept
 */
gboolean
marbre_archive_keep_site_text_sync (MarbreArchive *self,
                                    const char *story_id,
                                    const char *site,
                                    MarbreStory *story,
                                    const char *digest,
                                    GCancellable *cancellable,
                                    GError **error)
{
  SiteText *text;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);

  text = g_new0 (SiteText, 1);
  text->story_id = g_strdup (story_id);
  text->site = g_strdup (site);
  text->story = marbre_story_copy (story);
  text->digest = g_strdup (digest);
  return marbre_archive_call (self, &keep_site_job, text, cancellable, error) != NULL;
}
