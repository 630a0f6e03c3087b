/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pressroom's thread and façade; see marbre-pressroom.h. The thread owns the press and runs a
 * main loop of its own, so that a request is answered whatever the main thread does; other threads
 * hand it functions to run.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-pressroom.h"

#include "marbre-press-micropub.h"
#include "marbre-pressroom-private.h"

struct _MarbrePressroom
{
  GObject parent_instance;

  char *path;      /* (owned) */
  char *site_name; /* (owned) */

  GMutex life;           /* held while it starts, stops or runs a call */
  GThread *thread;       /* (owned) (nullable): guarded by life */
  GMainContext *context; /* (owned) (nullable): guarded by life */
  GMainLoop *loop;       /* (owned) (nullable): guarded by life */
  MarbrePress *press;    /* (owned) (nullable): only on the thread */

  GMutex lock;   /* held for a moment only, so that any thread may ask */
  char *site_id; /* (owned) (nullable): guarded by lock, like the two below; NULL until started */
  char *token;   /* (owned) (nullable) */
  char *origin;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MarbrePressroom, marbre_pressroom, G_TYPE_OBJECT)

/* A function on its way to the thread and back; lives on the caller's stack. */
typedef struct
{
  MarbrePressroom *self;    /* (borrowed) */
  MarbrePressroomFunc func; /* (nullable): NULL only opens the press and listens */
  gpointer data;            /* (borrowed) */
  gboolean done;
  gboolean result;
  GError *error; /* (owned) (nullable) */
  GMutex mutex;
  GCond cond;
} Call;

