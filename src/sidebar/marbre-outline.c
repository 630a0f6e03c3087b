/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The headings of the story; see marbre-outline.h. The rows are made anew only when a heading
 * changed; while one types in a paragraph only their lines move.
 */
#define G_LOG_DOMAIN "marbre-sidebar"

#include "config.h"

#include "marbre-outline.h"

struct _MarbreOutline
{
  GtkWidget parent_instance;

  /* Template */
  GtkListBox *list;

  GArray *lines;   /* (owned) (element-type guint): the body's line of each row */
  GString *digest; /* (owned): levels and texts of the rows shown */
};

enum
{
  SIGNAL_LINE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreOutline, marbre_outline, GTK_TYPE_WIDGET)

static void
row_activated_cb (MarbreOutline *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);

  if (index < self->lines->len)
    g_signal_emit (self, signals[SIGNAL_LINE_ACTIVATED], 0,
                   g_array_index (self->lines, guint, index));
}

static GtkWidget *
make_row (const MarbreBlock *heading)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (heading->text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (label, (int) (heading->level > 2 ? heading->level - 2 : 0) * 14);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading->text, GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                  (int) heading->level, -1);
  return row;
}

static void
marbre_outline_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_OUTLINE);
  G_OBJECT_CLASS (marbre_outline_parent_class)->dispose (object);
}

static void
marbre_outline_finalize (GObject *object)
{
  MarbreOutline *self = MARBRE_OUTLINE (object);

  g_clear_pointer (&self->lines, g_array_unref);
  g_string_free (self->digest, TRUE);
  G_OBJECT_CLASS (marbre_outline_parent_class)->finalize (object);
}

static void
marbre_outline_class_init (MarbreOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_outline_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_outline_finalize;

  /**
   * MarbreOutline::line-activated:
   * @line: line of the body, 0-based
   */
  signals[SIGNAL_LINE_ACTIVATED] =
      g_signal_new ("line-activated", MARBRE_TYPE_OUTLINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/sidebar/marbre-outline.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreOutline, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
marbre_outline_init (MarbreOutline *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  self->digest = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * marbre_outline_new:
 *
 * Returns: (transfer floating): an outline without headings
 */
GtkWidget *
marbre_outline_new (void)
{
  return g_object_new (MARBRE_TYPE_OUTLINE, NULL);
}

/**
 * marbre_outline_set_blocks:
 * @blocks: the story's body
 */
void
marbre_outline_set_blocks (MarbreOutline *self, MarbreBlocks *blocks)
{
  g_autoptr (GString) digest = g_string_new (NULL);
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();
  guint n;
  GtkWidget *child;

  g_return_if_fail (MARBRE_IS_OUTLINE (self));
  g_return_if_fail (blocks != NULL);

  n = marbre_blocks_get_length (blocks);
  g_array_set_size (self->lines, 0);
  for (guint i = 0; i < n; i++)
    {
      const MarbreBlock *block = marbre_blocks_get (blocks, i);

      if (block->kind != MARBRE_BLOCK_HEADING)
        continue;
      g_ptr_array_add (headings, (gpointer) block);
      g_array_append_val (self->lines, block->first_line);
      g_string_append_printf (digest, "%u %s\n", block->level, block->text);
    }
  if (g_string_equal (digest, self->digest))
    return;
  g_string_assign (self->digest, digest->str);
  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < headings->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (headings, i)));
}
