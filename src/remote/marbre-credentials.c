/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The credentials interface; see marbre-credentials.h. A store implements three operations on a
 * GTask, and the synchronous calls are made of them here.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-credentials.h"

G_DEFINE_INTERFACE (MarbreCredentials, marbre_credentials, G_TYPE_OBJECT)

static void
marbre_credentials_default_init (MarbreCredentialsInterface *iface)
{
}

/**
 * marbre_credentials_load_async:
 * @site_id: the site's UUID
 * @cancellable: (nullable): stops it
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Asks for a site's secret.
 */
void
marbre_credentials_load_async (MarbreCredentials *self,
                               const char *site_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_CREDENTIALS (self));
  g_return_if_fail (site_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_credentials_load_async);
  MARBRE_CREDENTIALS_GET_IFACE (self)->load (self, site_id, task);
}

/**
 * marbre_credentials_load_finish:
 * @result: the result
 * @error: %MARBRE_REMOTE_ERROR_SIGN_IN if the store cannot be opened
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without an error if there is none
 */
char *
marbre_credentials_load_finish (MarbreCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * marbre_credentials_store_async:
 * @site_id: the site's UUID
 * @kind: the site's kind
 * @label: what the desktop's keyring shows for it
 * @secret: an application password or a token
 * @cancellable: (nullable): stops it
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Keeps a site's secret, in place of one that was there.
 */
void
marbre_credentials_store_async (MarbreCredentials *self,
                                const char *site_id,
                                const char *kind,
                                const char *label,
                                const char *secret,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_CREDENTIALS (self));
  g_return_if_fail (site_id != NULL && kind != NULL && label != NULL && secret != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_credentials_store_async);
  MARBRE_CREDENTIALS_GET_IFACE (self)->store (self, site_id, kind, label, secret, task);
}

/**
 * marbre_credentials_store_finish:
 * @result: the result
 * @error: %MARBRE_REMOTE_ERROR_SIGN_IN if the store cannot be opened
 *
 * Returns: %FALSE if the secret was not kept
 */
gboolean
marbre_credentials_store_finish (MarbreCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * marbre_credentials_clear_async:
 * @site_id: the site's UUID
 * @cancellable: (nullable): stops it
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Forgets a site's secret.
 */
void
marbre_credentials_clear_async (MarbreCredentials *self,
                                const char *site_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_CREDENTIALS (self));
  g_return_if_fail (site_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_credentials_clear_async);
  MARBRE_CREDENTIALS_GET_IFACE (self)->clear (self, site_id, task);
}

/**
 * marbre_credentials_clear_finish:
 * @result: the result
 * @error: %MARBRE_REMOTE_ERROR_SIGN_IN if the store cannot be opened
 *
 * Returns: %FALSE on error; a secret that was not there is none
 */
gboolean
marbre_credentials_clear_finish (MarbreCredentials *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/* Runs the thread's private context until an operation that was started on it is over. */
static void
wait_for (GMainContext *context, GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
}

/**
 * marbre_credentials_load_sync:
 * @site_id: the site's UUID
 * @cancellable: (nullable): stops it
 * @error: as marbre_credentials_load_finish()
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without an error if there is none
 */
char *
marbre_credentials_load_sync (MarbreCredentials *self,
                              const char *site_id,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_main_context_push_thread_default (context);
  marbre_credentials_load_async (self, site_id, cancellable, keep_result_cb, &result);
  wait_for (context, &result);
  return marbre_credentials_load_finish (self, result, error);
}

/**
 * marbre_credentials_store_sync:
 * @site_id: the site's UUID
 * @kind: the site's kind
 * @label: what the desktop's keyring shows for it
 * @secret: an application password or a token
 * @cancellable: (nullable): stops it
 * @error: as marbre_credentials_store_finish()
 *
 * Returns: %FALSE if the secret was not kept
 */
gboolean
marbre_credentials_store_sync (MarbreCredentials *self,
                               const char *site_id,
                               const char *kind,
                               const char *label,
                               const char *secret,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_main_context_push_thread_default (context);
  marbre_credentials_store_async (self, site_id, kind, label, secret, cancellable, keep_result_cb,
                                  &result);
  wait_for (context, &result);
  return marbre_credentials_store_finish (self, result, error);
}

/**
 * marbre_credentials_clear_sync:
 * @site_id: the site's UUID
 * @cancellable: (nullable): stops it
 * @error: as marbre_credentials_clear_finish()
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_credentials_clear_sync (MarbreCredentials *self,
                               const char *site_id,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_main_context_push_thread_default (context);
  marbre_credentials_clear_async (self, site_id, cancellable, keep_result_cb, &result);
  wait_for (context, &result);
  return marbre_credentials_clear_finish (self, result, error);
}
