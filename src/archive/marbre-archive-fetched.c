/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's operations for fetching a site; see marbre-archive-fetched.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-fetched.h"

#include "marbre-archive-private.h"
#include "marbre-site-table.h"
#include "marbre-story-text.h"
#include "marbre-tag-follow.h"

typedef struct
{
  const char *site_id;    /* (borrowed) */
  const char *mark;       /* (borrowed) (nullable) */
  GPtrArray *stories;     /* (borrowed) (element-type MarbreFetched) */
  GPtrArray *texts;       /* (borrowed) (element-type MarbreStoryText): of those, in their order */
  gboolean tell;
} Put;

typedef struct
{
  const char *site_id;           /* (borrowed) */
  const char *story_id;          /* (borrowed) (nullable) */
  const char *const *remote_ids; /* (borrowed) (nullable) */
  gint64 now;
  MarbrePresence *presence; /* (borrowed) (nullable): takes the numbers */
} Question;

/**
 * marbre_fetched_new:
 * @posting: copied
 * @story: kept
 *
 * Returns: (transfer full): a story that came from a site
 */
MarbreFetched *
marbre_fetched_new (const MarbrePosting *posting, MarbreStory *story)
{
  MarbreFetched *self = g_new0 (MarbreFetched, 1);

  self->posting = marbre_posting_copy (posting);
  self->story = g_object_ref (story);
  return self;
}

/**
 * marbre_fetched_free:
 * @self: (transfer full): a story that came from a site
 */
void
marbre_fetched_free (MarbreFetched *self)
{
  marbre_posting_free (self->posting);
  g_object_unref (self->story);
  g_free (self);
}

static gboolean
put_fetched (MarbreDatabase *database, gpointer data, GError **error)
{
  const Put *put = data;

  for (guint i = 0; i < put->stories->len; i++)
    {
      const MarbreFetched *fetched = g_ptr_array_index (put->stories, i);

      if (!marbre_archive_write_posting (database, fetched->posting, fetched->story,
                                         g_ptr_array_index (put->texts, i), error))
        return FALSE;
    }
  return put->mark == NULL ||
         marbre_site_table_put_mark (database, put->site_id, put->mark, error);
}

static gpointer
run_put (MarbreArchive *archive,
         MarbreDatabase *database,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  const Put *put = data;

  if (!marbre_database_transact (database, put_fetched, data, error))
    return NULL;
  if (put->stories->len > 0)
    marbre_archive_tend_index (archive);
  if (put->tell)
    marbre_archive_tell_stories (archive);
  return archive;
}

static GHashTable *
posting_table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                (GDestroyNotify) marbre_posting_free);
}

/* With the tags of their stories as they are called now: what is compared must not be stale. */
static gpointer
run_match (MarbreArchive *archive,
           MarbreDatabase *database,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Question *question = data;
  g_autoptr (GHashTable) found = posting_table_new ();

  for (const char *const *id = question->remote_ids; *id; id++)
    {
      g_autoptr (MarbrePosting) posting = NULL;
      MarbrePosting *followed;

      if (!marbre_site_table_find_posting (database, question->site_id, *id, &posting, error))
        return NULL;
      if (posting == NULL)
        continue;
      if (!marbre_tag_follow_story (database, posting->story_id, error) ||
          !marbre_site_table_get_posting (database, posting->story_id, question->site_id,
                                          &followed, error))
        return NULL;
      g_hash_table_replace (found, followed->remote_id, followed);
    }
  return g_steal_pointer (&found);
}

static gpointer
run_list (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  static const char sql[] = "SELECT story_id, remote_id, version, status FROM posting"
                            "  WHERE site_id = ?1 AND remote_id <> ''";
  const Question *question = data;
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GHashTable) found = posting_table_new ();

  marbre_statement_bind_text (statement, 1, question->site_id);
  while (marbre_statement_next (statement))
    {
      MarbrePosting *posting = g_new0 (MarbrePosting, 1);

      posting->story_id = marbre_statement_dup_text (statement, 0);
      posting->remote_id = marbre_statement_dup_text (statement, 1);
      posting->version = marbre_statement_dup_text (statement, 2);
      posting->status = marbre_statement_dup_text (statement, 3);
      g_hash_table_replace (found, posting->remote_id, posting);
    }
  return marbre_statement_end (statement, error) ? g_steal_pointer (&found) : NULL;
}

static gpointer
run_count (MarbreArchive *archive,
           MarbreDatabase *database,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  static const char sql[] =
      "SELECT count (*), count (CASE WHEN posting.status = 'future'"
      "    AND story.publish_at BETWEEN 1 AND ?2 THEN 1 END)"
      "  FROM posting JOIN story ON story.id = posting.story_id"
      "  WHERE site_id = ?1 AND remote_id <> ''"
      "    AND status NOT IN ('" MARBRE_POSTING_GONE "', 'trash')";
  const Question *question = data;
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, question->site_id);
  marbre_statement_bind_int (statement, 2, question->now);
  if (marbre_statement_next (statement))
    {
      question->presence->present = (guint) marbre_statement_get_int (statement, 0);
      question->presence->due = (guint) marbre_statement_get_int (statement, 1);
    }
  return marbre_statement_end (statement, error) ? archive : NULL;
}

static gpointer
run_mark_gone (MarbreArchive *archive,
               MarbreDatabase *database,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  static const char sql[] = "UPDATE posting SET status = '" MARBRE_POSTING_GONE "'"
                            "  WHERE story_id = ?1 AND site_id = ?2";
  const Question *question = data;
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, question->story_id);
  marbre_statement_bind_text (statement, 2, question->site_id);
  if (!marbre_statement_run (statement, error))
    return NULL;
  marbre_archive_tell_story (archive, question->story_id);
  return archive;
}

