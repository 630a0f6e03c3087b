/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The editor's texts in a row; see marbre-editor-find.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-editor-find.h"

#include "marbre-editor-private.h"

/* In which one writes prose, from the top to the bottom; the lead picture's texts come between the
 * last of them and the body. A section is a name that the site has, and nothing to search. */
static const MarbreField fields[] = { MARBRE_FIELD_KICKER, MARBRE_FIELD_HEADLINE,
                                      MARBRE_FIELD_STANDFIRST, MARBRE_FIELD_BYLINE };

/**
 * marbre_editor_list_views:
 *
 * Returns: (transfer full) (element-type GtkTextView): what prose is written in, from the top to
 *   the bottom, the body last
 */
GPtrArray *
marbre_editor_list_views (MarbreEditor *self)
{
  GPtrArray *views = g_ptr_array_new_with_free_func (g_object_unref);
  MarbreEditorLead *lead;

  g_return_val_if_fail (MARBRE_IS_EDITOR (self), views);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_ptr_array_add (views, g_object_ref (marbre_editor_get_field_widget (self, fields[i])));
  lead = marbre_editor_head_get_lead (self->head);
  for (guint i = 0; i < MARBRE_LEAD_N_TEXTS; i++)
    g_ptr_array_add (views, g_object_ref (marbre_editor_lead_get_view (lead, (MarbreLeadText) i)));
  g_ptr_array_add (views, g_object_ref (self->view));
  return views;
}

/* Whether all of @view is in the pane. */
static gboolean
is_in_sight (MarbreEditor *self, GtkWidget *view)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (view, GTK_WIDGET (self), &bounds) && bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (GTK_WIDGET (self));
}

/**
 * marbre_editor_show_view:
 * @view: one of the editor's
 *
 * Brings its caret into view, without the focus.
 */
void
marbre_editor_show_view (MarbreEditor *self, GtkTextView *view)
{
  GtkWidget *head;
  graphene_rect_t bounds;

  g_return_if_fail (MARBRE_IS_EDITOR (self));
  g_return_if_fail (GTK_IS_TEXT_VIEW (view));

  head = GTK_WIDGET (self->head);
  if (view == GTK_TEXT_VIEW (self->view))
    marbre_manuscript_show_caret (self->manuscript);
  else if (!is_in_sight (self, GTK_WIDGET (view)) && gtk_widget_get_height (head) > 0 &&
           gtk_widget_compute_bounds (GTK_WIDGET (view), head, &bounds))
    marbre_manuscript_scroll_to_line (
        self->manuscript, -1 + (double) bounds.origin.y / gtk_widget_get_height (head));
}

/**
 * marbre_editor_go_to_view:
 * @index: of a view, in the order of marbre_editor_list_views()
 * @offset: characters from the start of its text
 *
 * Puts the caret there, shows it and takes the focus.
 */
void
marbre_editor_go_to_view (MarbreEditor *self, guint index, guint offset)
{
  g_autoptr (GPtrArray) views = NULL;
  GtkTextBuffer *buffer;
  GtkTextIter iter;

  g_return_if_fail (MARBRE_IS_EDITOR (self));

  views = marbre_editor_list_views (self);
  g_return_if_fail (index < views->len);
  if (index == views->len - 1)
    {
      marbre_editor_go_to (self, MARBRE_FIELD_BODY, 0, offset);
      return;
    }
  buffer = gtk_text_view_get_buffer (g_ptr_array_index (views, index));
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int) MIN (offset, G_MAXINT));
  gtk_text_buffer_place_cursor (buffer, &iter);
  marbre_editor_show_view (self, g_ptr_array_index (views, index));
  gtk_widget_grab_focus (g_ptr_array_index (views, index));
}
