/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks of « Lire aussi » blocks against the stories behind their links; see marbre-read-also.h. A
 * text that was never a headline of the story is the writer's own and stays.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-checks-private.h"
#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html-escape.h"
#include "marbre-read-also.h"
#include "marbre-terms.h"

/**
 * marbre_checks_is_read_also:
 * @blocks: a story's body
 * @start: a place in it, in bytes
 *
 * Returns: whether it is in a « Lire aussi » block
 */
gboolean
marbre_checks_is_read_also (MarbreBlocks *blocks, gsize start)
{
  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    {
      const MarbreBlock *block = marbre_blocks_get (blocks, i);

      if (block->start <= start && start < block->end)
        return block->kind == MARBRE_BLOCK_READ_ALSO;
    }
  return FALSE;
}

static void
check_address (MarbreChecks *self, const MarbreReadAlso *link, const MarbreReadAlsoStory *story)
{
  GString *written;
  g_autofree char *uri = NULL;

  if (story->address == NULL)
    return;
  uri = marbre_encode_uri (story->address);
  written = g_string_new (NULL);
  marbre_escape_append_uri (written, uri);
  marbre_checks_add_fix (self, "read-also-moved", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_BODY,
                         link->start, link->length,
                         g_strdup_printf (_ ("“%s” has another address by now."), story->headline),
                         marbre_string_steal (written));
}

static void
check_headline (MarbreChecks *self, const MarbreReadAlso *link, const MarbreReadAlsoStory *story)
{
  g_autofree char *text = marbre_terms_fold (link->text);
  g_autofree char *headline = marbre_terms_fold (story->headline);

  if (g_str_equal (text, headline) ||
      !g_strv_contains ((const char *const *) story->former, text))
    return;
  marbre_checks_add_fix (self, "read-also-headline", MARBRE_SEVERITY_INFO, MARBRE_FIELD_BODY,
                         link->text_start, link->text_length,
                         g_strdup_printf (_ ("The story has another headline by now: “%s”."),
                                          story->headline),
                         marbre_encode_link_text (story->headline));
}

/**
 * marbre_checks_run_read_also:
 * @self: the findings so far
 * @blocks: the story's body
 *
 * Adds links whose stories have another address or headline by now.
 */
void
marbre_checks_run_read_also (MarbreChecks *self, MarbreBlocks *blocks)
{
  g_autoptr (GArray) links = NULL;

  if (self->options->stories == NULL)
    return;
  links = marbre_read_also_find (self->body);
  for (guint i = 0; i < links->len; i++)
    {
      const MarbreReadAlso *link = &g_array_index (links, MarbreReadAlso, i);
      const MarbreReadAlsoStory *story =
          g_hash_table_lookup (self->options->stories, link->address);

      if (story == NULL || !marbre_checks_is_read_also (blocks, link->start))
        continue;
      check_headline (self, link, story);
      check_address (self, link, story);
    }
}
