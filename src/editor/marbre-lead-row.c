/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The row of the lead picture; see marbre-lead-row.h. A box cannot wrap, and a flow box gives all
 * of its children the same width.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-lead-row.h"

/* px between the parts */
#define SPACING 14

/* px that the texts have beside the picture at least: some six words of a caption */
#define MIN_TEXT_WIDTH 230

struct _MarbreLeadRow
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (MarbreLeadRow, marbre_lead_row, GTK_TYPE_WIDGET)

/* The children, and what they need. */
typedef struct
{
  GtkWidget *picture, *texts, *buttons; /* (borrowed) */
  int picture_width, picture_height;    /* px */
  int buttons_width, buttons_height;    /* 0 if they are not shown */
  int texts_width;                      /* what they need at least */
} Parts;

static void
read_parts (GtkWidget *row, Parts *parts)
{
  *parts = (Parts){ .picture = gtk_widget_get_first_child (row) };
  parts->texts = gtk_widget_get_next_sibling (parts->picture);
  parts->buttons = gtk_widget_get_next_sibling (parts->texts);
  gtk_widget_measure (parts->picture, GTK_ORIENTATION_HORIZONTAL, -1, &parts->picture_width, NULL,
                      NULL, NULL);
  gtk_widget_measure (parts->picture, GTK_ORIENTATION_VERTICAL, parts->picture_width,
                      &parts->picture_height, NULL, NULL, NULL);
  gtk_widget_measure (parts->texts, GTK_ORIENTATION_HORIZONTAL, -1, &parts->texts_width, NULL, NULL,
                      NULL);
  if (!gtk_widget_should_layout (parts->buttons))
    return;
  gtk_widget_measure (parts->buttons, GTK_ORIENTATION_HORIZONTAL, -1, &parts->buttons_width, NULL,
                      NULL, NULL);
  gtk_widget_measure (parts->buttons, GTK_ORIENTATION_VERTICAL, -1, &parts->buttons_height, NULL,
                      NULL, NULL);
}

/* What picture and buttons take of the width, with the space beside them. */
static int
get_sides (const Parts *parts)
{
  return parts->picture_width + SPACING +
         (parts->buttons_width > 0 ? SPACING + parts->buttons_width : 0);
}

static gboolean
is_narrow (const Parts *parts, int width)
{
  return width - get_sides (parts) < MAX (MIN_TEXT_WIDTH, parts->texts_width);
}

static int
measure_texts (const Parts *parts, int width)
{
  int height;

  gtk_widget_measure (parts->texts, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static GtkSizeRequestMode
marbre_lead_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
marbre_lead_row_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  Parts parts;
  int side, width;

  read_parts (widget, &parts);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (parts.texts_width, get_sides (&parts));
      *natural = get_sides (&parts) + MAX (MIN_TEXT_WIDTH, parts.texts_width);
      return;
    }
  side = MAX (parts.picture_height, parts.buttons_height);
  width = for_size < 0 ? get_sides (&parts) + MIN_TEXT_WIDTH : for_size;
  if (is_narrow (&parts, width))
    *minimum = side + SPACING + measure_texts (&parts, width);
  else
    *minimum = MAX (side, measure_texts (&parts, width - get_sides (&parts)));
  *natural = *minimum;
}

/* @x is counted from where a line of text begins. */
static void
place (GtkWidget *row, GtkWidget *child, int x, int y, int width, int height)
{
  gboolean rtl = gtk_widget_get_direction (row) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (
      child,
      &(GtkAllocation){ rtl ? gtk_widget_get_width (row) - x - width : x, y, width, height }, -1);
}

static void
marbre_lead_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  Parts parts;
  gboolean narrow;
  int top, texts_width, texts_height;

  read_parts (widget, &parts);
  narrow = is_narrow (&parts, width);
  top = narrow ? MAX (parts.picture_height, parts.buttons_height) : height;
  texts_width = narrow ? width : width - get_sides (&parts);
  texts_height = measure_texts (&parts, texts_width);

  place (widget, parts.picture, 0, (top - parts.picture_height) / 2, parts.picture_width,
         parts.picture_height);
  if (narrow)
    place (widget, parts.texts, 0, top + SPACING, texts_width, texts_height);
  else
    place (widget, parts.texts, parts.picture_width + SPACING, (height - texts_height) / 2,
           texts_width, texts_height);
  if (parts.buttons_width > 0)
    place (widget, parts.buttons, width - parts.buttons_width, (top - parts.buttons_height) / 2,
           parts.buttons_width, parts.buttons_height);
}

static void
marbre_lead_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (marbre_lead_row_parent_class)->dispose (object);
}

static void
marbre_lead_row_class_init (MarbreLeadRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_lead_row_dispose;
  widget_class->get_request_mode = marbre_lead_row_get_request_mode;
  widget_class->measure = marbre_lead_row_measure;
  widget_class->size_allocate = marbre_lead_row_size_allocate;
}

static void
marbre_lead_row_init (MarbreLeadRow *self)
{
}
