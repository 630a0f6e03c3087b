/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Routing; see marbre-press-router.h.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-router.h"

#include <string.h>

#include "marbre-archive-error.h"
#include "marbre-archive.h"
#include "marbre-press-micropub.h"
#include "marbre-press-pages.h"
#include "marbre-press-reply.h"
#include "marbre-press-request.h"
#include "marbre-pressroom-error.h"
#include "marbre-time.h"

/* A picture and the multipart frame around it. */
#define MAX_UPLOAD (MARBRE_ARCHIVE_MAX_MEDIA + 65536)

/* As many pages of a list as nobody leafs through. */
#define MAX_PAGE 10000

#define BODY_LEFT_KEY "marbre-body-left"

static void
reply_missing (MarbrePress *press, SoupServerMessage *message, gboolean gone)
{
  g_autoptr (GError) error = NULL;
  char *html = marbre_press_pages_make_missing (press, gone, &error);

  if (html != NULL)
    marbre_press_reply_html (message, gone ? SOUP_STATUS_GONE : SOUP_STATUS_NOT_FOUND, html);
  else
    marbre_press_reply_error (message, error);
}

/* Answers with a page, or with why there is none. */
static void
reply_page (MarbrePress *press, SoupServerMessage *message, char *html, const GError *error)
{
  if (html != NULL)
    marbre_press_reply_html (message, SOUP_STATUS_OK, html);
  else if (g_error_matches (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_NOT_FOUND))
    reply_missing (press, message, FALSE);
  else
    marbre_press_reply_error (message, error);
}

static void
show_article (MarbrePress *press, SoupServerMessage *message, const char *slug)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbrePressPost) post =
      marbre_press_store_find_post (marbre_press_get_store (press), slug, &error);

  if (error != NULL)
    {
      marbre_press_reply_error (message, error);
    }
  else if (post != NULL && marbre_press_post_is_public (post, marbre_time_now ()))
    {
      char *html = marbre_press_pages_make_article (press, post, &error);

      reply_page (press, message, html, error);
    }
  else
    {
      reply_missing (press, message, post != NULL && post->deleted && !post->draft);
    }
}

static void
show_list (MarbrePress *press,
           SoupServerMessage *message,
           const char *section,
           const char *tag,
           GHashTable *query)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, "page") : NULL;
  g_autoptr (GError) error = NULL;
  guint64 page = 0;
  char *html;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, MAX_PAGE, &page, NULL))
    {
      reply_missing (press, message, FALSE);
      return;
    }
  html = marbre_press_pages_make_list (press, section, tag, (guint) page, &error);
  reply_page (press, message, html, error);
}

static void
show_front (MarbrePress *press, SoupServerMessage *message)
{
  g_autoptr (GError) error = NULL;
  char *html = marbre_press_pages_make_front (press, &error);

  reply_page (press, message, html, error);
}

static void
show_media (MarbrePress *press, SoupServerMessage *message, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mime = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (GBytes) bytes = marbre_press_store_load_media (marbre_press_get_store (press), name,
                                                            &mime, &hash, &error);

  if (bytes != NULL)
    marbre_press_reply_bytes (message, mime, bytes, hash);
  else if (g_error_matches (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND))
    reply_missing (press, message, FALSE);
  else
    marbre_press_reply_error (message, error);
}

static void
show_feed (MarbrePress *press, SoupServerMessage *message)
{
  g_autoptr (GError) error = NULL;
  char *xml = marbre_press_pages_make_feed (press, &error);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *hash = NULL;

  if (xml == NULL)
    {
      marbre_press_reply_error (message, error);
      return;
    }
  bytes = g_bytes_new_take (xml, strlen (xml));
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  marbre_press_reply_bytes (message, "application/atom+xml; charset=utf-8", bytes, hash);
}

/* Whether @path lies in @folder; then @name is what follows, decoded. Names are only ever looked up
 * in the database, so no name reaches the file system. */
static gboolean
match (const char *path, const char *folder, char **name)
{
  if (!g_str_has_prefix (path, folder) || path[strlen (folder)] == '\0')
    return FALSE;
  *name = g_uri_unescape_string (path + strlen (folder), NULL);
  if (*name != NULL && g_utf8_validate (*name, -1, NULL))
    return TRUE;
  g_clear_pointer (name, g_free);
  return FALSE;
}

static void
show_page (MarbrePress *press, SoupServerMessage *message, const char *path, GHashTable *query)
{
  g_autofree char *name = NULL;

  if (g_str_equal (path, "/"))
    show_front (press, message);
  else if (g_str_equal (path, "/feed.xml"))
    show_feed (press, message);
  else if (match (path, "/articles/", &name))
    show_article (press, message, name);
  else if (match (path, "/sections/", &name))
    show_list (press, message, name, NULL, query);
  else if (match (path, "/tags/", &name))
    show_list (press, message, NULL, name, query);
  else if (match (path, MARBRE_PRESS_MEDIA_PATH "/", &name))
    show_media (press, message, name);
  else
    reply_missing (press, message, FALSE);
}

