/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window; see marbre-window.h. It opens at once and says that the archive is being opened; the
 * panes are made when it is, since they need it.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-window-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (MarbreWindow, marbre_window, ADW_TYPE_APPLICATION_WINDOW)

/* A spinner that turns on a hidden page keeps the frame clock at sixty ticks a second, and each key
 * then waits for the next one. */
static void
show_page (MarbreWindow *self, const char *name)
{
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "loading"));
  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
save_state_cb (MarbreWindow *self)
{
  MarbreSaveState state = marbre_desk_get_save_state (self->desk);
  const GError *error = marbre_desk_get_save_error (self->desk);

  _marbre_window_update_title (self);
  if (state == MARBRE_SAVE_STATE_SAVED)
    _marbre_window_remember_story (self);
  if (state == MARBRE_SAVE_STATE_FAILED && error != NULL)
    {
      g_autofree char *text =
          g_strdup_printf (_("The story is not saved: %s It stays in this window; Marbre tries "
                             "again every few seconds."),
                           error->message);

      marbre_notice_show (self->notice, text, _("Save as Markdown…"), "win.save-file", NULL);
      gtk_widget_add_css_class (GTK_WIDGET (self->notice), "error");
    }
  else if (gtk_widget_has_css_class (GTK_WIDGET (self->notice), "error"))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->notice), "error");
      marbre_notice_hide (self->notice);
    }
}

static void
rendered_cb (MarbreWindow *self)
{
  _marbre_window_update_title (self);
  _marbre_window_update_lead_thumbnail (self);
}

static void
document_changed_cb (MarbreWindow *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  MarbreStory *story = marbre_document_get_story (document);
  const char *id = marbre_story_get_id (story);

  _marbre_window_remember_story (self);
  marbre_library_set_current (self->library, id);
  marbre_publisher_set_story (self->publisher, story);
  _marbre_window_update_title (self);
  _marbre_window_update_lead_thumbnail (self);
  _marbre_window_actions_update (self);
}

static void
desk_failed_cb (MarbreWindow *self, const char *message)
{
  marbre_notice_show (self->notice, message, NULL, NULL, NULL);
}

static void
desk_overtaken_cb (MarbreWindow *self, gboolean kept_apart)
{
  marbre_notice_show (self->notice,
                      kept_apart
                          ? _("A newer text of this story came from the site while you were "
                              "writing. It is kept among the drafts: compare before you update.")
                          : _("A newer text of this story came from the site; it is shown now."),
                      NULL, NULL, NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (marbre_desk_open_finish (MARBRE_DESK (source), result, &error))
    {
      if (adw_flap_get_folded (self->flap))
        adw_flap_set_reveal_flap (self->flap, FALSE);
      gtk_widget_grab_focus (GTK_WIDGET (self->editor));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  marbre_notice_show (self->notice, error->message, NULL, NULL, NULL);
  if (marbre_desk_get_document (self->desk) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-story", NULL);
}

static gboolean
marbre_window_close_request (GtkWindow *window)
{
  MarbreWindow *self = MARBRE_WINDOW (window);

  _marbre_window_save_layout (self);
  if (!self->may_close && self->desk != NULL)
    {
      _marbre_window_close_when_safe (self);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (marbre_window_parent_class)->close_request (window);
}

static void
marbre_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (marbre_window_parent_class)->size_allocate (widget, width, height, baseline);
  _marbre_window_fit (MARBRE_WINDOW (widget), width);
}

static void
marbre_window_dispose (GObject *object)
{
  MarbreWindow *self = MARBRE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  _marbre_window_stop_printing (self);
  g_clear_handle_id (&self->fold_id, g_source_remove);
  g_clear_handle_id (&self->long_save_id, g_source_remove);
  g_clear_weak_pointer (&self->saved_toast);
  g_clear_object (&self->copy_desk);
  g_clear_object (&self->spare_memory);
  g_clear_object (&self->note_desk);
  g_clear_object (&self->proofing);
  g_clear_object (&self->desk);
  g_clear_object (&self->publisher);
  g_clear_object (&self->lead);
  g_clear_object (&self->watch);
  g_clear_object (&self->print_settings);
  g_clear_object (&self->print_paper);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_WINDOW);
  self->panes = NULL;
  g_clear_object (&self->newsroom);
  g_clear_object (&self->layouts);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (marbre_window_parent_class)->dispose (object);
}

static void
marbre_window_class_init (MarbreWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_window_dispose;
  widget_class->size_allocate = marbre_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = marbre_window_close_request;

  g_type_ensure (MARBRE_TYPE_NOTICE);
  g_type_ensure (MARBRE_TYPE_SYNC_BAR);
  g_type_ensure (MARBRE_TYPE_LIBRARY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/marbre/Marbre/app/marbre-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, edge);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, sheet);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, header);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, title);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, publish_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, sync_bar);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, library);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, desk_bin);
  _marbre_window_class_actions_init (klass);
  _marbre_window_class_sync_init (klass);
  _marbre_window_class_view_init (klass);
}

