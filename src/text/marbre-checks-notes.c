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

/* Open notes of one scope. */
typedef struct
{
  guint count;
  const MarbreDeskNote *first; /* (borrowed) (nullable): in the order of the window */
} Open;

static void
count_note (Open *open, const MarbreDeskNote *note)
{
  if (open->count++ == 0)
    open->first = note;
}

/* @message: (transfer full) */
static void
add_open (MarbreChecks *self,
          const char *id,
          MarbreSeverity severity,
          const MarbreDeskNote *note,
          char *message)
{
  MarbreField field = MARBRE_FIELD_BODY;
  gboolean on_lead = !marbre_desk_text_is_field (note->where, &field);
  MarbreCheck *check =
      marbre_checks_add (self, id, severity, field, on_lead ? 0 : note->mark.start,
                         on_lead ? 0 : note->end - note->mark.start, message);

  if (check != NULL && on_lead)
    check->place = MARBRE_CHECK_PLACE_LEAD;
}

static void
check_open (MarbreChecks *self, GArray *notes)
{
  Open suggestions = { 0 }, comments = { 0 };

  for (guint i = 0; i < notes->len; i++)
    {
      const MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i);
      gboolean suggests = marbre_critic_get_scope (note->mark.kind) == MARBRE_CRITIC_SUGGESTIONS;

      count_note (suggests ? &suggestions : &comments, note);
    }
  if (suggestions.count > 0)
    add_open (self, "suggestions-open", MARBRE_SEVERITY_WARNING, suggestions.first,
              g_strdup_printf (ngettext ("%u suggestion is open. The text is published "
                                         "as it was before it.",
                                         "%u suggestions are open. The text is published "
                                         "as it was before them.",
                                         suggestions.count),
                               suggestions.count));
  if (comments.count > 0)
    add_open (self, "comments-open", MARBRE_SEVERITY_INFO, comments.first,
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
      if (block != NULL && block->kind != MARBRE_BLOCK_CODE && block->kind != MARBRE_BLOCK_SITE &&
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
  g_autoptr (GArray) all = marbre_desk_notes_list_story (self->story, blocks);

  check_open (self, all);
  check_unclosed (self, blocks, notes);
}
