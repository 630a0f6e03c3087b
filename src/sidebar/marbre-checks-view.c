/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The findings; see marbre-checks-view.h. While one types above them only their places move: then
 * the rows stay, so that nothing jumps and the focus is kept.
 */
#define G_LOG_DOMAIN "marbre-sidebar"

#include "config.h"

#include "marbre-checks-view.h"

#include <glib/gi18n.h>

#include "marbre-check-row.h"

/* Rows of one kind: whoever has more corrects them all, or some first. */
#define MAX_ROWS_OF_A_KIND 50

struct _MarbreChecksView
{
  GtkWidget parent_instance;

  GtkWidget *scroller;  /* (owned by the widget tree) */
  GtkListBox *list;     /* (owned by the widget tree) */
  GtkLabel *problem;    /* (owned by the widget tree) */
  GtkLabel *nothing;    /* (owned by the widget tree): said in place of rows */
  MarbreLinkBar *links; /* (owned by the widget tree) */
  GPtrArray *checks;    /* (owned) (nullable) (element-type MarbreCheck): by kind, worst first */
};

enum
{
  SIGNAL_CHECK_ACTIVATED,
  SIGNAL_CORRECT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreChecksView, marbre_checks_view, GTK_TYPE_WIDGET)

/* Rows and buttons know their finding by its number among @checks, and a heading by its first. */
static GQuark
number_quark (void)
{
  return g_quark_from_static_string ("marbre-check-number");
}

static void
set_number (gpointer object, guint number)
{
  g_object_set_qdata (G_OBJECT (object), number_quark (), GUINT_TO_POINTER (number));
}

static const MarbreCheck *
check_of (MarbreChecksView *self, gpointer object)
{
  guint number = GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (object), number_quark ()));

  return self->checks != NULL && number < self->checks->len
             ? g_ptr_array_index (self->checks, number)
             : NULL;
}

static void
row_activated_cb (MarbreChecksView *self, GtkListBoxRow *row)
{
  const MarbreCheck *check = check_of (self, row);

  if (check != NULL)
    g_signal_emit (self, signals[SIGNAL_CHECK_ACTIVATED], 0, check);
}

static void
correct (MarbreChecksView *self, const MarbreCheck *check, gboolean all)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  if (check == NULL)
    return;
  for (guint i = 0; i < self->checks->len; i++)
    {
      MarbreCheck *other = g_ptr_array_index (self->checks, i);

      if (other->replacement != NULL &&
          (other == check || (all && g_str_equal (other->id, check->id))))
        g_ptr_array_add (chosen, other);
    }
  g_signal_emit (self, signals[SIGNAL_CORRECT], 0, chosen);
}

static void
correct_cb (MarbreChecksView *self, GtkWidget *button)
{
  correct (self, check_of (self, button), FALSE);
}

static void
correct_all_cb (MarbreChecksView *self, GtkWidget *button)
{
  correct (self, check_of (self, button), TRUE);
}

static void
marbre_checks_view_dispose (GObject *object)
{
  MarbreChecksView *self = MARBRE_CHECKS_VIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (marbre_checks_view_parent_class)->dispose (object);
}

static void
marbre_checks_view_class_init (MarbreChecksViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_checks_view_dispose;

  /**
   * MarbreChecksView::check-activated:
   * @check: (type gpointer): the #MarbreCheck to go to; valid during the emission
   */
  signals[SIGNAL_CHECK_ACTIVATED] =
      g_signal_new ("check-activated", MARBRE_TYPE_CHECKS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * MarbreChecksView::correct:
   * @checks: (element-type MarbreCheck): those to correct; valid during the emission
   */
  signals[SIGNAL_CORRECT] =
      g_signal_new ("correct", MARBRE_TYPE_CHECKS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "checks");
}

static GtkLabel *
make_hint (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  return GTK_LABEL (label);
}

static void
marbre_checks_view_init (MarbreChecksView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *title = gtk_label_new (_("Checks"));

  self->scroller = gtk_scrolled_window_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->links = MARBRE_LINK_BAR (marbre_link_bar_new ());
  self->problem = make_hint (NULL);
  self->nothing = make_hint (_("Nothing to correct."));
  gtk_widget_add_css_class (GTK_WIDGET (self->nothing), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), FALSE);

  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "sidebar-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Checks"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (box, "sidebar-box");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->nothing));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->links));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * marbre_checks_view_new:
 *
 * Returns: (transfer floating): a view that says nothing yet
 */
GtkWidget *
marbre_checks_view_new (void)
{
  return g_object_new (MARBRE_TYPE_CHECKS_VIEW, NULL);
}

