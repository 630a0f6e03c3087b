/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page of a site's list; see marbre-listing.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-listing.h"

/**
 * marbre_list_page_new:
 * @node: (transfer none): what the site answered
 * @next: (nullable): what leads to the page after it
 * @total: posts of the whole list, -1 if unknown
 *
 * Returns: (transfer full): a page
 */
MarbreListPage *
marbre_list_page_new (JsonNode *node, const char *next, gint64 total)
{
  MarbreListPage *self = g_new0 (MarbreListPage, 1);

  self->node = json_node_ref (node);
  self->next = g_strdup (next);
  self->total = total;
  return self;
}

/**
 * marbre_list_page_free:
 * @self: (transfer full): a page
 */
void
marbre_list_page_free (MarbreListPage *self)
{
  json_node_unref (self->node);
  g_free (self->next);
  g_free (self);
}

/**
 * marbre_list_page_read:
 * @items: the list in the page
 * @read_item: reads one of them
 * @user_data: for @read_item
 * @error: the first item's, if none could be read
 *
 * Reads all items. One that cannot be read is counted and left out: a single odd post must not keep
 * all others from the archive. If none can be read, the site is not what it was taken for.
 *
 * Returns: (transfer full) (element-type MarbreRemotePost) (nullable): the posts
 */
GPtrArray *
marbre_list_page_read (MarbreListPage *self,
                  JsonArray *items,
                  MarbreListReadItem read_item,
                  gpointer user_data,
                  GError **error)
{
  g_autoptr (GPtrArray) posts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;
  const guint length = json_array_get_length (items);

  self->n_unreadable = 0;
  for (guint i = 0; i < length; i++)
    {
      MarbreRemotePost *post = read_item (json_array_get_element (items, i), user_data,
                                          failure ? NULL : &failure);

      if (post)
        g_ptr_array_add (posts, post);
      else
        self->n_unreadable++;
    }
  if (posts->len > 0 || length == 0)
    return g_steal_pointer (&posts);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * marbre_post_entry_new:
 * @remote_id: what the site calls the post
 * @version: (nullable): as in the posting
 * @status: (nullable): likewise
 *
 * Returns: (transfer full): an entry
 */
MarbrePostEntry *
marbre_post_entry_new (const char *remote_id, const char *version, const char *status)
{
  MarbrePostEntry *self = g_new0 (MarbrePostEntry, 1);

  self->remote_id = g_strdup (remote_id);
  self->version = g_strdup (version ? version : "");
  self->status = g_strdup (status ? status : "");
  return self;
}

/**
 * marbre_post_entry_free:
 * @self: (transfer full): an entry
 */
void
marbre_post_entry_free (MarbrePostEntry *self)
{
  g_free (self->remote_id);
  g_free (self->version);
  g_free (self->status);
  g_free (self);
}
