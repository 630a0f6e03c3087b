/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading foreign JSON; see marbre-json.h. A value of another type than asked for is as absent as
 * one that is not there: WordPress answers [] where it means {}, and 6.1 other types than 7.1.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-json.h"

#include <glib/gi18n.h>

#include "marbre-remote-error.h"

/**
 * marbre_json_is_shallow:
 * @text: what may be JSON
 * @length: its bytes
 *
 * json-glib's parser recurses, so the depth is counted before it starts.
 *
 * Returns: %TRUE if it nests no deeper than %MARBRE_JSON_MAX_DEPTH
 */
gboolean
marbre_json_is_shallow (const char *text, gsize length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    switch (text[i])
      {
      case '\\':
        i += in_string ? 1 : 0;
        break;
      case '"':
        in_string = !in_string;
        break;
      case '[':
      case '{':
        if (!in_string && ++depth > MARBRE_JSON_MAX_DEPTH)
          return FALSE;
        break;
      case ']':
      case '}':
        if (!in_string && depth > 0)
          depth--;
        break;
      default:
        break;
      }
  return TRUE;
}

/**
 * marbre_json_parse:
 * @bytes: what a site answered
 * @error: %MARBRE_REMOTE_ERROR_NOT_AN_API if it is no JSON in UTF-8, or nests deeper than
 *   %MARBRE_JSON_MAX_DEPTH
 *
 * Returns: (transfer full) (nullable): the value
 */
JsonNode *
marbre_json_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length == 0 || !g_utf8_validate (text, (gssize) length, NULL) ||
      !marbre_json_is_shallow (text, length) ||
      !json_parser_load_from_data (parser, text, (gssize) length, NULL) ||
      json_parser_get_root (parser) == NULL)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
                           _ ("The site’s answer cannot be read as JSON. Often a plugin or PHP "
                              "prints a warning into it: look in the site’s error log."));
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/**
 * marbre_json_node_object:
 * @node: (nullable): a value
 *
 * Returns: (transfer none) (nullable): the object, %NULL if it is none
 */
JsonObject *
marbre_json_node_object (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * marbre_json_node_array:
 * @node: (nullable): a value
 *
 * Returns: (transfer none) (nullable): the array, %NULL if it is none
 */
JsonArray *
marbre_json_node_array (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * marbre_json_node_string:
 * @node: (nullable): a value
 *
 * Returns: the text, "" if it is none
 */
const char *
marbre_json_node_string (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return "";
  return json_node_get_string (node);
}

static JsonNode *
find (JsonObject *object, const char *name)
{
  return object ? json_object_get_member (object, name) : NULL;
}

/**
 * marbre_json_object:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, %NULL if it is no object
 */
JsonObject *
marbre_json_object (JsonObject *object, const char *name)
{
  return marbre_json_node_object (find (object, name));
}

/**
 * marbre_json_array:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, %NULL if it is no array
 */
JsonArray *
marbre_json_array (JsonObject *object, const char *name)
{
  return marbre_json_node_array (find (object, name));
}

/**
 * marbre_json_string:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: the member, "" if it is no text
 */
const char *
marbre_json_string (JsonObject *object, const char *name)
{
  return marbre_json_node_string (find (object, name));
}

/**
 * marbre_json_int:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: the member, 0 if it is no whole number
 */
gint64
marbre_json_int (JsonObject *object, const char *name)
{
  JsonNode *node = find (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return 0;
  return json_node_get_int (node);
}

/**
 * marbre_json_is_true:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: %TRUE if the member is the value true
 */
gboolean
marbre_json_is_true (JsonObject *object, const char *name)
{
  JsonNode *node = find (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/**
 * marbre_json_to_bytes:
 * @object: an object
 *
 * Returns: (transfer full): its text, without spaces
 */
GBytes *
marbre_json_to_bytes (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  gsize length;
  char *text;

  json_generator_set_root (generator, node);
  text = json_generator_to_data (generator, &length);
  return g_bytes_new_take (text, length);
}
