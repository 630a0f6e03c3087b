/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stories come to the desk and leave it: new, opened, brought by a sync; saved before another
 * comes.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-desk-private.h"

#include "marbre-foreign-text.h"

static void
save_state_cb (MarbreDesk *self)
{
  g_object_notify (G_OBJECT (self), "save-state");
}

static void
refused_cb (MarbreDesk *self, const char *message)
{
  g_signal_emit_by_name (self, "failed", message);
}

/* Gives the editor a document, and lets go of the one before: its last changes are on their way to
 * the archive, and its autosave lives until they have arrived. */
static void
set_document (MarbreDesk *self, MarbreDocument *document, gboolean stored)
{
  if (self->autosave != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->autosave, self);
      marbre_autosave_flush_async (self->autosave, NULL, NULL, NULL);
      g_clear_object (&self->autosave);
    }
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_func (self->document, refused_cb, self);
  g_set_object (&self->document, document);
  g_signal_connect_object (document, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->autosave = marbre_autosave_new (self->archive, document, stored);
  g_signal_connect_object (self->autosave, "notify::state", G_CALLBACK (save_state_cb), self,
                           G_CONNECT_SWAPPED);
  marbre_reader_back (self->reader);
  marbre_preview_scroll_to_line (marbre_reader_get_preview (self->reader), -1);
  marbre_editor_set_document (self->editor, document);
  self->shown = marbre_document_get_generation (document);
  marbre_renderer_set_document (self->renderer, document);
  g_object_notify (G_OBJECT (self), "document");
  g_object_notify (G_OBJECT (self), "save-state");
}

/* The site's text beside ours, under an id of its own. */
static MarbreStory *
copy_as_draft (MarbreStory *from)
{
  MarbreStory *draft = marbre_story_new ();

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    marbre_story_set_text (draft, (MarbreField) i, marbre_story_get_text (from, (MarbreField) i));
  marbre_story_set_text (draft, MARBRE_FIELD_SLUG, NULL);
  marbre_story_set_tags (draft, marbre_story_get_tags (from));
  marbre_story_set_lead_image (draft, marbre_story_get_lead_image (from));
  return draft;
}

/* Only the tags have other names: the document gets them, unless somebody has tagged it meanwhile.
 * Then its next save does. */
static gboolean
follow_tags (MarbreDesk *self, MarbreStory *stored)
{
  MarbreStory *story = marbre_document_get_story (self->document);
  g_auto (GStrv) before = marbre_autosave_take_tags (self->autosave, stored);

  if (before == NULL)
    return FALSE;
  if (g_strv_equal ((const char *const *) before, marbre_story_get_tags (story)))
    marbre_story_set_tags (story, marbre_story_get_tags (stored));
  return TRUE;
}

static void
overtaken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) stored =
      marbre_archive_load_story_finish (MARBRE_ARCHIVE (source), result, &error);
  g_autoptr (MarbreDocument) document = NULL;
  g_autoptr (MarbreStory) copy = NULL;

  if (stored == NULL || self->document == NULL ||
      !g_str_equal (marbre_story_get_id (stored), marbre_document_get_id (self->document)) ||
      marbre_autosave_is_ours (self->autosave, stored) || follow_tags (self, stored))
    return;
  if (marbre_autosave_is_clean (self->autosave))
    {
      document = marbre_document_new (stored);
      set_document (self, document, TRUE);
      g_signal_emit_by_name (self, "overtaken", FALSE);
      return;
    }
  /* Our next save puts our text in place of the site's: that one is kept as a draft first. */
  copy = copy_as_draft (stored);
  marbre_archive_save_story_async (self->archive, copy, MARBRE_SAVE_REVISION, NULL, NULL, NULL);
  g_signal_emit_by_name (self, "overtaken", TRUE);
}

/* Somebody wrote the story that is on the desk: our autosave, or a sync that brought a colleague's
 * text. A text of theirs must not be written over by the next key. */
static void
story_changed_cb (MarbreDesk *self, const char *id)
{
  if (self->document == NULL ||
      !g_str_equal (marbre_document_get_id (self->document), id))
    return;
  marbre_archive_load_story_async (self->archive, id, self->cancellable, overtaken_cb,
                                   g_object_ref (self));
}

/* Many stories changed at once, by an import or a sync. */
static void
stories_changed_cb (MarbreDesk *self)
{
  if (self->document != NULL)
    story_changed_cb (self, marbre_document_get_id (self->document));
}

