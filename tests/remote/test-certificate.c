/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A site that cannot prove who it is gets nothing. A program of its own, because the leak checker
 * crashes where GnuTLS has run in a thread.
 */
#include "config.h"

#include <glib/gstdio.h>

#include "marbre-address.h"
#include "marbre-http.h"
#include "marbre-remote-error.h"
#include "remote-double.h"

static MarbreHttpAnswer *
get (RemoteDouble *site, GError **error)
{
  g_autoptr (MarbreHttp) http = marbre_http_new ("Basic x");
  g_autofree char *url = remote_double_get_url (site, "/x");
  g_autoptr (GUri) uri = marbre_address_parse (url, NULL);

  return marbre_http_send (http, "GET", uri, NULL, NULL, error);
}

static void
test_self_signed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("marbre-tls-XXXXXX", NULL);
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  g_autofree char *pem = g_build_filename (folder, "cert.pem", NULL);
  const char *argv[] = { "openssl", "req",  "-x509", "-newkey", "rsa:2048", "-nodes",
                         "-days",   "2",    "-subj", "/CN=localhost", "-keyout", key,
                         "-out",    pem,    NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  int status = -1;

  if (!g_spawn_sync (NULL, (char **) argv, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, NULL, NULL, &status, NULL) ||
      status != 0)
    {
      g_test_skip ("no openssl to make a certificate with");
    }
  else
    {
      g_autoptr (RemoteDouble) site = NULL;

      certificate = g_tls_certificate_new_from_files (pem, key, &error);
      g_assert_no_error (error);
      site = remote_double_new (certificate);
      g_assert_null (get (site, &error));
      g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_CERTIFICATE);
      g_assert_false (marbre_remote_error_was_sent (error));
      g_assert_cmpuint (remote_double_n_requests (site), ==, 0);
    }
  g_unlink (key);
  g_unlink (pem);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/self-signed", test_self_signed);
  return g_test_run ();
}
