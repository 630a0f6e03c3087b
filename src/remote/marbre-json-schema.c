/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of JSON Schema; see marbre-json-schema.h. type, enum, pattern, minLength, maxLength,
 * minimum, maximum, required, properties, additionalProperties, propertyNames, items, minItems,
 * maxItems, and $ref into $defs. A schema's description says what is allowed where a pattern is
 * not for reading. Both depths are bounded: the value's by who parsed it, the schema's by ours.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-json-schema.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-json-pointer.h"
#include "marbre-json.h"
#include "marbre-remote-error.h"

typedef struct
{
  JsonNode *root; /* (borrowed): the whole schema */
  GString *place; /* (owned): the pointer to what is being looked at */
  GError **error; /* (nullable) */
} Check;

static gboolean check_value (Check *check, JsonObject *schema, JsonNode *value);

static gboolean fail (Check *check, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (Check *check, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list list;

  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  g_set_error (check->error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_PROFILE, "%s: %s",
               check->place->len > 0 ? check->place->str : _ ("At the top"), text);
  return FALSE;
}

static void
enter (Check *check, const char *token)
{
  g_autoptr (GString) escaped = g_string_new (token);

  g_string_replace (escaped, "~", "~0", 0);
  g_string_replace (escaped, "/", "~1", 0);
  g_string_append_printf (check->place, "/%s", escaped->str);
}

static gboolean
check_at (Check *check, const char *token, JsonObject *schema, JsonNode *value)
{
  const gsize length = check->place->len;
  gboolean good;

  enter (check, token);
  good = check_value (check, schema, value);
  g_string_truncate (check->place, length);
  return good;
}

static const char *
type_name (JsonNode *value)
{
  if (JSON_NODE_HOLDS_OBJECT (value))
    return "object";
  if (JSON_NODE_HOLDS_ARRAY (value))
    return "array";
  if (JSON_NODE_HOLDS_NULL (value))
    return "null";
  switch (json_node_get_value_type (value))
    {
    case G_TYPE_STRING:
      return "string";
    case G_TYPE_BOOLEAN:
      return "boolean";
    case G_TYPE_INT64:
      return "integer";
    default:
      return "number";
    }
}

/* The values of an array, or the one value, as a list to read. */
static char *
list_values (JsonNode *values)
{
  JsonArray *array = marbre_json_node_array (values);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  if (array == NULL)
    return marbre_json_node_to_text (values);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *text = marbre_json_node_to_text (json_array_get_element (array, i));

      g_strv_builder_add (builder, text);
    }
  texts = g_strv_builder_end (builder);
  return g_strjoinv (", ", texts);
}

static gboolean
holds (JsonNode *values, const char *text)
{
  JsonArray *array = marbre_json_node_array (values);

  if (array == NULL)
    return g_str_equal (marbre_json_node_string (values), text);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_str_equal (marbre_json_node_string (json_array_get_element (array, i)), text))
      return TRUE;
  return FALSE;
}

static gboolean
check_type (Check *check, JsonObject *schema, JsonNode *value)
{
  JsonNode *types = json_object_get_member (schema, "type");
  g_autofree char *allowed = NULL;

  if (types == NULL || holds (types, type_name (value)))
    return TRUE;
  allowed = list_values (types);
  return fail (check, _ ("this is of the type %s; allowed: %s."), type_name (value), allowed);
}

static gboolean
check_enum (Check *check, JsonObject *schema, JsonNode *value)
{
  JsonArray *allowed = marbre_json_array (schema, "enum");
  g_autofree char *found = NULL;
  g_autofree char *list = NULL;

  if (allowed == NULL)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (allowed); i++)
    if (json_node_equal (json_array_get_element (allowed, i), value))
      return TRUE;
  found = json_to_string (value, FALSE);
  list = list_values (json_object_get_member (schema, "enum"));
  return fail (check, _ ("%.80s is not known here; allowed: %s."), found, list);
}

static gboolean
check_string (Check *check, JsonObject *schema, const char *text)
{
  const char *pattern = marbre_json_string (schema, "pattern");
  const char *description = marbre_json_string (schema, "description");
  const glong length = g_utf8_strlen (text, -1);
  const gint64 most = marbre_json_int (schema, "maxLength");

  if (length < marbre_json_int (schema, "minLength"))
    return fail (check, _ ("this is empty, and must not be."));
  if (most > 0 && length > most)
    return fail (check, _ ("this is %ld characters long; allowed: %d."), length, (int) most);
  if (*pattern != '\0' && !g_regex_match_simple (pattern, text, G_REGEX_DOLLAR_ENDONLY, 0))
    return fail (check, _ ("“%s” cannot stand here; allowed: %s."), text,
                 *description ? description : pattern);
  return TRUE;
}

