/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings passages of an earlier version back into a document, each call one step of undo in the
 * body. Not for deciding which. Main thread.
 */
#pragma once

#include "marbre-comparison.h"
#include "marbre-document.h"
#include "marbre-word-diff.h"

G_BEGIN_DECLS

gboolean marbre_restore_passage (MarbreDocument            *document,
                                 const MarbreComparedField *field,
                                 const MarbreWordChange    *change);
gboolean marbre_restore_all     (MarbreDocument            *document,
                                 GPtrArray                 *fields,
                                 MarbreStory               *story);

G_END_DECLS
