/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waiting for an asynchronous call; see marbre-ctl-wait.h.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include "marbre-ctl-wait.h"

/**
 * marbre_ctl_wait_cb:
 * @source: (nullable): whose call it was
 * @result: the answer
 * @wait: the #MarbreCtlWait
 *
 * The callback to give to the call.
 */
void
marbre_ctl_wait_cb (GObject *source, GAsyncResult *result, gpointer wait)
{
  MarbreCtlWait *self = wait;

  self->result = g_object_ref (result);
}

/**
 * marbre_ctl_wait:
 *
 * Runs the thread's main context until the answer is there.
 *
 * Returns: (transfer none): the answer
 */
GAsyncResult *
marbre_ctl_wait (MarbreCtlWait *self)
{
  GMainContext *context = g_main_context_get_thread_default ();

  while (self->result == NULL)
    g_main_context_iteration (context, TRUE);
  return self->result;
}

/**
 * marbre_ctl_wait_clear:
 *
 * Lets go of the answer.
 */
void
marbre_ctl_wait_clear (MarbreCtlWait *self)
{
  g_clear_object (&self->result);
}
