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

#include "marbre-measure-popover.h"

/* Milliseconds after the caret's last move before a selection is measured. */
#define PAUSE 150

struct _MarbreMeasureLine
{
  GtkWidget parent_instance;

  GtkWidget *button;             /* (owned by the widget tree): all measures */
  GtkLabel *label;               /* (owned by the widget tree) */
  GtkLevelBar *gauge;            /* (owned by the widget tree) */
  MarbreMeasurePopover *popover; /* (owned by the widget tree) */
  MarbreDesk *desk;              /* (owned) (nullable) */
  MarbreChecker *checker;        /* (owned) (nullable) */
  MarbreMeasure measure;         /* of the story */
  guint length;                  /* characters that were ordered; 0 if none */
  gboolean selected;             /* the label is about a selection */
  guint pause_id;                /* GSource id; 0 if none */
  GCancellable *measuring;       /* (owned) (nullable): the selection that is being measured */
};

G_DEFINE_FINAL_TYPE (MarbreMeasureLine, marbre_measure_line, GTK_TYPE_WIDGET)

/* A label that is set to what it says is laid out again for nothing. */
static void
say (MarbreMeasureLine *self, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (self->label), text))
    gtk_label_set_text (self->label, text);
}

static void
show_story (MarbreMeasureLine *self)
{
  g_autofree char *text = marbre_measure_line_describe (&self->measure, self->length);
  g_autofree char *none = g_strdup_printf (ngettext ("%'u character", "%'u characters", 0), 0);

  /* Who is given a length begins with an empty story: there is always something to click. */
  say (self, *text != '\0' ? text : none);
}

static void
show_gauge (MarbreMeasureLine *self)
{
  double share = self->length > 0 ? (double) self->measure.signs / self->length : 0;
  gboolean over = share > 1;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->gauge), self->length > 0);
  if (self->length == 0)
    return;
  gtk_level_bar_set_value (self->gauge, MIN (share, 1));
  if (over)
    gtk_widget_add_css_class (GTK_WIDGET (self->gauge), "over");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->gauge), "over");
  /* TRANSLATORS: how much of the ordered length is written */
  text = g_strdup_printf (_("%.0f%% of the ordered length"), share * 100);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->gauge), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->gauge), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}

static void
rendered_cb (MarbreMeasureLine *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  if (document != NULL)
    marbre_measure_line_set (self, marbre_desk_get_measure (self->desk),
                             marbre_story_get_length (marbre_document_get_story (document)));
}

/* A selection is parsed like any text, and may be the whole of a long one. */
static void
measure_passage (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreMeasure *measure = g_new (MarbreMeasure, 1);

  marbre_measure_passage (data, measure);
  g_task_return_pointer (task, measure, g_free);
}

static void
passage_measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree MarbreMeasure *measure = g_task_propagate_pointer (G_TASK (result), NULL);

  if (measure == NULL)
    return;
  g_clear_object (&MARBRE_MEASURE_LINE (source)->measuring);
  marbre_measure_line_set_selection (MARBRE_MEASURE_LINE (source), measure);
}

static gboolean
pause_cb (gpointer data)
{
  MarbreMeasureLine *self = data;
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  GtkTextIter start, end;
  g_autoptr (GTask) task = NULL;

  self->pause_id = 0;
  g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
  if (document == NULL ||
      !gtk_text_buffer_get_selection_bounds (
          GTK_TEXT_BUFFER (marbre_document_get_buffer (document)), &start, &end))
    {
      marbre_measure_line_set_selection (self, NULL);
      return G_SOURCE_REMOVE;
    }
  self->measuring = g_cancellable_new ();
  task = g_task_new (self, self->measuring, passage_measured_cb, NULL);
  g_task_set_source_tag (task, pause_cb);
  g_task_set_task_data (task, gtk_text_iter_get_text (&start, &end), g_free);
  g_task_run_in_thread (task, measure_passage);
  return G_SOURCE_REMOVE;
}

/* At each key: nothing more than this is done then. */
static void
caret_moved_cb (MarbreMeasureLine *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  if (document == NULL ||
      (!self->selected && self->measuring == NULL &&
       !gtk_text_buffer_get_has_selection (
           GTK_TEXT_BUFFER (marbre_document_get_buffer (document)))))
    return;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->pause_id = g_timeout_add (PAUSE, pause_cb, self);
}

static void
popover_closed_cb (MarbreMeasureLine *self)
{
  gtk_widget_set_has_tooltip (self->button, TRUE);
}

static void
popover_shown_cb (MarbreMeasureLine *self)
{
  MarbreDocument *document = self->desk ? marbre_desk_get_document (self->desk) : NULL;

  /* The pointer is still on the button, and its hint would cover the last rows. */
  gtk_widget_set_has_tooltip (self->button, FALSE);
  if (document != NULL)
    marbre_measure_popover_set (self->popover, marbre_document_get_story (document),
                                &self->measure, marbre_checker_get_profile (self->checker));
}

