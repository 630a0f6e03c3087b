/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the spelling worker does; see marbre-spelling-job.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-job.h"

/**
 * marbre_spelling_job_new:
 * @desk: who does it; has to live longer
 *
 * Returns: (transfer full): a job whose fields are still to be set
 */
MarbreSpellingJob *
marbre_spelling_job_new (MarbreSpellingDesk *desk)
{
  MarbreSpellingJob *job = g_new0 (MarbreSpellingJob, 1);

  job->desk = desk;
  return job;
}

/**
 * marbre_spelling_job_free:
 *
 * Frees the job; the desk stays.
 */
void
marbre_spelling_job_free (MarbreSpellingJob *job)
{
  g_clear_object (&job->file);
  g_free (job->text);
  g_free (job->context);
  g_free (job->language);
  g_free (job->missing);
  g_strfreev (job->names);
  g_free (job);
}

/* Reads and checks @text. */
void
marbre_spelling_check_job (GTask *task,
                           gpointer source,
                           gpointer data,
                           GCancellable *cancellable)
{
  MarbreSpellingJob *job = data;

  g_task_return_pointer (task,
                         marbre_spelling_desk_check (job->desk, job->text, job->mode,
                                                     job->language, &job->missing),
                         (GDestroyNotify) marbre_spelling_report_free);
}

/* Looks for what @text may have been meant to be. */
void
marbre_spelling_suggest_job (GTask *task,
                             gpointer source,
                             gpointer data,
                             GCancellable *cancellable)
{
  MarbreSpellingJob *job = data;

  g_task_return_pointer (task,
                         marbre_spelling_desk_suggest (job->desk, job->text, job->context,
                                                       job->language),
                         (GDestroyNotify) g_strfreev);
}

/* Loads the dictionary of @language. */
void
marbre_spelling_prepare_job (GTask *task,
                             gpointer source,
                             gpointer data,
                             GCancellable *cancellable)
{
  MarbreSpellingJob *job = data;

  marbre_spelling_desk_prepare (job->desk, job->language);
  g_task_return_boolean (task, TRUE);
}

static void
return_success (GTask *task, gboolean success, GError *error)
{
  if (success)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Reads @list from @file. */
void
marbre_spelling_load_job (GTask *task,
                          gpointer source,
                          gpointer data,
                          GCancellable *cancellable)
{
  MarbreSpellingJob *job = data;
  GError *error = NULL;
  gboolean success = marbre_spelling_desk_load (job->desk, job->list, job->file, &error);

  return_success (task, success, error);
}

/* Adds @text to @list and its @file. */
void
marbre_spelling_add_job (GTask *task,
                         gpointer source,
                         gpointer data,
                         GCancellable *cancellable)
{
  MarbreSpellingJob *job = data;
  GError *error = NULL;
  gboolean success = marbre_spelling_desk_add (job->desk, job->list, job->file, job->text, &error);

  return_success (task, success, error);
}

/* Makes the words of @names known. */
void
marbre_spelling_names_job (GTask *task,
                           gpointer source,
                           gpointer data,
                           GCancellable *cancellable)
{
  MarbreSpellingJob *job = data;

  marbre_spelling_desk_set_names (job->desk, (const char *const *) job->names);
  g_task_return_boolean (task, TRUE);
}

/* Takes @text for right. */
void
marbre_spelling_ignore_job (GTask *task,
                            gpointer source,
                            gpointer data,
                            GCancellable *cancellable)
{
  MarbreSpellingJob *job = data;

  marbre_spelling_desk_ignore (job->desk, job->text);
  g_task_return_boolean (task, TRUE);
}
