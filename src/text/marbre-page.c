/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a page shows of a story; see marbre-page.h. The slots are written in marbre-page-slots.c.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-page.h"

#include "marbre-blocks-private.h"
#include "marbre-compat.h"
#include "marbre-desk-note.h"
#include "marbre-nobreak.h"
#include "marbre-page-private.h"
#include "marbre-sanitize.h"

G_DEFINE_FINAL_TYPE (MarbrePage, marbre_page, G_TYPE_OBJECT)

static const char *const slot_names[MARBRE_N_SLOTS] = {
  [MARBRE_SLOT_SITE] = "site",     [MARBRE_SLOT_BREADCRUMB] = "breadcrumb",
  [MARBRE_SLOT_KICKER] = "kicker", [MARBRE_SLOT_HEADLINE] = "headline",
  [MARBRE_SLOT_BYLINE] = "byline", [MARBRE_SLOT_STANDFIRST] = "standfirst",
  [MARBRE_SLOT_DATES] = "dates",   [MARBRE_SLOT_TOOLS] = "tools",
  [MARBRE_SLOT_LEAD] = "lead",     [MARBRE_SLOT_BODY] = "body",
  [MARBRE_SLOT_TAGS] = "tags",     [MARBRE_SLOT_RELATED] = "related",
  [MARBRE_SLOT_PICTURE] = "picture",
  [MARBRE_SLOT_DATE] = "date",
  [MARBRE_SLOT_SEARCH_SITE] = "search-site",
  [MARBRE_SLOT_SEARCH_PATH] = "search-path",
  [MARBRE_SLOT_SEARCH_TITLE] = "search-title",
  [MARBRE_SLOT_SEARCH_TEXT] = "search-text",
  [MARBRE_SLOT_SEARCH_HINTS] = "search-hints",
  [MARBRE_SLOT_SOCIAL_SITE] = "social-site",
  [MARBRE_SLOT_SOCIAL_TITLE] = "social-title",
  [MARBRE_SLOT_SOCIAL_TEXT] = "social-text",
  [MARBRE_SLOT_SOCIAL_HINTS] = "social-hints",
  [MARBRE_SLOT_SOCIAL_VALUES] = "social-values",
};

/**
 * marbre_slot_get_name:
 *
 * Returns: the value of data-marbre-slot in a template, ASCII
 */
const char *
marbre_slot_get_name (MarbreSlot slot)
{
  g_return_val_if_fail ((guint) slot < MARBRE_N_SLOTS, "");
  return slot_names[slot];
}

/**
 * marbre_slot_from_name:
 * @name: (nullable): a name as marbre_slot_get_name() gives it
 * @slot: (out): the slot
 *
 * Returns: %FALSE if there is no such slot
 */
