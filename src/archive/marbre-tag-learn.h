/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Learns from the archive how the newsroom tags. Takes seconds to minutes: for a thread of its own,
 * with a connection of its own, which only reads. Private to the archive.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-index-table.h"
#include "marbre-tag-model.h"

G_BEGIN_DECLS

/* With fewer stories nothing is learnt. */
#define MARBRE_TAG_LEARN_MIN 20

gboolean        marbre_tag_learn_is_due (const MarbreIndexTotal  *total);
MarbreTagModel *marbre_tag_learn        (MarbreIndexReader       *reader,
                                         GCancellable            *cancellable,
                                         GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
