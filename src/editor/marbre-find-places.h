/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where something was found in a text that is being edited: places in order, which move with what
 * stands around them. Not for places that overlap. One thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreFindPlace:
 * @start: characters before it
 * @end: characters before what follows it
 */
typedef struct
{
  guint start;
  guint end;
} MarbreFindPlace;

typedef struct _MarbreFindPlaces MarbreFindPlaces;

MarbreFindPlaces *marbre_find_places_new       (GArray                 *places)
    G_GNUC_WARN_UNUSED_RESULT;
void              marbre_find_places_free      (MarbreFindPlaces       *self);
guint             marbre_find_places_count     (const MarbreFindPlaces *self);
MarbreFindPlace   marbre_find_places_get       (const MarbreFindPlaces *self,
                                                guint                   index);
guint             marbre_find_places_search    (const MarbreFindPlaces *self,
                                                guint                   offset);
guint             marbre_find_places_note_edit (MarbreFindPlaces       *self,
                                                guint                   offset,
                                                guint                   removed,
                                                guint                   inserted,
                                                guint                  *lost);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreFindPlaces, marbre_find_places_free)

G_END_DECLS
