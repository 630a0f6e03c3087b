/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in once to see whether a site's settings are right; see marbre-discovery.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-discovery.h"

typedef struct
{
  MarbreSite *site; /* (owned) */
  char *secret;     /* (owned) */
} Test;

static void
test_free (Test *test)
{
  g_clear_object (&test->site);
  g_free (test->secret);
  g_free (test);
}

/**
 * marbre_site_test_sync:
 * @site: the site
 * @secret: its application password or token
 * @cancellable: (nullable): stops it
 * @error: why one cannot sign in, in plain words with the remedy, the site's name before it
 *
 * Signs in and asks who we are and what we may do. For a worker thread or a command line tool.
 *
 * Returns: (transfer full) (nullable): what the site says
 */
MarbreSiteReport *
marbre_site_test_sync (MarbreSite *site,
                       const char *secret,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  MarbreSiteReport *report = NULL;

  g_return_val_if_fail (MARBRE_IS_SITE (site), NULL);
  g_return_val_if_fail (secret != NULL, NULL);

  endpoint = marbre_endpoint_new (site, secret, error);
  if (endpoint)
    report = marbre_endpoint_check (endpoint, cancellable, error);
  if (report == NULL)
    g_prefix_error (error, "%s: ", marbre_site_get_name (site));
  return report;
}

static void
test_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Test *test = task_data;
  GError *error = NULL;
  MarbreSiteReport *report =
      marbre_site_test_sync (test->site, test->secret, cancellable, &error);

  if (report)
    g_task_return_pointer (task, report, (GDestroyNotify) marbre_site_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_site_test_async:
 * @site: the site, copied
 * @secret: its application password or token
 * @cancellable: (nullable): stops it
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Signs in once, see marbre_site_test_sync().
 */
void
marbre_site_test_async (MarbreSite *site,
                        const char *secret,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Test *test;

  g_return_if_fail (MARBRE_IS_SITE (site));
  g_return_if_fail (secret != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  test = g_new0 (Test, 1);
  test->site = marbre_site_copy (site);
  test->secret = g_strdup (secret);
  g_task_set_source_tag (task, marbre_site_test_async);
  g_task_set_task_data (task, test, (GDestroyNotify) test_free);
  g_task_run_in_thread (task, test_in_thread);
}

/**
 * marbre_site_test_finish:
 * @result: the result
 * @error: as marbre_site_test_sync()
 *
 * Returns: (transfer full) (nullable): what the site says
 */
MarbreSiteReport *
marbre_site_test_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
