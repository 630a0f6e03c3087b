/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A layout in memory; see marbre-layout.h. Its files on disk are marbre-layout-files.c's.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-layout.h"

#include "marbre-compat.h"
#include "marbre-layout-private.h"

G_DEFINE_FINAL_TYPE (MarbreLayout, marbre_layout, G_TYPE_OBJECT)

static void
pick_free (gpointer data)
{
  MarbreLayoutPick *pick = data;

  g_free (pick->description);
  g_free (pick);
}

/**
 * marbre_layout_picks_new:
 *
 * Returns: (transfer full) (element-type MarbreLayoutPick): an empty list
 */
GPtrArray *
marbre_layout_picks_new (void)
{
  return g_ptr_array_new_with_free_func (pick_free);
}

/**
 * marbre_layout_picks_add:
 * @element: number of an element
 * @description: how to find it again; "" if only its number is known
 * @slot: what it is, or %MARBRE_LAYOUT_NOTHING
 *
 * A slot has one place: an earlier one gives way.
 */
void
marbre_layout_picks_add (GPtrArray *picks, guint element, const char *description, int slot)
{
  MarbreLayoutPick *pick;

  for (guint i = picks->len; i > 0; i--)
    {
      const MarbreLayoutPick *other = g_ptr_array_index (picks, i - 1);

      if (other->element == element || (slot != MARBRE_LAYOUT_NOTHING && other->slot == slot))
        g_ptr_array_remove_index (picks, i - 1);
    }
  pick = g_new0 (MarbreLayoutPick, 1);
  pick->element = element;
  pick->description = g_strdup (description);
  pick->slot = slot;
  g_ptr_array_add (picks, pick);
}

/**
 * marbre_layout_picks_copy:
 *
 * Returns: (transfer full) (element-type MarbreLayoutPick): a list of its own
 */
GPtrArray *
marbre_layout_picks_copy (GPtrArray *picks)
{
  GPtrArray *copy = marbre_layout_picks_new ();

  for (guint i = 0; i < picks->len; i++)
    {
      const MarbreLayoutPick *pick = g_ptr_array_index (picks, i);

      marbre_layout_picks_add (copy, pick->element, pick->description, pick->slot);
    }
  return copy;
}

static void
marbre_layout_finalize (GObject *object)
{
  MarbreLayout *self = MARBRE_LAYOUT (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->site, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->picks, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_hash_table_unref);
  G_OBJECT_CLASS (marbre_layout_parent_class)->finalize (object);
}

static void
marbre_layout_class_init (MarbreLayoutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_layout_finalize;
}

static void
marbre_layout_init (MarbreLayout *self)
{
  self->files =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}

/**
 * marbre_layout_new:
 * @id: (nullable): of the layout that this is a newer version of, %NULL for a new one
 * @name: what people call it
 * @site: the name of its site
 * @url: the page
 * @picks: (element-type MarbreLayoutPick): what a person said of the page; copied
 *
 * Returns: (transfer full): a layout without files
 */
MarbreLayout *
marbre_layout_new (const char *id,
                   const char *name,
                   const char *site,
                   const char *url,
                   GPtrArray *picks)
{
  MarbreLayout *self;

  g_return_val_if_fail (name != NULL && site != NULL && url != NULL && picks != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_LAYOUT, NULL);
  self->id = id ? g_strdup (id) : g_uuid_string_random ();
  self->version = g_uuid_string_random ();
  self->name = g_strdup (name);
  self->site = g_strdup (site);
  self->url = g_strdup (url);
  self->picks = marbre_layout_picks_copy (picks);
  return self;
}

/**
 * marbre_layout_rename:
 * @name: another name
 *
 * Returns: (transfer full): the same layout, the same version, under another name
 */
MarbreLayout *
marbre_layout_rename (MarbreLayout *self, const char *name)
{
  MarbreLayout *renamed = marbre_layout_new (self->id, name, self->site, self->url, self->picks);

  g_free (renamed->version);
  renamed->version = g_strdup (self->version);
  return renamed;
}

