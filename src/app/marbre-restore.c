/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Restoring; see marbre-restore.h. Only what differs is replaced, from the end to the beginning, so
 * that places keep their meaning and the caret its neighbours.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-restore.h"

#include <string.h>

static void
replace_in_body (GtkTextBuffer *buffer,
                 const MarbreComparedField *field,
                 const MarbreWordChange *change)
{
  const char *start = field->after + change->after_start;
  glong first = g_utf8_pointer_to_offset (field->after, start);
  glong length = g_utf8_strlen (start, (gssize) change->after_length);
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, (int) first);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, (int) (first + length));
  gtk_text_buffer_delete (buffer, &from, &to);
  gtk_text_buffer_insert (buffer, &from, field->before + change->before_start,
                          (int) change->before_length);
}

static char *
replace_in_text (const MarbreComparedField *field, const MarbreWordChange *change)
{
  GString *text = g_string_new_len (field->after, (gssize) change->after_start);

  g_string_append_len (text, field->before + change->before_start, (gssize) change->before_length);
  g_string_append (text, field->after + change->after_start + change->after_length);
  return g_string_free (text, FALSE);
}

static gboolean
is_current (MarbreStory *story, const MarbreComparedField *field)
{
  return g_str_equal (marbre_story_get_text (story, field->field), field->after);
}

/**
 * marbre_restore_passage:
 * @document: the document
 * @field: a compared field, whose newer text is the document's
 * @change: one of its changes
 *
 * Returns: %FALSE if the document says something else by now; then it is as it was
 */
gboolean
marbre_restore_passage (MarbreDocument *document,
                        const MarbreComparedField *field,
                        const MarbreWordChange *change)
{
  MarbreStory *story;
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;

  g_return_val_if_fail (MARBRE_IS_DOCUMENT (document), FALSE);

  story = marbre_document_get_story (document);
  if (!is_current (story, field))
    return FALSE;
  if (field->field != MARBRE_FIELD_BODY)
    {
      text = replace_in_text (field, change);
      marbre_story_set_text (story, field->field, text);
      return TRUE;
    }
  buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  gtk_text_buffer_begin_user_action (buffer);
  replace_in_body (buffer, field, change);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/**
 * marbre_restore_all:
 * @document: the document
 * @fields: (element-type MarbreComparedField): the comparison of @story with it
 * @story: the earlier version; its tags and lead picture come back too
 *
 * Returns: %FALSE if the document says something else by now; then it is as it was
 */
gboolean
marbre_restore_all (MarbreDocument *document, GPtrArray *fields, MarbreStory *story)
{
  MarbreStory *live;
  GtkTextBuffer *buffer;

  g_return_val_if_fail (MARBRE_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (MARBRE_IS_STORY (story), FALSE);

  live = marbre_document_get_story (document);
  for (guint i = 0; i < fields->len; i++)
    if (!is_current (live, g_ptr_array_index (fields, i)))
      return FALSE;

  buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  for (guint i = 0; i < fields->len; i++)
    {
      const MarbreComparedField *field = g_ptr_array_index (fields, i);

      if (field->field != MARBRE_FIELD_BODY)
        {
          marbre_story_set_text (live, field->field, field->before);
          continue;
        }
      gtk_text_buffer_begin_user_action (buffer);
      for (guint j = field->changes->len; j > 0; j--)
        replace_in_body (buffer, field, &g_array_index (field->changes, MarbreWordChange, j - 1));
      gtk_text_buffer_end_user_action (buffer);
    }
  marbre_story_set_tags (live, marbre_story_get_tags (story));
  marbre_story_set_lead_image (live, marbre_story_get_lead_image (story));
  return TRUE;
}
