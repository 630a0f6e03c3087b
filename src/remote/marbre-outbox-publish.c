/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How stories come into the outbox. See marbre-outbox.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <json-glib/json-glib.h>

#include "marbre-outbox-policy.h"
#include "marbre-outbox-private.h"
#include "marbre-story-digest.h"
#include "marbre-story-json.h"

static char *
make_payload (MarbreStory *story)
{
  g_autoptr (JsonObject) object = marbre_story_to_json (story);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

static void
enqueue_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreOutbox *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  MarbreOutboxRow *row = marbre_archive_enqueue_finish (MARBRE_ARCHIVE (source), result, &error);

  if (row == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  marbre_outbox_tell_change (self, row);
  g_task_return_pointer (task, row, (GDestroyNotify) marbre_outbox_row_free);
  marbre_outbox_wake (self);
}

/**
 * marbre_outbox_order_async:
 * @story: what is published, copied at once; the archive must have it
 * @site: where
 * @order: how it is to stand there; copied
 * @cancellable: (nullable): stops it before the row is queued; afterwards use
 *   marbre_outbox_cancel_async()
 * @callback: called once the row is safely in the archive
 * @user_data: for @callback
 *
 * Queues a story. Whether it becomes a new post or replaces the one that the site has is seen when
 * it is sent. Ends with marbre_outbox_publish_finish().
 */
void
marbre_outbox_order_async (MarbreOutbox *self,
                           MarbreStory *story,
                           MarbreSite *site,
                           const MarbreOutboxOrder *order,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  GError *error = NULL;

  g_return_if_fail (MARBRE_IS_OUTBOX (self));
  g_return_if_fail (MARBRE_IS_STORY (story));
  g_return_if_fail (MARBRE_IS_SITE (site));
  g_return_if_fail (order != NULL && order->status != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_outbox_order_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!marbre_outbox_policy_check_embargo (story, order->status, order->date, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  row = marbre_outbox_row_new (marbre_story_get_id (story), marbre_site_get_id (site), "create",
                               order->status);
  row->date = order->date;
  row->pinned = order->pinned;
  row->password = g_strdup (order->password);
  g_free (row->payload);
  row->payload = make_payload (story);
  g_free (row->payload_hash);
  row->payload_hash = marbre_story_digest (story);
  /* From here on it cannot be cancelled: a row that is written is sent, and has to be told of. */
  marbre_archive_enqueue_async (self->archive, row, NULL, enqueue_cb, g_steal_pointer (&task));
}

/**
 * marbre_outbox_publish_async:
 * @story: what is published, copied at once; the archive must have it
 * @site: where
 * @status: as in #MarbreOutboxOrder
 * @date: as in #MarbreOutboxOrder
 * @cancellable: (nullable): as for marbre_outbox_order_async()
 * @callback: called once the row is safely in the archive
 * @user_data: for @callback
 *
 * Queues a story that is to stand there as it does, or as a new one does, but for @status and
 * @date.
 */
void
marbre_outbox_publish_async (MarbreOutbox *self,
                             MarbreStory *story,
                             MarbreSite *site,
                             const char *status,
                             gint64 date,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  const MarbreOutboxOrder order = { status, date, -1, NULL };

  marbre_outbox_order_async (self, story, site, &order, cancellable, callback, user_data);
}

/**
 * marbre_outbox_publish_finish:
 * @result: the result
 * @error: %MARBRE_REMOTE_ERROR_EMBARGO, or the archive's
 *
 * Returns: the row's id, 0 on error
 */
gint64
marbre_outbox_publish_finish (MarbreOutbox *self, GAsyncResult *result, GError **error)
{
  g_autoptr (MarbreOutboxRow) row = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);
  row = g_task_propagate_pointer (G_TASK (result), error);
  return row ? row->id : 0;
}
