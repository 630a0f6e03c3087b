/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's operations on postings and uploads.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include <glib/gi18n.h>

#include "marbre-site-table.h"
#include "marbre-story-relink.h"
#include "marbre-story-table.h"
#include "marbre-tag-follow.h"

/* A story and a site, a site and an article, or a site and a picture. */
typedef struct
{
  char *first;  /* (owned) */
  char *second; /* (owned) */
} Pair;

typedef struct
{
  MarbrePosting *posting; /* (owned) */
  MarbreStory *story;     /* (owned) (nullable) */
  MarbreStory *before;    /* (owned) (nullable): what @story may replace */
  MarbreStoryText *text;  /* (borrowed) (nullable): of @story, if its words are counted already */
  GPtrArray *relinked;    /* (owned) (element-type utf8): drafts whose links followed */
} PutPosting;

static Pair *
pair_new (const char *first, const char *second)
{
  Pair *pair = g_new0 (Pair, 1);

  pair->first = g_strdup (first);
  pair->second = g_strdup (second);
  return pair;
}

static void
pair_free (Pair *pair)
{
  g_free (pair->first);
  g_free (pair->second);
  g_free (pair);
}

static PutPosting *
put_posting_new (const MarbrePosting *posting, MarbreStory *story)
{
  PutPosting *put = g_new0 (PutPosting, 1);

  put->posting = marbre_posting_copy (posting);
  put->story = story != NULL ? marbre_story_copy (story) : NULL;
  put->relinked = g_ptr_array_new_with_free_func (g_free);
  return put;
}

static void
put_posting_free (PutPosting *put)
{
  marbre_posting_free (put->posting);
  g_clear_object (&put->story);
  g_clear_object (&put->before);
  g_ptr_array_unref (put->relinked);
  g_free (put);
}

/* A draft that a site shows, or will show, is published; nothing goes back to being a draft, and
 * what came from a site stays archived. */
static MarbreStoryState
state_after (MarbreStoryState before, const char *status)
{
  static const char *const online[] = { "publish", "future", "private", NULL };

  return before == MARBRE_STORY_DRAFT && g_strv_contains (online, status) ? MARBRE_STORY_PUBLISHED
                                                                          : before;
}

/* Whether the story is still the one that is to be replaced. */
static gboolean
check_unwritten (MarbreDatabase *database, MarbreStory *before, GError **error)
{
  g_autoptr (MarbreStory) stored = NULL;

  if (!marbre_story_table_load (database, marbre_story_get_id (before), &stored, NULL, error))
    return FALSE;
  if (stored != NULL && marbre_story_equal (stored, before))
    return TRUE;
  g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_BUSY,
                       _ ("The story was changed here meanwhile; its text was kept"));
  return FALSE;
}

static gboolean
read_url (MarbreDatabase *database, const char *id, char **url, GError **error)
{
  static const char sql[] = "SELECT url FROM story WHERE id = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, id);
  *url = marbre_statement_next (statement) ? marbre_statement_dup_text (statement, 0)
                                           : g_strdup ("");
  return marbre_statement_end (statement, error);
}

/* A draft at a site gets its permalink: other drafts that point to it follow. */
static gboolean
follow_address (MarbreDatabase *database,
                const char *from,
                const char *to,
                GPtrArray *relinked,
                GError **error)
{
  return *from == '\0' || *to == '\0' || g_str_equal (from, to) ||
         marbre_story_relink (database, from, to, relinked, error);
}

static gboolean
put_posting (MarbreDatabase *database, gpointer data, GError **error)
{
  const PutPosting *put = data;
  const MarbrePosting *posting = put->posting;
  g_autoptr (MarbreStory) stored = NULL;
  g_autofree char *was_at = NULL;
  MarbreStoryOutcome outcome;

  if (!read_url (database, posting->story_id, &was_at, error))
    return FALSE;
  if (put->before != NULL && !check_unwritten (database, put->before, error))
    return FALSE;
  if (put->story != NULL &&
      !marbre_story_table_write (database, put->story, put->text, MARBRE_STORY_WRITE_WHOLE,
                                 &outcome, error))
    return FALSE;
  if (!marbre_story_table_load (database, posting->story_id, &stored, NULL, error))
    return FALSE;
  if (stored == NULL)
    {
      g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                           _ ("The archive has no such story"));
      return FALSE;
    }
  return marbre_story_table_set_published (
             database, posting->story_id,
             state_after (marbre_story_get_state (stored), posting->status), posting->url,
             posting->published, error) &&
         marbre_site_table_put_posting (database, posting, error) &&
         follow_address (database, was_at, posting->url, put->relinked, error);
}

