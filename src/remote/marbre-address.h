/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses that may be talked to: https anywhere, http on this machine only. All of remote/'s URLs
 * are made here, from parts, by GUri. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An address longer than this is nobody's. */
#define MARBRE_ADDRESS_MAX_BYTES 4096

GUri     *marbre_address_parse       (const char  *text,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GUri     *marbre_address_resolve     (GUri        *base,
                                      const char  *reference,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GUri     *marbre_address_with_query  (GUri        *base,
                                      const char  *name,
                                      ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
GUri     *marbre_address_with_path   (GUri        *base,
                                      const char  *path) G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_address_is_loopback (GUri        *uri);
gboolean  marbre_address_same_origin (GUri        *a,
                                      GUri        *b);

G_END_DECLS
