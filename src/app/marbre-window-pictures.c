/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of the story on the desk: chosen, dropped or pasted, what is said of them, and the lead
 * picture's thumbnail. Storing them is marbre-picture-import.c's.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-figure-dialog.h"
#include "marbre-figure.h"
#include "marbre-picture-import.h"
#include "marbre-picture-scaler.h"
#include "marbre-window-private.h"

#define THUMBNAIL_SIDE 320

/* Work that a person notices: then they are told. */
#define NOTICED_MSEC 600

/* Pictures on their way into a story. */
typedef struct
{
  MarbreWindow *window;     /* (owned) */
  MarbreDocument *document; /* (owned): the story that they are for */
  GtkTextMark *place;       /* (owned): where in its body */
  MarbreSiteMedia *origin;  /* (owned) (nullable): the site's picture that it is */
  char *site_id;            /* (owned) (nullable): that site */
  guint slow_id;            /* GSource id; 0 if none */
  gboolean lead;
} Arrival;

static void
arrival_free (gpointer data)
{
  Arrival *self = data;

  g_clear_handle_id (&self->slow_id, g_source_remove);
  if (!gtk_text_mark_get_deleted (self->place))
    gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (self->place), self->place);
  g_object_unref (self->place);
  g_clear_object (&self->origin);
  g_free (self->site_id);
  g_object_unref (self->document);
  g_object_unref (self->window);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arrival, arrival_free)

static void
put_away_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!marbre_archive_save_story_finish (MARBRE_ARCHIVE (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _marbre_window_show_error (self, _("The picture was not added."), error);
}

/* The document that a picture is for. The story may have been put away meanwhile, or put away and
 * opened again: then it has another document. */
static MarbreDocument *
find_target (Arrival *self)
{
  MarbreDocument *now = marbre_desk_get_document (self->window->desk);
  const char *id = marbre_story_get_id (marbre_document_get_story (self->document));

  return g_str_equal (id, marbre_story_get_id (marbre_document_get_story (now))) ? now
                                                                                 : self->document;
}

/* Nobody saves the changes of a story that was put away. */
static void
save_if_put_away (Arrival *self, MarbreDocument *document)
{
  g_autoptr (MarbreStory) story = NULL;

  if (document == marbre_desk_get_document (self->window->desk))
    return;
  story = marbre_document_snapshot (document);
  marbre_archive_save_story_async (marbre_newsroom_get_archive (self->window->newsroom), story,
                                   MARBRE_SAVE_NONE, NULL, put_away_saved_cb,
                                   g_object_ref (self->window));
}

static void
insert_figures (Arrival *self, GPtrArray *media)
{
  MarbreDocument *document = find_target (self);
  const char *language =
      marbre_story_get_text (marbre_document_get_story (document), MARBRE_FIELD_LANGUAGE);
  g_autoptr (GString) markdown = g_string_new (NULL);

  for (guint i = 0; i < media->len; i++)
    {
      g_autofree char *figure = marbre_figure_format (g_ptr_array_index (media, i), language);

      g_string_append_printf (markdown, "%s%s", i > 0 ? "\n\n" : "", figure);
    }
  if (document == self->document)
    {
      GtkTextBuffer *buffer = gtk_text_mark_get_buffer (self->place);
      GtkTextIter iter;

      gtk_text_buffer_get_iter_at_mark (buffer, &iter, self->place);
      gtk_text_buffer_place_cursor (buffer, &iter);
    }
  marbre_document_insert_markdown (document, markdown->str);
  if (document == marbre_desk_get_document (self->window->desk))
    marbre_editor_show_caret (self->window->editor);
  save_if_put_away (self, document);
}

static void
described_cb (Arrival *self, GPtrArray *media)
{
  insert_figures (self, media);
}

static void
ask_for_texts (Arrival *arrival, GPtrArray *pictures)
{
  MarbreWindow *self = arrival->window;
  MarbreFigureDialog *dialog = marbre_figure_dialog_new (
      GTK_WINDOW (self), ngettext ("New picture", "New pictures", pictures->len), _("_Insert"));

  for (guint i = 0; i < pictures->len; i++)
    {
      MarbreImported *imported = g_ptr_array_index (pictures, i);

      marbre_figure_dialog_add (dialog, imported->media, imported->thumbnail);
    }
  g_signal_connect_data (dialog, "accepted", G_CALLBACK (described_cb), arrival,
                         (GClosureNotify) arrival_free, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What the site says of its picture comes before what the file says. It is noted that the site has
 * it, so that it never goes there a second time. */
static void
take_origin (Arrival *self, MarbreImported *imported)
{
  MarbreMedia *file = imported->media;
  MarbreMedia *site = marbre_site_media_get_media (self->origin);
  const char *name = marbre_media_get_src (file);
  const char *alt = marbre_media_get_alt (site);
  const char *caption = marbre_media_get_caption (site);
  const char *credit = marbre_media_get_credit (site);

  _marbre_window_note_upload (self->window, self->site_id, name, self->origin);
  imported->media = marbre_media_new (name, *alt ? alt : marbre_media_get_alt (file),
                                      *caption ? caption : marbre_media_get_caption (file),
                                      *credit ? credit : marbre_media_get_credit (file));
  g_object_unref (file);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Arrival) arrival = user_data;
  MarbreWindow *self = arrival->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbrePictureReport) report = marbre_picture_import_finish (result, &error);

  if (report == NULL)
    return; /* cancelled: nothing else can fail here */
  g_clear_handle_id (&arrival->slow_id, g_source_remove);
  if (report->errors->len > 0)
    marbre_notice_show (self->notice, g_ptr_array_index (report->errors, 0), NULL, NULL, NULL);
  if (report->pictures->len == 0)
    return;
  if (arrival->origin)
    take_origin (arrival, g_ptr_array_index (report->pictures, 0));
  if (arrival->lead)
    {
      MarbreImported *first = g_ptr_array_index (report->pictures, 0);
      MarbreDocument *document = find_target (arrival);

      marbre_story_set_lead_image (marbre_document_get_story (document), first->media);
      save_if_put_away (arrival, document);
      return;
    }
  ask_for_texts (g_steal_pointer (&arrival), report->pictures);
}

static gboolean
slow_cb (gpointer data)
{
  Arrival *self = data;

  self->slow_id = 0;
  _marbre_window_toast (self->window, _("Adding the picture…"));
  return G_SOURCE_REMOVE;
}

static void
take_pictures (MarbreWindow *self,
               GListModel *items,
               gboolean lead,
               const char *site_id,
               MarbreSiteMedia *origin)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  GtkTextBuffer *buffer;
  GtkTextIter caret;
  Arrival *arrival;

  if (document == NULL)
    return;
  buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  arrival = g_new0 (Arrival, 1);
  arrival->window = g_object_ref (self);
  arrival->document = g_object_ref (document);
  arrival->place = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, &caret, TRUE));
  arrival->lead = lead;
  arrival->site_id = g_strdup (site_id);
  arrival->origin = origin ? g_object_ref (origin) : NULL;
  arrival->slow_id = g_timeout_add (NOTICED_MSEC, slow_cb, arrival);
  marbre_picture_import_async (
      marbre_newsroom_get_archive (self->newsroom),
      marbre_web_content_get_fetcher (marbre_reader_get_web_content (self->reader)), items,
      self->cancellable, imported_cb, arrival);
}

