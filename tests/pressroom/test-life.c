/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starting, stopping and starting again: what is kept, and who has the port.
 */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "newsstand.h"

static void
test_keeps_all_over_a_restart (Newsstand *stand, gconstpointer data)
{
  g_autofree char *url = newsstand_publish (stand, "\"name\":[\"Reste\"]");
  g_autofree char *before = g_strdup (stand->url);
  g_autofree char *token = g_strdup (stand->token);
  g_autoptr (MarbreSite) site = marbre_pressroom_make_site (stand->pressroom);
  g_autoptr (MarbreSite) again = NULL;
  g_autoptr (Answer) page = NULL;

  newsstand_reopen (stand);
  again = marbre_pressroom_make_site (stand->pressroom);
  page = newsstand_get (stand, url);
  g_assert_cmpuint (page->status, ==, SOUP_STATUS_OK);
  g_assert_cmpstr (stand->url, ==, before);
  g_assert_cmpstr (stand->token, ==, token);
  g_assert_cmpstr (marbre_site_get_id (again), ==, marbre_site_get_id (site));
  g_assert_true (marbre_site_is_embedded (site));
}

static void
test_is_nothing_until_started (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("nowhere.db");
  MarbrePressroom *pressroom = marbre_pressroom_new (file, "X");

  g_assert_null (marbre_pressroom_get_url (pressroom));
  g_assert_null (marbre_pressroom_get_api (pressroom));
  g_assert_null (marbre_pressroom_get_token (pressroom));
  g_assert_null (marbre_pressroom_make_site (pressroom));
  marbre_pressroom_stop (pressroom);
  g_assert_finalize_object (pressroom);
  g_assert_false (g_file_query_exists (file, NULL));
}

static void
test_keeps_its_file_private (Newsstand *stand, gconstpointer data)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (g_file_peek_path (stand->database), &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0077, ==, 0);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
  g_main_context_wakeup (NULL);
}

static gboolean
start_and_wait (MarbrePressroom *pressroom, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  marbre_pressroom_start_async (pressroom, cancellable, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return marbre_pressroom_start_finish (pressroom, result, error);
}

static void
test_starts_again_and_again (Newsstand *stand, gconstpointer data)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  g_assert_true (start_and_wait (stand->pressroom, NULL, &error));
  g_assert_no_error (error);
  url = marbre_pressroom_get_url (stand->pressroom);
  g_assert_cmpstr (url, ==, stand->url);
  g_cancellable_cancel (cancelled);
  g_assert_false (start_and_wait (stand->pressroom, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static guint16
port_of (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return (guint16) g_uri_get_port (uri);
}

/* Another program has our port and does not say who it is: we move, and the posts move with us. */
static void
test_moves_when_its_port_is_taken (Newsstand *stand, gconstpointer data)
{
  g_autofree char *picture = NULL;
  g_autofree char *old_post = NULL;
  g_autofree char *old_url = g_strdup (stand->url);
  g_autofree char *properties = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Answer) upload = newsstand_upload (stand, "GIF89a rest", 11);
  g_autoptr (Answer) page = NULL;
  g_autoptr (GSocketListener) squatter = g_socket_listener_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port_of (stand->url));
  g_autoptr (GError) error = NULL;

  properties = g_strdup_printf ("\"name\":[\"Image\"],\"photo\":[\"%s\"],\"content\":[{\"html\":"
                                "\"<p><img src=\\\"%s\\\" alt=\\\"\\\"></p>\"}]",
                                upload->location, upload->location);
  old_post = newsstand_publish (stand, properties);

  marbre_pressroom_stop (stand->pressroom);
  g_socket_listener_add_address (squatter, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, NULL, &error);
  g_assert_no_error (error);
  newsstand_reopen (stand);

  g_assert_cmpstr (stand->url, !=, old_url);
  path = g_strdup (old_post + strlen (old_url));
  page = newsstand_get (stand, path);
  g_assert_cmpuint (page->status, ==, SOUP_STATUS_OK);
  g_assert_null (strstr (page->body, old_url));
  picture = g_strdup (upload->location + strlen (old_url));
  g_assert_nonnull (strstr (page->body, picture));
}

static char *
dup_proof (Newsstand *stand, const char *challenge)
{
  g_autoptr (SoupMessage) message = soup_message_new ("HEAD", stand->url);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  if (challenge != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Marbre-Challenge",
                                 challenge);
  body = soup_session_send_and_read (stand->session, message, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                 "Marbre-Proof"));
}

