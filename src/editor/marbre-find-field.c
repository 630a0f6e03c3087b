/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text in which one searches; see marbre-find-field.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-find-field.h"

#include <gtksourceview/gtksource.h>

#include "marbre-find-ink.h"

/* Changes of a text at once; edits that are near each other are put together. For each of them the
 * history moves the caret when it goes back, and GTK lays out the paragraph where it is. */
#define MAX_CHANGES 12

struct _MarbreFindField
{
  GObject parent_instance;

  GtkTextView *view;        /* (borrowed) (nullable): a weak pointer */
  GtkTextBuffer *buffer;    /* (owned) (nullable): the view's, NULL once it is gone */
  MarbreFindPlaces *places; /* (owned) (nullable): what was found */
  MarbreFindInk ink;        /* what the view shows of it */
  GtkTextMark *first;       /* (borrowed) (nullable): in @buffer: where the search begins… */
  GtkTextMark *last;        /* (borrowed) (nullable): …and ends, if that is a part */
  gboolean marked;
};

G_DEFINE_FINAL_TYPE (MarbreFindField, marbre_find_field, G_TYPE_OBJECT)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show (MarbreFindField *self)
{
  if (self->view == NULL)
    return;
  self->ink.places = self->places;
  self->ink.has_range = marbre_find_field_get_range (self, &self->ink.range);
  marbre_find_ink_set (self->view, self->marked ? &self->ink : NULL);
}

static void
note_edit (MarbreFindField *self, guint offset, guint removed, guint inserted)
{
  if (self->places != NULL)
    {
      guint lost;
      int first = (int) marbre_find_places_note_edit (self->places, offset, removed, inserted,
                                                      &lost);

      if (self->ink.current >= first + (int) lost)
        self->ink.current -= (int) lost;
      else if (self->ink.current >= first)
        self->ink.current = -1;
    }
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
insert_text_cb (MarbreFindField *self, GtkTextIter *place, const char *text, int length)
{
  guint inserted = (guint) g_utf8_strlen (text, length);

  note_edit (self, (guint) gtk_text_iter_get_offset (place) - inserted, 0, inserted);
}

static void
delete_range_cb (MarbreFindField *self, GtkTextIter *start, GtkTextIter *end)
{
  int first = gtk_text_iter_get_offset (start), last = gtk_text_iter_get_offset (end);

  note_edit (self, (guint) MIN (first, last), (guint) ABS (last - first), 0);
}

static void
forget_places (MarbreFindField *self)
{
  g_clear_pointer (&self->places, marbre_find_places_free);
  self->ink.current = -1;
  show (self);
}

/* The marks have moved by now. */
static void
buffer_changed_cb (MarbreFindField *self)
{
  if (self->ink.has_range)
    self->ink.has_range = marbre_find_field_get_range (self, &self->ink.range);
}

static void
leave_buffer (MarbreFindField *self)
{
  if (self->buffer == NULL)
    return;
  marbre_find_field_set_range (self, NULL);
  g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
}

static void
buffer_cb (MarbreFindField *self)
{
  leave_buffer (self);
  if (self->view == NULL)
    return;
  self->buffer = g_object_ref (gtk_text_view_get_buffer (self->view));
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (insert_text_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->buffer, "delete-range", G_CALLBACK (delete_range_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  forget_places (self);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
marbre_find_field_dispose (GObject *object)
{
  MarbreFindField *self = MARBRE_FIND_FIELD (object);

  self->marked = FALSE;
  forget_places (self);
  leave_buffer (self);
  g_clear_weak_pointer (&self->view);
  G_OBJECT_CLASS (marbre_find_field_parent_class)->dispose (object);
}

static void
marbre_find_field_class_init (MarbreFindFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_find_field_dispose;

  /**
   * MarbreFindField::edited:
   *
   * The text is another one. Places behind what was edited have moved, those in it are gone.
   */
  signals[SIGNAL_EDITED] = g_signal_new ("edited", MARBRE_TYPE_FIND_FIELD, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
marbre_find_field_init (MarbreFindField *self)
{
  self->ink.current = -1;
}

/**
 * marbre_find_field_new:
 * @view: where the text is written; its class calls marbre_find_ink_snapshot()
 *
 * Returns: (transfer full): the field
 */
MarbreFindField *
marbre_find_field_new (GtkTextView *view)
{
  MarbreFindField *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_FIND_FIELD, NULL);
  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (view, "notify::buffer", G_CALLBACK (buffer_cb), self,
                           G_CONNECT_SWAPPED);
  buffer_cb (self);
  return self;
}

/**
 * marbre_find_field_get_view:
 *
 * Returns: (transfer none) (nullable): where the text is written; %NULL once it is gone
 */
GtkTextView *
marbre_find_field_get_view (MarbreFindField *self)
{
  g_return_val_if_fail (MARBRE_IS_FIND_FIELD (self), NULL);
  return self->view;
}

/**
 * marbre_find_field_is_usable:
 *
 * Returns: whether the text is there and seen: a story without a picture has no caption
 */
gboolean
marbre_find_field_is_usable (MarbreFindField *self)
{
  g_return_val_if_fail (MARBRE_IS_FIND_FIELD (self), FALSE);
  return self->view != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->view));
}

/**
 * marbre_find_field_dup_text:
 *
 * Returns: (transfer full): the text; each of its characters is one of the buffer's
 */
char *
marbre_find_field_dup_text (MarbreFindField *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (MARBRE_IS_FIND_FIELD (self), g_strdup (""));

  if (self->buffer == NULL)
    return g_strdup ("");
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);
}

/**
 * marbre_find_field_get_length:
 *
 * Returns: the characters of the text
 */
guint
marbre_find_field_get_length (MarbreFindField *self)
{
  g_return_val_if_fail (MARBRE_IS_FIND_FIELD (self), 0);
  return self->buffer ? (guint) gtk_text_buffer_get_char_count (self->buffer) : 0;
}

/**
 * marbre_find_field_get_selection:
 *
 * Returns: what is selected there; without a selection both are the caret
 */
MarbreFindPlace
marbre_find_field_get_selection (MarbreFindField *self)
{
  MarbreFindPlace place = { 0, 0 };
  GtkTextIter start, end;

  g_return_val_if_fail (MARBRE_IS_FIND_FIELD (self), place);

  if (self->buffer == NULL)
    return place;
  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  place.start = (guint) gtk_text_iter_get_offset (&start);
  place.end = (guint) gtk_text_iter_get_offset (&end);
  return place;
}

/**
 * marbre_find_field_select:
 * @place: what to select
 *
 * Selects it, the caret at its start: what is folded there opens.
 */
void
marbre_find_field_select (MarbreFindField *self, MarbreFindPlace place)
{
  GtkTextIter start, end;

  g_return_if_fail (MARBRE_IS_FIND_FIELD (self));

  if (self->buffer == NULL)
    return;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) place.start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) place.end);
  gtk_text_buffer_select_range (self->buffer, &start, &end);
}

