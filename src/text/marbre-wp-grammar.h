/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The grammar of WordPress's block editor: HTML in which comments say where a block begins and ends
 * and how it is set up. Not for what a block means (marbre-wp-read.h). Any thread.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MarbreWpPiece:
 * @start: its first byte
 * @end: behind its last
 * @inner_start: the first byte of what its comments enclose; what stands between blocks has none
 * @inner_end: behind the last byte of that
 * @name: (owned): such as "core/paragraph"; "" for what stands between blocks
 * @attributes: (owned): how it is set up, JSON; "" if it does not say
 * @broken: its end is missing, or an end is there without a start
 *
 * A block of the outermost level, or what stands between two.
 */
typedef struct
{
  gsize start;
  gsize end;
  gsize inner_start;
  gsize inner_end;
  char *name;
  char *attributes;
  gboolean broken;
} MarbreWpPiece;

/**
 * MarbreWpDelimiter:
 * @length: its bytes
 * @closes: it ends a block
 * @is_void: it is a whole block
 * @name: (owned): the block, with its namespace
 * @attributes: (owned): JSON, "" if there are none
 *
 * One of the comments.
 */
typedef struct
{
  gsize length;
  gboolean closes;
  gboolean is_void;
  char *name;
  char *attributes;
} MarbreWpDelimiter;

GArray     *marbre_wp_grammar_split      (const char        *content) G_GNUC_WARN_UNUSED_RESULT;
gboolean    marbre_wp_grammar_match      (const char        *text,
                                          MarbreWpDelimiter *delimiter);
void        marbre_wp_delimiter_clear    (MarbreWpDelimiter *self);
JsonObject *marbre_wp_attributes_parse   (const char        *attributes) G_GNUC_WARN_UNUSED_RESULT;
char       *marbre_wp_attributes_format  (JsonObject        *attributes) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreWpDelimiter, marbre_wp_delimiter_clear)

G_END_DECLS
