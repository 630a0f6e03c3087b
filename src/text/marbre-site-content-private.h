/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files that read and write an article in a site's form share; nobody else includes it.
 */
#pragma once

#include "marbre-site-content.h"

G_BEGIN_DECLS

typedef enum
{
  MARBRE_SITE_UNIT_TEXT,   /* Markdown says all of it */
  MARBRE_SITE_UNIT_SITE,   /* a block of the site */
  MARBRE_SITE_UNIT_BLANK,  /* white space, or an empty paragraph: readers see nothing of it */
  MARBRE_SITE_UNIT_KICKER, /* a field */
  MARBRE_SITE_UNIT_BYLINE,
} MarbreSiteUnitKind;

/**
 * MarbreSiteUnit:
 * @start: its first byte in the content
 * @end: behind its last
 * @name: (owned): the kind of block, "" for what stands between blocks
 * @html: (owned) (nullable): what it says, if it may be text
 * @first: the first of its blocks in the Markdown
 * @n_blocks: how many it has there
 *
 * What is kept or rewritten as one. Units follow each other.
 */
typedef struct
{
  MarbreSiteUnitKind kind;
  gsize start;
  gsize end;
  char *name;
  char *html;
  guint first;
  guint n_blocks;
} MarbreSiteUnit;

typedef struct _MarbreSiteDialect MarbreSiteDialect;

struct _MarbreSiteContent
{
  const MarbreSiteDialect *dialect;
  char *raw;            /* (owned) */
  GArray *units;        /* (owned) (element-type MarbreSiteUnit) */
  gboolean has_blocks;  /* it was written by an editor of blocks */
  char *kicker;         /* (owned) (nullable) */
  char *byline;         /* (owned) (nullable) */
  char *markdown;       /* (owned) */
  MarbreBlocks *blocks; /* (owned) (nullable): of @markdown, until another language is asked for */
};

#define MARBRE_SITE_NO_UNIT G_MAXUINT

/* A part of what is written. */
typedef struct
{
  guint unit;    /* the unit that it is or takes the place of, MARBRE_SITE_NO_UNIT if it is new */
  gboolean kept; /* it is that unit */
  char *fresh;   /* (owned) (nullable): what is written otherwise */
} MarbreSitePart;

typedef struct
{
  MarbreSiteContent *content; /* (borrowed) */
  const MarbreSiteBody *body; /* (borrowed) */
  GPtrArray *keys;          /* (owned) (element-type utf8): what each block of the body says */
  GHashTable *by_key;       /* (owned): first block's key → GArray of units */
  gboolean *used;           /* (owned): units that have a part */
  GArray *parts;            /* (owned) (element-type MarbreSitePart) */
  guint n_lost;
} MarbreSiteWriting;

/**
 * MarbreSiteDialect:
 * @name_site_block: (transfer full): the name of a unit that is a block of the site
 * @is_said: whether @html, which Markdown made of the unit, says all that the unit does
 * @add_leads: adds parts for kicker and byline
 * @write_fresh: (transfer full): a block that is not at the site; "" if nothing of it may be sent
 * @is_rewritten: whether @fresh may be @unit, which is text of one block, rewritten
 * @join: (transfer full): what the parts make together
 *
 * What differs from one kind of site to the other.
 */
struct _MarbreSiteDialect
{
  char *(*name_site_block) (MarbreSiteContent *self, const MarbreSiteUnit *unit);
  gboolean (*is_said) (MarbreSiteContent *self, const MarbreSiteUnit *unit, const char *html);
  void (*add_leads) (MarbreSiteWriting *self);
  char *(*write_fresh) (MarbreSiteWriting *self, const MarbreBlock *block);
  gboolean (*is_rewritten) (MarbreSiteWriting *self,
                            const MarbreSiteUnit *unit,
                            const char *fresh);
  char *(*join) (MarbreSiteWriting *self);
};

/* marbre-site-content.c */
MarbreSiteContent *_marbre_site_content_new      (const MarbreSiteDialect *dialect,
                                                  const char              *raw)
                                                  G_GNUC_WARN_UNUSED_RESULT;
void               _marbre_site_add_unit (MarbreSiteContent       *self,
                                                  MarbreSiteUnitKind       kind,
                                                  gsize                    start,
                                                  gsize                    end,
                                                  const char              *name,
                                                  char                    *html);
gboolean           _marbre_site_content_settle   (MarbreSiteContent       *self,
                                                  GError                 **error);
void               _marbre_site_content_parse    (MarbreSiteContent       *self,
                                                  const char              *language);

/* marbre-site-content-write.c */
void     _marbre_site_add_part       (MarbreSiteWriting *self,
                                      guint              unit,
                                      gboolean           kept,
                                      char              *fresh);
gboolean _marbre_site_are_neighbours (MarbreSiteWriting *self,
                                      guint              from,
                                      guint              to);
gboolean _marbre_site_is_edge        (MarbreSiteWriting *self,
                                      guint              unit,
                                      gboolean           start);

/* marbre-site-content-match.c */
char           *_marbre_site_make_key       (const MarbreBlock    *block,
                                             const char           *source)
                                             G_GNUC_WARN_UNUSED_RESULT;
MarbreSiteUnit *_marbre_site_get_unit       (MarbreSiteWriting    *self,
                                             guint                 index);
char           *_marbre_site_dup_raw        (MarbreSiteWriting    *self,
                                             const MarbreSiteUnit *unit)
                                             G_GNUC_WARN_UNUSED_RESULT;
void            _marbre_site_index_units    (MarbreSiteWriting    *self);
guint           _marbre_site_find_unit      (MarbreSiteWriting    *self,
                                             guint                 first,
                                             guint                 last);
gboolean        _marbre_site_is_alike       (const char           *one,
                                             const char           *other);
void            _marbre_site_find_rewritten (MarbreSiteWriting    *self);

G_END_DECLS
