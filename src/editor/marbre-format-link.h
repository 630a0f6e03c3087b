/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The link at the caret, to and from its words and its address. Not the dialog that asks for them.
 * Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks.h"

G_BEGIN_DECLS

/**
 * MarbreFormatLink:
 * @start: characters before it
 * @source: what stands there: a link, or what is to become one
 * @text: its words
 * @url: its address, "" if it is no link yet
 * @title: what stands behind the address: a blank and the title in its marks, or ""
 *
 * A link, or the place for one.
 */
typedef struct
{
  int start;
  char *source; /* (owned) */
  char *text;   /* (owned) */
  char *url;    /* (owned) */
  char *title;  /* (owned) */
} MarbreFormatLink;

void     marbre_format_link_find  (GtkTextBuffer          *buffer,
                                   MarbreBlocks           *blocks,
                                   MarbreFormatLink       *out);
gboolean marbre_format_link_write (GtkTextBuffer          *buffer,
                                   const MarbreFormatLink *link,
                                   const char             *text,
                                   const char             *url);
void     marbre_format_link_clear (MarbreFormatLink       *link);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreFormatLink, marbre_format_link_clear)

G_END_DECLS
