/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures beside a story file; see marbre-ctl-pictures.h.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include "marbre-ctl-pictures.h"

#include <string.h>

#include <glib/gi18n.h>

#include "marbre-blocks.h"

/* Notes each picture of the body as it is parsed. */
static char *
note_source_cb (const char *uri, gpointer data)
{
  g_hash_table_add (data, g_strdup (uri));
  return NULL;
}

/* The pictures of a story that are names rather than addresses. */
static GHashTable *
collect_names (MarbreStory *story)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  MarbreMedia *lead = marbre_story_get_lead_image (story);
  g_autoptr (MarbreBlocks) blocks = NULL;
  GHashTableIter iter;
  gpointer name;

  if (lead != NULL)
    g_hash_table_add (names, g_strdup (marbre_media_get_src (lead)));
  blocks = marbre_blocks_parse (marbre_story_get_text (story, MARBRE_FIELD_BODY), -1, NULL,
                                note_source_cb, names);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *scheme = g_uri_parse_scheme (name);

      /* "../" would reach outside of the folder that the writer gave us. */
      if (scheme != NULL || g_path_is_absolute (name) || strstr (name, "..") != NULL)
        g_hash_table_iter_remove (&iter);
    }
  return names;
}

static gboolean
add_picture (MarbreArchive *archive, const char *name, const char *path, GError **error)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GBytes) known = marbre_archive_load_media_sync (archive, name, NULL, NULL, &missing);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *type = NULL;
  g_autofree char *mime = NULL;
  g_autofree char *added = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return FALSE;
  bytes = g_bytes_new_take (contents, length);
  if (known != NULL && g_bytes_equal (known, bytes))
    return TRUE;
  if (known != NULL)
    {
      g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                   _ ("The archive has another picture named “%s”. Rename yours."), name);
      return FALSE;
    }
  type = g_content_type_guess (name, g_bytes_get_data (bytes, NULL), length, NULL);
  mime = g_content_type_get_mime_type (type);
  added = marbre_archive_add_media_sync (archive, bytes, mime ? mime : "application/octet-stream",
                                         name, NULL, error);
  return added != NULL;
}

/**
 * marbre_ctl_take_pictures:
 * @archive: an open archive
 * @story: a story read from a file
 * @folder: where the file is
 * @error: return location for an error
 *
 * Adds the pictures that the story names and that are files in @folder. One that is not there is
 * left to the archive, which may have it.
 *
 * Returns: %FALSE if a file cannot be read or the archive refuses it
 */
gboolean
marbre_ctl_take_pictures (MarbreArchive *archive,
                          MarbreStory *story,
                          const char *folder,
                          GError **error)
{
  g_autoptr (GHashTable) names = collect_names (story);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && !add_picture (archive, name, path, error))
        return FALSE;
    }
  return TRUE;
}
