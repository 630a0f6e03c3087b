/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings a site's posts into the archive; see marbre-sync.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-sync.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-endpoint.h"
#include "marbre-pictures.h"
#include "marbre-remote-error.h"
#include "marbre-story-digest.h"
#include "marbre-tag-book.h"
#include "marbre-time.h"

/* 50 posts each. A site that goes on for longer does not know where its list ends. */
#define MAX_PAGES 10000

#define AT_THEIR_END                                                                               \
  (MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_DONE) |                                                  \
   MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_CANCELLED))

/**
 * Sync:
 *
 * One run.
 */
typedef struct
{
  MarbreArchive *archive;         /* (owned) */
  MarbreCredentials *credentials; /* (owned) */
  MarbreSite *site;               /* (owned) */
  MarbreSyncProgress progress;    /* (nullable) */
  gpointer progress_data;
  GMainContext *context; /* (owned) (nullable): where progress is told, NULL = here */
  GPtrArray *underway; /* (owned) (nullable) (element-type MarbreOutboxRow): not at their end */
  MarbreSyncReport report;
  gint64 newest; /* the last change that was seen */
} Sync;

static void
sync_free (Sync *sync)
{
  g_clear_object (&sync->archive);
  g_clear_object (&sync->credentials);
  g_clear_object (&sync->site);
  g_clear_pointer (&sync->context, g_main_context_unref);
  g_clear_pointer (&sync->underway, g_ptr_array_unref);
  g_free (sync);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sync, sync_free)

typedef struct
{
  MarbreSyncProgress progress;
  gpointer data;
  guint seen;
} Telling;

static gboolean
tell_progress_cb (gpointer user_data)
{
  Telling *telling = user_data;

  telling->progress (telling->seen, telling->data);
  return G_SOURCE_REMOVE;
}

static void
tell_progress (Sync *sync)
{
  const guint seen = sync->report.added + sync->report.updated + sync->report.unchanged +
                     sync->report.kept;
  Telling *telling;

  if (sync->progress == NULL)
    return;
  if (sync->context == NULL)
    {
      sync->progress (seen, sync->progress_data);
      return;
    }
  telling = g_new0 (Telling, 1);
  telling->progress = sync->progress;
  telling->data = sync->progress_data;
  telling->seen = seen;
  g_main_context_invoke_full (sync->context, G_PRIORITY_DEFAULT, tell_progress_cb, telling, g_free);
}

/* A post's story under the id that it has in the archive. */
static MarbreStory *
with_id (MarbreStory *story, const char *id)
{
  MarbreStory *copy = marbre_story_new_with_id (id);

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    marbre_story_set_text (copy, (MarbreField) i, marbre_story_get_text (story, (MarbreField) i));
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    marbre_story_set_time (copy, (MarbreMoment) i, marbre_story_get_time (story, (MarbreMoment) i));
  marbre_story_set_tags (copy, marbre_story_get_tags (story));
  marbre_story_set_lead_image (copy, marbre_story_get_lead_image (story));
  marbre_story_set_url (copy, marbre_story_get_url (story));
  return copy;
}

/* What the site does not keep stays as it is here. */
static void
keep_ours (MarbreStory *ours, MarbreStory *theirs)
{
  static const MarbreMoment moments[] = { MARBRE_MOMENT_CREATED, MARBRE_MOMENT_EMBARGO_UNTIL };

  if (*marbre_story_get_text (ours, MARBRE_FIELD_LANGUAGE))
    marbre_story_set_text (theirs, MARBRE_FIELD_LANGUAGE,
                           marbre_story_get_text (ours, MARBRE_FIELD_LANGUAGE));
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    marbre_story_set_time (theirs, moments[i], marbre_story_get_time (ours, moments[i]));
  marbre_story_set_state (theirs, marbre_story_get_state (ours));
}

/* Under the newsroom's names, as the archive writes them: what is written is what is compared at
 * the next sync. */
