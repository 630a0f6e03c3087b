/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tag in the list of all; see marbre-tag-entry.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-entry.h"

#include <string.h>

#include "marbre-archive-values.h"

struct _MarbreTagEntry
{
  GObject parent_instance;

  MarbreTagEntryValues values; /* (owned): never changes; nothing is NULL */
};

G_DEFINE_FINAL_TYPE (MarbreTagEntry, marbre_tag_entry, G_TYPE_OBJECT)

static void
marbre_tag_entry_finalize (GObject *object)
{
  MarbreTagEntry *self = MARBRE_TAG_ENTRY (object);

  marbre_tag_entry_values_clear (&self->values);
  G_OBJECT_CLASS (marbre_tag_entry_parent_class)->finalize (object);
}

static void
marbre_tag_entry_class_init (MarbreTagEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_tag_entry_finalize;
}

static void
marbre_tag_entry_init (MarbreTagEntry *self)
{
}

/**
 * marbre_tag_entry_values_clear:
 * @values: (inout): what an entry says, zeroed by this
 */
void
marbre_tag_entry_values_clear (MarbreTagEntryValues *values)
{
  g_free (values->name);
  g_free (values->key);
  g_strfreev (values->aliases);
  g_strfreev (values->near);
  memset (values, 0, sizeof *values);
}

/**
 * marbre_tag_entry_new:
 * @values: (transfer full): what the entry says; left empty
 *
 * Only the archive makes them.
 *
 * Returns: (transfer full): the entry
 */
MarbreTagEntry *
marbre_tag_entry_new (MarbreTagEntryValues *values)
{
  MarbreTagEntry *self = g_object_new (MARBRE_TYPE_TAG_ENTRY, NULL);

  self->values = *values;
  memset (values, 0, sizeof *values);
  return self;
}

/**
 * marbre_tag_entry_get_name:
 *
 * Returns: the tag
 */
const char *
marbre_tag_entry_get_name (MarbreTagEntry *self)
{
  g_return_val_if_fail (MARBRE_IS_TAG_ENTRY (self), "");
  return self->values.name;
}

/**
 * marbre_tag_entry_get_count:
 *
 * Returns: how many stories have it, those in the trash, too
 */
guint
marbre_tag_entry_get_count (MarbreTagEntry *self)
{
  g_return_val_if_fail (MARBRE_IS_TAG_ENTRY (self), 0);
  return self->values.count;
}

/**
 * marbre_tag_entry_get_aliases:
 *
 * Returns: (transfer none): its other names, in their order
 */
const char *const *
marbre_tag_entry_get_aliases (MarbreTagEntry *self)
{
  g_return_val_if_fail (MARBRE_IS_TAG_ENTRY (self), NULL);
  return (const char *const *) self->values.aliases;
}

/**
 * marbre_tag_entry_get_near:
 *
 * Returns: (transfer none): tags that are perhaps the same, written otherwise
 */
const char *const *
marbre_tag_entry_get_near (MarbreTagEntry *self)
{
  g_return_val_if_fail (MARBRE_IS_TAG_ENTRY (self), NULL);
  return (const char *const *) self->values.near;
}

/**
 * marbre_tag_entry_matches:
 * @folded: what is looked for, see marbre_terms_fold(); "" is in all
 *
 * Returns: whether it is part of the tag or of another name of it
 */
gboolean
marbre_tag_entry_matches (MarbreTagEntry *self, const char *folded)
{
  g_return_val_if_fail (MARBRE_IS_TAG_ENTRY (self), FALSE);
  g_return_val_if_fail (folded != NULL, FALSE);
  return strstr (self->values.key, folded) != NULL;
}
