/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preview pane; see marbre-preview.h. The widget: its properties, its view and its end. What
 * the program asks of it is in -show.c, what the page says in -signals.c.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-private.h"

#include <glib/gi18n.h>

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

static GParamSpec *properties[N_PROPS];

void
_marbre_preview_set_remote_waiting (MarbrePreview *self, guint waiting)
{
  if (self->remote_waiting == waiting)
    return;
  self->remote_waiting = waiting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOTE_WAITING]);
}

static void
reload_cb (MarbrePreview *self)
{
  self->reloads = 0;
  _marbre_preview_show_status (self, _("Reloading…"), FALSE);
  _marbre_preview_lock_and_load (self);
}

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
  g_clear_handle_id (&self->flush_source, g_source_remove);
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
  _marbre_preview_install_signals ();

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
  self->view = marbre_preview_locks_create_view (context, _marbre_preview_take_link, self);
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
                           G_CALLBACK (_marbre_preview_take_message), self, G_CONNECT_SWAPPED);
  set_dark (self, FALSE);
  _marbre_preview_lock_and_load (self);
  return GTK_WIDGET (self);
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