static gpointer
run_thread (gpointer data)
{
  g_autoptr (GMainLoop) loop = data;
  GMainContext *context = g_main_loop_get_context (loop);

  g_main_context_push_thread_default (context);
  g_main_loop_run (loop);
  /* Connections that were closed say goodbye. */
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* On the thread. */
static gboolean
open_and_listen (MarbrePressroom *self, GError **error)
{
  if (self->press == NULL)
    self->press = marbre_press_new (self->path, self->site_name, error);
  if (self->press == NULL || !marbre_press_listen (self->press, error))
    return FALSE;

  g_mutex_lock (&self->lock);
  g_free (self->site_id);
  g_free (self->token);
  g_free (self->origin);
  self->site_id = g_strdup (marbre_press_get_site_id (self->press));
  self->token = g_strdup (marbre_press_get_token (self->press));
  self->origin = g_strdup (marbre_press_get_origin (self->press));
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
run_call_cb (gpointer data)
{
  Call *call = data;
  gboolean result = open_and_listen (call->self, &call->error);

  if (result && call->func != NULL)
    result = call->func (call->self->press, call->data, &call->error);

  g_mutex_lock (&call->mutex);
  call->result = result;
  call->done = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->mutex);
  return G_SOURCE_REMOVE;
}

static gboolean
close_press_cb (gpointer data)
{
  MarbrePressroom *self = data;

  g_clear_pointer (&self->press, marbre_press_free);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

/* With life held. */
static void
ensure_thread (MarbrePressroom *self)
{
  if (self->thread != NULL)
    return;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("pressroom", run_thread, g_main_loop_ref (self->loop));
}

/* Hands a function to the thread and waits for its end. An idle source, not
 * g_main_context_invoke(), which would run it here while the thread does not own its context yet.
 * With life held. */
static gboolean
run_on_thread (MarbrePressroom *self, MarbrePressroomFunc func, gpointer data, GError **error)
{
  Call call = { .self = self, .func = func, .data = data };
  g_autoptr (GSource) source = g_idle_source_new ();

  g_mutex_init (&call.mutex);
  g_cond_init (&call.cond);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, run_call_cb, &call, NULL);
  g_source_attach (source, self->context);

  g_mutex_lock (&call.mutex);
  while (!call.done)
    g_cond_wait (&call.cond, &call.mutex);
  g_mutex_unlock (&call.mutex);
  g_cond_clear (&call.cond);
  g_mutex_clear (&call.mutex);
  if (call.error != NULL)
    g_propagate_error (error, call.error);
  return call.result;
}

static void
marbre_pressroom_dispose (GObject *object)
{
  marbre_pressroom_stop (MARBRE_PRESSROOM (object));
  G_OBJECT_CLASS (marbre_pressroom_parent_class)->dispose (object);
}

static void
marbre_pressroom_finalize (GObject *object)
{
  MarbrePressroom *self = MARBRE_PRESSROOM (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->site_name, g_free);
  g_mutex_clear (&self->life);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (marbre_pressroom_parent_class)->finalize (object);
}

static void
marbre_pressroom_class_init (MarbrePressroomClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_pressroom_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_pressroom_finalize;
}

static void
marbre_pressroom_init (MarbrePressroom *self)
{
  g_mutex_init (&self->life);
  g_mutex_init (&self->lock);
}

/**
 * marbre_pressroom_new:
 * @database: where its posts are kept; the file and its folder are made at the first start
 * @site_name: the site's name on its pages, for example "Le Marbre"
 *
 * Nothing happens before it is started.
 *
 * Returns: (transfer full): a pressroom
 */
MarbrePressroom *
marbre_pressroom_new (GFile *database, const char *site_name)
{
  MarbrePressroom *self;

  g_return_val_if_fail (G_IS_FILE (database) && g_file_peek_path (database) != NULL, NULL);
  g_return_val_if_fail (site_name != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_PRESSROOM, NULL);
  self->path = g_file_get_path (database);
  self->site_name = g_strdup (site_name);
  return self;
}

/**
 * marbre_pressroom_call:
 * @func: runs on the pressroom's thread, which is started if it is not running
 * @data: for @func
 * @error: of the start or of @func
 *
 * Returns: what @func returned, %FALSE if it could not be run
 */
gboolean
marbre_pressroom_call (MarbrePressroom *self,
                       MarbrePressroomFunc func,
                       gpointer data,
                       GError **error)
{
  gboolean result;

  g_mutex_lock (&self->life);
  ensure_thread (self);
  result = run_on_thread (self, func, data, error);
  g_mutex_unlock (&self->life);
  return result;
}

/**
 * marbre_pressroom_start_sync:
 * @cancellable: (nullable): looked at before it starts
 * @error: %MARBRE_PRESSROOM_ERROR_NO_PORT, or a #MarbreArchiveError of its database
 *
 * Opens the site: for a worker thread or a command line tool. Doing it again is harmless, and
 * brings the site back if another Marbre served it and has ended.
 *
 * Returns: %TRUE if the site is open
 */
gboolean
marbre_pressroom_start_sync (MarbrePressroom *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (MARBRE_IS_PRESSROOM (self), FALSE);

  return !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         marbre_pressroom_call (self, NULL, NULL, error);
}

static void
start_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (marbre_pressroom_start_sync (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_pressroom_start_async:
 * @cancellable: (nullable): gives up waiting
 * @callback: called in the thread's default main context
 *
 * Opens the site, see marbre_pressroom_start_sync().
 */
void
marbre_pressroom_start_async (MarbrePressroom *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_PRESSROOM (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_pressroom_start_async);
  g_task_run_in_thread (task, start_in_thread);
}

/**
 * marbre_pressroom_start_finish:
 *
 * Returns: %TRUE if the site is open
 */
gboolean
marbre_pressroom_start_finish (MarbrePressroom *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * marbre_pressroom_stop:
 *
 * Closes the site and waits for that, which takes no longer than the request that is being
 * answered. It may be started again. Doing it twice is harmless.
 */
void
marbre_pressroom_stop (MarbrePressroom *self)
{
  g_return_if_fail (MARBRE_IS_PRESSROOM (self));

  g_mutex_lock (&self->life);
  if (self->thread != NULL)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_callback (source, close_press_cb, self, NULL);
      g_source_attach (source, self->context);
      g_thread_join (g_steal_pointer (&self->thread));
      g_clear_pointer (&self->loop, g_main_loop_unref);
      g_clear_pointer (&self->context, g_main_context_unref);
    }
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->site_id, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->origin, g_free);
  g_mutex_unlock (&self->lock);
  g_mutex_unlock (&self->life);
}

/**
 * marbre_pressroom_get_url:
 *
 * Returns: (transfer full) (nullable): the site's public address without a slash at its end, %NULL
 *   while it is not started. Any thread.
 */
char *
marbre_pressroom_get_url (MarbrePressroom *self)
{
  char *url;

  g_return_val_if_fail (MARBRE_IS_PRESSROOM (self), NULL);

  g_mutex_lock (&self->lock);
  url = g_strdup (self->origin);
  g_mutex_unlock (&self->lock);
  return url;
}

/**
 * marbre_pressroom_get_api:
 *
 * Returns: (transfer full) (nullable): its Micropub endpoint, %NULL while it is not started. Any
 *   thread.
 */
char *
marbre_pressroom_get_api (MarbrePressroom *self)
{
  g_autofree char *url = marbre_pressroom_get_url (self);

  return url != NULL ? g_strconcat (url, MARBRE_PRESS_API_PATH, NULL) : NULL;
}

/**
 * marbre_pressroom_get_token:
 *
 * Returns: (transfer full) (nullable): the secret that lets one publish there, %NULL while it is
 *   not started; not for logs. Any thread.
 */
char *
marbre_pressroom_get_token (MarbrePressroom *self)
{
  char *token;

  g_return_val_if_fail (MARBRE_IS_PRESSROOM (self), NULL);

  g_mutex_lock (&self->lock);
  token = g_strdup (self->token);
  g_mutex_unlock (&self->lock);
  return token;
}

/**
 * marbre_pressroom_make_site:
 *
 * Returns: (transfer full) (nullable): the site as the archive keeps it, always with the same id
 *   and where it is now; %NULL while it is not started. Any thread.
 */
MarbreSite *
marbre_pressroom_make_site (MarbrePressroom *self)
{
  g_autofree char *id = NULL;
  g_autofree char *url = NULL;
  g_autofree char *api = NULL;

  g_return_val_if_fail (MARBRE_IS_PRESSROOM (self), NULL);

  g_mutex_lock (&self->lock);
  id = g_strdup (self->site_id);
  url = g_strdup (self->origin);
  g_mutex_unlock (&self->lock);
  if (id == NULL)
    return NULL;
  api = g_strconcat (url, MARBRE_PRESS_API_PATH, NULL);
  return marbre_site_new (id, self->site_name, MARBRE_SITE_EMBEDDED, url, api, NULL);
}

/* Looks for the site of that id; @site is (transfer full) (nullable). */
static gboolean
find_site (MarbreArchive *archive,
           const char *id,
           MarbreSite **site,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GPtrArray) sites = marbre_archive_list_sites_sync (archive, cancellable, error);

  *site = NULL;
  for (guint i = 0; sites != NULL && i < sites->len; i++)
    if (g_str_equal (marbre_site_get_id (g_ptr_array_index (sites, i)), id))
      *site = g_object_ref (g_ptr_array_index (sites, i));
  return sites != NULL;
}

/**
 * marbre_pressroom_prepare_sync:
 * @archive: an open archive
 * @cancellable: (nullable): gives up between its steps
 * @error: as marbre_pressroom_start_sync(), or the archive's
 *
 * Starts the pressroom and brings the archive up to date about it: a site that it does not have yet
 * is added, and one whose port had to change is moved with all its stories' addresses. Call it
 * before each use of the site, on a worker thread.
 *
 * Returns: (transfer full) (nullable): the site
 */
MarbreSite *
marbre_pressroom_prepare_sync (MarbrePressroom *self,
                               MarbreArchive *archive,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (MarbreSite) site = NULL;
  g_autoptr (MarbreSite) known = NULL;
  gboolean settled;

  g_return_val_if_fail (MARBRE_IS_PRESSROOM (self), NULL);
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);

  if (!marbre_pressroom_start_sync (self, cancellable, error))
    return NULL;
  site = marbre_pressroom_make_site (self);
  if (site == NULL)
    {
      g_set_error_literal (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_NOT_STARTED,
                           "The built-in site was closed");
      return NULL;
    }
  if (!find_site (archive, marbre_site_get_id (site), &known, cancellable, error))
    return NULL;
  if (known == NULL)
    settled = marbre_archive_save_site_sync (archive, site, cancellable, error);
  else if (g_str_equal (marbre_site_get_url (known), marbre_site_get_url (site)))
    settled = TRUE;
  else
    settled = marbre_archive_move_site_sync (archive, marbre_site_get_id (site),
                                             marbre_site_get_url (site),
                                             marbre_site_get_api (site), cancellable, error);
  return settled ? g_steal_pointer (&site) : NULL;
}