/* What a neighbour on this machine may note is no answer to the next question. */
static void
test_proves_itself (Newsstand *stand, gconstpointer data)
{
  g_autofree char *unasked = dup_proof (stand, NULL);
  g_autofree char *first = dup_proof (stand, "1");
  g_autofree char *again = dup_proof (stand, "1");
  g_autofree char *second = dup_proof (stand, "2");

  g_assert_null (unasked);
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, second);
  g_assert_null (strstr (first, stand->token));
}

/* A second program on the same database lets the first one serve, and takes over when it ends. */
static void
test_shares_with_a_twin (Newsstand *stand, gconstpointer data)
{
  MarbrePressroom *twin = marbre_pressroom_new (stand->database, "Le Marbre");
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;
  g_autoptr (Answer) answer = NULL;

  g_assert_true (marbre_pressroom_start_sync (twin, NULL, &error));
  g_assert_no_error (error);
  url = marbre_pressroom_get_url (twin);
  token = marbre_pressroom_get_token (twin);
  g_assert_cmpstr (url, ==, stand->url);
  g_assert_cmpstr (token, ==, stand->token);

  marbre_pressroom_stop (stand->pressroom);
  g_assert_true (marbre_pressroom_start_sync (twin, NULL, &error));
  g_assert_no_error (error);
  answer = newsstand_get (stand, "/");
  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_OK);
  g_assert_finalize_object (twin);
}

static MarbreArchive *
open_archive (Newsstand *stand)
{
  g_autofree char *path = g_build_filename (stand->folder, "archive.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  MarbreArchive *archive = marbre_archive_new (file);
  g_autoptr (GError) error = NULL;

  marbre_archive_open_sync (archive, NULL, &error);
  g_assert_no_error (error);
  return archive;
}

static void
test_tells_the_archive (Newsstand *stand, gconstpointer data)
{
  MarbreArchive *archive = open_archive (stand);
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSite) site = NULL;
  g_autoptr (MarbreSite) moved = NULL;
  g_autoptr (MarbreSite) elsewhere = NULL;
  g_autoptr (GPtrArray) sites = NULL;

  site = marbre_pressroom_prepare_sync (stand->pressroom, archive, NULL, &error);
  g_assert_no_error (error);
  /* As if the archive had last seen it at another port. */
  elsewhere = marbre_site_new (marbre_site_get_id (site), "Le Marbre", MARBRE_SITE_EMBEDDED,
                               "http://127.0.0.1:1", "http://127.0.0.1:1/micropub", NULL);
  marbre_archive_save_site_sync (archive, elsewhere, NULL, &error);
  g_assert_no_error (error);
  moved = marbre_pressroom_prepare_sync (stand->pressroom, archive, NULL, &error);
  g_assert_no_error (error);

  sites = marbre_archive_list_sites_sync (archive, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sites->len, ==, 1);
  g_assert_cmpstr (marbre_site_get_url (g_ptr_array_index (sites, 0)), ==, stand->url);
  g_assert_cmpstr (marbre_site_get_url (moved), ==, stand->url);
  marbre_archive_close (archive);
  g_assert_finalize_object (archive);
}

static void
test_refuses_a_foreign_file (Newsstand *stand, gconstpointer data)
{
  g_autofree char *path = g_build_filename (stand->folder, "foreign.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (MarbrePressroom) pressroom = marbre_pressroom_new (file, "X");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_file_set_contents (path, "not a database, but somebody’s letter", -1, &error);
  g_assert_no_error (error);
  g_assert_false (marbre_pressroom_start_sync (pressroom, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_CORRUPT);
  g_assert_null (marbre_pressroom_get_url (pressroom));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "not a database, but somebody’s letter");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pressroom/life/is-nothing-until-started", test_is_nothing_until_started);
  NEWSSTAND_TEST ("/pressroom/life/keeps-all-over-a-restart", test_keeps_all_over_a_restart);
  NEWSSTAND_TEST ("/pressroom/life/keeps-its-file-private", test_keeps_its_file_private);
  NEWSSTAND_TEST ("/pressroom/life/starts-again-and-again", test_starts_again_and_again);
  NEWSSTAND_TEST ("/pressroom/life/moves-when-its-port-is-taken",
                  test_moves_when_its_port_is_taken);
  NEWSSTAND_TEST ("/pressroom/life/proves-itself", test_proves_itself);
  NEWSSTAND_TEST ("/pressroom/life/shares-with-a-twin", test_shares_with_a_twin);
  NEWSSTAND_TEST ("/pressroom/life/tells-the-archive", test_tells_the_archive);
  NEWSSTAND_TEST ("/pressroom/life/refuses-a-foreign-file", test_refuses_a_foreign_file);
  return g_test_run ();
}
