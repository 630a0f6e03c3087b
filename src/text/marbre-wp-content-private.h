/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files that read and write a WordPress post's content share; nobody else includes it.
 */
#pragma once

#include "marbre-wp-content.h"

G_BEGIN_DECLS

typedef enum
{
  MARBRE_WP_UNIT_TEXT,   /* Markdown says all of it */
  MARBRE_WP_UNIT_SITE,   /* a block of the site */
  MARBRE_WP_UNIT_BLANK,  /* white space, or an empty paragraph: readers see nothing of it */
  MARBRE_WP_UNIT_KICKER, /* a field */
  MARBRE_WP_UNIT_BYLINE,
} MarbreWpUnitKind;

/**
 * MarbreWpUnit:
 * @start: its first byte in the content
 * @end: behind its last
 * @name: (owned): the block, "" for what stands between blocks
 * @html: (owned) (nullable): what it encloses, if it may be text
 * @first: the first of its blocks in the Markdown
 * @n_blocks: how many it has there
 *
 * What is kept or rewritten as one. Units stand one behind the other, without a gap.
 */
typedef struct
{
  MarbreWpUnitKind kind;
  gsize start;
  gsize end;
  char *name;
  char *html;
  guint first;
  guint n_blocks;
} MarbreWpUnit;

struct _MarbreWpContent
{
  char *raw;            /* (owned) */
  GArray *units;        /* (owned) (element-type MarbreWpUnit) */
  gboolean has_blocks;  /* it was written by the block editor */
  char *kicker;         /* (owned) */
  char *byline;         /* (owned) */
  char *markdown;       /* (owned) */
  MarbreBlocks *blocks; /* (owned) (nullable): of @markdown, until another language is asked for */
};

#define MARBRE_WP_NO_UNIT G_MAXUINT

/* A part of what is written. */
typedef struct
{
  guint unit;    /* the unit that it is or takes the place of, MARBRE_WP_NO_UNIT if it is new */
  gboolean kept; /* it is that unit */
  char *fresh;   /* (owned) (nullable): what is written otherwise */
} MarbreWpPart;

typedef struct
{
  MarbreWpContent *content; /* (borrowed) */
  const MarbreWpBody *body; /* (borrowed) */
  GPtrArray *keys;          /* (owned) (element-type utf8): what each block of the body says */
  GHashTable *by_key;       /* (owned): first block's key → GArray of units */
  gboolean *used;           /* (owned): units that have a part */
  GArray *parts;            /* (owned) (element-type MarbreWpPart) */
  guint n_lost;
} MarbreWpWriting;

/* marbre-wp-content.c */
void  _marbre_wp_content_parse   (MarbreWpContent   *self,
                                  const char        *language);
char *_marbre_wp_unit_write      (MarbreWpContent   *self,
                                  const MarbreBlock *block,
                                  GHashTable        *picture_ids) G_GNUC_WARN_UNUSED_RESULT;

/* marbre-wp-content-match.c */
char         *_marbre_wp_make_key       (const MarbreBlock  *block,
                                         const char         *source) G_GNUC_WARN_UNUSED_RESULT;
MarbreWpUnit *_marbre_wp_get_unit       (MarbreWpWriting    *self,
                                         guint               index);
char         *_marbre_wp_dup_raw        (MarbreWpWriting    *self,
                                         const MarbreWpUnit *unit) G_GNUC_WARN_UNUSED_RESULT;
void          _marbre_wp_index_units    (MarbreWpWriting    *self);
guint         _marbre_wp_find_unit      (MarbreWpWriting    *self,
                                         guint               first,
                                         guint               last);
void          _marbre_wp_find_rewritten (MarbreWpWriting    *self);

G_END_DECLS