static gboolean
resolve_tags (Sync *sync, MarbreStory *story, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) tags = marbre_tag_book_resolve_sync (
      sync->archive, marbre_story_get_tags (story), cancellable, error);

  if (tags == NULL)
    return FALSE;
  marbre_story_set_tags (story, (const char *const *) tags);
  return TRUE;
}

static gboolean
save (Sync *sync,
      MarbrePosting *posting,
      MarbreRemotePost *post,
      MarbreStory *story,
      MarbreStory *before,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *digest = NULL;

  if (!resolve_tags (sync, story, cancellable, error))
    return FALSE;
  digest = marbre_story_digest (story);
  marbre_set_str (&posting->remote_id, marbre_remote_post_get_remote_id (post));
  marbre_set_str (&posting->url, marbre_remote_post_get_url (post));
  marbre_set_str (&posting->version, marbre_remote_post_get_version (post));
  marbre_set_str (&posting->status, marbre_remote_post_get_status (post));
  marbre_set_str (&posting->published_hash, digest);
  marbre_set_str (&posting->base_body, marbre_story_get_text (story, MARBRE_FIELD_BODY));
  posting->published = marbre_story_get_time (story, MARBRE_MOMENT_PUBLISHED);
  posting->pinned = marbre_remote_post_get_pinned (post);
  marbre_set_str (&posting->password, marbre_remote_post_get_password (post));
  return before != NULL ? marbre_archive_replace_story_sync (sync->archive, posting, story, before,
                                                             cancellable, error)
                        : marbre_archive_put_posting_sync (sync->archive, posting, story,
                                                           cancellable, error);
}

static gboolean
add (Sync *sync, MarbreRemotePost *post, GCancellable *cancellable, GError **error)
{
  MarbreStory *story = marbre_remote_post_get_story (post);
  g_autoptr (MarbrePosting) posting =
      marbre_posting_new (marbre_story_get_id (story), marbre_site_get_id (sync->site));

  marbre_story_set_state (story, MARBRE_STORY_ARCHIVED);
  if (!save (sync, posting, post, story, NULL, cancellable, error))
    return FALSE;
  sync->report.added++;
  return TRUE;
}

