/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The spelling service; see marbre-spelling.h. The main thread only sends jobs to the desk
 * (marbre-spelling-desk.h), which the worker's thread owns while it runs. They are done in the
 * order in which they were sent, so a word that was added is known to the next check.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling.h"

#include "marbre-spelling-job.h"
#include "marbre-worker.h"

struct _MarbreSpelling
{
  GObject parent_instance;

  MarbreWorker *worker;                            /* (owned) */
  MarbreSpellingDesk *desk;                        /* (owned): the worker's, until it has ended */
  GFile *files[MARBRE_SPELLING_N_LISTS];           /* (owned) (nullable) */
  GFileMonitor *monitors[MARBRE_SPELLING_N_LISTS]; /* (owned) (nullable) */
  GHashTable *missing;                             /* (owned): languages that were told missing */
};

G_DEFINE_FINAL_TYPE (MarbreSpelling, marbre_spelling, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_MISSING,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
push (MarbreSpelling *self,
      MarbreSpellingJob *job,
      GTaskThreadFunc func,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, (gpointer) func);
  g_task_set_task_data (task, job, (GDestroyNotify) marbre_spelling_job_free);
  marbre_worker_push (self->worker, task, func);
}

/* The words that are known are others now. */
static void
words_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreSpelling *self = MARBRE_SPELLING (source);
  g_autoptr (GError) error = NULL;
  MarbreSpellingJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        return;
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, job->file, error->message);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
load_list (MarbreSpelling *self, MarbreSpellingList list)
{
  MarbreSpellingJob *job = marbre_spelling_job_new (self->desk);

  job->list = list;
  g_set_object (&job->file, self->files[list]);
  push (self, job, marbre_spelling_load_job, NULL, words_cb, NULL);
}

static void
list_changed_cb (GFileMonitor *monitor,
                 GFile *file,
                 GFile *other,
                 GFileMonitorEvent event,
                 MarbreSpelling *self)
{
  if (event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT && event != G_FILE_MONITOR_EVENT_CREATED &&
      event != G_FILE_MONITOR_EVENT_DELETED)
    return;
  for (guint i = 0; i < MARBRE_SPELLING_N_LISTS; i++)
    if (self->monitors[i] == monitor)
      load_list (self, (MarbreSpellingList) i);
}

static void
marbre_spelling_dispose (GObject *object)
{
  MarbreSpelling *self = MARBRE_SPELLING (object);

  if (self->worker != NULL)
    marbre_worker_stop (self->worker);
  g_clear_object (&self->worker);
  g_clear_pointer (&self->desk, marbre_spelling_desk_free);
  for (guint i = 0; i < MARBRE_SPELLING_N_LISTS; i++)
    {
      g_clear_object (&self->monitors[i]);
      g_clear_object (&self->files[i]);
    }
  g_clear_pointer (&self->missing, g_hash_table_unref);
  G_OBJECT_CLASS (marbre_spelling_parent_class)->dispose (object);
}

