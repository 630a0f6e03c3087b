/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all windows share; see marbre-newsroom.h. What blocks (starting the embedded site,
 * installing the samples, listing the sites) runs on a worker of its own, or on the outbox's worker
 * when that asks for the embedded site; a mutex lets only one of them start it.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-newsroom.h"

#include <string.h>

#include "marbre-house-credentials.h"
#include "marbre-pressroom.h"
#include "marbre-samples.h"
#include "marbre-secret-store.h"
#include "marbre-worker.h"

struct _MarbreNewsroom
{
  GObject parent_instance;

  GFile *folder;                       /* (owned): where the databases are */
  MarbreArchive *archive;              /* (owned) */
  MarbreHouseCredentials *credentials; /* (owned) */
  MarbreOutbox *outbox;                /* (owned) (nullable): NULL until open */
  MarbreWorker *worker;                /* (owned) */
  GListStore *sites;                   /* (owned) (element-type MarbreSite) */
  GMutex pressroom_mutex;              /* held while the embedded site starts */
  MarbrePressroom *pressroom;          /* (owned): starts when needed */
  GCancellable *cancellable;           /* (owned): ends with the newsroom */
  gboolean first_start;
};

G_DEFINE_FINAL_TYPE (MarbreNewsroom, marbre_newsroom, G_TYPE_OBJECT)

/* Starts the embedded site, if it does not run; the archive's links follow if its port had to
 * change. Worker threads.
 *
 * Returns: (transfer full) (nullable): the site as it is reached now */
static MarbreSite *
bring_up (MarbreNewsroom *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->pressroom_mutex);
  g_autoptr (MarbreSite) site = NULL;
  g_autofree char *token = NULL;

  site = marbre_pressroom_prepare_sync (self->pressroom, self->archive, cancellable, error);
  if (site == NULL)
    return NULL;
  token = marbre_pressroom_get_token (self->pressroom);
  marbre_house_credentials_set_token (self->credentials, marbre_site_get_id (site), token);
  return g_steal_pointer (&site);
}

/* The outbox's hook. */
static MarbreSite *
prepare_site (MarbreSite *site, GCancellable *cancellable, gpointer user_data, GError **error)
{
  MarbreNewsroom *self = user_data;

  if (!marbre_site_is_embedded (site))
    return g_object_ref (site);
  return bring_up (self, cancellable, error);
}

/* Whether no site but the embedded one is known: together with an empty archive that is a first
 * start, or one that was cut off before the samples were in. */
static gboolean
is_fresh (GPtrArray *sites)
{
  for (guint i = 0; i < sites->len; i++)
    if (!marbre_site_is_embedded (g_ptr_array_index (sites, i)))
      return FALSE;
  return TRUE;
}

/* Runs once the archive is open: makes the sample newsroom on the first start and lists the sites.
 * */
static void
set_up (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreNewsroom *self = MARBRE_NEWSROOM (source);
  const MarbreStats *stats = data;
  gboolean empty = stats->drafts + stats->published + stats->archived + stats->trashed == 0;
  g_autoptr (GPtrArray) sites = NULL;
  GError *error = NULL;

  sites = marbre_archive_list_sites_sync (self->archive, cancellable, &error);
  if (sites != NULL && empty && is_fresh (sites))
    {
      g_autoptr (MarbreSite) site = bring_up (self, cancellable, &error);

      self->first_start = TRUE;
      if (site == NULL ||
          !marbre_samples_install_sync (self->pressroom, self->archive, site, cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_set_size (sites, 0);
      g_ptr_array_add (sites, g_steal_pointer (&site));
    }
  if (sites == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&sites), (GDestroyNotify) g_ptr_array_unref);
}

static void
take_sites (MarbreNewsroom *self, GPtrArray *sites)
{
  g_list_store_splice (self->sites, 0, g_list_model_get_n_items (G_LIST_MODEL (self->sites)),
                       sites->pdata, sites->len);
}

static void
sites_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreNewsroom) self = user_data;
  g_autoptr (GPtrArray) sites =
      marbre_archive_list_sites_finish (MARBRE_ARCHIVE (source), result, NULL);

  /* A list that cannot be read leaves the one that is there. */
  if (sites != NULL)
    take_sites (self, sites);
}

static void
sites_changed_cb (MarbreNewsroom *self)
{
  marbre_archive_list_sites_async (self->archive, self->cancellable, sites_listed_cb,
                                   g_object_ref (self));
}

