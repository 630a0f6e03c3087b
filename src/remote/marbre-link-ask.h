/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks one site whether a page is still there, by the rules of marbre-fetch.h: no cookies, no
 * credentials, no referrer, https. Nothing of the page is kept. Synchronous: a worker thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-link.h"

G_BEGIN_DECLS

/* How long a site may be silent, in seconds. */
#define MARBRE_LINK_PATIENCE 10

MarbreLinkAnswer *marbre_link_ask (const char    *address,
                                   guint          patience,
                                   gboolean      *wait,
                                   GCancellable  *cancellable,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
