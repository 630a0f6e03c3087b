/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files that read and write a Ghost post's content share; nobody else includes it.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "marbre-site-content-private.h"

G_BEGIN_DECLS

/* Nodes nest no deeper: a list in a list in a list takes four levels each. */
#define MARBRE_LEXICAL_MAX_DEPTH 200

/* The bits of a text's "format". */
enum
{
  MARBRE_LEXICAL_BOLD = 1 << 0,
  MARBRE_LEXICAL_ITALIC = 1 << 1,
  MARBRE_LEXICAL_STRIKETHROUGH = 1 << 2,
  MARBRE_LEXICAL_UNDERLINE = 1 << 3,
  MARBRE_LEXICAL_CODE = 1 << 4,
  MARBRE_LEXICAL_SUBSCRIPT = 1 << 5,
  MARBRE_LEXICAL_SUPERSCRIPT = 1 << 6,
  MARBRE_LEXICAL_HIGHLIGHT = 1 << 7,
};

/* A node of the outermost level: bytes of the document. */
typedef struct
{
  gsize start;
  gsize end;
} MarbreLexicalSpan;

/* marbre-lexical-scan.c */
GArray     *_marbre_lexical_split      (const char *document) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *_marbre_lexical_parse      (const char *node,
                                        gsize       length) G_GNUC_WARN_UNUSED_RESULT;
char       *_marbre_lexical_format     (JsonObject *node) G_GNUC_WARN_UNUSED_RESULT;
const char *_marbre_lexical_get_string (JsonObject *node,
                                        const char *name);
gint64      _marbre_lexical_get_int    (JsonObject *node,
                                        const char *name);
guint       _marbre_lexical_n_children (JsonObject *node);
JsonObject *_marbre_lexical_get_child  (JsonObject *node,
                                        guint       index);
const char *_marbre_lexical_get_type   (JsonObject *node);

/* marbre-lexical-html.c */
char *_marbre_lexical_to_html (JsonObject *node) G_GNUC_WARN_UNUSED_RESULT;

/* marbre-lexical-block.c */
char *_marbre_lexical_write_block (const char *html) G_GNUC_WARN_UNUSED_RESULT;
char *_marbre_lexical_write_card  (const char *html) G_GNUC_WARN_UNUSED_RESULT;

/* marbre-lexical-carry.c */
GHashTable *_marbre_lexical_find_links (MarbreSiteContent *self) G_GNUC_WARN_UNUSED_RESULT;
char       *_marbre_lexical_carry      (GHashTable        *links,
                                        const char        *before,
                                        const char        *after) G_GNUC_WARN_UNUSED_RESULT;

/* marbre-lexical-write.c */
void     _marbre_lexical_add_leads    (MarbreSiteWriting    *self);
char    *_marbre_lexical_write_fresh  (MarbreSiteWriting    *self,
                                       const MarbreBlock    *block) G_GNUC_WARN_UNUSED_RESULT;
gboolean _marbre_lexical_is_rewritten (MarbreSiteWriting    *self,
                                       const MarbreSiteUnit *unit,
                                       const char           *fresh);
char    *_marbre_lexical_join         (MarbreSiteWriting    *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
