/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A serial worker thread; see marbre-worker.h. A job is a GTask and the function that completes it,
 * so that cancellation, errors and the return to the caller's main context are GTask's, not ours.
 */
#define G_LOG_DOMAIN "marbre-core"

#include "config.h"

#include "marbre-worker.h"

#include <errno.h>
#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

/* How far a background worker stands back, of 19. */
#define BACKGROUND_NICE 10

typedef struct
{
  GTask *task;          /* (owned) (nullable): NULL is the order to stop */
  GTaskThreadFunc func; /* (nullable): with a NULL task */
} Job;

struct _MarbreWorker
{
  GObject parent_instance;

  char *name;         /* (owned) */
  GAsyncQueue *queue; /* (owned) (element-type Job) */
  GThread *thread;    /* (owned) (nullable): NULL once stopped */
};

G_DEFINE_FINAL_TYPE (MarbreWorker, marbre_worker, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_free (job);
}

static gpointer
run_jobs (gpointer data)
{
  g_autoptr (GAsyncQueue) queue = data;

  for (;;)
    {
      Job *job = g_async_queue_pop (queue);

      if (job->task == NULL)
        {
          job_free (job);
          return NULL;
        }
      if (!g_task_return_error_if_cancelled (job->task))
        job->func (job->task, g_task_get_source_object (job->task),
                   g_task_get_task_data (job->task), g_task_get_cancellable (job->task));
      job_free (job);
    }
}

/* Linux has a niceness for each thread. Elsewhere it is the whole program's, and stays as it is. */
static gpointer
run_background_jobs (gpointer data)
{
#ifdef __linux__
  const id_t thread = (id_t) gettid ();

  if (getpriority (PRIO_PROCESS, thread) < BACKGROUND_NICE &&
      setpriority (PRIO_PROCESS, thread, BACKGROUND_NICE) != 0)
    g_debug ("A worker keeps its priority: %s", g_strerror (errno));
#endif
  return run_jobs (data);
}

static void
marbre_worker_dispose (GObject *object)
{
  marbre_worker_stop (MARBRE_WORKER (object));
  G_OBJECT_CLASS (marbre_worker_parent_class)->dispose (object);
}

static void
marbre_worker_finalize (GObject *object)
{
  MarbreWorker *self = MARBRE_WORKER (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->queue, g_async_queue_unref);
  G_OBJECT_CLASS (marbre_worker_parent_class)->finalize (object);
}

static void
marbre_worker_class_init (MarbreWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_worker_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_worker_finalize;
}

static void
marbre_worker_init (MarbreWorker *self)
{
  self->queue = g_async_queue_new_full ((GDestroyNotify) job_free);
}

static MarbreWorker *
start (const char *name, GThreadFunc run)
{
  MarbreWorker *self = g_object_new (MARBRE_TYPE_WORKER, NULL);

  self->name = g_strdup (name);
  self->thread = g_thread_new (name, run, g_async_queue_ref (self->queue));
  return self;
}

/**
 * marbre_worker_new:
 * @name: the thread's name as debuggers show it, at most 15 bytes
 *
 * Starts the thread.
 *
 * Returns: (transfer full): a worker
 */
MarbreWorker *
marbre_worker_new (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);
  return start (name, run_jobs);
}

/**
 * marbre_worker_new_background:
 * @name: as for marbre_worker_new()
 *
 * Starts a thread that stands back for those that draw: on a machine with few processors a key
 * typed while it is busy would else wait for its turn.
 *
 * Returns: (transfer full): a worker
 */
MarbreWorker *
marbre_worker_new_background (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);
  return start (name, run_background_jobs);
}

/**
 * marbre_worker_push:
 * @task: the task that @func completes; a reference is taken
 * @func: runs on the worker's thread, unless the task was cancelled before its turn
 *
 * Queues a job behind those pushed before. The task's callback comes on the main context on which
 * the task was made. A stopped worker fails the task with %G_IO_ERROR_CLOSED.
 */
void
marbre_worker_push (MarbreWorker *self, GTask *task, GTaskThreadFunc func)
{
  Job *job;

  g_return_if_fail (MARBRE_IS_WORKER (self));
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  if (self->thread == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The %s thread has ended",
                               self->name);
      return;
    }
  job = g_new0 (Job, 1);
  job->task = g_object_ref (task);
  job->func = func;
  g_async_queue_push (self->queue, job);
}

/**
 * marbre_worker_call:
 * @func: completes its task with a pointer, g_task_return_pointer(), or an error
 * @source: (nullable): the task's source object
 * @data: (nullable): the task's data, borrowed
 * @cancellable: (nullable): cancels the job; one that ended before it noticed keeps its result
 * @error: where the job's error goes
 *
 * Runs a job and waits for it: for another worker or a command line tool, never for a thread that
 * draws. Called on the worker's own thread it runs at once.
 *
 * Returns: (transfer full) (nullable): what the job returned
 */
gpointer
marbre_worker_call (MarbreWorker *self,
                    GTaskThreadFunc func,
                    gpointer source,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GTask) task = NULL;

  g_return_val_if_fail (MARBRE_IS_WORKER (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  /* A context of its own: g_task_get_completed() turns true only when the task's context has
   * delivered it, and the caller's context must not run foreign sources while we wait. */
  g_main_context_push_thread_default (context);
  task = g_task_new (source, cancellable, NULL, NULL);
  g_task_set_task_data (task, data, NULL);
  /* What a job did before it heard of the cancellation is done: to say otherwise would have the
   * caller do it again. */
  g_task_set_check_cancellable (task, FALSE);
  if (marbre_worker_is_inside (self))
    func (task, source, data, cancellable);
  else
    marbre_worker_push (self, task, func);
  while (!g_task_get_completed (task))
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);

  return g_task_propagate_pointer (task, error);
}

/**
 * marbre_worker_is_inside:
 *
 * Returns: %TRUE on the worker's own thread, for asserts
 */
gboolean
marbre_worker_is_inside (MarbreWorker *self)
{
  g_return_val_if_fail (MARBRE_IS_WORKER (self), FALSE);
  return self->thread != NULL && g_thread_self () == self->thread;
}

/**
 * marbre_worker_stop:
 *
 * Lets every queued job finish, then ends the thread and waits for that. Call it where the wait is
 * allowed (end of the program, tests). Doing it twice is harmless.
 */
void
marbre_worker_stop (MarbreWorker *self)
{
  g_return_if_fail (MARBRE_IS_WORKER (self));

  if (self->thread == NULL)
    return;
  g_async_queue_push (self->queue, g_new0 (Job, 1));
  if (g_thread_self () == self->thread)
    g_thread_unref (self->thread); /* the last job held the last reference: it cannot join itself */
  else
    g_thread_join (self->thread);
  self->thread = NULL;
}
