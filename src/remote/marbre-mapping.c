/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Site profiles; see marbre-mapping.h. The schema checks each value for itself; what hangs together
 * is checked here. Who reads a profile afterwards need not doubt it.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-mapping.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-json-schema.h"
#include "marbre-json.h"
#include "marbre-mapping-resources.h"
#include "marbre-remote-error.h"

#define RESOURCES "/io/github/marbre/Marbre/site-profiles/"
#define SCHEMA    "site-profile.schema"

struct _MarbreMapping
{
  GObject parent_instance;

  JsonNode *root; /* (owned): an object */
  char *text;     /* (owned): the profile as it was written */
};

G_DEFINE_FINAL_TYPE (MarbreMapping, marbre_mapping, G_TYPE_OBJECT)

static void
marbre_mapping_finalize (GObject *object)
{
  MarbreMapping *self = MARBRE_MAPPING (object);

  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (marbre_mapping_parent_class)->finalize (object);
}

static void
marbre_mapping_class_init (MarbreMappingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_mapping_finalize;
}

static void
marbre_mapping_init (MarbreMapping *self)
{
}

static GBytes *
load_resource (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, ".json", NULL);

  return g_resource_lookup_data (marbre_mapping_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 NULL);
}

/* json-glib tells the line in its message only: "<data>:3:14: Parse error: …". */
static void
set_syntax_error (const GError *failure, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (failure->message, ":", 4);

  if (g_strv_length (parts) == 4)
    g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_PROFILE,
                 _ ("This is no JSON: look at line %s, at or before its sign %s."), parts[1],
                 parts[2]);
  else
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_PROFILE,
                         _ ("This is no JSON, so it is no site profile."));
}

static JsonNode *
parse_json (GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (JsonNode) node = marbre_json_parse (bytes, NULL);
  g_autoptr (GError) failure = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (node)
    return g_steal_pointer (&node);
  if (length == 0)
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_PROFILE,
                         _ ("The file is empty."));
  else if (!g_utf8_validate (text, (gssize) length, NULL))
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_PROFILE,
                         _ ("This is no text in UTF-8, so it is no site profile."));
  else if (!marbre_json_is_shallow (text, length))
    g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_PROFILE,
                 _ ("The brackets of this file nest deeper than %d, so it is no site profile."),
                 MARBRE_JSON_MAX_DEPTH);
  else if (!json_parser_load_from_data (parser, text, (gssize) length, &failure))
    set_syntax_error (failure, error);
  else
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_PROFILE,
                         _ ("The file is empty."));
  return NULL;
}

static gboolean
missing (const char *place, const char *name, const char *because, GError **error)
{
  g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_PROFILE,
               _ ("%s: “%s” is missing here; “%s” needs it."), place, name, because);
  return FALSE;
}

static gboolean
check_sign_in (JsonObject *sign_in, GError **error)
{
  const char *scheme = marbre_json_string (sign_in, "scheme");
  const gboolean header = g_str_equal (scheme, "header");
  const gboolean hmac = g_str_equal (scheme, "hmac-sha256");
  const char *value = marbre_json_string (sign_in, "value");

  if (header && !json_object_has_member (sign_in, "header"))
    return missing ("/sign-in", "header", scheme, error);
  if (hmac && strstr (value, "{signature}") == NULL)
    return missing ("/sign-in/value", "{signature}", scheme, error);
  if (header && *value != '\0' && strstr (value, "{secret}") == NULL)
    return missing ("/sign-in/value", "{secret}", scheme, error);
  return TRUE;
}

