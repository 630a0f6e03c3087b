/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any system with a JSON API, as a site profile describes it (docs/site-profiles.md): which
 * requests there are, where in an article's JSON each field of a story is, how one signs in. For a
 * worker thread, see marbre-endpoint.h.
 */
#pragma once

#include "marbre-endpoint.h"
#include "marbre-mapping.h"

G_BEGIN_DECLS

#define MARBRE_SITE_GENERIC "generic"

#define MARBRE_TYPE_GENERIC (marbre_generic_get_type ())
G_DECLARE_FINAL_TYPE (MarbreGeneric, marbre_generic, MARBRE, GENERIC, GObject)

MarbreEndpoint *marbre_generic_new       (MarbreSite     *site,
                                          const char     *secret,
                                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;
MarbreCapabilities
                marbre_generic_look_up_capabilities
                                         (const char     *mapping);
MarbreSite     *marbre_generic_make_site (MarbreMapping  *mapping,
                                          const char     *api,
                                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