static void
marbre_newsroom_finalize (GObject *object)
{
  MarbreNewsroom *self = MARBRE_NEWSROOM (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->worker);
  g_clear_object (&self->pressroom);
  g_clear_object (&self->credentials);
  g_clear_object (&self->archive);
  g_clear_object (&self->sites);
  g_clear_object (&self->folder);
  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->pressroom_mutex);
  G_OBJECT_CLASS (marbre_newsroom_parent_class)->finalize (object);
}

static void
marbre_newsroom_class_init (MarbreNewsroomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_newsroom_finalize;
}

static void
marbre_newsroom_init (MarbreNewsroom *self)
{
  g_autoptr (MarbreCredentials) store = marbre_secret_store_new ();

  g_mutex_init (&self->pressroom_mutex);
  self->credentials = marbre_house_credentials_new (store);
  self->worker = marbre_worker_new ("marbre-house");
  self->sites = g_list_store_new (MARBRE_TYPE_SITE);
  self->cancellable = g_cancellable_new ();
}

/**
 * marbre_newsroom_new:
 * @folder: where the databases are or will be; made when opened
 *
 * Returns: (transfer full): a newsroom, still closed
 */
MarbreNewsroom *
marbre_newsroom_new (GFile *folder)
{
  MarbreNewsroom *self;
  g_autoptr (GFile) archive = NULL;
  g_autoptr (GFile) pressroom = NULL;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  self = g_object_new (MARBRE_TYPE_NEWSROOM, NULL);
  self->folder = g_object_ref (folder);
  archive = g_file_get_child (folder, "archive.db");
  pressroom = g_file_get_child (folder, "pressroom.db");
  self->archive = marbre_archive_new (archive);
  self->pressroom = marbre_pressroom_new (pressroom, "Le Marbre");
  return self;
}

