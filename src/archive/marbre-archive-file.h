/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's file when it is opened: made private where there is none, an older one brought to
 * this program's version, a foreign one left alone. Private to the archive; on the writer's thread.
 */
#pragma once

#include "marbre-database.h"
#include "marbre-session.h"

G_BEGIN_DECLS

MarbreDatabase *marbre_archive_file_open (const char     *path,
                                          MarbreSession **session,
                                          gboolean       *rebuilt,
                                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
