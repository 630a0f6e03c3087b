/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers; see marbre-press-reply.h.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-reply.h"

#include <string.h>

#include "marbre-archive-error.h"
#include "marbre-pressroom-error.h"
#include "marbre-text-error.h"

/**
 * marbre_press_reply_set_guards:
 *
 * Sets the headers that every answer has: a page of ours runs nothing and loads only our pictures,
 * and nobody frames it.
 */
void
marbre_press_reply_set_guards (SoupServerMessage *message)
{
  static const char *const headers[][2] = {
    { "Content-Security-Policy", "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; "
                                 "base-uri 'none'; form-action 'none'; frame-ancestors 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Cache-Control", "no-cache" },
  };
  SoupMessageHeaders *answer = soup_server_message_get_response_headers (message);

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    soup_message_headers_replace (answer, headers[i][0], headers[i][1]);
}

static gboolean
client_has (SoupServerMessage *message, const char *etag)
{
  const char *known = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "If-None-Match");
  g_autoptr (GSList) tags = known != NULL ? soup_header_parse_list (known) : NULL;
  gboolean found = FALSE;

  for (GSList *l = tags; l != NULL; l = l->next)
    found = found || g_str_equal (l->data, etag) || g_str_equal (l->data, "*");
  soup_header_free_list (g_steal_pointer (&tags));
  return found;
}

static void
reply_with_etag (SoupServerMessage *message, const char *type, GBytes *bytes, const char *hash)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *etag = g_strdup_printf ("\"%.32s\"", hash);

  soup_message_headers_replace (headers, "ETag", etag);
  if (client_has (message, etag))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (headers, type, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), bytes);
}

/**
 * marbre_press_reply_html:
 * @status: 200, or what else a page is shown with
 * @html: (transfer full): the document
 *
 * Answers with a page.
 */
void
marbre_press_reply_html (SoupServerMessage *message, guint status, char *html)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (html, strlen (html));

  if (status == SOUP_STATUS_OK)
    {
      g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

      reply_with_etag (message, "text/html; charset=utf-8", bytes, hash);
      return;
    }
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY,
                                    g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/**
 * marbre_press_reply_bytes:
 * @mime: their type
 * @bytes: a picture, or the feed
 * @hash: of @bytes, hexadecimal
 *
 * Answers with a file.
 */
void
marbre_press_reply_bytes (SoupServerMessage *message,
                          const char *mime,
                          GBytes *bytes,
                          const char *hash)
{
  reply_with_etag (message, mime, bytes, hash);
}

static void
set_json (SoupServerMessage *message, guint status, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (node, object);
  text = json_to_string (node, FALSE);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

/**
 * marbre_press_reply_json:
 * @object: (transfer full): the answer
 *
 * Answers a query.
 */
void
marbre_press_reply_json (SoupServerMessage *message, JsonObject *object)
{
  set_json (message, SOUP_STATUS_OK, object);
}

/**
 * marbre_press_reply_created:
 * @url: of the new post or picture
 *
 * Answers 201.
 */
void
marbre_press_reply_created (SoupServerMessage *message, const char *url)
{
  soup_server_message_set_status (message, SOUP_STATUS_CREATED, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                url);
}

/**
 * marbre_press_reply_refusal:
 * @status: 4xx or 5xx
 * @name: the "error" of Micropub 3.7.2
 * @description: for a person
 *
 * Answers why not.
 */
void
marbre_press_reply_refusal (SoupServerMessage *message,
                            guint status,
                            const char *name,
                            const char *description)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "error", name);
  json_object_set_string_member (object, "error_description", description);
  set_json (message, status, object);
}

static guint
status_of_pressroom_error (int code)
{
  switch ((MarbrePressroomError) code)
    {
    case MARBRE_PRESSROOM_ERROR_INVALID:
      return SOUP_STATUS_BAD_REQUEST;
    case MARBRE_PRESSROOM_ERROR_NOT_FOUND:
      return SOUP_STATUS_NOT_FOUND;
    case MARBRE_PRESSROOM_ERROR_TOO_LARGE:
      return SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
    case MARBRE_PRESSROOM_ERROR_UNSUPPORTED:
      return SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE;
    case MARBRE_PRESSROOM_ERROR_NOT_STARTED:
    case MARBRE_PRESSROOM_ERROR_NO_PORT:
    default:
      return SOUP_STATUS_INTERNAL_SERVER_ERROR;
    }
}

static guint
status_of_error (const GError *error)
{
  if (error->domain == MARBRE_PRESSROOM_ERROR)
    return status_of_pressroom_error (error->code);
  if (error->domain == MARBRE_TEXT_ERROR)
    return error->code == MARBRE_TEXT_ERROR_TOO_LARGE ? SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE
                                                      : SOUP_STATUS_BAD_REQUEST;
  if (g_error_matches (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID))
    return SOUP_STATUS_BAD_REQUEST;
  if (g_error_matches (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_BUSY))
    return SOUP_STATUS_SERVICE_UNAVAILABLE;
  return SOUP_STATUS_INTERNAL_SERVER_ERROR;
}

/**
 * marbre_press_reply_error:
 * @error: of the pressroom, the text room or the database
 *
 * Answers why not.
 */
void
marbre_press_reply_error (SoupServerMessage *message, const GError *error)
{
  const guint status = status_of_error (error);
  const char *name = "server_error";

  if (status == SOUP_STATUS_NOT_FOUND)
    name = "not_found";
  else if (status < 500)
    name = "invalid_request";
  marbre_press_reply_refusal (message, status, name, error->message);
}
