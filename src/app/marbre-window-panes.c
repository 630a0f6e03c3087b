/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's panes: writing, reading and the sidebar, made when the archive is open, and what is
 * asked for in them. Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-window-private.h"

#include "marbre-page-bar.h"

static void
read_beside_cb (MarbreWindow *self, MarbreStory *story)
{
  marbre_window_open_story (self, marbre_story_get_id (story));
}

static void
view_story_cb (MarbreWindow *self, MarbreStory *story)
{
  _marbre_window_view_url (self, marbre_story_get_url (story));
}

static void
copy_link_cb (MarbreWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.copy-link", NULL);
}

/* The editor with the search above and the line below that says how long the story is. */
static GtkWidget *
make_writing_pane (MarbreWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->editor = MARBRE_EDITOR (marbre_editor_new ());
  self->find_bar = MARBRE_FIND_BAR (marbre_find_bar_new (self->editor));
  self->measure = MARBRE_MEASURE_LINE (marbre_measure_line_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->editor), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->find_bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->editor));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->measure));
  return box;
}

/* The preview with the bar below that says how the page is laid out. */
static GtkWidget *
make_reading_pane (MarbreWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->reader = MARBRE_READER (
      marbre_reader_new (marbre_newsroom_get_archive (self->newsroom)));
  gtk_widget_set_vexpand (GTK_WIDGET (self->reader), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reader));
  gtk_box_append (GTK_BOX (box),
                  marbre_page_bar_new (self->settings, marbre_reader_get_preview (self->reader),
                                       self->layouts));
  return box;
}

void
_marbre_window_make_panes (MarbreWindow *self)
{
  MarbreArchive *archive = marbre_newsroom_get_archive (self->newsroom);
  AdwStyleManager *style = adw_style_manager_get_default ();
  MarbrePreview *preview;
  GtkWidget *writing;
  GtkWidget *reading;
  g_autoptr (GPropertyAction) show_preview = NULL;
  g_autoptr (GPropertyAction) show_sidebar = NULL;
  g_autoptr (GPropertyAction) load_web = NULL;

  writing = make_writing_pane (self);
  reading = make_reading_pane (self);
  self->sidebar = MARBRE_SIDEBAR (marbre_sidebar_new (archive));
  self->panes = MARBRE_PANES (marbre_panes_new (writing, reading, GTK_WIDGET (self->sidebar)));
  preview = marbre_reader_get_preview (self->reader);
  g_object_bind_property (style, "dark", self->editor, "dark", G_BINDING_SYNC_CREATE);
  _marbre_window_watch_view (self);
  marbre_panes_set_preview_share (self->panes,
                                  g_settings_get_double (self->settings, "preview-share"));
  marbre_panes_set_sidebar_width (self->panes,
                                  g_settings_get_int (self->settings, "sidebar-width"));
  marbre_panes_set_preview_visible (self->panes,
                                    g_settings_get_boolean (self->settings, "preview-visible"));
  marbre_panes_set_sidebar_visible (self->panes,
                                    g_settings_get_boolean (self->settings, "sidebar-visible"));
  show_preview = g_property_action_new ("show-preview", self->panes, "preview-visible");
  show_sidebar = g_property_action_new ("show-sidebar", self->panes, "sidebar-visible");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (show_preview));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (show_sidebar));
  load_web =
      g_property_action_new ("load-web", marbre_reader_get_web_content (self->reader), "allowed");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (load_web));

#define CONNECT(object, signal, callback)                                                          \
  g_signal_connect_object (object, signal, G_CALLBACK (callback), self, G_CONNECT_SWAPPED)
  CONNECT (self->reader, "edit", read_beside_cb);
  CONNECT (self->reader, "view-online", view_story_cb);
  CONNECT (preview, "link-activated", _marbre_window_view_url);
  CONNECT (preview, "copy-link", copy_link_cb);
  CONNECT (self->editor, "choose-lead-image", _marbre_window_choose_lead_image);
  CONNECT (self->settings, "changed::typography", _marbre_window_update_typography);
  CONNECT (self->settings, "changed::typography-paste", _marbre_window_update_typography);
  CONNECT (self->editor, "pictures-offered", _marbre_window_take_pictures);
  CONNECT (self->editor, "insert-requested", _marbre_window_insert_requested);
  CONNECT (self->editor, "thumbnail-wanted", _marbre_window_load_figure_thumbnail);
  CONNECT (marbre_editor_get_format (self->editor), "link-wanted", _marbre_window_ask_link);
  CONNECT (marbre_editor_get_paster (self->editor), "begun", _marbre_window_take_paste);
#undef CONNECT
  adw_bin_set_child (self->desk_bin, GTK_WIDGET (self->panes));
}
