/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story without its notes to the desk; see marbre-desk-note.h. marbre_blocks_parse() keeps them
 * out of the HTML; this is for what goes out as it is written: headlines, captions, and a body as
 * Markdown.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-desk-note.h"

#include <string.h>

#include "marbre-compat.h"

#define BOTH_SCOPES (MARBRE_CRITIC_SUGGESTIONS | MARBRE_CRITIC_COMMENTS)

/* Of two spaces between which nothing is left, one goes. */
static void
close_up (GString *out, const char *next)
{
  if (out->len > 0 && out->str[out->len - 1] == ' ' && marbre_critic_may_close_up (next))
    g_string_truncate (out, out->len - 1);
}

/* @notes: (nullable): which of @marks are notes; NULL for all */
static char *
strip (const char *text, GArray *marks, GHashTable *notes)
{
  gsize length = strlen (text);
  GString *out = g_string_sized_new (length);
  gsize at = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      const MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, i);
      g_autofree char *kept = NULL;
      gsize start;

      if (mark->start < at ||
          (notes != NULL && !g_hash_table_contains (notes, GSIZE_TO_POINTER (mark->start))))
        continue;
      kept = marbre_critic_resolve (text, length, marks, i, MARBRE_CRITIC_REJECT, BOTH_SCOPES,
                                    &start);
      start = MAX (start, at);
      g_string_append_len (out, text + at, (gssize) (start - at));
      g_string_append (out, kept);
      at = mark->end;
      if (*kept == '\0')
        close_up (out, text + at);
    }
  g_string_append (out, text + at);
  return marbre_string_steal (out);
}

static char *
strip_body (const char *body, GArray *marks)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (body, -1, NULL, NULL, NULL);
  g_autoptr (GHashTable) starts = g_hash_table_new (NULL, NULL);

  marbre_desk_notes_collect (blocks, starts);
  return strip (body, marks, starts);
}

/**
 * marbre_desk_notes_strip_line:
 * @line: a line of text
 *
 * Returns: (transfer full): the line as readers get it
 */
char *
marbre_desk_notes_strip_line (const char *line)
{
  g_autoptr (GArray) marks = NULL;
  char *text;

  g_return_val_if_fail (line != NULL, NULL);

  marks = marbre_critic_scan (line, strlen (line));
  if (marks == NULL)
    return g_strdup (line);
  text = strip (line, marks, NULL);
  return g_strstrip (text);
}

static MarbreMedia *
strip_lead (MarbreMedia *image)
{
  g_autofree char *alt = marbre_desk_notes_strip_line (marbre_media_get_alt (image));
  g_autofree char *caption = marbre_desk_notes_strip_line (marbre_media_get_caption (image));
  g_autofree char *credit = marbre_desk_notes_strip_line (marbre_media_get_credit (image));

  return marbre_media_new (marbre_media_get_src (image), alt, caption, credit);
}

static gboolean
holds_notes (const char *line)
{
  g_autoptr (GArray) marks = marbre_critic_scan (line, strlen (line));

  return marks != NULL;
}

/**
 * marbre_desk_notes_strip_lines:
 * @story: a story
 *
 * Takes the notes to the desk out of all texts but the body: kicker, headline, standfirst, byline,
 * and what is said of the lead picture.
 *
 * Returns: (transfer full): the story with those as readers get them; @story itself if there are no
 *   notes in them
 */
MarbreStory *
marbre_desk_notes_strip_lines (MarbreStory *story)
{
  g_autoptr (MarbreStory) stripped = NULL;

  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);

  for (guint i = 0; i < MARBRE_DESK_TEXT_BODY; i++)
    {
      const char *line = marbre_desk_text_get (story, i);
      MarbreField field;

      if (!holds_notes (line))
        continue;
      if (stripped == NULL)
        stripped = marbre_story_copy (story);
      if (marbre_desk_text_is_field (i, &field))
        {
          g_autofree char *text = marbre_desk_notes_strip_line (line);

          marbre_story_set_text (stripped, field, text);
        }
      else
        {
          g_autoptr (MarbreMedia) image = strip_lead (marbre_story_get_lead_image (story));

          marbre_story_set_lead_image (stripped, image);
        }
    }
  return stripped ? g_steal_pointer (&stripped) : g_object_ref (story);
}

/**
 * marbre_desk_notes_strip:
 * @story: a story
 *
 * Takes all notes to the desk out of its body, too: comments go, and no suggestion is accepted.
 * Parses the body if there are any.
 *
 * Returns: (transfer full): the story as readers get it; @story itself if there are no notes
 */
MarbreStory *
marbre_desk_notes_strip (MarbreStory *story)
{
  const char *body;
  g_autoptr (MarbreStory) stripped = NULL;
  g_autoptr (GArray) marks = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);

  body = marbre_story_get_text (story, MARBRE_FIELD_BODY);
  marks = marbre_critic_scan (body, strlen (body));
  stripped = marbre_desk_notes_strip_lines (story);
  if (marks == NULL)
    return g_steal_pointer (&stripped);
  text = strip_body (body, marks);
  if (stripped == story)
    {
      g_object_unref (stripped);
      stripped = marbre_story_copy (story);
    }
  marbre_story_set_text (stripped, MARBRE_FIELD_BODY, text);
  return g_steal_pointer (&stripped);
}