gboolean
marbre_slot_from_name (const char *name, MarbreSlot *slot)
{
  for (guint i = 0; i < MARBRE_N_SLOTS; i++)
    if (g_strcmp0 (slot_names[i], name) == 0)
      {
        *slot = (MarbreSlot) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * marbre_page_link_new:
 * @title: headline, plain text
 * @url: where it is
 * @section: (nullable): section
 * @published: seconds since 1970 UTC, 0 if unknown
 *
 * Returns: (transfer full): the link
 */
MarbrePageLink *
marbre_page_link_new (const char *title, const char *url, const char *section, gint64 published)
{
  MarbrePageLink *self;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);

  self = g_new0 (MarbrePageLink, 1);
  self->title = g_strdup (title);
  self->url = g_strdup (url);
  self->section = g_strdup (section ? section : "");
  self->published = published;
  return self;
}

/**
 * marbre_page_link_free:
 * @self: (transfer full): a link
 */
void
marbre_page_link_free (MarbrePageLink *self)
{
  g_free (self->title);
  g_free (self->url);
  g_free (self->section);
  g_free (self);
}

static void
clear_image_mapper (MarbrePage *self)
{
  if (self->image_destroy != NULL)
    self->image_destroy (self->image_data);
  self->map_image = NULL;
  self->image_data = NULL;
  self->image_destroy = NULL;
}

static void
clear_index_mapper (MarbrePage *self)
{
  if (self->index_destroy != NULL)
    self->index_destroy (self->index_data);
  self->map_index = NULL;
  self->index_data = NULL;
  self->index_destroy = NULL;
}

static void
marbre_page_finalize (GObject *object)
{
  MarbrePage *self = MARBRE_PAGE (object);

  clear_image_mapper (self);
  clear_index_mapper (self);
  g_clear_object (&self->story);
  g_clear_object (&self->noted);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_clear_pointer (&self->site_name, g_free);
  g_clear_pointer (&self->home_url, g_free);
  g_clear_pointer (&self->related, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (marbre_page_parent_class)->finalize (object);
}

static void
marbre_page_class_init (MarbrePageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_page_finalize;
}

static void
marbre_page_init (MarbrePage *self)
{
  self->site_name = g_strdup ("");
  self->home_url = g_strdup ("");
  self->zone = g_time_zone_new_local ();
}

/**
 * marbre_page_new:
 * @story: the story; it is read when a slot is asked for, so hand a copy if it may change
 * @blocks: its body; if it shows notes to the desk, the page shows those in other texts, too
 *
 * Makes the page as the preview shows it: see marbre_page_set_published().
 *
 * Returns: (transfer full): the page
 */
MarbrePage *
marbre_page_new (MarbreStory *story, MarbreBlocks *blocks)
{
  MarbrePage *self;

  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);
  g_return_val_if_fail (blocks != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_PAGE, NULL);
  self->story = marbre_desk_notes_strip_lines (story); /* the body is parsed by who needs it */
  if (self->story != story && blocks->shows_desk)
    self->noted = g_object_ref (story);
  self->blocks = marbre_blocks_ref (blocks);
  return self;
}

/**
 * marbre_page_get_story:
 *
 * Returns: (transfer none): the story
 */
MarbreStory *
marbre_page_get_story (MarbrePage *self)
{
  g_return_val_if_fail (MARBRE_IS_PAGE (self), NULL);
  return self->story;
}

/**
 * marbre_page_get_blocks:
 *
 * Returns: (transfer none): the body
 */
MarbreBlocks *
marbre_page_get_blocks (MarbrePage *self)
{
  g_return_val_if_fail (MARBRE_IS_PAGE (self), NULL);
  return self->blocks;
}

/**
 * marbre_page_set_published:
 * @published: whether readers get this page
 *
 * A published page stands alone: its styles are inside, empty slots are gone, search engines and
 * social networks find what they look for. In the preview empty slots are hidden, to be filled as
 * one types, and the tools are buttons that the preview answers.
 */
void
marbre_page_set_published (MarbrePage *self, gboolean published)
{
  g_return_if_fail (MARBRE_IS_PAGE (self));
  self->published = !!published;
}

/**
 * marbre_page_get_published:
 *
 * Returns: whether readers get this page
 */
gboolean
marbre_page_get_published (MarbrePage *self)
{
  g_return_val_if_fail (MARBRE_IS_PAGE (self), FALSE);
  return self->published;
}

/**
 * marbre_page_set_site_name:
 * @name: (nullable): the paper's name
 */
void
marbre_page_set_site_name (MarbrePage *self, const char *name)
{
  g_return_if_fail (MARBRE_IS_PAGE (self));
  marbre_set_str (&self->site_name, name ? name : "");
}

/**
 * marbre_page_get_site_name:
 *
 * Returns: the paper's name, "" if unknown
 */
const char *
marbre_page_get_site_name (MarbrePage *self)
{
  g_return_val_if_fail (MARBRE_IS_PAGE (self), "");
  return self->site_name;
}

/**
 * marbre_page_set_home_url:
 * @url: (nullable): where the paper's front page is
 */
void
marbre_page_set_home_url (MarbrePage *self, const char *url)
{
  g_return_if_fail (MARBRE_IS_PAGE (self));
  marbre_set_str (&self->home_url, url ? url : "");
}

/**
 * marbre_page_set_related:
 * @links: (nullable) (element-type MarbrePageLink): stories on the same subject, best first
 */
void
marbre_page_set_related (MarbrePage *self, GPtrArray *links)
{
  g_return_if_fail (MARBRE_IS_PAGE (self));

  if (links != NULL)
    g_ptr_array_ref (links);
  g_clear_pointer (&self->related, g_ptr_array_unref);
  self->related = links;
}

/**
 * marbre_page_set_image_mapper:
 * @mapper: (nullable): says where the lead image is found; the body's were mapped by
 *   marbre_blocks_parse()
 * @data: its data
 * @destroy: (nullable): frees @data
 */
void
marbre_page_set_image_mapper (MarbrePage *self,
                              MarbreUriMapper mapper,
                              gpointer data,
                              GDestroyNotify destroy)
{
  g_return_if_fail (MARBRE_IS_PAGE (self));

  clear_image_mapper (self);
  self->map_image = mapper;
  self->image_data = data;
  self->image_destroy = destroy;
}

/**
 * marbre_page_set_index_mapper:
 * @mapper: (nullable): says where the lists of a section's or tag's stories are; without one they
 *   are no links
 * @data: its data
 * @destroy: (nullable): frees @data
 */
void
marbre_page_set_index_mapper (MarbrePage *self,
                              MarbrePageIndexMapper mapper,
                              gpointer data,
                              GDestroyNotify destroy)
{
  g_return_if_fail (MARBRE_IS_PAGE (self));

  clear_index_mapper (self);
  self->map_index = mapper;
  self->index_data = data;
  self->index_destroy = destroy;
}

/**
 * marbre_page_map_image:
 * @src: a picture's source as the story has it
 *
 * Returns: (transfer full) (nullable): where the page finds it, %NULL if it may not be loaded
 */
char *
marbre_page_map_image (MarbrePage *self, const char *src)
{
  char *uri;
  char *mapped;

  g_return_val_if_fail (MARBRE_IS_PAGE (self), NULL);
  g_return_val_if_fail (src != NULL, NULL);

  uri = marbre_sanitize_uri (src, MARBRE_URI_RESOURCE);
  mapped = uri && self->map_image ? self->map_image (uri, self->image_data) : NULL;
  if (mapped == NULL)
    return uri;
  g_free (uri);
  return mapped;
}

/**
 * marbre_page_get_slot_html:
 * @slot: a slot
 *
 * Returns: (transfer full): the inner HTML of the slot's element, sanitized; "" if the page has
 *   nothing to show there
 */
char *
marbre_page_get_slot_html (MarbrePage *self, MarbreSlot slot)
{
  GString *out;
  char *html;

  g_return_val_if_fail (MARBRE_IS_PAGE (self), NULL);
  g_return_val_if_fail ((guint) slot < MARBRE_N_SLOTS, NULL);

  out = g_string_new (NULL);
  marbre_page_append_slot (self, slot, out);
  if (slot != MARBRE_SLOT_SOCIAL_VALUES)
    html = marbre_nobreak_html (out->str, marbre_story_get_text (self->story,
                                                                 MARBRE_FIELD_LANGUAGE));
  else
    html = g_strdup (out->str); /* shown as they are sent */
  g_string_free (out, TRUE);
  return html;
}
