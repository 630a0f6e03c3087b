/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Micropub endpoint; see marbre-press-micropub.h. Beyond the Recommendation: a list of posts
 * (q=source without url, with limit, offset and uid), categories (q=category), "post-status", and a
 * "uid" that makes creating safe to repeat.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-micropub.h"

#include <string.h>

#include "marbre-picture-type.h"
#include "marbre-press-properties.h"
#include "marbre-press-reply.h"
#include "marbre-press-request.h"
#include "marbre-press-update.h"
#include "marbre-pressroom-error.h"

#define DEFAULT_LIMIT 20
#define MAX_LIMIT     100

/* Takes the same time wherever the first difference is. */
static gboolean
tokens_equal (const char *expected, const char *given)
{
  const gsize length = strlen (expected);
  guint difference = 0;

  if (strlen (given) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guint) (guchar) (expected[i] ^ given[i]);
  return difference == 0;
}

static void
refuse_token (SoupServerMessage *message)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "WWW-Authenticate", "Bearer");
  marbre_press_reply_refusal (message, SOUP_STATUS_UNAUTHORIZED, "unauthorized",
                              "The access token is missing or wrong");
}

/**
 * marbre_press_micropub_check_token:
 *
 * Looks for the token in the Authorization header (RFC 6750) and answers 401 if it is not there.
 *
 * Returns: %TRUE if the request may go on
 */
gboolean
marbre_press_micropub_check_token (MarbrePress *press, SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");

  if (header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0 &&
      tokens_equal (marbre_press_get_token (press), header + 7))
    return TRUE;
  refuse_token (message);
  return FALSE;
}

static void
add_strings (JsonObject *object, const char *name, const char *const *strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);
  json_object_set_array_member (object, name, array);
}

static void
answer_config (MarbrePress *press, SoupServerMessage *message)
{
  static const char *const queries[] = { "config",   "source", "syndicate-to",
                                         "category", NULL };
  JsonObject *config = json_object_new ();
  JsonObject *article = json_object_new ();
  JsonArray *types = json_array_new ();
  g_autofree char *media =
      g_strconcat (marbre_press_get_origin (press), MARBRE_PRESS_MEDIA_PATH, NULL);

  json_object_set_string_member (article, "type", "article");
  json_object_set_string_member (article, "name", "Article");
  json_array_add_object_element (types, article);
  json_object_set_string_member (config, "media-endpoint", media);
  json_object_set_array_member (config, "syndicate-to", json_array_new ());
  json_object_set_array_member (config, "post-types", types);
  add_strings (config, "q", queries);
  marbre_press_reply_json (message, config);
}

static void
answer_category (MarbrePress *press, SoupServerMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names =
      marbre_press_store_list_categories (marbre_press_get_store (press), &error);
  JsonObject *answer;

  if (names == NULL)
    {
      marbre_press_reply_error (message, error);
      return;
    }
  answer = json_object_new ();
  add_strings (answer, "categories", (const char *const *) names);
  marbre_press_reply_json (message, answer);
}

/* Returns: (transfer full) (nullable): the post of that address, also a deleted one */
static MarbrePressPost *
find_by_url (MarbrePress *press, const char *url, GError **error)
{
  g_autofree char *start = g_strconcat (marbre_press_get_origin (press), "/articles/", NULL);
  g_autofree char *slug =
      g_str_has_prefix (url, start) ? g_uri_unescape_string (url + strlen (start), NULL) : NULL;
  MarbrePressPost *post = NULL;
  GError *failure = NULL;

  if (slug != NULL && g_utf8_validate (slug, -1, NULL))
    post = marbre_press_store_find_post (marbre_press_get_store (press), slug, &failure);
  if (post == NULL && failure == NULL)
    g_set_error_literal (&failure, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_NOT_FOUND,
                         "There is no post with this address");
  if (failure != NULL)
    g_propagate_error (error, failure);
  return post;
}

static JsonObject *
make_item (MarbrePress *press, const MarbrePressPost *post)
{
  static const char *const types[] = { "h-entry", NULL };
  JsonObject *item = json_object_new ();

  add_strings (item, "type", types);
  json_object_set_object_member (
      item, "properties",
      marbre_press_properties_from_post (post, marbre_press_get_origin (press)));
  return item;
}

/* The names asked for by "properties[]=name&…", read from the query itself because a table has a
 * key only once; empty for all. */
static GStrv
get_wanted_names (SoupServerMessage *message)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GUriParamsIter iter;
  char *name, *value;

  if (query != NULL)
    {
      g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
      while (g_uri_params_iter_next (&iter, &name, &value, NULL))
        {
          if (g_str_equal (name, "properties[]") || g_str_equal (name, "properties"))
            g_strv_builder_add (builder, value);
          g_free (name);
          g_free (value);
        }
    }
  return g_strv_builder_end (builder);
}

