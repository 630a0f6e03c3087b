/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ghost through its Admin API, versions 5 and 6, signed in with the key of an integration or of a
 * member of its staff. A worker thread.
 */
#pragma once

#include "marbre-endpoint.h"

G_BEGIN_DECLS

#define MARBRE_SITE_GHOST "ghost"
/* Deleting is for good there, so it is not done from here. */
#define MARBRE_GHOST_CAPABILITIES                                                                  \
  (MARBRE_CAN_DRAFT | MARBRE_CAN_SCHEDULE | MARBRE_CAN_RESERVE | MARBRE_CAN_LIST |                 \
   MARBRE_KEEPS_BLOCKS | MARBRE_CAN_SWEEP | MARBRE_CAN_PIN)

#define MARBRE_TYPE_GHOST (marbre_ghost_get_type ())
G_DECLARE_FINAL_TYPE (MarbreGhost, marbre_ghost, MARBRE, GHOST, GObject)

MarbreEndpoint *marbre_ghost_new (MarbreSite  *site,
                                  const char  *key,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