static void
set_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreNewsroom *self = MARBRE_NEWSROOM (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) sites = g_task_propagate_pointer (G_TASK (result), &error);

  if (sites == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_sites (self, sites);
  self->outbox = marbre_outbox_new (self->archive, MARBRE_CREDENTIALS (self->credentials));
  marbre_outbox_set_prepare (self->outbox, prepare_site, self, NULL);
  g_signal_connect_object (self->archive, "sites-changed", G_CALLBACK (sites_changed_cb), self,
                           G_CONNECT_SWAPPED);
  marbre_outbox_wake (self->outbox);
  g_task_return_boolean (task, TRUE);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreNewsroom *self = g_task_get_source_object (task);
  g_autofree MarbreStats *stats = g_new0 (MarbreStats, 1);
  GError *error = NULL;
  g_autoptr (GTask) job = NULL;

  if (!marbre_archive_stats_finish (MARBRE_ARCHIVE (source), result, stats, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  job = g_task_new (self, g_task_get_cancellable (task), set_up_cb, g_object_ref (task));
  g_task_set_source_tag (job, set_up);
  g_task_set_task_data (job, g_steal_pointer (&stats), g_free);
  marbre_worker_push (self->worker, job, set_up);
}

static void
archive_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreNewsroom *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!marbre_archive_open_finish (MARBRE_ARCHIVE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  marbre_archive_stats_async (self->archive, cancellable, counted_cb, g_steal_pointer (&task));
}

/**
 * marbre_newsroom_open_async:
 * @cancellable: (nullable): gives up
 * @callback: called when the newsroom is ready, or cannot be
 * @user_data: for @callback
 *
 * Opens the archive; on the very first start fills it with the sample newsroom.
 */
void
marbre_newsroom_open_async (MarbreNewsroom *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (MARBRE_IS_NEWSROOM (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_newsroom_open_async);
  marbre_archive_open_async (self->archive, cancellable, archive_opened_cb, task);
}

/**
 * marbre_newsroom_open_finish:
 * @result: the result
 * @error: a %MARBRE_ARCHIVE_ERROR mostly: the newsroom stays closed and the file as it was
 *
 * Returns: %TRUE if the newsroom is open
 */
gboolean
marbre_newsroom_open_finish (MarbreNewsroom *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * marbre_newsroom_is_first_start:
 *
 * Returns: %TRUE if the sample newsroom was made just now
 */
gboolean
marbre_newsroom_is_first_start (MarbreNewsroom *self)
{
  g_return_val_if_fail (MARBRE_IS_NEWSROOM (self), FALSE);
  return self->first_start;
}

/**
 * marbre_newsroom_get_archive:
 *
 * Returns: (transfer none): the archive
 */
MarbreArchive *
marbre_newsroom_get_archive (MarbreNewsroom *self)
{
  g_return_val_if_fail (MARBRE_IS_NEWSROOM (self), NULL);
  return self->archive;
}

/**
 * marbre_newsroom_get_outbox:
 *
 * Returns: (transfer none) (nullable): the outbox, %NULL before the newsroom is open
 */
MarbreOutbox *
marbre_newsroom_get_outbox (MarbreNewsroom *self)
{
  g_return_val_if_fail (MARBRE_IS_NEWSROOM (self), NULL);
  return self->outbox;
}

/**
 * marbre_newsroom_get_credentials:
 *
 * Returns: (transfer none): the secrets of all sites
 */
MarbreCredentials *
marbre_newsroom_get_credentials (MarbreNewsroom *self)
{
  g_return_val_if_fail (MARBRE_IS_NEWSROOM (self), NULL);
  return MARBRE_CREDENTIALS (self->credentials);
}

/**
 * marbre_newsroom_get_sites:
 *
 * Returns: (transfer none): a list of #MarbreSite that follows the archive
 */
GListModel *
marbre_newsroom_get_sites (MarbreNewsroom *self)
{
  g_return_val_if_fail (MARBRE_IS_NEWSROOM (self), NULL);
  return G_LIST_MODEL (self->sites);
}

/**
 * marbre_newsroom_dup_site:
 * @id: (nullable): a site's id; %NULL for the first site
 *
 * Returns: (transfer full) (nullable): the site, %NULL if there is none
 */
MarbreSite *
marbre_newsroom_dup_site (MarbreNewsroom *self, const char *id)
{
  guint n;

  g_return_val_if_fail (MARBRE_IS_NEWSROOM (self), NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->sites));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MarbreSite) site = g_list_model_get_item (G_LIST_MODEL (self->sites), i);

      if (id == NULL || g_str_equal (marbre_site_get_id (site), id))
        return g_steal_pointer (&site);
    }
  return NULL;
}

static void
resolve (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreNewsroom *self = MARBRE_NEWSROOM (source);
  const char *path = data;
  GError *error = NULL;
  g_autoptr (MarbreSite) now = bring_up (self, cancellable, &error);

  if (now == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strconcat (marbre_site_get_url (now), path, NULL),
                           g_free);
}

/**
 * marbre_newsroom_resolve_url_async:
 * @url: a story's address, or a path at the embedded site ("/articles/…")
 * @cancellable: (nullable): gives up
 * @callback: called when the page can be opened
 * @user_data: for @callback
 *
 * Makes sure that a page can be opened in the browser: one of the embedded site needs it to run.
 */
void
marbre_newsroom_resolve_url_async (MarbreNewsroom *self,
                                   const char *url,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  guint n;

  g_return_if_fail (MARBRE_IS_NEWSROOM (self));
  g_return_if_fail (url != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_newsroom_resolve_url_async);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->sites));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MarbreSite) site = g_list_model_get_item (G_LIST_MODEL (self->sites), i);

      if (marbre_site_is_embedded (site) && (url[0] == '/' || marbre_site_owns_url (site, url)))
        {
          const char *path = url[0] == '/' ? url : url + strlen (marbre_site_get_url (site));

          g_task_set_task_data (task, g_strdup (path), g_free);
          marbre_worker_push (self->worker, task, resolve);
          return;
        }
    }
  g_task_return_pointer (task, g_strdup (url), g_free);
}

/**
 * marbre_newsroom_resolve_url_finish:
 * @result: the result
 * @error: why the embedded site could not start
 *
 * Returns: (transfer full) (nullable): the address to open
 */
char *
marbre_newsroom_resolve_url_finish (MarbreNewsroom *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * marbre_newsroom_close:
 *
 * Lets the last saves and sendings finish, stops the embedded site and closes the archive. Waits,
 * so it is for the end of the program.
 */
void
marbre_newsroom_close (MarbreNewsroom *self)
{
  g_return_if_fail (MARBRE_IS_NEWSROOM (self));

  g_cancellable_cancel (self->cancellable);
  if (self->outbox != NULL)
    marbre_outbox_stop (self->outbox);
  marbre_worker_stop (self->worker);
  marbre_pressroom_stop (self->pressroom);
  marbre_archive_close (self->archive);
}
