/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The media store: pictures by name, in the archive's file so that a copy of it is whole. Reading
 * is on the writer's thread, for a picture is asked for right after it was added.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include <glib/gi18n.h>

#include "marbre-time.h"

/* A picture that was asked for, or is to be kept. */
typedef struct
{
  GBytes *bytes; /* (owned) (nullable) */
  char *mime;    /* (owned) (nullable) */
  char *name;    /* (owned) (nullable): NULL is to be named by its contents */
} Picture;

static Picture *
picture_new (GBytes *bytes, const char *mime, const char *name)
{
  Picture *picture = g_new0 (Picture, 1);

  picture->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  picture->mime = g_strdup (mime);
  picture->name = g_strdup (name);
  return picture;
}

static void
picture_free (Picture *picture)
{
  g_clear_pointer (&picture->bytes, g_bytes_unref);
  g_free (picture->mime);
  g_free (picture->name);
  g_free (picture);
}

static const char *
extension_for (const char *mime)
{
  static const struct
  {
    const char *mime;
    const char *extension;
  } known[] = {
    { "image/jpeg", ".jpg" },  { "image/png", ".png" },   { "image/gif", ".gif" },
    { "image/webp", ".webp" }, { "image/avif", ".avif" }, { "image/svg+xml", ".svg" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (known[i].mime, mime) == 0)
      return known[i].extension;
  return "";
}

static gpointer
run_add (MarbreArchive *archive,
         MarbreDatabase *database,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  static const char sql[] =
      "INSERT INTO media (name, mime, hash, created, size, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
      "  ON CONFLICT (name) DO UPDATE SET mime = excluded.mime, hash = excluded.hash,"
      "    created = excluded.created, size = excluded.size, bytes = excluded.bytes"
      "  WHERE hash <> excluded.hash OR mime <> excluded.mime";
  const Picture *picture = data;
  const gsize size = g_bytes_get_size (picture->bytes);
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, picture->bytes);
  g_autofree char *name = g_strdup (picture->name);

  if (size == 0 || size > MARBRE_ARCHIVE_MAX_MEDIA)
    {
      g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                   size == 0 ? _ ("The picture is empty")
                             : _ ("The picture is larger than %d MB; make it smaller"),
                   MARBRE_ARCHIVE_MAX_MEDIA / (1024 * 1024));
      return NULL;
    }
  if (name == NULL)
    name = g_strconcat ("media/", hash, extension_for (picture->mime), NULL);
  marbre_statement_bind_text (statement, 1, name);
  marbre_statement_bind_text (statement, 2, picture->mime);
  marbre_statement_bind_text (statement, 3, hash);
  marbre_statement_bind_int (statement, 4, marbre_time_now ());
  marbre_statement_bind_int (statement, 5, (gint64) size);
  marbre_statement_bind_bytes (statement, 6, picture->bytes);
  return marbre_statement_run (statement, error) ? g_steal_pointer (&name) : NULL;
}

static gpointer
run_load (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  static const char sql[] = "SELECT mime, bytes FROM media WHERE name = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  Picture *picture = NULL;

  marbre_statement_bind_text (statement, 1, data);
  if (marbre_statement_next (statement))
    {
      g_autoptr (GBytes) bytes = marbre_statement_dup_bytes (statement, 1);

      picture = picture_new (bytes, marbre_statement_get_text (statement, 0), NULL);
    }
  if (!marbre_statement_end (statement, error))
    g_clear_pointer (&picture, picture_free);
  else if (picture == NULL)
    g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                         _ ("The archive has no such picture"));
  return picture;
}

static const MarbreJob add_job = {
  .name = "add media",
  .lane = MARBRE_LANE_WRITER,
  .run = run_add,
  .free_data = (GDestroyNotify) picture_free,
  .free_result = g_free,
};

static const MarbreJob load_job = {
  .name = "load media",
  .lane = MARBRE_LANE_WRITER,
  .run = run_load,
  .free_data = g_free,
  .free_result = (GDestroyNotify) picture_free,
};

/**
 * marbre_archive_add_media_async:
 * @bytes: the picture, 1 byte to %MARBRE_ARCHIVE_MAX_MEDIA
 * @mime: its type
 * @name: (nullable): its name, or %NULL for one made from its contents, "media/HASH.jpg"
 *
 * Keeps a picture. Under a name that is taken by another picture it replaces that.
 */
void
marbre_archive_add_media_async (MarbreArchive *self,
                                GBytes *bytes,
                                const char *mime,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (mime != NULL);
  marbre_archive_start (self, &add_job, picture_new (bytes, mime, name), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_add_media_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_INVALID if it is empty or too large
 *
 * Returns: (transfer full) (nullable): the name under which the store has it
 */
char *
marbre_archive_add_media_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &add_job, result, error);
}

/**
 * marbre_archive_add_media_sync:
 *
 * Keeps a picture and waits; see marbre_archive_add_media_async().
 *
 * Returns: (transfer full) (nullable): the name under which the store has it
 */
char *
marbre_archive_add_media_sync (MarbreArchive *self,
                               GBytes *bytes,
                               const char *mime,
                               const char *name,
                               GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (mime != NULL, NULL);
  return marbre_archive_call (self, &add_job, picture_new (bytes, mime, name), cancellable, error);
}

/* Takes a loaded picture apart. */
static GBytes *
take_bytes (Picture *picture, char **mime)
{
  GBytes *bytes;

  if (picture == NULL)
    return NULL;
  bytes = g_steal_pointer (&picture->bytes);
  if (mime != NULL)
    *mime = g_steal_pointer (&picture->mime);
  picture_free (picture);
  return bytes;
}

/**
 * marbre_archive_load_media_async:
 * @name: the picture's name in the media store
 *
 * Loads a picture.
 */
void
marbre_archive_load_media_async (MarbreArchive *self,
                                 const char *name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (name != NULL);
  marbre_archive_start (self, &load_job, g_strdup (name), cancellable, callback, user_data);
}

/**
 * marbre_archive_load_media_finish:
 * @mime: (out) (optional) (transfer full): its type, untouched on failure
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
marbre_archive_load_media_finish (MarbreArchive *self,
                                  GAsyncResult *result,
                                  char **mime,
                                  GError **error)
{
  return take_bytes (marbre_archive_end (self, &load_job, result, error), mime);
}

/**
 * marbre_archive_load_media_sync:
 * @name: the picture's name in the media store
 * @mime: (out) (optional) (transfer full): its type, untouched on failure
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
marbre_archive_load_media_sync (MarbreArchive *self,
                                const char *name,
                                char **mime,
                                GCancellable *cancellable,
                                GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  return take_bytes (marbre_archive_call (self, &load_job, g_strdup (name), cancellable, error),
                     mime);
}
