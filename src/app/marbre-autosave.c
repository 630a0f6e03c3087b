/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Autosave; see marbre-autosave.h. A change starts two clocks: QUIET runs anew with each key,
 * LATEST does not; whichever rings first saves, and the next change starts them anew. One save is
 * under way at a time; what was written meanwhile is seen by comparing generations, so that "saved"
 * is never said of a text that has moved on. After a failure only RETRY runs: a full disk is not
 * asked at each key.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-autosave.h"

/* Milliseconds. DESIGN §7: within a second of the last key, at least every two while typing. */
#define QUIET       300
#define LATEST      700
#define RETRY       5000
#define REVISION_MS 60000

struct _MarbreAutosave
{
  GObject parent_instance;

  MarbreArchive *archive;   /* (owned) */
  MarbreDocument *document; /* (owned) */
  MarbreStory *saved;       /* (owned) (nullable): what we know the archive to have */
  MarbreStory *underway;    /* (owned) (nullable): what is on its way there */
  GError *error;            /* (owned) (nullable): why the last save failed */
  GList *waiting;           /* (owned) (element-type GTask): flushes that wait for the next save */

  MarbreSaveState state;
  guint64 saved_generation; /* what the archive has */
  guint64 kept_generation;  /* what the last revision has, as far as we know */
  gboolean stored;          /* the archive has the story at all */
  gboolean saving;
  gboolean save_again;   /* a clock rang, or a flush came, while a save was under way */
  gboolean revision_due; /* the next save also keeps a revision */
  gint64 first_change;   /* monotonic microseconds of the first change since the last snapshot, or
                          * 0 */
  guint timer_id;        /* GSource id; 0 if none */
  guint revision_id;     /* GSource id; 0 if none */
};

enum
{
  PROP_STATE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MarbreAutosave, marbre_autosave, G_TYPE_OBJECT)

static void save (MarbreAutosave *self);

static void
set_state (MarbreAutosave *self, MarbreSaveState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* A save on its way: which text, and whether it is to be a revision. */
typedef struct
{
  guint64 generation;
  gboolean revision;
} Save;

static gboolean
is_dirty (MarbreAutosave *self)
{
  return marbre_document_get_generation (self->document) != self->saved_generation;
}

static void
answer_waiting (MarbreAutosave *self, const GError *error)
{
  GList *waiting = g_steal_pointer (&self->waiting);

  for (GList *l = waiting; l != NULL; l = l->next)
    {
      if (error != NULL)
        g_task_return_error (l->data, g_error_copy (error));
      else
        g_task_return_boolean (l->data, TRUE);
    }
  g_list_free_full (waiting, g_object_unref);
}

static gboolean
timer_cb (gpointer data)
{
  MarbreAutosave *self = data;

  self->timer_id = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (MarbreAutosave *self, guint delay)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->timer_id = g_timeout_add (delay, timer_cb, self);
}

static gboolean
revision_cb (gpointer data)
{
  MarbreAutosave *self = data;

  self->revision_id = 0;
  self->revision_due = TRUE;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreAutosave *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  const Save *done = g_task_get_task_data (task);
  gboolean ok = marbre_archive_save_story_finish (MARBRE_ARCHIVE (source), result, &error);

  /* The save itself is never cancelled: once a text is on its way to the archive it should arrive.
   */
  self->saving = FALSE;
  if (ok)
    g_set_object (&self->saved, self->underway);
  g_clear_object (&self->underway);
  if (!ok)
    {
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
      /* Notified even if it failed before, since the reason may differ. */
      self->state = MARBRE_SAVE_STATE_FAILED;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
      answer_waiting (self, error);
      self->save_again = FALSE;
      self->revision_due |= done->revision;
      schedule (self, RETRY);
      return;
    }
  g_clear_error (&self->error);
  self->stored = TRUE;
  self->saved_generation = done->generation;
  if (done->revision)
    self->kept_generation = done->generation;
  if (!is_dirty (self) && !(self->save_again && self->revision_due))
    {
      set_state (self, MARBRE_SAVE_STATE_SAVED);
      answer_waiting (self, NULL);
      return;
    }
  set_state (self, MARBRE_SAVE_STATE_PENDING);
  if (self->save_again || self->waiting != NULL)
    save (self);
  else if (self->timer_id == 0)
    schedule (self, QUIET);
}

static void
save (MarbreAutosave *self)
{
  g_autoptr (MarbreStory) snapshot = NULL;
  GTask *task;
  Save *begun;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->saving)
    {
      self->save_again = TRUE;
      return;
    }
  self->save_again = FALSE;
  if (!is_dirty (self) && !(self->revision_due && self->stored))
    {
      answer_waiting (self, NULL);
      return;
    }
  snapshot = marbre_document_snapshot (self->document);
  if (!self->stored && marbre_story_is_blank (snapshot))
    {
      set_state (self, MARBRE_SAVE_STATE_NEW);
      answer_waiting (self, NULL);
      return;
    }

  begun = g_new0 (Save, 1);
  begun->generation = marbre_document_get_generation (self->document);
  begun->revision = self->revision_due;
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, save);
  g_task_set_task_data (task, begun, g_free);
  self->saving = TRUE;
  self->first_change = 0;
  g_set_object (&self->underway, snapshot);
  /* Another try after a failure says nothing new until it succeeds. */
  if (self->state != MARBRE_SAVE_STATE_FAILED)
    set_state (self, MARBRE_SAVE_STATE_PENDING);
  marbre_archive_save_story_async (self->archive, snapshot,
                                   self->revision_due ? MARBRE_SAVE_REVISION : MARBRE_SAVE_NONE,
                                   NULL, saved_cb, task);
  self->revision_due = FALSE;
}

