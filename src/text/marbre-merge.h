/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two texts that were one, put together again: what one side changed and the other did not is
 * taken, word by word; where both changed the same words, the paragraph is left to a person. Not
 * for showing it. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreMergePart:
 * @overlap: both sides changed it, each in its way
 * @text: (owned): what it becomes; of an overlap, what mine says
 * @base: (owned) (nullable): of an overlap, what both began with
 * @theirs: (owned) (nullable): of an overlap, what the other side made of it
 *
 * A passage. All of them in a row are the text.
 */
typedef struct
{
  gboolean overlap;
  char *text;
  char *base;
  char *theirs;
} MarbreMergePart;

GPtrArray *marbre_merge_texts (const char *base,
                               const char *mine,
                               const char *theirs,
                               guint      *n_taken) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