static gboolean
body_was_cut (SoupServerMessage *message)
{
  gint64 *left = g_object_get_data (G_OBJECT (message), BODY_LEFT_KEY);

  return left != NULL && *left < 0;
}

static void
refuse_size (SoupServerMessage *message)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
  marbre_press_reply_refusal (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "invalid_request",
                              "The request is too large");
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  MarbrePress *press = user_data;
  const gboolean is_post = g_str_equal (soup_server_message_get_method (message), "POST");

  if (body_was_cut (message))
    refuse_size (message);
  else if (is_post && g_str_equal (path, MARBRE_PRESS_MEDIA_PATH))
    marbre_press_micropub_upload (press, message);
  else if (is_post)
    marbre_press_micropub_post (press, message);
  else if (g_str_equal (path, MARBRE_PRESS_API_PATH))
    marbre_press_micropub_query (press, message, query);
  else
    show_page (press, message, path, query);
}

/* A web page of another site may make a browser ask us under a name of its own that points to this
 * machine; we have one name only. */
static gboolean
host_is_ours (MarbrePress *press, SoupServerMessage *message)
{
  const char *host = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Host");
  const char *own = strstr (marbre_press_get_origin (press), "://") + 3;

  return host != NULL && g_str_equal (host, own);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  gint64 *left = user_data;

  *left -= (gint64) g_bytes_get_size (chunk);
  if (*left < 0)
    soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

/* A length may be announced or not: both ways are watched. */
static void
limit_body (SoupServerMessage *message, gint64 limit)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gint64 *left;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > limit)
    {
      refuse_size (message);
      return;
    }
  left = g_new (gint64, 1);
  *left = limit;
  g_object_set_data_full (G_OBJECT (message), BODY_LEFT_KEY, left, g_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), left);
}

/* A form may carry its token in the body; everything else needs it in the header now. */
static gboolean
may_have_token_in_body (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return soup_message_headers_get_one (headers, "Authorization") == NULL &&
         g_strcmp0 (soup_message_headers_get_content_type (headers, NULL),
                    "application/x-www-form-urlencoded") == 0;
}

static void
check_post (MarbrePress *press, SoupServerMessage *message, const char *path)
{
  const gboolean is_api = g_str_equal (path, MARBRE_PRESS_API_PATH);

  if (!is_api && !g_str_equal (path, MARBRE_PRESS_MEDIA_PATH))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                    "GET, HEAD");
      marbre_press_reply_refusal (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "invalid_request",
                                  "Nothing can be sent to this address");
      return;
    }
  if (!(is_api && may_have_token_in_body (message)) &&
      !marbre_press_micropub_check_token (press, message))
    return;
  limit_body (message, is_api ? MARBRE_PRESS_MAX_REQUEST : MAX_UPLOAD);
}

static void
answer_challenge (MarbrePress *press, SoupServerMessage *message)
{
  const char *challenge = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), MARBRE_PRESS_CHALLENGE_HEADER);
  g_autofree char *proof = NULL;

  if (challenge == NULL)
    return;
  proof = marbre_press_prove (press, marbre_press_get_origin (press), challenge);
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                MARBRE_PRESS_PROOF_HEADER, proof);
}

/* Called when only the headers are there; a status set here ends the request. */
static void
check_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  MarbrePress *press = user_data;
  const char *method = soup_server_message_get_method (message);

  marbre_press_reply_set_guards (message);
  answer_challenge (press, message);
  if (!host_is_ours (press, message))
    {
      marbre_press_reply_refusal (message, SOUP_STATUS_MISDIRECTED_REQUEST, "invalid_request",
                                  "This site has another name");
    }
  else if (g_str_equal (method, "POST"))
    {
      check_post (press, message, path);
    }
  else if (!g_str_equal (method, "GET") && !g_str_equal (method, "HEAD"))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                    "GET, HEAD, POST");
      marbre_press_reply_refusal (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "invalid_request",
                                  "This method is not known here");
    }
  else if (g_str_equal (path, MARBRE_PRESS_API_PATH))
    {
      marbre_press_micropub_check_token (press, message);
    }
}

/**
 * marbre_press_router_attach:
 * @press: outlives @server
 *
 * Makes a server answer for the press.
 */
void
marbre_press_router_attach (MarbrePress *press, SoupServer *server)
{
  soup_server_add_early_handler (server, NULL, check_cb, press, NULL);
  soup_server_add_handler (server, NULL, answer_cb, press, NULL);
}
