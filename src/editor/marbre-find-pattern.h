/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked for, ready to be found in any text. Knows neither fields nor widgets; immutable,
 * any thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bytes of what is looked for, and of what is put in its place. */
#define MARBRE_FIND_MAX_NEEDLE 2000

/**
 * MarbreFindFlags:
 * @MARBRE_FIND_REGEX: the needle is a regular expression (PCRE2)
 * @MARBRE_FIND_CASE: capitals count
 * @MARBRE_FIND_WORD: whole words only
 * @MARBRE_FIND_EXACT: accents, and the shapes of quotes and spaces, count; without it, a letter
 *   without an accent stands for those with one too, and what a keyboard has for what is printed
 */
typedef enum
{
  MARBRE_FIND_REGEX = 1 << 0,
  MARBRE_FIND_CASE = 1 << 1,
  MARBRE_FIND_WORD = 1 << 2,
  MARBRE_FIND_EXACT = 1 << 3,
} MarbreFindFlags;

typedef struct _MarbreFindPattern MarbreFindPattern;

/**
 * MarbreFindFunc:
 * @match: what was found
 * @start: bytes of the text before it
 * @end: bytes before what follows it; never @start
 * @data: the caller's
 *
 * Returns: %FALSE to find no more
 */
typedef gboolean (*MarbreFindFunc) (const GMatchInfo *match,
                                    gsize             start,
                                    gsize             end,
                                    gpointer          data);

MarbreFindPattern *marbre_find_pattern_new    (const char         *needle,
                                               MarbreFindFlags     flags,
                                               GError            **error)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreFindPattern *marbre_find_pattern_ref    (MarbreFindPattern  *self);
void               marbre_find_pattern_unref  (MarbreFindPattern  *self);
GRegex            *marbre_find_pattern_get_regex (MarbreFindPattern *self);
gboolean           marbre_find_pattern_is_regex  (MarbreFindPattern *self);
gboolean           marbre_find_pattern_search (MarbreFindPattern  *self,
                                               const char         *text,
                                               gsize               length,
                                               gint64              until,
                                               GCancellable       *cancellable,
                                               MarbreFindFunc      func,
                                               gpointer            data,
                                               GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreFindPattern, marbre_find_pattern_unref)

G_END_DECLS
