/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An end to a call that blocks; see marbre-deadline.h. A thread for each call costs some ten
 * microseconds, and a request to a site milliseconds; a main context is what these threads do not
 * have.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-deadline.h"

struct _MarbreDeadline
{
  GThread *thread;            /* (owned) */
  GCancellable *cancellable;  /* (owned): of the call */
  GCancellable *outer;        /* (owned) (nullable): the caller's */
  gulong handler;
  gint64 end; /* monotonic, microseconds */

  GMutex lock;
  GCond over;
  gboolean stopped; /* (mutex lock) */
  gboolean expired; /* (mutex lock) */
};

static gpointer
wait (gpointer data)
{
  MarbreDeadline *self = data;

  g_mutex_lock (&self->lock);
  while (!self->stopped && !self->expired)
    self->expired = !g_cond_wait_until (&self->over, &self->lock, self->end) && !self->stopped;
  g_mutex_unlock (&self->lock);
  if (self->expired)
    g_cancellable_cancel (self->cancellable);
  return NULL;
}

static void
cancelled_cb (GCancellable *outer, GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

/**
 * marbre_deadline_start:
 * @seconds: how long the call may take in all
 * @cancellable: (nullable): the caller's
 *
 * Returns: (transfer full): to be given to marbre_deadline_stop() on the same thread
 */
MarbreDeadline *
marbre_deadline_start (guint seconds, GCancellable *cancellable)
{
  MarbreDeadline *self = g_new0 (MarbreDeadline, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->over);
  self->cancellable = g_cancellable_new ();
  self->end = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  if (cancellable)
    {
      self->outer = g_object_ref (cancellable);
      self->handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                             g_object_ref (self->cancellable), g_object_unref);
    }
  self->thread = g_thread_new ("marbre-deadline", wait, self);
  return self;
}

/**
 * marbre_deadline_get_cancellable:
 *
 * Returns: (transfer none): for the call: cancelled with the caller's, and when the time is over
 */
GCancellable *
marbre_deadline_get_cancellable (MarbreDeadline *self)
{
  return self->cancellable;
}

/**
 * marbre_deadline_stop:
 * @self: (transfer full): a deadline, whose call has returned
 *
 * Returns: %TRUE if the time was over before
 */
gboolean
marbre_deadline_stop (MarbreDeadline *self)
{
  gboolean expired;

  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  g_cond_signal (&self->over);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  if (self->outer)
    g_cancellable_disconnect (self->outer, self->handler);
  g_clear_object (&self->outer);
  g_clear_object (&self->cancellable);
  expired = self->expired;
  g_cond_clear (&self->over);
  g_mutex_clear (&self->lock);
  g_free (self);
  return expired;
}
