/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files and pictures: a story in and out as Markdown, a picture into the archive's media store.
 * Everything is read and written asynchronously, and what is not right changes nothing.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-slug.h"
#include "marbre-story-file.h"
#include "marbre-window-private.h"

/* A story longer than this is not one; bytes. */
#define MAX_FILE (20 * 1024 * 1024)

static void
show_error (MarbreWindow *self, const char *what, const GError *error)
{
  g_autofree char *text = g_strdup_printf ("%s %s", what, error->message);

  marbre_notice_show (self->notice, text, NULL, NULL, NULL);
}

static void
file_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    _marbre_window_toast (self, _("Saved as Markdown"));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, _("The file was not written."), error);
}

static void
save_response_cb (MarbreWindow *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (chooser);
      story = marbre_document_snapshot (marbre_desk_get_document (self->desk));
      text = marbre_story_file_format (story);
      bytes = g_bytes_new_take (text, strlen (text));
      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE,
                                           self->cancellable, file_saved_cb, g_object_ref (self));
    }
  g_object_unref (chooser);
}

static void
add_markdown_filter (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Markdown"));
  gtk_file_filter_add_suffix (filter, "md");
  gtk_file_filter_add_suffix (filter, "markdown");
  gtk_file_filter_add_suffix (filter, "txt");
  gtk_file_chooser_add_filter (chooser, filter);
}

void
_marbre_window_save_file (MarbreWindow *self)
{
  MarbreStory *story = marbre_document_get_story (marbre_desk_get_document (self->desk));
  g_autofree char *slug =
      marbre_slug_from_text (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), 60);
  g_autofree char *name = g_strconcat (slug[0] != '\0' ? slug : "story", ".md", NULL);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _("Save as Markdown"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  add_markdown_filter (GTK_FILE_CHOOSER (chooser));
  /* The chooser keeps itself alive by the reference that the response drops. */
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreWindow *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (marbre_archive_save_story_finish (MARBRE_ARCHIVE (source), result, &error))
    marbre_window_open_story (self, g_task_get_task_data (task));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, _("The story was not added to the archive."), error);
}

/* The file's story becomes a draft of its own: opening a file never replaces what the archive has.
 * */
static MarbreStory *
as_new_draft (MarbreStory *from)
{
  MarbreStory *story = marbre_story_new ();

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    marbre_story_set_text (story, (MarbreField) i, marbre_story_get_text (from, (MarbreField) i));
  marbre_story_set_tags (story, marbre_story_get_tags (from));
  marbre_story_set_lead_image (story, marbre_story_get_lead_image (from));
  marbre_story_set_time (story, MARBRE_MOMENT_EMBARGO_UNTIL,
                         marbre_story_get_time (from, MARBRE_MOMENT_EMBARGO_UNTIL));
  marbre_story_set_time (story, MARBRE_MOMENT_PUBLISH_AT,
                         marbre_story_get_time (from, MARBRE_MOMENT_PUBLISH_AT));
  return story;
}

static void
file_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (MarbreStory) parsed = NULL;
  g_autoptr (MarbreStory) story = NULL;
  gsize length;
  GTask *task;

  if (g_file_load_contents_finish (G_FILE (source), result, &contents, &length, NULL, &error))
    {
      if (length > MAX_FILE)
        g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                             _("It is larger than 20 MB, which no story is."));
      else
        parsed = marbre_story_file_parse (contents, (gssize) length, &error);
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (parsed == NULL)
    {
      show_error (self, _("The file cannot be opened as a story."), error);
      return;
    }
  story = as_new_draft (parsed);
  task = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_task_data (task, g_strdup (marbre_story_get_id (story)), g_free);
  marbre_archive_save_story_async (marbre_newsroom_get_archive (self->newsroom), story,
                                   MARBRE_SAVE_REVISION, self->cancellable, imported_cb, task);
}

static void
open_response_cb (MarbreWindow *self, int response, GtkFileChooser *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

      g_file_load_contents_async (file, self->cancellable, file_loaded_cb, g_object_ref (self));
    }
  g_object_unref (chooser);
}

