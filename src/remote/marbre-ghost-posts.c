/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ghost: making, changing and finding posts.
 *
 * Ghost has no key against doing a request twice. So a post is made in two steps: a draft whose
 * slug is our reference, and then an update by its id with everything, which may be repeated. If
 * the answer to the first step is lost, the draft is found by its slug.
 *
 * An update names the moment of the last change that we saw, and Ghost refuses it if there was one
 * since: nobody's work is overwritten between the look and the update. No update ever asks for a
 * newsletter, so none is sent.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-ghost-private.h"
#include "marbre-remote-error.h"
#include "marbre-time.h"

/* What Ghost takes, in characters. */
#define MAX_TITLE 255
#define MAX_EXCERPT 300

/**
 * marbre_ghost_posts_uri:
 * @remote_id: (nullable): a post's id, %NULL for all
 *
 * Posts are read with the same members everywhere, or their versions would differ.
 *
 * Returns: (transfer full): where posts are, with what is asked of each
 */
GUri *
marbre_ghost_posts_uri (MarbreGhost *self, const char *remote_id)
{
  g_autofree char *escaped = remote_id ? g_uri_escape_string (remote_id, NULL, FALSE) : NULL;
  g_autofree char *path = escaped ? g_strconcat ("posts/", escaped, "/", NULL) : NULL;
  g_autoptr (GUri) route = marbre_ghost_route (self, path ? path : "posts/");

  return marbre_address_with_query (route, "formats", "html,lexical", "include", "tags,authors",
                                    NULL);
}

static JsonArray *
answered_posts (JsonNode *node, GError **error)
{
  JsonArray *posts = marbre_json_array (marbre_json_node_object (node), "posts");

  if (posts == NULL)
    g_propagate_error (error, marbre_ghost_shape_error ());
  return posts;
}

/* The one post of an answer; remembers what an update of it must say. */
static MarbreRemotePost *
take_post (MarbreGhost *self, JsonNode *node, GError **error)
{
  JsonArray *posts = answered_posts (node, error);
  JsonObject *post;
  MarbreRemotePost *result;

  if (posts == NULL)
    return NULL;
  post = json_array_get_length (posts) > 0
             ? marbre_json_node_object (json_array_get_element (posts, 0))
             : NULL;
  result = marbre_ghost_read_post (self, post, error);
  if (result)
    {
      g_clear_pointer (&self->seen, json_object_unref);
      self->seen = json_object_ref (post);
    }
  return result;
}

/* Sends the one post of a create or an update. */
static MarbreRemotePost *
send_post (MarbreGhost *self,
           const char *method,
           GUri *uri,
           JsonObject *post,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (JsonObject) whole = json_object_new ();
  JsonArray *posts = json_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  MarbreHttpBody body = { "application/json", NULL, NULL };
  g_autoptr (JsonNode) node = NULL;

  json_array_add_object_element (posts, json_object_ref (post));
  json_object_set_array_member (whole, "posts", posts);
  bytes = marbre_json_to_bytes (whole);
  body.bytes = bytes;
  node = marbre_ghost_call (self, method, uri, &body, cancellable, error);
  return node ? take_post (self, node, error) : NULL;
}

/* The article belongs to the member of staff whose key it is; a contributor may not draft without
 * saying so. */
static gboolean
set_author (MarbreGhost *self, JsonObject *post, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) user = marbre_ghost_ask_user (self, cancellable, &failure);
  JsonArray *authors;
  JsonObject *author;

  if (g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND))
    return TRUE;
  if (user == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  authors = json_array_new ();
  author = json_object_new ();
  json_object_set_string_member (author, "id",
                                 marbre_json_string (marbre_json_node_object (user), "id"));
  json_array_add_object_element (authors, author);
  json_object_set_array_member (post, "authors", authors);
  return TRUE;
}

/**
 * marbre_ghost_reserve: implements MarbreEndpointInterface.reserve
 */
MarbreRemotePost *
marbre_ghost_reserve (MarbreEndpoint *endpoint,
                      const char *client_ref,
                      const char *headline,
                      GCancellable *cancellable,
                      GError **error)
{
  MarbreGhost *self = MARBRE_GHOST (endpoint);
  g_autoptr (GUri) uri = marbre_ghost_posts_uri (self, NULL);
  g_autoptr (JsonObject) draft = json_object_new ();
  const gboolean fits = *headline != '\0' && g_utf8_strlen (headline, -1) <= MAX_TITLE;

  json_object_set_string_member (draft, "title", fits ? headline : client_ref);
  json_object_set_string_member (draft, "slug", client_ref);
  json_object_set_string_member (draft, "status", "draft");
  if (!set_author (self, draft, cancellable, error))
    return NULL;
  return send_post (self, SOUP_METHOD_POST, uri, draft, cancellable, error);
}

static gboolean
check_lengths (MarbreStory *story, GError **error)
{
  const glong title =
      g_utf8_strlen (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), -1);
  const glong excerpt =
      g_utf8_strlen (marbre_story_get_text (story, MARBRE_FIELD_STANDFIRST), -1);

  if (title > MAX_TITLE)
    g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                 _ ("Ghost takes at most %d characters of headline, and this one has %ld. Shorten "
                    "it."),
                 MAX_TITLE, title);
  else if (excerpt > MAX_EXCERPT)
    g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                 _ ("Ghost takes at most %d characters of standfirst, and this one has %ld. "
                    "Shorten it."),
                 MAX_EXCERPT, excerpt);
  return title <= MAX_TITLE && excerpt <= MAX_EXCERPT;
}