static void
length_chosen_cb (MarbreMeasureLine *self, guint signs)
{
  MarbreDocument *document = self->desk ? marbre_desk_get_document (self->desk) : NULL;

  if (document == NULL)
    return;
  marbre_story_set_length (marbre_document_get_story (document), signs);
  marbre_measure_line_set (self, &self->measure, signs);
}

static void
marbre_measure_line_dispose (GObject *object)
{
  MarbreMeasureLine *self = MARBRE_MEASURE_LINE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);
  g_clear_object (&self->checker);
  G_OBJECT_CLASS (marbre_measure_line_parent_class)->dispose (object);
}

static void
marbre_measure_line_class_init (MarbreMeasureLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_measure_line_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "measure");
}

static void
make_gauge (MarbreMeasureLine *self)
{
  self->gauge = GTK_LEVEL_BAR (gtk_level_bar_new_for_interval (0, 1));
  /* Full is no alarm here, and empty no warning. */
  gtk_level_bar_remove_offset_value (self->gauge, GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (self->gauge, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (self->gauge, GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->gauge), 64, -1);
  gtk_widget_set_valign (GTK_WIDGET (self->gauge), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->gauge), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->gauge), GTK_WIDGET (self));
}

static void
marbre_measure_line_init (MarbreMeasureLine *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");

  self->popover = MARBRE_MEASURE_POPOVER (marbre_measure_popover_new ());
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->button), FALSE);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), GTK_WIDGET (self->label));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->button), GTK_ARROW_UP);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), GTK_WIDGET (self->popover));
  gtk_widget_set_tooltip_text (self->button,
                               _("Length of the text, spaces included, without captions and links "
                                 "to other stories. Click for all measures."));
  g_signal_connect_object (self->popover, "show", G_CALLBACK (popover_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (popover_closed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "length-chosen", G_CALLBACK (length_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  make_gauge (self);
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
 * marbre_measure_line_watch:
 * @desk: whose story is measured
 * @editor: where parts of it are selected
 * @checker: who knows the site's limits
 *
 * Follows the story on the desk from now on.
 */
void
marbre_measure_line_watch (MarbreMeasureLine *self,
                           MarbreDesk *desk,
                           MarbreEditor *editor,
                           MarbreChecker *checker)
{
  g_return_if_fail (MARBRE_IS_MEASURE_LINE (self));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  self->checker = g_object_ref (checker);
  g_signal_connect_object (desk, "rendered", G_CALLBACK (rendered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "caret-moved", G_CALLBACK (caret_moved_cb), self,
                           G_CONNECT_SWAPPED);
}

/* "2,431 characters"; "2,431 of 4,500 characters"; "4,820 of 4,500 characters (+320)". */
static char *
describe_signs (const MarbreMeasure *measure, guint length)
{
  if (length == 0)
    return g_strdup_printf (ngettext ("%'u character", "%'u characters", measure->signs),
                            measure->signs);
  if (measure->signs > length)
    /* TRANSLATORS: written, ordered, and how many too many */
    return g_strdup_printf (_("%'u of %'u characters (+%'u)"), measure->signs, length,
                            measure->signs - length);
  /* TRANSLATORS: written, and ordered */
  return g_strdup_printf (_("%'u of %'u characters"), measure->signs, length);
}

/**
 * marbre_measure_line_describe:
 * @measure: the measures of a story
 * @length: the characters that were ordered, 0 if none were
 *
 * Returns: (transfer full): "2,431 characters · 1.6 pages of 1,500 · 402 words · 2 min", with the
 *   numbers as the desktop writes them; "" for a story without a text, if no length was ordered
 */
char *
marbre_measure_line_describe (const MarbreMeasure *measure, guint length)
{
  g_autofree char *signs = NULL;
  g_autofree char *pages = NULL;
  g_autofree char *words = NULL;
  g_autofree char *minutes = NULL;
  guint whole;

  g_return_val_if_fail (measure != NULL, NULL);

  if (measure->signs == 0 && length == 0)
    return g_strdup ("");
  signs = describe_signs (measure, length);
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
 * @length: the characters that were ordered, 0 if none were
 *
 * Shows them, unless a selection is measured.
 */
void
marbre_measure_line_set (MarbreMeasureLine *self, const MarbreMeasure *measure, guint length)
{
  g_return_if_fail (MARBRE_IS_MEASURE_LINE (self));
  g_return_if_fail (measure != NULL);

  self->measure = *measure;
  self->length = length;
  if (!self->selected)
    show_story (self);
  show_gauge (self);
}

/**
 * marbre_measure_line_set_selection:
 * @measure: (nullable): the measures of what is selected; %NULL for nothing
 *
 * Shows them instead of the story's.
 */
void
marbre_measure_line_set_selection (MarbreMeasureLine *self, const MarbreMeasure *measure)
{
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;

  g_return_if_fail (MARBRE_IS_MEASURE_LINE (self));

  self->selected = measure != NULL && measure->signs > 0;
  if (!self->selected)
    {
      show_story (self);
      return;
    }
  text = marbre_measure_line_describe (measure, 0);
  /* TRANSLATORS: the measures of what is selected follow */
  whole = g_strdup_printf (_("Selected: %s"), text);
  say (self, whole);
}
