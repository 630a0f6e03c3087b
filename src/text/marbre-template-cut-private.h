/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of marbre-template-cut.h share: -cut.c (the whole), -cut-find.c and
 * -cut-body.c (what is where), -cut-write.c (what is written). Nobody else includes this.
 */
#pragma once

#include "marbre-page-outline.h"
#include "marbre-template-cut.h"

G_BEGIN_DECLS

/* How a slot's content is to be shown so that it reads as the page has it. */
typedef enum
{
  MARBRE_CUT_FORM_PLAIN,
  MARBRE_CUT_FORM_NAME,    /* a byline without "By" */
  MARBRE_CUT_FORM_DATE,    /* a date without "Published" */
  MARBRE_CUT_FORM_SECTION, /* the breadcrumb's last part only */
  MARBRE_CUT_FORM_LIST,    /* tags without their title, on one line */
} MarbreCutForm;

/**
 * MarbreCutPlace:
 * @element: number in the outline, %MARBRE_OUTLINE_NONE where there is none
 * @first: index of the first child that is replaced; with @last, for the body only
 * @last: index of the last one; below @first if the whole content is
 */
typedef struct
{
  guint element;
  MarbreCutTrust trust;
  MarbreCutForm form;
  int first;
  int last;
} MarbreCutPlace;

struct _MarbreTemplateCut
{
  MarbreHtmlTree *tree;       /* (owned) */
  MarbrePageOutline *outline; /* (owned) */
  GHashTable *left_out;       /* (owned): numbers of elements */
  MarbreCutPlace places[MARBRE_N_SLOTS];
};

/* A search under way. */
typedef struct
{
  MarbreTemplateCut *cut; /* (borrowed) */
  MarbreStory *story;     /* (borrowed) */
  gsize body_start;       /* of the story's text in the folded text of the page */
  gsize body_end;
} MarbreCutSearch;

gboolean _marbre_template_cut_find_body (MarbreCutSearch *self);
gboolean _marbre_template_cut_find (MarbreTemplateCut *self, MarbreStory *story);

G_END_DECLS
