/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any JSON API: the list of its articles, page by page. By number, by offset, by a cursor or an
 * address in the answer, or by the Link header (RFC 8288). How many articles a page has is the
 * system's to say: what was asked for is never taken for what came.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
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

/**
 * Place:
 *
 * How far the list was read. As a cursor: "PAGE OFFSET NEXT".
 */
typedef struct
{
  guint64 page;     /* the number of the page that comes next, 0 for the first */
  guint64 offset;   /* how many articles came before it */
  const char *next; /* (borrowed) (nullable): its cursor or its address */
} Place;

static Place
read_place (const char *cursor)
{
  Place place = { 0 };
  char *end = NULL;

  if (cursor == NULL)
    return place;
  place.page = g_ascii_strtoull (cursor, &end, 10);
  place.offset = g_ascii_strtoull (end, &end, 10);
  if (*end == ' ' && end[1])
    place.next = end + 1;
  return place;
}

/* The address of the page that comes next. */
static GUri *
page_address (MarbreGeneric *self, const char *mark, const Place *place, GError **error)
{
  JsonObject *paging = get_paging (self);
  const gint64 asked = marbre_json_int (paging, "size");
  /* Most systems count pages from 1. */
  const gint64 first =
      paging && json_object_has_member (paging, "first") ? marbre_json_int (paging, "first") : 1;
  g_autofree char *page = g_strdup_printf ("%u", (guint) first + (guint) place->page);
  g_autofree char *offset = g_strdup_printf ("%u", (guint) place->offset);
  g_autofree char *size = g_strdup_printf ("%d", asked > 0 ? (int) asked : USUAL_SIZE);
  g_autofree char *since = since_mark (mark);
  const MarbreVariable variables[] = { { "since", since },
                                       { "page", page },
                                       { "offset", offset },
                                       { "size", size },
                                       { "cursor", place->next },
                                       { "user", marbre_site_get_user (self->site) },
                                       { NULL } };

  if (place->next && (has_style (self, "next") || has_style (self, "link")))
    return marbre_address_resolve (self->api, place->next, error);
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

static gint64
read_total (MarbreGeneric *self, JsonNode *node)
{
  JsonObject *paging = get_paging (self);
  g_autofree char *text = NULL;
  guint64 number;

  if (paging == NULL || !json_object_has_member (paging, "total"))
    return -1;
  text = marbre_json_pointer_text (node, marbre_json_string (paging, "total"));
  return text && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &number, NULL)
             ? (gint64) number
             : -1;
}

static gboolean
has_more (MarbreGeneric *self, const char *next, gint64 total, const Place *read, guint count)
{
  if (has_style (self, "cursor") || has_style (self, "next") || has_style (self, "link"))
    return next != NULL;
  if (!has_style (self, "page") && !has_style (self, "offset"))
    return FALSE;
  return count > 0 && (total < 0 || read->offset < (guint64) total);
}

/* A system that does not understand the page it is asked for gives the first one for ever. */
static gboolean
check_progress (MarbreGeneric *self, JsonArray *items, gboolean is_first, GError **error)
{
  JsonNode *first =
      json_array_get_length (items) > 0 ? json_array_get_element (items, 0) : NULL;

  if (!is_first && first && self->first && json_node_equal (first, self->first))
    {
      g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
                   _ ("The site gives the same page of its list again and again. The “paging” of "
                      "the profile “%s” does not fit this system."),
                   marbre_mapping_get_name (self->mapping));
      return FALSE;
    }
  g_clear_pointer (&self->first, json_node_unref);
  self->first = first ? json_node_copy (first) : NULL;
  return TRUE;
}

static JsonArray *
get_items (MarbreGeneric *self, JsonNode *node)
{
  return marbre_json_node_array (
      marbre_json_pointer_get (node, marbre_json_string (get_list (self), "items")));
}

/**
 * marbre_generic_ask_page: implements MarbreEndpointInterface.ask_page
 */
MarbreListPage *
marbre_generic_ask_page (MarbreEndpoint *endpoint,
                         const MarbreListing *listing,
                         const char *cursor,
                         GCancellable *cancellable,
                         GError **error)
{
  MarbreGeneric *self = MARBRE_GENERIC (endpoint);
  Place place = read_place (cursor);
  g_autoptr (GUri) uri = page_address (self, listing->since, &place, error);
  const MarbreVariable none[] = { { NULL } };
  g_autoptr (MarbreHttpAnswer) answer =
      uri ? marbre_generic_call (self, get_list (self), SOUP_METHOD_GET, uri, none, NULL,
                                 cancellable, error)
          : NULL;
  g_autoptr (JsonNode) node = answer ? marbre_http_answer_get_json (answer, error) : NULL;
  JsonArray *items = node ? get_items (self, node) : NULL;
  g_autofree char *next = NULL;
  g_autofree char *follow = NULL;
  gint64 total;

  if (node == NULL)
    return NULL;
  if (items == NULL)
    {
      g_propagate_error (error, marbre_generic_shape_error (self, "items"));
      return NULL;
    }
  if (!check_progress (self, items, cursor == NULL, error) ||
      !find_next (self, node, answer, &next, error))
    return NULL;
  total = read_total (self, node);
  place.page++;
  place.offset += json_array_get_length (items);
  if (has_more (self, next, total, &place, json_array_get_length (items)))
    follow = g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %s", place.page,
                              place.offset, next ? next : "");
  return marbre_list_page_new (node, follow, total);
}

static MarbreRemotePost *
read_item (JsonNode *item, gpointer user_data, GError **error)
{
  MarbreGeneric *self = user_data;

  return marbre_generic_read_item (
      self, marbre_json_pointer_get (item, marbre_json_string (get_list (self), "each")), error);
}

/**
 * marbre_generic_read_page: implements MarbreEndpointInterface.read_page
 */
GPtrArray *
marbre_generic_read_page (MarbreEndpoint *endpoint, MarbreListPage *page, GError **error)
{
  MarbreGeneric *self = MARBRE_GENERIC (endpoint);

  return marbre_list_page_read (page, get_items (self, page->node), read_item, self, error);
}
