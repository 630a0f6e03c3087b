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

/* Open notes of one scope, the first of them in the order of the window. */
typedef struct
{
  guint count;
  MarbreField field;
  gsize start;
  gsize length;
} Open;

static void
count_note (Open *open, MarbreField field, gsize start, gsize length)
{
  if (open->count++ > 0)
    return;
  open->field = field;
  open->start = start;
  open->length = length;
}

static void
count_in_fields (MarbreChecks *self, Open *suggestions, Open *comments)
{
  static const MarbreField fields[] = { MARBRE_FIELD_KICKER, MARBRE_FIELD_HEADLINE,
                                        MARBRE_FIELD_STANDFIRST, MARBRE_FIELD_BYLINE };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = marbre_story_get_text (self->story, fields[i]);
      g_autoptr (GArray) marks = marbre_critic_scan (text, strlen (text));

      for (guint j = 0; marks != NULL && j < marks->len; j++)
        {
          const MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, j);
          gboolean suggests = marbre_critic_get_scope (mark->kind) == MARBRE_CRITIC_SUGGESTIONS;

          count_note (suggests ? suggestions : comments, fields[i], mark->start,
                      mark->end - mark->start);
        }
    }
}

static void
check_open (MarbreChecks *self, GArray *notes)
{
  Open suggestions = { 0 }, comments = { 0 };

  count_in_fields (self, &suggestions, &comments);
  for (guint i = 0; i < notes->len; i++)
    {
      const MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i);
      gboolean suggests = marbre_critic_get_scope (note->mark.kind) == MARBRE_CRITIC_SUGGESTIONS;

      count_note (suggests ? &suggestions : &comments, MARBRE_FIELD_BODY, note->mark.start,
                  note->end - note->mark.start);
    }
  if (suggestions.count > 0)
    marbre_checks_add (self, "suggestions-open", MARBRE_SEVERITY_WARNING, suggestions.field,
                       suggestions.start, suggestions.length,
                       g_strdup_printf (ngettext ("%u suggestion is open. The text is published "
                                                  "as it was before it.",
                                                  "%u suggestions are open. The text is published "
                                                  "as it was before them.",
                                                  suggestions.count),
                                        suggestions.count));
  if (comments.count > 0)
    marbre_checks_add (self, "comments-open", MARBRE_SEVERITY_INFO, comments.field, comments.start,
                       comments.length,
                       g_strdup_printf (ngettext ("%u comment to the desk is open. It is not "
                                                  "published.",
                                                  "%u comments to the desk are open. They are not "
                                                  "published.",
                                                  comments.count),
                                        comments.count));
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

/**
 * marbre_checks_run_notes:
 * @blocks: the story's body
 *
 * Adds what notes to the desk are open, and comments without an end, which would be published.
 */
void
marbre_checks_run_notes (MarbreChecks *self, MarbreBlocks *blocks)
{
  g_autoptr (GArray) notes = marbre_desk_notes_list (blocks);

  check_open (self, notes);
  check_unclosed (self, blocks, notes);
}
