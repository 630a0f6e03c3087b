/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WordPress: tags and sections by name. Posts name them by number, and a number that does not exist
 * is dropped without a word, so every name is looked up, compared, and made where it is missing.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-encode.h"
#include "marbre-html.h"
#include "marbre-remote-error.h"
#include "marbre-wordpress-private.h"

static gboolean
same_name (const char *a, const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);

  return g_str_equal (folded_a, folded_b);
}

/* The term of that very name; the search itself finds every name that contains it. 0 if none. */
static gint64
pick (JsonArray *terms, const char *name)
{
  gint64 found = 0;

  for (guint i = 0; i < json_array_get_length (terms); i++)
    {
      JsonObject *term = marbre_json_node_object (json_array_get_element (terms, i));
      g_autofree char *text = marbre_html_to_text (marbre_json_string (term, "name"), -1);

      g_strstrip (text);
      if (g_str_equal (text, name))
        return marbre_json_int (term, "id");
      if (found == 0 && same_name (text, name))
        found = marbre_json_int (term, "id");
    }
  return found;
}

static gboolean
search (MarbreWordpress *self,
        GUri *route,
        const char *name,
        gint64 *id,
        GCancellable *cancellable,
        GError **error)
{
  /* Names are kept as HTML there, and the search compares with what is kept. */
  g_autofree char *encoded = marbre_encode_html (name);
  g_autoptr (GUri) uri = marbre_address_with_query (route, "search", encoded, "per_page", "100",
                                                    "_fields", "id,name", NULL);
  g_autoptr (JsonNode) node =
      marbre_wordpress_call (self, SOUP_METHOD_GET, uri, NULL, NULL, cancellable, error);

  if (node == NULL)
    return FALSE;
  if (marbre_json_node_array (node) == NULL)
    {
      g_propagate_error (error, marbre_wordpress_shape_error ());
      return FALSE;
    }
  *id = pick (marbre_json_node_array (node), name);
  return TRUE;
}

/* Makes a term. One that the search did not show, but exists, answers 400 with its number. */
static gboolean
make (MarbreWordpress *self,
      GUri *route,
      const char *name,
      gint64 *id,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (JsonObject) term = json_object_new ();
  g_autofree char *encoded = marbre_encode_html (name);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  MarbreHttpBody body = { "application/json", NULL, NULL };

  json_object_set_string_member (term, "name", encoded);
  bytes = marbre_json_to_bytes (term);
  body.bytes = bytes;
  answer = marbre_http_send (self->http, SOUP_METHOD_POST, route, &body, cancellable, error);
  if (answer == NULL)
    return FALSE;
  node = marbre_http_answer_get_json (answer, NULL);
  object = marbre_json_node_object (node);
  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    *id = marbre_json_int (object, "id");
  else if (g_str_equal (marbre_json_string (object, "code"), "term_exists"))
    *id = marbre_json_int (marbre_json_object (object, "data"), "term_id");
  else
    return marbre_http_answer_check (answer, error);
  return TRUE;
}

/* Finds or makes one term. *id stays 0, with a warning, where the account may not make it or the
 * site refuses the name: the article is worth more than one of its tags. */
static gboolean
resolve (MarbreWordpress *self,
         const char *taxonomy,
         const char *name,
         gint64 *id,
         GPtrArray *warnings,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *path = g_strconcat ("/wp/v2/", taxonomy, NULL);
  g_autoptr (GUri) route = marbre_wordpress_route (self, path);
  g_autoptr (GError) failure = NULL;
  const gboolean is_tag = g_str_equal (taxonomy, "tags");

  *id = 0;
  if (!search (self, route, name, id, cancellable, error))
    return FALSE;
  if (*id != 0 || make (self, route, name, id, cancellable, &failure))
    return TRUE;
  if (!g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_FORBIDDEN) &&
      !g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_ptr_array_add (
      warnings,
      g_strdup_printf (is_tag ? _ ("The tag “%s” is not on the article: the site does not have it, "
                                   "and your account may not add it. Ask an editor.")
                              : _ ("The section “%s” is not on the article: the site does not have "
                                   "it, and your account may not add it. Ask an editor."),
                       name));
  return TRUE;
}

/**
 * marbre_wordpress_write_terms:
 * @submission: what to send
 * @post: (inout): the JSON that gets "tags" and "categories"
 * @warnings: (element-type utf8): gets a sentence for each term that the site does not take
 * @cancellable: (nullable): stops it
 * @error: why the site did not answer
 *
 * A story without a section leaves the post's categories as they are.
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_wordpress_write_terms (MarbreWordpress *self,
                              const MarbreSubmission *submission,
                              JsonObject *post,
                              GPtrArray *warnings,
                              GCancellable *cancellable,
                              GError **error)
{
  const char *const *tags = marbre_story_get_tags (submission->story);
  const char *section = marbre_story_get_text (submission->story, MARBRE_FIELD_SECTION);
  g_autoptr (JsonArray) ids = json_array_new ();
  gint64 id;

  for (; *tags; tags++)
    {
      if (!resolve (self, "tags", *tags, &id, warnings, cancellable, error))
        return FALSE;
      if (id != 0)
        json_array_add_int_element (ids, id);
    }
  json_object_set_array_member (post, "tags", g_steal_pointer (&ids));

  if (*section == '\0')
    return TRUE;
  if (!resolve (self, "categories", section, &id, warnings, cancellable, error))
    return FALSE;
  if (id != 0)
    {
      ids = json_array_new ();
      json_array_add_int_element (ids, id);
      json_object_set_array_member (post, "categories", g_steal_pointer (&ids));
    }
  return TRUE;
}
