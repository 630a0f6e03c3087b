/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linked pages checked online; see marbre-link-bar.h.
 */
#define G_LOG_DOMAIN "marbre-sidebar"

#include "config.h"

#include "marbre-link-bar.h"

#include <glib/gi18n.h>

struct _MarbreLinkBar
{
  GtkWidget parent_instance;

  GtkWidget *start;      /* (owned by the widget tree) */
  GtkWidget *going;      /* (owned by the widget tree): in place of @start while it lasts */
  GtkProgressBar *share; /* (owned by the widget tree) */
  GtkWidget *stop;       /* (owned by the widget tree) */
  GtkLabel *result;      /* (owned by the widget tree) */
};

enum
{
  SIGNAL_START,
  SIGNAL_STOP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreLinkBar, marbre_link_bar, GTK_TYPE_WIDGET)

static void
start_cb (MarbreLinkBar *self)
{
  g_signal_emit (self, signals[SIGNAL_START], 0);
}

static void
stop_cb (MarbreLinkBar *self)
{
  g_signal_emit (self, signals[SIGNAL_STOP], 0);
}

static void
marbre_link_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (marbre_link_bar_parent_class)->dispose (object);
}

static void
marbre_link_bar_class_init (MarbreLinkBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_link_bar_dispose;

  /**
   * MarbreLinkBar::start:
   *
   * The user wants the linked pages asked for.
   */
  signals[SIGNAL_START] = g_signal_new ("start", MARBRE_TYPE_LINK_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  /**
   * MarbreLinkBar::stop:
   *
   * The user does not want it any more.
   */
  signals[SIGNAL_STOP] = g_signal_new ("stop", MARBRE_TYPE_LINK_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
make_going (MarbreLinkBar *self)
{
  self->going = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->share = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->stop = gtk_button_new_with_label (_("Stop"));
  gtk_progress_bar_set_show_text (self->share, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->share), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->share), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->stop, "clicked", G_CALLBACK (stop_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->going), GTK_WIDGET (self->share));
  gtk_box_append (GTK_BOX (self->going), self->stop);
  gtk_widget_set_visible (self->going, FALSE);
}

static void
marbre_link_bar_init (MarbreLinkBar *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->start = gtk_button_new_with_label (_("Check links online"));
  gtk_widget_set_halign (self->start, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->start,
                               _("Asks the sites that the story links to whether they still have "
                                 "those pages. Nothing of the story is sent."));
  g_signal_connect_object (self->start, "clicked", G_CALLBACK (start_cb), self, G_CONNECT_SWAPPED);
  make_going (self);
  /* Read out when it changes. */
  self->result = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "wrap", TRUE, "xalign", 0.0, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->result), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->result), "dim-label");
  gtk_widget_set_parent (self->start, GTK_WIDGET (self));
  gtk_widget_set_parent (self->going, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->result), GTK_WIDGET (self));
}

/**
 * marbre_link_bar_new:
 *
 * Returns: (transfer floating): a bar with its button
 */
GtkWidget *
marbre_link_bar_new (void)
{
  return g_object_new (MARBRE_TYPE_LINK_BAR, NULL);
}

/**
 * marbre_link_bar_set_progress:
 * @done: how many pages were asked for
 * @total: how many there are
 *
 * Shows that it goes on, and how to stop it.
 */
void
marbre_link_bar_set_progress (MarbreLinkBar *self, guint done, guint total)
{
  g_autofree char *text = NULL;
  gboolean begins;

  g_return_if_fail (MARBRE_IS_LINK_BAR (self));

  /* TRANSLATORS: pages that were asked for, and all of them */
  text = g_strdup_printf (_("%u of %u"), done, total);
  begins = !gtk_widget_get_visible (self->going);
  gtk_progress_bar_set_text (self->share, text);
  gtk_progress_bar_set_fraction (self->share, total > 0 ? (double) done / total : 0);
  gtk_widget_set_visible (self->going, TRUE);
  /* Who started it with the keyboard stops it with the same key. */
  if (begins && gtk_widget_has_focus (self->start))
    gtk_widget_grab_focus (self->stop);
  gtk_widget_set_visible (self->start, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->result), FALSE);
}

/**
 * marbre_link_bar_set_result:
 * @text: (nullable): what came of it; %NULL for nothing to say
 *
 * Shows that nothing is going on.
 */
void
marbre_link_bar_set_result (MarbreLinkBar *self, const char *text)
{
  gboolean had_focus;

  g_return_if_fail (MARBRE_IS_LINK_BAR (self));

  had_focus = gtk_widget_has_focus (self->stop);
  gtk_widget_set_visible (self->start, TRUE);
  if (had_focus)
    gtk_widget_grab_focus (self->start);
  gtk_widget_set_visible (self->going, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->result), text != NULL);
  gtk_label_set_text (self->result, text ? text : "");
}
