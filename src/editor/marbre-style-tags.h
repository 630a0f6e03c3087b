/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How Markdown looks in the editor: a tag for each thing that its markup says, in the colours of a
 * light and of a dark desktop. Not where they go (marbre-highlighter.h). Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks-runs.h"

G_BEGIN_DECLS

/* px: a figure's line leaves room for its picture. */
#define MARBRE_STYLE_THUMBNAIL_WIDTH  104
#define MARBRE_STYLE_THUMBNAIL_HEIGHT 70

/**
 * MarbreStyle:
 * @MARBRE_STYLE_FOLDED: too small to be seen
 *
 * One way to look. Up to %MARBRE_STYLE_FIGURE they are of whole lines.
 */
typedef enum
{
  MARBRE_STYLE_HEADING_1,
  MARBRE_STYLE_HEADING_2,
  MARBRE_STYLE_HEADING_3,
  MARBRE_STYLE_HEADING_4,
  MARBRE_STYLE_QUOTE,
  MARBRE_STYLE_PULLQUOTE,
  MARBRE_STYLE_CODE_LINE,
  MARBRE_STYLE_TABLE,
  MARBRE_STYLE_NOTE,
  MARBRE_STYLE_FIGURE,
  MARBRE_STYLE_STRONG,
  MARBRE_STYLE_EMPHASIS,
  MARBRE_STYLE_STRIKE,
  MARBRE_STYLE_CODE,
  MARBRE_STYLE_LINK,
  MARBRE_STYLE_MARK,
  MARBRE_STYLE_CALL,
  MARBRE_STYLE_KEYWORD,
  MARBRE_STYLE_TO_COME,
  MARBRE_STYLE_COMMENT,
  MARBRE_STYLE_ADDED,
  MARBRE_STYLE_REMOVED,
  MARBRE_STYLE_FLAGGED,
  MARBRE_STYLE_FOLDED,
  MARBRE_N_STYLES,
} MarbreStyle;

#define MARBRE_TYPE_STYLE_TAGS (marbre_style_tags_get_type ())
G_DECLARE_FINAL_TYPE (MarbreStyleTags, marbre_style_tags, MARBRE, STYLE_TAGS, GObject)

MarbreStyleTags *marbre_style_tags_new         (GtkTextTagTable *table) G_GNUC_WARN_UNUSED_RESULT;
void             marbre_style_tags_set_dark    (MarbreStyleTags *self,
                                                gboolean         dark);
void             marbre_style_tags_set_context (MarbreStyleTags *self,
                                                PangoContext    *context);
GtkTextTag      *marbre_style_tags_get         (MarbreStyleTags *self,
                                                MarbreStyle      style);
gboolean         marbre_style_tags_find        (MarbreStyleTags *self,
                                                GtkTextTag      *tag,
                                                MarbreStyle     *style);
GtkTextTag      *marbre_style_tags_get_hang    (MarbreStyleTags *self,
                                                const char      *prefix);
gboolean         marbre_style_tags_is_hang     (MarbreStyleTags *self,
                                                GtkTextTag      *tag);
gboolean         marbre_style_from_run         (const MarbreRun *run,
                                                MarbreStyle     *style);
gboolean         marbre_style_is_line          (MarbreStyle      style);

G_END_DECLS
