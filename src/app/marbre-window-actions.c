/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window's menus, buttons and keys do, and when they may. One function recomputes which
 * actions are enabled.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-outbox-window.h"
#include "marbre-sites-window.h"
#include "marbre-tags-window.h"
#include "marbre-window-private.h"

/* The language of new stories: as set, else as the desktop speaks. */
const char *
_marbre_window_get_language (MarbreWindow *self)
{
  g_autofree char *chosen = g_settings_get_string (self->settings, "language");
  const char *const *desktop = g_get_language_names ();

  if (chosen[0] == '\0')
    return g_str_has_prefix (desktop[0], "fr") ? "fr" : "en";
  return g_str_equal (chosen, "fr") ? "fr" : "en";
}

static void
flushed_before_new_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *byline = NULL;

  if (!marbre_desk_flush_finish (MARBRE_DESK (source), result, &error))
    return; /* the header bar and the notice say that the story on the desk is not safe */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  byline = g_settings_get_string (self->settings, "byline");
  marbre_desk_new_story (self->desk, _marbre_window_get_language (self), byline);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
new_story_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  if (self->desk != NULL)
    marbre_desk_flush_async (self->desk, NULL, flushed_before_new_cb, g_object_ref (self));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, TRUE);
  marbre_library_focus_search (self->library);
}

static void
present_publisher (MarbreWindow *self, const char *status)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  g_autoptr (MarbreStory) story = marbre_document_snapshot (document);

  marbre_publisher_present (self->publisher, GTK_WINDOW (self), story,
                            marbre_desk_get_blocks (self->desk), status);
}

static void
publish_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_publisher (MARBRE_WINDOW (widget), "publish");
}

static void
publish_as_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_publisher (MARBRE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
view_online_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  _marbre_window_view_url (self, marbre_publisher_get_url (self->publisher));
}

static void
view_url_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_view_url (MARBRE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
copy_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);
  const char *url = marbre_publisher_get_url (self->publisher);

  if (url[0] == '\0')
    {
      _marbre_window_toast (self, _("The story has no address yet: publish it first."));
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), url);
  _marbre_window_toast (self, _("Link copied"));
}

static void
outbox_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  GtkWidget *outbox = marbre_outbox_window_new (GTK_WINDOW (self), self->newsroom);

  g_signal_connect_object (outbox, "merge-requested", G_CALLBACK (_marbre_window_merge), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (outbox));
}

static void
tags_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (
      marbre_tags_window_new (GTK_WINDOW (self), marbre_newsroom_get_archive (self->newsroom))));
}

static void
sites_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (marbre_sites_window_new (GTK_WINDOW (self), self->newsroom)));
}

static void
layout_from_site_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_make_layout (MARBRE_WINDOW (widget));
}

static void
layouts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_show_layouts (MARBRE_WINDOW (widget));
}

static void
open_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_open_file (MARBRE_WINDOW (widget));
}

static void
open_file_as_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *uri, *encoding;

  g_variant_get (parameter, "(&s&s)", &uri, &encoding);
  _marbre_window_open_file_as (MARBRE_WINDOW (widget), uri, encoding);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_save (MARBRE_WINDOW (widget));
}

static void
save_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_save_file (MARBRE_WINDOW (widget));
}

static void
compare_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_compare_file (MARBRE_WINDOW (widget));
}

static void
versions_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_show_revisions (MARBRE_WINDOW (widget));
}

static void
insert_picture_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_insert_picture (MARBRE_WINDOW (widget));
}

static void
site_pictures_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_browse_site_pictures (MARBRE_WINDOW (widget));
}

static void
paste_plain_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_paste_plain (MARBRE_WINDOW (widget));
}

static void
insert_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  marbre_editor_insert (MARBRE_WINDOW (widget)->editor, g_variant_get_string (parameter, NULL));
}

static void
go_to_heading_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_go_to_heading (MARBRE_WINDOW (widget));
}

static void
describe_picture_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_describe_picture (MARBRE_WINDOW (widget));
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_print (MARBRE_WINDOW (widget));
}

static void
export_pdf_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_export_pdf (MARBRE_WINDOW (widget));
}

static void
next_check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  marbre_copy_desk_step (MARBRE_WINDOW (widget)->copy_desk, TRUE);
}

static void
previous_check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  marbre_copy_desk_step (MARBRE_WINDOW (widget)->copy_desk, FALSE);
}

static void
correct_check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  marbre_copy_desk_correct (MARBRE_WINDOW (widget)->copy_desk);
}

static void
correct_typography_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _marbre_window_correct_typography (MARBRE_WINDOW (widget));
}

