/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes to a post's properties; see marbre-press-update.h.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-update.h"

#include "marbre-pressroom-error.h"

static gboolean
fail (GError **error, const char *property, const char *what)
{
  g_set_error (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_INVALID,
               "The property “%s” %s", property, what);
  return FALSE;
}

static gboolean
node_is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
array_contains (JsonArray *array, JsonNode *value)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_equal (json_array_get_element (array, i), value))
      return TRUE;
  return FALSE;
}

/* The values of @name that @leave_out (nullable) does not have, then those of @add (nullable). */
static JsonArray *
combine (JsonObject *properties, const char *name, JsonArray *leave_out, JsonArray *add)
{
  JsonNode *node = json_object_get_member (properties, name);
  JsonArray *old = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonArray *result = json_array_new ();

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    if (leave_out == NULL || !array_contains (leave_out, json_array_get_element (old, i)))
      json_array_add_element (result, json_array_dup_element (old, i));
  for (guint i = 0; add != NULL && i < json_array_get_length (add); i++)
    if (!array_contains (result, json_array_get_element (add, i)))
      json_array_add_element (result, json_array_dup_element (add, i));
  return result;
}

typedef enum
{
  CHANGE_REPLACE,
  CHANGE_ADD,
  CHANGE_DELETE_VALUES,
} Change;

static gboolean
apply_change (JsonObject *properties, JsonNode *changes, Change change, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!JSON_NODE_HOLDS_OBJECT (changes))
    return fail (error, change == CHANGE_ADD ? "add" : "replace", "is not an object");
  json_object_iter_init (&iter, json_node_get_object (changes));
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonArray *values;

      if (!JSON_NODE_HOLDS_ARRAY (node))
        return fail (error, name, "is not an array");
      values = json_node_get_array (node);
      if (change == CHANGE_REPLACE)
        values = json_array_ref (values);
      else if (change == CHANGE_ADD)
        values = combine (properties, name, NULL, values);
      else
        values = combine (properties, name, values, NULL);
      json_object_set_array_member (properties, name, values);
    }
  return TRUE;
}

static gboolean
delete_names (JsonObject *properties, JsonArray *names, GError **error)
{
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      JsonNode *name = json_array_get_element (names, i);

      if (!node_is_string (name))
        return fail (error, "delete", "is not a list of names");
      json_object_remove_member (properties, json_node_get_string (name));
    }
  return TRUE;
}

/**
 * marbre_press_properties_update:
 * @properties: a post's, changed in place
 * @request: the request, with "replace", "add" and "delete" as Micropub 3.4 has them
 * @error: %MARBRE_PRESSROOM_ERROR_INVALID
 *
 * Returns: %FALSE if the request has no sense
 */
gboolean
marbre_press_properties_update (JsonObject *properties, JsonObject *request, GError **error)
{
  JsonNode *replace = json_object_get_member (request, "replace");
  JsonNode *add = json_object_get_member (request, "add");
  JsonNode *remove = json_object_get_member (request, "delete");

  if (replace == NULL && add == NULL && remove == NULL)
    return fail (error, "action", "is “update”, but nothing is to be changed");
  if (replace != NULL && !apply_change (properties, replace, CHANGE_REPLACE, error))
    return FALSE;
  if (add != NULL && !apply_change (properties, add, CHANGE_ADD, error))
    return FALSE;
  if (remove == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (remove))
    return delete_names (properties, json_node_get_array (remove), error);
  if (JSON_NODE_HOLDS_OBJECT (remove))
    return apply_change (properties, remove, CHANGE_DELETE_VALUES, error);
  return fail (error, "delete", "is neither an array nor an object");
}