/* Takes pictures into the story on the desk: @items as MarbreEditor::pictures-offered has them. */
void
_marbre_window_take_pictures (MarbreWindow *self, GListModel *items, gboolean lead)
{
  take_pictures (self, items, lead, NULL, NULL);
}

/* Takes a picture that a site has into the store and the story. */
void
_marbre_window_take_site_picture (MarbreWindow *self,
                                  MarbreSite *site,
                                  MarbreSiteMedia *media,
                                  gboolean lead)
{
  g_autoptr (GListStore) items = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file =
      g_file_new_for_uri (marbre_media_get_src (marbre_site_media_get_media (media)));

  g_list_store_append (items, file);
  take_pictures (self, G_LIST_MODEL (items), lead, marbre_site_get_id (site), media);
}

/* Choosing */

static void
chosen_cb (MarbreWindow *self, int response, GtkFileChooser *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (chooser);

      _marbre_window_take_pictures (self, files,
                                    !gtk_file_chooser_get_select_multiple (chooser));
    }
  g_object_unref (chooser);
}

static void
choose (MarbreWindow *self, const char *title, gboolean several)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), several);
  /* The chooser keeps itself alive by the reference that the response drops. */
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
_marbre_window_choose_lead_image (MarbreWindow *self)
{
  choose (self, _("Choose the lead picture"), FALSE);
}

void
_marbre_window_insert_picture (MarbreWindow *self)
{
  choose (self, _("Insert pictures"), TRUE);
}

/* A figure that is there */

static void
decode_thumbnail (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = marbre_picture_scaler_decode (data, THUMBNAIL_SIDE, &error);

  if (pixbuf == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

static void
loaded_for_thumbnail_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = marbre_archive_load_media_finish (MARBRE_ARCHIVE (source), result, NULL, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, bytes, (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode_thumbnail);
}

/* The task's result is a GdkTexture; a picture that is not in the store (a site's) has none. */
static void
load_thumbnail (MarbreWindow *self,
                const char *name,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  GTask *task = g_task_new (self, self->cancellable, callback, user_data);

  marbre_archive_load_media_async (marbre_newsroom_get_archive (self->newsroom), name,
                                   self->cancellable, loaded_for_thumbnail_cb, task);
}

static void
dialog_thumbnail_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreFigureDialog) dialog = user_data;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture)
    marbre_figure_dialog_set_paintable (dialog, GDK_PAINTABLE (texture));
}

