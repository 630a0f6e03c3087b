/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preview pane; see marbre-preview.h. Construction, what the program asks of it, and what the
 * page says.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-private.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-preview-locks.h"
#include "marbre-preview-resources.h"
#include "marbre-preview-script.h"

#define RESOURCES "/io/github/marbre/Marbre/preview/"

G_DEFINE_FINAL_TYPE (MarbrePreview, marbre_preview, GTK_TYPE_WIDGET)

enum
{
  PROP_DARK = 1,
  PROP_REMOTE_WAITING,
  N_PROPS
};

enum
{
  SIGNAL_TEXT_ACTIVATED,
  SIGNAL_FIELD_ACTIVATED,
  SIGNAL_SCROLLED,
  SIGNAL_LINK_ACTIVATED,
  SIGNAL_COPY_LINK,
  SIGNAL_LOAD_REMOTE,
  SIGNAL_CARD_WANTED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Messages from the page */

static double
get_number (JSCValue *message, const char *name)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (message, name);

  return jsc_value_to_double (value);
}

static void
set_remote_waiting (MarbrePreview *self, guint waiting)
{
  if (self->remote_waiting == waiting)
    return;
  self->remote_waiting = waiting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOTE_WAITING]);
}

/* Only the article has places. */
static void
tell_scrolled (MarbrePreview *self, JSCValue *message)
{
  double from = self->line;

  if (self->shown_face != MARBRE_FACE_ARTICLE)
    return;
  self->line = get_number (message, "line");
  g_signal_emit (self, signals[SIGNAL_SCROLLED], 0, from, self->line);
}

/* Another face's title is the headline, and so on: the words are the same from the first on. */
static void
tell_field (MarbrePreview *self, JSCValue *message)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (message, "slot");
  g_autofree char *name = jsc_value_to_string (value);
  MarbreSlot slot;

  if (marbre_slot_from_name (name, &slot))
    g_signal_emit (self, signals[SIGNAL_FIELD_ACTIVATED], 0,
                   marbre_slot_get_name (marbre_face_get_source (slot)),
                   (guint) get_number (message, "offset"), get_number (message, "after") != 0);
}

static void
want_card (MarbrePreview *self, JSCValue *message)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (message, "uri");
  g_autofree char *uri = jsc_value_to_string (value);

  g_signal_emit (self, signals[SIGNAL_CARD_WANTED], 0, uri);
}

static void
message_cb (MarbrePreview *self, JSCValue *message)
{
  g_autoptr (JSCValue) type_value = jsc_value_object_get_property (message, "type");
  g_autofree char *type = jsc_value_to_string (type_value);

  if (g_str_equal (type, "scrolled"))
    tell_scrolled (self, message);
  else if (g_str_equal (type, "text"))
    g_signal_emit (self, signals[SIGNAL_TEXT_ACTIVATED], 0, (guint) get_number (message, "block"),
                   (guint) get_number (message, "offset"), get_number (message, "after") != 0);
  else if (g_str_equal (type, "field"))
    tell_field (self, message);
  else if (g_str_equal (type, "copy-link"))
    g_signal_emit (self, signals[SIGNAL_COPY_LINK], 0);
  else if (g_str_equal (type, "load-remote"))
    g_signal_emit (self, signals[SIGNAL_LOAD_REMOTE], 0);
  else if (g_str_equal (type, "remote"))
    set_remote_waiting (self, (guint) get_number (message, "waiting"));
  else if (g_str_equal (type, "card"))
    want_card (self, message);
}

static void
link_cb (const char *uri, gpointer data)
{
  g_signal_emit (MARBRE_PREVIEW (data), signals[SIGNAL_LINK_ACTIVATED], 0, uri);
}

static void
reload_cb (MarbrePreview *self)
{
  self->reloads = 0;
  _marbre_preview_show_status (self, _("Reloading…"), FALSE);
  _marbre_preview_lock_and_load (self);
}

/* Class */