static gboolean
renew (Sync *sync,
       MarbrePosting *posting,
       MarbreRemotePost *post,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (MarbreStory) ours =
      marbre_archive_load_story_sync (sync->archive, posting->story_id, cancellable, error);
  g_autoptr (MarbreStory) theirs = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *digest = NULL;

  if (ours == NULL)
    return FALSE;
  digest = marbre_story_digest (ours);
  /* If ours is kept the posting keeps the version that it is based on: sending it will stop. */
  if (!g_str_equal (digest, posting->published_hash))
    {
      sync->report.kept++;
      return TRUE;
    }
  theirs = with_id (marbre_remote_post_get_story (post), posting->story_id);
  keep_ours (ours, theirs);
  if (!marbre_pictures_restore (sync->archive, posting->site_id, ours, theirs, cancellable, error))
    return FALSE;
  if (save (sync, posting, post, theirs, ours, cancellable, &failure))
    {
      sync->report.updated++;
      return TRUE;
    }
  /* Somebody wrote while the pictures came. */
  if (g_error_matches (failure, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_BUSY))
    {
      sync->report.kept++;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Whether a post without a posting is one that the outbox makes just now, or had made when the
 * program ended: its posting comes from there, and a second story of it would prevent that. */
static gboolean
is_underway (Sync *sync, MarbreRemotePost *post)
{
  const char *remote_id = marbre_remote_post_get_remote_id (post);
  const char *client_ref = marbre_remote_post_get_client_ref (post);

  /* A draft that still has a reference for a slug is being filled, if not by us. */
  if (g_str_equal (marbre_remote_post_get_status (post), "draft") && *client_ref != '\0')
    return TRUE;
  for (guint i = 0; i < sync->underway->len; i++)
    {
      const MarbreOutboxRow *row = g_ptr_array_index (sync->underway, i);

      if (g_str_equal (row->site_id, marbre_site_get_id (sync->site)) &&
          (g_str_equal (row->remote_id, remote_id) ||
           (*client_ref != '\0' && g_str_equal (row->client_ref, client_ref))))
        return TRUE;
    }
  return FALSE;
}

static gboolean
take (Sync *sync, MarbreRemotePost *post, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MarbrePosting) posting = marbre_archive_find_posting_by_remote_sync (
      sync->archive, marbre_site_get_id (sync->site), marbre_remote_post_get_remote_id (post),
      cancellable, &failure);

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  sync->newest = MAX (sync->newest, marbre_story_get_time (marbre_remote_post_get_story (post),
                                                           MARBRE_MOMENT_UPDATED));
  if (posting == NULL)
    return is_underway (sync, post) || add (sync, post, cancellable, error);
  if (*posting->version != '\0' &&
      g_str_equal (posting->version, marbre_remote_post_get_version (post)) &&
      g_str_equal (posting->status, marbre_remote_post_get_status (post)))
    {
      sync->report.unchanged++;
      return TRUE;
    }
  return renew (sync, posting, post, cancellable, error);
}

static MarbreEndpoint *
open_endpoint (Sync *sync, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *secret = marbre_credentials_load_sync (
      sync->credentials, marbre_site_get_id (sync->site), cancellable, &failure);
  g_autoptr (MarbreEndpoint) endpoint = NULL;

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (secret == NULL)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                           _ ("No password or token is kept for this site. Enter it in the site’s "
                              "settings."));
      return NULL;
    }
  endpoint = marbre_endpoint_new (sync->site, secret, error);
  if (endpoint && !(marbre_endpoint_get_capabilities (endpoint) & MARBRE_CAN_LIST))
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                           _ ("The site does not list its articles, so they cannot be fetched."));
      return NULL;
    }
  return g_steal_pointer (&endpoint);
}

/* Whether a page starts as the one before: the site ignores the page's number. */
static gboolean
is_same_page (const char *before, GPtrArray *posts)
{
  return before && posts->len > 0 &&
         g_str_equal (before, marbre_remote_post_get_remote_id (g_ptr_array_index (posts, 0)));
}

static gboolean
take_pages (Sync *sync,
            MarbreEndpoint *endpoint,
            const char *mark,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *before = NULL;
  gboolean more = TRUE;

  for (guint page = 0; more && page < MAX_PAGES; page++)
    {
      g_autoptr (GPtrArray) posts =
          marbre_endpoint_list_changes (endpoint, mark, page, &more, cancellable, error);

      if (posts == NULL)
        return FALSE;
      if (is_same_page (before, posts))
        break;
      /* After the page and before its postings are looked up: what ends in between is found. */
      g_clear_pointer (&sync->underway, g_ptr_array_unref);
      sync->underway = marbre_archive_list_outbox_sync (sync->archive, ~AT_THEIR_END, cancellable,
                                                         error);
      if (sync->underway == NULL)
        return FALSE;
      for (guint i = 0; i < posts->len; i++)
        if (!take (sync, g_ptr_array_index (posts, i), cancellable, error))
          return FALSE;
      if (posts->len > 0)
        marbre_set_str (&before,
                        marbre_remote_post_get_remote_id (g_ptr_array_index (posts, 0)));
      tell_progress (sync);
    }
  return TRUE;
}

