/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any JSON API: the list of its articles, page by page. By number, by offset, by a cursor or an
 * address in the answer, or by the Link header (RFC 8288). How many articles a page has is the
 * system's to say: what was asked for is never taken for what came.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-address.h"
#include "marbre-compat.h"
#include "marbre-generic-private.h"
#include "marbre-json-pointer.h"
#include "marbre-json.h"
#include "marbre-mapping-place.h"
#include "marbre-remote-error.h"
#include "marbre-time.h"

#define USUAL_SIZE 50
/* Posts that were changed while a page was being read, or by a server whose clock is a little off,
 * are read again: repeating is harmless. */
#define OVERLAP_SECONDS 300

static JsonObject *
get_list (MarbreGeneric *self)
{
  return marbre_mapping_get_request (self->mapping, "list");
}

static JsonObject *
get_paging (MarbreGeneric *self)
{
  return marbre_json_object (get_list (self), "paging");
}

static gboolean
has_style (MarbreGeneric *self, const char *style)
{
  return g_str_equal (marbre_json_string (get_paging (self), "style"), style);
}

/* @mark less the overlap. */
static char *
since_mark (const char *mark)
{
  gint64 seconds;

  return mark && marbre_time_parse_iso8601 (mark, &seconds)
             ? marbre_time_format_iso8601 (seconds - OVERLAP_SECONDS)
             : NULL;
}

/* The address of the page that comes next. */
static GUri *
page_address (MarbreGeneric *self, const char *mark, GError **error)
{
  JsonObject *paging = get_paging (self);
  const gint64 asked = marbre_json_int (paging, "size");
  /* Most systems count pages from 1. */
  const gint64 first =
      paging && json_object_has_member (paging, "first") ? marbre_json_int (paging, "first") : 1;
  g_autofree char *page = g_strdup_printf ("%u", (guint) first + self->pages.page);
  g_autofree char *offset = g_strdup_printf ("%u", self->pages.offset);
  g_autofree char *size = g_strdup_printf ("%d", asked > 0 ? (int) asked : USUAL_SIZE);
  g_autofree char *since = since_mark (mark);
  const MarbreVariable variables[] = { { "since", since },
                                       { "page", page },
                                       { "offset", offset },
                                       { "size", size },
                                       { "cursor", self->pages.next },
                                       { "user", marbre_site_get_user (self->site) },
                                       { NULL } };

  if (self->pages.next && (has_style (self, "next") || has_style (self, "link")))
    return marbre_address_resolve (self->api, self->pages.next, error);
  return marbre_generic_address (self, get_list (self), variables, error);
}

/* What leads from this page to the next, @next %NULL if nothing does. */
static gboolean
find_next (
    MarbreGeneric *self, JsonNode *node, MarbreHttpAnswer *answer, char **next, GError **error)
{
  const char *pointer = marbre_json_string (get_paging (self), "next");
  g_autofree char *text = NULL;
  g_autoptr (GUri) uri = NULL;

  *next = NULL;
  if (has_style (self, "link"))
    text = marbre_http_answer_find_link (answer, "next");
  else if (has_style (self, "cursor") || has_style (self, "next"))
    text = marbre_json_pointer_text (node, pointer);
  if (text == NULL || *text == '\0')
    return TRUE;
  if (has_style (self, "cursor"))
    {
      *next = g_steal_pointer (&text);
      return TRUE;
    }
  uri = marbre_address_resolve (answer->uri, text, error);
  if (uri == NULL)
    return FALSE;
  /* The sign-in goes to the API only; and half a list must not be taken for a whole one. */
  if (!marbre_address_same_origin (uri, self->api))
    {
      g_propagate_error (error, marbre_http_moved_error (uri));
      return FALSE;
    }
  *next = g_uri_to_string (uri);
  return TRUE;
}

