/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of typographic changes; see marbre-typography-list.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-typography-list.h"

#include <string.h>

#include "marbre-compat.h"

/* Characters on either side of a change. */
#define CONTEXT 16

typedef struct
{
  MarbreStory *story; /* (owned): a copy */
  MarbreTypographyOptions options;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->story);
  g_free (job);
}

static void
change_free (MarbreTypographyChange *change)
{
  g_free (change->text);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/* Makes what cannot be seen visible, and keeps to one line. */
static void
append_visible (GString *out, const char *from, const char *to)
{
  for (const char *p = from; p < to; p = g_utf8_next_char (p))
    switch (g_utf8_get_char (p))
      {
      case 0xa0:
        g_string_append (out, "⍽");
        break;
      case 0x202f:
        g_string_append (out, "˽");
        break;
      case '\n':
      case '\r':
        g_string_append_c (out, ' ');
        break;
      default:
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
      }
}

static const char *
step_back (const char *text, const char *p)
{
  for (guint i = 0; i < CONTEXT && p > text && p[-1] != '\n'; i++)
    p = g_utf8_prev_char (p);
  return p;
}

static const char *
step_forward (const char *p)
{
  for (guint i = 0; i < CONTEXT && *p != '\0' && *p != '\n'; i++)
    p = g_utf8_next_char (p);
  return p;
}

static char *
show (const char *text, const MarbreTypographyEdit *edit, gboolean changed)
{
  const char *start = text + edit->start, *end = text + edit->end;
  GString *out = g_string_new (NULL);

  append_visible (out, step_back (text, start), start);
  if (changed)
    append_visible (out, edit->text, edit->text + strlen (edit->text));
  else
    append_visible (out, start, end);
  append_visible (out, end, step_forward (end));
  return marbre_string_steal (out);
}

static void
add_field (GPtrArray *changes, const Job *job, MarbreField field)
{
  const char *text = marbre_story_get_text (job->story, field);
  const char *language = marbre_story_get_text (job->story, MARBRE_FIELD_LANGUAGE);
  gboolean body = field == MARBRE_FIELD_BODY;
  g_autoptr (GArray) edits = marbre_typography_find (
      text, language, &job->options, body ? MARBRE_PROSE_BODY : MARBRE_PROSE_LINE);
  const char *p = text;
  guint offset = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const MarbreTypographyEdit *edit = &g_array_index (edits, MarbreTypographyEdit, i);
      MarbreTypographyChange *change = g_new0 (MarbreTypographyChange, 1);

      offset += (guint) g_utf8_strlen (p, (gssize) (text + edit->start - p));
      p = text + edit->start;
      change->field = field;
      change->offset = offset;
      change->length = (guint) g_utf8_strlen (p, (gssize) (edit->end - edit->start));
      change->text = g_strdup (edit->text);
      change->before = show (text, edit, FALSE);
      change->after = show (text, edit, TRUE);
      g_ptr_array_add (changes, change);
    }
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  static const MarbreField fields[] = { MARBRE_FIELD_KICKER, MARBRE_FIELD_HEADLINE,
                                        MARBRE_FIELD_STANDFIRST, MARBRE_FIELD_BODY };
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    add_field (changes, data, fields[i]);
  g_task_return_pointer (task, changes, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * marbre_typography_list_async:
 * @story: the story; a copy is read
 * @options: what its site can show
 * @cancellable: (nullable): cancels
 * @callback: called on the main context
 *
 * Finds what the rules would change in kicker, headline, standfirst and body.
 */
void
marbre_typography_list_async (MarbreStory *story,
                              const MarbreTypographyOptions *options,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (MARBRE_IS_STORY (story));
  g_return_if_fail (options != NULL);

  job = g_new0 (Job, 1);
  job->story = marbre_story_copy (story);
  job->options = *options;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_typography_list_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, list_thread);
}

/**
 * marbre_typography_list_finish:
 *
 * Returns: (transfer full) (element-type MarbreTypographyChange) (nullable): the changes, field by
 *   field in the order of the text; %NULL if it was cancelled
 */
GPtrArray *
marbre_typography_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