/**
 * marbre_layout_set_name:
 * @name: what people call it
 *
 * For who makes a layout, before it is kept; later, marbre_layout_rename().
 */
void
marbre_layout_set_name (MarbreLayout *self, const char *name)
{
  g_return_if_fail (MARBRE_IS_LAYOUT (self));
  marbre_set_str (&self->name, name);
}

/**
 * marbre_layout_get_id:
 *
 * Returns: (transfer none): its id, the same for each of its versions
 */
const char *
marbre_layout_get_id (MarbreLayout *self)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT (self), NULL);
  return self->id;
}

/**
 * marbre_layout_get_version:
 *
 * Returns: (transfer none): another one each time that the page is cut
 */
const char *
marbre_layout_get_version (MarbreLayout *self)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT (self), NULL);
  return self->version;
}

/**
 * marbre_layout_get_name:
 *
 * Returns: (transfer none): what people call it
 */
const char *
marbre_layout_get_name (MarbreLayout *self)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT (self), NULL);
  return self->name;
}

/**
 * marbre_layout_get_site:
 *
 * Returns: (transfer none): the name of its site
 */
const char *
marbre_layout_get_site (MarbreLayout *self)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT (self), NULL);
  return self->site;
}

/**
 * marbre_layout_get_url:
 *
 * Returns: (transfer none): the page that it was cut from
 */
const char *
marbre_layout_get_url (MarbreLayout *self)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT (self), NULL);
  return self->url;
}

/**
 * marbre_layout_get_picks:
 *
 * Returns: (transfer none) (element-type MarbreLayoutPick): what a person said of the page
 */
GPtrArray *
marbre_layout_get_picks (MarbreLayout *self)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT (self), NULL);
  return self->picks;
}

/**
 * marbre_layout_dup_path:
 *
 * Returns: (transfer full): "ID/VERSION", what marbre_preview_set_layout() takes
 */
char *
marbre_layout_dup_path (MarbreLayout *self)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT (self), NULL);
  return g_strconcat (self->id, "/", self->version, NULL);
}

/**
 * marbre_layout_set_file:
 * @name: a file's name, of ASCII letters, figures and dots
 * @bytes: what is in it
 *
 * For who makes a layout, before anybody else has it.
 */
void
marbre_layout_set_file (MarbreLayout *self, const char *name, GBytes *bytes)
{
  g_return_if_fail (MARBRE_IS_LAYOUT (self));
  g_hash_table_insert (self->files, g_strdup (name), g_bytes_ref (bytes));
}

/**
 * marbre_layout_get_file:
 *
 * Returns: (transfer none) (nullable): the file, %NULL if there is none, or if the layout came from
 *   the list: then its files are on disk only
 */
GBytes *
marbre_layout_get_file (MarbreLayout *self, const char *name)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT (self), NULL);
  return g_hash_table_lookup (self->files, name);
}

/**
 * marbre_layout_get_files:
 *
 * Returns: (transfer none) (element-type utf8 GBytes): its files, by name
 */
GHashTable *
marbre_layout_get_files (MarbreLayout *self)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT (self), NULL);
  return self->files;
}

/**
 * marbre_layout_set_trust:
 *
 * For who makes a layout: how well the place of @slot is known.
 */
void
marbre_layout_set_trust (MarbreLayout *self, MarbreSlot slot, MarbreCutTrust trust)
{
  g_return_if_fail (MARBRE_IS_LAYOUT (self));
  g_return_if_fail (slot < MARBRE_N_SLOTS);
  self->trust[slot] = trust;
}

/**
 * marbre_layout_get_trust:
 *
 * Returns: how well the place of @slot is known; of a layout just made
 */
MarbreCutTrust
marbre_layout_get_trust (MarbreLayout *self, MarbreSlot slot)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT (self), MARBRE_CUT_MISSING);
  g_return_val_if_fail (slot < MARBRE_N_SLOTS, MARBRE_CUT_MISSING);
  return self->trust[slot];
}