static gboolean
has_more (MarbreGeneric *self, JsonNode *node, guint count)
{
  JsonObject *paging = get_paging (self);
  g_autofree char *total = NULL;
  guint64 number;

  if (has_style (self, "cursor") || has_style (self, "next") || has_style (self, "link"))
    return self->pages.next != NULL;
  if (!has_style (self, "page") && !has_style (self, "offset"))
    return FALSE;
  if (json_object_has_member (paging, "total"))
    {
      total = marbre_json_pointer_text (node, marbre_json_string (paging, "total"));
      if (g_ascii_string_to_unsigned (total, 10, 0, G_MAXUINT, &number, NULL))
        return count > 0 && self->pages.offset < number;
    }
  return count > 0;
}

/* A system that does not understand the page it is asked for gives the first one for ever. */
static gboolean
check_progress (MarbreGeneric *self, GPtrArray *posts, GError **error)
{
  const char *first =
      posts->len > 0 ? marbre_remote_post_get_remote_id (g_ptr_array_index (posts, 0)) : "";

  if (self->pages.page > 0 && *first && g_strcmp0 (first, self->pages.first) == 0)
    {
      g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
                   _ ("The site gives the same page of its list again and again. The “paging” of "
                      "the profile “%s” does not fit this system."),
                   marbre_mapping_get_name (self->mapping));
      return FALSE;
    }
  marbre_set_str (&self->pages.first, first);
  return TRUE;
}

/* Reads the page that comes next. */
static GPtrArray *
read_page (MarbreGeneric *self,
           const char *mark,
           gboolean *more,
           GCancellable *cancellable,
           GError **error)
{
  JsonObject *list = get_list (self);
  g_autoptr (GUri) uri = page_address (self, mark, error);
  const MarbreVariable none[] = { { NULL } };
  g_autoptr (MarbreHttpAnswer) answer =
      uri ? marbre_generic_call (self, list, SOUP_METHOD_GET, uri, none, NULL, cancellable, error)
          : NULL;
  g_autoptr (JsonNode) node = answer ? marbre_http_answer_get_json (answer, error) : NULL;
  g_autoptr (GPtrArray) posts = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *items;

  if (node == NULL)
    return NULL;
  items =
      marbre_json_node_array (marbre_json_pointer_get (node, marbre_json_string (list, "items")));
  if (items == NULL)
    {
      g_propagate_error (error, marbre_generic_shape_error (self, "items"));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonNode *item = marbre_json_pointer_get (json_array_get_element (items, i),
                                                marbre_json_string (list, "each"));
      MarbreRemotePost *post = marbre_generic_read_item (self, item, error);

      if (post == NULL)
        return NULL;
      g_ptr_array_add (posts, post);
    }
  if (!check_progress (self, posts, error))
    return NULL;
  g_clear_pointer (&self->pages.next, g_free);
  if (!find_next (self, node, answer, &self->pages.next, error))
    return NULL;
  self->pages.page++;
  self->pages.offset += posts->len;
  *more = has_more (self, node, posts->len);
  return g_steal_pointer (&posts);
}

/**
 * marbre_generic_list_changes: implements MarbreEndpointInterface.list_changes
 *
 * Pages by offset, cursor or link can only be reached one after the other: who asks for a later one
 * first makes this read those before it.
 */
GPtrArray *
marbre_generic_list_changes (MarbreEndpoint *endpoint,
                             const char *mark,
                             guint page,
                             gboolean *more,
                             GCancellable *cancellable,
                             GError **error)
{
  MarbreGeneric *self = MARBRE_GENERIC (endpoint);
  g_autoptr (GPtrArray) posts = NULL;

  if (page != self->pages.page || page == 0)
    {
      g_clear_pointer (&self->pages.next, g_free);
      g_clear_pointer (&self->pages.first, g_free);
      self->pages.offset = 0;
      self->pages.page = has_style (self, "page") ? page : 0;
    }
  *more = TRUE;
  do
    {
      g_clear_pointer (&posts, g_ptr_array_unref);
      if (!*more)
        return g_ptr_array_new_with_free_func (g_object_unref);
      posts = read_page (self, mark, more, cancellable, error);
    }
  while (posts && self->pages.page <= page);
  if (posts == NULL)
    *more = FALSE;
  return g_steal_pointer (&posts);
}
