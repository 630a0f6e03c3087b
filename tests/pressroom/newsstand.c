/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pressroom and its client; see newsstand.h.
 */
#include "config.h"

#include "newsstand.h"

#include <string.h>

#include <glib/gstdio.h>

static void
remember_address (Newsstand *self)
{
  g_autoptr (GError) error = NULL;

  marbre_pressroom_start_sync (self->pressroom, NULL, &error);
  g_assert_no_error (error);
  g_free (self->url);
  g_free (self->token);
  self->url = marbre_pressroom_get_url (self->pressroom);
  self->token = marbre_pressroom_get_token (self->pressroom);
}

void
newsstand_open (Newsstand *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("marbre-pressroom-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "in", "here", "pressroom.db", NULL);
  self->database = g_file_new_for_path (path);
  self->pressroom = marbre_pressroom_new (self->database, "Le Marbre <d’essai>");
  self->session = soup_session_new_with_options ("timeout", 20, NULL);
  soup_session_set_proxy_resolver (self->session, NULL);
  remember_address (self);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* A thread that started it may still be about to drop its reference; if one is lost, the test runs
 * into its time limit. */
static void
wait_for_end (MarbrePressroom *pressroom)
{
  GWeakRef ref;
  gpointer left;

  g_weak_ref_init (&ref, pressroom);
  g_object_unref (pressroom);
  while ((left = g_weak_ref_get (&ref)) != NULL)
    {
      g_object_unref (left);
      g_thread_yield ();
    }
  g_weak_ref_clear (&ref);
}

void
newsstand_close (Newsstand *self, gconstpointer data)
{
  soup_session_abort (self->session);
  g_assert_finalize_object (self->session);
  marbre_pressroom_stop (self->pressroom);
  wait_for_end (self->pressroom);
  remove_folder (self->folder);
  g_object_unref (self->database);
  g_free (self->folder);
  g_free (self->url);
  g_free (self->token);
}

/* Ends the pressroom and opens its database anew. */
void
newsstand_reopen (Newsstand *self)
{
  marbre_pressroom_stop (self->pressroom);
  wait_for_end (self->pressroom);
  self->pressroom = marbre_pressroom_new (self->database, "Le Marbre <d’essai>");
  remember_address (self);
}

Answer *
newsstand_ask (Newsstand *self,
               const char *method,
               const char *path_or_url,
               const char *type,
               const char *body,
               gssize length)
{
  g_autofree char *url =
      g_strconcat (g_str_has_prefix (path_or_url, "http") ? "" : self->url, path_or_url, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  SoupMessageHeaders *headers;
  Answer *answer;

  g_assert_nonnull (message);
  if (self->token != NULL)
    {
      g_autofree char *header = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    header);
    }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL)
    {
      g_autoptr (GBytes) sent = g_bytes_new (body, length < 0 ? strlen (body) : (gsize) length);

      soup_message_set_request_body_from_bytes (message, type, sent);
    }
  bytes = soup_session_send_and_read (self->session, message, NULL, &error);
  g_assert_no_error (error);

  headers = soup_message_get_response_headers (message);
  answer = g_new0 (Answer, 1);
  answer->status = soup_message_get_status (message);
  answer->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  answer->length = g_bytes_get_size (bytes);
  answer->body = g_malloc0 (answer->length + 1);
  if (answer->length > 0)
    memcpy (answer->body, g_bytes_get_data (bytes, NULL), answer->length);
  answer->headers = soup_message_headers_ref (headers);
  return answer;
}

Answer *
newsstand_get (Newsstand *self, const char *path_or_url)
{
  return newsstand_ask (self, "GET", path_or_url, NULL, NULL, 0);
}

Answer *
newsstand_post_json (Newsstand *self, const char *json)
{
  return newsstand_ask (self, "POST", "/micropub", "application/json", json, -1);
}

Answer *
newsstand_query (Newsstand *self, const char *query)
{
  g_autofree char *path = g_strconcat ("/micropub?", query, NULL);

  return newsstand_get (self, path);
}

/* Creates a post with these properties, JSON without its braces, and gives its address. */
char *
newsstand_publish (Newsstand *self, const char *properties)
{
  g_autofree char *json =
      g_strdup_printf ("{\"type\":[\"h-entry\"],\"properties\":{%s}}", properties);
  g_autoptr (Answer) answer = newsstand_post_json (self, json);

  if (answer->status != SOUP_STATUS_CREATED)
    g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_CREATED);
  g_assert_nonnull (answer->location);
  return g_strdup (answer->location);
}

Answer *
newsstand_upload (Newsstand *self, const char *bytes, gsize length)
{
  g_autoptr (GString) body =
      g_string_new ("--edge\r\n"
                    "Content-Disposition: form-data; name=\"file\"; filename=\"x.exe\"\r\n"
                    "Content-Type: application/octet-stream\r\n\r\n");

  g_string_append_len (body, bytes, (gssize) length);
  g_string_append (body, "\r\n--edge--\r\n");
  return newsstand_ask (self, "POST", "/media", "multipart/form-data; boundary=edge", body->str,
                        (gssize) body->len);
}

/* (transfer full): the properties that q=source tells of a post. */
JsonObject *
newsstand_source (Newsstand *self, const char *url)
{
  g_autofree char *escaped = g_uri_escape_string (url, NULL, FALSE);
  g_autofree char *query = g_strconcat ("q=source&url=", escaped, NULL);
  g_autoptr (Answer) answer = newsstand_query (self, query);
  g_autoptr (JsonObject) object = NULL;

  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_OK);
  object = answer_get_object (answer);
  return json_object_ref (json_object_get_object_member (object, "properties"));
}

/* The first value of a property if it is a text; NULL if there is no such property. */
const char *
newsstand_first (JsonObject *properties, const char *name)
{
  if (!json_object_has_member (properties, name))
    return NULL;
  return json_array_get_string_element (json_object_get_array_member (properties, name), 0);
}

/* (transfer full): the answer's JSON. */
JsonObject *
answer_get_object (Answer *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (self->body, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return json_node_dup_object (node);
}

void
answer_free (Answer *self)
{
  g_free (self->location);
  g_free (self->body);
  soup_message_headers_unref (self->headers);
  g_free (self);
}
