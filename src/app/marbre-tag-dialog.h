/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks what a tag is to be called, which of several is to remain, or which other names it has. It
 * changes nothing. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-tag-entry.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_TAG_DIALOG (marbre_tag_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MarbreTagDialog, marbre_tag_dialog, MARBRE, TAG_DIALOG, AdwMessageDialog)

GtkWidget *marbre_tag_dialog_new_rename  (GtkWindow      *parent,
                                          MarbreTagEntry *entry);
GtkWidget *marbre_tag_dialog_new_merge   (GtkWindow      *parent,
                                          GPtrArray      *entries);
GtkWidget *marbre_tag_dialog_new_aliases (GtkWindow      *parent,
                                          MarbreTagEntry *entry);

G_END_DECLS
