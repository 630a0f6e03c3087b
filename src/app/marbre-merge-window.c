/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window that merges; see marbre-merge-window.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-merge-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-comparison.h"
#include "marbre-compat.h"
#include "marbre-restore.h"
#include "marbre-word-diff.h"

struct _MarbreMergeWindow
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *title;
  GtkStack *stack;
  AdwStatusPage *settled;
  GtkLabel *legend;
  GtkLabel *field;
  GtkLabel *mine;
  GtkLabel *theirs;
  GtkLabel *choice_heading;
  GtkTextView *choice;

  MarbreArchive *archive;    /* (owned) */
  MarbreDocument *document;  /* (owned) */
  MarbreMergePlan *plan;     /* (owned) */
  MarbreStory *result;       /* (owned) (nullable): while it is put on the desk */
  GCancellable *cancellable; /* (owned): ends with the window */
  guint current;             /* the overlap that is shown */
  gboolean filling;          /* the text is changed by the program */
};

enum
{
  USED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreMergeWindow, marbre_merge_window, ADW_TYPE_WINDOW)

static const char *
get_field_title (MarbreField field)
{
  switch ((int) field)
    {
    case MARBRE_FIELD_KICKER:
      return _ ("Kicker");
    case MARBRE_FIELD_HEADLINE:
      return _ ("Headline");
    case MARBRE_FIELD_STANDFIRST:
      return _ ("Standfirst");
    case MARBRE_FIELD_BYLINE:
      return _ ("Byline");
    default:
      return _ ("Body");
    }
}

static MarbreOverlap *
get_current (MarbreMergeWindow *self)
{
  return marbre_merge_plan_get (self->plan, self->current);
}

/* One side, the words that it changed underlined. */
static void
show_side (GtkLabel *label, const char *base, const char *text)
{
  g_autoptr (GArray) changes = marbre_word_diff (base, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      const MarbreWordChange *change = &g_array_index (changes, MarbreWordChange, i);
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

      line->start_index = (guint) change->after_start;
      line->end_index = (guint) (change->after_start + change->after_length);
      pango_attr_list_insert (attributes, line);
    }
  gtk_label_set_text (label, text);
  gtk_label_set_attributes (label, attributes);
}

static void
update_state (MarbreMergeWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const guint n = marbre_merge_plan_get_length (self->plan);
  const guint open = marbre_merge_plan_count_open (self->plan);
  g_autofree char *place =
      n > 0 ? g_strdup_printf (_ ("Overlap %u of %u"), self->current + 1, n) : g_strdup ("");

  adw_window_title_set_subtitle (self->title, place);
  gtk_widget_action_set_enabled (widget, "merge.previous", self->current > 0);
  gtk_widget_action_set_enabled (widget, "merge.next", self->current + 1 < n);
  gtk_widget_action_set_enabled (widget, "merge.take", n > 0);
  gtk_widget_action_set_enabled (widget, "merge.use", open == 0 && self->result == NULL);
  if (n > 0)
    gtk_label_set_text (self->choice_heading, get_current (self)->choice != NULL
                                                  ? _ ("What it will say")
                                                  : _ ("What it will say: not decided yet"));
}

static void
fill_choice (MarbreMergeWindow *self, const char *text)
{
  self->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->choice), text, -1);
  self->filling = FALSE;
}

static void
show_current (MarbreMergeWindow *self)
{
  const MarbreOverlap *overlap;

  if (marbre_merge_plan_get_length (self->plan) == 0)
    {
      update_state (self);
      return;
    }
  overlap = get_current (self);
  gtk_label_set_text (self->field, get_field_title (overlap->field));
  show_side (self->mine, overlap->base, overlap->mine);
  show_side (self->theirs, overlap->base, overlap->theirs);
  fill_choice (self, overlap->choice ? overlap->choice : "");
  update_state (self);
}

static void
choose (MarbreMergeWindow *self, const char *text)
{
  marbre_set_str (&get_current (self)->choice, text);
  update_state (self);
}

static void
edited_cb (MarbreMergeWindow *self, GtkTextBuffer *buffer)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (self->filling)
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  choose (self, text);
}