/* Makes the edits from @first on up to @last, with what stands between them, in one go. */
static void
apply_group (MarbreFindField *self, GArray *edits, guint first, guint last)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkTextIter start, end;

  for (guint i = first; i <= last; i++)
    {
      const MarbreFindEdit *edit = &g_array_index (edits, MarbreFindEdit, i);
      g_autofree char *between = NULL;

      g_string_append (text, edit->text);
      if (i == last)
        break;
      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) edit->end);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) edit[1].start);
      between = gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);
      g_string_append (text, between);
    }
  gtk_text_buffer_get_iter_at_offset (
      self->buffer, &start, (int) g_array_index (edits, MarbreFindEdit, first).start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end,
                                      (int) g_array_index (edits, MarbreFindEdit, last).end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  if (text->len > 0)
    gtk_text_buffer_insert (self->buffer, &start, text->str, (int) text->len);
}

static guint
get_gap (GArray *edits, guint index)
{
  return g_array_index (edits, MarbreFindEdit, index).start -
         g_array_index (edits, MarbreFindEdit, index - 1).end;
}

static int
compare_gaps (gconstpointer a, gconstpointer b, gpointer data)
{
  guint one = get_gap (data, *(const guint *) a), other = get_gap (data, *(const guint *) b);

  return one > other ? -1 : one < other;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return one < other ? -1 : one > other;
}

/* Parts the edits where most stands between them, so that the least text is replaced by itself.
 *
 * Returns: (element-type guint): where groups begin, in order, but for the first */
