/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the typographic rules would change in a story, as a list that a person reads before it is
 * done. Made on a thread; immutable then.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-story.h"
#include "marbre-typography.h"

G_BEGIN_DECLS

/**
 * MarbreTypographyChange:
 * @field: the field it is in
 * @offset: characters of the field before it
 * @length: characters that are replaced
 * @text: (owned): what stands there then
 * @before: (owned): the place with some words around it, as it is
 * @after: (owned): the same as it will be. In both, signs stand for spaces that cannot be seen
 */
typedef struct
{
  MarbreField field;
  guint offset;
  guint length;
  char *text;
  char *before;
  char *after;
} MarbreTypographyChange;

void       marbre_typography_list_async  (MarbreStory                   *story,
                                          const MarbreTypographyOptions *options,
                                          GCancellable                  *cancellable,
                                          GAsyncReadyCallback            callback,
                                          gpointer                       user_data);
GPtrArray *marbre_typography_list_finish (GAsyncResult                  *result,
                                          GError                       **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
