/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The editor's keys and actions; see marbre-editor-private.h. The keys that write lists, tables and
 * pairs are in marbre-typing.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-editor-private.h"

#include "marbre-markup.h"

/* What the keys of the digits 0 to 3 write without Shift on a French keyboard. */
static const guint french_digits[] = { GDK_KEY_agrave, GDK_KEY_ampersand, GDK_KEY_eacute,
                                       GDK_KEY_quotedbl };

/* Up on the first line goes back to the fields, as Down led here. */
static gboolean
body_key_cb (MarbreEditor *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextBuffer *body = gtk_text_view_get_buffer (view);
  GtkTextIter caret;

  if ((keyval != GDK_KEY_Up && keyval != GDK_KEY_KP_Up) ||
      (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_text_buffer_get_iter_at_mark (body, &caret, gtk_text_buffer_get_insert (body));
  if (gtk_text_view_backward_display_line (view, &caret))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_child_focus (GTK_WIDGET (self->manuscript), GTK_DIR_TAB_BACKWARD);
  return GDK_EVENT_STOP;
}

static void
markup_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreEditor *self = MARBRE_EDITOR (widget);
  const char *what = g_variant_get_string (parameter, NULL);

  if (!_marbre_editor_is_editable (self) || !gtk_widget_is_focus (GTK_WIDGET (self->view)))
    return;
  marbre_format_apply (self->format, what,
                       self->highlighter ? marbre_highlighter_get_blocks (self->highlighter)
                                         : NULL);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->view),
                                      gtk_text_buffer_get_insert (_marbre_editor_get_body (self)));
}

static void
heading_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreEditor *self = MARBRE_EDITOR (widget);
  int level = g_variant_get_int32 (parameter);

  if (_marbre_editor_is_editable (self) && gtk_widget_is_focus (GTK_WIDGET (self->view)) &&
      level >= 0 && level <= 6)
    marbre_markup_set_heading (_marbre_editor_get_body (self), (guint) level);
}

static void
insert_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  marbre_editor_insert (MARBRE_EDITOR (widget), g_variant_get_string (parameter, NULL));
}

/* Names the actions and binds keys to them; from the class's init. */
void
_marbre_editor_install_actions (MarbreEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "editor.markup", "s", markup_action);
  gtk_widget_class_install_action (widget_class, "editor.heading", "i", heading_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_CONTROL_MASK, "editor.markup",
                                       "s", "strong");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "editor.markup",
                                       "s", "emphasis");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "editor.markup",
                                       "s", "link");
  for (int level = 1; level <= 3; level++)
    {
      gtk_widget_class_add_binding_action (widget_class, (guint) (GDK_KEY_0 + level),
                                           GDK_CONTROL_MASK, "editor.heading", "i", level);
      gtk_widget_class_add_binding_action (widget_class, french_digits[level], GDK_CONTROL_MASK,
                                           "editor.heading", "i", level);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_CONTROL_MASK | GDK_ALT_MASK,
                                       "editor.heading", "i", 0);
  gtk_widget_class_add_binding_action (widget_class, french_digits[0],
                                       GDK_CONTROL_MASK | GDK_ALT_MASK, "editor.heading", "i", 0);
  gtk_widget_class_install_action (widget_class, "editor.insert", "s", insert_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK | GDK_ALT_MASK,
                                       "editor.insert", "s", "footnote");
}

/* Once the view is there; what is connected later has a key later. */
void
_marbre_editor_connect_keys (MarbreEditor *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (body_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

/**
 * marbre_editor_insert:
 * @name: the name of a #MarbreInsertCommand
 *
 * Inserts something at the caret of the body, or asks for it; see #MarbreEditor::insert-requested.
 * Takes the focus. Names that are unknown do nothing.
 */
void
marbre_editor_insert (MarbreEditor *self, const char *name)
{
  MarbreInsertCommand command;

  g_return_if_fail (MARBRE_IS_EDITOR (self));
  g_return_if_fail (name != NULL);

  if (!_marbre_editor_is_editable (self) || !marbre_insert_command_from_name (name, &command))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  marbre_inserter_insert (self->inserter, command);
}