/* Only what was asked for, and then without the type (Micropub 3.7.3). */
static void
keep_wanted (JsonObject *item, GStrv wanted)
{
  JsonObject *properties = json_object_get_object_member (item, "properties");
  g_autoptr (GList) names = json_object_get_members (properties);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains ((const char *const *) wanted, l->data))
      json_object_remove_member (properties, l->data);
  json_object_remove_member (item, "type");
}

static void
answer_source_of (MarbrePress *press, SoupServerMessage *message, const char *url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbrePressPost) post = find_by_url (press, url, &error);
  g_auto (GStrv) wanted = get_wanted_names (message);
  JsonObject *item;

  if (post != NULL && post->deleted)
    g_set_error_literal (&error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_NOT_FOUND,
                         "The post was deleted");
  if (error != NULL)
    {
      marbre_press_reply_error (message, error);
      return;
    }
  item = make_item (press, post);
  if (wanted[0] != NULL)
    keep_wanted (item, wanted);
  marbre_press_reply_json (message, item);
}

static gboolean
read_number (GHashTable *query, const char *name, guint64 standard, guint64 max, guint *number)
{
  const char *text = g_hash_table_lookup (query, name);
  guint64 value = standard;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &value, NULL))
    return FALSE;
  *number = (guint) MIN (value, max);
  return TRUE;
}

static void
answer_list (MarbrePress *press, SoupServerMessage *message, GHashTable *query)
{
  MarbrePressFilter filter = { .uid = g_hash_table_lookup (query, "uid") };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) posts = NULL;
  JsonObject *answer;
  JsonArray *items;

  if (!read_number (query, "limit", DEFAULT_LIMIT, MAX_LIMIT, &filter.limit) ||
      !read_number (query, "offset", 0, G_MAXINT, &filter.offset))
    {
      marbre_press_reply_refusal (message, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                                  "“limit” and “offset” must be numbers");
      return;
    }
  posts = marbre_press_store_list_posts (marbre_press_get_store (press), &filter, &error);
  if (posts == NULL)
    {
      marbre_press_reply_error (message, error);
      return;
    }
  answer = json_object_new ();
  items = json_array_new ();
  for (guint i = 0; i < posts->len; i++)
    json_array_add_object_element (items, make_item (press, g_ptr_array_index (posts, i)));
  json_object_set_array_member (answer, "items", items);
  marbre_press_reply_json (message, answer);
}

/**
 * marbre_press_micropub_query:
 * @query: (nullable): the query's fields
 *
 * Answers a GET whose token was checked.
 */
void
marbre_press_micropub_query (MarbrePress *press, SoupServerMessage *message, GHashTable *query)
{
  const char *q = query != NULL ? g_hash_table_lookup (query, "q") : NULL;

  if (g_strcmp0 (q, "config") == 0)
    {
      answer_config (press, message);
    }
  else if (g_strcmp0 (q, "syndicate-to") == 0)
    {
      JsonObject *answer = json_object_new ();

      json_object_set_array_member (answer, "syndicate-to", json_array_new ());
      marbre_press_reply_json (message, answer);
    }
  else if (g_strcmp0 (q, "category") == 0)
    {
      answer_category (press, message);
    }
  else if (g_strcmp0 (q, "source") == 0)
    {
      const char *url = g_hash_table_lookup (query, "url");

      if (url != NULL)
        answer_source_of (press, message, url);
      else
        answer_list (press, message, query);
    }
  else
    {
      marbre_press_reply_refusal (message, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                                  "This query is not known");
    }
}

/* What happens to one post, in one transaction. */
typedef struct
{
  MarbrePress *press;          /* (borrowed) */
  MarbrePressRequest *request; /* (borrowed) */
  MarbrePressPost *post;       /* (owned) (nullable): what came of it */
} Job;

static MarbrePressPost *
find_by_uid (MarbrePressStore *store, const char *uid, GError **error)
{
  MarbrePressFilter filter = { .uid = uid, .limit = 1 };
  g_autoptr (GPtrArray) posts = marbre_press_store_list_posts (store, &filter, error);

  return posts != NULL && posts->len > 0 ? g_ptr_array_steal_index (posts, 0) : NULL;
}

/* A request that comes again because its answer was lost has the same uid: it finds its post and
 * makes no second one. */
