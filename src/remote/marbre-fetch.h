/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a story shows of other people's sites: one picture, or the card of one page. Asked for
 * without cookies, credentials or referrer, by https (http on this machine only), with a limit for
 * everything. Not for a newsroom's own sites. Synchronous: a worker thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-card.h"

G_BEGIN_DECLS

/* Bytes of the longest file that is read. */
#define MARBRE_FETCH_MAX_PICTURE (24 * 1024 * 1024)
#define MARBRE_FETCH_MAX_PAGE    (3 * 1024 * 1024)

GBytes     *marbre_fetch_picture (const char    *address,
                                  GCancellable  *cancellable,
                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;
MarbreCard *marbre_fetch_card    (const char    *address,
                                  GCancellable  *cancellable,
                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean    marbre_fetch_may_redirect (GUri          *from,
                                       GUri          *to,
                                       GCancellable  *cancellable,
                                       GError       **error);

G_END_DECLS