static GArray *
find_groups (GArray *edits)
{
  GArray *groups = g_array_sized_new (FALSE, FALSE, sizeof (guint), edits->len);

  for (guint i = 1; i < edits->len; i++)
    g_array_append_val (groups, i);
  if (groups->len < MAX_CHANGES)
    return groups;
  g_array_sort_with_data (groups, compare_gaps, edits);
  g_array_set_size (groups, MAX_CHANGES - 1);
  g_array_sort (groups, compare_numbers);
  return groups;
}

/* Returns: where that place is once the edits are made */
static int
translate (GArray *edits, int offset)
{
  int moved = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const MarbreFindEdit *edit = &g_array_index (edits, MarbreFindEdit, i);
      int length = (int) g_utf8_strlen (edit->text, -1);

      if ((int) edit->start >= offset)
        break;
      if ((int) edit->end > offset)
        return (int) edit->start + moved + MIN (offset - (int) edit->start, length);
      moved += length - (int) (edit->end - edit->start);
    }
  return offset + moved;
}

static int
get_offset (MarbreFindField *self, GtkTextMark *mark)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, mark);
  return gtk_text_iter_get_offset (&iter);
}

/* From the end, so that the places of the others stay. The caret stays in its word. */
static void
apply_to_buffer (MarbreFindField *self, GArray *edits)
{
  g_autoptr (GArray) groups = find_groups (edits);
  int caret = translate (edits, get_offset (self, gtk_text_buffer_get_insert (self->buffer)));
  int bound =
      translate (edits, get_offset (self, gtk_text_buffer_get_selection_bound (self->buffer)));
  guint end = edits->len;
  GtkTextIter here, there;

  gtk_text_buffer_begin_user_action (self->buffer);
  for (guint i = groups->len; i-- > 0;)
    {
      guint first = g_array_index (groups, guint, i);

      apply_group (self, edits, first, end - 1);
      end = first;
    }
  apply_group (self, edits, 0, end - 1);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &here, caret);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &there, bound);
  gtk_text_buffer_select_range (self->buffer, &here, &there);
  gtk_text_buffer_end_user_action (self->buffer);
}

/* How long the text will be, if all of @edits find room. */
static guint
expected_length (MarbreFindField *self, GArray *edits)
{
  guint length = marbre_find_field_get_length (self);

  for (guint i = 0; i < edits->len; i++)
    {
      const MarbreFindEdit *edit = &g_array_index (edits, MarbreFindEdit, i);

      length += (guint) g_utf8_strlen (edit->text, -1);
      length -= edit->end - edit->start;
    }
  return length;
}

/* Only the story's text has more than one line. */
static void
join_lines (GArray *edits)
{
  for (guint i = 0; i < edits->len; i++)
    g_strdelimit (g_array_index (edits, MarbreFindEdit, i).text, "\r\n", ' ');
}

/**
 * marbre_find_field_apply:
 * @edits: (element-type MarbreFindEdit): what to put where, in order; may be changed
 *
 * Makes all of them, one undo step, or none if the text would get too long for its field.
 *
 * Returns: %FALSE if nothing was done
 */
gboolean
marbre_find_field_apply (MarbreFindField *self, GArray *edits)
{
  guint expected;

  g_return_val_if_fail (MARBRE_IS_FIND_FIELD (self), FALSE);
  g_return_val_if_fail (edits != NULL, FALSE);

  if (self->buffer == NULL || edits->len == 0)
    return FALSE;
  if (!GTK_SOURCE_IS_VIEW (self->view))
    join_lines (edits);
  expected = expected_length (self, edits);
  apply_to_buffer (self, edits);
  if (marbre_find_field_get_length (self) == expected)
    return TRUE;
  marbre_find_field_undo (self, FALSE);
  return FALSE;
}

/**
 * marbre_find_field_undo:
 * @forward: whether to do again, not to take back
 *
 * Takes back what was applied last, or does it again.
 */
void
marbre_find_field_undo (MarbreFindField *self, gboolean forward)
{
  g_return_if_fail (MARBRE_IS_FIND_FIELD (self));

  if (self->buffer != NULL && forward)
    gtk_text_buffer_redo (self->buffer);
  else if (self->buffer != NULL)
    gtk_text_buffer_undo (self->buffer);
}

