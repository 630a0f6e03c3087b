/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Document to blocks; see marbre-renderer.h. A parse of 5,000 words takes a few milliseconds and
 * one of 100,000 some tens, so it always runs on a worker: the main thread copies the text and goes
 * on. Two bits, running and dirty, coalesce keys that come faster than parses: each parse starts
 * from the newest text and none is queued behind another.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-renderer.h"

#include "marbre-measure.h"
#include "marbre-worker.h"

struct _MarbreRenderer
{
  GObject parent_instance;

  MarbreWorker *worker;      /* (owned) */
  MarbreDocument *document;  /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): ends with the document */
  gulong changed_id;         /* on @document */
  gboolean running;
  gboolean dirty;
};

enum
{
  SIGNAL_RENDERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreRenderer, marbre_renderer, G_TYPE_OBJECT)

typedef struct
{
  MarbreBlocks *blocks; /* (owned) */
  MarbreMeasure measure;
} Rendering;

static void
rendering_free (Rendering *rendering)
{
  marbre_blocks_unref (rendering->blocks);
  g_free (rendering);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rendering, rendering_free)

static void
parse (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreStory *story = data;
  Rendering *rendering = g_new0 (Rendering, 1);

  rendering->blocks =
      marbre_blocks_parse (marbre_story_get_text (story, MARBRE_FIELD_BODY), -1,
                           marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), NULL, NULL);
  marbre_measure_story (story, rendering->blocks, &rendering->measure);
  g_task_return_pointer (task, rendering, (GDestroyNotify) rendering_free);
}

static void start (MarbreRenderer *self);

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreRenderer *self = MARBRE_RENDERER (source);
  MarbreStory *story = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (Rendering) rendering = g_task_propagate_pointer (G_TASK (result), &error);

  /* Cancelled: the document changed, and set_document() has cleared the bits. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->running = FALSE;
  if (rendering != NULL)
    g_signal_emit (self, signals[SIGNAL_RENDERED], 0, story, rendering->blocks,
                   &rendering->measure);
  if (self->dirty && !self->running && self->document != NULL)
    start (self);
}

static void
start (MarbreRenderer *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, parsed_cb, NULL);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, marbre_document_snapshot (self->document), g_object_unref);
  self->dirty = FALSE;
  self->running = TRUE;
  marbre_worker_push (self->worker, task, parse);
}

static void
changed_cb (MarbreRenderer *self)
{
  self->dirty = TRUE;
  if (!self->running)
    start (self);
}

static void
marbre_renderer_dispose (GObject *object)
{
  MarbreRenderer *self = MARBRE_RENDERER (object);

  marbre_renderer_set_document (self, NULL);
  g_clear_object (&self->worker);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (marbre_renderer_parent_class)->dispose (object);
}

static void
marbre_renderer_class_init (MarbreRendererClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_renderer_dispose;

  /**
   * MarbreRenderer::rendered:
   * @story: the story as it was parsed
   * @blocks: its body's blocks
   * @measure: (type MarbreMeasure): how long it is
   */
  signals[SIGNAL_RENDERED] =
      g_signal_new ("rendered", MARBRE_TYPE_RENDERER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, MARBRE_TYPE_STORY, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
marbre_renderer_init (MarbreRenderer *self)
{
  self->worker = marbre_worker_new ("marbre-render");
}

/**
 * marbre_renderer_new:
 *
 * Returns: (transfer full): a renderer without a document
 */
MarbreRenderer *
marbre_renderer_new (void)
{
  return g_object_new (MARBRE_TYPE_RENDERER, NULL);
}

/**
 * marbre_renderer_set_document:
 * @document: (nullable): the document to follow
 *
 * Renders @document at once and after each of its changes.
 */
void
marbre_renderer_set_document (MarbreRenderer *self, MarbreDocument *document)
{
  g_return_if_fail (MARBRE_IS_RENDERER (self));
  g_return_if_fail (document == NULL || MARBRE_IS_DOCUMENT (document));

  if (self->document != NULL)
    g_clear_signal_handler (&self->changed_id, self->document);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->document, document);
  self->running = self->dirty = FALSE;
  if (document == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->changed_id = g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self,
                                              G_CONNECT_SWAPPED);
  start (self);
}
