/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tag of the newsroom as the list of all tags shows it. Immutable, so any thread may read.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_TAG_ENTRY (marbre_tag_entry_get_type ())
G_DECLARE_FINAL_TYPE (MarbreTagEntry, marbre_tag_entry, MARBRE, TAG_ENTRY, GObject)

const char        *marbre_tag_entry_get_name    (MarbreTagEntry *self);
guint              marbre_tag_entry_get_count   (MarbreTagEntry *self);
const char *const *marbre_tag_entry_get_aliases (MarbreTagEntry *self);
const char *const *marbre_tag_entry_get_near    (MarbreTagEntry *self);
gboolean           marbre_tag_entry_matches     (MarbreTagEntry *self,
                                                 const char     *folded);

G_END_DECLS