/* Both, one behind the other: as paragraphs in the body, in one line in a field. */
static char *
join_sides (const MarbreOverlap *overlap)
{
  const char *between = overlap->field == MARBRE_FIELD_BODY ? "\n\n" : " ";
  const gsize length = strlen (overlap->mine);

  if (*overlap->mine == '\0' || *overlap->theirs == '\0' || overlap->mine[length - 1] == '\n')
    between = "";
  return g_strconcat (overlap->mine, between, overlap->theirs, NULL);
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreMergeWindow *self = MARBRE_MERGE_WINDOW (widget);
  const MarbreOverlap *overlap = get_current (self);
  const char *side = g_variant_get_string (parameter, NULL);
  g_autofree char *both = join_sides (overlap);
  const char *text = g_str_equal (side, "mine")     ? overlap->mine
                     : g_str_equal (side, "theirs") ? overlap->theirs
                                                    : both;

  fill_choice (self, text);
  choose (self, text);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreMergeWindow *self = MARBRE_MERGE_WINDOW (widget);

  self->current = g_str_equal (name, "merge.next") ? self->current + 1 : self->current - 1;
  show_current (self);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreMergeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields = marbre_comparison_make_finish (result, &error);
  gboolean done;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  done = fields != NULL && marbre_restore_all (self->document, fields, self->result);
  g_clear_object (&self->result);
  if (!done)
    {
      /* The story was changed behind this window: the plan is about another text. */
      gtk_label_set_text (self->legend, _ ("The story has changed meanwhile. Close this window and "
                                           "merge once more."));
      update_state (self);
      return;
    }
  g_signal_emit (self, signals[USED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
use_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreMergeWindow *self = MARBRE_MERGE_WINDOW (widget);
  g_autoptr (MarbreStory) present = marbre_document_snapshot (self->document);

  self->result = marbre_merge_plan_make_story (self->plan);
  update_state (self);
  marbre_archive_save_story_async (self->archive, present, MARBRE_SAVE_BEFORE_RESTORE, NULL, NULL,
                                   NULL);
  marbre_comparison_make_async (self->result, present, self->cancellable, compared_cb,
                                g_object_ref (self));
}

static void
marbre_merge_window_dispose (GObject *object)
{
  MarbreMergeWindow *self = MARBRE_MERGE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_MERGE_WINDOW);
  g_clear_object (&self->archive);
  g_clear_object (&self->document);
  g_clear_object (&self->result);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, marbre_merge_plan_free);
  G_OBJECT_CLASS (marbre_merge_window_parent_class)->dispose (object);
}

static void
marbre_merge_window_class_init (MarbreMergeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_merge_window_dispose;

  /**
   * MarbreMergeWindow::used:
   *
   * The merged text is on the desk.
   */
  signals[USED] = g_signal_new ("used", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-merge-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreMergeWindow, title);
  gtk_widget_class_bind_template_child (widget_class, MarbreMergeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MarbreMergeWindow, settled);
  gtk_widget_class_bind_template_child (widget_class, MarbreMergeWindow, legend);
  gtk_widget_class_bind_template_child (widget_class, MarbreMergeWindow, field);
  gtk_widget_class_bind_template_child (widget_class, MarbreMergeWindow, mine);
  gtk_widget_class_bind_template_child (widget_class, MarbreMergeWindow, theirs);
  gtk_widget_class_bind_template_child (widget_class, MarbreMergeWindow, choice_heading);
  gtk_widget_class_bind_template_child (widget_class, MarbreMergeWindow, choice);
  gtk_widget_class_install_action (widget_class, "merge.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "merge.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "merge.take", "s", take_action);
  gtk_widget_class_install_action (widget_class, "merge.use", NULL, use_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "merge.previous",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "merge.next",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "merge.use",
                                       NULL);
}

static void
marbre_merge_window_init (MarbreMergeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (gtk_text_view_get_buffer (self->choice), "changed",
                           G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
}

static void
show_plan (MarbreMergeWindow *self)
{
  const guint taken = marbre_merge_plan_get_taken (self->plan);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u passage that only the site changed is taken already.",
                "%u passages that only the site changed are taken already.", taken),
      taken);
  g_autofree char *legend =
      g_strconcat (text, " ", _ ("Underlined: changed since both were the same."), NULL);

  adw_status_page_set_description (self->settled, text);
  gtk_label_set_text (self->legend, legend);
  gtk_stack_set_visible_child_name (
      self->stack, marbre_merge_plan_get_length (self->plan) > 0 ? "overlap" : "settled");
  show_current (self);
}

/**
 * marbre_merge_window_new:
 * @parent: the window it belongs to
 * @archive: the archive
 * @document: the story on the desk, saved just now
 * @plan: (transfer full): how it is put together with what is at the site
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
marbre_merge_window_new (GtkWindow *parent,
                         MarbreArchive *archive,
                         MarbreDocument *document,
                         MarbreMergePlan *plan)
{
  MarbreMergeWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (document), NULL);

  self = g_object_new (MARBRE_TYPE_MERGE_WINDOW, "transient-for", parent, NULL);
  self->archive = g_object_ref (archive);
  self->document = g_object_ref (document);
  self->plan = plan;
  show_plan (self);
  return GTK_WIDGET (self);
}