void
_marbre_window_open_file (MarbreWindow *self)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_("Open a Markdown file"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  add_markdown_filter (GTK_FILE_CHOOSER (chooser));
  g_signal_connect_object (chooser, "response", G_CALLBACK (open_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
image_response_cb (MarbreWindow *self, int response, GtkFileChooser *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

      _marbre_window_import_picture (self, file, TRUE);
    }
  g_object_unref (chooser);
}

void
_marbre_window_choose_lead_image (MarbreWindow *self)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_("Choose the lead picture"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  g_signal_connect_object (chooser, "response", G_CALLBACK (image_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

typedef struct
{
  MarbreDocument *document; /* (owned): the story that the picture is for */
  gboolean lead;
} Import;

static void
import_free (Import *import)
{
  g_clear_object (&import->document);
  g_free (import);
}

static void
picture_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreWindow *self = g_task_get_source_object (task);
  Import *import = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = marbre_archive_add_media_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (name == NULL)
    {
      show_error (self, _("The picture was not added."), error);
      return;
    }
  if (import->lead)
    {
      g_autoptr (MarbreMedia) media = marbre_media_new (name, NULL, NULL, NULL);

      marbre_story_set_lead_image (marbre_document_get_story (import->document), media);
    }
  else
    {
      g_autofree char *figure = g_strdup_printf ("![](%s)", name);

      marbre_document_insert_markdown (import->document, figure);
    }
}

/* Decodes the picture, which tells whether it is one; on a thread of GTask's. */
static void
check_picture (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (data, &error);

  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
picture_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreWindow *self = MARBRE_WINDOW (source);
  g_autoptr (GTask) task = user_data;
  GBytes *bytes = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *type = NULL;
  g_autofree char *mime = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, _("This is not a picture that Marbre can show."), error);
      return;
    }
  type = g_content_type_guess (NULL, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                               NULL);
  mime = g_content_type_get_mime_type (type);
  marbre_archive_add_media_async (marbre_newsroom_get_archive (self->newsroom), bytes,
                                  mime ? mime : "application/octet-stream", NULL,
                                  self->cancellable, picture_stored_cb, g_steal_pointer (&task));
}

static void
picture_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreWindow *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  g_autoptr (GTask) check = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL)
    {
      show_error (self, _("The picture cannot be read."), error);
      return;
    }
  check = g_task_new (self, self->cancellable, picture_checked_cb, g_steal_pointer (&task));
  g_task_set_task_data (check, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (check, check_picture);
}

void
_marbre_window_import_picture (MarbreWindow *self, GFile *file, gboolean lead)
{
  GTask *task = g_task_new (self, self->cancellable, NULL, NULL);
  Import *import = g_new0 (Import, 1);

  import->document = g_object_ref (marbre_desk_get_document (self->desk));
  import->lead = lead;
  g_task_set_task_data (task, import, (GDestroyNotify) import_free);
  g_file_load_bytes_async (file, self->cancellable, picture_loaded_cb, task);
}

static void
decode_thumbnail (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (data, &error);

  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static void
thumbnail_decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreWindow *self = MARBRE_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (MarbreMedia) media = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (media == self->lead)
    marbre_editor_set_lead_paintable (self->editor, texture ? GDK_PAINTABLE (texture) : NULL);
}

typedef struct
{
  MarbreWindow *self; /* (owned) */
  MarbreMedia *media; /* (owned) */
} Thumbnail;

static void
thumbnail_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Thumbnail *thumbnail = user_data;
  g_autoptr (MarbreWindow) self = thumbnail->self;
  g_autoptr (MarbreMedia) media = thumbnail->media;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      marbre_archive_load_media_finish (MARBRE_ARCHIVE (source), result, NULL, &error);
  g_autoptr (GTask) task = NULL;

  /* A picture that is not in the store (one of a site) has no thumbnail. */
  if (bytes == NULL)
    return;
  task = g_task_new (self, self->cancellable, thumbnail_decoded_cb, g_steal_pointer (&media));
  g_task_set_task_data (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode_thumbnail);
}

/* Shows the thumbnail of the lead picture of the story on the desk, if it is not shown already. */
void
_marbre_window_update_lead_thumbnail (MarbreWindow *self)
{
  MarbreStory *story = marbre_document_get_story (marbre_desk_get_document (self->desk));
  MarbreMedia *media = marbre_story_get_lead_image (story);
  gboolean same = self->lead != NULL && media != NULL &&
                  g_str_equal (marbre_media_get_src (self->lead), marbre_media_get_src (media));
  Thumbnail *thumbnail;

  if (same || (self->lead == NULL && media == NULL))
    return;
  g_set_object (&self->lead, media);
  marbre_editor_set_lead_paintable (self->editor, NULL);
  if (media == NULL)
    return;
  thumbnail = g_new0 (Thumbnail, 1);
  thumbnail->self = g_object_ref (self);
  thumbnail->media = g_object_ref (media);
  marbre_archive_load_media_async (marbre_newsroom_get_archive (self->newsroom),
                                   marbre_media_get_src (media), self->cancellable,
                                   thumbnail_loaded_cb, thumbnail);
}