/* How a page of the list leads to the next. */
static gboolean
check_list (JsonObject *list, GError **error)
{
  JsonObject *paging = marbre_json_object (list, "paging");
  const char *style = marbre_json_string (paging, "style");
  g_autofree char *variable = g_strdup_printf ("{%s}", style);
  JsonObjectIter iter;
  JsonNode *value;

  if ((g_str_equal (style, "cursor") || g_str_equal (style, "next")) &&
      !json_object_has_member (paging, "next"))
    return missing ("/requests/list/paging", "next", style, error);
  if (!g_str_equal (style, "page") && !g_str_equal (style, "offset") &&
      !g_str_equal (style, "cursor"))
    return TRUE;
  if (marbre_json_object (list, "query"))
    {
      json_object_iter_init (&iter, marbre_json_object (list, "query"));
      while (json_object_iter_next (&iter, NULL, &value))
        if (strstr (marbre_json_node_string (value), variable))
          return TRUE;
    }
  return missing ("/requests/list/query", variable, style, error);
}

static gboolean
check_whole (MarbreMapping *self, GError **error)
{
  JsonObject *lookup = marbre_mapping_get_request (self, "lookup");
  JsonObject *list = marbre_mapping_get_request (self, "list");
  JsonObject *conflict = marbre_mapping_get_section (self, "conflict");
  JsonObject *story = marbre_mapping_get_section (self, "story");

  if (!check_sign_in (marbre_mapping_get_section (self, "sign-in"), error) ||
      (list && !check_list (list, error)))
    return FALSE;
  if (list == NULL && marbre_mapping_get_request (self, "check") == NULL)
    return missing ("/requests", "check", _ ("Check connection"), error);
  if (lookup && !json_object_has_member (story, "reference"))
    return missing ("/story", "reference", "lookup", error);
  if (g_str_equal (marbre_json_string (conflict, "send"), "version") &&
      !json_object_has_member (story, "version"))
    return missing ("/story", "version", "conflict", error);
  return TRUE;
}

/**
 * marbre_mapping_parse:
 * @bytes: a site profile
 * @error: %MARBRE_REMOTE_ERROR_PROFILE: where it is wrong and what may stand there
 *
 * Returns: (transfer full) (nullable): the profile
 */
MarbreMapping *
marbre_mapping_parse (GBytes *bytes, GError **error)
{
  g_autoptr (MarbreMapping) self = NULL;
  g_autoptr (GBytes) schema_bytes = NULL;
  g_autoptr (JsonNode) schema = NULL;
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (g_bytes_get_size (bytes) > MARBRE_MAPPING_MAX_BYTES)
    {
      g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_PROFILE,
                   _ ("This file has more than %d KB, so it is no site profile."),
                   MARBRE_MAPPING_MAX_BYTES / 1024);
      return NULL;
    }
  root = parse_json (bytes, error);
  if (root == NULL)
    return NULL;
  schema_bytes = load_resource (SCHEMA);
  schema = marbre_json_parse (schema_bytes, NULL);
  if (!marbre_json_schema_check (schema, root, error))
    return NULL;
  self = g_object_new (MARBRE_TYPE_MAPPING, NULL);
  self->root = g_steal_pointer (&root);
  self->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return check_whole (self, error) ? g_steal_pointer (&self) : NULL;
}

/* At most one byte more than a profile may have, so that a file of any length costs no more. */
static GBytes *
read_start (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (MARBRE_MAPPING_MAX_BYTES + 1);
  gsize length;

  g_byte_array_set_size (bytes, MARBRE_MAPPING_MAX_BYTES + 1);
  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), bytes->data, bytes->len,
                                                  &length, cancellable, error))
    return NULL;
  g_byte_array_set_size (bytes, (guint) length);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * marbre_mapping_load_sync:
 * @file: a site profile
 * @cancellable: (nullable): stops it
 * @error: as marbre_mapping_parse(), the file's name before it; or why it cannot be read
 *
 * Returns: (transfer full) (nullable): the profile
 */
