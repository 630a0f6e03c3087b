/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the writing pane looks to this writer: letters, lines, and what of the text stays bright; see
 * marbre-editor-private.h. Whatever is changed, the place that is read stays where it is.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-editor-private.h"

#include "marbre-compat.h"
#include "marbre-editor-find.h"
#include "marbre-note-look.h"

#define MIN_ZOOM 50
#define MAX_ZOOM 300

/* A family's name as CSS reads it, whatever signs are in it. */
static void
append_css_string (GString *css, const char *text)
{
  g_string_append_c (css, '"');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (css, c);
      else
        g_string_append_printf (css, "\\%06x ", c);
    }
  g_string_append_c (css, '"');
}

static void
load_look (MarbreEditor *self)
{
  g_autoptr (GString) css = g_string_new (NULL);

  if (self->zoom != 100)
    g_string_append_printf (css, "editor { font-size: %u%%; }\n", self->zoom);
  if (self->typeface != NULL)
    {
      g_string_append (css, "editor .prose-entry, editor textview.body { font-family: ");
      append_css_string (css, self->typeface);
      g_string_append (css, ", serif; }\n");
    }
  gtk_css_provider_load_from_data (self->look, css->str, (gssize) css->len);
}

/* What the pane shows is held while all lines get another height. */
static void
hold_place (MarbreEditor *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    marbre_editor_scroll_to_line (self, marbre_editor_get_line (self));
}

/* While the headline is written the text need not be dim, nor the headline while the text is. */
static void
update_focus (MarbreEditor *self, GtkEventController *head_focus)
{
  MarbreFocusMode *mode = marbre_body_view_get_focus_mode (self->view);
  gboolean in_head =
      gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (head_focus));

  marbre_focus_mode_pause (mode, in_head);
  if (marbre_focus_mode_get_focus (mode) != MARBRE_FOCUS_OFF && !in_head)
    gtk_widget_add_css_class (GTK_WIDGET (self), "focusing");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "focusing");
}

static void
head_focus_cb (MarbreEditor *self, GParamSpec *pspec, GtkEventController *head_focus)
{
  update_focus (self, head_focus);
}

/* The body's notes are the highlighter's. */
static void
set_up_note_looks (MarbreEditor *self)
{
  g_autoptr (GPtrArray) views = marbre_editor_list_views (self);

  self->note_looks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < views->len; i++)
    if (g_ptr_array_index (views, i) != self->view)
      g_ptr_array_add (self->note_looks,
                       marbre_note_look_new (
                           gtk_text_view_get_buffer (g_ptr_array_index (views, i))));
}

/* Once the parts are there. */
void
_marbre_editor_set_up_look (MarbreEditor *self)
{
  self->head_focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (self->head_focus, "notify::contains-focus", G_CALLBACK (head_focus_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->head), self->head_focus);

  set_up_note_looks (self);
  self->zoom = 100;
  self->look = gtk_css_provider_new ();
  /* For the display, as a style of one widget does not reach its children; above editor.css. */
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->look),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

void
_marbre_editor_dispose_look (MarbreEditor *self)
{
  if (self->look != NULL)
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                   GTK_STYLE_PROVIDER (self->look));
  g_clear_object (&self->look);
  g_clear_pointer (&self->note_looks, g_ptr_array_unref);
  g_clear_pointer (&self->typeface, g_free);
}

/* The desktop has become dark or light. */
void
_marbre_editor_update_dark (MarbreEditor *self)
{
  if (self->highlighter != NULL)
    marbre_highlighter_set_dark (self->highlighter, self->dark);
  for (guint i = 0; i < self->note_looks->len; i++)
    marbre_note_look_set_dark (g_ptr_array_index (self->note_looks, i), self->dark);
}

/**
 * marbre_editor_set_focus_mode:
 * @focus: what of the body stays as it is while the rest is dimmed
 */
void
marbre_editor_set_focus_mode (MarbreEditor *self, MarbreFocus focus)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));

  marbre_focus_mode_set_focus (marbre_body_view_get_focus_mode (self->view), focus);
  update_focus (self, self->head_focus);
}

/**
 * marbre_editor_set_typewriter:
 * @typewriter: whether the caret's line stays at one height of the pane while one writes
 */
void
marbre_editor_set_typewriter (MarbreEditor *self, gboolean typewriter)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));

  self->typewriter = typewriter;
  marbre_manuscript_set_typewriter (self->manuscript, typewriter);
}

/**
 * marbre_editor_set_typeface:
 * @family: (nullable): a font family of this computer; %NULL or "" for Marbre's own choice
 */
void
marbre_editor_set_typeface (MarbreEditor *self, const char *family)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));

  if (family != NULL && family[0] == '\0')
    family = NULL;
  if (g_strcmp0 (self->typeface, family) == 0)
    return;
  marbre_set_str (&self->typeface, family);
  hold_place (self);
  load_look (self);
}

/**
 * marbre_editor_set_zoom:
 * @percent: how large letters are, 100 for as large as the desktop has them; kept within 50–300
 */
void
marbre_editor_set_zoom (MarbreEditor *self, guint percent)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));

  percent = CLAMP (percent, MIN_ZOOM, MAX_ZOOM);
  if (self->zoom == percent)
    return;
  self->zoom = percent;
  hold_place (self);
  load_look (self);
}

/**
 * marbre_editor_set_measure:
 * @signs: how many signs a line has room for, in a pane that is wide enough
 */
void
marbre_editor_set_measure (MarbreEditor *self, guint signs)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));

  hold_place (self);
  marbre_manuscript_set_measure (self->manuscript, signs);
}

/**
 * marbre_editor_set_spacing:
 * @spacing: how far the body's lines are from each other
 */
void
marbre_editor_set_spacing (MarbreEditor *self, MarbreSpacing spacing)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));

  hold_place (self);
  marbre_body_view_set_spacing (self->view, spacing);
}
