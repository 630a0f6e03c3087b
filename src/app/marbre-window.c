/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window; see marbre-window.h. It opens at once and says that the archive is being opened; the
 * panes are made when it is, since they need it.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-window.h"

#include <glib/gi18n.h>

#include "marbre-page-bar.h"
#include "marbre-window-private.h"

G_DEFINE_FINAL_TYPE (MarbreWindow, marbre_window, ADW_TYPE_APPLICATION_WINDOW)

/* A spinner that turns on a hidden page keeps the frame clock at sixty ticks a second, and each key
 * then waits for the next one. */
static void
show_page (MarbreWindow *self, const char *name)
{
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "loading"));
  gtk_stack_set_visible_child_name (self->stack, name);
}

/* What is opened at the next start: a story that the archive has, not one that was never begun. */
static void
remember_story (MarbreWindow *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  gboolean kept = marbre_desk_get_save_state (self->desk) != MARBRE_SAVE_STATE_NEW;
  const char *id = kept ? marbre_document_get_id (document) : "";
  g_autofree char *last = g_settings_get_string (self->settings, "last-story");

  if (!g_str_equal (last, id))
    g_settings_set_string (self->settings, "last-story", id);
}

static void
save_state_cb (MarbreWindow *self)
{
  MarbreSaveState state = marbre_desk_get_save_state (self->desk);
  const GError *error = marbre_desk_get_save_error (self->desk);

  _marbre_window_update_title (self);
  if (state == MARBRE_SAVE_STATE_SAVED)
    remember_story (self);
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

  remember_story (self);
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
publisher_done_cb (MarbreWindow *self, const char *text, const char *url)
{
  AdwToast *toast = adw_toast_new (text);

  if (url[0] != '\0')
    {
      adw_toast_set_button_label (toast, _("View online"));
      adw_toast_set_action_name (toast, "win.view-url");
      adw_toast_set_action_target_value (toast, g_variant_new_string (url));
    }
  adw_toast_set_timeout (toast, 8);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
  marbre_notice_hide (self->notice);
  _marbre_window_actions_update (self);
}

static void
publisher_problem_cb (MarbreWindow *self, const char *text)
{
  marbre_notice_show (self->notice, text, _("Outbox"), "win.outbox", NULL);
}

static void
publisher_remark_cb (MarbreWindow *self, const char *text)
{
  marbre_notice_show (self->notice, text, NULL, NULL, NULL);
}

/* The slug was chosen in the dialog, on a snapshot: the story remembers it. */
static void
publisher_accepted_cb (MarbreWindow *self, MarbreStory *sent)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  MarbreStory *story = document ? marbre_document_get_story (document) : NULL;

  if (story != NULL && g_str_equal (marbre_story_get_id (story), marbre_story_get_id (sent)))
    marbre_story_set_text (story, MARBRE_FIELD_SLUG,
                           marbre_story_get_text (sent, MARBRE_FIELD_SLUG));
}

/* The preview shows the page as the proposed site would. */
static void
update_site (MarbreWindow *self)
{
  g_autoptr (MarbreSite) site = marbre_publisher_dup_site (self->publisher);

  marbre_desk_set_site (self->desk, site);
  _marbre_window_update_typography (self);
}

static void
publisher_changed_cb (MarbreWindow *self)
{
  update_site (self);
  _marbre_window_actions_update (self);
}

