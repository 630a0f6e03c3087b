/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picture's texts; see marbre-figure-dialog.h. Several pictures are asked for one after the
 * other in one window, and the credit goes from one to the next: they are mostly of one
 * photographer.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-figure-dialog.h"

#include <glib/gi18n.h>

struct _MarbreFigureDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *heading;
  GtkButton *accept;
  GtkPicture *picture;
  GtkEditable *alt;
  GtkEditable *caption;
  GtkEditable *credit;

  GPtrArray *asked;    /* (owned) (element-type MarbreMedia): what is known before */
  GPtrArray *pictures; /* (owned) (element-type GdkPaintable) (nullable elements) */
  GPtrArray *answers;  /* (owned) (element-type MarbreMedia): so far */
  char *accept_label;  /* (owned) */
};

enum
{
  SIGNAL_ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreFigureDialog, marbre_figure_dialog, ADW_TYPE_WINDOW)

static void
unref_nullable (gpointer data)
{
  if (data)
    g_object_unref (data);
}

static void
show_picture (MarbreFigureDialog *self, GdkPaintable *picture)
{
  gtk_picture_set_paintable (self->picture, picture);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), picture != NULL);
}

/* Shows the picture that has no answer yet. */
static void
show_next (MarbreFigureDialog *self)
{
  guint index = self->answers->len;
  MarbreMedia *media = g_ptr_array_index (self->asked, index);
  gboolean last = index + 1 == self->asked->len;
  const char *credit = marbre_media_get_credit (media);

  if (*credit == '\0' && index > 0)
    credit = marbre_media_get_credit (g_ptr_array_index (self->answers, index - 1));
  gtk_editable_set_text (self->alt, marbre_media_get_alt (media));
  gtk_editable_set_text (self->caption, marbre_media_get_caption (media));
  gtk_editable_set_text (self->credit, credit);
  show_picture (self, g_ptr_array_index (self->pictures, index));
  gtk_button_set_label (self->accept, last ? self->accept_label : _("_Next"));
  if (self->asked->len > 1)
    {
      /* TRANSLATORS: the second of three pictures: "2 of 3" */
      g_autofree char *count = g_strdup_printf (_("%u of %u"), index + 1, self->asked->len);

      adw_window_title_set_subtitle (self->heading, count);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->alt));
}

static void
accept_cb (MarbreFigureDialog *self)
{
  MarbreMedia *media;

  if (self->answers->len == self->asked->len)
    return; /* a second Return before the window is gone */
  media = g_ptr_array_index (self->asked, self->answers->len);
  g_ptr_array_add (self->answers, marbre_media_new (marbre_media_get_src (media),
                                                    gtk_editable_get_text (self->alt),
                                                    gtk_editable_get_text (self->caption),
                                                    gtk_editable_get_text (self->credit)));
  if (self->answers->len < self->asked->len)
    {
      show_next (self);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, self->answers);
  gtk_window_close (GTK_WINDOW (self));
}

static void
marbre_figure_dialog_finalize (GObject *object)
{
  MarbreFigureDialog *self = MARBRE_FIGURE_DIALOG (object);

  g_ptr_array_unref (self->asked);
  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->answers);
  g_free (self->accept_label);
  G_OBJECT_CLASS (marbre_figure_dialog_parent_class)->finalize (object);
}

static void
marbre_figure_dialog_class_init (MarbreFigureDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = marbre_figure_dialog_finalize;

  /**
   * MarbreFigureDialog::accepted:
   * @media: (element-type MarbreMedia): the pictures with their texts, in order
   *
   * All pictures were answered for. Not emitted if the dialog is cancelled.
   */
  signals[SIGNAL_ACCEPTED] =
      g_signal_new ("accepted", MARBRE_TYPE_FIGURE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-figure-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreFigureDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, MarbreFigureDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, MarbreFigureDialog, picture);
  gtk_widget_class_bind_template_child (widget_class, MarbreFigureDialog, alt);
  gtk_widget_class_bind_template_child (widget_class, MarbreFigureDialog, caption);
  gtk_widget_class_bind_template_child (widget_class, MarbreFigureDialog, credit);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_figure_dialog_init (MarbreFigureDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  self->pictures = g_ptr_array_new_with_free_func (unref_nullable);
  self->answers = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * marbre_figure_dialog_new:
 * @parent: over which window
 * @title: what is being done
 * @accept: the last button's label, with a mnemonic
 *
 * Returns: (transfer none): a dialog without pictures; it belongs to the toolkit
 */
MarbreFigureDialog *
marbre_figure_dialog_new (GtkWindow *parent, const char *title, const char *accept)
{
  MarbreFigureDialog *self =
      g_object_new (MARBRE_TYPE_FIGURE_DIALOG, "transient-for", parent, "title", title, NULL);

  adw_window_title_set_title (self->heading, title);
  self->accept_label = g_strdup (accept);
  return self;
}

/**
 * marbre_figure_dialog_add:
 * @media: a picture, and what is known of it
 * @picture: (nullable): what it looks like
 *
 * Adds a picture to ask for. Add all, then present the dialog.
 */
void
marbre_figure_dialog_add (MarbreFigureDialog *self, MarbreMedia *media, GdkPaintable *picture)
{
  g_return_if_fail (MARBRE_IS_FIGURE_DIALOG (self));
  g_return_if_fail (MARBRE_IS_MEDIA (media));

  g_ptr_array_add (self->asked, g_object_ref (media));
  g_ptr_array_add (self->pictures, picture ? g_object_ref (picture) : NULL);
  show_next (self);
}

/**
 * marbre_figure_dialog_set_paintable:
 * @picture: (nullable): what the picture that is asked for looks like, if that comes later
 */
void
marbre_figure_dialog_set_paintable (MarbreFigureDialog *self, GdkPaintable *picture)
{
  g_return_if_fail (MARBRE_IS_FIGURE_DIALOG (self));
  show_picture (self, picture);
}
