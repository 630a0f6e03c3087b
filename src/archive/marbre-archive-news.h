/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's signals; what emits them is in marbre-archive-private.h. Private to the archive.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void marbre_archive_news_install (void);

G_END_DECLS