static void
marbre_window_init (MarbreWindow *self)
{
  g_autoptr (GPropertyAction) library = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  library = g_property_action_new ("show-library", self->flap, "reveal-flap");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (library));
  _marbre_window_set_up_fullscreen (self);
  g_signal_connect_object (self->library, "story-activated",
                           G_CALLBACK (marbre_window_open_story), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "trash-requested", G_CALLBACK (_marbre_window_trash),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "url-requested", G_CALLBACK (_marbre_window_view_url),
                           self, G_CONNECT_SWAPPED);
}

/**
 * marbre_window_new:
 * @application: the application
 * @settings: the application's settings
 *
 * Returns: (transfer floating): a window that waits for its newsroom
 */
MarbreWindow *
marbre_window_new (GtkApplication *application, GSettings *settings)
{
  MarbreWindow *self;
  static const char *const keys[] = { "face",       "layout",     "page-theme",
                                      "page-width", "focus-mode", "typewriter" };

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (MARBRE_TYPE_WINDOW, "application", application, NULL);
  self->settings = g_object_ref (settings);
  marbre_library_set_settings (self->library, settings);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (self), action);
    }
  _marbre_window_restore_layout (self);
  _marbre_window_actions_update (self);
  return self;
}

/**
 * marbre_window_set_newsroom:
 * @newsroom: an open newsroom
 * @layouts: layouts of sites, the same for all windows
 *
 * Fills the window: the story that was open last, or a new one.
 */
void
marbre_window_set_newsroom (MarbreWindow *self,
                            MarbreNewsroom *newsroom,
                            MarbreLayoutStore *layouts)
{
  MarbreArchive *archive;

  g_return_if_fail (MARBRE_IS_WINDOW (self));
  g_return_if_fail (MARBRE_IS_NEWSROOM (newsroom));
  g_return_if_fail (MARBRE_IS_LAYOUT_STORE (layouts));
  g_return_if_fail (self->newsroom == NULL);

  self->newsroom = g_object_ref (newsroom);
  self->layouts = g_object_ref (layouts);
  archive = marbre_newsroom_get_archive (newsroom);
  _marbre_window_make_panes (self);
  self->desk = marbre_desk_new (archive, self->editor, self->reader, self->sidebar);
  self->spare_memory = marbre_spare_memory_new (self->desk);
  self->proofing = marbre_proofing_new (archive, marbre_newsroom_get_credentials (newsroom),
                                        self->editor, self->desk, self->settings);
  marbre_proofing_expect (self->proofing, _marbre_window_get_language (self));
  self->publisher = marbre_publisher_new (newsroom, self->settings);
  self->copy_desk = marbre_copy_desk_new (
      self->desk, marbre_publisher_get_checker (self->publisher), self->editor, self->sidebar);
  self->note_desk = marbre_note_desk_new (self->desk, self->editor, self->sidebar);
  marbre_measure_line_watch (self->measure, self->desk, self->editor,
                             marbre_publisher_get_checker (self->publisher));
  _marbre_window_watch_checks (self);

#define CONNECT(object, signal, callback)                                                          \
  g_signal_connect_object (object, signal, G_CALLBACK (callback), self, G_CONNECT_SWAPPED)
  CONNECT (self->desk, "notify::save-state", save_state_cb);
  CONNECT (self->desk, "notify::document", document_changed_cb);
  CONNECT (self->desk, "rendered", rendered_cb);
  CONNECT (self->desk, "failed", desk_failed_cb);
  CONNECT (self->desk, "overtaken", desk_overtaken_cb);
  CONNECT (self->proofing, "told", desk_failed_cb);
  CONNECT (self->proofing, "remarked", _marbre_window_toast);
#undef CONNECT
  _marbre_window_watch_publisher (self);

  marbre_library_set_archive (self->library, archive);
  show_page (self, "desk");
  if (marbre_newsroom_is_first_start (newsroom))
    {
      adw_flap_set_reveal_flap (self->flap, !_marbre_window_is_folded (self));
      self->library_wanted = TRUE;
      _marbre_window_toast (self, _("Welcome. This is a sample newsroom with a site of its own: "
                                    "try everything."));
    }
  _marbre_window_watch_archive (self, archive);
  _marbre_window_update_site (self);
  _marbre_window_actions_update (self);
  _marbre_window_open_first_story (self);
}

/**
 * marbre_window_show_loading:
 *
 * Says that the archive is being opened: another try after a failure.
 */
void
marbre_window_show_loading (MarbreWindow *self)
{
  g_return_if_fail (MARBRE_IS_WINDOW (self));
  show_page (self, "loading");
}

/**
 * marbre_window_show_failure:
 * @error: why the newsroom cannot be opened
 *
 * Says so in place of the panes.
 */
void
marbre_window_show_failure (MarbreWindow *self, const GError *error)
{
  g_return_if_fail (MARBRE_IS_WINDOW (self));
  g_return_if_fail (error != NULL);

  adw_status_page_set_description (self->failure, error->message);
  show_page (self, "failed");
}

/**
 * marbre_window_open_story:
 * @id: a story of the archive
 *
 * Puts a story on the desk, once the one there is saved.
 */
void
marbre_window_open_story (MarbreWindow *self, const char *id)
{
  g_return_if_fail (MARBRE_IS_WINDOW (self));
  g_return_if_fail (id != NULL);

  if (self->desk != NULL)
    marbre_desk_open_async (self->desk, id, self->cancellable, opened_cb, g_object_ref (self));
}
