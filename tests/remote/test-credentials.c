/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Secrets go in, come out and are forgotten, in memory and in libsecret's file of the test's own.
 */
#include "config.h"

#include "marbre-memory-credentials.h"
#include "marbre-remote-error.h"
#include "marbre-secret-store.h"

static void
go_round (MarbreCredentials *credentials)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *gone = NULL;

  nothing = marbre_credentials_load_sync (credentials, "site-1", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (nothing);
  marbre_credentials_store_sync (credentials, "site-1", "wordpress", "Le Journal", "old", NULL,
                                 &error);
  g_assert_no_error (error);
  marbre_credentials_store_sync (credentials, "site-1", "wordpress", "Le Journal", "é 1", NULL,
                                 &error);
  g_assert_no_error (error);
  secret = marbre_credentials_load_sync (credentials, "site-1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "é 1");
  marbre_credentials_clear_sync (credentials, "site-1", NULL, &error);
  g_assert_no_error (error);
  gone = marbre_credentials_load_sync (credentials, "site-1", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (gone);
}

static void
test_memory (void)
{
  MarbreCredentials *credentials = marbre_memory_credentials_new ();

  go_round (credentials);
  g_assert_finalize_object (credentials);
}

static void
test_keyring (void)
{
  MarbreCredentials *credentials;

  if (g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") != 0)
    {
      g_test_skip ("would ask the desktop's keyring");
      return;
    }
  credentials = marbre_secret_store_new ();
  go_round (credentials);
  g_assert_finalize_object (credentials);
}

static void
test_cancelled (void)
{
  g_autoptr (MarbreCredentials) credentials = marbre_secret_store_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") != 0)
    {
      g_test_skip ("would ask the desktop's keyring");
      return;
    }
  g_cancellable_cancel (cancellable);
  g_assert_null (marbre_credentials_load_sync (credentials, "site-1", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/credentials/memory", test_memory);
  g_test_add_func ("/credentials/keyring", test_keyring);
  g_test_add_func ("/credentials/cancelled", test_cancelled);
  return g_test_run ();
}
