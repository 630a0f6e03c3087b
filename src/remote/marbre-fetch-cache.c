/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A folder of files; see marbre-fetch-cache.h. A file's name is the hash of its key, its time of
 * change the moment of the fetch. Two threads may put at once: files are replaced whole, and who
 * prunes does not mind one that is gone.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-fetch-cache.h"

#include <errno.h>

#include <glib/gstdio.h>

typedef struct
{
  char *path; /* (owned) */
  gint64 changed;
  guint64 size;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->path);
  g_free (self);
}

static char *
get_path (const char *folder, const char *key)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  return g_build_filename (folder, name, NULL);
}

/**
 * marbre_fetch_cache_get:
 * @folder: the cache's path; it need not exist
 * @key: what was asked for
 * @max_age: seconds that it may be old, −1 for any age
 *
 * Returns: (transfer full) (nullable): what was put there
 */
GBytes *
marbre_fetch_cache_get (const char *folder, const char *key, gint64 max_age)
{
  g_autofree char *path = get_path (folder, key);
  GStatBuf status;
  char *contents;
  gsize length;

  if (g_stat (path, &status) != 0)
    return NULL;
  if (max_age >= 0 && g_get_real_time () / G_USEC_PER_SEC - status.st_mtime > max_age)
    return NULL;
  if (!g_file_get_contents (path, &contents, &length, NULL))
    return NULL;
  return g_bytes_new_take (contents, length);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = *(const Entry *const *) a;
  const Entry *second = *(const Entry *const *) b;

  return (first->changed > second->changed) - (first->changed < second->changed);
}

static GPtrArray *
list_entries (const char *folder, guint64 *total)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;
      Entry *entry;

      if (g_stat (path, &status) != 0)
        continue;
      entry = g_new0 (Entry, 1);
      entry->path = g_steal_pointer (&path);
      entry->changed = status.st_mtime;
      entry->size = (guint64) status.st_size;
      *total += entry->size;
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

static void
prune (const char *folder, guint64 max_bytes)
{
  guint64 total = 0;
  g_autoptr (GPtrArray) entries = list_entries (folder, &total);

  g_ptr_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len && total > max_bytes; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);

      g_unlink (entry->path);
      total -= entry->size;
    }
}

/**
 * marbre_fetch_cache_put:
 * @folder: the cache's path; made if it is not there
 * @key: what was asked for
 * @bytes: what came
 * @max_bytes: what all files may have together
 *
 * Keeps what was fetched. A full disk is no failure: then it is fetched again.
 */
void
marbre_fetch_cache_put (const char *folder, const char *key, GBytes *bytes, guint64 max_bytes)
{
  g_autofree char *path = get_path (folder, key);
  g_autoptr (GError) error = NULL;

  /* Only its owner may see what a newsroom looks at. */
  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                 (gssize) g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, &error))
    {
      g_debug ("Nothing is cached: %s", error ? error->message : g_strerror (errno));
      return;
    }
  prune (folder, max_bytes);
}
