/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings a site's posts into the archive; see marbre-sync.h. Here is the course of a run: the list
 * of what changed, page by page, then the look for what is gone (marbre-sync-sweep.c).
 *
 * A run that is cut off goes on the next time. Where lists are in the order of changes it is asked
 * for what changed since the latest one that was taken: unlike a place in the list this stays right
 * whatever was edited or deleted meanwhile. Elsewhere the place in the list is all there is.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-sync.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-endpoint.h"
#include "marbre-remote-error.h"
#include "marbre-sync-private.h"
#include "marbre-time.h"

/* A site that goes on for longer does not know where its list ends. */
#define MAX_PAGES 100000

/* Those who show stories are told of new ones so often, lest they do nothing else. */
#define TELL_USECONDS (3 * G_USEC_PER_SEC)

/* Where a list that cannot tell what changed last is asked for everything, this often. */
#define WHOLE_LIST_SECONDS (24 * 60 * 60)

static void
sync_free (MarbreSync *self)
{
  g_clear_pointer (&self->lister, marbre_lister_free);
  g_clear_pointer (&self->telling, marbre_sync_telling_free);
  g_clear_object (&self->archive);
  g_clear_object (&self->credentials);
  g_clear_object (&self->site);
  g_clear_pointer (&self->underway, g_ptr_array_unref);
  g_clear_pointer (&self->present, g_hash_table_unref);
  marbre_sync_state_clear (&self->state);
  g_free (self->kept);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSync, sync_free)

static MarbreEndpoint *
open_endpoint (MarbreSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *secret = marbre_credentials_load_sync (
      self->credentials, marbre_site_get_id (self->site), cancellable, &failure);
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
  endpoint = marbre_endpoint_new (self->site, secret, error);
  if (endpoint && !(marbre_endpoint_get_capabilities (endpoint) & MARBRE_CAN_LIST))
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                           _ ("The site does not list its articles, so they cannot be fetched."));
      return NULL;
    }
  return g_steal_pointer (&endpoint);
}

/* Whether a page starts as the one before: the site ignores where it is asked to go on. */
static gboolean
is_same_page (const char *before, GPtrArray *posts)
{
  return before && posts->len > 0 &&
         g_str_equal (before, marbre_remote_post_get_remote_id (g_ptr_array_index (posts, 0)));
}

/* What the posts of a page say about the list. */
static void
note_posts (MarbreSync *self, GPtrArray *posts)
{
  for (guint i = 0; i < posts->len; i++)
    {
      MarbreRemotePost *post = g_ptr_array_index (posts, i);
      const gint64 changed =
          marbre_story_get_time (marbre_remote_post_get_story (post), MARBRE_MOMENT_UPDATED);

      self->state.newest = MAX (self->state.newest, changed);
      if (self->present)
        g_hash_table_add (self->present, g_strdup (marbre_remote_post_get_remote_id (post)));
    }
}

/* Takes a page. Where the list goes on is kept with it, unless it is at its end. */
static gboolean
take_page (MarbreSync *self,
           MarbreListPage *page,
           GPtrArray *posts,
           gboolean keep_place,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *mark = NULL;

  self->report.skipped += page->n_unreadable;
  if (page->next && !self->many)
    {
      self->many = TRUE;
      marbre_archive_begin_fetched (self->archive);
    }
  if (keep_place)
    {
      note_posts (self, posts);
      self->state.seen += posts->len;
      marbre_set_str (&self->state.next, page->next);
      mark = page->next ? marbre_sync_state_write (&self->state) : NULL;
    }
  if (!marbre_sync_take (self, posts, mark, cancellable, error))
    return FALSE;
  if (mark)
    marbre_set_str (&self->kept, mark);
  return TRUE;
}

/* A page of which nothing can be read says that the site is another one than it was taken for, but
 * not once posts of it could be read. */