/**
 * marbre_archive_write_posting:
 * @database: the writer's, in a transaction
 * @posting: what is known now
 * @story: the story as the site has it
 * @text: (nullable): its texts and words, if they are there already
 *
 * Does what marbre_archive_put_posting_sync() does, as a part of something larger.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_archive_write_posting (MarbreDatabase *database,
                              const MarbrePosting *posting,
                              MarbreStory *story,
                              MarbreStoryText *text,
                              GError **error)
{
  g_autoptr (GPtrArray) relinked = g_ptr_array_new_with_free_func (g_free);
  PutPosting put = { (MarbrePosting *) posting, story, NULL, text, relinked };

  return put_posting (database, &put, error);
}

static gpointer
run_put_posting (MarbreArchive *archive,
                 MarbreDatabase *database,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  const PutPosting *put = data;

  if (!marbre_database_transact (database, put_posting, data, error))
    return NULL;
  marbre_archive_tell_story (archive, put->posting->story_id);
  for (guint i = 0; i < put->relinked->len; i++)
    marbre_archive_tell_story (archive, g_ptr_array_index (put->relinked, i));
  return archive;
}

static gpointer
run_get_posting (MarbreArchive *archive,
                 MarbreDatabase *database,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  const Pair *pair = data;
  MarbrePosting *posting;

  return marbre_tag_follow_story (database, pair->first, error) &&
                 marbre_site_table_get_posting (database, pair->first, pair->second, &posting,
                                                error)
             ? posting
             : NULL;
}

static gpointer
run_find_posting (MarbreArchive *archive,
                  MarbreDatabase *database,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  const Pair *pair = data;
  g_autoptr (MarbrePosting) posting = NULL;

  if (!marbre_site_table_find_posting (database, pair->first, pair->second, &posting, error))
    return NULL;
  if (posting == NULL)
    return NULL;
  return run_get_posting (archive, database, &(Pair){ posting->story_id, pair->first },
                          cancellable, error);
}

static gpointer
run_get_upload (MarbreArchive *archive,
                MarbreDatabase *database,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  const Pair *pair = data;
  MarbreUpload *upload;

  return marbre_site_table_get_upload (database, pair->first, pair->second, &upload, error)
             ? upload
             : NULL;
}

static gpointer
run_put_upload (MarbreArchive *archive,
                MarbreDatabase *database,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  return marbre_site_table_put_upload (database, data, error) ? archive : NULL;
}

static const MarbreJob put_posting_job = {
  .name = "put posting",
  .lane = MARBRE_LANE_WRITER,
  .run = run_put_posting,
  .mends = TRUE,
  .free_data = (GDestroyNotify) put_posting_free,
};

static const MarbreJob get_posting_job = {
  .name = "get posting",
  .lane = MARBRE_LANE_WRITER,
  .run = run_get_posting,
  .mends = TRUE,
  .free_data = (GDestroyNotify) pair_free,
  .free_result = (GDestroyNotify) marbre_posting_free,
};

static const MarbreJob find_posting_job = {
  .name = "find posting",
  .lane = MARBRE_LANE_WRITER,
  .run = run_find_posting,
  .free_data = (GDestroyNotify) pair_free,
  .free_result = (GDestroyNotify) marbre_posting_free,
};

static const MarbreJob get_upload_job = {
  .name = "get upload",
  .lane = MARBRE_LANE_WRITER,
  .run = run_get_upload,
  .free_data = (GDestroyNotify) pair_free,
  .free_result = (GDestroyNotify) marbre_upload_free,
};

static const MarbreJob put_upload_job = {
  .name = "put upload",
  .lane = MARBRE_LANE_WRITER,
  .run = run_put_upload,
  .free_data = (GDestroyNotify) marbre_upload_free,
};

/**
 * marbre_archive_get_posting_async:
 * @story_id: the story
 * @site_id: the site
 *
 * Looks up what is known of a story at a site.
 */
void
marbre_archive_get_posting_async (MarbreArchive *self,
                                  const char *story_id,
                                  const char *site_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (story_id != NULL);
  g_return_if_fail (site_id != NULL);
  marbre_archive_start (self, &get_posting_job, pair_new (story_id, site_id), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_get_posting_finish:
 *
 * Returns: (transfer full) (nullable): the posting; %NULL without an error if there is none
 */
MarbrePosting *
marbre_archive_get_posting_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &get_posting_job, result, error);
}

