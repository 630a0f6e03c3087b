/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dropped and pasted pictures; see marbre-picture-drop.h. Over a text a line shows between which
 * paragraphs they would go. Text is left to the widget: a copied table of a spreadsheet is text and
 * picture at once, and who pastes it into a story means the text.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-picture-drop.h"

#define PLACE_HEIGHT 3

struct _MarbrePictureDrop
{
  GObject parent_instance;

  GtkWidget *widget; /* (borrowed): owns this object */
  GtkWidget *place;  /* (borrowed) (nullable): the line in the text, hidden while nothing is over */
};

G_DEFINE_FINAL_TYPE (MarbrePictureDrop, marbre_picture_drop, G_TYPE_OBJECT)

enum
{
  SIGNAL_OFFERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_editable (MarbrePictureDrop *self)
{
  return !GTK_IS_TEXT_VIEW (self->widget) ||
         gtk_text_view_get_editable (GTK_TEXT_VIEW (self->widget));
}

/* Judges by the name alone: the file is opened by who takes it, off this thread. */
static gboolean
is_called_picture (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *type = name ? g_content_type_guess (name, NULL, 0, NULL) : NULL;

  return type && g_content_type_is_a (type, "image/*");
}

static gboolean
is_on_web (GFile *file)
{
  return g_file_has_uri_scheme (file, "https") || g_file_has_uri_scheme (file, "http");
}

/* A browser drags the address of a picture, which may end in anything. */
static GListModel *
pick_files (const GValue *value, gboolean with_web)
{
  const GSList *files = g_value_get_boxed (value);
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);

  for (; files; files = files->next)
    if (is_on_web (files->data) ? with_web : is_called_picture (files->data))
      g_list_store_append (store, files->data);
  return G_LIST_MODEL (store);
}

static gboolean
offer (MarbrePictureDrop *self, GListModel *pictures)
{
  if (g_list_model_get_n_items (pictures) == 0 || !is_editable (self))
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_OFFERED], 0, pictures);
  return TRUE;
}

static gboolean
offer_texture (MarbrePictureDrop *self, GdkTexture *texture)
{
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);

  g_list_store_append (store, texture);
  return offer (self, G_LIST_MODEL (store));
}

/* The place in the text */

static void
get_iter (MarbrePictureDrop *self, double x, double y, GtkTextIter *iter)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->widget);
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x,
                                         &buffer_y);
  gtk_text_view_get_iter_at_location (view, iter, buffer_x, buffer_y);
}

static gboolean
is_blank_line (const GtkTextIter *iter)
{
  GtkTextIter at = *iter;

  gtk_text_iter_set_line_offset (&at, 0);
  while (!gtk_text_iter_ends_line (&at))
    {
      if (!g_unichar_isspace (gtk_text_iter_get_char (&at)))
        return FALSE;
      gtk_text_iter_forward_char (&at);
    }
  return TRUE;
}

/* Below the paragraph at (x, y), in the text's own pixels. A block may hold blank lines; asking the
 * parser at each motion would cost more than the line is worth. */
static int
place_below (MarbrePictureDrop *self, double x, double y)
{
  GtkTextIter iter, next;
  int top, height;

  get_iter (self, x, y, &iter);
  next = iter;
  while (!is_blank_line (&iter) && gtk_text_iter_forward_line (&next) && !is_blank_line (&next))
    iter = next;
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self->widget), &iter, &top, &height);
  return top + height;
}

static void
hide_place (MarbrePictureDrop *self)
{
  if (self->place)
    gtk_widget_set_visible (self->place, FALSE);
}

static GdkDragAction
motion_cb (MarbrePictureDrop *self, double x, double y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->widget);
  GdkRectangle visible;
  int left = gtk_text_view_get_left_margin (view);
  int below;

  if (!is_editable (self))
    return 0;
  gtk_text_view_get_visible_rect (view, &visible);
  below = place_below (self, x, y);
  if (self->place == NULL)
    {
      self->place = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_add_css_class (self->place, "drop-place");
      gtk_widget_set_can_target (self->place, FALSE);
      /* For good: GTK 4.8 has no way to remove an overlay. */
      gtk_text_view_add_overlay (view, self->place, 0, below);
    }
  gtk_widget_set_size_request (
      self->place, MAX (1, visible.width - left - gtk_text_view_get_right_margin (view)),
      PLACE_HEIGHT);
  gtk_widget_set_visible (self->place, TRUE);
  gtk_text_view_move_overlay (view, self->place, 0, below);
  return GDK_ACTION_COPY;
}

