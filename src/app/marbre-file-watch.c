/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that is watched; see marbre-file-watch.h. Programs write a file in several steps, or put
 * another in its place: it is read when it has been left alone for SETTLE. What counts is what it
 * says, not its date: a file that was touched, or that says again what we know, is no news.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-file-watch.h"

#include "marbre-file-load.h"
#include "marbre-foreign-text.h"
#include "marbre-story-file.h"

/* Milliseconds. */
#define SETTLE 300

struct _MarbreFileWatch
{
  GObject parent_instance;

  GFile *file;               /* (owned) */
  char *story_id;            /* (owned) */
  GBytes *known;             /* (owned): what it said when it was last looked at */
  MarbreStory *text;         /* (owned) (nullable): what it says now, if that is news */
  GFileMonitor *monitor;     /* (owned) (nullable): NULL where files cannot be watched */
  GCancellable *cancellable; /* (owned): ends with the watch */
  guint settle_id;           /* GSource id; 0 if none */
};

G_DEFINE_FINAL_TYPE (MarbreFileWatch, marbre_file_watch, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* On a thread of GTask's. */
static void
read_story (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (data, &length);
  g_autoptr (MarbreStory) story = marbre_story_file_parse (text, (gssize) length, &error);

  if (story == NULL || !marbre_foreign_text_check_length (
                           marbre_story_get_text (story, MARBRE_FIELD_BODY), -1, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&story), g_object_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreFileWatch *self = MARBRE_FILE_WATCH (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* What is no story, or half of one, is nothing to offer. */
  if (story == NULL)
    return;
  g_set_object (&self->text, story);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreFileWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = marbre_file_load_finish (result, &error);
  g_autoptr (GTask) task = NULL;

  /* A file that is gone takes nothing away: the archive has the story. */
  if (bytes == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (g_bytes_equal (bytes, self->known))
    return;
  g_bytes_unref (self->known);
  self->known = g_bytes_ref (bytes);
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, loaded_cb);
  g_task_set_task_data (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, read_story);
}

static gboolean
settled_cb (gpointer data)
{
  MarbreFileWatch *self = data;

  self->settle_id = 0;
  marbre_file_load_async (self->file, MARBRE_STORY_FILE_MAX_BYTES, self->cancellable, loaded_cb,
                          g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
monitor_cb (MarbreFileWatch *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE, settled_cb, self);
}

static void
marbre_file_watch_dispose (GObject *object)
{
  MarbreFileWatch *self = MARBRE_FILE_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (marbre_file_watch_parent_class)->dispose (object);
}

static void
marbre_file_watch_finalize (GObject *object)
{
  MarbreFileWatch *self = MARBRE_FILE_WATCH (object);

  g_clear_object (&self->file);
  g_free (self->story_id);
  g_clear_pointer (&self->known, g_bytes_unref);
  g_clear_object (&self->text);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (marbre_file_watch_parent_class)->finalize (object);
}

static void
marbre_file_watch_class_init (MarbreFileWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = marbre_file_watch_dispose;
  object_class->finalize = marbre_file_watch_finalize;

  /**
   * MarbreFileWatch::changed:
   *
   * The file says something else, which marbre_file_watch_get_text() returns.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MARBRE_TYPE_FILE_WATCH, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
marbre_file_watch_init (MarbreFileWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * marbre_file_watch_new:
 * @file: a Markdown file
 * @story_id: the story that was read from it or written to it
 * @known: what it says
 *
 * Returns: (transfer full): a watch, which ends with its last reference
 */
MarbreFileWatch *
marbre_file_watch_new (GFile *file, const char *story_id, GBytes *known)
{
  MarbreFileWatch *self;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (story_id != NULL && known != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_FILE_WATCH, NULL);
  self->file = g_object_ref (file);
  self->story_id = g_strdup (story_id);
  self->known = g_bytes_ref (known);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, self->cancellable, &error);
  if (self->monitor == NULL)
    g_info ("A file is not watched: %s", error->message);
  else
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (monitor_cb), self,
                             G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_file_watch_get_file:
 *
 * Returns: (transfer none): the file
 */
GFile *
marbre_file_watch_get_file (MarbreFileWatch *self)
{
  g_return_val_if_fail (MARBRE_IS_FILE_WATCH (self), NULL);
  return self->file;
}

/**
 * marbre_file_watch_get_story_id:
 *
 * Returns: the story that belongs to it
 */
const char *
marbre_file_watch_get_story_id (MarbreFileWatch *self)
{
  g_return_val_if_fail (MARBRE_IS_FILE_WATCH (self), NULL);
  return self->story_id;
}

/**
 * marbre_file_watch_get_text:
 *
 * Returns: (transfer none) (nullable): what another program last put there
 */
MarbreStory *
marbre_file_watch_get_text (MarbreFileWatch *self)
{
  g_return_val_if_fail (MARBRE_IS_FILE_WATCH (self), NULL);
  return self->text;
}
