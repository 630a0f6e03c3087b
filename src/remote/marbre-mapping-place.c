/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places; see marbre-mapping-place.h. What others wrote into the same array stays where it is, and
 * an element that keeps its value keeps all else that it has.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-mapping-place.h"

#include <string.h>

#include "marbre-json-pointer.h"
#include "marbre-json.h"

/* Where the place is: a pointer alone, or the object's "at". */
static const char *
pointer_of (JsonNode *place)
{
  JsonObject *object = marbre_json_node_object (place);

  return object ? marbre_json_string (object, "at") : marbre_json_node_string (place);
}

static gboolean
matches (JsonObject *with, JsonNode *element)
{
  JsonObjectIter iter;
  const char *pointer;
  JsonNode *value;

  if (with == NULL)
    return TRUE;
  json_object_iter_init (&iter, with);
  while (json_object_iter_next (&iter, &pointer, &value))
    {
      JsonNode *found = marbre_json_pointer_get (element, pointer);

      if (found == NULL || !json_node_equal (found, value))
        return FALSE;
    }
  return TRUE;
}

static void
split_joined (GStrvBuilder *values, JsonNode *node, const char *joined)
{
  g_autofree char *text = marbre_json_node_to_text (node);
  g_auto (GStrv) parts = g_strsplit (text, joined, MARBRE_MAPPING_MAX_VALUES);

  for (char **part = parts; *part; part++)
    if (*g_strstrip (*part) != '\0')
      g_strv_builder_add (values, *part);
}

/**
 * marbre_mapping_place_read:
 * @place: (nullable): a place of a profile
 * @item: an article
 *
 * Returns: (transfer full): the values that stand there, without empty ones
 */
GStrv
marbre_mapping_place_read (JsonNode *place, JsonNode *item)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  JsonObject *object = marbre_json_node_object (place);
  JsonObject *with = marbre_json_object (object, "with");
  const char *each = marbre_json_string (object, "each");
  const char *joined = marbre_json_string (object, "joined");
  JsonNode *node = place ? marbre_json_pointer_get (item, pointer_of (place)) : NULL;
  JsonArray *array = marbre_json_node_array (node);
  const guint length = array ? json_array_get_length (array) : 0;

  if (*joined != '\0')
    split_joined (values, node, joined);
  for (guint i = 0; i < MIN (length, MARBRE_MAPPING_MAX_VALUES); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *text =
          matches (with, element) ? marbre_json_pointer_text (element, each) : g_strdup ("");

      if (*text != '\0')
        g_strv_builder_add (values, text);
    }
  if (array == NULL && *joined == '\0' && node)
    {
      /* One where a list is usual: schema.org allows either. */
      g_autofree char *text =
          matches (with, node) ? marbre_json_pointer_text (node, each) : g_strdup ("");

      if (*text != '\0')
        g_strv_builder_add (values, text);
    }
  return g_strv_builder_end (values);
}

/**
 * marbre_mapping_place_text:
 * @place: (nullable): a place of a profile
 * @item: an article
 *
 * Returns: (transfer full): the first value that stands there, "" if there is none
 */
char *
marbre_mapping_place_text (JsonNode *place, JsonNode *item)
{
  g_auto (GStrv) values = marbre_mapping_place_read (place, item);

  return g_strdup (values[0] ? values[0] : "");
}

/**
 * marbre_mapping_place_set_all:
 * @target: a changeable value
 * @constants: (nullable): values by their pointers
 */
void
marbre_mapping_place_set_all (JsonNode *target, JsonObject *constants)
{
  JsonObjectIter iter;
  const char *pointer;
  JsonNode *value;

  if (constants == NULL)
    return;
  json_object_iter_init (&iter, constants);
  while (json_object_iter_next (&iter, &pointer, &value))
    marbre_json_pointer_set (target, pointer, value);
}

static void
set_text (JsonNode *target, const char *pointer, const char *text)
{
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), text);

  marbre_json_pointer_set (target, pointer, value);
}

/* One of @values that was not taken yet and that @element says. */
static gboolean
keeps (JsonNode *element, const char *each, const char *const *values, gboolean *taken)
{
  g_autofree char *text = marbre_json_pointer_text (element, each);

  for (guint i = 0; values[i]; i++)
    if (!taken[i] && g_str_equal (values[i], text))
      {
        taken[i] = TRUE;
        return TRUE;
      }
  return FALSE;
}

static JsonNode *
make_element (JsonObject *place, const char *each, const char *value)
{
  JsonNode *element;

  if (*each == '\0')
    return json_node_init_string (json_node_alloc (), value);
  element = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (element, json_object_new ());
  marbre_mapping_place_set_all (element, marbre_json_object (place, "with"));
  marbre_mapping_place_set_all (element, marbre_json_object (place, "also"));
  set_text (element, each, value);
  return element;
}

/* The array anew: elements that are not ours, ours that keep a value, then the values that are
 * new. A single value goes into the element that had another. */
