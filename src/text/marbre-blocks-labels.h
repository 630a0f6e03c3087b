/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text may define for others: labels of footnotes, and references of links. Read from the
 * signs alone, so it may see more than there is, never less. Inside the text room only. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreLabel:
 * @raw: as it is written, without brackets
 * @folded: (nullable): what two labels that mean the same have in common; %NULL if we cannot tell
 * @plain: a call of it that stands alone works, whatever its letters are
 * @line: the line that it is on, from 0
 * @end: bytes from the beginning of that line to behind its colon
 *
 * What may be the label of a footnote's definition.
 */
typedef struct
{
  char *raw;    /* (owned) */
  char *folded; /* (owned) (nullable) */
  gboolean plain;
  guint line;
  gsize end;
} MarbreLabel;

GPtrArray *marbre_labels_scan (const char *text,
                               gsize       length,
                               gboolean   *defines) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
