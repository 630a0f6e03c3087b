/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks of the notes to the desk; see marbre-checks.h. They are never published; who publishes
 * with open ones is told which text the readers get.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-checks-private.h"
#include "marbre-desk-note.h"

static void
add_at (MarbreChecks *self, const char *id, MarbreSeverity severity, const MarbreDeskNote *note,
        char *message)
{
  marbre_checks_add (self, id, severity, MARBRE_FIELD_BODY, note->mark.start,
                     note->end - note->mark.start, message);
}

static void
check_open (MarbreChecks *self, GArray *notes)
{
  const MarbreDeskNote *suggestion = NULL;
  const MarbreDeskNote *comment = NULL;
  guint n_suggestions = 0, n_comments = 0;

  for (guint i = notes->len; i > 0; i--)
    {
      const MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i - 1);

      if (marbre_critic_get_scope (note->mark.kind) == MARBRE_CRITIC_SUGGESTIONS)
        {
          suggestion = note;
          n_suggestions++;
        }
      else
        {
          comment = note;
          n_comments++;
        }
    }
  if (suggestion != NULL)
    add_at (self, "suggestions-open", MARBRE_SEVERITY_WARNING, suggestion,
            g_strdup_printf (ngettext ("%u suggestion is open. The text is published as it was "
                                       "before it.",
                                       "%u suggestions are open. The text is published as it was "
                                       "before them.",
                                       n_suggestions),
                             n_suggestions));
  if (comment != NULL)
    add_at (self, "comments-open", MARBRE_SEVERITY_INFO, comment,
            g_strdup_printf (ngettext ("%u comment to the desk is open. It is not published.",
                                       "%u comments to the desk are open. They are not published.",
                                       n_comments),
                             n_comments));
}

/* A comment whose end was forgotten is text, and would be printed. */
static void
check_unclosed (MarbreChecks *self, MarbreBlocks *blocks, GArray *notes)
{
  guint next = 0;

  for (const char *p = strstr (self->body, "{>>"); p != NULL; p = strstr (p + 3, "{>>"))
    {
      gsize at = (gsize) (p - self->body);
      const MarbreBlock *block = NULL;
      gsize end = 0;

      while (next < notes->len &&
             g_array_index (notes, MarbreDeskNote, next).end <= at)
        next++;
      if (next < notes->len)
        end = g_array_index (notes, MarbreDeskNote, next).mark.start;
      if (next < notes->len && end <= at)
        continue;
      for (guint i = 0; block == NULL && i < marbre_blocks_get_length (blocks); i++)
        if (marbre_blocks_get (blocks, i)->start <= at && at < marbre_blocks_get (blocks, i)->end)
          block = marbre_blocks_get (blocks, i);
      if (block != NULL && block->kind != MARBRE_BLOCK_CODE &&
          (p == self->body || strchr ("`\\", p[-1]) == NULL))
        {
          marbre_checks_add (self, "comment-unclosed", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_BODY,
                             at, 3,
                             g_strdup (_ ("This comment has no end and would be published. Close "
                                          "it with <<} in the same paragraph.")));
          return;
        }
    }
}

/* Only the body is read for notes. */
static void
check_fields (MarbreChecks *self)
{
  static const MarbreField fields[] = { MARBRE_FIELD_KICKER, MARBRE_FIELD_HEADLINE,
                                        MARBRE_FIELD_STANDFIRST, MARBRE_FIELD_BYLINE };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = marbre_story_get_text (self->story, fields[i]);
      g_autoptr (GArray) marks = marbre_critic_scan (text, strlen (text));
      const MarbreCriticMark *mark;

      if (marks == NULL)
        continue;
      mark = &g_array_index (marks, MarbreCriticMark, 0);
      marbre_checks_add (self, "note-misplaced", MARBRE_SEVERITY_ERROR, fields[i], mark->start,
                         mark->end - mark->start,
                         g_strdup (_ ("Notes to the desk are kept back in the body only. This one "
                                      "would be published.")));
    }
}

/**
 * marbre_checks_run_notes:
 * @blocks: the story's body
 *
 * Adds what notes to the desk are open, and those that would be published.
 */
void
marbre_checks_run_notes (MarbreChecks *self, MarbreBlocks *blocks)
{
  g_autoptr (GArray) notes = marbre_desk_notes_list (blocks);

  check_open (self, notes);
  check_unclosed (self, blocks, notes);
  check_fields (self);
}
