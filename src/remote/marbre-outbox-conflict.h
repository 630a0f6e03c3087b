/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story that was changed here and at its site: what both sides say, and the end of the matter
 * once somebody has decided. Not for the decision. On the outbox's thread.
 */
#pragma once

#include "marbre-outbox.h"

G_BEGIN_DECLS

/**
 * MarbreConflict:
 * @row_id: the row of the outbox that stopped
 * @posting: (owned): the story at the site as it was last seen; its base_body is what both began
 *   with
 * @base: (owned) (nullable): all of the story as it was then, if that is known
 * @theirs: (owned): the story as the site has it now, with our names of pictures
 * @version: (owned): of that
 */
typedef struct
{
  gint64 row_id;
  MarbrePosting *posting;
  MarbreStory *base;
  MarbreStory *theirs;
  char *version;
} MarbreConflict;

void            marbre_outbox_look_async    (MarbreOutbox         *self,
                                             gint64                row_id,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
MarbreConflict *marbre_outbox_look_finish   (MarbreOutbox         *self,
                                             GAsyncResult         *result,
                                             GError              **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
void            marbre_outbox_settle_async  (MarbreOutbox         *self,
                                             MarbreConflict       *conflict,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean        marbre_outbox_settle_finish (MarbreOutbox         *self,
                                             GAsyncResult         *result,
                                             GError              **error);
MarbreConflict *marbre_conflict_copy        (const MarbreConflict *self)
                                             G_GNUC_WARN_UNUSED_RESULT;
void            marbre_conflict_free        (MarbreConflict       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreConflict, marbre_conflict_free)

G_END_DECLS
