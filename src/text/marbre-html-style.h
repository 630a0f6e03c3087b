/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a style attribute says that a text's meaning may hang on. Inside the text room only. Any
 * thread.
 */
#pragma once

#include <glib.h>

#include "marbre-html-paste.h"

G_BEGIN_DECLS

/* A property that a style may set, clear, or leave alone. */
typedef enum
{
  MARBRE_STYLE_UNSAID,
  MARBRE_STYLE_NO,
  MARBRE_STYLE_YES,
} MarbreStyleAnswer;

/**
 * MarbreHtmlStyle:
 * @bold: heavy letters
 * @italic: slanted letters
 * @struck: a line through the letters
 * @raised: 1 superscript, -1 subscript, 0 unsaid
 * @hidden: nobody sees it
 * @align: (nullable): a static string, "center" or "right"
 * @dropped: what Markdown cannot say
 * @outline_level: Word: 1 to 6 for a heading, else 0
 * @list: Word: an id of the list, 0 if it is no item of one
 * @list_level: Word: from 1
 * @list_mark: Word: it is the item's bullet or number
 * @element: Word: a static string, "footnote-list", "comment-list" or ""
 */
typedef struct
{
  MarbreStyleAnswer bold;
  MarbreStyleAnswer italic;
  MarbreStyleAnswer struck;
  int raised;
  gboolean hidden;
  const char *align;
  MarbrePastedStyles dropped;
  guint outline_level;
  guint list;
  guint list_level;
  gboolean list_mark;
  const char *element;
} MarbreHtmlStyle;

void marbre_html_style_read (const char      *text,
                             MarbreHtmlStyle *style);

G_END_DECLS
