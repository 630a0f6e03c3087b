/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From one place to the next, through all fields and around; see marbre-find-private.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-editor-find.h"
#include "marbre-find-private.h"

static gboolean
has_focus (MarbreFindField *field)
{
  GtkTextView *view = marbre_find_field_get_view (field);
  GtkRoot *root = view ? gtk_widget_get_root (GTK_WIDGET (view)) : NULL;

  return root != NULL && gtk_root_get_focus (root) == GTK_WIDGET (view);
}

/* Where the writer is: in the text with the keyboard, else where it was before. */
void
_marbre_find_find_home (MarbreFind *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      MarbreFindField *field = g_ptr_array_index (self->fields, i);

      if (has_focus (field))
        self->home = field;
    }
}

gboolean
_marbre_find_has_current (MarbreFind *self)
{
  return marbre_find_field_get_current (self->home) >= 0;
}

static void
set_current (MarbreFind *self, MarbreFindField *here, int index)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      MarbreFindField *field = g_ptr_array_index (self->fields, i);

      marbre_find_field_set_current (field, field == here ? index : -1);
    }
}

/* Where the writer is: what is selected, but for who types in the bar: then nothing is. */
MarbreFindPlace
_marbre_find_get_here (MarbreFind *self)
{
  int current;

  _marbre_find_find_home (self);
  current = marbre_find_field_get_current (self->home);
  if (current >= 0 && !has_focus (self->home))
    return marbre_find_field_get_place (self->home, (guint) current);
  return marbre_find_field_get_selection (self->home);
}

/* Whether the place before @index has no length and is at @offset. */
static gboolean
has_empty_place (MarbreFindField *field, guint index, guint offset)
{
  return index > 0 && marbre_find_field_get_place (field, index - 1).start == offset;
}

/* If @here is one of the places, that is the current one. */
void
_marbre_find_look_at (MarbreFind *self, MarbreFindPlace here)
{
  MarbreFindPlace place;
  guint index = marbre_find_field_search (self->home, here.start);

  if (here.start == here.end && has_empty_place (self->home, index, here.start))
    index--;
  if (index < marbre_find_field_count (self->home))
    {
      place = marbre_find_field_get_place (self->home, index);
      if (place.start == here.start && place.end == here.end)
        {
          set_current (self, self->home, (int) index);
          return;
        }
    }
  set_current (self, self->home, -1);
}

/* For who types in the bar only the caret goes there, and what is folded opens: GTK has one
 * selection for all widgets, and what is typed next is to replace the needle. */
static void
go (MarbreFind *self, MarbreFindField *field, guint index)
{
  gboolean in_text = has_focus (self->home);
  GtkTextView *view = marbre_find_field_get_view (field);
  MarbreFindPlace place = marbre_find_field_get_place (field, index);

  if (!in_text)
    place.end = place.start;
  self->home = field;
  set_current (self, field, (int) index);
  marbre_find_field_select (field, place);
  if (view == NULL || self->editor == NULL)
    return;
  if (in_text)
    gtk_widget_grab_focus (GTK_WIDGET (view));
  marbre_editor_show_view (self->editor, view);
}

static guint
index_of (MarbreFind *self, MarbreFindField *field)
{
  guint index = 0;

  g_ptr_array_find (self->fields, field, &index);
  return index;
}

/* Goes to the first place from @offset of @field on; behind the last one comes the first one. One
 * without length that is just there counts only if it is still to be seen (@from_here).
 *
 * Returns: whether it went around */
static gboolean
go_forward (MarbreFind *self, MarbreFindField *field, guint offset, gboolean from_here)
{
  guint first = index_of (self, field);
  guint index = marbre_find_field_search (field, offset);

  /* A place in which @offset lies is behind us. */
  if (from_here && has_empty_place (field, index, offset))
    index--;
  else if (index < marbre_find_field_count (field) &&
      marbre_find_field_get_place (field, index).start < offset)
    index++;
  for (guint i = 0; i <= self->fields->len; i++)
    {
      MarbreFindField *here = g_ptr_array_index (self->fields, (first + i) % self->fields->len);

      if (i > 0)
        index = 0;
      if (index >= marbre_find_field_count (here))
        continue;
      go (self, here, index);
      return first + i >= self->fields->len;
    }
  return FALSE;
}

/* The same for the last place before @offset. */
static gboolean
go_back (MarbreFind *self, MarbreFindField *field, guint offset)
{
  guint n_fields = self->fields->len;
  guint first = index_of (self, field);
  guint end = marbre_find_field_search (field, offset);

  if (has_empty_place (field, end, offset))
    end--;
  for (guint i = 0; i <= n_fields; i++)
    {
      MarbreFindField *here =
          g_ptr_array_index (self->fields, (first + n_fields - i % n_fields) % n_fields);

      if (i > 0)
        end = marbre_find_field_count (here);
      if (end == 0)
        continue;
      go (self, here, end - 1);
      return i > first;
    }
  return FALSE;
}

/* Goes where it is wished, if there are places. */
void
_marbre_find_walk (MarbreFind *self, MarbreFindWish wish)
{
  MarbreFindPlace here;
  gboolean around = FALSE;

  if (wish == MARBRE_FIND_WISH_NONE)
    return;
  if (marbre_find_get_count (self) == 0)
    {
      if (wish == MARBRE_FIND_WISH_SHOW && !self->chosen)
        {
          MarbreFindPlace caret = { self->begun_at.start, self->begun_at.start };

          self->home = self->begun_in;
          marbre_find_field_select (self->home, caret);
        }
      return;
    }
  if (wish == MARBRE_FIND_WISH_SHOW)
    {
      go_forward (self, self->begun_in, self->begun_at.start, TRUE);
      return;
    }
  here = _marbre_find_get_here (self);
  if (wish == MARBRE_FIND_WISH_NEXT)
    around = go_forward (self, self->home,
                         _marbre_find_has_current (self) ? here.end : here.start, FALSE);
  else
    around = go_back (self, self->home, here.start);
  self->chosen = TRUE;
  if (around)
    _marbre_find_say (self,
                      wish == MARBRE_FIND_WISH_NEXT ? _("Continued from the top")
                                                    : _("Continued from the end"),
                      FALSE);
  else if (!self->problem)
    _marbre_find_say (self, NULL, FALSE);
}

/**
 * marbre_find_step:
 * @forward: whether to the next place, not to the previous one
 *
 * Goes there, from where the writer is, and from one end of the story on at the other.
 */
void
marbre_find_step (MarbreFind *self, gboolean forward)
{
  MarbreFindWish wish = forward ? MARBRE_FIND_WISH_NEXT : MARBRE_FIND_WISH_PREVIOUS;

  g_return_if_fail (MARBRE_IS_FIND (self));

  if (self->pattern == NULL)
    return;
  if (self->stale || self->search != NULL)
    {
      _marbre_find_search (self, wish);
      return;
    }
  _marbre_find_look_at (self, _marbre_find_get_here (self));
  _marbre_find_walk (self, wish);
  _marbre_find_tell (self);
}
