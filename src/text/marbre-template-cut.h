/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A template cut from a page of a site: the places of a story's parts are recognised by comparing
 * the page with the story that stands on it, and what is left is made inert. Not for fetching
 * anything. Belongs to one thread at a time.
 */
#pragma once

#include "marbre-page.h"
#include "marbre-style-map.h"

G_BEGIN_DECLS

/**
 * MarbreCutTrust:
 * @MARBRE_CUT_MISSING: the page does not show it, or it was not recognised
 * @MARBRE_CUT_GUESSED: by the page's markup only
 * @MARBRE_CUT_SURE: by its text, or a person pointed at it
 */
typedef enum
{
  MARBRE_CUT_MISSING,
  MARBRE_CUT_GUESSED,
  MARBRE_CUT_SURE,
} MarbreCutTrust;

typedef struct _MarbreTemplateCut MarbreTemplateCut;

MarbreTemplateCut *marbre_template_cut_new       (const char          *html,
                                                  gssize               length,
                                                  MarbreStory         *story,
                                                  GError             **error)
                                                  G_GNUC_WARN_UNUSED_RESULT;
void               marbre_template_cut_free      (MarbreTemplateCut   *self);
MarbreCutTrust     marbre_template_cut_get_trust (MarbreTemplateCut   *self,
                                                  MarbreSlot           slot);
gboolean           marbre_template_cut_point     (MarbreTemplateCut   *self,
                                                  guint                element,
                                                  MarbreSlot           slot);
gboolean           marbre_template_cut_leave_out (MarbreTemplateCut   *self,
                                                  guint                element);
char              *marbre_template_cut_describe  (MarbreTemplateCut   *self,
                                                  guint                element)
                                                  G_GNUC_WARN_UNUSED_RESULT;
guint              marbre_template_cut_find      (MarbreTemplateCut   *self,
                                                  guint                element,
                                                  const char          *description);
char              *marbre_template_cut_write     (MarbreTemplateCut   *self,
                                                  const char          *base_uri,
                                                  MarbreAddressMapper  map,
                                                  gpointer             data)
                                                  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreTemplateCut, marbre_template_cut_free)

G_END_DECLS
