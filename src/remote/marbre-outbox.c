/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox; see marbre-outbox.h. This file decides when rows are carried: at once when a story is
 * published, when the clock or the network says so, and when the user does. One run carries all
 * that is due, on the worker; what a run leaves in the middle is found by the next.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-outbox.h"

#include "marbre-outbox-lock.h"
#include "marbre-outbox-policy.h"
#include "marbre-outbox-private.h"
#include "marbre-time.h"

/* After a run that the archive itself kept from its work. */
#define ARCHIVE_DELAY 15

G_DEFINE_FINAL_TYPE (MarbreOutbox, marbre_outbox, G_TYPE_OBJECT)

enum
{
  ROW_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/**
 * Run:
 *
 * What a run is told, and what it tells.
 */
typedef struct
{
  gboolean network_is_back;
  gint64 next; /* seconds since 1970 UTC of the next row that waits for the clock, 0 = none */
} Run;

static void
marbre_outbox_dispose (GObject *object)
{
  marbre_outbox_stop (MARBRE_OUTBOX (object));
  G_OBJECT_CLASS (marbre_outbox_parent_class)->dispose (object);
}

static void
marbre_outbox_finalize (GObject *object)
{
  MarbreOutbox *self = MARBRE_OUTBOX (object);

  g_clear_object (&self->sender);
  g_clear_object (&self->worker);
  g_clear_object (&self->archive);
  g_clear_object (&self->stop);
  g_clear_object (&self->cancel);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (marbre_outbox_parent_class)->finalize (object);
}

static void
marbre_outbox_class_init (MarbreOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = marbre_outbox_dispose;
  object_class->finalize = marbre_outbox_finalize;

  /**
   * MarbreOutbox::row-changed:
   * @row: the row as it is now
   *
   * A row was carried, cancelled or queued again. Comes on the main context of the thread that made
   * the outbox.
   */
  signals[ROW_CHANGED] = g_signal_new ("row-changed", MARBRE_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       MARBRE_TYPE_OUTBOX_ROW | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
marbre_outbox_init (MarbreOutbox *self)
{
  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
  self->stop = g_cancellable_new ();
  self->worker = marbre_worker_new ("marbre-remote");
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, MarbreOutbox *self)
{
  if (!available)
    return;
  self->network_is_back = TRUE;
  marbre_outbox_wake (self);
}

/**
 * marbre_outbox_new:
 * @archive: an open archive
 * @credentials: where the sites' secrets are
 *
 * Nothing is sent before the first marbre_outbox_wake() or marbre_outbox_run_sync().
 *
 * Returns: (transfer full): an outbox
 */
MarbreOutbox *
marbre_outbox_new (MarbreArchive *archive, MarbreCredentials *credentials)
{
  MarbreOutbox *self;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (MARBRE_IS_CREDENTIALS (credentials), NULL);

  self = g_object_new (MARBRE_TYPE_OUTBOX, NULL);
  self->archive = g_object_ref (archive);
  self->sender = marbre_sender_new (archive, credentials, self->stop);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, 0);
  return self;
}

/**
 * marbre_outbox_set_prepare:
 * @func: (nullable): makes a site ready before it is used, on the worker
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 *
 * To be called before the first wake.
 */
void
marbre_outbox_set_prepare (MarbreOutbox *self,
                           MarbreOutboxPrepare func,
                           gpointer user_data,
                           GDestroyNotify destroy)
{
  g_return_if_fail (MARBRE_IS_OUTBOX (self));
  g_return_if_fail (!self->running);
  marbre_sender_set_prepare (self->sender, func, user_data, destroy);
}

typedef struct
{
  MarbreOutbox *self;   /* (owned) */
  MarbreOutboxRow *row; /* (owned) */
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->self);
  marbre_outbox_row_free (change->row);
  g_free (change);
}

static gboolean
emit_change_cb (gpointer user_data)
{
  Change *change = user_data;

  g_signal_emit (change->self, signals[ROW_CHANGED], 0, change->row);
  return G_SOURCE_REMOVE;
}

/**
 * marbre_outbox_tell_change:
 * @row: a row that changed
 *
 * Has the signal emitted on the outbox's main context. From any thread.
 */
void
marbre_outbox_tell_change (MarbreOutbox *self, const MarbreOutboxRow *row)
{
  Change *change = g_new0 (Change, 1);

  change->self = g_object_ref (self);
  change->row = marbre_outbox_row_copy (row);
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, emit_change_cb, change,
                              (GDestroyNotify) change_free);
}

static void
stopped_cb (GCancellable *stop, GCancellable *cancel)
{
  g_cancellable_cancel (cancel);
}

/* Carries one row, so that the user can cancel it meanwhile. FALSE if it is as it was. */
static gboolean
carry (MarbreOutbox *self, MarbreOutboxRow *row)
{
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gulong handler;
  gboolean carried;

  g_mutex_lock (&self->lock);
  self->current = row->id;
  g_set_object (&self->cancel, cancel);
  g_mutex_unlock (&self->lock);
  handler = g_cancellable_connect (self->stop, G_CALLBACK (stopped_cb), g_object_ref (cancel),
                                   g_object_unref);

  carried = marbre_sender_carry (self->sender, row, cancel, &error);

  g_cancellable_disconnect (self->stop, handler);
  g_mutex_lock (&self->lock);
  self->current = 0;
  g_clear_object (&self->cancel);
  g_mutex_unlock (&self->lock);
  if (carried)
    marbre_outbox_tell_change (self, row);
  else
    g_debug ("outbox row %" G_GINT64_FORMAT " stays as it is (%s %d)", row->id,
             g_quark_to_string (error->domain), error->code);
  return carried;
}

