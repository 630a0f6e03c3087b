/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading Micropub requests; see marbre-press-request.h. The protocol: W3C Recommendation
 * Micropub, section 3.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-request.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-pressroom-error.h"

/* mf2 needs six levels; the parser descends by recursion, so the stack is at stake. */
#define MAX_JSON_DEPTH 32
#define MAX_FIELDS     1000

static gboolean
fail (GError **error, const char *what)
{
  g_set_error_literal (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_INVALID, what);
  return FALSE;
}

static gboolean
is_too_deep (const char *json, gsize length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string)
        {
          if (json[i] == '\\')
            i++;
          else if (json[i] == '"')
            in_string = FALSE;
          continue;
        }
      if (json[i] == '"')
        in_string = TRUE;
      else if (json[i] == '[' || json[i] == '{')
        depth++;
      else if ((json[i] == ']' || json[i] == '}') && depth > 0)
        depth--;
      if (depth > MAX_JSON_DEPTH)
        return TRUE;
    }
  return FALSE;
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static gboolean
read_action (MarbrePressRequest *self, const char *name, const char *url, GError **error)
{
  static const char *const names[] = {
    [MARBRE_PRESS_UPDATE] = "update",
    [MARBRE_PRESS_DELETE] = "delete",
    [MARBRE_PRESS_UNDELETE] = "undelete",
  };

  if (url == NULL)
    return fail (error, "The request names no “url”");
  self->url = g_strdup (url);
  for (guint i = MARBRE_PRESS_UPDATE; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        self->action = (MarbrePressAction) i;
        return TRUE;
      }
  return fail (error, "This action is not known");
}

static gboolean
check_type (JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "type");
  JsonArray *types =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *type = types != NULL && json_array_get_length (types) == 1
                       ? json_array_get_element (types, 0)
                       : NULL;

  if (type == NULL || !JSON_NODE_HOLDS_VALUE (type) ||
      g_strcmp0 (json_node_get_string (type), "h-entry") != 0)
    return fail (error, "The “type” is not [\"h-entry\"]");
  return TRUE;
}

static gboolean
read_json (MarbrePressRequest *self, const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) parse_error = NULL;
  JsonNode *root, *properties;
  const char *action;

  if (is_too_deep (text, length))
    return fail (error, "The JSON is nested too deep");
  if (!json_parser_load_from_data (parser, text, (gssize) length, &parse_error))
    return fail (error, "The body is not JSON");
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return fail (error, "The body is not a JSON object");

  self->whole = json_object_ref (json_node_get_object (root));
  action = get_string (self->whole, "action");
  if (action != NULL)
    return read_action (self, action, get_string (self->whole, "url"), error);
  if (!check_type (self->whole, error))
    return FALSE;
  properties = json_object_get_member (self->whole, "properties");
  if (properties == NULL || !JSON_NODE_HOLDS_OBJECT (properties))
    return fail (error, "There are no “properties”");
  json_object_unref (self->properties);
  self->properties = json_object_ref (json_node_get_object (properties));
  return TRUE;
}

/* Each field is a property; "name[]" may come more than once. */
static void
add_field (JsonObject *properties, const char *name, const char *value)
{
  g_autofree char *bare = g_str_has_suffix (name, "[]") ? g_strndup (name, strlen (name) - 2)
                                                        : g_strdup (name);

  if (!json_object_has_member (properties, bare))
    json_object_set_array_member (properties, bare, json_array_new ());
  json_array_add_string_element (json_object_get_array_member (properties, bare), value);
}

static gboolean
read_form (MarbrePressRequest *self, const char *text, gsize length, GError **error)
{
  GUriParamsIter iter;
  g_autofree char *action = NULL;
  g_autofree char *url = NULL;
  g_autofree char *type = NULL;
  char *name, *value;
  guint n = 0;

  g_uri_params_iter_init (&iter, text, (gssize) length, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      g_autofree char *field = name;
      g_autofree char *content = value;

      if (++n > MAX_FIELDS || !g_utf8_validate (field, -1, NULL) ||
          !g_utf8_validate (content, -1, NULL))
        return fail (error, "The form has too many fields, or is not UTF-8");
      if (g_str_equal (field, "h"))
        marbre_set_str (&type, content);
      else if (g_str_equal (field, "action"))
        marbre_set_str (&action, content);
      else if (g_str_equal (field, "url"))
        marbre_set_str (&url, content);
      else if (g_str_equal (field, "access_token"))
        marbre_set_str (&self->token, content);
      else
        add_field (self->properties, field, content);
    }
  if (action != NULL)
    return !g_str_equal (action, "update") ? read_action (self, action, url, error)
                                           : fail (error, "An update must be JSON");
  return g_strcmp0 (type, "entry") == 0 ? TRUE : fail (error, "The form’s “h” is not “entry”");
}

/**
 * marbre_press_request_parse:
 * @content_type: (nullable): the body's type without parameters
 * @body: the body
 * @error: %MARBRE_PRESSROOM_ERROR_INVALID, %MARBRE_PRESSROOM_ERROR_UNSUPPORTED for another type
 *
 * Returns: (transfer full) (nullable): the request
 */
MarbrePressRequest *
marbre_press_request_parse (const char *content_type, GBytes *body, GError **error)
{
  g_autoptr (MarbrePressRequest) self = g_new0 (MarbrePressRequest, 1);
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  self->properties = json_object_new ();
  if (length == 0)
    {
      fail (error, "The request is empty");
      return NULL;
    }
  if (g_strcmp0 (content_type, "application/json") == 0)
    return read_json (self, text, length, error) ? g_steal_pointer (&self) : NULL;
  if (g_strcmp0 (content_type, "application/x-www-form-urlencoded") == 0)
    return read_form (self, text, length, error) ? g_steal_pointer (&self) : NULL;
  g_set_error_literal (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_UNSUPPORTED,
                       "The body must be JSON or a form; files go to the media endpoint");
  return NULL;
}

/**
 * marbre_press_request_free:
 *
 * Frees a request.
 */
void
marbre_press_request_free (MarbrePressRequest *self)
{
  g_free (self->url);
  g_free (self->token);
  g_clear_pointer (&self->properties, json_object_unref);
  g_clear_pointer (&self->whole, json_object_unref);
  g_free (self);
}