static gboolean
drop_cb (MarbrePictureDrop *self, const GValue *value, double x, double y)
{
  g_autoptr (GListModel) files = NULL;

  if (GTK_IS_TEXT_VIEW (self->widget) && is_editable (self))
    {
      GtkTextIter iter;

      hide_place (self);
      get_iter (self, x, y, &iter);
      gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->widget)), &iter);
    }
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    return offer_texture (self, g_value_get_object (value));
  files = pick_files (value, TRUE);
  return offer (self, files);
}

/* Paste */

static void
paste_text (MarbrePictureDrop *self, GdkClipboard *clipboard)
{
  if (GTK_IS_TEXT_VIEW (self->widget) && is_editable (self))
    gtk_text_buffer_paste_clipboard (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->widget)),
                                     clipboard, NULL, TRUE);
}

/* Copied files that are no pictures are pasted as what they were before: their names. */
static void
files_pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  GdkClipboard *clipboard = GDK_CLIPBOARD (source);
  MarbrePictureDrop *self = g_object_get_data (G_OBJECT (widget), "marbre-picture-drop");
  const GValue *value = gdk_clipboard_read_value_finish (clipboard, result, NULL);
  g_autoptr (GListModel) files = value ? pick_files (value, FALSE) : NULL;

  if (files == NULL || !offer (self, files))
    paste_text (self, clipboard);
}

static void
texture_pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  MarbrePictureDrop *self = g_object_get_data (G_OBJECT (widget), "marbre-picture-drop");
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
      gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);

  if (texture)
    offer_texture (self, texture);
  else
    g_message ("The clipboard's picture cannot be read: %s", error->message);
}

static void
paste_clipboard_cb (MarbrePictureDrop *self)
{
  if (marbre_picture_drop_paste (self))
    g_signal_stop_emission_by_name (self->widget, "paste-clipboard");
}

/* Class */

static void
marbre_picture_drop_class_init (MarbrePictureDropClass *klass)
{
  /**
   * MarbrePictureDrop::offered:
   * @pictures: a #GListModel of #GFile (called a picture, or an http(s) address) and #GdkTexture,
   *   at least one; nobody has opened the files yet
   *
   * Pictures were dropped or pasted. In a text the caret was put to where they fell.
   */
  signals[SIGNAL_OFFERED] = g_signal_new ("offered", MARBRE_TYPE_PICTURE_DROP, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_LIST_MODEL);
}

static void
marbre_picture_drop_init (MarbrePictureDrop *self)
{
}

/**
 * marbre_picture_drop_new:
 * @widget: a widget that takes pictures; a text view takes pasted ones, too
 *
 * Returns: (transfer none): what takes them, owned by @widget
 */
MarbrePictureDrop *
marbre_picture_drop_new (GtkWidget *widget)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  MarbrePictureDrop *self = g_object_new (MARBRE_TYPE_PICTURE_DROP, NULL);

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self->widget = widget;
  g_object_set_data_full (G_OBJECT (widget), "marbre-picture-drop", self, g_object_unref);
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  if (GTK_IS_TEXT_VIEW (widget))
    {
      g_signal_connect_object (target, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (target, "leave", G_CALLBACK (hide_place), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (widget, "paste-clipboard", G_CALLBACK (paste_clipboard_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
  return self;
}

/**
 * marbre_picture_drop_paste:
 *
 * Takes the pictures that are on the clipboard, if it has any and no text; files that turn out to
 * be none are pasted as text.
 *
 * Returns: %FALSE if the clipboard is the widget's own business
 */
gboolean
marbre_picture_drop_paste (MarbrePictureDrop *self)
{
  GdkClipboard *clipboard;
  GdkContentFormats *formats;

  g_return_val_if_fail (MARBRE_IS_PICTURE_DROP (self), FALSE);

  clipboard = gtk_widget_get_clipboard (self->widget);
  formats = gdk_clipboard_get_formats (clipboard);
  if (!is_editable (self))
    return FALSE;
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                    files_pasted_cb, g_object_ref (self->widget));
  else if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) &&
           !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    gdk_clipboard_read_texture_async (clipboard, NULL, texture_pasted_cb,
                                      g_object_ref (self->widget));
  else
    return FALSE;
  return TRUE;
}
