/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the user may do with a row of the outbox: give it up, or have it tried again after a look at
 * what went wrong. See marbre-outbox.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-outbox.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-outbox-private.h"
#include "marbre-remote-error.h"

/**
 * Order:
 *
 * What the user wants done with a row.
 */
typedef struct
{
  gint64 row_id;
  MarbreOutboxRetry how;
} Order;

static gboolean
is_waiting (MarbreOutboxState state)
{
  return state == MARBRE_OUTBOX_QUEUED || state == MARBRE_OUTBOX_RETRY ||
         state == MARBRE_OUTBOX_NEEDS_USER || state == MARBRE_OUTBOX_NEEDS_SIGN_IN;
}

/* Not on the worker: that may be busy with this very row. */
static void
cancel_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  MarbreOutbox *self = MARBRE_OUTBOX (source);
  const Order *order = task_data;
  GError *error = NULL;
  g_autoptr (MarbreOutboxRow) row =
      marbre_archive_get_outbox_sync (self->archive, order->row_id, cancellable, &error);
  MarbreOutboxState from;

  if (row == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  from = row->state;
  row->state = MARBRE_OUTBOX_CANCELLED;
  if (!is_waiting (from) ||
      !marbre_archive_update_outbox_sync (self->archive, row, from, NULL, &error))
    {
      g_clear_error (&error);
      g_task_return_new_error (task, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LATE,
                               _ ("The story is on its way already: it cannot be cancelled."));
      return;
    }
  g_mutex_lock (&self->lock);
  if (self->current == order->row_id)
    g_cancellable_cancel (self->cancel);
  g_mutex_unlock (&self->lock);
  marbre_outbox_tell_change (self, row);
  g_task_return_boolean (task, TRUE);
}

/**
 * marbre_outbox_cancel_async:
 * @row_id: which row
 * @cancellable: (nullable): stops the cancelling
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Gives up a row. Pictures that are being uploaded are stopped.
 */
void
marbre_outbox_cancel_async (MarbreOutbox *self,
                            gint64 row_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Order *order;

  g_return_if_fail (MARBRE_IS_OUTBOX (self));

  task = g_task_new (self, cancellable, callback, user_data);
  order = g_new0 (Order, 1);
  order->row_id = row_id;
  g_task_set_source_tag (task, marbre_outbox_cancel_async);
  g_task_set_task_data (task, order, g_free);
  g_task_run_in_thread (task, cancel_in_thread);
}

/**
 * marbre_outbox_cancel_finish:
 * @result: the result
 * @error: %MARBRE_REMOTE_ERROR_TOO_LATE once the site may have the story
 *
 * Returns: %FALSE if the row was not given up
 */
gboolean
marbre_outbox_cancel_finish (MarbreOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The user has looked: nothing of this row is at the site, so it starts from nothing. */
static gboolean
forget_remote (MarbreOutbox *self, MarbreOutboxRow *row, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MarbrePosting) posting = marbre_archive_get_posting_sync (
      self->archive, row->story_id, row->site_id, cancellable, &failure);

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  row->attempts = 0;
  marbre_set_str (&row->remote_id, "");
  marbre_set_str (&row->remote_url, "");
  if (posting == NULL)
    return TRUE;
  marbre_set_str (&posting->remote_id, "");
  marbre_set_str (&posting->version, "");
  return marbre_archive_put_posting_sync (self->archive, posting, NULL, cancellable, error);
}

/* With the user's consent the site's present version counts as seen, so that the next attempt
 * replaces that version, and stops again if it moves once more. */
static gboolean
adopt (MarbreOutbox *self, const MarbreOutboxRow *row, GCancellable *cancellable, GError **error)
{
  g_autoptr (MarbrePosting) posting = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (MarbreRemotePost) post =
      marbre_sender_fetch (self->sender, row, &posting, cancellable, &failure);

  if (post == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  marbre_set_str (&posting->version, marbre_remote_post_get_version (post));
  /* It is not what was sent from here. */
  marbre_set_str (&posting->published_hash, "");
  return marbre_archive_put_posting_sync (self->archive, posting, NULL, cancellable, error);
}

static gboolean
queue_again (MarbreOutbox *self,
             MarbreOutboxRow *row,
             MarbreOutboxRetry how,
             GCancellable *cancellable,
             GError **error)
{
  const MarbreOutboxState from = row->state;

  if (!is_waiting (from))
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LATE,
                           _ ("This entry of the outbox is finished or on its way."));
      return FALSE;
    }
  if (how == MARBRE_OUTBOX_OVERWRITE &&
      !adopt (self, row, cancellable, error))
    return FALSE;
  if (how == MARBRE_OUTBOX_NOT_THERE && !forget_remote (self, row, cancellable, error))
    return FALSE;
  row->state = MARBRE_OUTBOX_QUEUED;
  row->next_attempt = 0;
  if (how == MARBRE_OUTBOX_NOT_THERE)
    marbre_set_str (&row->error_code, "");
  return marbre_archive_update_outbox_sync (self->archive, row, from, cancellable, error);
}

static void
retry_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  MarbreOutbox *self = MARBRE_OUTBOX (source);
  const Order *order = task_data;
  GError *error = NULL;
  g_autoptr (MarbreOutboxRow) row =
      marbre_archive_get_outbox_sync (self->archive, order->row_id, cancellable, &error);

  if (row && queue_again (self, row, order->how, cancellable, &error))
    {
      marbre_outbox_tell_change (self, row);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

/**
 * marbre_outbox_retry_async:
 * @row_id: which row
 * @how: what the user has decided
 * @cancellable: (nullable): stops it
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Queues a row that waits or needs the user, and wakes the outbox. %MARBRE_OUTBOX_OVERWRITE asks
 * the site which version it has now and replaces that one only.
 */
void
marbre_outbox_retry_async (MarbreOutbox *self,
                           gint64 row_id,
                           MarbreOutboxRetry how,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Order *order;

  g_return_if_fail (MARBRE_IS_OUTBOX (self));

  task = g_task_new (self, cancellable, callback, user_data);
  order = g_new0 (Order, 1);
  order->row_id = row_id;
  order->how = how;
  g_task_set_source_tag (task, marbre_outbox_retry_async);
  g_task_set_task_data (task, order, g_free);
  marbre_worker_push (self->worker, task, retry_in_worker);
  marbre_outbox_wake (self);
}

/**
 * marbre_outbox_retry_finish:
 * @result: the result
 * @error: why it was not queued
 *
 * Returns: %TRUE if the row is queued again
 */
gboolean
marbre_outbox_retry_finish (MarbreOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
