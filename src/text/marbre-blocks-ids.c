/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ids of headings; see marbre-blocks-ids.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-ids.h"

/**
 * marbre_heading_ids_new:
 *
 * Returns: (transfer full): no ids; the table knows for each id the last number that was put
 *   behind it
 */
GHashTable *
marbre_heading_ids_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * marbre_heading_ids_take:
 * @slug: a heading's text as a slug, maybe ""
 *
 * "Sea", then "Sea" again: sea, sea-2. Footnotes are fn-1 and fnref-1.
 *
 * Returns: (transfer full): the id of the next heading
 */
char *
marbre_heading_ids_take (GHashTable *ids, const char *slug)
{
  g_autofree char *base = NULL;
  char *id;
  guint n;

  if (*slug == '\0' || g_str_has_prefix (slug, "fn-") || g_str_has_prefix (slug, "fnref-"))
    base = g_strconcat ("h-", slug, NULL);
  else
    base = g_strdup (slug);
  id = g_strdup (base);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (ids, base));
  while (g_hash_table_contains (ids, id))
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", base, ++n);
    }
  g_hash_table_insert (ids, g_strdup (base), GUINT_TO_POINTER (MAX (n, 1)));
  if (!g_str_equal (id, base))
    g_hash_table_insert (ids, g_strdup (id), GUINT_TO_POINTER (1));
  return id;
}