static void
marbre_spelling_class_init (MarbreSpellingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_spelling_dispose;

  /**
   * MarbreSpelling::changed:
   *
   * Other words are known: what was checked is to be checked again.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MARBRE_TYPE_SPELLING, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbreSpelling::missing:
   * @language: a BCP 47 tag
   *
   * There is no dictionary for a language of the text. Emitted once for each language.
   */
  signals[SIGNAL_MISSING] = g_signal_new ("missing", MARBRE_TYPE_SPELLING, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * MarbreSpelling::failed:
   * @file: a word list
   * @message: why it could not be read or written
   */
  signals[SIGNAL_FAILED] =
      g_signal_new ("failed", MARBRE_TYPE_SPELLING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_STRING);
}

static void
marbre_spelling_init (MarbreSpelling *self)
{
  self->worker = marbre_worker_new_background ("marbre-spelling");
  self->desk = marbre_spelling_desk_new ();
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * marbre_spelling_new:
 *
 * Returns: (transfer full): a checker without word lists; its end waits for the job under way
 */
MarbreSpelling *
marbre_spelling_new (void)
{
  return g_object_new (MARBRE_TYPE_SPELLING, NULL);
}

/**
 * marbre_spelling_set_list:
 * @list: which list
 * @file: (nullable): where it is kept, %NULL for nowhere
 *
 * Loads a list, now and whenever the file changes. "changed" follows.
 */
void
marbre_spelling_set_list (MarbreSpelling *self, MarbreSpellingList list, GFile *file)
{
  g_return_if_fail (MARBRE_IS_SPELLING (self));
  g_return_if_fail (list < MARBRE_SPELLING_N_LISTS);
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  if (self->files[list] == file ||
      (file != NULL && self->files[list] != NULL && g_file_equal (file, self->files[list])))
    return;
  g_set_object (&self->files[list], file);
  g_clear_object (&self->monitors[list]);
  if (file != NULL)
    self->monitors[list] = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitors[list] != NULL)
    g_signal_connect_object (self->monitors[list], "changed", G_CALLBACK (list_changed_cb), self,
                             0);
  load_list (self, list);
}

/**
 * marbre_spelling_has_list:
 * @list: which list
 *
 * Returns: whether words can be added to it
 */
gboolean
marbre_spelling_has_list (MarbreSpelling *self, MarbreSpellingList list)
{
  g_return_val_if_fail (MARBRE_IS_SPELLING (self), FALSE);
  g_return_val_if_fail (list < MARBRE_SPELLING_N_LISTS, FALSE);
  return self->files[list] != NULL;
}

/**
 * marbre_spelling_set_names:
 * @names: (array zero-terminated=1): names and tags, of one word or more
 *
 * Makes all their words known, in place of those that were set before. "changed" follows.
 */
void
marbre_spelling_set_names (MarbreSpelling *self, const char *const *names)
{
  MarbreSpellingJob *job;

  g_return_if_fail (MARBRE_IS_SPELLING (self));
  g_return_if_fail (names != NULL);

  job = marbre_spelling_job_new (self->desk);
  job->names = g_strdupv ((char **) names);
  push (self, job, marbre_spelling_names_job, NULL, words_cb, NULL);
}

/**
 * marbre_spelling_ignore:
 * @word: a word
 *
 * Takes the word for right until the program ends. "changed" follows.
 */
void
marbre_spelling_ignore (MarbreSpelling *self, const char *word)
{
  MarbreSpellingJob *job;

  g_return_if_fail (MARBRE_IS_SPELLING (self));
  g_return_if_fail (word != NULL);

  job = marbre_spelling_job_new (self->desk);
  job->text = g_strdup (word);
  push (self, job, marbre_spelling_ignore_job, NULL, words_cb, NULL);
}

/**
 * marbre_spelling_add_word:
 * @list: a list that marbre_spelling_has_list()
 * @word: a word
 *
 * Adds the word to a list and its file. "changed" follows, after "failed" if the file cannot be
 * written: then the word is known until the program ends.
 */
void
marbre_spelling_add_word (MarbreSpelling *self, MarbreSpellingList list, const char *word)
{
  MarbreSpellingJob *job;

  g_return_if_fail (MARBRE_IS_SPELLING (self));
  g_return_if_fail (marbre_spelling_has_list (self, list));
  g_return_if_fail (word != NULL);

  job = marbre_spelling_job_new (self->desk);
  job->list = list;
  job->file = g_object_ref (self->files[list]);
  job->text = g_strdup (word);
  push (self, job, marbre_spelling_add_job, NULL, words_cb, NULL);
}

/**
 * marbre_spelling_prepare:
 * @language: a BCP 47 tag
 *
 * Loads the dictionary of a language that is about to be used, which takes up to a fifth of a
 * second: the first text in it is then checked without that wait.
 */
void
marbre_spelling_prepare (MarbreSpelling *self, const char *language)
{
  MarbreSpellingJob *job;

  g_return_if_fail (MARBRE_IS_SPELLING (self));
  g_return_if_fail (language != NULL);

  job = marbre_spelling_job_new (self->desk);
  job->language = g_strdup (language);
  push (self, job, marbre_spelling_prepare_job, NULL, NULL, NULL);
}

/**
 * marbre_spelling_check_async:
 * @text: valid UTF-8: whole blocks of Markdown, or a field
 * @mode: %MARBRE_PROSE_BODY or %MARBRE_PROSE_LINE
 * @language: the story's language, a BCP 47 tag
 * @cancellable: (nullable): cancels
 * @callback: called when the text is checked
 * @user_data: for @callback
 *
 * Reads and checks a text, each paragraph in its language.
 */
void
marbre_spelling_check_async (MarbreSpelling *self,
                             const char *text,
                             MarbreProseMode mode,
                             const char *language,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  MarbreSpellingJob *job;

  g_return_if_fail (MARBRE_IS_SPELLING (self));
  g_return_if_fail (text != NULL);
  g_return_if_fail (language != NULL);

  job = marbre_spelling_job_new (self->desk);
  job->text = g_strdup (text);
  job->mode = mode;
  job->language = g_strdup (language);
  push (self, job, marbre_spelling_check_job, cancellable, callback, user_data);
}

/**
 * marbre_spelling_check_finish:
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED or %G_IO_ERROR_CLOSED
 *
 * Returns: (transfer full) (nullable): what was found
 */
MarbreSpellingReport *
marbre_spelling_check_finish (MarbreSpelling *self, GAsyncResult *result, GError **error)
{
  MarbreSpellingReport *report;
  MarbreSpellingJob *job;

  g_return_val_if_fail (MARBRE_IS_SPELLING (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  report = g_task_propagate_pointer (G_TASK (result), error);
  if (report == NULL)
    return NULL;
  job = g_task_get_task_data (G_TASK (result));
  if (job->missing != NULL && g_hash_table_add (self->missing, g_strdup (job->missing)))
    g_signal_emit (self, signals[SIGNAL_MISSING], 0, job->missing);
  return report;
}

/**
 * marbre_spelling_suggest_async:
 * @word: a mistake
 * @context: the paragraph it is in, which tells the language
 * @language: the story's language, a BCP 47 tag
 * @cancellable: (nullable): cancels
 * @callback: called when the words are there, after up to a third of a second
 * @user_data: for @callback
 *
 * Looks for what @word may have been meant to be.
 */
void
marbre_spelling_suggest_async (MarbreSpelling *self,
                               const char *word,
                               const char *context,
                               const char *language,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  MarbreSpellingJob *job;

  g_return_if_fail (MARBRE_IS_SPELLING (self));
  g_return_if_fail (word != NULL && context != NULL);
  g_return_if_fail (language != NULL);

  job = marbre_spelling_job_new (self->desk);
  job->text = g_strdup (word);
  job->context = g_strdup (context);
  job->language = g_strdup (language);
  push (self, job, marbre_spelling_suggest_job, cancellable, callback, user_data);
}

/**
 * marbre_spelling_suggest_finish:
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED or %G_IO_ERROR_CLOSED
 *
 * Returns: (transfer full) (array zero-terminated=1) (nullable): words, the likeliest first
 */
char **
marbre_spelling_suggest_finish (MarbreSpelling *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (MARBRE_IS_SPELLING (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
