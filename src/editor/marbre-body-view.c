/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The body's view; see marbre-body-view.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-body-view.h"

#include <glib/gi18n.h>

#include "marbre-foreign-text.h"
#include "marbre-placeholder.h"
#include "marbre-text-paste.h"

struct _MarbreBodyView
{
  GtkSourceView parent_instance;
};

G_DEFINE_FINAL_TYPE (MarbreBodyView, marbre_body_view, GTK_SOURCE_TYPE_VIEW)

static void
marbre_body_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget);

  if (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (view)) == 0 &&
      gtk_text_view_get_editable (view))
    marbre_placeholder_snapshot (view, _("Write the story here."), snapshot);
  GTK_WIDGET_CLASS (marbre_body_view_parent_class)->snapshot (widget, snapshot);
}

static void
marbre_body_view_paste_clipboard (GtkTextView *view)
{
  if (!marbre_text_paste (view, MARBRE_TEXT_MAX_BYTES))
    GTK_TEXT_VIEW_CLASS (marbre_body_view_parent_class)->paste_clipboard (view);
}

static void
marbre_body_view_class_init (MarbreBodyViewClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = marbre_body_view_snapshot;
  GTK_TEXT_VIEW_CLASS (klass)->paste_clipboard = marbre_body_view_paste_clipboard;
}

static void
marbre_body_view_init (MarbreBodyView *self)
{
}
