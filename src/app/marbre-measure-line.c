/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long the story is; see marbre-measure-line.h. The line keeps its height while there is
 * nothing to say, so that the first word of a story does not move the page.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-measure-line.h"

#include <math.h>

#include <glib/gi18n.h>

struct _MarbreMeasureLine
{
  GtkWidget parent_instance;

  GtkLabel *label; /* (owned by the widget tree) */
};

G_DEFINE_FINAL_TYPE (MarbreMeasureLine, marbre_measure_line, GTK_TYPE_WIDGET)

static void
marbre_measure_line_dispose (GObject *object)
{
  MarbreMeasureLine *self = MARBRE_MEASURE_LINE (object);

  if (self->label != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->label)));
  G_OBJECT_CLASS (marbre_measure_line_parent_class)->dispose (object);
}

static void
marbre_measure_line_class_init (MarbreMeasureLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_measure_line_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "measure");
}

static void
marbre_measure_line_init (MarbreMeasureLine *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label),
                               _("Length of the text, spaces included, without captions and links "
                                 "to other stories"));
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
}

/**
 * marbre_measure_line_new:
 *
 * Returns: (transfer floating): a line that says nothing yet
 */
GtkWidget *
marbre_measure_line_new (void)
{
  return g_object_new (MARBRE_TYPE_MEASURE_LINE, NULL);
}

/**
 * marbre_measure_line_describe:
 * @measure: the measures of a story
 *
 * Returns: (transfer full): "2,431 characters · 1.6 pages of 1,500 · 402 words · 2 min", with the
 *   numbers as the desktop writes them; "" for a story without a text
 */
char *
marbre_measure_line_describe (const MarbreMeasure *measure)
{
  g_autofree char *signs = NULL;
  g_autofree char *pages = NULL;
  g_autofree char *words = NULL;
  g_autofree char *minutes = NULL;
  guint whole;

  g_return_val_if_fail (measure != NULL, NULL);

  if (measure->signs == 0)
    return g_strdup ("");
  signs = g_strdup_printf (ngettext ("%'u character", "%'u characters", measure->signs),
                           measure->signs);
  /* TRANSLATORS: typed pages of 1,500 characters, in which copy is ordered and paid. A fraction is
   * always plural in English; elsewhere the whole part decides: « 1,6 feuillet ». */
  pages = g_strdup_printf (ngettext ("%'.1f pages of 1,500", "%'.1f pages of 1,500",
                                     (gulong) measure->feuillets),
                           measure->feuillets);
  words = g_strdup_printf (ngettext ("%'u word", "%'u words", measure->words), measure->words);
  /* A story that takes some seconds is not read in no time. */
  whole = MAX (1, (guint) lround (measure->minutes));
  /* TRANSLATORS: minutes of reading, abbreviated */
  minutes = g_strdup_printf (_("%u min"), whole);
  return g_strjoin (" · ", signs, pages, words, minutes, NULL);
}

/**
 * marbre_measure_line_set:
 * @measure: the measures of the story
 *
 * Shows them.
 */
void
marbre_measure_line_set (MarbreMeasureLine *self, const MarbreMeasure *measure)
{
  g_autofree char *text = NULL;

  g_return_if_fail (MARBRE_IS_MEASURE_LINE (self));
  g_return_if_fail (measure != NULL);

  text = marbre_measure_line_describe (measure);
  gtk_label_set_text (self->label, text);
}
