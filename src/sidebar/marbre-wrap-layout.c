/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Children in lines like words; see marbre-wrap-layout.h.
 */
#define G_LOG_DOMAIN "marbre-sidebar"

#include "config.h"

#include "marbre-wrap-layout.h"

/* Pixels between children, in a line and between lines. */
#define SPACING 6

struct _MarbreWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (MarbreWrapLayout, marbre_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Sets the children in lines of @width pixels, and allocates them if @allocate.
 *
 * Returns: the height of all lines */
static int
set_lines (GtkWidget *widget, int width, gboolean allocate)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;
  int line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int natural;
      int minimum;
      int height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      natural = MAX (minimum, MIN (natural, width));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, natural, NULL, &height, NULL, NULL);
      if (x > 0 && x + natural > width)
        {
          x = 0;
          y += line + SPACING;
          line = 0;
        }
      if (allocate)
        gtk_widget_size_allocate (
            child, &(GtkAllocation){ rtl ? width - x - natural : x, y, natural, height }, -1);
      x += natural + SPACING;
      line = MAX (line, height);
    }
  return y + line;
}

static GtkSizeRequestMode
marbre_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
marbre_wrap_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  int widest = 0;
  int total = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;
      int child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      widest = MAX (widest, child_minimum);
      total += child_natural + SPACING;
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = MAX (widest, total - SPACING);
    }
  else
    *minimum = *natural = set_lines (widget, for_size < 0 ? MAX (widest, total) : for_size, FALSE);
}

static void
marbre_wrap_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  set_lines (widget, width, TRUE);
}

static void
marbre_wrap_layout_class_init (MarbreWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = marbre_wrap_layout_get_request_mode;
  layout_class->measure = marbre_wrap_layout_measure;
  layout_class->allocate = marbre_wrap_layout_allocate;
}

static void
marbre_wrap_layout_init (MarbreWrapLayout *self)
{
}
