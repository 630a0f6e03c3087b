/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows what was found, below the text: only what is in sight is looked at, and nothing is laid out
 * anew, which tags would do to each paragraph. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-find-places.h"

G_BEGIN_DECLS

/**
 * MarbreFindInk:
 * @places: (nullable): what was found in the text
 * @current: the index of the one that the writer is at; −1 for none
 * @range: what is searched, if that is a part
 * @has_range: whether it is
 */
typedef struct
{
  const MarbreFindPlaces *places;
  int current;
  MarbreFindPlace range;
  gboolean has_range;
} MarbreFindInk;

void marbre_find_ink_set      (GtkTextView         *view,
                               const MarbreFindInk *ink);
void marbre_find_ink_snapshot (GtkTextView         *view,
                               GtkTextViewLayer     layer,
                               GtkSnapshot         *snapshot);

G_END_DECLS