#define UNFINISHED                                                                                 \
  (MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_QUEUED) |                                                \
   MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_SENDING) |                                               \
   MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_ACCEPTED) |                                              \
   MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_RETRY))

/* When the next of @rows wants to be carried, 0 if none does. One that is due still, though it was
 * just carried, was held up by the archive. */
static gint64
find_next (GPtrArray *rows)
{
  const gint64 earliest = marbre_time_now () + ARCHIVE_DELAY;
  gint64 next = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const MarbreOutboxRow *row = g_ptr_array_index (rows, i);
      const gint64 moment =
          marbre_outbox_policy_is_due (row, marbre_time_now (), FALSE) ? earliest
                                                                       : row->next_attempt;

      if (next == 0 || moment < next)
        next = moment;
    }
  return next;
}

/* Oldest first, each at most once in a run, so that a run ends. */
static gboolean
carry_all (MarbreOutbox *self, Run *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows =
      marbre_archive_list_outbox_sync (self->archive, UNFINISHED, cancellable, error);
  g_autoptr (GPtrArray) left = NULL;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len && !g_cancellable_is_cancelled (self->stop); i++)
    {
      MarbreOutboxRow *row = g_ptr_array_index (rows, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (marbre_outbox_policy_is_due (row, marbre_time_now (), run->network_is_back))
        carry (self, row);
    }
  left = marbre_archive_list_outbox_sync (self->archive, UNFINISHED, cancellable, error);
  if (left == NULL)
    return FALSE;
  run->next = find_next (left);
  return TRUE;
}

static void
run_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  MarbreOutbox *self = MARBRE_OUTBOX (source);
  GError *error = NULL;
  int lock = marbre_outbox_lock (marbre_archive_get_file (self->archive), self->stop, &error);
  gboolean done = lock >= 0 && carry_all (self, task_data, cancellable, &error);

  if (lock >= 0)
    marbre_outbox_unlock (lock);
  if (done)
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
timer_cb (gpointer user_data)
{
  marbre_outbox_wake (MARBRE_OUTBOX (user_data));
  return G_SOURCE_REMOVE;
}

static void
set_timer (MarbreOutbox *self, gint64 next)
{
  if (self->timer)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  if (next == 0)
    return;
  self->timer =
      g_timeout_source_new_seconds ((guint) CLAMP (next - marbre_time_now (), 1, G_MAXINT));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, self->context);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreOutbox *self = MARBRE_OUTBOX (source);
  Run *run = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreOutbox) reference = g_task_propagate_pointer (G_TASK (result), &error);

  self->running = FALSE;
  if (g_cancellable_is_cancelled (self->stop))
    return;
  if (reference == NULL)
    {
      g_warning ("The outbox could not be read (%s %d)", g_quark_to_string (error->domain),
                 error->code);
      run->next = marbre_time_now () + ARCHIVE_DELAY;
    }
  if (self->again)
    marbre_outbox_wake (self);
  else
    set_timer (self, run->next);
}

/**
 * marbre_outbox_wake:
 *
 * Carries what is due, soon and on the worker. To be called at the start of the program, and after
 * a password was entered; the outbox itself does it after a publication, when the network comes up
 * and when a row has waited long enough. Calling it often is harmless.
 */
void
marbre_outbox_wake (MarbreOutbox *self)
{
  g_autoptr (GTask) task = NULL;
  Run *run;

  g_return_if_fail (MARBRE_IS_OUTBOX (self));

  if (g_cancellable_is_cancelled (self->stop))
    return;
  self->again = self->running;
  if (self->running)
    return;
  self->running = TRUE;
  set_timer (self, 0);
  run = g_new0 (Run, 1);
  run->network_is_back = self->network_is_back;
  self->network_is_back = FALSE;
  task = g_task_new (self, NULL, run_cb, NULL);
  g_task_set_source_tag (task, marbre_outbox_wake);
  g_task_set_task_data (task, run, g_free);
  marbre_worker_push (self->worker, task, run_in_worker);
}

/**
 * marbre_outbox_run_sync:
 * @cancellable: (nullable): stops it between rows
 * @error: why the archive could not be read
 *
 * Carries what is due and waits for it: for a command line tool. What became of each row is in the
 * archive.
 *
 * Returns: %FALSE if the rows could not be read
 */
gboolean
marbre_outbox_run_sync (MarbreOutbox *self, GCancellable *cancellable, GError **error)
{
  Run run = { 0 };
  g_autoptr (MarbreOutbox) reference = NULL;

  g_return_val_if_fail (MARBRE_IS_OUTBOX (self), FALSE);

  reference = marbre_worker_call (self->worker, run_in_worker, self, &run, cancellable, error);
  return reference != NULL;
}

/**
 * marbre_outbox_stop:
 *
 * Ends the sending, also of a request that is out, and waits for that: at the end of the program.
 * What was cut off is looked up at the next start. Doing it twice is harmless.
 */
void
marbre_outbox_stop (MarbreOutbox *self)
{
  g_return_if_fail (MARBRE_IS_OUTBOX (self));

  g_cancellable_cancel (self->stop);
  set_timer (self, 0);
  marbre_worker_stop (self->worker);
}