/**
 * marbre_find_field_set_places:
 * @places: (transfer full) (nullable) (element-type MarbreFindPlace): what was found
 *
 * Shows them, if it is marked; none of them is the current one.
 */
void
marbre_find_field_set_places (MarbreFindField *self, GArray *places)
{
  g_return_if_fail (MARBRE_IS_FIND_FIELD (self));

  g_clear_pointer (&self->places, marbre_find_places_free);
  self->places = places ? marbre_find_places_new (places) : NULL;
  self->ink.current = -1;
  show (self);
}

/**
 * marbre_find_field_count:
 *
 * Returns: how many places were found in it
 */
guint
marbre_find_field_count (MarbreFindField *self)
{
  g_return_val_if_fail (MARBRE_IS_FIND_FIELD (self), 0);
  return self->places ? marbre_find_places_count (self->places) : 0;
}

/**
 * marbre_find_field_get_place:
 * @index: below the count
 *
 * Returns: where it is
 */
MarbreFindPlace
marbre_find_field_get_place (MarbreFindField *self, guint index)
{
  MarbreFindPlace none = { 0, 0 };

  g_return_val_if_fail (MARBRE_IS_FIND_FIELD (self) && self->places != NULL, none);
  return marbre_find_places_get (self->places, index);
}

/**
 * marbre_find_field_search:
 * @offset: characters of the text
 *
 * Returns: the first place that ends behind @offset; the count if there is none
 */
guint
marbre_find_field_search (MarbreFindField *self, guint offset)
{
  g_return_val_if_fail (MARBRE_IS_FIND_FIELD (self), 0);
  return self->places ? marbre_find_places_search (self->places, offset) : 0;
}

/**
 * marbre_find_field_get_current:
 *
 * Returns: the index of the place where the writer is, −1 if that is none
 */
int
marbre_find_field_get_current (MarbreFindField *self)
{
  g_return_val_if_fail (MARBRE_IS_FIND_FIELD (self), -1);
  return self->ink.current;
}

/**
 * marbre_find_field_set_current:
 * @index: the place where the writer is, −1 for none
 */
void
marbre_find_field_set_current (MarbreFindField *self, int index)
{
  g_return_if_fail (MARBRE_IS_FIND_FIELD (self));

  if (self->ink.current == index)
    return;
  self->ink.current = index;
  show (self);
}

/**
 * marbre_find_field_set_marked:
 * @marked: whether what was found is shown
 */
void
marbre_find_field_set_marked (MarbreFindField *self, gboolean marked)
{
  g_return_if_fail (MARBRE_IS_FIND_FIELD (self));

  if (self->marked == marked)
    return;
  self->marked = marked;
  show (self);
}

/**
 * marbre_find_field_set_range:
 * @range: (nullable): the part of the text that is searched, %NULL for all
 *
 * The part grows and shrinks with what is written in it.
 */
void
marbre_find_field_set_range (MarbreFindField *self, const MarbreFindPlace *range)
{
  GtkTextIter first, last;

  g_return_if_fail (MARBRE_IS_FIND_FIELD (self));

  if (self->buffer == NULL)
    return;
  if (self->first != NULL)
    {
      gtk_text_buffer_delete_mark (self->buffer, g_steal_pointer (&self->first));
      gtk_text_buffer_delete_mark (self->buffer, g_steal_pointer (&self->last));
    }
  if (range != NULL)
    {
      gtk_text_buffer_get_iter_at_offset (self->buffer, &first, (int) range->start);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &last, (int) range->end);
      self->first = gtk_text_buffer_create_mark (self->buffer, NULL, &first, TRUE);
      self->last = gtk_text_buffer_create_mark (self->buffer, NULL, &last, FALSE);
    }
  show (self);
}

/**
 * marbre_find_field_get_range:
 * @range: (out): the part of the text that is searched
 *
 * Returns: %FALSE if that is all
 */
gboolean
marbre_find_field_get_range (MarbreFindField *self, MarbreFindPlace *range)
{
  GtkTextIter first, last;

  g_return_val_if_fail (MARBRE_IS_FIND_FIELD (self), FALSE);
  g_return_val_if_fail (range != NULL, FALSE);

  if (self->first == NULL)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &first, self->first);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &last, self->last);
  range->start = (guint) gtk_text_iter_get_offset (&first);
  range->end = (guint) gtk_text_iter_get_offset (&last);
  return TRUE;
}