static gboolean
check_integer (Check *check, JsonObject *schema, gint64 number)
{
  const gint64 least = marbre_json_int (schema, "minimum");
  const gint64 most = marbre_json_int (schema, "maximum");

  if ((!json_object_has_member (schema, "minimum") || number >= least) &&
      (!json_object_has_member (schema, "maximum") || number <= most))
    return TRUE;
  return fail (check, _ ("%d cannot stand here; allowed: %d to %d."), (int) number, (int) least,
               (int) most);
}

static gboolean
check_required (Check *check, JsonObject *schema, JsonObject *object)
{
  JsonArray *required = marbre_json_array (schema, "required");

  for (guint i = 0; required && i < json_array_get_length (required); i++)
    {
      const char *name = marbre_json_node_string (json_array_get_element (required, i));

      if (!json_object_has_member (object, name))
        return fail (check, _ ("“%s” is missing here."), name);
    }
  return TRUE;
}

/* What an object may have beside its named properties. */
static gboolean
check_other (Check *check, JsonObject *schema, const char *name, JsonNode *value)
{
  JsonNode *other = json_object_get_member (schema, "additionalProperties");
  JsonObject *names = marbre_json_object (schema, "propertyNames");
  JsonObject *properties = marbre_json_object (schema, "properties");

  if (names)
    {
      g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), name);

      if (!check_value (check, names, text))
        return FALSE;
    }
  if (marbre_json_node_object (other))
    return check_at (check, name, marbre_json_node_object (other), value);
  if (other && JSON_NODE_HOLDS_VALUE (other) && !json_node_get_boolean (other))
    {
      g_autoptr (GList) members = properties ? json_object_get_members (properties) : NULL;
      g_autoptr (GString) list = g_string_new (NULL);

      for (GList *l = members; l; l = l->next)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", (const char *) l->data);
      return fail (check, _ ("“%s” is not known here; allowed: %s."), name, list->str);
    }
  return TRUE;
}

static gboolean
check_object (Check *check, JsonObject *schema, JsonObject *object)
{
  JsonObject *properties = marbre_json_object (schema, "properties");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonObject *known = marbre_json_object (properties, name);

      if (!(known ? check_at (check, name, known, value)
                  : check_other (check, schema, name, value)))
        return FALSE;
    }
  return check_required (check, schema, object);
}

static gboolean
check_array (Check *check, JsonObject *schema, JsonArray *array)
{
  JsonObject *items = marbre_json_object (schema, "items");
  const guint length = json_array_get_length (array);
  const gint64 most = marbre_json_int (schema, "maxItems");

  if (length < marbre_json_int (schema, "minItems"))
    return fail (check, _ ("this is empty, and must not be."));
  if (most > 0 && length > most)
    return fail (check, _ ("this has %u entries; allowed: %d."), length, (int) most);
  for (guint i = 0; items && i < length; i++)
    {
      g_autofree char *token = g_strdup_printf ("%u", i);

      if (!check_at (check, token, items, json_array_get_element (array, i)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_value (Check *check, JsonObject *schema, JsonNode *value)
{
  const char *reference = marbre_json_string (schema, "$ref");

  if (*reference == '#')
    return check_value (
        check, marbre_json_node_object (marbre_json_pointer_get (check->root, reference + 1)),
        value);
  if (!check_type (check, schema, value) || !check_enum (check, schema, value))
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (value))
    return check_object (check, schema, json_node_get_object (value));
  if (JSON_NODE_HOLDS_ARRAY (value))
    return check_array (check, schema, json_node_get_array (value));
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return check_string (check, schema, json_node_get_string (value));
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_INT64)
    return check_integer (check, schema, json_node_get_int (value));
  return TRUE;
}

/**
 * marbre_json_schema_check:
 * @schema: a schema of ours
 * @value: what a person wrote, nested no deeper than %MARBRE_JSON_MAX_DEPTH
 * @error: %MARBRE_REMOTE_ERROR_PROFILE: the place as a JSON Pointer, and what is allowed there
 *
 * Returns: %TRUE if @value is as @schema wants it
 */
gboolean
marbre_json_schema_check (JsonNode *schema, JsonNode *value, GError **error)
{
  Check check = { .root = schema, .place = g_string_new (NULL), .error = error };
  const gboolean good = check_value (&check, marbre_json_node_object (schema), value);

  g_string_free (check.place, TRUE);
  return good;
}
