/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The body of a story as a list of blocks: Markdown in, for each top-level block its place in the
 * source and its sanitized HTML out (DESIGN §4). The preview, the publisher and the outline all
 * read this one result. Not for the other fields of the story, not for fetching anything.
 * Immutable and counted atomically: any thread.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Longer bodies are cut at a line below this; no story comes near (the Bible has 5 MB). */
#define MARBRE_BLOCKS_MAX_BYTES (16u * 1024 * 1024)

typedef enum
{
  MARBRE_BLOCK_PARAGRAPH,
  MARBRE_BLOCK_HEADING,
  MARBRE_BLOCK_LIST,
  MARBRE_BLOCK_QUOTE,
  MARBRE_BLOCK_CODE,
  MARBRE_BLOCK_TABLE,
  MARBRE_BLOCK_FIGURE,
  MARBRE_BLOCK_PULLQUOTE,
  MARBRE_BLOCK_READ_ALSO,
  MARBRE_BLOCK_BOX,
  MARBRE_BLOCK_KEY_POINTS,
  MARBRE_BLOCK_EMBED,
  MARBRE_BLOCK_RULE,
  MARBRE_BLOCK_HTML,
  MARBRE_BLOCK_FOOTNOTES,
  MARBRE_BLOCK_SITE, /* marbre-site-block.h */
} MarbreBlockKind;

/**
 * MarbreBlock:
 * @level: 1–6 for headings, else 0
 * @start: first byte in the source, at the start of a line
 * @end: byte after the last, before that line's end mark
 * @first_line: first line, 0-based
 * @last_line: last line, 0-based
 * @hash: of @html: the same HTML has the same hash in every run
 * @html: sanitized and well-formed on its own; "" if nothing of it may be shown
 * @text: plain text of a heading, else %NULL
 */
typedef struct
{
  MarbreBlockKind kind;
  guint level;
  gsize start;
  gsize end;
  guint first_line;
  guint last_line;
  guint64 hash;
  const char *html; /* (owned) by the list */
  const char *text; /* (owned) by the list (nullable) */
} MarbreBlock;

/**
 * MarbreNotePlace:
 * @first_line: first line of its definition, 0-based
 * @last_line: last line of it
 * @offset: UTF-16 units of the note's text before the place
 * @html: what the definition became
 *
 * A place in a footnote.
 */
typedef struct
{
  guint first_line;
  guint last_line;
  guint offset;
  const char *html; /* (owned) by the list */
} MarbreNotePlace;

/**
 * MarbreUriMapper:
 * @uri: a picture's source as the story has it
 * @data: the caller's
 *
 * Says where a picture is found, for example in the media store. Called on the parsing thread.
 * What it returns is trusted.
 *
 * Returns: (transfer full) (nullable): another URI, %NULL to keep @uri
 */
typedef char *(*MarbreUriMapper) (const char *uri,
                                  gpointer    data);

typedef struct _MarbreBlocks MarbreBlocks;

#define MARBRE_TYPE_BLOCKS (marbre_blocks_get_type ())
GType              marbre_blocks_get_type   (void);
MarbreBlocks      *marbre_blocks_parse      (const char      *markdown,
                                             gssize           length,
                                             const char      *language,
                                             MarbreUriMapper  map_image,
                                             gpointer         data) G_GNUC_WARN_UNUSED_RESULT;
MarbreBlocks      *marbre_blocks_parse_for_desk (const char  *markdown,
                                                 gssize       length,
                                                 const char  *language)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreBlocks      *marbre_blocks_edit       (MarbreBlocks    *self,
                                             guint            kept_before,
                                             guint            kept_after,
                                             const char      *text,
                                             gssize           length,
                                             gsize            limit) G_GNUC_WARN_UNUSED_RESULT;
MarbreBlocks      *marbre_blocks_ref        (MarbreBlocks    *self);
void               marbre_blocks_unref      (MarbreBlocks    *self);
const char        *marbre_blocks_get_language (MarbreBlocks  *self);
guint              marbre_blocks_get_length (MarbreBlocks    *self);
const MarbreBlock *marbre_blocks_get        (MarbreBlocks    *self,
                                             guint            index);
guint              marbre_blocks_find_line  (MarbreBlocks    *self,
                                             guint            line);
gboolean           marbre_blocks_find_note  (MarbreBlocks    *self,
                                             guint            offset,
                                             MarbreNotePlace *place);
guint              marbre_blocks_find_note_on_line (MarbreBlocks    *self,
                                                    guint            line,
                                                    MarbreNotePlace *place);
char              *marbre_blocks_to_html    (MarbreBlocks    *self) G_GNUC_WARN_UNUSED_RESULT;
char              *marbre_blocks_to_text    (MarbreBlocks    *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreBlocks, marbre_blocks_unref)

G_END_DECLS
