/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Enough of Ghost in memory to publish to, for a RemoteDouble: it looks at tokens and at the moment
 * of the last change as Ghost does.
 */
#pragma once

#include "remote-double.h"

#define GHOST_DOUBLE_KEY "6b036400c0ffee0000000001:00112233445566778899aabbccddeeff"

typedef struct _GhostDouble GhostDouble;

GhostDouble *ghost_double_new     (RemoteDouble *wire);
void         ghost_double_free    (GhostDouble  *self);
guint        ghost_double_n_posts (GhostDouble  *self);
void         ghost_double_edit    (GhostDouble  *self,
                                   const char   *title);
void         ghost_double_set_document (GhostDouble *self,
                                        const char  *document);
void         ghost_double_set_lag (GhostDouble  *self,
                                   int           seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GhostDouble, ghost_double_free)
