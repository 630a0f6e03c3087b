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

/* Reads what a person chose, up to a maximum: a file may be a film, or a device without an end. */
typedef struct
{
  GFile *file; /* (owned) */
  gsize max;   /* bytes */
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->file);
  g_free (load);
}

static void
load_bytes (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Load *load = data;
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (load->file, cancellable, &error);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  gsize read = 0;

  if (stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  while (read <= load->max)
    {
      g_autoptr (GBytes) part =
          g_input_stream_read_bytes (G_INPUT_STREAM (stream), 64 * 1024, cancellable, &error);

      if (part == NULL || g_bytes_get_size (part) == 0)
        break;
      read += g_bytes_get_size (part);
      if (g_output_stream_write_bytes (memory, part, cancellable, &error) < 0)
        break;
    }
  if (error == NULL && read > load->max)
    error = g_error_new (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _("It is larger than %u MB."),
                         (guint) (load->max / (1024 * 1024)));
  if (error != NULL || !g_output_stream_close (memory, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (
        task, g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory)),
        (GDestroyNotify) g_bytes_unref);
}

/* The result is a GTask's with a GBytes. */
static void
load_file (MarbreWindow *self,
           GFile *file,
           gsize max,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->file = g_object_ref (file);
  load->max = max;
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  g_task_run_in_thread (task, load_bytes);
}

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
  MarbreWindow *self = MARBRE_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (MarbreStory) parsed = NULL;
  g_autoptr (MarbreStory) story = NULL;
  GTask *task;

  if (bytes != NULL)
    parsed = marbre_story_file_parse (g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), &error);
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

      load_file (self, file, MAX_FILE, file_loaded_cb, NULL);
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

/* The document that a picture is for. The story may have been put away meanwhile, or put away and
 * opened again: then it has another document. */
static MarbreDocument *
find_target (MarbreWindow *self, MarbreDocument *document)
{
  MarbreDocument *now = marbre_desk_get_document (self->desk);
  const char *id = marbre_story_get_id (marbre_document_get_story (document));

  return g_str_equal (id, marbre_story_get_id (marbre_document_get_story (now))) ? now : document;
}

static void
put_away_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!marbre_archive_save_story_finish (MARBRE_ARCHIVE (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, _("The picture was not added."), error);
}

static void
picture_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreWindow *self = g_task_get_source_object (task);
  Import *import = g_task_get_task_data (task);
  MarbreDocument *document;
  g_autoptr (MarbreStory) put_away = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = marbre_archive_add_media_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (name == NULL)
    {
      show_error (self, _("The picture was not added."), error);
      return;
    }
  document = find_target (self, import->document);
  if (import->lead)
    {
      g_autoptr (MarbreMedia) media = marbre_media_new (name, NULL, NULL, NULL);

      marbre_story_set_lead_image (marbre_document_get_story (document), media);
    }
  else
    {
      g_autofree char *figure = g_strdup_printf ("![](%s)", name);

      marbre_document_insert_markdown (document, figure);
    }
  if (document == marbre_desk_get_document (self->desk))
    return;
  /* Nobody saves the changes of a story that was put away. */
  put_away = marbre_document_snapshot (document);
  marbre_archive_save_story_async (MARBRE_ARCHIVE (source), put_away, MARBRE_SAVE_NONE, NULL,
                                   put_away_saved_cb, g_object_ref (self));
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
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
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
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  GTask *task;
  Import *import;

  if (document == NULL)
    return;
  task = g_task_new (self, self->cancellable, NULL, NULL);
  import = g_new0 (Import, 1);
  import->document = g_object_ref (document);
  import->lead = lead;
  g_task_set_task_data (task, import, (GDestroyNotify) import_free);
  load_file (self, file, MARBRE_ARCHIVE_MAX_MEDIA, picture_loaded_cb, task);
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
