/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inside of a page, for marbre-page.c, which keeps it, and marbre-page-slots.c, which writes
 * it, and those that show it as others will: marbre-template-head.c and marbre-face-slots.c. For
 * nobody else.
 */
#pragma once

#include "marbre-page.h"

G_BEGIN_DECLS

struct _MarbrePage
{
  GObject parent_instance;

  MarbreStory *story;   /* (owned): without notes to the desk, but in its body */
  MarbreStory *noted;   /* (owned) (nullable): with them, if there are any and they are shown */
  MarbreBlocks *blocks; /* (owned) */
  char *site_name;      /* (owned): never NULL */
  char *home_url;       /* (owned): "" for no link */
  GPtrArray *related;   /* (owned) (nullable) (element-type MarbrePageLink) */
  GTimeZone *zone;      /* (owned): of the dates on the page */
  gboolean published;

  MarbreUriMapper map_image; /* (nullable) */
  gpointer image_data;       /* (owned), if it came with a destroy function */
  GDestroyNotify image_destroy;

  MarbrePageIndexMapper map_index; /* (nullable) */
  gpointer index_data;             /* (owned), if it came with a destroy function */
  GDestroyNotify index_destroy;
};

void  marbre_page_append_slot   (MarbrePage *self,
                                 MarbreSlot  slot,
                                 GString    *out);
void  marbre_page_append_time   (MarbrePage *self,
                                 GString    *out,
                                 gint64      seconds,
                                 gboolean    with_time);
gsize marbre_page_get_by_length (MarbrePage *self);

G_END_DECLS
