/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads a site's list one page ahead; see marbre-lister.h.
 *
 * One order at a time: a list, a single post, or the end. Of a list one page at most lies ready
 * while the next is asked for, so that memory does not grow with the site.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-lister.h"

#include "marbre-compat.h"
#include "marbre-remote-error.h"

#define MAX_TRIES 5
#define FIRST_PAUSE 2
/* A site that asks for more is left alone; the sync goes on where it was another time. */
#define MAX_PAUSE (10 * 60)

typedef enum
{
  REST,
  LIST,
  FETCH,
  STOP,
  QUIT,
} Order;

struct _MarbreLister
{
  MarbreEndpoint *endpoint; /* (owned): used by the thread, but for what reads pages */
  MarbreListerWait wait;
  gpointer wait_data;
  GCancellable *outer;       /* (owned) (nullable): the caller's */
  gulong outer_handler;
  GCancellable *cancellable; /* (owned): ends the thread's requests, too */
  GThread *thread;           /* (owned) */

  GMutex mutex; /* of all that follows */
  GCond changed;
  Order order;
  char *since;            /* (owned) (nullable): the listing's */
  GStrv ids;              /* (owned) (nullable): the listing's */
  gboolean only_entries;    /* the listing's */
  gboolean only_total;    /* the listing's */
  char *where;            /* (owned) (nullable): a cursor, or the id of a post */
  MarbreListPage *page;       /* (owned) (nullable): lies ready */
  MarbreRemotePost *post; /* (owned) (nullable): likewise */
  GError *failure;        /* (owned) (nullable): likewise */
};

/* Waits as long as was said, unless somebody ends it. */
static gboolean
pause_for (MarbreLister *self, guint seconds)
{
  GPollFD fd;
  gboolean can_poll = g_cancellable_make_pollfd (self->cancellable, &fd);

  if (self->wait)
    self->wait (seconds, self->wait_data);
  g_poll (can_poll ? &fd : NULL, can_poll ? 1 : 0, (int) seconds * 1000);
  if (can_poll)
    g_cancellable_release_fd (self->cancellable);
  if (self->wait)
    self->wait (0, self->wait_data);
  return !g_cancellable_is_cancelled (self->cancellable);
}

/* How long to wait after a failure, 0 for no more. What is not there at the first request of all is
 * told at once; a connection that breaks in the middle may come back. */
static guint
get_pause (const GError *failure, guint tries, gboolean has_begun)
{
  const gint64 asked = marbre_remote_error_get_retry_after (failure);

  if (tries >= MAX_TRIES || asked > MAX_PAUSE)
    return 0;
  if (asked > 0)
    return (guint) asked;
  if (g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TRY_LATER) ||
      (has_begun && g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE)))
    return FIRST_PAUSE << tries;
  return 0;
}

