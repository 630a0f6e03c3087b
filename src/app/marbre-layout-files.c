/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A layout on disk: FOLDER/VERSION/… are its files, FOLDER/layout.json says which version counts. A
 * newer version is written whole before that note changes, in one step, and only then is the older
 * one forgotten: whenever the machine stops, there is a layout. On a worker only.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "marbre-layout-private.h"

#define NOTES_FILE  "layout.json"
#define NOTES_BYTES (256 * 1024)
#define FORMAT      1
#define MAX_PICKS   200

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static const char *
get_slot_name (const MarbreLayoutPick *pick)
{
  if (pick->slot == MARBRE_LAYOUT_NOTHING)
    return "";
  return marbre_slot_get_name ((MarbreSlot) pick->slot);
}

static char *
format_notes (MarbreLayout *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_number (builder, "format", FORMAT);
  add_text (builder, "id", self->id);
  add_text (builder, "version", self->version);
  add_text (builder, "name", self->name);
  add_text (builder, "site", self->site);
  add_text (builder, "url", self->url);
  json_builder_set_member_name (builder, "picks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->picks->len; i++)
    {
      const MarbreLayoutPick *pick = g_ptr_array_index (self->picks, i);

      json_builder_begin_object (builder);
      add_number (builder, "element", pick->element);
      add_text (builder, "description", pick->description);
      add_text (builder, "slot", get_slot_name (pick));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

static void
remove_folder (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  if (folder == NULL)
    return;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_dir_close (folder);
  g_rmdir (path);
}

/* Versions that do not count any more, and what an interrupted save left. */
static void
forget_others (MarbreLayout *self, const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  if (folder == NULL)
    return;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *other = g_build_filename (path, name, NULL);

      if (!g_str_equal (name, self->version) && g_file_test (other, G_FILE_TEST_IS_DIR))
        remove_folder (other);
    }
  g_dir_close (folder);
}

static gboolean
write_files (MarbreLayout *self, const char *path, GError **error)
{
  GHashTableIter iter;
  gpointer name;
  gpointer bytes;

  if (g_mkdir_with_parents (path, 0700) != 0)
    {
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_FAILED,
          _("The layout could not be kept. Make room on the disk, and try again."));
      return FALSE;
    }
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (!g_file_set_contents_full (file, g_bytes_get_data (bytes, NULL),
                                     (gssize) g_bytes_get_size (bytes),
                                     G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * marbre_layout_save_notes:
 * @folder: the layout's own folder
 *
 * Writes what is known of the layout, not its files: after another name was given.
 *
 * Returns: %FALSE with @error set if the disk does not take it
 */
gboolean
marbre_layout_save_notes (MarbreLayout *self, const char *folder, GError **error)
{
  g_autofree char *file = g_build_filename (folder, NOTES_FILE, NULL);
  g_autofree char *notes = format_notes (self);

  return g_file_set_contents_full (file, notes, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/**
 * marbre_layout_save:
 * @folder: the layout's own folder; made if it is not there
 *
 * Keeps the layout, in place of an older version.
 *
 * Returns: %FALSE with @error set if the disk does not take it; the older version stays
 */
gboolean
marbre_layout_save (MarbreLayout *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, self->version, NULL);

  if (!write_files (self, path, error) || !marbre_layout_save_notes (self, folder, error))
    {
      remove_folder (path);
      return FALSE;
    }
  forget_others (self, folder);
  return TRUE;
}

static void
read_picks (JsonObject *notes, GPtrArray *picks)
{
  JsonArray *array = json_object_has_member (notes, "picks")
                         ? json_object_get_array_member (notes, "picks")
                         : NULL;
  guint n = array ? MIN (json_array_get_length (array), MAX_PICKS) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *pick = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *slot_name;
      MarbreSlot slot;

      if (pick == NULL)
        continue;
      slot_name = json_object_get_string_member_with_default (pick, "slot", "");
      marbre_layout_picks_add (
          picks, (guint) json_object_get_int_member_with_default (pick, "element", 0),
          json_object_get_string_member_with_default (pick, "description", ""),
          marbre_slot_from_name (slot_name, &slot) ? (int) slot : MARBRE_LAYOUT_NOTHING);
    }
}

/* Names of folders come from a file: they must not lead elsewhere. */
static gboolean
is_plain (const char *name)
{
  return g_uuid_string_is_valid (name);
}

static MarbreLayout *
read_notes (JsonObject *notes)
{
  g_autoptr (GPtrArray) picks = marbre_layout_picks_new ();
  const char *id = json_object_get_string_member_with_default (notes, "id", "");
  const char *version = json_object_get_string_member_with_default (notes, "version", "");
  const char *name = json_object_get_string_member_with_default (notes, "name", "");
  const char *site = json_object_get_string_member_with_default (notes, "site", "");
  const char *url = json_object_get_string_member_with_default (notes, "url", "");
  MarbreLayout *self;

  if (json_object_get_int_member_with_default (notes, "format", 0) != FORMAT || !is_plain (id) ||
      !is_plain (version) || *name == '\0')
    return NULL;
  read_picks (notes, picks);
  self = marbre_layout_new (id, name, site, url, picks);
  g_free (self->version);
  self->version = g_strdup (version);
  return self;
}

/**
 * marbre_layout_load:
 * @folder: a layout's own folder
 *
 * Reads what is known of a layout, and forgets what an interrupted save left beside it.
 *
 * Returns: (transfer full) (nullable): the layout, its files on disk only; %NULL with @error set if
 *   there is none
 */
MarbreLayout *
marbre_layout_load (const char *folder, GError **error)
{
  g_autofree char *file = g_build_filename (folder, NOTES_FILE, NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (MarbreLayout) self = NULL;
  g_autofree char *page = NULL;
  gsize length;

  if (!g_file_get_contents (file, &text, &length, error))
    return NULL;
  if (length <= NOTES_BYTES)
    root = json_from_string (text, NULL);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    self = read_notes (json_node_get_object (root));
  if (self != NULL)
    page = g_build_filename (folder, self->version, MARBRE_LAYOUT_PAGE, NULL);
  if (self == NULL || !g_file_test (page, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "There is no layout in this folder");
      return NULL;
    }
  forget_others (self, folder);
  return g_steal_pointer (&self);
}
