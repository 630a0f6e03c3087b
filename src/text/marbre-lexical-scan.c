/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lexical as JSON; see marbre-lexical.h. Where the nodes of a document begin and end is found in
 * its bytes, so that one that is kept is the very same; a parser would write numbers and escapes
 * its own way. json-glib recurses as deep as the input likes, so depth is looked at first.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-lexical-private.h"

#include <string.h>

static const char *
skip_space (const char *p)
{
  return p + strspn (p, " \t\r\n");
}

/* Returns: (nullable): behind the string that begins at @p */
static const char *
skip_string (const char *p)
{
  for (p++; *p != '"'; p++)
    {
      if (*p == '\\')
        p++;
      if (*p == '\0')
        return NULL;
    }
  return p + 1;
}

/* Returns: (nullable): behind the value that begins at @p, %NULL if it has no end or is too deep */
static const char *
skip_value (const char *p)
{
  guint depth = 0;

  if (strchr ("{[\"", *p) == NULL)
    return p + strcspn (p, ",]} \t\r\n");
  while (*p != '\0')
    {
      if (*p == '"')
        p = skip_string (p);
      else
        {
          if (*p == '{' || *p == '[')
            depth++;
          else if (*p == '}' || *p == ']')
            depth--;
          p++;
        }
      if (p == NULL || depth == 0 || depth > MARBRE_LEXICAL_MAX_DEPTH)
        return depth == 0 ? p : NULL;
    }
  return NULL;
}

/* Returns: (nullable): where the value of @name begins in the object at @p, %NULL if it is not
 *   there once */
static const char *
find_member (const char *p, const char *name)
{
  const char *found = NULL;

  if (p == NULL || *p != '{')
    return NULL;
  p = skip_space (p + 1);
  while (*p == '"')
    {
      const char *key = p + 1;
      const char *end = skip_string (p);

      p = end ? skip_space (end) : NULL;
      if (p == NULL || *p != ':')
        return NULL;
      p = skip_space (p + 1);
      if (strlen (name) == (gsize) (end - 1 - key) && strncmp (key, name, strlen (name)) == 0)
        {
          if (found != NULL)
            return NULL;
          found = p;
        }
      p = skip_value (p);
      if (p == NULL)
        return NULL;
      p = skip_space (p);
      if (*p == ',')
        p = skip_space (p + 1);
    }
  return *p == '}' ? found : NULL;
}

/* Returns: (transfer full) (nullable) (element-type MarbreLexicalSpan): the nodes of the outermost
 *   level, %NULL if it is no document */
GArray *
_marbre_lexical_split (const char *document)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (MarbreLexicalSpan));
  const char *p = skip_space (document);

  if (*p != '{' || skip_value (p) == NULL)
    return NULL;
  p = find_member (find_member (p, "root"), "children");
  if (p == NULL || *p != '[')
    return NULL;
  p = skip_space (p + 1);
  while (*p == '{')
    {
      const char *end = skip_value (p);
      const MarbreLexicalSpan span = { (gsize) (p - document), (gsize) (end - document) };

      g_array_append_val (spans, span);
      p = skip_space (end);
      if (*p == ',')
        p = skip_space (p + 1);
    }
  return *p == ']' ? g_steal_pointer (&spans) : NULL;
}

/* Returns: (transfer full) (nullable): the node, %NULL if it is none */
JsonObject *
_marbre_lexical_parse (const char *node, gsize length)
{
  g_autofree char *text = g_strndup (node, length);
  g_autoptr (JsonParser) parser = json_parser_new ();
  const char *start = skip_space (text);
  const char *end = *start == '{' ? skip_value (start) : NULL;
  JsonNode *root;

  if (end == NULL || *skip_space (end) != '\0' ||
      !json_parser_load_from_data (parser, text, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

/* Returns: (transfer full): the node as JSON, on one line */
char *
_marbre_lexical_format (JsonObject *node)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), node);

  return json_to_string (root, FALSE);
}

/* Returns: what the member says, "" if it is not there or no text */
const char *
_marbre_lexical_get_string (JsonObject *node, const char *name)
{
  JsonNode *member = json_object_get_member (node, name);

  return member && JSON_NODE_HOLDS_VALUE (member) &&
                 json_node_get_value_type (member) == G_TYPE_STRING
             ? json_node_get_string (member)
             : "";
}

/* Returns: the member's number, 0 if it is not there or none */
gint64
_marbre_lexical_get_int (JsonObject *node, const char *name)
{
  JsonNode *member = json_object_get_member (node, name);

  return member && JSON_NODE_HOLDS_VALUE (member) &&
                 json_node_get_value_type (member) == G_TYPE_INT64
             ? json_node_get_int (member)
             : 0;
}

static JsonArray *
get_children (JsonObject *node)
{
  JsonNode *member = json_object_get_member (node, "children");

  return member && JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;
}

guint
_marbre_lexical_n_children (JsonObject *node)
{
  JsonArray *children = get_children (node);

  return children ? json_array_get_length (children) : 0;
}

/* Returns: (transfer none) (nullable): the child, %NULL if it is no node */
JsonObject *
_marbre_lexical_get_child (JsonObject *node, guint index)
{
  JsonNode *child = json_array_get_element (get_children (node), index);

  return JSON_NODE_HOLDS_OBJECT (child) ? json_node_get_object (child) : NULL;
}

/* Returns: the node's type; Ghost's own form of one of Lexical's is that one */
const char *
_marbre_lexical_get_type (JsonObject *node)
{
  const char *type = _marbre_lexical_get_string (node, "type");

  return g_str_has_prefix (type, "extended-") ? type + strlen ("extended-") : type;
}