void
_marbre_window_class_actions_init (MarbreWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "win.new-story", NULL, new_story_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.publish", NULL, publish_action);
  gtk_widget_class_install_action (widget_class, "win.publish-as", "s", publish_as_action);
  gtk_widget_class_install_action (widget_class, "win.view-online", NULL, view_online_action);
  gtk_widget_class_install_action (widget_class, "win.view-url", "s", view_url_action);
  gtk_widget_class_install_action (widget_class, "win.copy-link", NULL, copy_link_action);
  gtk_widget_class_install_action (widget_class, "win.outbox", NULL, outbox_action);
  gtk_widget_class_install_action (widget_class, "win.tags", NULL, tags_action);
  gtk_widget_class_install_action (widget_class, "win.sites", NULL, sites_action);
  gtk_widget_class_install_action (widget_class, "win.layout-from-site", NULL,
                                   layout_from_site_action);
  gtk_widget_class_install_action (widget_class, "win.layouts", NULL, layouts_action);
  gtk_widget_class_install_action (widget_class, "win.open-file", NULL, open_file_action);
  gtk_widget_class_install_action (widget_class, "win.open-file-as", "(ss)",
                                   open_file_as_action);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "win.save-file", NULL, save_file_action);
  _marbre_window_install_note_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "win.next-check", NULL, next_check_action);
  gtk_widget_class_install_action (widget_class, "win.previous-check", NULL,
                                   previous_check_action);
  gtk_widget_class_install_action (widget_class, "win.correct-check", NULL, correct_check_action);
  gtk_widget_class_install_action (widget_class, "win.correct-typography", NULL,
                                   correct_typography_action);
  gtk_widget_class_install_action (widget_class, "win.compare-file", NULL, compare_file_action);
  gtk_widget_class_install_action (widget_class, "win.versions", NULL, versions_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "win.export-pdf", NULL, export_pdf_action);
  gtk_widget_class_install_action (widget_class, "win.insert-picture", NULL,
                                   insert_picture_action);
  gtk_widget_class_install_action (widget_class, "win.site-pictures", NULL, site_pictures_action);
  gtk_widget_class_install_action (widget_class, "win.paste-plain", NULL, paste_plain_action);
  gtk_widget_class_install_action (widget_class, "win.insert", "s", insert_action);
  gtk_widget_class_install_action (widget_class, "win.go-to-heading", NULL, go_to_heading_action);
  gtk_widget_class_install_action (widget_class, "win.describe-picture", NULL,
                                   describe_picture_action);
  _marbre_window_class_find_init (klass);
}

/* An icon where there is no room for a word. */
static void
show_publish_button (MarbreWindow *self, const char *label)
{
  if (self->tight)
    adw_split_button_set_icon_name (self->publish_button, "document-send-symbolic");
  else
    adw_split_button_set_label (self->publish_button, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->publish_button), self->tight ? label : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->publish_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* Recomputes which actions may be used, and what the publish button says. */
void
_marbre_window_actions_update (MarbreWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean open = self->newsroom != NULL;
  gboolean story = open && marbre_desk_get_document (self->desk) != NULL;
  gboolean there = story && marbre_publisher_is_online (self->publisher);
  gboolean visible = story && marbre_publisher_get_url (self->publisher)[0] != '\0';

  gtk_widget_action_set_enabled (widget, "win.new-story", open);
  gtk_widget_action_set_enabled (widget, "win.search", open);
  gtk_widget_action_set_enabled (widget, "win.open-file", open);
  gtk_widget_action_set_enabled (widget, "win.tags", open);
  gtk_widget_action_set_enabled (widget, "win.sites", open);
  gtk_widget_action_set_enabled (widget, "win.sync", open && self->syncing == NULL);
  gtk_widget_action_set_enabled (widget, "win.stop-sync", self->syncing != NULL);
  gtk_widget_action_set_enabled (widget, "win.outbox", open);
  gtk_widget_action_set_enabled (widget, "win.publish", story);
  gtk_widget_action_set_enabled (widget, "win.publish-as", story);
  gtk_widget_action_set_enabled (widget, "win.save", story);
  gtk_widget_action_set_enabled (widget, "win.save-file", story);
  _marbre_window_enable_note_actions (self, story);
  gtk_widget_action_set_enabled (widget, "win.next-check", story);
  gtk_widget_action_set_enabled (widget, "win.previous-check", story);
  gtk_widget_action_set_enabled (widget, "win.correct-check", story);
  gtk_widget_action_set_enabled (widget, "win.correct-typography", story);
  gtk_widget_action_set_enabled (widget, "win.versions", story);
  gtk_widget_action_set_enabled (widget, "win.print", story);
  gtk_widget_action_set_enabled (widget, "win.export-pdf", story);
  gtk_widget_action_set_enabled (widget, "win.insert-picture", story);
  gtk_widget_action_set_enabled (widget, "win.site-pictures", story);
  gtk_widget_action_set_enabled (widget, "win.paste-plain", story);
  gtk_widget_action_set_enabled (widget, "win.insert", story);
  gtk_widget_action_set_enabled (widget, "win.go-to-heading", story);
  _marbre_window_find_update (self, story);
  gtk_widget_action_set_enabled (widget, "win.describe-picture", story);
  gtk_widget_action_set_enabled (widget, "win.view-online", visible);
  gtk_widget_action_set_enabled (widget, "win.copy-link", story);
  show_publish_button (self, there ? _("Update…") : _("Publish…"));
}

/* Returns: (transfer none): what says @text, until it is dismissed */
AdwToast *
_marbre_window_toast (MarbreWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  /* libadwaita 1.2 always reads a toast's title as markup. */
  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url =
      marbre_newsroom_resolve_url_finish (MARBRE_NEWSROOM (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (url == NULL)
    _marbre_window_toast (self, error->message);
  else
    gtk_show_uri (GTK_WINDOW (self), url, GDK_CURRENT_TIME);
}

/* Opens a page of a site in the browser; the embedded site is started if the page is there. */
void
_marbre_window_view_url (MarbreWindow *self, const char *url)
{
  if (url[0] != '\0')
    marbre_newsroom_resolve_url_async (self->newsroom, url, self->cancellable, resolved_cb,
                                       g_object_ref (self));
}
