/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was fetched from other people's sites, in a folder with a maximum, so that a story shows it
 * on the train, too. May be deleted at any time. Any thread but one that draws.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What all files may have together; the oldest go first. */
#define MARBRE_FETCH_CACHE_MAX_BYTES (128 * 1024 * 1024)

GBytes *marbre_fetch_cache_get (const char *folder,
                                const char *key,
                                gint64      max_age) G_GNUC_WARN_UNUSED_RESULT;
void    marbre_fetch_cache_put (const char *folder,
                                const char *key,
                                GBytes     *bytes,
                                guint64     max_bytes);

G_END_DECLS
