/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preview pane; see marbre-preview.h. It owns the view and says when a message goes to the
 * page: one at a time, at most one a frame. What the message says is marbre-preview-patch.c's.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview.h"

#include <glib/gi18n.h>
#include <webkit/webkit.h>

#include "marbre-preview-locks.h"
#include "marbre-preview-patch.h"
#include "marbre-preview-resources.h"
#include "marbre-preview-scheme.h"
#include "marbre-preview-script.h"
#include "marbre-preview-sheet.h"

#define RESOURCES "/io/github/marbre/Marbre/preview/"

/* A page that kills its process again and again is not reloaded for ever. */
#define MAX_RELOADS       3
#define RELOADS_WINDOW    (60 * G_USEC_PER_SEC)
#define RELOAD_PAUSE_MSEC 300

struct _MarbrePreview
{
  GtkWidget parent_instance;

  /* Template */
  GtkStack *stack;
  GtkLabel *status;
  GtkWidget *reload;

  MarbrePreviewSheet *sheet; /* (borrowed) (nullable): in the stack */
  WebKitWebView *view;       /* (borrowed) (nullable): on the sheet */
  const char *template;      /* (owned by the table of templates): the layout */
  MarbrePreviewPatch *patch; /* (owned) */
  GCancellable *cancellable; /* (owned): ends with the widget */
  GQueue html_tasks;         /* (owned): of GTask, waiting for the page to be up to date */
  double y;                  /* px the page is scrolled by, as last heard */
  gint64 reloads_since;      /* monotonic µs: start of the window in which reloads are counted */
  gint64 last_frame;         /* frame clock's counter at the last message */
  guint reloads;
  guint reload_source;
  guint tick;
  gboolean is_locked; /* the content filter is in force */
  gboolean is_loaded; /* the shell is there */
  gboolean in_flight; /* a message is on its way */
  gboolean wants_shell; /* the template changed: load its shell, keep the place */
  gboolean dark;
};

G_DEFINE_FINAL_TYPE (MarbrePreview, marbre_preview, GTK_TYPE_WIDGET)

enum
{
  PROP_DARK = 1,
  N_PROPS
};

enum
{
  SIGNAL_LINE_ACTIVATED,
  SIGNAL_SCROLLED,
  SIGNAL_LINK_ACTIVATED,
  SIGNAL_COPY_LINK,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void flush (MarbrePreview *self);
static void recover (MarbrePreview *self);

static void
show_status (MarbrePreview *self, const char *text, gboolean may_reload)
{
  gtk_label_set_text (self->status, text);
  gtk_widget_set_visible (self->reload, may_reload);
  gtk_stack_set_visible_child_name (self->stack, "status");
}

/* Calls to the page */

static GVariant *
string_argument (const char *name, const char *value)
{
  GVariantDict arguments;

  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, name, "s", value);
  return g_variant_dict_end (&arguments);
}

static void
html_called_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (object), result, &error);

  if (value)
    g_task_return_pointer (task, jsc_value_to_string (value), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
answer_html_tasks (MarbrePreview *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->html_tasks)) != NULL)
    marbre_preview_script_call (self->view, "return marbre.html()", NULL,
                                g_task_get_cancellable (task), html_called_cb, task);
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->in_flight = FALSE;
  if (value)
    self->y = jsc_value_to_double (value);
  else if (self->is_loaded)
    {
      /* The process has died, or the page does not show what we think: begin anew. */
      g_message ("The preview did not take a change: %s", error->message);
      recover (self);
    }
  flush (self);
}

static void
send_patch (MarbrePreview *self)
{
  g_autofree char *patch = marbre_preview_patch_take (self->patch);

  self->in_flight = TRUE;
  marbre_preview_script_call (self->view, "return marbre.apply(JSON.parse(patch))",
                              string_argument ("patch", patch), self->cancellable, flushed_cb,
                              g_object_ref (self));
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MarbrePreview *self = MARBRE_PREVIEW (widget);

  self->tick = 0;
  flush (self);
  return G_SOURCE_REMOVE;
}

