/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures into the store; see marbre-picture-import.h. One after the other: ten photographs of a
 * camera are 200 MB as files already.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-picture-import.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-file-load.h"
#include "marbre-picture-scaler.h"
#include "marbre-picture-texts.h"
#include "marbre-picture-type.h"

#define THUMBNAIL_SIDE 640

typedef struct
{
  MarbreArchive *archive;      /* (owned) */
  MarbreFetcher *fetcher;      /* (owned) */
  GListModel *items;           /* (owned) */
  MarbrePictureReport *report; /* (owned) */
  GBytes *bytes;               /* (owned) (nullable): of the item at hand */
  GdkPaintable *thumbnail;     /* (owned) (nullable): of the item at hand */
  MarbreMedia *texts;          /* (owned) (nullable): what its file says */
  guint next;
} Import;

static void take_next (GTask *task);

static void
imported_free (gpointer data)
{
  MarbreImported *self = data;

  g_object_unref (self->media);
  g_clear_object (&self->thumbnail);
  g_free (self);
}

/**
 * marbre_picture_report_free:
 * @report: (transfer full): a report
 */
void
marbre_picture_report_free (MarbrePictureReport *report)
{
  g_ptr_array_unref (report->pictures);
  g_ptr_array_unref (report->errors);
  g_free (report);
}

static void
forget_item (Import *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->thumbnail);
  g_clear_object (&self->texts);
}

static void
import_free (gpointer data)
{
  Import *self = data;

  forget_item (self);
  g_object_unref (self->archive);
  g_object_unref (self->fetcher);
  g_object_unref (self->items);
  g_clear_pointer (&self->report, marbre_picture_report_free);
  g_free (self);
}

/* The item at hand, as a person calls it. */
static char *
name_item (Import *self)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->items, self->next);

  return G_IS_FILE (item) ? g_file_get_basename (G_FILE (item)) : g_strdup (_("the clipboard"));
}

/* Notes why an item is not taken and goes on with the others. */
static void
skip_item (GTask *task, const GError *error)
{
  Import *self = g_task_get_task_data (task);
  g_autofree char *name = name_item (self);

  /* TRANSLATORS: a file's name, then the reason as a sentence of its own */
  g_ptr_array_add (self->report->errors,
                   g_strdup_printf (_("“%s” was not added. %s"), name, error->message));
  forget_item (self);
  self->next++;
  take_next (task);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = marbre_archive_add_media_finish (MARBRE_ARCHIVE (source), result, &error);
  MarbreImported *imported;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (name == NULL)
    {
      skip_item (task, error);
      return;
    }
  imported = g_new0 (MarbreImported, 1);
  imported->media = marbre_media_new (name, marbre_media_get_alt (self->texts),
                                      marbre_media_get_caption (self->texts),
                                      marbre_media_get_credit (self->texts));
  imported->thumbnail = g_steal_pointer (&self->thumbnail);
  g_ptr_array_add (self->report->pictures, imported);
  forget_item (self);
  self->next++;
  take_next (task);
}

/* What a thread sees in a picture. */
typedef struct
{
  GBytes *bytes;         /* (owned) */
  GdkTexture *thumbnail; /* (owned) (nullable) */
  MarbreMedia *texts;    /* (owned) (nullable) */
} Look;

static void
look_free (gpointer data)
{
  Look *self = data;

  g_bytes_unref (self->bytes);
  g_clear_object (&self->thumbnail);
  g_clear_object (&self->texts);
  g_free (self);
}

/* Decodes a thumbnail, which tells whether the picture is one. A type that this desktop cannot
 * decode but the web view can (WebP, AVIF) is taken without. */
static void
look (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Look *self = data;
  MarbrePictureType type;
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixbuf =
      marbre_picture_scaler_decode (self->bytes, THUMBNAIL_SIDE, &error);

  if (pixbuf)
    self->thumbnail = gdk_texture_new_for_pixbuf (pixbuf);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED) ||
           !marbre_picture_type_read (self->bytes, &type))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  self->texts = marbre_picture_texts_read (self->bytes, "");
  g_task_return_boolean (task, TRUE);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  MarbrePictureType type;
  g_autoptr (GError) error = NULL;
  Look *seen = g_task_get_task_data (G_TASK (result));
  const gboolean is_picture = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (!is_picture)
    {
      skip_item (task, error);
      return;
    }
  self->thumbnail = seen->thumbnail ? GDK_PAINTABLE (g_steal_pointer (&seen->thumbnail)) : NULL;
  self->texts = g_steal_pointer (&seen->texts);
  marbre_picture_type_read (self->bytes, &type);
  marbre_archive_add_media_async (self->archive, self->bytes, type.mime, NULL,
                                  g_task_get_cancellable (task), stored_cb,
                                  g_object_ref (task));
}