static GPtrArray *
read_page (MarbreSync *self, MarbreEndpoint *endpoint, MarbreListPage *page, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GPtrArray *posts = marbre_endpoint_read_page (endpoint, page, &failure);

  if (posts)
    return posts;
  if (self->state.mark != NULL || self->state.seen > 0)
    return g_ptr_array_new_with_free_func (g_object_unref);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
take_pages (MarbreSync *self, gboolean keep_place, GCancellable *cancellable, GError **error)
{
  g_autofree char *before = NULL;
  gint64 told = g_get_monotonic_time ();

  for (guint n = 0; n < MAX_PAGES; n++)
    {
      MarbreEndpoint *endpoint = marbre_lister_get_endpoint (self->lister);
      g_autoptr (MarbreListPage) page = NULL;
      g_autoptr (GPtrArray) posts = NULL;

      if (!marbre_lister_next (self->lister, &page, error))
        return FALSE;
      if (page == NULL)
        return TRUE;
      posts = read_page (self, endpoint, page, error);
      if (posts == NULL)
        return FALSE;
      if (is_same_page (before, posts))
        break;
      if (posts->len > 0)
        marbre_set_str (&before,
                        marbre_remote_post_get_remote_id (g_ptr_array_index (posts, 0)));
      if (!take_page (self, page, posts, keep_place, cancellable, error))
        return FALSE;
      if (keep_place)
        marbre_sync_telling_count (self->telling, MARBRE_SYNC_FETCHING, self->state.seen,
                                   page->total < 0 ? -1 : self->before + page->total);
      if (g_get_monotonic_time () - told > TELL_USECONDS)
        {
          marbre_archive_tell_fetched (self->archive);
          told = g_get_monotonic_time ();
        }
    }
  marbre_lister_stop (self->lister);
  return TRUE;
}

/**
 * marbre_sync_take_list:
 * @listing: a list beside the one of the run, of posts by their ids
 * @cancellable: (nullable): stops it
 * @error: the endpoint's or the archive's
 *
 * Takes the posts of a list.
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_sync_take_list (MarbreSync *self,
                       const MarbreListing *listing,
                       GCancellable *cancellable,
                       GError **error)
{
  marbre_lister_begin (self->lister, listing, NULL);
  return take_pages (self, FALSE, cancellable, error);
}

/* What the list is asked for, and where it begins. */
static char *
choose_begin (MarbreSync *self, MarbreCapabilities can)
{
  MarbreSyncState *state = &self->state;
  const gint64 now = marbre_time_now ();
  char *cursor = NULL;

  if (state->next && (can & MARBRE_CAN_SWEEP))
    {
      self->before = state->seen;
      g_free (state->since);
      state->since = state->newest > 0
                         ? marbre_time_format_iso8601 (MIN (state->newest, now))
                         : NULL;
    }
  else if (state->next)
    cursor = g_strdup (state->next);
  else
    {
      marbre_set_str (&state->since, state->mark);
      state->newest = 0;
      if (!(can & MARBRE_CAN_SWEEP) && now - state->swept > WHOLE_LIST_SECONDS)
        g_clear_pointer (&state->since, g_free);
    }
  if (state->next == NULL)
    state->seen = 0;
  if (!(can & MARBRE_CAN_SWEEP) && cursor == NULL &&
      (state->since == NULL || (can & MARBRE_LISTS_ALL)))
    self->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return cursor;
}

/* Reads what changed. */
static gboolean
fetch (MarbreSync *self, GCancellable *cancellable, GError **error)
{
  const MarbreCapabilities can =
      marbre_endpoint_get_capabilities (marbre_lister_get_endpoint (self->lister));
  MarbreSyncState *state = &self->state;
  g_autofree char *cursor = choose_begin (self, can);
  const MarbreListing listing = { .since = state->since };

  marbre_sync_telling_begin (self->telling, state->seen);
  marbre_lister_begin (self->lister, &listing, cursor);
  if (!take_pages (self, TRUE, cancellable, error))
    return FALSE;
  g_clear_pointer (&state->next, g_free);
  /* The site's clock, not ours; but a post that is scheduled far ahead says it was changed then. */
  if (state->newest > 0)
    {
      g_free (state->mark);
      state->mark = marbre_time_format_iso8601 (MIN (state->newest, marbre_time_now ()));
    }
  return TRUE;
}

static gboolean
run (MarbreSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autofree char *after = NULL;

  self->kept = marbre_archive_get_sync_mark_sync (
      self->archive, marbre_site_get_id (self->site), cancellable, &failure);
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  endpoint = open_endpoint (self, cancellable, error);
  if (endpoint == NULL)
    return FALSE;
  marbre_sync_state_read (&self->state, self->kept);
  self->lister =
      marbre_lister_new (endpoint, marbre_sync_telling_wait, self->telling, cancellable);
  if (!fetch (self, cancellable, error) || !marbre_sync_sweep (self, cancellable, error))
    return FALSE;
  after = marbre_sync_state_write (&self->state);
  return g_strcmp0 (self->kept, after) == 0 ||
         marbre_archive_put_sync_mark_sync (self->archive, marbre_site_get_id (self->site), after,
                                            cancellable, error);
}

static MarbreSync *
sync_new (MarbreArchive *archive,
          MarbreCredentials *credentials,
          MarbreSite *site,
          MarbreSyncTelling *telling)
{
  MarbreSync *self = g_new0 (MarbreSync, 1);

  self->archive = g_object_ref (archive);
  self->credentials = g_object_ref (credentials);
  self->site = marbre_site_copy (site);
  self->telling = telling;
  return self;
}

static MarbreSyncReport *
run_whole (MarbreSync *self, GCancellable *cancellable, GError **error)
{
  MarbreSyncReport *report;
  const gboolean done = run (self, cancellable, error);

  if (self->many)
    marbre_archive_end_fetched (self->archive);
  if (self->report.added + self->report.updated > 0)
    marbre_archive_tell_fetched (self->archive);
  if (!done)
    {
      if (error && (*error)->domain == MARBRE_REMOTE_ERROR)
        g_prefix_error (error, "%s: ", marbre_site_get_name (self->site));
      return NULL;
    }
  report = g_new (MarbreSyncReport, 1);
  *report = self->report;
  return report;
}

/**
 * marbre_sync_run_sync:
 * @archive: where the posts go
 * @credentials: where the site's secret is
 * @site: whose posts
 * @progress: (nullable): called after each page, on this thread or, when the site wants a pause, on
 *   another one
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
  g_autoptr (MarbreSync) sync = sync_new (
      archive, credentials, site, marbre_sync_telling_new (progress, progress_data, NULL));
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
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));
  g_return_if_fail (MARBRE_IS_CREDENTIALS (credentials));
  g_return_if_fail (MARBRE_IS_SITE (site));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_sync_run_async);
  g_task_set_task_data (
      task,
      sync_new (archive, credentials, site,
                marbre_sync_telling_new (progress, progress_data, context)),
      (GDestroyNotify) sync_free);
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