/* Whether this frame has had its message; then the next one is asked for. Without frames (a hidden
 * pane) the page's own answer is the only brake. */
static gboolean
wait_for_frame (MarbrePreview *self)
{
  GdkFrameClock *clock = gtk_widget_get_mapped (GTK_WIDGET (self))
                             ? gtk_widget_get_frame_clock (GTK_WIDGET (self))
                             : NULL;
  gint64 frame;

  if (clock == NULL)
    return FALSE;
  frame = gdk_frame_clock_get_frame_counter (clock);
  if (frame != self->last_frame)
    {
      self->last_frame = frame;
      return FALSE;
    }
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  return TRUE;
}

static void
load_shell (MarbrePreview *self)
{
  g_autofree char *uri = g_strconcat (MARBRE_PREVIEW_SHELLS, self->template, ".html", NULL);

  self->is_loaded = FALSE;
  self->wants_shell = FALSE;
  webkit_web_view_load_uri (self->view, uri);
}

static void
place_called_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePreview) self = user_data;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (object), result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->in_flight = FALSE;
  if (value)
    marbre_preview_patch_keep_line (self->patch, jsc_value_to_double (value));
  if (self->is_loaded)
    load_shell (self);
}

/* Heights differ from template to template, so the place is asked for as a line. */
static void
change_shell (MarbrePreview *self)
{
  self->in_flight = TRUE;
  marbre_preview_script_call (self->view, "return marbre.place()", NULL, self->cancellable,
                              place_called_cb, g_object_ref (self));
}

static void
flush (MarbrePreview *self)
{
  if (!self->is_loaded || self->in_flight)
    return;
  if (self->wants_shell)
    change_shell (self);
  else if (!marbre_preview_patch_is_pending (self->patch))
    answer_html_tasks (self);
  else if (self->tick == 0 && !wait_for_frame (self))
    send_patch (self);
}

/* Messages from the page */

static double
get_number (JSCValue *message, const char *name)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (message, name);

  return jsc_value_to_double (value);
}

static void
message_cb (MarbrePreview *self, JSCValue *message)
{
  g_autoptr (JSCValue) type_value = jsc_value_object_get_property (message, "type");
  g_autofree char *type = jsc_value_to_string (type_value);

  if (g_str_equal (type, "scrolled"))
    {
      self->y = get_number (message, "y");
      g_signal_emit (self, signals[SIGNAL_SCROLLED], 0, get_number (message, "line"));
    }
  else if (g_str_equal (type, "line"))
    g_signal_emit (self, signals[SIGNAL_LINE_ACTIVATED], 0, (guint) get_number (message, "line"));
  else if (g_str_equal (type, "copy-link"))
    g_signal_emit (self, signals[SIGNAL_COPY_LINK], 0);
}

static void
link_cb (const char *uri, gpointer data)
{
  g_signal_emit (MARBRE_PREVIEW (data), signals[SIGNAL_LINK_ACTIVATED], 0, uri);
}

/* Loading, and loading again */

static void
load_changed_cb (MarbrePreview *self, WebKitLoadEvent event)
{
  if (event != WEBKIT_LOAD_FINISHED)
    return;
  self->is_loaded = TRUE;
  marbre_preview_patch_reset (self->patch, self->y);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->sheet));
  flush (self);
}

static gboolean
reload_source_cb (gpointer data)
{
  MarbrePreview *self = MARBRE_PREVIEW (data);

  self->reload_source = 0;
  load_shell (self);
  return G_SOURCE_REMOVE;
}

/* Loads the page again after it was lost, but not for ever. A process that dies is told twice, by
 * the call that it was working on and by its own signal. */
static void
recover (MarbrePreview *self)
{
  gint64 now = g_get_monotonic_time ();

  self->is_loaded = FALSE;
  if (self->reload_source != 0)
    return;
  if (now - self->reloads_since > RELOADS_WINDOW)
    {
      self->reloads_since = now;
      self->reloads = 0;
    }
  if (self->reloads++ < MAX_RELOADS)
    {
      show_status (self, _("The preview stopped. Reloading…"), FALSE);
      self->reload_source = g_timeout_add (RELOAD_PAUSE_MSEC, reload_source_cb, self);
    }
  else
    show_status (
        self, _("The preview keeps stopping. Your text is safe: go on writing, or reload."), TRUE);
}

