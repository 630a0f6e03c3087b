/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file becomes a story on the desk. It is read, decoded and parsed on threads; what is not right
 * is said with its remedy and changes nothing. A text in another encoding is opened in one that is
 * offered, never silently.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-file-load.h"
#include "marbre-foreign-text.h"
#include "marbre-story-file.h"
#include "marbre-text-error.h"
#include "marbre-window-private.h"

/* A file on its way. */
typedef struct
{
  GFile *file;    /* (owned) */
  char *encoding; /* (owned) (nullable): chosen by the writer */
  GBytes *bytes;  /* (owned) (nullable) */
} Opening;

static void
opening_free (Opening *self)
{
  g_object_unref (self->file);
  g_free (self->encoding);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
refuse (MarbreWindow *self, Opening *opening, const GError *error)
{
  g_autofree char *text =
      g_strdup_printf ("%s %s", _("The file cannot be opened as a story."), error->message);
  const char *guess = NULL;
  g_autofree char *button = NULL;
  g_autofree char *uri = NULL;

  if (opening->bytes != NULL && opening->encoding == NULL &&
      g_error_matches (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_ENCODING))
    {
      gsize length;
      const char *bytes = g_bytes_get_data (opening->bytes, &length);

      guess = marbre_foreign_text_guess_encoding (bytes, length);
    }
  if (guess == NULL)
    {
      marbre_notice_show (self->notice, text, NULL, NULL, NULL);
      return;
    }
  button = g_strdup_printf (_("Open as %s"), guess);
  uri = g_file_get_uri (opening->file);
  marbre_notice_show (self->notice, text, button, "win.open-file-as",
                      g_variant_new ("(ss)", uri, guess));
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
    _marbre_window_show_error (self, _("The story was not added to the archive."), error);
}

/* The file's story becomes a draft of its own: opening a file never replaces what the archive has.
 */
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

/* On a thread of GTask's. */
static void
read_story (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *self = data;
  GError *error = NULL;
  g_autofree char *decoded = NULL;
  g_autoptr (MarbreStory) story = NULL;
  gsize length;
  const char *text = g_bytes_get_data (self->bytes, &length);

  if (length == 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s",
                               _("It is empty."));
      return;
    }
  if (self->encoding != NULL)
    text = decoded = marbre_foreign_text_decode (text, length, self->encoding, &length, &error);
  if (text != NULL)
    story = marbre_story_file_parse (text, (gssize) length, &error);
  if (story == NULL || !marbre_foreign_text_check_length (
                           marbre_story_get_text (story, MARBRE_FIELD_BODY), -1, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, as_new_draft (story), g_object_unref);
}

static void
story_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreWindow *self = MARBRE_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story = g_task_propagate_pointer (G_TASK (result), &error);
  Opening *opening = g_task_get_task_data (G_TASK (result));
  GTask *task;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (story == NULL)
    {
      refuse (self, opening, error);
      return;
    }
  _marbre_window_watch_file (self, opening->file, marbre_story_get_id (story), opening->bytes);
  task = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_task_data (task, g_strdup (marbre_story_get_id (story)), g_free);
  marbre_archive_save_story_async (marbre_newsroom_get_archive (self->newsroom), story,
                                   MARBRE_SAVE_REVISION, self->cancellable, imported_cb, task);
}

static void
file_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  MarbreWindow *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  opening->bytes = marbre_file_load_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (opening->bytes == NULL)
    refuse (self, opening, error);
  else
    g_task_run_in_thread (task, read_story);
}

static void
open_file (MarbreWindow *self, GFile *file, const char *encoding)
{
  GTask *task = g_task_new (self, self->cancellable, story_read_cb, NULL);
  Opening *opening = g_new0 (Opening, 1);

  marbre_notice_hide (self->notice);
  opening->file = g_object_ref (file);
  opening->encoding = g_strdup (encoding);
  g_task_set_source_tag (task, open_file);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  marbre_file_load_async (file, MARBRE_STORY_FILE_MAX_BYTES, self->cancellable, file_loaded_cb,
                          task);
}

static void
open_response_cb (MarbreWindow *self, int response, GtkFileChooser *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

      open_file (self, file, NULL);
    }
  g_object_unref (chooser);
}

/* Asks for a file and puts its story on the desk. */
void
_marbre_window_open_file (MarbreWindow *self)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_("Open a Markdown file"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  _marbre_window_add_markdown_filter (GTK_FILE_CHOOSER (chooser));
  g_signal_connect_object (chooser, "response", G_CALLBACK (open_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Opens the file at @uri, whose text is in @encoding. */
void
_marbre_window_open_file_as (MarbreWindow *self, const char *uri, const char *encoding)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  open_file (self, file, encoding);
}
