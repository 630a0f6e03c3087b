/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Corrections; see marbre-correction.h. All that one click corrects in a text is one undo step of
 * that text. Tags and language are no text: whoever corrects them is told how they were.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-correction.h"

#include <string.h>

/**
 * marbre_correction_is_there:
 * @check: a finding
 * @text: its field's text as it is now
 *
 * Returns: whether what was found still stands at its place
 */
gboolean
marbre_correction_is_there (const MarbreCheck *check, const char *text)
{
  gsize length = strlen (text);

  return check->start <= length && check->length <= length - check->start &&
         (check->found == NULL || strncmp (text + check->start, check->found, check->length) == 0);
}

/**
 * marbre_correction_count_chars:
 * @from: a character of a text
 * @to: one behind it, or the end
 *
 * Returns: how many there are between them: text buffers count characters, findings bytes
 */
guint
marbre_correction_count_chars (const char *from, const char *to)
{
  return (guint) g_utf8_pointer_to_offset (from, to);
}

static void
correct_body (MarbreDocument *document, const char *text, const MarbreCheck *check)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  const char *place = text + check->start;
  guint offset = marbre_correction_count_chars (text, place);
  guint length = marbre_correction_count_chars (place, place + check->length);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) offset);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) (offset + length));
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, check->replacement, -1);
}

/* Returns whether a key takes it back. */
static gboolean
correct_field (MarbreEditor *editor,
               MarbreStory *story,
               const char *text,
               const MarbreCheck *check)
{
  const char *place = text + check->start;
  g_autofree char *whole = NULL;

  if (marbre_editor_replace_in_field (editor, check->field,
                                      marbre_correction_count_chars (text, place),
                                      marbre_correction_count_chars (place, place + check->length),
                                      check->replacement))
    return TRUE;
  whole = g_strdup_printf ("%.*s%s%s", (int) check->start, text, check->replacement,
                           place + check->length);
  marbre_story_set_text (story, check->field, whole);
  return FALSE;
}

static void
correct_tag (MarbreStory *story, const MarbreCheck *check)
{
  const char *const *tags = marbre_story_get_tags (story);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) corrected = NULL;

  for (guint i = 0; tags[i] != NULL; i++)
    g_strv_builder_add (builder,
                        g_str_equal (tags[i], check->found) ? check->replacement : tags[i]);
  corrected = g_strv_builder_end (builder);
  marbre_story_set_tags (story, (const char *const *) corrected);
}

/* By field, and in a field from its end: what is corrected moves nothing that is still to be. */
static int
compare_backwards (gconstpointer a, gconstpointer b)
{
  const MarbreCheck *one = *(const MarbreCheck *const *) a;
  const MarbreCheck *other = *(const MarbreCheck *const *) b;

  if (one->field != other->field)
    return one->field < other->field ? -1 : 1;
  if (one->start != other->start)
    return one->start > other->start ? -1 : 1;
  return 0;
}

/* Returns whether something was corrected that no key takes back. */
static gboolean
correct_in_order (MarbreEditor *editor, MarbreDocument *document, GPtrArray *ordered)
{
  MarbreStory *story = marbre_document_get_story (document);
  MarbreField field = MARBRE_N_FIELDS;
  g_autofree char *text = NULL;
  gsize limit = 0;
  gboolean beside = FALSE;

  for (guint i = 0; i < ordered->len; i++)
    {
      const MarbreCheck *check = g_ptr_array_index (ordered, i);

      if (check->place == MARBRE_CHECK_PLACE_TAGS)
        {
          correct_tag (story, check);
          beside = TRUE;
          continue;
        }
      if (check->field != field)
        {
          field = check->field;
          g_free (text);
          text = g_strdup (marbre_story_get_text (story, field));
          limit = strlen (text);
        }
      /* Two findings may overlap: the second is left to the next check. */
      if (!marbre_correction_is_there (check, text) || check->start + check->length > limit)
        continue;
      if (field == MARBRE_FIELD_BODY)
        correct_body (document, text, check);
      else if (!correct_field (editor, story, text, check))
        beside = TRUE;
      limit = check->start;
    }
  return beside;
}

/**
 * marbre_correction_apply:
 * @editor: where the texts are written
 * @document: the story on the desk, which may be changed
 * @checks: (element-type MarbreCheck): what to correct; what has changed since is left alone
 *
 * Corrects findings.
 *
 * Returns: (transfer full) (nullable): the story as it was, if something was corrected that no key
 *   takes back: for marbre_correction_take_back()
 */
MarbreStory *
marbre_correction_apply (MarbreEditor *editor, MarbreDocument *document, GPtrArray *checks)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  g_autoptr (GPtrArray) ordered = g_ptr_array_new ();
  g_autoptr (MarbreStory) before = marbre_document_snapshot (document);
  gboolean beside;

  g_ptr_array_extend (ordered, checks, NULL, NULL);
  g_ptr_array_sort (ordered, compare_backwards);
  gtk_text_buffer_begin_user_action (buffer);
  beside = correct_in_order (editor, document, ordered);
  gtk_text_buffer_end_user_action (buffer);
  return beside ? g_steal_pointer (&before) : NULL;
}

/* What was corrected goes back, unless somebody has changed it once more. */
static gboolean
take_back_tags (MarbreStory *story, MarbreStory *before, MarbreStory *after)
{
  if (g_strv_equal (marbre_story_get_tags (before), marbre_story_get_tags (after)))
    return TRUE;
  if (!g_strv_equal (marbre_story_get_tags (story), marbre_story_get_tags (after)))
    return FALSE;
  marbre_story_set_tags (story, marbre_story_get_tags (before));
  return TRUE;
}

static gboolean
take_back_text (MarbreStory *story, MarbreStory *before, MarbreStory *after, MarbreField field)
{
  const char *old = marbre_story_get_text (before, field);
  const char *corrected = marbre_story_get_text (after, field);

  if (g_str_equal (old, corrected))
    return TRUE;
  if (!g_str_equal (marbre_story_get_text (story, field), corrected))
    return FALSE;
  marbre_story_set_text (story, field, old);
  return TRUE;
}

/**
 * marbre_correction_take_back:
 * @document: the story on the desk
 * @before: what marbre_correction_apply() gave back
 * @after: the story as it was after that
 *
 * Takes corrections of tags and of fields of one line back; each only if it was not changed since.
 *
 * Returns: whether all were; %FALSE also if another story is on the desk
 */
gboolean
marbre_correction_take_back (MarbreDocument *document, MarbreStory *before, MarbreStory *after)
{
  static const MarbreField fields[] = { MARBRE_FIELD_LANGUAGE, MARBRE_FIELD_SECTION,
                                        MARBRE_FIELD_KICKER, MARBRE_FIELD_BYLINE };
  MarbreStory *story = marbre_document_get_story (document);
  gboolean all;

  if (!g_str_equal (marbre_story_get_id (story), marbre_story_get_id (before)) ||
      marbre_document_get_read_only (document))
    return FALSE;
  all = take_back_tags (story, before, after);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    all = take_back_text (story, before, after, fields[i]) && all;
  return all;
}