static void
write_elements (JsonNode *item, JsonObject *place, const char *const *values, gboolean many)
{
  const char *pointer = marbre_json_string (place, "at");
  const char *each = marbre_json_string (place, "each");
  JsonObject *with = marbre_json_object (place, "with");
  JsonArray *old = marbre_json_node_array (marbre_json_pointer_get (item, pointer));
  g_autoptr (JsonNode) whole = json_node_alloc ();
  JsonArray *array = json_array_new ();
  const guint n_values = g_strv_length ((char **) values);
  g_autofree gboolean *taken = g_new0 (gboolean, n_values + 1);

  json_node_init_array (whole, array);
  json_array_unref (array);
  for (guint i = 0; old && i < json_array_get_length (old); i++)
    {
      JsonNode *element = json_array_get_element (old, i);
      const gboolean ours = matches (with, element);

      if (ours && !many && n_values > 0 && !taken[0] && JSON_NODE_HOLDS_OBJECT (element))
        {
          g_autoptr (JsonNode) changed = marbre_json_node_thaw (element);

          set_text (changed, each, values[0]);
          json_array_add_element (array, g_steal_pointer (&changed));
          taken[0] = TRUE;
        }
      else if (!ours || (many && keeps (element, each, values, taken)))
        json_array_add_element (array, json_node_copy (element));
    }
  for (guint i = 0; i < n_values; i++)
    if (!taken[i])
      json_array_add_element (array, make_element (place, each, values[i]));
  if (json_array_get_length (array) > 0 || old)
    marbre_json_pointer_set (item, pointer, whole);
}

static void
write_list (JsonNode *item, const char *pointer, const char *const *values)
{
  g_autoptr (JsonNode) whole = json_node_alloc ();
  JsonArray *array = json_array_new ();

  for (; *values; values++)
    json_array_add_string_element (array, *values);
  json_node_init_array (whole, array);
  json_array_unref (array);
  marbre_json_pointer_set (item, pointer, whole);
}

/**
 * marbre_mapping_place_write:
 * @place: (nullable): a place of a profile
 * @item: a changeable article
 * @values: what shall stand there; none takes away what does
 * @many: whether the field is a list
 */
void
marbre_mapping_place_write (JsonNode *place,
                            JsonNode *item,
                            const char *const *values,
                            gboolean many)
{
  JsonObject *object = marbre_json_node_object (place);
  const char *joined = marbre_json_string (object, "joined");

  if (place == NULL)
    return;
  if (object &&
      (json_object_has_member (object, "each") || json_object_has_member (object, "with")))
    write_elements (item, object, values, many);
  else if (values[0] == NULL && !(many && *joined == '\0'))
    marbre_json_pointer_remove (item, pointer_of (place));
  else if (*joined != '\0')
    {
      g_autofree char *text = g_strjoinv (joined, (char **) values);

      set_text (item, pointer_of (place), text);
    }
  else if (many)
    write_list (item, pointer_of (place), values);
  else
    set_text (item, pointer_of (place), values[0]);
}

/**
 * marbre_mapping_place_member:
 * @place: a place of a profile
 *
 * Returns: (transfer full): a pointer to the article's own member in which the place is
 */
char *
marbre_mapping_place_member (JsonNode *place)
{
  const char *pointer = pointer_of (place);

  return *pointer == '/' ? g_strndup (pointer, 1 + strcspn (pointer + 1, "/")) : g_strdup ("");
}

/**
 * marbre_mapping_place_find:
 * @place: a place for an object, such as the lead picture's
 * @item: an article
 *
 * Returns: (transfer none) (nullable): what stands there, in an array the first element that
 *   matches
 */
JsonNode *
marbre_mapping_place_find (JsonObject *place, JsonNode *item)
{
  JsonNode *node = marbre_json_pointer_get (item, marbre_json_string (place, "at"));
  JsonObject *with = marbre_json_object (place, "with");
  JsonArray *array = marbre_json_node_array (node);

  if (array == NULL)
    return node && matches (with, node) ? node : NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (matches (with, json_array_get_element (array, i)))
      return json_array_get_element (array, i);
  return NULL;
}

/**
 * marbre_mapping_place_make:
 * @place: a place for an object
 * @item: a changeable article
 *
 * Returns: (transfer none): what stands there, made if there is nothing, with its constants
 */
JsonNode *
marbre_mapping_place_make (JsonObject *place, JsonNode *item)
{
  const char *at = marbre_json_string (place, "at");
  JsonNode *found = marbre_mapping_place_find (place, item);

  if (found == NULL || !JSON_NODE_HOLDS_OBJECT (found))
    {
      g_autoptr (JsonNode) empty = json_node_new (JSON_NODE_OBJECT);
      JsonArray *array;

      json_node_take_object (empty, json_object_new ());
      if (json_object_has_member (place, "with"))
        {
          array = marbre_json_node_array (marbre_json_pointer_get (item, at));
          if (array == NULL)
            {
              static const char *const none[] = { NULL };

              write_list (item, at, none);
              array = marbre_json_node_array (marbre_json_pointer_get (item, at));
            }
          json_array_add_element (array, json_node_copy (empty));
          found = json_array_get_element (array, json_array_get_length (array) - 1);
        }
      else
        {
          marbre_json_pointer_set (item, at, empty);
          found = marbre_json_pointer_get (item, at);
        }
    }
  marbre_mapping_place_set_all (found, marbre_json_object (place, "with"));
  marbre_mapping_place_set_all (found, marbre_json_object (place, "also"));
  return found;
}
