/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The serial worker: order, cancellation before a job's turn, calls that wait, and the end.
 */
#include "config.h"

#include "marbre-worker.h"

#include <sys/resource.h>
#include <unistd.h>

#define N_JOBS 200

typedef struct
{
  GArray *ran;      /* (owned) (element-type guint): what ran, in order; worker thread only */
  guint answered;   /* callbacks that came */
  guint cancelled;  /* … of which with G_IO_ERROR_CANCELLED */
  guint closed;     /* … of which with G_IO_ERROR_CLOSED */
  GThread *thread;  /* (borrowed): where callbacks are due */
} Log;

static void
log_init (Log *log)
{
  *log = (Log){ .ran = g_array_new (FALSE, FALSE, sizeof (guint)), .thread = g_thread_self () };
}

static void
log_clear (Log *log)
{
  g_clear_pointer (&log->ran, g_array_unref);
}

typedef struct
{
  Log *log; /* (borrowed) */
  guint number;
} Note;

static void
note_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Note *note = data;

  g_array_append_val (note->log->ran, note->number);
  g_task_return_boolean (task, TRUE);
}

static void
note_answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Log *log = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_thread_self () == log->thread);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      log->cancelled += g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      log->closed += g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
    }
  log->answered++;
}

static void
push_note (MarbreWorker *worker, Log *log, guint number, GCancellable *cancellable)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, note_answer_cb, log);
  Note *note = g_new (Note, 1);

  *note = (Note){ log, number };
  g_task_set_task_data (task, note, g_free);
  marbre_worker_push (worker, task, note_job);
}

static void
wait_for_answers (Log *log, guint count)
{
  while (log->answered < count)
    g_main_context_iteration (NULL, TRUE);
}

/* A job that holds the worker until the test opens the gate. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean open;
} Gate;

static void
gate_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  g_task_return_boolean (task, TRUE);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_signal (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

static void
test_jobs_keep_their_order (void)
{
  MarbreWorker *worker = marbre_worker_new ("test-order");
  Log log;

  log_init (&log);
  for (guint i = 0; i < N_JOBS; i++)
    push_note (worker, &log, i, NULL);
  wait_for_answers (&log, N_JOBS);
  marbre_worker_stop (worker);

  g_assert_cmpuint (log.ran->len, ==, N_JOBS);
  for (guint i = 0; i < N_JOBS; i++)
    g_assert_cmpuint (g_array_index (log.ran, guint, i), ==, i);
  log_clear (&log);
  g_assert_finalize_object (worker);
}

static void
test_a_cancelled_job_never_starts (void)
{
  g_autoptr (MarbreWorker) worker = marbre_worker_new ("test-cancel");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) first = NULL;
  Gate gate = { 0 };
  Log log;

  log_init (&log);
  first = g_task_new (NULL, NULL, note_answer_cb, &log);
  g_task_set_task_data (first, &gate, NULL);
  marbre_worker_push (worker, first, gate_job);
  push_note (worker, &log, 1, cancellable);
  push_note (worker, &log, 2, NULL);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  wait_for_answers (&log, 3);
  marbre_worker_stop (worker);

  g_assert_cmpuint (log.cancelled, ==, 1);
  g_assert_cmpuint (log.ran->len, ==, 1);
  g_assert_cmpuint (g_array_index (log.ran, guint, 0), ==, 2);
  log_clear (&log);
}

static void
test_stop_lets_jobs_finish (void)
{
  g_autoptr (MarbreWorker) worker = marbre_worker_new ("test-stop");
  Log log;

  log_init (&log);
  for (guint i = 0; i < N_JOBS; i++)
    push_note (worker, &log, i, NULL);
  marbre_worker_stop (worker);
  g_assert_cmpuint (log.ran->len, ==, N_JOBS);
  marbre_worker_stop (worker);

  push_note (worker, &log, N_JOBS, NULL);
  wait_for_answers (&log, N_JOBS + 1);
  g_assert_cmpuint (log.closed, ==, 1);
  g_assert_cmpuint (log.ran->len, ==, N_JOBS);
  log_clear (&log);
}

/* Set by a source on the default context, which a waiting call must leave alone. */
static gboolean
set_flag_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
inside_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_assert_true (marbre_worker_is_inside (data));
  g_task_return_pointer (task, g_strdup ("done"), g_free);
}

static void
nested_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = marbre_worker_call (data, inside_job, NULL, data, NULL, &error);

  g_assert_no_error (error);
  g_task_return_pointer (task, g_strconcat ("nested ", answer, NULL), g_free);
}

static void
test_call_waits_for_its_job_only (void)
{
  g_autoptr (MarbreWorker) worker = marbre_worker_new ("test-call");
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *nested = NULL;
  gboolean disturbed = FALSE;
  guint source;

  source = g_idle_add_full (G_PRIORITY_HIGH, set_flag_cb, &disturbed, NULL);
  answer = marbre_worker_call (worker, inside_job, NULL, worker, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer, ==, "done");
  nested = marbre_worker_call (worker, nested_job, NULL, worker, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nested, ==, "nested done");
  g_assert_false (disturbed);
  g_assert_false (marbre_worker_is_inside (worker));
  g_source_remove (source);
}

static void
failing_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "The disk is full");
}

static void
test_call_brings_errors (void)
{
  g_autoptr (MarbreWorker) worker = marbre_worker_new ("test-error");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (marbre_worker_call (worker, failing_job, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (marbre_worker_call (worker, failing_job, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  marbre_worker_stop (worker);
  g_assert_null (marbre_worker_call (worker, failing_job, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

/* A job that is done when somebody cancels. */
static void
late_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
  g_task_return_pointer (task, data, NULL);
}

static void
test_call_says_what_was_done (void)
{
  g_autoptr (MarbreWorker) worker = marbre_worker_new ("test-late");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  int done;

  g_assert_true (marbre_worker_call (worker, late_job, NULL, &done, cancellable, &error) == &done);
  g_assert_no_error (error);
}

static void
nice_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  int *niceness = data;

  *niceness = getpriority (PRIO_PROCESS, (id_t) gettid ());
  g_task_return_pointer (task, data, NULL);
}

static void
test_background_stands_back (void)
{
  g_autoptr (MarbreWorker) worker = marbre_worker_new ("test-front");
  g_autoptr (MarbreWorker) background = marbre_worker_new_background ("test-back");
  int ours = getpriority (PRIO_PROCESS, (id_t) gettid ());
  int front = 0, back = 0;

  g_assert_nonnull (marbre_worker_call (worker, nice_job, NULL, &front, NULL, NULL));
  g_assert_nonnull (marbre_worker_call (background, nice_job, NULL, &back, NULL, NULL));
  g_assert_cmpint (front, ==, ours);
  g_assert_cmpint (back, ==, MAX (ours, 10));
  g_assert_cmpint (getpriority (PRIO_PROCESS, (id_t) gettid ()), ==, ours);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/jobs-keep-their-order", test_jobs_keep_their_order);
  g_test_add_func ("/worker/a-cancelled-job-never-starts", test_a_cancelled_job_never_starts);
  g_test_add_func ("/worker/stop-lets-jobs-finish", test_stop_lets_jobs_finish);
  g_test_add_func ("/worker/call-waits-for-its-job-only", test_call_waits_for_its_job_only);
  g_test_add_func ("/worker/call-brings-errors", test_call_brings_errors);
  g_test_add_func ("/worker/call-says-what-was-done", test_call_says_what_was_done);
  g_test_add_func ("/worker/background-stands-back", test_background_stands_back);
  return g_test_run ();
}
