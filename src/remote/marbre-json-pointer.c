/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON Pointers; see marbre-json-pointer.h. What is not there, or is of another kind than the
 * pointer takes it for, is absent when it is read and replaced when it is written.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-json-pointer.h"

#include <string.h>

#include "marbre-json.h"

/* The tokens of @pointer, unescaped, NULL at the end; "" is the whole value and has none. */
static GStrv
split (const char *pointer)
{
  char **tokens = g_strsplit (pointer, "/", -1);

  if (tokens[0] == NULL)
    return tokens;
  /* What stands before the first slash is nothing. */
  g_free (tokens[0]);
  memmove (tokens, tokens + 1, g_strv_length (tokens + 1) * sizeof *tokens + sizeof *tokens);
  for (char **token = tokens; *token; token++)
    {
      g_autoptr (GString) text = g_string_new (*token);

      g_string_replace (text, "~1", "/", 0);
      g_string_replace (text, "~0", "~", 0);
      g_free (*token);
      *token = g_strdup (text->str);
    }
  return tokens;
}

/* An index as RFC 6901 writes it: digits, without a zero in front. */
static gboolean
parse_index (const char *token, guint *index)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (token, 10, 0, MARBRE_JSON_POINTER_MAX_INDEX, &number, NULL) ||
      (token[0] == '0' && token[1] != '\0'))
    return FALSE;
  *index = (guint) number;
  return TRUE;
}

/* The value of @node under @token, %NULL if there is none. */
static JsonNode *
step (JsonNode *node, const char *token)
{
  JsonObject *object = marbre_json_node_object (node);
  JsonArray *array = marbre_json_node_array (node);
  guint index;

  if (object)
    return json_object_get_member (object, token);
  if (array && parse_index (token, &index) && index < json_array_get_length (array))
    return json_array_get_element (array, index);
  return NULL;
}

/**
 * marbre_json_pointer_get:
 * @root: (nullable): a value
 * @pointer: where in it; "" is @root itself
 *
 * Returns: (transfer none) (nullable): what is there
 */
JsonNode *
marbre_json_pointer_get (JsonNode *root, const char *pointer)
{
  g_auto (GStrv) tokens = split (pointer);
  JsonNode *node = root;

  for (char **token = tokens; *token && node; token++)
    node = step (node, *token);
  return node;
}

/**
 * marbre_json_node_to_text:
 * @node: (nullable): a value
 *
 * Returns: (transfer full): a text as it is, a number or a truth value in letters, "" for all else
 */
char *
marbre_json_node_to_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return json_to_string (node, FALSE);
}

/**
 * marbre_json_pointer_text:
 * @root: (nullable): a value
 * @pointer: where in it
 *
 * Returns: (transfer full): what is there, as marbre_json_node_to_text() gives it
 */
char *
marbre_json_pointer_text (JsonNode *root, const char *pointer)
{
  return marbre_json_node_to_text (marbre_json_pointer_get (root, pointer));
}

/**
 * marbre_json_node_thaw:
 * @node: a value, perhaps immutable
 *
 * Returns: (transfer full): the same, changeable in all its depth
 */
JsonNode *
marbre_json_node_thaw (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  return json_from_string (text, NULL);
}

static JsonNode *put (JsonNode *old, char **tokens, JsonNode *value);

/* @old with what @tokens lead to replaced; what is missing before it is null. */
static JsonNode *
put_element (JsonArray *old, guint index, char **tokens, JsonNode *value)
{
  const guint length = old ? json_array_get_length (old) : 0;
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < MAX (length, index + 1); i++)
    {
      JsonNode *element = i < length ? json_array_get_element (old, i) : NULL;

      if (i == index)
        json_array_add_element (array, put (element, tokens + 1, value));
      else
        json_array_add_element (
            array, element ? json_node_copy (element) : json_node_new (JSON_NODE_NULL));
    }
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
put_member (JsonObject *old, char **tokens, JsonNode *value)
{
  JsonObject *object = old ? json_object_ref (old) : json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_member (object, *tokens,
                          put (json_object_get_member (object, *tokens), tokens + 1, value));
  json_node_take_object (node, object);
  return node;
}

/* What stands in place of @old, which may be NULL or of another kind than @tokens take it for. */
static JsonNode *
put (JsonNode *old, char **tokens, JsonNode *value)
{
  JsonArray *array = marbre_json_node_array (old);
  guint index = array ? json_array_get_length (array) : 0;

  if (*tokens == NULL)
    return marbre_json_node_thaw (value);
  if (marbre_json_node_object (old) == NULL &&
      (parse_index (*tokens, &index) || g_str_equal (*tokens, "-")))
    return put_element (array, index, tokens, value);
  return put_member (marbre_json_node_object (old), tokens, value);
}

/**
 * marbre_json_pointer_set:
 * @root: a changeable object
 * @pointer: where in it, not ""; "-" for an index appends
 * @value: (transfer none): copied
 *
 * Puts a value there, and makes the objects and arrays that lead to it.
 */
void
marbre_json_pointer_set (JsonNode *root, const char *pointer, JsonNode *value)
{
  g_auto (GStrv) tokens = split (pointer);
  JsonObject *object = marbre_json_node_object (root);

  g_return_if_fail (object != NULL && tokens[0] != NULL);
  json_object_set_member (object, tokens[0],
                          put (json_object_get_member (object, tokens[0]), tokens + 1, value));
}

/**
 * marbre_json_pointer_remove:
 * @root: a changeable value
 * @pointer: a place in it, not ""
 *
 * Takes away what is there, if anything is.
 */
void
marbre_json_pointer_remove (JsonNode *root, const char *pointer)
{
  g_auto (GStrv) tokens = split (pointer);
  JsonNode *node = root;
  guint index;
  char **token;

  if (tokens[0] == NULL)
    return;
  for (token = tokens; token[1] && node; token++)
    node = step (node, *token);
  if (node == NULL || step (node, *token) == NULL)
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_remove_member (json_node_get_object (node), *token);
  else if (parse_index (*token, &index))
    json_array_remove_element (json_node_get_array (node), index);
}
