/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a page shows of a story, as the inner HTML of named slots. The same slots fill a published
 * page through a template and patch the preview, so both say the same. Not for the look (the
 * template has it) and not for the story's storage. Belongs to one thread at a time.
 */
#pragma once

#include "marbre-blocks.h"
#include "marbre-story.h"

G_BEGIN_DECLS

typedef enum
{
  MARBRE_SLOT_SITE,
  MARBRE_SLOT_BREADCRUMB,
  MARBRE_SLOT_KICKER,
  MARBRE_SLOT_HEADLINE,
  MARBRE_SLOT_STANDFIRST,
  MARBRE_SLOT_BYLINE,
  MARBRE_SLOT_DATES,
  MARBRE_SLOT_TOOLS,
  MARBRE_SLOT_LEAD,
  MARBRE_SLOT_BODY,
  MARBRE_SLOT_TAGS,
  MARBRE_SLOT_RELATED,
  /* From here on: the other faces of a story, see marbre-face.h. */
  MARBRE_SLOT_PICTURE,
  MARBRE_SLOT_DATE,
  MARBRE_SLOT_SEARCH_SITE,
  MARBRE_SLOT_SEARCH_PATH,
  MARBRE_SLOT_SEARCH_TITLE,
  MARBRE_SLOT_SEARCH_TEXT,
  MARBRE_SLOT_SEARCH_HINTS,
  MARBRE_SLOT_SOCIAL_SITE,
  MARBRE_SLOT_SOCIAL_TITLE,
  MARBRE_SLOT_SOCIAL_TEXT,
  MARBRE_SLOT_SOCIAL_HINTS,
  MARBRE_SLOT_SOCIAL_VALUES,
} MarbreSlot;

#define MARBRE_N_SLOTS (MARBRE_SLOT_SOCIAL_VALUES + 1)

/**
 * MarbrePageLink:
 * @title: headline, plain text
 * @url: where it is
 * @section: section, "" if none
 * @published: seconds since 1970 UTC, 0 if unknown
 *
 * A story that the page points to.
 */
typedef struct
{
  char *title;   /* (owned) */
  char *url;     /* (owned) */
  char *section; /* (owned) */
  gint64 published;
} MarbrePageLink;

MarbrePageLink *marbre_page_link_new  (const char     *title,
                                       const char     *url,
                                       const char     *section,
                                       gint64          published) G_GNUC_WARN_UNUSED_RESULT;
void            marbre_page_link_free (MarbrePageLink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbrePageLink, marbre_page_link_free)

/**
 * MarbrePageIndex:
 *
 * The lists of stories that a page may link to.
 */
typedef enum
{
  MARBRE_PAGE_INDEX_SECTION,
  MARBRE_PAGE_INDEX_TAG,
} MarbrePageIndex;

/**
 * MarbrePageIndexMapper:
 * @index: what kind of list
 * @name: the section's or tag's name
 *
 * Returns: (transfer full) (nullable): the list's URL, %NULL for no link
 */
typedef char *(*MarbrePageIndexMapper) (MarbrePageIndex index,
                                        const char     *name,
                                        gpointer        data);

#define MARBRE_TYPE_PAGE (marbre_page_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePage, marbre_page, MARBRE, PAGE, GObject)

const char   *marbre_slot_get_name         (MarbreSlot             slot);
gboolean      marbre_slot_from_name        (const char            *name,
                                            MarbreSlot            *slot);
MarbrePage   *marbre_page_new              (MarbreStory           *story,
                                            MarbreBlocks          *blocks)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreStory  *marbre_page_get_story        (MarbrePage            *self);
MarbreBlocks *marbre_page_get_blocks       (MarbrePage            *self);
void          marbre_page_set_published    (MarbrePage            *self,
                                            gboolean               published);
gboolean      marbre_page_get_published    (MarbrePage            *self);
void          marbre_page_set_site_name    (MarbrePage            *self,
                                            const char            *name);
const char   *marbre_page_get_site_name    (MarbrePage            *self);
void          marbre_page_set_home_url     (MarbrePage            *self,
                                            const char            *url);
void          marbre_page_set_related      (MarbrePage            *self,
                                            GPtrArray             *links);
void          marbre_page_set_image_mapper (MarbrePage            *self,
                                            MarbreUriMapper        mapper,
                                            gpointer               data,
                                            GDestroyNotify         destroy);
void          marbre_page_set_index_mapper (MarbrePage            *self,
                                            MarbrePageIndexMapper  mapper,
                                            gpointer               data,
                                            GDestroyNotify         destroy);
char         *marbre_page_map_image        (MarbrePage            *self,
                                            const char            *src) G_GNUC_WARN_UNUSED_RESULT;
char         *marbre_page_get_slot_html    (MarbrePage            *self,
                                            MarbreSlot             slot) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
