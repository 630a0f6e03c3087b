/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places in a text; see marbre-find-places.h. Behind an index, the gap, all of them are moved by
 * one number: who writes in one place moves it once, and each key costs next to nothing however
 * many places follow.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-find-places.h"

struct _MarbreFindPlaces
{
  GArray *places; /* (owned) (element-type MarbreFindPlace) */
  guint gap;      /* from this index on… */
  int shift;      /* …places are so many characters further on than is written */
};

/**
 * marbre_find_places_new:
 * @places: (transfer full) (element-type MarbreFindPlace): in order, none over another
 *
 * Returns: (transfer full): the places
 */
MarbreFindPlaces *
marbre_find_places_new (GArray *places)
{
  MarbreFindPlaces *self;

  g_return_val_if_fail (places != NULL, NULL);

  self = g_new0 (MarbreFindPlaces, 1);
  self->places = places;
  return self;
}

/**
 * marbre_find_places_free:
 *
 * Forgets them.
 */
void
marbre_find_places_free (MarbreFindPlaces *self)
{
  g_return_if_fail (self != NULL);
  g_array_unref (self->places);
  g_free (self);
}

/**
 * marbre_find_places_count:
 *
 * Returns: how many there are
 */
guint
marbre_find_places_count (const MarbreFindPlaces *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->places->len;
}

/**
 * marbre_find_places_get:
 * @index: below the count
 *
 * Returns: where it is now
 */
MarbreFindPlace
marbre_find_places_get (const MarbreFindPlaces *self, guint index)
{
  MarbreFindPlace place = { 0, 0 };

  g_return_val_if_fail (self != NULL && index < self->places->len, place);

  place = g_array_index (self->places, MarbreFindPlace, index);
  if (index >= self->gap)
    {
      place.start = (guint) ((int) place.start + self->shift);
      place.end = (guint) ((int) place.end + self->shift);
    }
  return place;
}

/**
 * marbre_find_places_search:
 * @offset: characters of the text
 *
 * Returns: the first place that ends behind @offset; the count if there is none
 */
guint
marbre_find_places_search (const MarbreFindPlaces *self, guint offset)
{
  guint first = 0, last;

  g_return_val_if_fail (self != NULL, 0);

  last = self->places->len;
  while (first < last)
    {
      guint middle = first + (last - first) / 2;

      if (marbre_find_places_get (self, middle).end > offset)
        last = middle;
      else
        first = middle + 1;
    }
  return first;
}

static void
move_gap (MarbreFindPlaces *self, guint index)
{
  guint from = MIN (index, self->gap), to = MAX (index, self->gap);
  int shift = index < self->gap ? -self->shift : self->shift;

  for (guint i = from; i < to; i++)
    {
      MarbreFindPlace *place = &g_array_index (self->places, MarbreFindPlace, i);

      place->start = (guint) ((int) place->start + shift);
      place->end = (guint) ((int) place->end + shift);
    }
  self->gap = index;
}

/**
 * marbre_find_places_note_edit:
 * @offset: characters before what was edited
 * @removed: characters that are gone
 * @inserted: characters that came
 * @lost: (out): how many places are gone, because they were touched
 *
 * Moves what is behind.
 *
 * Returns: the first place that is gone, or that was moved
 */
guint
marbre_find_places_note_edit (
    MarbreFindPlaces *self, guint offset, guint removed, guint inserted, guint *lost)
{
  guint first, last;

  g_return_val_if_fail (self != NULL && lost != NULL, 0);

  first = marbre_find_places_search (self, offset);
  for (last = first; last < self->places->len; last++)
    if (marbre_find_places_get (self, last).start >= offset + removed)
      break;
  move_gap (self, first);
  *lost = last - first;
  if (last > first)
    g_array_remove_range (self->places, first, last - first);
  self->shift += (int) inserted - (int) removed;
  return first;
}
