/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key of a Ghost, and the short-lived tokens that are signed with it. No requests. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long a token is valid; Ghost takes no more than this. */
#define MARBRE_GHOST_TOKEN_SECONDS 300

typedef struct _MarbreGhostKey MarbreGhostKey;

MarbreGhostKey *marbre_ghost_key_parse (const char      *text,
                                        GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void            marbre_ghost_key_free  (MarbreGhostKey  *self);
char           *marbre_ghost_key_sign  (MarbreGhostKey  *self,
                                        gint64           now) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreGhostKey, marbre_ghost_key_free)

G_END_DECLS
