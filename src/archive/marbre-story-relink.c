/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links that follow; see marbre-story-relink.h. Stories that are online are left alone: there the
 * writer is told by the checks, and decides when to update.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-story-relink.h"

#include "marbre-read-also.h"
#include "marbre-story-table.h"

/* Drafts that have the address somewhere in their text. */
static GPtrArray *
find_drafts (MarbreDatabase *database, const char *from, const char *path, GError **error)
{
  static const char sql[] = "SELECT id FROM story WHERE state = 0 AND trashed = 0"
                            "  AND (instr (body, ?1) > 0 OR (?2 <> '' AND instr (body, ?2) > 0))";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  marbre_statement_bind_text (statement, 1, from);
  marbre_statement_bind_text (statement, 2, path);
  while (marbre_statement_next (statement))
    g_ptr_array_add (ids, marbre_statement_dup_text (statement, 0));
  return marbre_statement_end (statement, error) ? g_steal_pointer (&ids) : NULL;
}

static gboolean
relink_draft (MarbreDatabase *database,
              const char *id,
              const char *const *from,
              const char *const *to,
              gboolean *relinked,
              GError **error)
{
  g_autoptr (MarbreStory) draft = NULL;
  MarbreStoryOutcome outcome;

  *relinked = FALSE;
  if (!marbre_story_table_load (database, id, &draft, NULL, error) || draft == NULL)
    return draft != NULL;
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *body = NULL;

      if (*from[i] == '\0' || *to[i] == '\0')
        continue;
      body = marbre_read_also_move (marbre_story_get_text (draft, MARBRE_FIELD_BODY), from[i],
                                    to[i]);
      if (body == NULL)
        continue;
      marbre_story_set_text (draft, MARBRE_FIELD_BODY, body);
      *relinked = TRUE;
    }
  return !*relinked || marbre_story_table_write (database, draft, NULL, MARBRE_STORY_WRITE_EDITOR,
                                                 &outcome, error);
}

/**
 * marbre_story_relink:
 * @from: where a story was
 * @to: where it is
 * @ids: (element-type utf8): gets the ids of the drafts that were changed
 *
 * Has the « Lire aussi » links of drafts lead to the story's new address.
 *
 * Returns: %FALSE if they could not be written
 */
gboolean
marbre_story_relink (MarbreDatabase *database,
                     const char *from,
                     const char *to,
                     GPtrArray *ids,
                     GError **error)
{
  g_autofree char *from_path = marbre_story_table_path_of_url (from);
  g_autofree char *to_path = marbre_story_table_path_of_url (to);
  const char *const froms[] = { from, from_path };
  const char *const tos[] = { to, to_path };
  g_autoptr (GPtrArray) drafts = find_drafts (database, from, from_path, error);

  if (drafts == NULL)
    return FALSE;
  for (guint i = 0; i < drafts->len; i++)
    {
      const char *id = g_ptr_array_index (drafts, i);
      gboolean relinked;

      if (!relink_draft (database, id, froms, tos, &relinked, error))
        return FALSE;
      if (relinked)
        g_ptr_array_add (ids, g_strdup (id));
    }
  return TRUE;
}