/* The lines of the figure that the caret is in. */
static gboolean
find_figure (MarbreWindow *self, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextBuffer *buffer =
      GTK_TEXT_BUFFER (marbre_document_get_buffer (marbre_desk_get_document (self->desk)));
  MarbreBlocks *blocks = marbre_desk_get_blocks (self->desk);
  GtkTextIter caret;
  guint line, index;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  line = (guint) gtk_text_iter_get_line (&caret);
  index = blocks ? marbre_blocks_find_line (blocks, line) : 0;
  if (blocks == NULL || index >= marbre_blocks_get_length (blocks))
    return FALSE;
  gtk_text_buffer_get_iter_at_line (buffer, start,
                                    (int) marbre_blocks_get (blocks, index)->first_line);
  gtk_text_buffer_get_iter_at_line (buffer, end,
                                    (int) marbre_blocks_get (blocks, index)->last_line);
  if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);
  return TRUE;
}

/* The figure's own text is parsed again: the blocks may be a key behind. */
static MarbreMedia *
read_figure (MarbreWindow *self, GtkTextIter *start, GtkTextIter *end)
{
  g_autofree char *text = NULL;

  if (!find_figure (self, start, end))
    return NULL;
  text = gtk_text_iter_get_text (start, end);
  return marbre_figure_parse (text);
}

static void
redescribed_cb (MarbreWindow *self, GPtrArray *media)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  GtkTextIter start, end;
  g_autoptr (MarbreMedia) before = NULL;
  g_autofree char *figure = NULL;
  GtkTextBuffer *buffer;

  /* Nobody can have moved the caret below a modal dialog, but a fetch may have changed the text. */
  before = document ? read_figure (self, &start, &end) : NULL;
  if (before == NULL || !g_str_equal (marbre_media_get_src (before),
                                      marbre_media_get_src (g_ptr_array_index (media, 0))))
    return;
  figure = marbre_figure_format (
      g_ptr_array_index (media, 0),
      marbre_story_get_text (marbre_document_get_story (document), MARBRE_FIELD_LANGUAGE));
  buffer = gtk_text_iter_get_buffer (&start);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, figure, -1);
  gtk_text_buffer_end_user_action (buffer);
}

/* Asks what is said of the picture that the caret is in. */
void
_marbre_window_describe_picture (MarbreWindow *self)
{
  GtkTextIter start, end;
  g_autoptr (MarbreMedia) media = read_figure (self, &start, &end);
  MarbreFigureDialog *dialog;

  if (media == NULL)
    {
      _marbre_window_toast (self, _("Put the caret in a picture’s line first."));
      return;
    }
  dialog = marbre_figure_dialog_new (GTK_WINDOW (self), _("Picture"), _("_Apply"));
  marbre_figure_dialog_add (dialog, media, NULL);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (redescribed_cb), self,
                           G_CONNECT_SWAPPED);
  load_thumbnail (self, marbre_media_get_src (media), dialog_thumbnail_cb, g_object_ref (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The thumbnails of figures */

static void
figure_thumbnail_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreWindow *self = MARBRE_WINDOW (source);
  g_autofree char *name = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  /* A picture that cannot be had leaves its frame empty. */
  if (texture != NULL)
    marbre_editor_set_thumbnail (self->editor, name, GDK_PAINTABLE (texture));
}

/* A figure is in view in the editor. */
void
_marbre_window_load_figure_thumbnail (MarbreWindow *self, const char *name)
{
  load_thumbnail (self, name, figure_thumbnail_cb, g_strdup (name));
}

/* The lead picture's thumbnail */

static void
lead_thumbnail_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreWindow *self = MARBRE_WINDOW (source);
  g_autoptr (MarbreMedia) media = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (media == self->lead)
    marbre_editor_set_lead_paintable (self->editor, texture ? GDK_PAINTABLE (texture) : NULL);
}

/* Shows the thumbnail of the lead picture of the story on the desk, if it is not shown already. */
void
_marbre_window_update_lead_thumbnail (MarbreWindow *self)
{
  MarbreStory *story = marbre_document_get_story (marbre_desk_get_document (self->desk));
  MarbreMedia *media = marbre_story_get_lead_image (story);
  gboolean same = self->lead != NULL && media != NULL &&
                  g_str_equal (marbre_media_get_src (self->lead), marbre_media_get_src (media));

  if (same || (self->lead == NULL && media == NULL))
    return;
  g_set_object (&self->lead, media);
  marbre_editor_set_lead_paintable (self->editor, NULL);
  if (media != NULL)
    load_thumbnail (self, marbre_media_get_src (media), lead_thumbnail_cb, g_object_ref (media));
}