/* The findings by kind: the kinds with the worst first, each kind in the order of the story. */
static GPtrArray *
sort_by_kind (GPtrArray *checks)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_check_free);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (int severity = MARBRE_SEVERITY_ERROR; severity >= MARBRE_SEVERITY_INFO; severity--)
    for (guint i = 0; i < checks->len; i++)
      {
        const MarbreCheck *first = g_ptr_array_index (checks, i);

        if ((int) first->severity != severity || !g_hash_table_add (taken, first->id))
          continue;
        for (guint j = i; j < checks->len; j++)
          {
            const MarbreCheck *other = g_ptr_array_index (checks, j);

            if (g_str_equal (other->id, first->id))
              g_ptr_array_add (sorted, marbre_check_copy (other));
          }
      }
  return sorted;
}

static gboolean
look_the_same (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const MarbreCheck *one = g_ptr_array_index (a, i);
      const MarbreCheck *other = g_ptr_array_index (b, i);

      if (!g_str_equal (one->id, other->id) || one->severity != other->severity ||
          one->length != other->length || !g_str_equal (one->message, other->message) ||
          g_strcmp0 (one->found, other->found) != 0 ||
          g_strcmp0 (one->replacement, other->replacement) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
add_heading (MarbreChecksView *self, guint first, guint end)
{
  guint fixes = 0;
  GtkWidget *row, *button;

  for (guint i = first; i < end; i++)
    fixes += ((const MarbreCheck *) g_ptr_array_index (self->checks, i))->replacement != NULL;
  row = marbre_check_row_new_heading (g_ptr_array_index (self->checks, first), end - first, fixes,
                                      &button);
  if (button != NULL)
    {
      set_number (button, first);
      g_signal_connect_object (button, "clicked", G_CALLBACK (correct_all_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_list_box_append (self->list, row);
}

static void
add_row (MarbreChecksView *self, MarbreStory *story, guint number, gboolean with_message)
{
  const MarbreCheck *check = g_ptr_array_index (self->checks, number);
  g_autofree char *quote = marbre_check_row_quote (story, check);
  GtkWidget *row, *button;

  row = marbre_check_row_new (check, quote, with_message || *quote == '\0', &button);
  set_number (row, number);
  if (button != NULL)
    {
      set_number (button, number);
      g_signal_connect_object (button, "clicked", G_CALLBACK (correct_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_list_box_append (self->list, row);
}

static void
add_kind (MarbreChecksView *self, MarbreStory *story, guint first, guint end)
{
  const char *said = NULL;

  add_heading (self, first, end);
  for (guint i = first; i < MIN (end, first + MAX_ROWS_OF_A_KIND); i++)
    {
      const MarbreCheck *check = g_ptr_array_index (self->checks, i);
      /* The heading of a house rule says its message already. */
      gboolean new_message = g_strcmp0 (said, check->message) != 0 &&
                             !g_str_equal (check->message, marbre_check_get_title (check));

      add_row (self, story, i, new_message);
      said = check->message;
    }
}

/**
 * marbre_checks_view_set_checks:
 * @story: the story that was checked
 * @checks: (element-type MarbreCheck): what was found; copied
 */
void
marbre_checks_view_set_checks (MarbreChecksView *self, MarbreStory *story, GPtrArray *checks)
{
  g_autoptr (GPtrArray) sorted = NULL;
  gboolean same;
  GtkListBoxRow *row;

  g_return_if_fail (MARBRE_IS_CHECKS_VIEW (self));
  g_return_if_fail (MARBRE_IS_STORY (story));
  g_return_if_fail (checks != NULL);

  sorted = sort_by_kind (checks);
  same = look_the_same (self->checks, sorted);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  self->checks = g_steal_pointer (&sorted);
  if (same)
    return;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->checks->len;)
    {
      const MarbreCheck *first = g_ptr_array_index (self->checks, i);
      guint end = i;

      while (end < self->checks->len &&
             g_str_equal (((const MarbreCheck *) g_ptr_array_index (self->checks, end))->id,
                          first->id))
        end++;
      add_kind (self, story, i, end);
      i = end;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), self->checks->len == 0);
}

/**
 * marbre_checks_view_set_problem:
 * @text: (nullable): why something could not be checked, and what to do; %NULL if all was
 */
void
marbre_checks_view_set_problem (MarbreChecksView *self, const char *text)
{
  g_return_if_fail (MARBRE_IS_CHECKS_VIEW (self));

  gtk_label_set_text (self->problem, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

/**
 * marbre_checks_view_get_link_bar:
 *
 * Returns: (transfer none): where linked pages are checked online
 */
MarbreLinkBar *
marbre_checks_view_get_link_bar (MarbreChecksView *self)
{
  g_return_val_if_fail (MARBRE_IS_CHECKS_VIEW (self), NULL);
  return self->links;
}
