/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WordPress through its REST API, wp/v2, signed in with an application password. A worker thread.
 */
#pragma once

#include "marbre-endpoint.h"

G_BEGIN_DECLS

#define MARBRE_SITE_WORDPRESS "wordpress"
#define MARBRE_WORDPRESS_CAPABILITIES                                                              \
  (MARBRE_CAN_DRAFT | MARBRE_CAN_SCHEDULE | MARBRE_CAN_RESERVE | MARBRE_CAN_LIST |                 \
   MARBRE_KEEPS_BLOCKS | MARBRE_CAN_PEND | MARBRE_CAN_HIDE | MARBRE_CAN_PIN | MARBRE_CAN_GUARD |   \
   MARBRE_CAN_TRASH | MARBRE_CAN_BROWSE | MARBRE_CAN_SWEEP)

#define MARBRE_TYPE_WORDPRESS (marbre_wordpress_get_type ())
G_DECLARE_FINAL_TYPE (MarbreWordpress, marbre_wordpress, MARBRE, WORDPRESS, GObject)

MarbreEndpoint *marbre_wordpress_new (MarbreSite  *site,
                                      const char  *secret,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
