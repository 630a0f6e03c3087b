/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any JSON API: signing in once, and what one may do there.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-generic-private.h"
#include "marbre-json-pointer.h"
#include "marbre-json.h"

/* Whether the list of rights at @pointer has @right, or the profile names none. Rights come as a
 * list, or as one text with spaces (RFC 6749, 3.3). */
static gboolean
has_right (JsonNode *node, JsonObject *rights, const char *right)
{
  const char *name = marbre_json_string (rights, right);
  JsonNode *found;
  JsonArray *array;
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (*name == '\0')
    return TRUE;
  found = marbre_json_pointer_get (node, marbre_json_string (rights, "at"));
  array = marbre_json_node_array (found);
  for (guint i = 0; array && i < json_array_get_length (array); i++)
    if (g_str_equal (marbre_json_node_string (json_array_get_element (array, i)), name))
      return TRUE;
  text = marbre_json_node_to_text (found);
  words = g_strsplit_set (text, " ,", -1);
  return g_strv_contains ((const char *const *) words, name);
}

static MarbreSiteReport *
make_report (MarbreGeneric *self, JsonNode *node)
{
  JsonObject *check = marbre_mapping_get_request (self->mapping, "check");
  JsonObject *rights = marbre_json_object (check, "rights");
  MarbreSiteReport *report = g_new0 (MarbreSiteReport, 1);
  g_autofree char *who = NULL;

  report->user = check && json_object_has_member (check, "user")
                     ? marbre_json_pointer_text (node, marbre_json_string (check, "user"))
                     : g_strdup ("");
  report->can_publish =
      has_right (node, rights, "publish") && marbre_generic_write_status (self, "publish") != NULL;
  report->can_upload = has_right (node, rights, "upload") &&
                       marbre_mapping_get_request (self->mapping, "upload") != NULL;
  who = *report->user ? g_strdup_printf (_ ("Signed in as %s."), report->user)
                      : g_strdup (_ ("The site accepts the sign-in."));
  report->text = g_strconcat (
      who, "\n",
      report->can_publish ? _ ("You may publish articles.")
                          : _ ("You may hand over drafts; an editor publishes them."),
      "\n", report->can_upload ? _ ("You may add pictures.") : _ ("The site takes no pictures."),
      NULL);
  return report;
}

/**
 * marbre_generic_check: implements MarbreEndpointInterface.check
 */
MarbreSiteReport *
marbre_generic_check (MarbreEndpoint *endpoint, GCancellable *cancellable, GError **error)
{
  MarbreGeneric *self = MARBRE_GENERIC (endpoint);
  const gboolean has_check = marbre_mapping_get_request (self->mapping, "check") != NULL;
  const MarbreVariable variables[] = {
    { "user", marbre_site_get_user (self->site) }, { "size", "1" }, { "offset", "0" }, { NULL }
  };
  g_autoptr (JsonNode) node = NULL;
  JsonObject *list = marbre_mapping_get_request (self->mapping, "list");

  node =
      marbre_generic_ask (self, has_check ? "check" : "list", variables, NULL, cancellable, error);
  if (node == NULL)
    return NULL;
  if (!has_check &&
      !marbre_json_node_array (marbre_json_pointer_get (node, marbre_json_string (list, "items"))))
    {
      g_propagate_error (error, marbre_generic_shape_error (self, "items"));
      return NULL;
    }
  return make_report (self, node);
}