static gboolean
create_in_transaction (MarbreDatabase *database, gpointer data, GError **error)
{
  Job *job = data;
  MarbrePressStore *store = marbre_press_get_store (job->press);
  g_autoptr (MarbrePressPost) post = marbre_press_post_new ();
  GError *failure = NULL;

  if (!marbre_press_properties_to_post (job->request->properties,
                                        marbre_press_get_origin (job->press), post, error))
    return FALSE;
  if (*post->texts[MARBRE_PRESS_UID] != '\0')
    job->post = find_by_uid (store, post->texts[MARBRE_PRESS_UID], &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (job->post != NULL)
    return TRUE;
  if (!marbre_press_store_save_post (store, post, error))
    return FALSE;
  job->post = g_steal_pointer (&post);
  return TRUE;
}

static gboolean
update_post (Job *job, GError **error)
{
  const char *origin = marbre_press_get_origin (job->press);
  g_autoptr (JsonObject) properties = marbre_press_properties_from_post (job->post, origin);

  return marbre_press_properties_update (properties, job->request->whole, error) &&
         marbre_press_properties_to_post (properties, origin, job->post, error);
}

static gboolean
change_in_transaction (MarbreDatabase *database, gpointer data, GError **error)
{
  Job *job = data;
  const MarbrePressAction action = job->request->action;

  job->post = find_by_url (job->press, job->request->url, error);
  if (job->post == NULL)
    return FALSE;
  if (action == MARBRE_PRESS_UPDATE && job->post->deleted)
    {
      g_set_error_literal (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_NOT_FOUND,
                           "The post was deleted");
      return FALSE;
    }
  if (action == MARBRE_PRESS_UPDATE && !update_post (job, error))
    return FALSE;
  if (action != MARBRE_PRESS_UPDATE)
    job->post->deleted = action == MARBRE_PRESS_DELETE;
  return marbre_press_store_save_post (marbre_press_get_store (job->press), job->post, error);
}

static void
run_request (MarbrePress *press, SoupServerMessage *message, MarbrePressRequest *request)
{
  const gboolean creates = request->action == MARBRE_PRESS_CREATE;
  MarbreDatabase *database = marbre_press_store_get_database (marbre_press_get_store (press));
  Job job = { .press = press, .request = request };
  g_autoptr (GError) error = NULL;

  if (!marbre_database_transact (database, creates ? create_in_transaction : change_in_transaction,
                                 &job, &error))
    {
      marbre_press_reply_error (message, error);
    }
  else if (creates)
    {
      g_autofree char *path = marbre_press_post_make_path (job.post);
      g_autofree char *url = g_strconcat (marbre_press_get_origin (press), path, NULL);

      marbre_press_reply_created (message, url);
    }
  else
    {
      soup_server_message_set_status (message, SOUP_STATUS_NO_CONTENT, NULL);
    }
  g_clear_pointer (&job.post, marbre_press_post_free);
}

static GBytes *
get_body (SoupServerMessage *message)
{
  return soup_message_body_flatten (soup_server_message_get_request_body (message));
}

/**
 * marbre_press_micropub_post:
 *
 * Answers a POST to the endpoint. The token may also be in a form, which is read here.
 */
void
marbre_press_micropub_post (MarbrePress *press, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body = get_body (message);
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbrePressRequest) request = marbre_press_request_parse (
      soup_message_headers_get_content_type (headers, NULL), body, &error);

  if (soup_message_headers_get_one (headers, "Authorization") == NULL &&
      (request == NULL || request->token == NULL ||
       !tokens_equal (marbre_press_get_token (press), request->token)))
    refuse_token (message);
  else if (request == NULL)
    marbre_press_reply_error (message, error);
  else
    run_request (press, message, request);
}

/* Returns: (transfer full) (nullable): the part named "file" */
static GBytes *
get_file (SoupServerMessage *message, GError **error)
{
  g_autoptr (GBytes) body = get_body (message);
  g_autoptr (SoupMultipart) parts = soup_multipart_new_from_message (
      soup_server_message_get_request_headers (message), body);

  for (int i = 0; parts != NULL && i < soup_multipart_get_length (parts); i++)
    {
      SoupMessageHeaders *headers;
      GBytes *content;
      g_autoptr (GHashTable) parameters = NULL;
      g_autofree char *disposition = NULL;

      if (soup_multipart_get_part (parts, i, &headers, &content) &&
          soup_message_headers_get_content_disposition (headers, &disposition, &parameters) &&
          g_strcmp0 (g_hash_table_lookup (parameters, "name"), "file") == 0)
        return g_bytes_ref (content);
    }
  g_set_error_literal (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_INVALID,
                       "The body is not multipart/form-data with a part named “file”");
  return NULL;
}

static char *
keep_file (MarbrePress *press, GBytes *file, GError **error)
{
  MarbrePictureType type;

  /* What a client says of a file is not believed. */
  if (!marbre_picture_type_read (file, &type))
    {
      g_set_error_literal (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_UNSUPPORTED,
                           "The file is no PNG, JPEG, GIF, WebP, AVIF or SVG picture");
      return NULL;
    }
  return marbre_press_store_add_media (marbre_press_get_store (press), NULL, type.mime, file,
                                       error);
}

/**
 * marbre_press_micropub_upload:
 *
 * Answers a POST to the media endpoint whose token was checked.
 */
void
marbre_press_micropub_upload (MarbrePress *press, SoupServerMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = get_file (message, &error);
  g_autofree char *name = file != NULL ? keep_file (press, file, &error) : NULL;
  g_autofree char *url = NULL;

  if (name == NULL)
    {
      marbre_press_reply_error (message, error);
      return;
    }
  url = g_strconcat (marbre_press_get_origin (press), MARBRE_PRESS_MEDIA_PATH "/", name, NULL);
  marbre_press_reply_created (message, url);
}