static void
changed_cb (MarbreAutosave *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 left;

  if (self->first_change == 0)
    self->first_change = now;
  if (self->state != MARBRE_SAVE_STATE_FAILED)
    {
      set_state (self, MARBRE_SAVE_STATE_PENDING);
      left = LATEST - (now - self->first_change) / 1000;
      schedule (self, (guint) CLAMP (left, 0, QUIET));
    }

  g_clear_handle_id (&self->revision_id, g_source_remove);
  self->revision_id = g_timeout_add (REVISION_MS, revision_cb, self);
}

static void
marbre_autosave_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MarbreAutosave *self = MARBRE_AUTOSAVE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_autosave_dispose (GObject *object)
{
  MarbreAutosave *self = MARBRE_AUTOSAVE (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_handle_id (&self->revision_id, g_source_remove);
  G_OBJECT_CLASS (marbre_autosave_parent_class)->dispose (object);
}

static void
marbre_autosave_finalize (GObject *object)
{
  MarbreAutosave *self = MARBRE_AUTOSAVE (object);

  g_clear_object (&self->archive);
  g_clear_object (&self->document);
  g_clear_object (&self->saved);
  g_clear_object (&self->underway);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (marbre_autosave_parent_class)->finalize (object);
}

static void
marbre_autosave_class_init (MarbreAutosaveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = marbre_autosave_dispose;
  object_class->finalize = marbre_autosave_finalize;
  object_class->get_property = marbre_autosave_get_property;

  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, 0, MARBRE_SAVE_STATE_FAILED, MARBRE_SAVE_STATE_NEW,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
marbre_autosave_init (MarbreAutosave *self)
{
}

/**
 * marbre_autosave_new:
 * @archive: an open archive
 * @document: the document to keep
 * @stored: %TRUE if the archive has the document as it is now
 *
 * Returns: (transfer full): an autosave that follows @document
 */
MarbreAutosave *
marbre_autosave_new (MarbreArchive *archive, MarbreDocument *document, gboolean stored)
{
  MarbreAutosave *self;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (document), NULL);

  self = g_object_new (MARBRE_TYPE_AUTOSAVE, NULL);
  self->archive = g_object_ref (archive);
  self->document = g_object_ref (document);
  self->stored = stored;
  self->state = stored ? MARBRE_SAVE_STATE_SAVED : MARBRE_SAVE_STATE_NEW;
  self->saved_generation = self->kept_generation = marbre_document_get_generation (document);
  if (stored)
    self->saved = marbre_document_snapshot (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_autosave_get_state:
 *
 * Returns: how safe the text is
 */
MarbreSaveState
marbre_autosave_get_state (MarbreAutosave *self)
{
  g_return_val_if_fail (MARBRE_IS_AUTOSAVE (self), MARBRE_SAVE_STATE_NEW);
  return self->state;
}

/**
 * marbre_autosave_get_error:
 *
 * Returns: (transfer none) (nullable): why the last save failed, in %MARBRE_SAVE_STATE_FAILED
 */
const GError *
marbre_autosave_get_error (MarbreAutosave *self)
{
  g_return_val_if_fail (MARBRE_IS_AUTOSAVE (self), NULL);
  return self->error;
}

/**
 * marbre_autosave_is_ours:
 * @stored: the document's story as the archive has it now
 *
 * Returns: %TRUE if @stored is what this autosave wrote, or is writing: nobody else changed it
 */
gboolean
marbre_autosave_is_ours (MarbreAutosave *self, MarbreStory *stored)
{
  g_return_val_if_fail (MARBRE_IS_AUTOSAVE (self), FALSE);
  g_return_val_if_fail (MARBRE_IS_STORY (stored), FALSE);

  return (self->saved != NULL && marbre_story_equal (self->saved, stored)) ||
         (self->underway != NULL && marbre_story_equal (self->underway, stored));
}

/* If @stored is what @ours was but for its tags: @ours with those, and the tags it had. */
static GStrv
take_tags (MarbreStory **ours, MarbreStory *stored)
{
  g_autoptr (MarbreStory) same = NULL;
  GStrv before;

  if (*ours == NULL)
    return NULL;
  same = marbre_story_copy (*ours);
  marbre_story_set_tags (same, marbre_story_get_tags (stored));
  if (!marbre_story_equal (same, stored))
    return NULL;
  before = g_strdupv ((char **) marbre_story_get_tags (*ours));
  g_set_object (ours, same);
  return before;
}

/**
 * marbre_autosave_take_tags:
 * @stored: the document's story as the archive has it now, and which is not ours
 *
 * The archive writes tags under the newsroom's names, and a tag may be renamed while a story with
 * it is being written: then it is still ours.
 *
 * Returns: (transfer full) (nullable): the tags that we wrote, if nothing else differs
 */
GStrv
marbre_autosave_take_tags (MarbreAutosave *self, MarbreStory *stored)
{
  GStrv before;

  g_return_val_if_fail (MARBRE_IS_AUTOSAVE (self), NULL);
  g_return_val_if_fail (MARBRE_IS_STORY (stored), NULL);

  before = take_tags (&self->saved, stored);
  return before != NULL ? before : take_tags (&self->underway, stored);
}

/**
 * marbre_autosave_is_clean:
 *
 * Returns: %TRUE if the document has nothing that is not in the archive
 */
gboolean
marbre_autosave_is_clean (MarbreAutosave *self)
{
  g_return_val_if_fail (MARBRE_IS_AUTOSAVE (self), FALSE);
  return !self->saving && !is_dirty (self);
}

/**
 * marbre_autosave_flush_async:
 * @cancellable: (nullable): gives up waiting; the save goes on
 * @callback: called when what was written so far is in the archive, or cannot be
 * @user_data: for @callback
 *
 * Saves at once and keeps a revision: before another story is opened, before publishing, at the
 * end.
 */
void
marbre_autosave_flush_async (MarbreAutosave *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (MARBRE_IS_AUTOSAVE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_autosave_flush_async);
  self->waiting = g_list_append (self->waiting, task);
  if (marbre_document_get_generation (self->document) != self->kept_generation)
    self->revision_due = TRUE;
  save (self);
}

/**
 * marbre_autosave_flush_finish:
 * @result: the result
 * @error: where the archive's error goes: the text is then only in the window
 *
 * Returns: %TRUE if the archive has the text
 */
gboolean
marbre_autosave_flush_finish (MarbreAutosave *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
