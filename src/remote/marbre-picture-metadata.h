/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What gexiv2 needs around it: it is made ready once, one thread at a time is in it (its parser of
 * XMP has a global state), and it writes into files only. For marbre-picture-texts.c and
 * marbre-picture-outgoing.c; worker threads.
 */
#pragma once

#include <gexiv2/gexiv2.h>

G_BEGIN_DECLS

void            marbre_picture_metadata_lock   (void);
void            marbre_picture_metadata_unlock (void);
GExiv2Metadata *marbre_picture_metadata_open   (GBytes          *bytes) G_GNUC_WARN_UNUSED_RESULT;
gboolean        marbre_picture_metadata_has    (GExiv2Metadata  *metadata,
                                                const char      *tag);
GBytes         *marbre_picture_metadata_write  (GExiv2Metadata  *metadata,
                                                GBytes          *picture,
                                                GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
