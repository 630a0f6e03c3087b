/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines to and from the grammar process; see marbre-grammar-line.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-grammar-line.h"

#include <json-glib/json-glib.h>

#define MAX_MISTAKES 200

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : "";
}

static gint64
get_int (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : -1;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static char **
read_replacements (JsonObject *object)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = get_array (object, "replacements");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) == G_TYPE_STRING)
      g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

/* Returns: (transfer full) (nullable): NULL for what is no answer */
static GPtrArray *
read_mistakes (JsonArray *array, const char *text)
{
  g_autoptr (GPtrArray) mistakes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_grammar_mistake_free);
  gint64 length = g_utf8_strlen (text, -1);

  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_MISTAKES); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      MarbreGrammarMistake *mistake;
      gint64 start, end;

      if (object == NULL)
        return NULL;
      start = get_int (object, "start");
      end = get_int (object, "end");
      if (start < 0 || end <= start || end > length)
        continue;
      mistake = g_new0 (MarbreGrammarMistake, 1);
      mistake->start = (guint) start;
      mistake->end = (guint) end;
      mistake->rule = g_strdup (get_string (object, "rule"));
      mistake->message = g_strdup (get_string (object, "message"));
      mistake->replacements = read_replacements (object);
      g_ptr_array_add (mistakes, mistake);
    }
  return g_steal_pointer (&mistakes);
}

/**
 * marbre_grammar_line_write:
 * @text: a paragraph
 *
 * Returns: (transfer full): the line that asks for its mistakes, with its end
 */
char *
marbre_grammar_line_write (const char *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, text);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  return g_strconcat (json, "\n", NULL);
}

/**
 * marbre_grammar_line_read:
 * @line: what the process wrote
 * @text: (nullable): the paragraph that it has, %NULL if it has none
 * @mistakes: (out) (transfer full) (nullable) (element-type MarbreGrammarMistake): what it found;
 *   what lies outside of @text is left out
 *
 * Returns: what @line is; %MARBRE_GRAMMAR_LINE_UNREADABLE also for mistakes nobody asked for
 */
MarbreGrammarLine
marbre_grammar_line_read (const char *line, const char *text, GPtrArray **mistakes)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonObject *object;
  JsonArray *array;

  g_return_val_if_fail (line != NULL, MARBRE_GRAMMAR_LINE_UNREADABLE);
  g_return_val_if_fail (mistakes != NULL, MARBRE_GRAMMAR_LINE_UNREADABLE);

  *mistakes = NULL;
  if (!json_parser_load_from_data (parser, line, -1, NULL) ||
      (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return MARBRE_GRAMMAR_LINE_UNREADABLE;
  object = json_node_get_object (root);
  if (json_object_has_member (object, "missing"))
    return MARBRE_GRAMMAR_LINE_MISSING;
  if (json_object_has_member (object, "ready"))
    return MARBRE_GRAMMAR_LINE_READY;
  array = text != NULL ? get_array (object, "mistakes") : NULL;
  if (array != NULL)
    *mistakes = read_mistakes (array, text);
  return *mistakes != NULL ? MARBRE_GRAMMAR_LINE_MISTAKES : MARBRE_GRAMMAR_LINE_UNREADABLE;
}
