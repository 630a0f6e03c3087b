/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sample newsroom that comes with the program: its stories and pictures, put into the archive
 * and onto the embedded site. Not for tests' fixtures. Any thread but one that draws.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-pressroom.h"

G_BEGIN_DECLS

gboolean marbre_samples_install_sync (MarbrePressroom  *pressroom,
                                      MarbreArchive    *archive,
                                      MarbreSite       *site,
                                      GCancellable     *cancellable,
                                      GError          **error);

G_END_DECLS
