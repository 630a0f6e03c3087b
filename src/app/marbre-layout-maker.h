/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a layout of a captured page: cuts it, and fetches the styles, fonts and pictures it needs.
 * On a worker: it waits for the network.
 */
#pragma once

#include "marbre-layout.h"

G_BEGIN_DECLS

/**
 * MarbreLayoutRecipe:
 * @html: (owned): the page as it was captured
 * @uri: (owned): its address
 * @story: (owned): the story that stands on it
 * @name: (owned): what the layout is called
 * @site: (owned): the name of its site
 * @id: (owned) (nullable): of the layout that this becomes a newer version of
 * @picks: (owned) (element-type MarbreLayoutPick): what a person said of the page
 * @fetched: (owned) (nullable): what marbre_layout_maker_run() fetched before for this page
 *
 * What a layout is made of.
 */
typedef struct
{
  char *html;
  char *uri;
  MarbreStory *story;
  char *name;
  char *site;
  char *id;
  GPtrArray *picks;
  GHashTable *fetched;
} MarbreLayoutRecipe;

MarbreLayoutRecipe *marbre_layout_recipe_new  (char                *html,
                                               char                *uri,
                                               MarbreStory         *story,
                                               const char          *name,
                                               const char          *site,
                                               const char          *id,
                                               GPtrArray           *picks)
                                               G_GNUC_WARN_UNUSED_RESULT;
void                marbre_layout_recipe_free (MarbreLayoutRecipe  *self);
MarbreLayout       *marbre_layout_maker_run   (MarbreLayoutRecipe  *recipe,
                                               GCancellable        *cancellable,
                                               GError             **error)
                                               G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreLayoutRecipe, marbre_layout_recipe_free)

G_END_DECLS
