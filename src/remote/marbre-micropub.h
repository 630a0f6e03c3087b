/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any site that speaks Micropub (W3C Recommendation of 2017), the embedded one among them. A worker
 * thread.
 */
#pragma once

#include "marbre-endpoint.h"

G_BEGIN_DECLS

#define MARBRE_SITE_MICROPUB "micropub"

#define MARBRE_TYPE_MICROPUB (marbre_micropub_get_type ())
G_DECLARE_FINAL_TYPE (MarbreMicropub, marbre_micropub, MARBRE, MICROPUB, GObject)

MarbreCapabilities
                marbre_micropub_look_up_capabilities
                                    (MarbreSite  *site);
MarbreEndpoint *marbre_micropub_new (MarbreSite  *site,
                                     const char  *token,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
