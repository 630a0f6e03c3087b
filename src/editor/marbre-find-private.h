/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search's inside, shared by the files that make it up: marbre-find.c (what is looked for and
 * when), -walk.c (from one place to the next) and -replace.c. Nobody else includes this. Main
 * thread.
 */
#pragma once

#include "marbre-find-field.h"
#include "marbre-find.h"

G_BEGIN_DECLS

/**
 * MarbreFindWish:
 * @MARBRE_FIND_WISH_NONE: only mark
 * @MARBRE_FIND_WISH_SHOW: go to the first place from where one began
 * @MARBRE_FIND_WISH_NEXT: go to the next one
 * @MARBRE_FIND_WISH_PREVIOUS: go to the previous one
 *
 * What to do as soon as the places are known.
 */
typedef enum
{
  MARBRE_FIND_WISH_NONE,
  MARBRE_FIND_WISH_SHOW,
  MARBRE_FIND_WISH_NEXT,
  MARBRE_FIND_WISH_PREVIOUS,
} MarbreFindWish;

struct _MarbreFind
{
  GObject parent_instance;

  MarbreEditor *editor; /* (borrowed) (nullable): a weak pointer */
  GPtrArray *fields;    /* (owned) (element-type MarbreFindField): from the top to the bottom */
  MarbreWorker *worker; /* (owned) (nullable): made when it is needed */

  char *needle; /* (owned) */
  MarbreFindFlags flags;
  MarbreFindPattern *pattern; /* (owned) (nullable): of @needle; NULL for none or a wrong one */
  char *replacement;          /* (owned): as typed */

  GCancellable *search;    /* (owned) (nullable): under way */
  GCancellable *replacing; /* (owned) (nullable): under way */
  guint delay;             /* GSource id: a search after a pause; 0 if none */
  guint64 generation;      /* counts edits */
  gboolean stale;          /* the places are those of an older text */
  MarbreFindWish wish;
  guint replacements; /* how many single ones are waited for */

  MarbreFindField *home; /* (borrowed): of @fields: where the writer is */
  MarbreFindField *begun_in; /* (borrowed): of @fields: where one was before */
  MarbreFindPlace begun_at;  /* what was selected there */
  double begun_line;         /* and how far down the pane was */
  gboolean open;
  gboolean chosen; /* the writer went to a place on purpose */

  char *message; /* (owned) (nullable): what to say about it */
  gboolean problem;
  GPtrArray *done; /* (owned) (element-type MarbreFindUndo): oldest first */
};

/* marbre-find.c */
void    _marbre_find_search      (MarbreFind         *self,
                                  MarbreFindWish      wish);
GArray *_marbre_find_dup_texts   (MarbreFind         *self) G_GNUC_WARN_UNUSED_RESULT;
void    _marbre_find_say         (MarbreFind         *self,
                                  const char         *message,
                                  gboolean            problem);
void    _marbre_find_tell        (MarbreFind         *self);

/* marbre-find-walk.c */
void    _marbre_find_walk        (MarbreFind         *self,
                                  MarbreFindWish      wish);
void    _marbre_find_find_home   (MarbreFind         *self);
gboolean _marbre_find_has_current (MarbreFind        *self);
MarbreFindPlace _marbre_find_get_here (MarbreFind    *self);
void    _marbre_find_look_at     (MarbreFind         *self,
                                  MarbreFindPlace     here);

/* marbre-find-replace.c */
void    _marbre_find_go_on       (MarbreFind         *self);

G_END_DECLS
