/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tags as they are written; see marbre-tag-text.h.
 */
#include "config.h"

#include "marbre-tag-text.h"

#include <string.h>

#include "marbre-compat.h"

/**
 * marbre_tag_text_clean:
 * @tag: a tag, in UTF-8
 *
 * White space around a tag, and more than one in a row within, is nothing that anybody sees: with
 * it the same tag would be another one. Also line breaks and tabs are spaces. A no-break space that
 * stands alone is kept.
 *
 * Returns: (transfer full): @tag without it, "" if nothing is left
 */
char *
marbre_tag_text_clean (const char *tag)
{
  GString *clean;
  gunichar space = 0; /* that stands before the next sign */

  g_return_val_if_fail (tag != NULL, NULL);

  clean = g_string_sized_new (strlen (tag));
  for (const char *p = tag; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);

      if (g_unichar_isspace (sign))
        {
          gboolean is_plain = space != 0 || sign < 0x80;

          space = is_plain ? ' ' : sign;
          continue;
        }
      if (space != 0 && clean->len > 0)
        g_string_append_unichar (clean, space);
      space = 0;
      g_string_append_unichar (clean, sign);
    }
  return marbre_string_steal (clean);
}

/**
 * marbre_tag_text_clean_all:
 * @tags: (nullable): tags, in UTF-8
 *
 * Returns: (transfer full): those of them that say something, as marbre_tag_text_clean() writes
 *   them, each once, in their order
 */
GStrv
marbre_tag_text_clean_all (const char *const *tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      g_autofree char *tag = marbre_tag_text_clean (tags[i]);

      if (tag[0] == '\0' || g_hash_table_contains (seen, tag))
        continue;
      g_strv_builder_add (builder, tag);
      g_hash_table_add (seen, g_steal_pointer (&tag));
    }
  return g_strv_builder_end (builder);
}
