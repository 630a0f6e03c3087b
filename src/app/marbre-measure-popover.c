/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The measures in full; see marbre-measure-popover.h. It is filled when it is opened, not at each
 * key.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-measure-popover.h"

#include <glib/gi18n.h>

#include "marbre-checks.h"
#include "marbre-desk-note.h"

/* Half a typed page: what editors add or take away. */
#define LENGTH_STEP 750

struct _MarbreMeasurePopover
{
  GtkPopover parent_instance;

  GtkGrid *grid;         /* (owned by the widget tree) */
  GtkSpinButton *length; /* (owned by the widget tree) */
  int n_rows;
  gboolean filling; /* what the spin button says is ours, not the user's */
};

enum
{
  SIGNAL_LENGTH_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreMeasurePopover, marbre_measure_popover, GTK_TYPE_POPOVER)

static void
length_changed_cb (MarbreMeasurePopover *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_LENGTH_CHOSEN], 0,
                   (guint) gtk_spin_button_get_value_as_int (self->length));
}

static void
marbre_measure_popover_class_init (MarbreMeasurePopoverClass *klass)
{
  /**
   * MarbreMeasurePopover::length-chosen:
   * @signs: the characters that were ordered, 0 for none
   */
  signals[SIGNAL_LENGTH_CHOSEN] =
      g_signal_new ("length-chosen", MARBRE_TYPE_MEASURE_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
marbre_measure_popover_init (MarbreMeasurePopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *order = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_Ordered length, in characters (0: none)"));

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 24);
  gtk_grid_set_row_spacing (self->grid, 4);
  self->length =
      GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, MARBRE_STORY_MAX_LENGTH, LENGTH_STEP));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->length));
  g_signal_connect_object (self->length, "value-changed", G_CALLBACK (length_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (order), label);
  gtk_box_append (GTK_BOX (order), GTK_WIDGET (self->length));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_box_append (GTK_BOX (box), order);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * marbre_measure_popover_new:
 *
 * Returns: (transfer floating): a popover without figures
 */
GtkWidget *
marbre_measure_popover_new (void)
{
  return g_object_new (MARBRE_TYPE_MEASURE_POPOVER, NULL);
}

static void
add_row (MarbreMeasurePopover *self, const char *what, const char *figure)
{
  GtkWidget *left = gtk_label_new (what);
  GtkWidget *right = gtk_label_new (figure);

  gtk_label_set_xalign (GTK_LABEL (left), 0);
  gtk_label_set_xalign (GTK_LABEL (right), 1);
  gtk_widget_set_hexpand (right, TRUE);
  gtk_widget_add_css_class (left, "dim-label");
  gtk_widget_add_css_class (right, "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (right), GTK_ACCESSIBLE_RELATION_LABELLED_BY, left,
                                  NULL, -1);
  gtk_grid_attach (self->grid, left, 0, self->n_rows, 1, 1);
  gtk_grid_attach (self->grid, right, 1, self->n_rows, 1, 1);
  self->n_rows++;
}

static void
add_count (MarbreMeasurePopover *self, const char *what, guint signs)
{
  g_autofree char *figure = g_strdup_printf (ngettext ("%'u character", "%'u characters", signs),
                                             signs);

  add_row (self, what, figure);
}

/* What is said of a limit is said in words, too. */
static void
add_limited (MarbreMeasurePopover *self, const char *what, guint signs, guint limit)
{
  g_autofree char *figure = NULL;

  if (limit == 0)
    {
      add_count (self, what, signs);
      return;
    }
  figure = g_strdup_printf (signs > limit
                                /* TRANSLATORS: characters there are, and the room for them */
                                ? _("%'u of %'u: too long")
                                : _("%'u of %'u"),
                            signs, limit);
  add_row (self, what, figure);
}

static void
add_field (MarbreMeasurePopover *self, MarbreStory *story, MarbreField field, const char *what)
{
  MarbreMeasure measure;

  marbre_measure_text (marbre_story_get_text (story, field), &measure);
  add_count (self, what, measure.signs);
}

static void
add_body (MarbreMeasurePopover *self, const MarbreMeasure *measure)
{
  g_autofree char *pages = g_strdup_printf ("%'.1f", measure->feuillets);
  g_autofree char *words = g_strdup_printf ("%'u", measure->words);
  g_autofree char *minutes = g_strdup_printf ("%'.1f", measure->minutes);

  add_count (self, _("Body"), measure->signs);
  add_row (self, _("Pages of 1,500"), pages);
  add_row (self, _("Words"), words);
  add_row (self, _("Minutes of reading"), minutes);
}

/**
 * marbre_measure_popover_set:
 * @story: the story
 * @measure: its measures
 * @profile: what the site's pages have room for
 */
void
marbre_measure_popover_set (MarbreMeasurePopover *self,
                            MarbreStory *story,
                            const MarbreMeasure *measure,
                            const MarbreSiteProfile *profile)
{
  g_autoptr (MarbreStory) read = NULL;

  g_return_if_fail (MARBRE_IS_MEASURE_POPOVER (self));
  g_return_if_fail (MARBRE_IS_STORY (story));
  g_return_if_fail (measure != NULL && profile != NULL);

  for (; self->n_rows > 0; self->n_rows--)
    gtk_grid_remove_row (self->grid, 0);
  read = marbre_desk_notes_strip_lines (story);
  add_body (self, measure);
  add_field (self, read, MARBRE_FIELD_KICKER, _("Kicker"));
  add_limited (self, _("Headline"), measure->headline_signs, profile->headline_limit);
  add_limited (self, _("Headline among search results"), measure->headline_signs,
               MARBRE_MEASURE_SEARCH_TITLE);
  add_limited (self, _("Headline on social networks"), measure->headline_signs,
               MARBRE_MEASURE_SOCIAL_TITLE);
  add_limited (self, _("Standfirst"), measure->standfirst_signs, profile->standfirst_limit);
  add_limited (self, _("Standfirst among search results"), measure->standfirst_signs,
               MARBRE_MEASURE_SEARCH_TEXT);
  add_limited (self, _("Standfirst on social networks"), measure->standfirst_signs,
               MARBRE_MEASURE_SOCIAL_TEXT);
  self->filling = TRUE;
  gtk_spin_button_set_value (self->length, marbre_story_get_length (story));
  self->filling = FALSE;
}