static void
lose_response_cb (MarbreWindow *self, const char *response)
{
  if (g_str_equal (response, "save"))
    _marbre_window_save_file (self);
  else if (g_str_equal (response, "lose"))
    {
      self->may_close = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
}

static void
flushed_before_close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  if (marbre_desk_flush_finish (MARBRE_DESK (source), result, &error))
    {
      self->may_close = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("The story could not be saved"), NULL);
  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      _("%s\n\nYou can save it as a Markdown file elsewhere, or keep the window open."),
      error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Keep open"), "lose",
                                    _("_Close without saving"), "save", _("_Save as Markdown…"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "lose",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (lose_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
marbre_window_close_request (GtkWindow *window)
{
  MarbreWindow *self = MARBRE_WINDOW (window);

  _marbre_window_save_layout (self);
  if (!self->may_close && self->desk != NULL)
    {
      marbre_desk_flush_async (self->desk, NULL, flushed_before_close_cb, g_object_ref (self));
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
  g_clear_object (&self->copy_desk);
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
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, library);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, MarbreWindow, desk_bin);
  _marbre_window_class_actions_init (klass);
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

static void
make_panes (MarbreWindow *self)
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
  load_web = g_property_action_new ("load-web", marbre_reader_get_web_content (self->reader),
                                    "allowed");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (load_web));

#define CONNECT(object, signal, callback)                                                          \
  g_signal_connect_object (object, signal, G_CALLBACK (callback), self, G_CONNECT_SWAPPED)
  CONNECT (self->reader, "edit", read_beside_cb);
  CONNECT (self->reader, "view-online", view_story_cb);
  CONNECT (preview, "link-activated", _marbre_window_view_url);
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

static void
copy_link_cb (MarbreWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.copy-link", NULL);
}

/* The newest draft in the desktop's language, else the newest. */
static MarbreSummary *
pick_draft (MarbreWindow *self, GPtrArray *drafts)
{
  const char *language = _marbre_window_get_language (self);

  for (guint i = 0; i < drafts->len; i++)
    {
      MarbreSummary *draft = g_ptr_array_index (drafts, i);

      if (g_str_equal (marbre_summary_get_language (draft), language))
        return draft;
    }
  return g_ptr_array_index (drafts, 0);
}

static void
newest_draft_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts =
      marbre_archive_list_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (drafts != NULL && drafts->len > 0)
    marbre_window_open_story (self, marbre_summary_get_id (pick_draft (self, drafts)));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-story", NULL);
}

/* The story that was open last; on the very first start the newest of the sample drafts. */
static void
open_first_story (MarbreWindow *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-story");
  const MarbreQuery drafts = { .states = MARBRE_STORY_STATE_BIT (MARBRE_STORY_DRAFT), .limit = 10 };

  if (last[0] != '\0')
    marbre_window_open_story (self, last);
  else if (marbre_newsroom_is_first_start (self->newsroom))
    marbre_archive_list_async (marbre_newsroom_get_archive (self->newsroom), &drafts,
                               self->cancellable, newest_draft_cb, g_object_ref (self));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-story", NULL);
}

/**
 * marbre_window_set_newsroom:
 * @newsroom: an open newsroom
 *
 * Fills the window: the story that was open last, or a new one.
 */
void
marbre_window_set_newsroom (MarbreWindow *self, MarbreNewsroom *newsroom)
{
  MarbreArchive *archive;

  g_return_if_fail (MARBRE_IS_WINDOW (self));
  g_return_if_fail (MARBRE_IS_NEWSROOM (newsroom));
  g_return_if_fail (self->newsroom == NULL);

  self->newsroom = g_object_ref (newsroom);
  self->layouts = _marbre_window_create_layouts ();
  archive = marbre_newsroom_get_archive (newsroom);
  make_panes (self);
  self->desk = marbre_desk_new (archive, self->editor, self->reader, self->sidebar);
  self->proofing = marbre_proofing_new (archive, marbre_newsroom_get_credentials (newsroom),
                                        self->editor, self->desk, self->settings);
  marbre_proofing_expect (self->proofing, _marbre_window_get_language (self));
  self->publisher = marbre_publisher_new (newsroom, self->settings);
  self->copy_desk = marbre_copy_desk_new (self->desk,
                                          marbre_publisher_get_checker (self->publisher),
                                          self->editor, self->sidebar);
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
  CONNECT (self->publisher, "done", publisher_done_cb);
  CONNECT (self->publisher, "problem", publisher_problem_cb);
  CONNECT (self->publisher, "remark", publisher_remark_cb);
  CONNECT (self->publisher, "changed", publisher_changed_cb);
  CONNECT (self->publisher, "accepted", publisher_accepted_cb);
  CONNECT (marbre_reader_get_preview (self->reader), "copy-link", copy_link_cb);
#undef CONNECT

  marbre_library_set_archive (self->library, archive);
  show_page (self, "desk");
  if (marbre_newsroom_is_first_start (newsroom))
    {
      adw_flap_set_reveal_flap (self->flap, !_marbre_window_is_folded (self));
      self->library_wanted = TRUE;
      _marbre_window_toast (self, _("Welcome. This is a sample newsroom with a site of its own: "
                                    "try everything."));
    }
  else if (marbre_archive_was_unclean (archive))
    marbre_notice_show (self->notice,
                        _("Marbre was not closed properly last time. Your story is here as it was "
                          "saved."),
                        NULL, NULL, NULL);
  update_site (self);
  _marbre_window_actions_update (self);
  open_first_story (self);
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
