/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of a story that was changed here and at its site: the fields that both sides put
 * together, and the passages that somebody has to decide. Not a widget. Main thread; the comparing
 * is on a thread of GTask's.
 */
#pragma once

#include "marbre-outbox-conflict.h"

G_BEGIN_DECLS

/**
 * MarbreOverlap:
 * @field: which of the story's texts
 * @base: (owned): what both began with, "" if that is not known
 * @mine: (owned): what the story here says
 * @theirs: (owned): what the site says
 * @choice: (owned) (nullable): what it is to be, %NULL until somebody decided
 */
typedef struct
{
  MarbreField field;
  char *base;
  char *mine;
  char *theirs;
  char *choice;
} MarbreOverlap;

typedef struct _MarbreMergePlan MarbreMergePlan;

void             marbre_merge_plan_make_async   (MarbreStory          *mine,
                                                 MarbreConflict       *conflict,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
MarbreMergePlan *marbre_merge_plan_make_finish  (GAsyncResult         *result,
                                                 GError              **error)
                                                 G_GNUC_WARN_UNUSED_RESULT;
void             marbre_merge_plan_free         (MarbreMergePlan      *self);
guint            marbre_merge_plan_get_length   (MarbreMergePlan      *self);
MarbreOverlap   *marbre_merge_plan_get          (MarbreMergePlan      *self,
                                                 guint                 index);
guint            marbre_merge_plan_get_taken    (MarbreMergePlan      *self);
guint            marbre_merge_plan_count_open   (MarbreMergePlan      *self);
MarbreStory     *marbre_merge_plan_make_story   (MarbreMergePlan      *self)
                                                 G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreMergePlan, marbre_merge_plan_free)

G_END_DECLS
