/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search on its thread; see marbre-find-job.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-find-job.h"

#include <glib/gi18n.h>
#include <string.h>

/* A search that lasts longer is of no use to somebody who waits for it. */
#define MAX_USEC (2 * G_USEC_PER_SEC)

typedef struct
{
  MarbreFindPattern *pattern;      /* (owned) */
  MarbreFindTemplate *replacement; /* (owned) (nullable) */
  GArray *texts;                   /* (owned) (element-type MarbreFindText) */
} Job;

/* One text while it is searched. */
typedef struct
{
  const MarbreFindText *text;
  MarbreFindTemplate *replacement; /* (borrowed) (nullable) */
  GArray *found;                   /* (borrowed): places, or edits if there is a replacement */
  guint *count;                    /* (borrowed): in all texts */
  gsize byte;                      /* a place whose characters are counted… */
  guint characters;                /* …so many */
} Reading;

static void
job_free (Job *job)
{
  marbre_find_pattern_unref (job->pattern);
  g_clear_pointer (&job->replacement, marbre_find_template_free);
  g_array_unref (job->texts);
  g_free (job);
}

static void
text_clear (MarbreFindText *text)
{
  g_free (text->text);
}

/**
 * marbre_find_texts_new:
 *
 * Returns: (transfer full) (element-type MarbreFindText): an empty array, which frees the copies
 */
GArray *
marbre_find_texts_new (void)
{
  GArray *texts = g_array_new (FALSE, FALSE, sizeof (MarbreFindText));

  g_array_set_clear_func (texts, (GDestroyNotify) text_clear);
  return texts;
}

/**
 * marbre_find_edit_clear:
 *
 * Frees what @edit owns.
 */
void
marbre_find_edit_clear (MarbreFindEdit *edit)
{
  g_return_if_fail (edit != NULL);
  g_clear_pointer (&edit->text, g_free);
}

/**
 * marbre_find_edits_new:
 *
 * Returns: (transfer full) (element-type MarbreFindEdit): an empty array, which frees its texts
 */
GArray *
marbre_find_edits_new (void)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (MarbreFindEdit));

  g_array_set_clear_func (edits, (GDestroyNotify) marbre_find_edit_clear);
  return edits;
}

static guint
count_to (Reading *reading, gsize byte)
{
  reading->characters += (guint) g_utf8_strlen (reading->text->text + reading->byte,
                                                (gssize) (byte - reading->byte));
  reading->byte = byte;
  return reading->characters;
}

/* Nothing that begins the line behind a selection of whole lines is not in it. */
static gboolean
is_behind (const Reading *reading, MarbreFindPlace place, gsize byte)
{
  return place.start == place.end && place.start == reading->text->last &&
         place.start > reading->text->first && reading->text->text[byte - 1] == '\n';
}

static gboolean
found_cb (const GMatchInfo *match, gsize start, gsize end, gpointer data)
{
  Reading *reading = data;
  MarbreFindPlace place = { count_to (reading, start), count_to (reading, end) };

  if (place.start < reading->text->first)
    return TRUE;
  if (place.end > reading->text->last || is_behind (reading, place, start))
    return FALSE;
  if (++*reading->count > MARBRE_FIND_MAX_PLACES)
    return FALSE;
  if (reading->replacement != NULL)
    {
      MarbreFindEdit edit = { place.start, place.end,
                              marbre_find_template_expand (reading->replacement, match) };

      if (edit.end > edit.start || *edit.text != '\0')
        g_array_append_val (reading->found, edit);
      else
        marbre_find_edit_clear (&edit);
    }
  else
    g_array_append_val (reading->found, place);
  return TRUE;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  gint64 until = g_get_monotonic_time () + MAX_USEC;
  guint count = 0;
  GError *error = NULL;

  for (guint i = 0; i < job->texts->len; i++)
    {
      const MarbreFindText *text = &g_array_index (job->texts, MarbreFindText, i);
      GArray *places = job->replacement ? marbre_find_edits_new ()
                                        : g_array_new (FALSE, FALSE, sizeof (MarbreFindPlace));
      Reading reading = { text, job->replacement, places, &count, 0, 0 };

      g_ptr_array_add (found, places);
      if (!marbre_find_pattern_search (job->pattern, text->text, strlen (text->text), until,
                                       cancellable, found_cb, &reading, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  if (count > MARBRE_FIND_MAX_PLACES)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                             _("This is in more than 100,000 places. Look for more at once."));
  else
    g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * marbre_find_job_async:
 * @worker: on whose thread it is done
 * @pattern: what is looked for
 * @replacement: (transfer full) (nullable): what is to be put in its place; %NULL to find only
 * @texts: (transfer full) (element-type MarbreFindText): where
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Searches the texts one after the other, for two seconds at most.
 */
void
marbre_find_job_async (MarbreWorker *worker,
                       MarbreFindPattern *pattern,
                       MarbreFindTemplate *replacement,
                       GArray *texts,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (MARBRE_IS_WORKER (worker));
  g_return_if_fail (pattern != NULL && texts != NULL);

  job->pattern = marbre_find_pattern_ref (pattern);
  job->replacement = replacement;
  job->texts = texts;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_find_job_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  marbre_worker_push (worker, task, run);
}

/**
 * marbre_find_job_finish:
 * @error: return location: %G_IO_ERROR_TIMED_OUT or %G_IO_ERROR_NO_SPACE, in words, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): for each text a #GArray: of #MarbreFindPlace, or, with a
 *   replacement, of #MarbreFindEdit; in order
 */
GPtrArray *
marbre_find_job_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