static gboolean
run (Sync *sync, GCancellable *cancellable, GError **error)
{
  const char *site_id = marbre_site_get_id (sync->site);
  g_autoptr (GError) failure = NULL;
  g_autofree char *mark =
      marbre_archive_get_sync_mark_sync (sync->archive, site_id, cancellable, &failure);
  g_autofree char *next = NULL;
  g_autoptr (MarbreEndpoint) endpoint = NULL;

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  endpoint = open_endpoint (sync, cancellable, error);
  if (endpoint == NULL || !take_pages (sync, endpoint, mark, cancellable, error))
    return FALSE;
  if (sync->newest == 0)
    return TRUE;
  /* The site's clock, not ours; but a post that is scheduled far ahead says it was changed then. */
  next = marbre_time_format_iso8601 (MIN (sync->newest, marbre_time_now ()));
  return marbre_archive_put_sync_mark_sync (sync->archive, site_id, next, cancellable, error);
}

static Sync *
sync_new (MarbreArchive *archive,
          MarbreCredentials *credentials,
          MarbreSite *site,
          MarbreSyncProgress progress,
          gpointer progress_data)
{
  Sync *sync = g_new0 (Sync, 1);

  sync->archive = g_object_ref (archive);
  sync->credentials = g_object_ref (credentials);
  sync->site = marbre_site_copy (site);
  sync->progress = progress;
  sync->progress_data = progress_data;
  return sync;
}

static MarbreSyncReport *
run_whole (Sync *sync, GCancellable *cancellable, GError **error)
{
  MarbreSyncReport *report;

  if (!run (sync, cancellable, error))
    {
      if (error && (*error)->domain == MARBRE_REMOTE_ERROR)
        g_prefix_error (error, "%s: ", marbre_site_get_name (sync->site));
      return NULL;
    }
  report = g_new (MarbreSyncReport, 1);
  *report = sync->report;
  return report;
}

/**
 * marbre_sync_run_sync:
 * @archive: where the posts go
 * @credentials: where the site's secret is
 * @site: whose posts
 * @progress: (nullable): called after each page, on this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it between posts; what was taken stays
 * @error: %MARBRE_REMOTE_ERROR, its message with the site's name; or the archive's
 *
 * Takes what changed at the site since the last time. For a worker thread or a command line tool.
 *
 * Returns: (transfer full) (nullable): what was done
 */
MarbreSyncReport *
marbre_sync_run_sync (MarbreArchive *archive,
                      MarbreCredentials *credentials,
                      MarbreSite *site,
                      MarbreSyncProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (Sync) sync = sync_new (archive, credentials, site, progress, progress_data);
  g_autoptr (GError) failure = NULL;
  MarbreSyncReport *report = run_whole (sync, cancellable, &failure);

  if (report == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return report;
}

static void
sync_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  MarbreSyncReport *report = run_whole (task_data, cancellable, &error);

  if (report)
    g_task_return_pointer (task, report, (GDestroyNotify) marbre_sync_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_sync_run_async:
 * @archive: where the posts go
 * @credentials: where the site's secret is
 * @site: whose posts, copied
 * @progress: (nullable): called after each page, on the thread-default main context
 * @progress_data: for @progress, must outlive the operation
 * @cancellable: (nullable): stops it between posts; what was taken stays
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Takes what changed at the site since the last time.
 */
void
marbre_sync_run_async (MarbreArchive *archive,
                       MarbreCredentials *credentials,
                       MarbreSite *site,
                       MarbreSyncProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Sync *sync;

  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));
  g_return_if_fail (MARBRE_IS_CREDENTIALS (credentials));
  g_return_if_fail (MARBRE_IS_SITE (site));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_sync_run_async);
  sync = sync_new (archive, credentials, site, progress, progress_data);
  sync->context = g_main_context_ref_thread_default ();
  g_task_set_task_data (task, sync, (GDestroyNotify) sync_free);
  g_task_run_in_thread (task, sync_in_thread);
}

/**
 * marbre_sync_run_finish:
 * @result: the result
 * @error: as marbre_sync_run_sync()
 *
 * Returns: (transfer full) (nullable): what was done
 */
MarbreSyncReport *
marbre_sync_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * marbre_sync_report_free:
 * @self: (transfer full): a report
 */
void
marbre_sync_report_free (MarbreSyncReport *self)
{
  g_free (self);
}
