/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The changes between two versions; see marbre-comparison-view.h. The current change is the one
 * that is selected, so that keys, clicks, copying and screen readers work as in any text.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-comparison-view.h"

#include <glib/gi18n.h>

/* One change as it is shown. */
typedef struct
{
  guint field;
  guint change;
  int start; /* characters in the buffer */
  int end;
} Place;

struct _MarbreComparisonView
{
  GtkWidget parent_instance;

  GtkWidget *scroller;   /* (owned by the widget tree) */
  GtkTextView *text;     /* (owned by the widget tree) */
  GtkTextTag *heading;   /* (borrowed): of the buffer's table, as the next two */
  GtkTextTag *removed;
  GtkTextTag *added;
  GPtrArray *fields;     /* (owned) (nullable) */
  GArray *places;        /* (owned) (element-type Place) */
  int current;           /* -1 if there is none */
};

G_DEFINE_FINAL_TYPE (MarbreComparisonView, marbre_comparison_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
name_field (MarbreField field)
{
  switch (field)
    {
    case MARBRE_FIELD_SECTION:
      return _("Section");
    case MARBRE_FIELD_KICKER:
      return _("Kicker");
    case MARBRE_FIELD_HEADLINE:
      return _("Headline");
    case MARBRE_FIELD_STANDFIRST:
      return _("Standfirst");
    case MARBRE_FIELD_BYLINE:
      return _("Byline");
    case MARBRE_FIELD_BODY:
      return _("Text");
    case MARBRE_FIELD_LANGUAGE:
    case MARBRE_FIELD_SLUG:
    default:
      return "";
    }
}

static void
insert (GtkTextBuffer *buffer, const char *text, gsize length, GtkTextTag *tag)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert_with_tags (buffer, &end, text, (int) length, tag, NULL);
}

static int
get_end (GtkTextBuffer *buffer)
{
  return gtk_text_buffer_get_char_count (buffer);
}

static void
insert_field (MarbreComparisonView *self, guint index)
{
  const MarbreComparedField *field = g_ptr_array_index (self->fields, index);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  const char *name = name_field (field->field);
  gsize at = 0;

  if (field->before[0] == '\0' && field->after[0] == '\0')
    return;
  if (get_end (buffer) > 0)
    insert (buffer, "\n\n", 2, NULL);
  insert (buffer, name, strlen (name), self->heading);
  insert (buffer, "\n", 1, NULL);
  for (guint i = 0; i < field->changes->len; i++)
    {
      const MarbreWordChange *change = &g_array_index (field->changes, MarbreWordChange, i);
      Place place = { .field = index, .change = i };

      insert (buffer, field->before + at, change->before_start - at, NULL);
      place.start = get_end (buffer);
      insert (buffer, field->before + change->before_start, change->before_length, self->removed);
      insert (buffer, field->after + change->after_start, change->after_length, self->added);
      place.end = get_end (buffer);
      g_array_append_val (self->places, place);
      at = change->before_start + change->before_length;
    }
  insert (buffer, field->before + at, strlen (field->before + at), NULL);
}

static void
show_current (MarbreComparisonView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  const Place *place = &g_array_index (self->places, Place, self->current);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, place->start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, place->end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_scroll_to_mark (self->text, gtk_text_buffer_get_insert (buffer), 0.1, FALSE, 0, 0);
}

