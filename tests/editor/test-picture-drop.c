/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures dropped and pasted: which are taken, where they fall, and what stays text.
 */
#include "config.h"

#include <gtk/gtk.h>

#include "marbre-picture-drop.h"

typedef struct
{
  GtkWidget *window;
  GtkTextView *view;
  GListModel *offered; /* (owned) (nullable): the last */
} Fixture;

static void
offered_cb (Fixture *self, GListModel *pictures)
{
  g_set_object (&self->offered, pictures);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  MarbrePictureDrop *drop;

  self->window = gtk_window_new ();
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_window_set_default_size (GTK_WINDOW (self->window), 300, 300);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->view));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), "One.\n\nTwo.\nof two\n\nThree.",
                            -1);
  drop = marbre_picture_drop_new (GTK_WIDGET (self->view));
  g_signal_connect_swapped (drop, "offered", G_CALLBACK (offered_cb), self);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->offered);
}

static GtkDropTarget *
find_target (Fixture *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        return GTK_DROP_TARGET (controller);
    }
  g_error ("no drop target");
}

static gboolean
drop_files (Fixture *self, double y, const char *const *uris)
{
  g_auto (GValue) value = G_VALUE_INIT;
  GSList *files = NULL;
  gboolean taken = FALSE;

  for (; *uris; uris++)
    files = g_slist_append (files, g_file_new_for_uri (*uris));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, g_boxed_copy (GDK_TYPE_FILE_LIST, files));
  g_slist_free_full (files, g_object_unref);
  g_signal_emit_by_name (find_target (self), "drop", &value, 10.0, y, &taken);
  return taken;
}

static double
line_y (Fixture *self, int line)
{
  GtkTextIter iter;
  int top, height, y;

  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (self->view), &iter, line);
  gtk_text_view_get_line_yrange (self->view, &iter, &top, &height);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, 0, top + height / 2,
                                         NULL, &y);
  return y;
}

static int
caret_line (Fixture *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  return gtk_text_iter_get_line (&caret);
}

static void
test_files (Fixture *self, gconstpointer data)
{
  static const char *const uris[] = { "file:///a/one.jpg", "file:///a/notes.txt",
                                      "file:///a/two.webp", "https://example.org/picture?id=3",
                                      NULL };
  static const char *const none[] = { "file:///a/notes.txt", NULL };

  g_assert_true (drop_files (self, line_y (self, 2), uris));
  g_assert_cmpuint (g_list_model_get_n_items (self->offered), ==, 3);
  g_assert_cmpint (caret_line (self), ==, 2);
  g_assert_false (drop_files (self, line_y (self, 2), none));

  g_clear_object (&self->offered);
  gtk_text_view_set_editable (self->view, FALSE);
  g_assert_false (drop_files (self, line_y (self, 2), uris));
  g_assert_null (self->offered);
}

/* A line shows where, below the whole paragraph, and goes with the pointer. */
static void
test_place (Fixture *self, gconstpointer data)
{
  GtkDropTarget *target = find_target (self);
  GtkWidget *place = NULL;
  GdkDragAction action;
  graphene_rect_t bounds;

  g_signal_emit_by_name (target, "motion", 10.0, line_y (self, 2), &action);
  g_assert_cmpint (action, ==, GDK_ACTION_COPY);
  gtk_test_widget_wait_for_draw (self->window);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child;
       child = gtk_widget_get_next_sibling (child))
    for (GtkWidget *inner = gtk_widget_get_first_child (child); inner;
         inner = gtk_widget_get_next_sibling (inner))
      if (gtk_widget_has_css_class (inner, "drop-place"))
        place = inner;
  g_assert_nonnull (place);
  g_assert_true (gtk_widget_compute_bounds (place, GTK_WIDGET (self->view), &bounds));
  g_assert_cmpfloat (bounds.origin.y, >, line_y (self, 3));
  g_assert_cmpfloat (bounds.origin.y, <, line_y (self, 5));
  g_signal_emit_by_name (target, "leave");
  g_assert_false (gtk_widget_get_visible (place));
}

/* Pixels are taken; with text beside them the text is meant. */
static void
test_paste (Fixture *self, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->view));
  static const guint8 pixel[] = { 255, 0, 0, 255 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixel, sizeof pixel);
  g_autoptr (GdkTexture) texture =
      gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8A8, bytes, sizeof pixel);
  GdkContentProvider *both[2];
  g_autoptr (GdkContentProvider) provider = NULL;
  g_autoptr (GObject) item = NULL;
  guint length;

  gdk_clipboard_set_texture (clipboard, texture);
  g_signal_emit_by_name (self->view, "paste-clipboard");
  while (self->offered == NULL)
    g_main_context_iteration (NULL, TRUE);
  item = g_list_model_get_item (self->offered, 0);
  g_assert_true (GDK_IS_TEXTURE (item));

  g_clear_object (&self->offered);
  both[0] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  both[1] = gdk_content_provider_new_typed (G_TYPE_STRING, "table");
  provider = gdk_content_provider_new_union (both, 2);
  gdk_clipboard_set_content (clipboard, provider);
  length = (guint) gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view));
  g_signal_emit_by_name (self->view, "paste-clipboard");
  while ((guint) gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view)) == length)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (self->offered);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/editor/picture-drop/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("files", test_files);
  ADD ("place", test_place);
  ADD ("paste", test_paste);
#undef ADD
  return g_test_run ();
}
