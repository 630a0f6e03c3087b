/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A site that cannot prove who it is gets nothing. A program of its own, because the leak checker
 * crashes where GnuTLS has run in a thread.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-certificate.h"
#include "marbre-doctor.h"
#include "marbre-http.h"
#include "marbre-remote-error.h"
#include "remote-double.h"

static MarbreHttpAnswer *
get (RemoteDouble *site, const char *trusted, GError **error)
{
  g_autoptr (MarbreHttp) http = marbre_http_new ("Basic x");
  g_autofree char *url = remote_double_get_url (site, "/x");
  g_autoptr (GUri) uri = marbre_address_parse (url, NULL);

  marbre_http_set_trusted (http, trusted);
  return marbre_http_send (http, "GET", uri, NULL, NULL, error);
}

/* A certificate that nobody vouches for; NULL without openssl. (transfer full) */
static GTlsCertificate *
make_certificate (const char *names)
{
  g_autofree char *folder = g_dir_make_tmp ("marbre-tls-XXXXXX", NULL);
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  g_autofree char *pem = g_build_filename (folder, "cert.pem", NULL);
  const char *argv[] = { "openssl", "req",   "-x509",   "-newkey", "rsa:2048",
                         "-nodes",  "-days", "2",       "-subj",   "/CN=localhost",
                         "-addext", names,   "-keyout", key,       "-out",
                         pem,       NULL };
  GTlsCertificate *certificate = NULL;
  int status = -1;

  if (!g_spawn_sync (NULL, (char **) argv, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, NULL, NULL, &status, NULL) ||
      status != 0)
    g_test_skip ("no openssl to make a certificate with");
  else
    {
      g_autoptr (GError) error = NULL;

      certificate = g_tls_certificate_new_from_files (pem, key, &error);
      g_assert_no_error (error);
    }
  g_unlink (key);
  g_unlink (pem);
  g_rmdir (folder);
  return certificate;
}

/* A certificate for another name: nothing that a person could decide. */
static void
test_other_name (void)
{
  g_autoptr (GTlsCertificate) certificate = make_certificate ("subjectAltName=DNS:example.org");
  g_autoptr (RemoteDouble) site = NULL;
  g_autoptr (GError) error = NULL;

  if (certificate == NULL)
    return;
  site = remote_double_new (certificate);
  g_assert_null (get (site, "", &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_CERTIFICATE);
  g_assert_false (marbre_remote_error_was_sent (error));
  g_assert_null (marbre_remote_error_get_certificate (error));
  g_assert_cmpuint (remote_double_n_requests (site), ==, 0);
}

/* One that nobody vouches for is told, may be trusted, and no other in its place. */
static void
test_trusted (void)
{
  g_autoptr (GTlsCertificate) first = make_certificate ("subjectAltName=IP:127.0.0.1");
  g_autoptr (GTlsCertificate) second = make_certificate ("subjectAltName=IP:127.0.0.1");
  g_autoptr (RemoteDouble) site = NULL;
  g_autoptr (RemoteDouble) other = NULL;
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *print = NULL;
  g_autofree char *words = NULL;

  if (first == NULL || second == NULL)
    return;
  site = remote_double_new (first);
  other = remote_double_new (second);
  g_assert_null (get (site, "", &error));
  g_assert_cmpint (marbre_remote_error_get_cause (error), ==, MARBRE_CAUSE_CERTIFICATE);
  g_assert_cmpuint (remote_double_n_requests (site), ==, 0);
  print = marbre_certificate_get_print (marbre_remote_error_get_certificate (error));
  g_assert_cmpuint (strlen (print), ==, 64);
  words = marbre_certificate_describe (marbre_remote_error_get_certificate (error));
  g_assert_nonnull (strstr (words, "CN=localhost"));
  g_clear_error (&error);

  answer = get (site, print, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (remote_double_n_requests (site), ==, 1);

  g_assert_null (get (other, print, &error));
  g_assert_cmpint (marbre_remote_error_get_cause (error), ==, MARBRE_CAUSE_CERTIFICATE_CHANGED);
  g_assert_nonnull (strstr (error->message, "another certificate"));
  g_assert_cmpuint (remote_double_n_requests (other), ==, 0);
}

/* The doctor stands at the certificate, and goes on once it is trusted. */
static void
test_doctor (void)
{
  g_autoptr (GTlsCertificate) certificate = make_certificate ("subjectAltName=IP:127.0.0.1");
  g_autoptr (RemoteDouble) wire = NULL;
  g_autoptr (MarbreSite) site = NULL;
  g_autoptr (MarbreDoctorReport) report = NULL;
  g_autoptr (MarbreDoctorReport) again = NULL;
  g_autofree char *api = NULL;
  g_autofree char *print = NULL;

  if (certificate == NULL)
    return;
  wire = remote_double_new (certificate);
  api = remote_double_get_url (wire, "/wp-json/");
  site = marbre_site_new (NULL, "Le Journal", "wordpress", api, api, "desk");
  report = marbre_doctor_examine_sync (site, "x", NULL, NULL);
  g_assert_cmpint (report->cause, ==, MARBRE_CAUSE_CERTIFICATE);
  g_assert_nonnull (report->certificate);
  g_assert_cmpuint (remote_double_n_requests (wire), ==, 0);
  print = marbre_certificate_get_print (report->certificate);
  marbre_site_set_certificate (site, print);
  again = marbre_doctor_examine_sync (site, "x", NULL, NULL);
  g_assert_cmpint (again->cause, !=, MARBRE_CAUSE_CERTIFICATE);
  g_assert_cmpuint (remote_double_n_requests (wire), >=, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/other-name", test_other_name);
  g_test_add_func ("/certificate/trusted", test_trusted);
  g_test_add_func ("/certificate/doctor", test_doctor);
  return g_test_run ();
}