MarbreMapping *
marbre_mapping_load_sync (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  MarbreMapping *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  bytes = read_start (file, cancellable, error);
  if (bytes == NULL)
    return NULL;
  self = marbre_mapping_parse (bytes, error);
  base = g_file_get_basename (file);
  name = g_filename_display_name (base ? base : "");
  if (self == NULL)
    g_prefix_error (error, "%s: ", name);
  return self;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  MarbreMapping *self = marbre_mapping_load_sync (task_data, cancellable, &error);

  if (self)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_mapping_load_async:
 * @file: a site profile
 * @cancellable: (nullable): stops it
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Reads a profile, see marbre_mapping_load_sync().
 */
void
marbre_mapping_load_async (GFile *file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (G_IS_FILE (file));

  g_task_set_source_tag (task, marbre_mapping_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * marbre_mapping_load_finish:
 * @result: the result
 * @error: as marbre_mapping_load_sync()
 *
 * Returns: (transfer full) (nullable): the profile
 */
MarbreMapping *
marbre_mapping_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * marbre_mapping_list_ours:
 *
 * Returns: (transfer none) (array zero-terminated=1): the profiles that come with Marbre
 */
const char *const *
marbre_mapping_list_ours (void)
{
  static const char *const names[] = { "ninjs", "schema-org", NULL };

  return names;
}

/**
 * marbre_mapping_load_ours:
 * @name: one of marbre_mapping_list_ours(), or any other text
 *
 * Returns: (transfer full) (nullable): the profile that comes with Marbre, %NULL if there is none
 */
MarbreMapping *
marbre_mapping_load_ours (const char *name)
{
  g_autoptr (GBytes) bytes =
      g_strv_contains (marbre_mapping_list_ours (), name) ? load_resource (name) : NULL;

  return bytes ? marbre_mapping_parse (bytes, NULL) : NULL;
}

/**
 * marbre_mapping_get_name:
 *
 * Returns: what the system is called
 */
const char *
marbre_mapping_get_name (MarbreMapping *self)
{
  g_return_val_if_fail (MARBRE_IS_MAPPING (self), "");
  return marbre_json_string (json_node_get_object (self->root), "name");
}

/**
 * marbre_mapping_get_text:
 *
 * Returns: the profile as it was written, for the archive
 */
const char *
marbre_mapping_get_text (MarbreMapping *self)
{
  g_return_val_if_fail (MARBRE_IS_MAPPING (self), "");
  return self->text;
}

/**
 * marbre_mapping_needs_user:
 *
 * Returns: %TRUE if one signs in there with a name beside the secret
 */
gboolean
marbre_mapping_needs_user (MarbreMapping *self)
{
  JsonObject *sign_in = marbre_mapping_get_section (self, "sign-in");

  return g_str_equal (marbre_json_string (sign_in, "scheme"), "basic") ||
         strstr (marbre_json_string (sign_in, "value"), "{user}") != NULL;
}

/**
 * marbre_mapping_get_section:
 * @name: a member of the profile
 *
 * Returns: (transfer none) (nullable): it, if it is an object
 */
JsonObject *
marbre_mapping_get_section (MarbreMapping *self, const char *name)
{
  g_return_val_if_fail (MARBRE_IS_MAPPING (self), NULL);
  return marbre_json_object (json_node_get_object (self->root), name);
}

/**
 * marbre_mapping_get_request:
 * @name: "check", "create", "update", "fetch", "lookup", "list" or "upload"
 *
 * Returns: (transfer none) (nullable): how it is asked, %NULL if the system cannot
 */
JsonObject *
marbre_mapping_get_request (MarbreMapping *self, const char *name)
{
  return marbre_json_object (marbre_mapping_get_section (self, "requests"), name);
}

/**
 * marbre_mapping_get_place:
 * @field: a field of a story, as the profile names it
 *
 * Returns: (transfer none) (nullable): its place for marbre_mapping_place_read() and _write()
 */
JsonNode *
marbre_mapping_get_place (MarbreMapping *self, const char *field)
{
  JsonObject *story = marbre_mapping_get_section (self, "story");

  return json_object_get_member (story, field);
}
