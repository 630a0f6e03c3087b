/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The elements of a foreign page with the text that each holds, so that a text can be found on the
 * page and the elements around it named by number. It compares letters and figures only: quotes,
 * spaces, accents and capitals differ between what was written and what a site prints. Inside the
 * text room only. Any thread.
 */
#pragma once

#include "marbre-html-tree.h"

G_BEGIN_DECLS

#define MARBRE_OUTLINE_NONE G_MAXUINT

/**
 * MarbreOutlineElement:
 * @node: (borrowed) of the page's tree
 * @parent: number of the element around it, %MARBRE_OUTLINE_NONE for the first
 * @next: number of the first element after it that is not inside it
 * @start: where its text starts in the page's folded text
 * @end: where it ends
 */
typedef struct
{
  const GumboNode *node;
  guint parent;
  guint next;
  gsize start;
  gsize end;
} MarbreOutlineElement;

typedef struct _MarbrePageOutline MarbrePageOutline;

MarbrePageOutline *marbre_page_outline_new   (const GumboNode   *root) G_GNUC_WARN_UNUSED_RESULT;
void               marbre_page_outline_free  (MarbrePageOutline *self);
guint              marbre_page_outline_get_n_elements (MarbrePageOutline *self);
const MarbreOutlineElement *
                   marbre_page_outline_get   (MarbrePageOutline *self,
                                              guint              element);
guint              marbre_page_outline_find_node (MarbrePageOutline *self,
                                              const GumboNode   *node);
gboolean           marbre_page_outline_is_inside (MarbrePageOutline *self,
                                              guint              element,
                                              guint              other);
const char        *marbre_page_outline_get_text (MarbrePageOutline *self);
gboolean           marbre_page_outline_says  (MarbrePageOutline *self,
                                              guint              element,
                                              const char        *folded);
char              *marbre_page_outline_fold  (const char        *text) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbrePageOutline, marbre_page_outline_free)

G_END_DECLS
