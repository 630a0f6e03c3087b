/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both sides of a conflict; see marbre-outbox-conflict.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-outbox-conflict.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-json.h"
#include "marbre-outbox-private.h"
#include "marbre-pictures.h"
#include "marbre-remote-error.h"
#include "marbre-story-digest.h"
#include "marbre-story-json.h"

/**
 * marbre_conflict_copy:
 * @self: a conflict
 *
 * Returns: (transfer full): the same; the stories are shared, and only read
 */
MarbreConflict *
marbre_conflict_copy (const MarbreConflict *self)
{
  MarbreConflict *copy = g_new0 (MarbreConflict, 1);

  copy->row_id = self->row_id;
  copy->posting = marbre_posting_copy (self->posting);
  copy->base = self->base ? g_object_ref (self->base) : NULL;
  copy->theirs = g_object_ref (self->theirs);
  copy->version = g_strdup (self->version);
  return copy;
}

/**
 * marbre_conflict_free:
 * @self: (transfer full): a conflict
 */
void
marbre_conflict_free (MarbreConflict *self)
{
  g_clear_pointer (&self->posting, marbre_posting_free);
  g_clear_object (&self->base);
  g_clear_object (&self->theirs);
  g_free (self->version);
  g_free (self);
}

static MarbreStory *
read_payload (const MarbreOutboxRow *row)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (row->payload, strlen (row->payload));
  g_autoptr (JsonNode) node = marbre_json_parse (bytes, NULL);

  return marbre_json_node_object (node)
             ? marbre_story_from_json (marbre_json_node_object (node), NULL)
             : NULL;
}

/* What was last sent, if nothing else was seen at the site since: then its fields are what both
 * sides began with, too. */
static MarbreStory *
find_base (MarbreOutbox *self, const MarbrePosting *posting, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) rows = marbre_archive_list_outbox_sync (
      self->archive, MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_DONE), cancellable, NULL);

  for (guint i = rows ? rows->len : 0; i > 0; i--)
    {
      const MarbreOutboxRow *row = g_ptr_array_index (rows, i - 1);
      g_autoptr (MarbreStory) sent = NULL;

      if (!g_str_equal (row->story_id, posting->story_id) ||
          !g_str_equal (row->site_id, posting->site_id))
        continue;
      sent = read_payload (row);
      return sent != NULL && g_str_equal (marbre_story_get_text (sent, MARBRE_FIELD_BODY),
                                          posting->base_body)
                 ? g_steal_pointer (&sent)
                 : NULL;
    }
  return NULL;
}

static MarbreConflict *
look (MarbreOutbox *self, gint64 row_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (MarbreOutboxRow) row =
      marbre_archive_get_outbox_sync (self->archive, row_id, cancellable, error);
  g_autoptr (MarbrePosting) posting = NULL;
  g_autoptr (MarbreRemotePost) post = NULL;
  g_autoptr (MarbreStory) ours = NULL;
  g_autoptr (MarbreStory) theirs = NULL;
  MarbreConflict *conflict;

  if (row == NULL)
    return NULL;
  post = marbre_sender_fetch (self->sender, row, &posting, cancellable, error);
  if (post == NULL)
    return NULL;
  ours = marbre_archive_load_story_sync (self->archive, row->story_id, cancellable, error);
  if (ours == NULL)
    return NULL;
  theirs = marbre_story_copy (marbre_remote_post_get_story (post));
  if (!marbre_pictures_restore (self->archive, row->site_id, ours, theirs, cancellable, error))
    return NULL;
  conflict = g_new0 (MarbreConflict, 1);
  conflict->row_id = row_id;
  conflict->base = find_base (self, posting, cancellable);
  conflict->posting = g_steal_pointer (&posting);
  conflict->theirs = g_steal_pointer (&theirs);
  conflict->version = g_strdup (marbre_remote_post_get_version (post));
  return conflict;
}

static void
look_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  const gint64 *row_id = task_data;
  MarbreConflict *conflict = look (MARBRE_OUTBOX (source), *row_id, cancellable, &error);

  if (conflict != NULL)
    g_task_return_pointer (task, conflict, (GDestroyNotify) marbre_conflict_free);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_outbox_look_async:
 * @row_id: a row that stopped because the site's copy moved
 * @cancellable: (nullable): stops it
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Fetches what the site has now, and finds what both sides began with.
 */
void
marbre_outbox_look_async (MarbreOutbox *self,
                          gint64 row_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_OUTBOX (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_outbox_look_async);
  g_task_set_task_data (task, g_memdup2 (&row_id, sizeof row_id), g_free);
  marbre_worker_push (self->worker, task, look_in_worker);
}

/**
 * marbre_outbox_look_finish:
 * @result: the result
 * @error: why the site could not be asked
 *
 * Returns: (transfer full) (nullable): both sides
 */
MarbreConflict *
marbre_outbox_look_finish (MarbreOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What the site has is now what the story here is based on. */
static gboolean
settle (MarbreOutbox *self, MarbreConflict *conflict, GCancellable *cancellable, GError **error)
{
  g_autoptr (MarbreOutboxRow) row =
      marbre_archive_get_outbox_sync (self->archive, conflict->row_id, cancellable, error);
  g_autofree char *digest = marbre_story_digest (conflict->theirs);
  MarbrePosting *posting = conflict->posting;
  MarbreOutboxState from;

  if (row == NULL)
    return FALSE;
  from = row->state;
  if (from != MARBRE_OUTBOX_NEEDS_USER)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LATE,
                           _ ("This entry of the outbox is finished or on its way."));
      return FALSE;
    }
  marbre_set_str (&posting->version, conflict->version);
  marbre_set_str (&posting->published_hash, digest);
  marbre_set_str (&posting->base_body, marbre_story_get_text (conflict->theirs, MARBRE_FIELD_BODY));
  if (!marbre_archive_put_posting_sync (self->archive, posting, NULL, cancellable, error))
    return FALSE;
  row->state = MARBRE_OUTBOX_CANCELLED;
  if (!marbre_archive_update_outbox_sync (self->archive, row, from, NULL, error))
    return FALSE;
  marbre_outbox_tell_change (self, row);
  return TRUE;
}

static void
settle_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (settle (MARBRE_OUTBOX (source), task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_outbox_settle_async:
 * @conflict: both sides, as somebody saw them; copied
 * @cancellable: (nullable): stops it
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * To be called when the story here says what it is to say: the site's version counts as seen and
 * the row is given up. The next publication replaces that version only.
 */
void
marbre_outbox_settle_async (MarbreOutbox *self,
                            MarbreConflict *conflict,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_OUTBOX (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_outbox_settle_async);
  g_task_set_task_data (task, marbre_conflict_copy (conflict),
                        (GDestroyNotify) marbre_conflict_free);
  marbre_worker_push (self->worker, task, settle_in_worker);
}

/**
 * marbre_outbox_settle_finish:
 * @result: the result
 * @error: %MARBRE_REMOTE_ERROR_TOO_LATE if the row does not wait any more
 *
 * Returns: %FALSE if all is as it was
 */
gboolean
marbre_outbox_settle_finish (MarbreOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
