/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far a site was read: what the archive keeps as its sync mark, as JSON. Not the posts.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreSyncState:
 * @mark: (owned) (nullable): the latest change of the last sync that came to its end, RFC 3339;
 *   %NULL if none did
 * @next: (owned) (nullable): where the list goes on that was being read; %NULL if none was
 * @since: (owned) (nullable): what that list was asked for
 * @newest: the latest change that was seen in it, seconds UTC
 * @seen: posts that were read of it
 * @swept: when it was last looked for what the site has lost, seconds UTC
 * @surplus: how many more posts the site counted then than it showed
 */
typedef struct
{
  char *mark;
  char *next;
  char *since;
  gint64 newest;
  gint64 seen;
  gint64 swept;
  gint64 surplus;
} MarbreSyncState;

void  marbre_sync_state_read  (MarbreSyncState *self,
                               const char      *text);
char *marbre_sync_state_write (const MarbreSyncState *self) G_GNUC_WARN_UNUSED_RESULT;
void  marbre_sync_state_clear (MarbreSyncState *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreSyncState, marbre_sync_state_clear)

G_END_DECLS