/* Takes over @bytes. */
static void
take_bytes (GTask *task, GBytes *bytes)
{
  Import *self = g_task_get_task_data (task);
  g_autoptr (GTask) check =
      g_task_new (NULL, g_task_get_cancellable (task), looked_cb, g_object_ref (task));
  Look *seen = g_new0 (Look, 1);

  self->bytes = bytes;
  seen->bytes = g_bytes_ref (bytes);
  g_task_set_task_data (check, seen, look_free);
  g_task_run_in_thread (check, look);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = marbre_file_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error_if_cancelled (task);
  else if (bytes == NULL)
    skip_item (task, error);
  else
    take_bytes (task, bytes);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = marbre_fetcher_picture_finish (MARBRE_FETCHER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error_if_cancelled (task);
  else if (bytes == NULL)
    skip_item (task, error);
  else
    take_bytes (task, bytes);
}

/* Pixels have no file: PNG keeps them as they are. */
static void
encode (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, gdk_texture_save_to_png_bytes (data),
                         (GDestroyNotify) g_bytes_unref);
}

static void
encoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), NULL);

  if (bytes == NULL)
    g_task_return_error_if_cancelled (task);
  else
    take_bytes (task, bytes);
}

static void
take_texture (GTask *task, GdkTexture *texture)
{
  g_autoptr (GTask) encoding =
      g_task_new (NULL, g_task_get_cancellable (task), encoded_cb, g_object_ref (task));

  g_task_set_task_data (encoding, g_object_ref (texture), g_object_unref);
  g_task_run_in_thread (encoding, encode);
}

/* Who drags a picture out of a browser asks for that one address. */
static void
take_file (GTask *task, GFile *file)
{
  Import *self = g_task_get_task_data (task);
  g_autofree char *address = NULL;

  if (!g_file_has_uri_scheme (file, "https") && !g_file_has_uri_scheme (file, "http"))
    {
      marbre_file_load_async (file, MARBRE_ARCHIVE_MAX_MEDIA, g_task_get_cancellable (task),
                              loaded_cb, g_object_ref (task));
      return;
    }
  address = g_file_get_uri (file);
  marbre_fetcher_picture_async (self->fetcher, address, g_task_get_cancellable (task), fetched_cb,
                                g_object_ref (task));
}

static void
take_next (GTask *task)
{
  Import *self = g_task_get_task_data (task);
  g_autoptr (GObject) item = g_list_model_get_item (self->items, self->next);

  if (item == NULL)
    g_task_return_pointer (task, g_steal_pointer (&self->report),
                           (GDestroyNotify) marbre_picture_report_free);
  else if (GDK_IS_TEXTURE (item))
    take_texture (task, GDK_TEXTURE (item));
  else if (G_IS_BYTES_ICON (item))
    take_bytes (task, g_bytes_ref (g_bytes_icon_get_bytes (G_BYTES_ICON (item))));
  else
    take_file (task, G_FILE (item));
}

/**
 * marbre_picture_import_async:
 * @archive: an open archive
 * @fetcher: for the addresses among them
 * @items: #GFile and #GdkTexture, as MarbreEditor::pictures-offered has them, and #GBytesIcon for a
 *   picture in memory
 * @cancellable: (nullable): stops it between two pictures
 * @callback: called when all are looked at
 * @user_data: for @callback
 *
 * Reads, checks and stores pictures. One that fails is in the report and does not keep the others.
 */
void
marbre_picture_import_async (MarbreArchive *archive,
                             MarbreFetcher *fetcher,
                             GListModel *items,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Import *self;

  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));
  g_return_if_fail (MARBRE_IS_FETCHER (fetcher));
  g_return_if_fail (G_IS_LIST_MODEL (items));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_picture_import_async);
  self = g_new0 (Import, 1);
  self->archive = g_object_ref (archive);
  self->fetcher = g_object_ref (fetcher);
  self->items = g_object_ref (items);
  self->report = g_new0 (MarbrePictureReport, 1);
  self->report->pictures = g_ptr_array_new_with_free_func (imported_free);
  self->report->errors = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, self, import_free);
  take_next (task);
}

/**
 * marbre_picture_import_finish:
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what became of them
 */
MarbrePictureReport *
marbre_picture_import_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