static gboolean
same_name (const char *a, const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);

  return g_str_equal (folded_a, folded_b);
}

static gboolean
has_tag (MarbreStory *story, const char *name)
{
  const char *const *tags = marbre_story_get_tags (story);

  if (same_name (marbre_story_get_text (story, MARBRE_FIELD_SECTION), name))
    return TRUE;
  for (; *tags; tags++)
    if (same_name (*tags, name))
      return TRUE;
  return FALSE;
}

/* Of a contributor Ghost takes no tags, and does not say so. */
static void
check_tags (MarbreStory *sent, MarbreStory *kept, MarbreRemotePost *result)
{
  const char *section = marbre_story_get_text (sent, MARBRE_FIELD_SECTION);
  const char *const *tags = marbre_story_get_tags (sent);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *warning = NULL;

  if (*section != '\0' && !has_tag (kept, section))
    g_string_append (names, section);
  for (; *tags; tags++)
    if (!has_tag (kept, *tags))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", *tags);
  if (names->len == 0)
    return;
  warning = g_strdup_printf (_ ("The site did not take these tags: %s. Ask an editor to set them "
                                "there."),
                             names->str);
  marbre_remote_post_add_warning (result, warning);
}

/**
 * marbre_ghost_update: implements MarbreEndpointInterface.update
 */
MarbreRemotePost *
marbre_ghost_update (MarbreEndpoint *endpoint,
                     const char *remote_id,
                     const MarbreSubmission *submission,
                     GCancellable *cancellable,
                     GError **error)
{
  MarbreGhost *self = MARBRE_GHOST (endpoint);
  g_autoptr (GUri) route = marbre_ghost_posts_uri (self, remote_id);
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonObject) post = NULL;
  g_autoptr (MarbreRemotePost) answer = NULL;
  MarbreRemotePost *result;
  gboolean is_html;

  if (!check_lengths (submission->story, error))
    return NULL;
  if (g_strcmp0 (marbre_json_string (self->seen, "id"), remote_id) != 0)
    {
      g_autoptr (MarbreRemotePost) now =
          marbre_ghost_fetch (endpoint, remote_id, cancellable, error);

      if (now == NULL)
        return NULL;
    }
  post = marbre_ghost_write_post (submission, self->seen, warnings, &is_html);
  uri = is_html ? marbre_address_with_query (route, "source", "html", NULL) : g_uri_ref (route);
  answer = send_post (self, SOUP_METHOD_PUT, uri, post, cancellable, error);
  if (answer == NULL)
    return NULL;
  result = marbre_remote_post_new (remote_id, marbre_remote_post_get_url (answer),
                                   marbre_remote_post_get_version (answer),
                                   marbre_remote_post_get_status (answer), submission->client_ref,
                                   submission->story);
  for (guint i = 0; i < warnings->len; i++)
    marbre_remote_post_add_warning (result, g_ptr_array_index (warnings, i));
  check_tags (submission->story, marbre_remote_post_get_story (answer), result);
  marbre_remote_post_check_date (
      result, marbre_remote_post_get_status (answer),
      marbre_story_get_time (marbre_remote_post_get_story (answer), MARBRE_MOMENT_PUBLISH_AT),
      submission->status, submission->date);
  return result;
}

/**
 * marbre_ghost_lookup: implements MarbreEndpointInterface.lookup
 */
MarbreRemotePost *
marbre_ghost_lookup (MarbreEndpoint *endpoint,
                     const char *client_ref,
                     GCancellable *cancellable,
                     GError **error)
{
  MarbreGhost *self = MARBRE_GHOST (endpoint);
  g_autoptr (GUri) route = marbre_ghost_posts_uri (self, NULL);
  /* A UUID: nothing in it can end the text of the filter. */
  g_autofree char *filter = g_strdup_printf ("slug:'%s'", client_ref);
  g_autoptr (GUri) uri = marbre_address_with_query (route, "filter", filter, NULL);
  g_autoptr (JsonNode) node =
      marbre_ghost_call (self, SOUP_METHOD_GET, uri, NULL, cancellable, error);
  JsonArray *posts = node ? answered_posts (node, error) : NULL;

  if (posts == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (posts); i++)
    {
      JsonObject *post = marbre_json_node_object (json_array_get_element (posts, i));

      if (g_str_equal (marbre_json_string (post, "slug"), client_ref))
        return marbre_ghost_read_post (self, post, error);
    }
  g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                       _ ("The article did not arrive at the site."));
  return NULL;
}

/**
 * marbre_ghost_fetch: implements MarbreEndpointInterface.fetch
 */
MarbreRemotePost *
marbre_ghost_fetch (MarbreEndpoint *endpoint,
                    const char *remote_id,
                    GCancellable *cancellable,
                    GError **error)
{
  MarbreGhost *self = MARBRE_GHOST (endpoint);
  g_autoptr (GUri) uri = marbre_ghost_posts_uri (self, remote_id);
  g_autoptr (JsonNode) node =
      marbre_ghost_call (self, SOUP_METHOD_GET, uri, NULL, cancellable, error);

  return node ? take_post (self, node, error) : NULL;
}
