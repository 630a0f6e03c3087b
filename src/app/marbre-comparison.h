/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two versions of a story, field by field and word by word, for showing and restoring. Not a
 * widget. Main thread; the comparing is on a thread of GTask's.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-story.h"

G_BEGIN_DECLS

/**
 * MarbreComparedField:
 * @field: which of the story's texts
 * @before: (owned): the older text
 * @after: (owned): the newer text
 * @changes: (owned) (element-type MarbreWordChange): where they differ
 */
typedef struct
{
  MarbreField field;
  char *before;
  char *after;
  GArray *changes;
} MarbreComparedField;

void       marbre_comparison_make_async  (MarbreStory          *before,
                                          MarbreStory          *after,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray *marbre_comparison_make_finish (GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
