/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story as a Markdown file, on its way out; marbre-window-open.c is the way in.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-slug.h"
#include "marbre-story-file.h"
#include "marbre-window-private.h"

void
_marbre_window_show_error (MarbreWindow *self, const char *what, const GError *error)
{
  g_autofree char *text = g_strdup_printf ("%s %s", what, error->message);

  marbre_notice_show (self->notice, text, NULL, NULL, NULL);
}

/* A story on its way to a file. */
typedef struct
{
  MarbreWindow *window; /* (owned) */
  char *story_id;       /* (owned) */
  GBytes *bytes;        /* (owned) */
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->window);
  g_free (self->story_id);
  g_bytes_unref (self->bytes);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
file_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  MarbreWindow *self = saving->window;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      _marbre_window_toast (self, _("Saved as Markdown"));
      if (!g_cancellable_is_cancelled (self->cancellable))
        _marbre_window_watch_file (self, G_FILE (source), saving->story_id, saving->bytes);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _marbre_window_show_error (self, _("The file was not written."), error);
}

static void
save_response_cb (MarbreWindow *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GBytes) bytes = NULL;
  Saving *saving;
  char *text;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (chooser);
      story = marbre_document_snapshot (marbre_desk_get_document (self->desk));
      text = marbre_story_file_format (story);
      bytes = g_bytes_new_take (text, strlen (text));
      saving = g_new0 (Saving, 1);
      saving->window = g_object_ref (self);
      saving->story_id = g_strdup (marbre_story_get_id (story));
      saving->bytes = g_bytes_ref (bytes);
      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE,
                                           self->cancellable, file_saved_cb, saving);
    }
  g_object_unref (chooser);
}

void
_marbre_window_add_markdown_filter (GtkFileChooser *chooser)
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
  _marbre_window_add_markdown_filter (GTK_FILE_CHOOSER (chooser));
  /* The chooser keeps itself alive by the reference that the response drops. */
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