/* Connects the desk with what others do to its story. */
void
_marbre_desk_connect_archive (MarbreDesk *self)
{
  g_signal_connect_object (self->archive, "story-changed", G_CALLBACK (story_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->archive, "stories-changed", G_CALLBACK (stories_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * marbre_desk_new_story:
 * @language: the language of the new story, "fr" or "en"
 * @byline: (nullable): who usually signs here
 *
 * Puts an empty story on the desk.
 */
void
marbre_desk_new_story (MarbreDesk *self, const char *language, const char *byline)
{
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreDocument) document = NULL;

  g_return_if_fail (MARBRE_IS_DESK (self));
  g_return_if_fail (language != NULL);

  g_cancellable_cancel (self->opening);
  story = marbre_story_new ();
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, language);
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, byline);
  document = marbre_document_new (story);
  set_document (self, document, FALSE);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreDesk *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (MarbreStory) story =
      marbre_archive_load_story_finish (MARBRE_ARCHIVE (source), result, &error);
  g_autoptr (MarbreDocument) document = NULL;

  /* A site or a program may have put a text into the archive in which nobody can write. */
  if (story == NULL ||
      !marbre_foreign_text_check_length (marbre_story_get_text (story, MARBRE_FIELD_BODY), -1,
                                         &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  document = marbre_document_new (story);
  set_document (self, document, TRUE);
  g_task_return_boolean (task, TRUE);
}

static void
flushed_before_open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreDesk *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char *id = g_task_get_task_data (task);
  GError *error = NULL;

  if (!marbre_autosave_flush_finish (MARBRE_AUTOSAVE (source), result, &error))
    {
      /* The story on the desk is not safe: it stays there. */
      g_task_return_error (task, error);
      return;
    }
  marbre_archive_load_story_async (self->archive, id, cancellable, opened_cb,
                                   g_steal_pointer (&task));
}

/**
 * marbre_desk_open_async:
 * @id: the story to write on
 * @cancellable: (nullable): gives up
 * @callback: called when the story is on the desk, or is not
 * @user_data: for @callback
 *
 * Saves the story on the desk and puts another there. If the first cannot be saved it stays.
 */
void
marbre_desk_open_async (MarbreDesk *self,
                        const char *id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_DESK (self));
  g_return_if_fail (id != NULL);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel),
                             self->opening, G_CONNECT_SWAPPED);

  task = g_task_new (self, self->opening, callback, user_data);
  g_task_set_source_tag (task, marbre_desk_open_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  if (self->autosave != NULL)
    marbre_autosave_flush_async (self->autosave, NULL, flushed_before_open_cb,
                                 g_steal_pointer (&task));
  else
    marbre_archive_load_story_async (self->archive, id, self->opening, opened_cb,
                                     g_steal_pointer (&task));
}

/**
 * marbre_desk_open_finish:
 * @result: the result
 * @error: where an error of the archive goes
 *
 * Returns: %TRUE if the story is on the desk
 */
gboolean
marbre_desk_open_finish (MarbreDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story =
      marbre_archive_load_story_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (story == NULL)
    g_signal_emit_by_name (self, "failed", error->message);
  else
    marbre_reader_read (self->reader, story);
}

/**
 * marbre_desk_read:
 * @id: a story of the archive
 *
 * Shows the story to read, beside the one being written.
 */
void
marbre_desk_read (MarbreDesk *self, const char *id)
{
  g_return_if_fail (MARBRE_IS_DESK (self));
  g_return_if_fail (id != NULL);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  marbre_archive_load_story_async (self->archive, id, self->reading, read_cb,
                                   g_object_ref (self));
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (marbre_autosave_flush_finish (MARBRE_AUTOSAVE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_desk_flush_async:
 * @cancellable: (nullable): gives up waiting
 * @callback: called when the story on the desk is in the archive, or cannot be
 * @user_data: for @callback
 *
 * Saves the story on the desk at once.
 */
void
marbre_desk_flush_async (MarbreDesk *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_DESK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_desk_flush_async);
  if (self->autosave == NULL)
    g_task_return_boolean (task, TRUE);
  else
    marbre_autosave_flush_async (self->autosave, cancellable, flushed_cb, g_steal_pointer (&task));
}

/**
 * marbre_desk_flush_finish:
 * @result: the result
 * @error: where the archive's error goes
 *
 * Returns: %TRUE if the archive has the story
 */
gboolean
marbre_desk_flush_finish (MarbreDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