/**
 * marbre_archive_get_posting_sync:
 * @story_id: the story
 * @site_id: the site
 *
 * Returns: (transfer full) (nullable): the posting; %NULL without an error if there is none
 */
MarbrePosting *
marbre_archive_get_posting_sync (MarbreArchive *self,
                                 const char *story_id,
                                 const char *site_id,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  g_return_val_if_fail (story_id != NULL, NULL);
  g_return_val_if_fail (site_id != NULL, NULL);
  return marbre_archive_call (self, &get_posting_job, pair_new (story_id, site_id), cancellable,
                              error);
}

/**
 * marbre_archive_find_posting_by_remote_sync:
 * @site_id: the site
 * @remote_id: the article as the site names it
 *
 * Returns: (transfer full) (nullable): the posting; %NULL without an error if there is none
 */
MarbrePosting *
marbre_archive_find_posting_by_remote_sync (MarbreArchive *self,
                                            const char *site_id,
                                            const char *remote_id,
                                            GCancellable *cancellable,
                                            GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  g_return_val_if_fail (site_id != NULL, NULL);
  g_return_val_if_fail (remote_id != NULL, NULL);
  return marbre_archive_call (self, &find_posting_job, pair_new (site_id, remote_id), cancellable,
                              error);
}

/**
 * marbre_archive_put_posting_sync:
 * @posting: what is known now; its texts may be %NULL
 * @story: (nullable): the story as the site has it, to be written whole; %NULL leaves the texts
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND if there is no such story; %MARBRE_ARCHIVE_ERROR_INVALID
 *   if there is no such site, or another story is that article
 *
 * Writes, in one transaction, a posting and what follows from it for its story: the permalink, the
 * first publication (if known), and for a draft that is online now the state "published". With
 * @story all its fields are written too; a different text that was there is kept as a revision.
 *
 * Returns: %TRUE if all of it is written
 */
gboolean
marbre_archive_put_posting_sync (MarbreArchive *self,
                                 const MarbrePosting *posting,
                                 MarbreStory *story,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (posting != NULL, FALSE);
  g_return_val_if_fail (story == NULL || MARBRE_IS_STORY (story), FALSE);
  return marbre_archive_call (self, &put_posting_job, put_posting_new (posting, story), cancellable,
                              error) != NULL;
}

/**
 * marbre_archive_replace_story_sync:
 * @posting: see marbre_archive_put_posting_sync()
 * @story: the story as the site has it
 * @before: the story as it was when the caller decided to replace it
 * @error: as there, and %MARBRE_ARCHIVE_ERROR_BUSY if the story says something else by now
 *
 * Does what marbre_archive_put_posting_sync() does, unless somebody wrote the story since: fetching
 * it and its pictures takes a while, and an editor saves meanwhile.
 *
 * Returns: %TRUE if all of it is written, else nothing is
 */
gboolean
marbre_archive_replace_story_sync (MarbreArchive *self,
                                   const MarbrePosting *posting,
                                   MarbreStory *story,
                                   MarbreStory *before,
                                   GCancellable *cancellable,
                                   GError **error)
{
  PutPosting *put;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (posting != NULL, FALSE);
  g_return_val_if_fail (MARBRE_IS_STORY (story) && MARBRE_IS_STORY (before), FALSE);

  put = put_posting_new (posting, story);
  put->before = marbre_story_copy (before);
  return marbre_archive_call (self, &put_posting_job, put, cancellable, error) != NULL;
}

/**
 * marbre_archive_get_upload_sync:
 * @site_id: the site
 * @media_name: the picture in the media store
 *
 * Returns: (transfer full) (nullable): where the site has it; %NULL without an error if it does not
 */
MarbreUpload *
marbre_archive_get_upload_sync (MarbreArchive *self,
                                const char *site_id,
                                const char *media_name,
                                GCancellable *cancellable,
                                GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  g_return_val_if_fail (site_id != NULL, NULL);
  g_return_val_if_fail (media_name != NULL, NULL);
  return marbre_archive_call (self, &get_upload_job, pair_new (site_id, media_name), cancellable,
                              error);
}

/**
 * marbre_archive_put_upload_sync:
 * @upload: what a site has now
 *
 * Returns: %TRUE if it is kept
 */
gboolean
marbre_archive_put_upload_sync (MarbreArchive *self,
                                const MarbreUpload *upload,
                                GCancellable *cancellable,
                                GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (upload != NULL, FALSE);
  return marbre_archive_call (self, &put_upload_job, marbre_upload_copy (upload), cancellable,
                              error) != NULL;
}