static MarbreListPage *
ask_patiently (MarbreLister *self, const MarbreListing *listing, const char *cursor, GError **error)
{
  for (guint tries = 0;; tries++)
    {
      g_autoptr (GError) failure = NULL;
      MarbreListPage *page = marbre_endpoint_ask_page (self->endpoint, listing, cursor,
                                                   self->cancellable, &failure);
      const guint pause = page ? 0 : get_pause (failure, tries, cursor != NULL);

      if (page)
        return page;
      if (pause == 0 || !pause_for (self, pause))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
}

/* Asks page by page. The mutex is held, and let go while the site is asked. */
static void
run_list (MarbreLister *self)
{
  const MarbreListing listing = { self->since, (const char *const *) self->ids,
                                  self->only_entries, self->only_total };

  while (self->order == LIST)
    {
      g_autofree char *cursor = g_strdup (self->where);
      GError *failure = NULL;
      MarbreListPage *page;

      g_mutex_unlock (&self->mutex);
      page = ask_patiently (self, &listing, cursor, &failure);
      g_mutex_lock (&self->mutex);
      while (self->page && self->order == LIST)
        g_cond_wait (&self->changed, &self->mutex);
      if (self->order != LIST)
        {
          g_clear_pointer (&page, marbre_list_page_free);
          g_clear_error (&failure);
          return;
        }
      self->page = page;
      self->failure = failure;
      if (page == NULL || page->next == NULL)
        self->order = REST;
      else
        marbre_set_str (&self->where, page->next);
      g_cond_broadcast (&self->changed);
    }
}

static void
run_fetch (MarbreLister *self)
{
  g_autofree char *remote_id = g_strdup (self->where);
  GError *failure = NULL;
  MarbreRemotePost *post;

  g_mutex_unlock (&self->mutex);
  post = marbre_endpoint_fetch (self->endpoint, remote_id, self->cancellable, &failure);
  g_mutex_lock (&self->mutex);
  self->post = post;
  self->failure = failure;
  if (self->order == FETCH)
    self->order = REST;
  g_cond_broadcast (&self->changed);
}

static gpointer
run (gpointer data)
{
  MarbreLister *self = data;

  g_mutex_lock (&self->mutex);
  while (self->order != QUIT)
    if (self->order == LIST)
      run_list (self);
    else if (self->order == FETCH)
      run_fetch (self);
    else if (self->order == STOP)
      {
        self->order = REST;
        g_cond_broadcast (&self->changed);
      }
    else
      g_cond_wait (&self->changed, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

static void
cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * marbre_lister_new:
 * @endpoint: the connection; until the lister is freed it is the lister's thread's
 * @wait: (nullable): told before and after a pause, on that thread
 * @user_data: for @wait
 * @cancellable: (nullable): stops whatever it does
 *
 * Returns: (transfer full): a lister without an order
 */
MarbreLister *
marbre_lister_new (MarbreEndpoint *endpoint,
                   MarbreListerWait wait,
                   gpointer user_data,
                   GCancellable *cancellable)
{
  MarbreLister *self = g_new0 (MarbreLister, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->endpoint = g_object_ref (endpoint);
  self->wait = wait;
  self->wait_data = user_data;
  self->cancellable = g_cancellable_new ();
  if (cancellable)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_handler = g_cancellable_connect (
          cancellable, G_CALLBACK (cancelled_cb), g_object_ref (self->cancellable), g_object_unref);
    }
  self->thread = g_thread_new ("marbre-lister", run, self);
  return self;
}

/**
 * marbre_lister_free:
 * @self: (transfer full): a lister; what it is doing is stopped and waited for
 */
void
marbre_lister_free (MarbreLister *self)
{
  if (self->outer)
    g_cancellable_disconnect (self->outer, self->outer_handler);
  g_mutex_lock (&self->mutex);
  self->order = QUIT;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);

  g_clear_object (&self->outer);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->page, marbre_list_page_free);
  g_clear_object (&self->post);
  g_clear_error (&self->failure);
  g_free (self->since);
  g_strfreev (self->ids);
  g_free (self->where);
  g_object_unref (self->endpoint);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * marbre_lister_get_endpoint:
 *
 * Returns: (transfer none): the connection, to read pages with and nothing else
 */
MarbreEndpoint *
marbre_lister_get_endpoint (MarbreLister *self)
{
  return self->endpoint;
}

/**
 * marbre_lister_begin:
 * @listing: what to list, copied
 * @cursor: (nullable): where to go on
 *
 * Begins a list; the one before it was read to its end.
 */
void
marbre_lister_begin (MarbreLister *self, const MarbreListing *listing, const char *cursor)
{
  g_mutex_lock (&self->mutex);
  g_assert (self->order == REST);
  g_clear_pointer (&self->page, marbre_list_page_free);
  g_clear_error (&self->failure);
  marbre_set_str (&self->since, listing->since);
  g_strfreev (self->ids);
  self->ids = g_strdupv ((GStrv) listing->ids);
  self->only_entries = listing->only_entries;
  self->only_total = listing->only_total;
  marbre_set_str (&self->where, cursor);
  self->order = LIST;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/**
 * marbre_lister_next:
 * @page: (out) (transfer full) (nullable): the next page, %NULL after the last one
 * @error: as marbre_endpoint_ask_page()
 *
 * Waits for the next page of the list that was begun.
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_lister_next (MarbreLister *self, MarbreListPage **page, GError **error)
{
  gboolean failed;

  g_mutex_lock (&self->mutex);
  while (self->order == LIST && self->page == NULL)
    g_cond_wait (&self->changed, &self->mutex);
  *page = g_steal_pointer (&self->page);
  failed = *page == NULL && self->failure;
  if (failed)
    g_propagate_error (error, g_steal_pointer (&self->failure));
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  return !failed;
}

/**
 * marbre_lister_stop:
 *
 * Ends a list before its end, and waits for the request that is under way.
 */
void
marbre_lister_stop (MarbreLister *self)
{
  g_mutex_lock (&self->mutex);
  if (self->order == LIST)
    self->order = STOP;
  g_cond_broadcast (&self->changed);
  while (self->order == STOP)
    g_cond_wait (&self->changed, &self->mutex);
  g_clear_pointer (&self->page, marbre_list_page_free);
  g_clear_error (&self->failure);
  g_mutex_unlock (&self->mutex);
}

/**
 * marbre_lister_fetch:
 * @remote_id: a post
 * @error: as marbre_endpoint_fetch()
 *
 * Asks for one post. Only when a list is at its end.
 *
 * Returns: (transfer full) (nullable): the post
 */
MarbreRemotePost *
marbre_lister_fetch (MarbreLister *self, const char *remote_id, GError **error)
{
  MarbreRemotePost *post;

  g_mutex_lock (&self->mutex);
  g_assert (self->order == REST);
  marbre_set_str (&self->where, remote_id);
  self->order = FETCH;
  g_cond_broadcast (&self->changed);
  while (self->order == FETCH)
    g_cond_wait (&self->changed, &self->mutex);
  post = g_steal_pointer (&self->post);
  if (self->failure)
    g_propagate_error (error, g_steal_pointer (&self->failure));
  g_mutex_unlock (&self->mutex);
  return post;
}
