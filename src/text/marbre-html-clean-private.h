/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cleaner's inside, shared by the files that make it up: marbre-html-clean.c (the
 * walk), -block.c, -letters.c, -list.c, -table.c and -picture.c.
 */
#pragma once

#include "marbre-html-clean.h"
#include "marbre-html-line.h"
#include "marbre-html-notes.h"
#include "marbre-html-style.h"

G_BEGIN_DECLS

/* Where a line will stand. */
typedef enum
{
  MARBRE_CLEAN_TEXT,
  MARBRE_CLEAN_HEADING,
  MARBRE_CLEAN_ITEM, /* at the start of a list's item */
  MARBRE_CLEAN_CELL,
} MarbreCleanPlace;

/* How letters look, inherited from element to element. */
typedef struct
{
  MarbreLineMarks marks;
  const char *href; /* (borrowed) (nullable) */
} MarbreCleanInk;

/* A list whose items are paragraphs. */
typedef struct
{
  guint list;
  guint level;
  gboolean ordered;
} MarbreCleanList;

typedef struct
{
  MarbrePasted *pasted;      /* (borrowed): the receipt */
  GPtrArray *embedded;       /* (borrowed) (element-type GBytes): pictures the HTML held */
  GHashTable *taken;         /* (owned): index in @embedded → index in the receipt's, from 1 */
  MarbreHtmlNotes *notes;    /* (owned) */
  GString *out;              /* (owned) */
  MarbreLine *line;          /* (owned): not written yet */
  GString *pictures;         /* (owned): of the line, to be written after it */
  GArray *lists;             /* (owned) (element-type MarbreCleanList): open, outermost first */
  MarbreCleanPlace place;
  guint first_note;
  guint depth;
  gboolean from_office;      /* LibreOffice wrote it: its files are the writer's own */
  gboolean in_note;
  gboolean in_list;          /* in an item of @lists */
} MarbreClean;

void        _marbre_clean_children   (MarbreClean           *self,
                                      const GumboNode       *node,
                                      const MarbreCleanInk  *ink);
void        _marbre_clean_flush      (MarbreClean           *self);
void        _marbre_clean_begin_block (MarbreClean          *self);
gboolean    _marbre_clean_has_class  (const GumboNode       *node,
                                      const char            *name);

void        _marbre_clean_block      (MarbreClean           *self,
                                      const GumboNode       *node,
                                      const MarbreHtmlStyle *style,
                                      const MarbreCleanInk  *ink);

void        _marbre_clean_inline     (MarbreClean           *self,
                                      const GumboNode       *node,
                                      const MarbreHtmlStyle *style,
                                      const MarbreCleanInk  *inherited);
void        _marbre_clean_text       (MarbreClean           *self,
                                      const char            *text,
                                      const MarbreCleanInk  *ink);

void        _marbre_clean_list       (MarbreClean           *self,
                                      const GumboNode       *list,
                                      const MarbreCleanInk  *ink);
gboolean    _marbre_clean_list_item  (MarbreClean           *self,
                                      const GumboNode       *node,
                                      const MarbreHtmlStyle *style,
                                      const MarbreCleanInk  *ink);
void        _marbre_clean_end_lists  (MarbreClean           *self);

void        _marbre_clean_table      (MarbreClean           *self,
                                      const GumboNode       *table,
                                      const MarbreCleanInk  *ink);

void        _marbre_clean_picture    (MarbreClean           *self,
                                      const GumboNode       *image,
                                      const MarbreCleanInk  *ink);
void        _marbre_clean_figure     (MarbreClean           *self,
                                      const GumboNode       *figure,
                                      const MarbreCleanInk  *ink);

G_END_DECLS
