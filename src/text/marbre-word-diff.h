/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What changed between two texts, word by word. Not for showing it, and not a merge. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreWordChange:
 * @before_start: where the passage was, in bytes
 * @before_length: its bytes; 0 if it is new
 * @after_start: where it is now, in bytes
 * @after_length: its bytes; 0 if it is gone
 *
 * A passage that is not the same in both texts. Between two changes they are equal.
 */
typedef struct
{
  gsize before_start;
  gsize before_length;
  gsize after_start;
  gsize after_length;
} MarbreWordChange;

GArray *marbre_word_diff       (const char   *before,
                                const char   *after) G_GNUC_WARN_UNUSED_RESULT;
void    marbre_word_diff_count (const char   *before,
                                const char   *after,
                                const GArray *changes,
                                guint        *removed,
                                guint        *added);

G_END_DECLS