/* A click in a change, or a move of the caret there, makes it the current one. */
static void
moved_cb (MarbreComparisonView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter iter;
  int offset, found = -1;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  offset = gtk_text_iter_get_offset (&iter);
  for (guint i = 0; i < self->places->len && found < 0; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      if (place->start <= offset && offset < place->end)
        found = (int) i;
    }
  if (found < 0 || found == self->current)
    return;
  self->current = found;
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

static void
marbre_comparison_view_dispose (GObject *object)
{
  MarbreComparisonView *self = MARBRE_COMPARISON_VIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  self->text = NULL;
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  G_OBJECT_CLASS (marbre_comparison_view_parent_class)->dispose (object);
}

static void
marbre_comparison_view_class_init (MarbreComparisonViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_comparison_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * MarbreComparisonView::moved:
   *
   * Another change is the current one.
   */
  signals[SIGNAL_MOVED] = g_signal_new ("moved", MARBRE_TYPE_COMPARISON_VIEW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
make_tags (MarbreComparisonView *self, GtkTextBuffer *buffer)
{
  /* Translucent, so that they lie on a light paper and on a dark one. */
  const GdkRGBA red = { 0.88f, 0.11f, 0.14f, 0.20f };
  const GdkRGBA green = { 0.15f, 0.64f, 0.41f, 0.24f };

  self->heading = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, "scale",
                                              PANGO_SCALE_SMALL, "pixels-below-lines", 4, NULL);
  self->removed = gtk_text_buffer_create_tag (buffer, NULL, "strikethrough", TRUE,
                                              "background-rgba", &red, NULL);
  self->added = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_SINGLE,
                                            "background-rgba", &green, NULL);
}

static void
marbre_comparison_view_init (MarbreComparisonView *self)
{
  GtkTextBuffer *buffer;

  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->current = -1;
  self->text = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_editable (self->text, FALSE);
  gtk_text_view_set_wrap_mode (self->text, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (self->text, 24);
  gtk_text_view_set_right_margin (self->text, 24);
  gtk_text_view_set_top_margin (self->text, 18);
  gtk_text_view_set_bottom_margin (self->text, 24);
  gtk_text_view_set_pixels_inside_wrap (self->text, 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What changed"), -1);
  buffer = gtk_text_view_get_buffer (self->text);
  make_tags (self, buffer);
  g_signal_connect_object (buffer, "notify::cursor-position", G_CALLBACK (moved_cb), self,
                           G_CONNECT_SWAPPED);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->text));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * marbre_comparison_view_new:
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
marbre_comparison_view_new (void)
{
  return g_object_new (MARBRE_TYPE_COMPARISON_VIEW, NULL);
}

/**
 * marbre_comparison_view_set_fields:
 * @fields: (nullable) (element-type MarbreComparedField): what marbre_comparison_make_async() found
 *
 * Shows a comparison, its first change as the current one.
 */
void
marbre_comparison_view_set_fields (MarbreComparisonView *self, GPtrArray *fields)
{
  g_return_if_fail (MARBRE_IS_COMPARISON_VIEW (self));

  if (fields != NULL)
    g_ptr_array_ref (fields);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->fields = fields;
  g_array_set_size (self->places, 0);
  self->current = -1;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", 0);
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    insert_field (self, i);
  if (self->places->len > 0)
    {
      self->current = 0;
      show_current (self);
    }
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

/**
 * marbre_comparison_view_get_length:
 *
 * Returns: how many changes there are
 */
guint
marbre_comparison_view_get_length (MarbreComparisonView *self)
{
  g_return_val_if_fail (MARBRE_IS_COMPARISON_VIEW (self), 0);
  return self->places->len;
}

/**
 * marbre_comparison_view_step:
 * @by: 1 for the next change, -1 for the one before; beyond the ends it goes round
 */
void
marbre_comparison_view_step (MarbreComparisonView *self, int by)
{
  int length;

  g_return_if_fail (MARBRE_IS_COMPARISON_VIEW (self));

  length = (int) self->places->len;
  if (length == 0)
    return;
  self->current = (self->current + by + length) % length;
  show_current (self);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

/**
 * marbre_comparison_view_get_current:
 * @field: (out) (transfer none): where the current change is
 * @change: (out) (transfer none): the change
 *
 * Returns: %FALSE if there is none
 */
gboolean
marbre_comparison_view_get_current (MarbreComparisonView *self,
                                    const MarbreComparedField **field,
                                    const MarbreWordChange **change)
{
  const Place *place;

  g_return_val_if_fail (MARBRE_IS_COMPARISON_VIEW (self), FALSE);

  if (self->current < 0)
    return FALSE;
  place = &g_array_index (self->places, Place, self->current);
  *field = g_ptr_array_index (self->fields, place->field);
  *change = &g_array_index ((*field)->changes, MarbreWordChange, place->change);
  return TRUE;
}