static void
marbre_preview_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MarbrePreview *self = MARBRE_PREVIEW (object);

  switch (prop_id)
    {
    case PROP_DARK:
      g_value_set_boolean (value, self->dark);
      break;
    case PROP_REMOTE_WAITING:
      g_value_set_uint (value, self->remote_waiting);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_dark (MarbrePreview *self, gboolean dark)
{
  self->dark = dark;
  marbre_preview_patch_set_dark (self->patch, dark);
  if (self->view == NULL)
    return;
  _marbre_preview_update_paper (self);
  _marbre_preview_flush (self);
}

static void
marbre_preview_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MarbrePreview *self = MARBRE_PREVIEW (object);

  switch (prop_id)
    {
    case PROP_DARK:
      if (self->dark == g_value_get_boolean (value))
        break;
      set_dark (self, g_value_get_boolean (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
marbre_preview_grab_focus (GtkWidget *widget)
{
  MarbrePreview *self = MARBRE_PREVIEW (widget);

  return self->view && gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
marbre_preview_dispose (GObject *object)
{
  MarbrePreview *self = MARBRE_PREVIEW (object);
  GTask *task;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  if (self->tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  while ((task = g_queue_pop_head (&self->html_tasks)) != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The preview is closed");
      g_object_unref (task);
    }
  self->view = NULL;
  self->sheet = NULL;
  if (self->stack)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->stack)));
  G_OBJECT_CLASS (marbre_preview_parent_class)->dispose (object);
}

static void
marbre_preview_finalize (GObject *object)
{
  MarbrePreview *self = MARBRE_PREVIEW (object);

  g_clear_pointer (&self->layout, g_free);
  g_clear_pointer (&self->patch, marbre_preview_patch_free);
  g_clear_pointer (&self->remote_story, g_free);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (marbre_preview_parent_class)->finalize (object);
}

static void
install_signals (void)
{
  /**
   * MarbrePreview::text-activated:
   * @block: index of a block of the body, as it was set last
   * @offset: signs of the block's text before the place, in UTF-16 units, as its HTML says them
   * @after: whether the place is after the last of these signs rather than before the next one
   *
   * The reader clicked the text that stands there.
   */
  signals[SIGNAL_TEXT_ACTIVATED] =
      g_signal_new ("text-activated", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_BOOLEAN);

  /**
   * MarbrePreview::field-activated:
   * @slot: name of a slot that is not the body
   * @offset: signs of its text before the place, in UTF-16 units
   * @after: see MarbrePreview::text-activated
   *
   * The reader clicked the slot.
   */
  signals[SIGNAL_FIELD_ACTIVATED] =
      g_signal_new ("field-activated", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_BOOLEAN);

  /**
   * MarbrePreview::scrolled:
   * @from: the place that the pane showed before, as marbre_preview_scroll_to_line() takes it
   * @line: the place that it shows now
   *
   * Not for what the program scrolled.
   */
  signals[SIGNAL_SCROLLED] = g_signal_new ("scrolled", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE,
                                           G_TYPE_DOUBLE);

  /**
   * MarbrePreview::link-activated:
   * @uri: an http(s) address, or a path on the site ("/articles/…")
   *
   * The reader clicked a link. It is foreign text.
   */
  signals[SIGNAL_LINK_ACTIVATED] =
      g_signal_new ("link-activated", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * MarbrePreview::copy-link:
   *
   * The reader pressed the page's button that copies the article's address.
   */
  signals[SIGNAL_COPY_LINK] = g_signal_new ("copy-link", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbrePreview::load-remote:
   *
   * The reader asked, in the place of a picture, to load what the story has from the web.
   */
  signals[SIGNAL_LOAD_REMOTE] = g_signal_new ("load-remote", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbrePreview::card-wanted:
   * @uri: an http(s) address, foreign text
   *
   * The page has a link with a paragraph of its own. Answer with marbre_preview_set_card(), if
   * there is something to say of it; the page asks once, and again when leave to load from the web
   * comes.
   */
  signals[SIGNAL_CARD_WANTED] =
      g_signal_new ("card-wanted", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
marbre_preview_class_init (MarbrePreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = marbre_preview_get_property;
  object_class->set_property = marbre_preview_set_property;
  object_class->dispose = marbre_preview_dispose;
  object_class->finalize = marbre_preview_finalize;
  widget_class->grab_focus = marbre_preview_grab_focus;

  /**
   * MarbrePreview:dark:
   *
   * Whether the page is dark; the application follows the desktop's setting.
   */
  properties[PROP_DARK] =
      g_param_spec_boolean ("dark", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * MarbrePreview:remote-waiting:
   *
   * How many pictures and links' cards of the page are on the web and not loaded.
   */
  properties[PROP_REMOTE_WAITING] =
      g_param_spec_uint ("remote-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals ();

  marbre_preview_register_resource ();
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "preview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCES "marbre-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbrePreview, stack);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreview, status);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreview, reload);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
}

static void
marbre_preview_init (MarbrePreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_queue_init (&self->html_tasks);
  self->template = marbre_template_get_names ()[0];
  self->patch = marbre_preview_patch_new ();
  self->cancellable = g_cancellable_new ();
  self->last_frame = -1;
  self->line = -1;
}

/**
 * marbre_preview_new:
 * @load: starts to load a picture of the story
 * @finish: ends it
 * @data: for both; must outlive the loads that it started
 *
 * Warms up at once: the view is made and the empty page loaded, whether the widget is shown or not.
 *
 * Returns: (transfer floating): an empty preview
 */
GtkWidget *
marbre_preview_new (MarbreMediaLoadFunc load, MarbreMediaFinishFunc finish, gpointer data)
{
  MarbrePreview *self;
  WebKitUserContentManager *content;
  g_autoptr (WebKitWebContext) context = NULL;

  g_return_val_if_fail (load != NULL && finish != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_PREVIEW, NULL);
  context = webkit_web_context_new ();
  self->scheme = marbre_preview_scheme_register (context, load, finish, data, self->cancellable);
  self->view = marbre_preview_locks_create_view (context, link_cb, self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Preview of the story"), -1);
  g_signal_connect_object (self->view, "load-changed", G_CALLBACK (_marbre_preview_load_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "web-process-terminated",
                           G_CALLBACK (_marbre_preview_recover), self, G_CONNECT_SWAPPED);
  self->sheet = MARBRE_PREVIEW_SHEET (marbre_preview_sheet_new (self->view));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->sheet), "page");
  content = webkit_web_view_get_user_content_manager (self->view);
  marbre_preview_script_add (content);
  g_signal_connect_object (content, "script-message-received::" MARBRE_PREVIEW_HANDLER,
                           G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  set_dark (self, FALSE);
  _marbre_preview_lock_and_load (self);
  return GTK_WIDGET (self);
}

static void
apply_remote (MarbrePreview *self, MarbrePage *page)
{
  gboolean allowed =
      page != NULL && g_strcmp0 (marbre_story_get_id (marbre_page_get_story (page)),
                                 self->remote_story) == 0;

  marbre_preview_scheme_set_remote_allowed (self->scheme, allowed);
  marbre_preview_patch_set_remote (self->patch, allowed);
}

/**
 * marbre_preview_freeze:
 *
 * What the page is told from now on goes there at once, with the marbre_preview_thaw() that
 * belongs to this call: one message, one layout, one frame.
 */
void
marbre_preview_freeze (MarbrePreview *self)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  self->frozen++;
}

/**
 * marbre_preview_thaw:
 *
 * Ends what marbre_preview_freeze() began.
 */
void
marbre_preview_thaw (MarbrePreview *self)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail (self->frozen > 0);

  self->frozen--;
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_set_page:
 * @page: what the page says around the body; kept and read when the message is made
 * @blocks: the body, parsed without an image mapper: the preview finds pictures itself
 *
 * Shows a story. Only what differs from what is shown goes to the page, and the place that is being
 * read stays where it is. May be called for each key.
 */
void
marbre_preview_set_page (MarbrePreview *self, MarbrePage *page, MarbreBlocks *blocks)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail (MARBRE_IS_PAGE (page));
  g_return_if_fail (blocks != NULL);

  marbre_preview_patch_set_page (self->patch, page, blocks);
  apply_remote (self, page);
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_set_remote_story:
 * @id: (nullable): the id of the one story that may show pictures from the web, %NULL for none
 *
 * Pages of that story ask the media loader for http(s) addresses, too; those of any other do not,
 * and show who has the picture instead. The view itself never reaches the network.
 */
void
marbre_preview_set_remote_story (MarbrePreview *self, const char *id)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  if (!marbre_set_str (&self->remote_story, id))
    return;
  apply_remote (self, marbre_preview_patch_get_page (self->patch));
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_get_remote_waiting:
 *
 * Returns: see MarbrePreview:remote-waiting
 */
guint
marbre_preview_get_remote_waiting (MarbrePreview *self)
{
  g_return_val_if_fail (MARBRE_IS_PREVIEW (self), 0);
  return self->remote_waiting;
}

/**
 * marbre_preview_scroll_to_line:
 * @line: a line of the body with a fraction; −1 to 0 for what is above the body, and from the line
 *   after its last block on, up to 1 more, for what is below
 *
 * Shows that place as far down in the pane as the page is scrolled: its start at the pane's upper
 * edge, its end at the lower one. Two panes that do so reach their ends together. Does not emit
 * "scrolled".
 */
void
marbre_preview_scroll_to_line (MarbrePreview *self, double line)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  self->line = line;
  marbre_preview_patch_set_line (self->patch, line);
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_get_line:
 *
 * Returns: the place that the pane shows, as marbre_preview_scroll_to_line() takes it
 */
double
marbre_preview_get_line (MarbrePreview *self)
{
  g_return_val_if_fail (MARBRE_IS_PREVIEW (self), -1);
  return self->line;
}

/**
 * marbre_preview_set_caret:
 * @slot: (nullable): name of the slot whose text is being written, %NULL for the body
 * @line: a line of the body, from 0
 * @offset: signs of the slot's or the block's text before the caret, in UTF-16 units, as its HTML
 *   says them; −1 if that is not known
 * @reveal: whether the page scrolls to show it, by no more than it has to
 *
 * Marks the block that is being written, in the margin. The place belongs to the page set last:
 * call marbre_preview_set_page() first.
 */
void
marbre_preview_set_caret (
    MarbrePreview *self, const char *slot, guint line, int offset, gboolean reveal)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  marbre_preview_patch_set_caret (self->patch, slot, line, offset, reveal);
  if (marbre_preview_patch_is_pending (self->patch))
    _marbre_preview_flush (self);
}

/**
 * marbre_preview_get_template:
 *
 * Returns: (transfer none): the name of the template that the page is laid out with
 */
const char *
marbre_preview_get_template (MarbrePreview *self)
{
  g_return_val_if_fail (MARBRE_IS_PREVIEW (self), NULL);
  return self->template;
}

/**
 * marbre_preview_set_template:
 * @name: one of marbre_template_get_names(); another name changes nothing
 *
 * Lays the page out with another template, at the place that the pane shows.
 */
void
marbre_preview_set_template (MarbrePreview *self, const char *name)
{
  const char *const *names = marbre_template_get_names ();

  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail (name != NULL);

  while (*names != NULL && !g_str_equal (*names, name))
    names++;
  if (*names == NULL || *names == self->template)
    return;
  self->template = *names;
  self->wants_shell = self->is_locked;
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_get_face:
 *
 * Returns: which face of the story is shown
 */
MarbreFace
marbre_preview_get_face (MarbrePreview *self)
{
  g_return_val_if_fail (MARBRE_IS_PREVIEW (self), MARBRE_FACE_ARTICLE);
  return self->face;
}

/**
 * marbre_preview_set_face:
 * @face: which face of the story to show
 *
 * Shows the story as readers meet it elsewhere, or its article again, at the place that was left.
 * Only the article follows the template, and only it has places.
 */
void
marbre_preview_set_face (MarbrePreview *self, MarbreFace face)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail ((guint) face < MARBRE_N_FACES);

  if (self->face == face)
    return;
  self->face = face;
  self->wants_shell = self->is_locked;
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_get_page_width:
 *
 * Returns: see marbre_preview_set_page_width()
 */
int
marbre_preview_get_page_width (MarbrePreview *self)
{
  g_return_val_if_fail (MARBRE_IS_PREVIEW (self), 0);
  return marbre_preview_sheet_get_width (self->sheet);
}

/**
 * marbre_preview_set_page_width:
 * @width: CSS pixels of the reader's screen, 0 for as wide as the pane
 *
 * Lays the page out as on a screen of that width. A pane that is narrower shows it smaller, one
 * that is wider shows it in its middle. What is at the top of the pane stays there.
 */
void
marbre_preview_set_page_width (MarbrePreview *self, int width)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail (width >= 0);

  marbre_preview_sheet_set_width (self->sheet, width);
}

/**
 * marbre_preview_get_html_async:
 * @cancellable: (nullable): a cancellable
 * @callback: called with the page
 * @user_data: for @callback
 *
 * Asks for the page as it is, after all that was set so far is shown. For tests.
 */
void
marbre_preview_get_html_async (MarbrePreview *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_preview_get_html_async);
  g_queue_push_tail (&self->html_tasks, task);
  _marbre_preview_flush (self);
}

/**
 * marbre_preview_get_html_finish:
 * @result: what the callback received
 * @error: set if the page went away meanwhile
 *
 * Returns: (transfer full) (nullable): the page's HTML
 */
char *
marbre_preview_get_html_finish (MarbrePreview *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
