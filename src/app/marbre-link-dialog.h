/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks where a link leads: the archive's stories are searched first, an address may be typed, and
 * the clipboard's is proposed. It writes nothing itself. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-archive.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_LINK_DIALOG (marbre_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MarbreLinkDialog, marbre_link_dialog, MARBRE, LINK_DIALOG, AdwWindow)

MarbreLinkDialog *marbre_link_dialog_new (GtkWindow     *parent,
                                          MarbreArchive *archive,
                                          const char    *text,
                                          const char    *url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
