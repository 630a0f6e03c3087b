/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Connecting a site; see marbre-site-connector.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-site-connector.h"

#include "marbre-discovery.h"

typedef struct
{
  MarbreNewsroom *newsroom; /* (owned) */
  MarbreSite *site;         /* (owned) */
  char *secret;             /* (owned) */
  char *report;             /* (owned) (nullable): what one may do there */
} Connection;

static void
connection_free (gpointer data)
{
  Connection *connection = data;

  g_clear_object (&connection->newsroom);
  g_clear_object (&connection->site);
  g_free (connection->secret);
  g_free (connection->report);
  g_free (connection);
}

/**
 * marbre_site_connector_find_known:
 * @newsroom: an open newsroom
 * @found: a site that may be connected already
 *
 * Signing in again must not make a site another, or what stands there would be published a second
 * time.
 *
 * Returns: (transfer full) (nullable): the site as the newsroom has it
 */
MarbreSite *
marbre_site_connector_find_known (MarbreNewsroom *newsroom, MarbreSite *found)
{
  GListModel *sites = marbre_newsroom_get_sites (newsroom);
  guint n = g_list_model_get_n_items (sites);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MarbreSite) site = g_list_model_get_item (sites, i);

      if (g_str_equal (marbre_site_get_api (site), marbre_site_get_api (found)) &&
          g_str_equal (marbre_site_get_kind (site), marbre_site_get_kind (found)))
        return g_steal_pointer (&site);
    }
  return NULL;
}

static void
site_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connection *connection = g_task_get_task_data (task);
  GError *error = NULL;

  if (marbre_archive_save_site_finish (MARBRE_ARCHIVE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&connection->report), g_free);
  else
    g_task_return_error (task, error);
}

static void
secret_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connection *connection = g_task_get_task_data (task);
  MarbreArchive *archive = marbre_newsroom_get_archive (connection->newsroom);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (marbre_credentials_store_finish (MARBRE_CREDENTIALS (source), result, &error))
    marbre_archive_save_site_async (archive, connection->site, cancellable, site_kept_cb,
                                    g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Connection *connection = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (MarbreSiteReport) report = marbre_site_test_finish (result, &error);

  if (report == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  connection->report = g_strdup (report->text);
  marbre_site_report_learn (report, connection->site);
  marbre_credentials_store_async (
      marbre_newsroom_get_credentials (connection->newsroom), marbre_site_get_id (connection->site),
      marbre_site_get_kind (connection->site), marbre_site_get_name (connection->site),
      connection->secret, cancellable, secret_kept_cb, g_steal_pointer (&task));
}

/**
 * marbre_site_connector_run_async:
 * @newsroom: an open newsroom
 * @site: the site, with the id that it is to have
 * @secret: its password, key or token
 * @cancellable: (nullable): stops it
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Signs in, then keeps secret and site.
 */
void
marbre_site_connector_run_async (MarbreNewsroom *newsroom,
                                 MarbreSite *site,
                                 const char *secret,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (newsroom, cancellable, callback, user_data);
  Connection *connection = g_new0 (Connection, 1);

  connection->newsroom = g_object_ref (newsroom);
  connection->site = g_object_ref (site);
  connection->secret = g_strdup (secret);
  g_task_set_source_tag (task, marbre_site_connector_run_async);
  g_task_set_task_data (task, connection, connection_free);
  marbre_site_test_async (site, secret, cancellable, tested_cb, task);
}

/**
 * marbre_site_connector_run_finish:
 * @result: the result
 * @error: why one cannot sign in, or what could not be kept
 *
 * Returns: (transfer full) (nullable): what one may do there, in plain words
 */
char *
marbre_site_connector_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