static void
locked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePreview) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean locked = marbre_preview_locks_compile_finish (WEBKIT_WEB_VIEW (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!locked)
    {
      g_warning ("No content filter, so no preview: %s", error->message);
      show_status (self, _("The preview cannot start. Make room on the disk, then reload."), TRUE);
      return;
    }
  self->is_locked = TRUE;
  load_shell (self);
}

static void
lock_and_load (MarbrePreview *self)
{
  if (self->is_locked)
    load_shell (self);
  else
    marbre_preview_locks_compile_async (self->view, self->cancellable, locked_cb,
                                        g_object_ref (self));
}

static void
reload_cb (MarbrePreview *self)
{
  self->reloads = 0;
  show_status (self, _("Reloading…"), FALSE);
  lock_and_load (self);
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
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* The colour behind the page, so that a dark pane does not flash white while it loads. */
static void
set_dark (MarbrePreview *self, gboolean dark)
{
  const GdkRGBA paper = dark ? (GdkRGBA){ 0.11f, 0.11f, 0.12f, 1 } : (GdkRGBA){ 1, 1, 1, 1 };

  self->dark = dark;
  marbre_preview_patch_set_dark (self->patch, dark);
  if (self->view == NULL)
    return;
  webkit_web_view_set_background_color (self->view, &paper);
  flush (self);
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

  g_clear_pointer (&self->patch, marbre_preview_patch_free);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (marbre_preview_parent_class)->finalize (object);
}

static void
install_signals (void)
{
  /**
   * MarbrePreview::line-activated:
   * @line: a line of the body, from 0
   *
   * The reader clicked the text that stands there.
   */
  signals[SIGNAL_LINE_ACTIVATED] =
      g_signal_new ("line-activated", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * MarbrePreview::scrolled:
   * @line: the place at the top of the pane: a line of the body and the fraction of it that is
   *   above, or −1 to 0 for what is above the body
   *
   * Not for what the program scrolled.
   */
  signals[SIGNAL_SCROLLED] = g_signal_new ("scrolled", MARBRE_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

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
  marbre_preview_scheme_register (context, load, finish, data, self->cancellable);
  self->view = marbre_preview_locks_create_view (context, link_cb, self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Preview of the story"), -1);
  g_signal_connect_object (self->view, "load-changed", G_CALLBACK (load_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "web-process-terminated", G_CALLBACK (recover), self,
                           G_CONNECT_SWAPPED);
  self->sheet = MARBRE_PREVIEW_SHEET (marbre_preview_sheet_new (self->view));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->sheet), "page");
  content = webkit_web_view_get_user_content_manager (self->view);
  marbre_preview_script_add (content);
  g_signal_connect_object (content, "script-message-received::" MARBRE_PREVIEW_HANDLER,
                           G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  set_dark (self, FALSE);
  lock_and_load (self);
  return GTK_WIDGET (self);
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
  flush (self);
}

/**
 * marbre_preview_scroll_to_line:
 * @line: a line of the body and the fraction of it that is to be above the pane; −1 to 0 for what
 *   is above the body
 *
 * Puts that place at the top of the pane. Does not emit "scrolled".
 */
void
marbre_preview_scroll_to_line (MarbrePreview *self, double line)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  marbre_preview_patch_set_line (self->patch, line);
  flush (self);
}

/**
 * marbre_preview_mark_line:
 * @line: a line of the body, from 0
 *
 * Marks the block that stands there, in the margin, as the one that is being written. Scrolls
 * nothing.
 */
void
marbre_preview_mark_line (MarbrePreview *self, guint line)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  marbre_preview_patch_set_marked (self->patch, line);
  flush (self);
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
 * Lays the page out with another template, from the place on that is at the top of the pane.
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
  flush (self);
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
  flush (self);
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
