/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line about the index; see marbre-index-note.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-index-note.h"

#include <glib/gi18n.h>

/* What takes less is not worth a word: the line would be gone before it is read. */
#define PATIENCE 400

struct _MarbreIndexNote
{
  GtkWidget parent_instance;

  GtkLabel *label; /* (owned by the widget tree) */
  guint patience;  /* the timeout, 0 for none */
};

G_DEFINE_FINAL_TYPE (MarbreIndexNote, marbre_index_note, GTK_TYPE_WIDGET)

static void
marbre_index_note_dispose (GObject *object)
{
  MarbreIndexNote *self = MARBRE_INDEX_NOTE (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_pointer ((GtkWidget **) &self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (marbre_index_note_parent_class)->dispose (object);
}

static void
marbre_index_note_class_init (MarbreIndexNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_index_note_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
marbre_index_note_init (MarbreIndexNote *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gboolean
show_cb (gpointer user_data)
{
  MarbreIndexNote *self = user_data;

  self->patience = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_REMOVE;
}

static void
health_changed_cb (MarbreIndexNote *self, guint health)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  switch ((MarbreArchiveHealth) health)
    {
    case MARBRE_ARCHIVE_FILLING:
      gtk_label_set_text (self->label, _ ("The search index is being made. Until it is whole, "
                                          "searches miss stories."));
      self->patience = g_timeout_add (PATIENCE, show_cb, self);
      break;
    case MARBRE_ARCHIVE_MENDING:
      gtk_label_set_text (self->label,
                          _ ("The search index was damaged and is being made anew. Until it is "
                             "whole, searches miss stories; the stories themselves are "
                             "untouched."));
      self->patience = g_timeout_add (PATIENCE, show_cb, self);
      break;
    case MARBRE_ARCHIVE_WHOLE:
    case MARBRE_ARCHIVE_DAMAGED:
    default:
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      break;
    }
}

/**
 * marbre_index_note_set_archive:
 * @archive: an open archive, whose health the line follows
 */
void
marbre_index_note_set_archive (MarbreIndexNote *self, MarbreArchive *archive)
{
  g_return_if_fail (MARBRE_IS_INDEX_NOTE (self));
  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));

  g_signal_connect_object (archive, "health-changed", G_CALLBACK (health_changed_cb), self,
                           G_CONNECT_SWAPPED);
  health_changed_cb (self, marbre_archive_get_health (archive));
}