static const MarbreJob put_job = {
  .name = "put fetched stories",
  .lane = MARBRE_LANE_WRITER,
  .run = run_put,
};

static const MarbreJob match_job = {
  .name = "match postings",
  .lane = MARBRE_LANE_WRITER,
  .run = run_match,
  .free_result = (GDestroyNotify) g_hash_table_unref,
};

static const MarbreJob list_job = {
  .name = "list postings",
  .lane = MARBRE_LANE_READER,
  .run = run_list,
  .free_result = (GDestroyNotify) g_hash_table_unref,
};

static const MarbreJob count_job = {
  .name = "count postings",
  .lane = MARBRE_LANE_READER,
  .run = run_count,
};

static const MarbreJob mark_gone_job = {
  .name = "mark gone",
  .lane = MARBRE_LANE_WRITER,
  .run = run_mark_gone,
};

/**
 * marbre_archive_put_fetched_sync:
 * @site_id: the site
 * @stories: (element-type MarbreFetched): stories that are not in the archive yet
 * @mark: (nullable): how far the site's list was read with them; %NULL leaves what is noted
 * @tell: whether those who show stories are told; else they are by marbre_archive_tell_fetched()
 * @error: as marbre_archive_put_posting_sync(), if one of them cannot be written
 *
 * Writes stories, their postings and the place in the list in one transaction: whenever it is cut
 * off, the sync goes on with what is missing.
 *
 * Returns: %TRUE if all of it is written, else nothing is
 */
gboolean
marbre_archive_put_fetched_sync (MarbreArchive *self,
                                 const char *site_id,
                                 GPtrArray *stories,
                                 const char *mark,
                                 gboolean tell,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (MarbreTermsCounter) counter = marbre_terms_counter_new ();
  g_autoptr (GPtrArray) texts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_story_text_free);
  Put put = { site_id, mark, stories, texts, tell };

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (site_id != NULL && stories != NULL, FALSE);
  /* Words are counted here and not on the writer's thread, on which saves wait. */
  for (guint i = 0; i < stories->len; i++)
    {
      const MarbreFetched *fetched = g_ptr_array_index (stories, i);

      g_ptr_array_add (texts, marbre_story_text_new (fetched->story, counter));
    }
  return marbre_archive_call (self, &put_job, &put, cancellable, error) != NULL;
}

/**
 * marbre_archive_tell_fetched:
 *
 * Tells those who show stories that many of them changed.
 */
void
marbre_archive_tell_fetched (MarbreArchive *self)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  marbre_archive_tell_stories (self);
}

/**
 * marbre_archive_begin_fetched:
 *
 * Many stories are going to come: until marbre_archive_end_fetched() the indexes let more of them
 * wait, and nothing is learnt of how they are tagged. Not on the main thread.
 */
void
marbre_archive_begin_fetched (MarbreArchive *self)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  marbre_archive_hold_index (self);
}

/**
 * marbre_archive_end_fetched:
 *
 * They have come. Not on the main thread.
 */
void
marbre_archive_end_fetched (MarbreArchive *self)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  marbre_archive_release_index (self);
}

/**
 * marbre_archive_match_postings_sync:
 * @site_id: the site
 * @remote_ids: (array zero-terminated=1): articles as the site names them
 *
 * Returns: (transfer full) (element-type utf8 MarbrePosting) (nullable): those of them that the
 *   archive has, by their ids at the site
 */
GHashTable *
marbre_archive_match_postings_sync (MarbreArchive *self,
                                    const char *site_id,
                                    const char *const *remote_ids,
                                    GCancellable *cancellable,
                                    GError **error)
{
  Question question = { .site_id = site_id, .remote_ids = remote_ids };

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  g_return_val_if_fail (site_id != NULL && remote_ids != NULL, NULL);
  return marbre_archive_call (self, &match_job, &question, cancellable, error);
}

/**
 * marbre_archive_list_postings_sync:
 * @site_id: the site
 *
 * Lists all that the archive has of a site. Of each posting only story, id, version and status are
 * there; the rest is %NULL.
 *
 * Returns: (transfer full) (element-type utf8 MarbrePosting) (nullable): by their ids at the site
 */
GHashTable *
marbre_archive_list_postings_sync (MarbreArchive *self,
                                   const char *site_id,
                                   GCancellable *cancellable,
                                   GError **error)
{
  Question question = { .site_id = site_id };

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  g_return_val_if_fail (site_id != NULL, NULL);
  return marbre_archive_call (self, &list_job, &question, cancellable, error);
}

/**
 * marbre_archive_count_postings_sync:
 * @site_id: the site
 * @now: seconds UTC
 * @presence: (out): takes the numbers
 *
 * Counts what the site has, as far as the archive knows.
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_archive_count_postings_sync (MarbreArchive *self,
                                    const char *site_id,
                                    gint64 now,
                                    MarbrePresence *presence,
                                    GCancellable *cancellable,
                                    GError **error)
{
  Question question = { .site_id = site_id, .now = now, .presence = presence };

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (site_id != NULL && presence != NULL, FALSE);
  *presence = (MarbrePresence){ 0 };
  return marbre_archive_call (self, &count_job, &question, cancellable, error) != NULL;
}

/**
 * marbre_archive_mark_gone_sync:
 * @story_id: a story
 * @site_id: a site that does not have it any more
 *
 * Notes that a site has lost a story. The story stays.
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_archive_mark_gone_sync (MarbreArchive *self,
                               const char *story_id,
                               const char *site_id,
                               GCancellable *cancellable,
                               GError **error)
{
  Question question = { .site_id = site_id, .story_id = story_id };

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (story_id != NULL && site_id != NULL, FALSE);
  return marbre_archive_call (self, &mark_gone_job, &question, cancellable, error) != NULL;
}
