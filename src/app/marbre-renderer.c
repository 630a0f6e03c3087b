/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Document to blocks; see marbre-renderer.h.
 *
 * Most keys change one plain paragraph. Its blocks are made at once, on the main thread, in the
 * time of one paragraph; the parse of the whole text comes when the keys pause, or after LATEST.
 * Any other change is parsed at once. A parse of 5,000 words takes a few milliseconds and one of
 * 100,000 some tens, more while the archive reads another text, so it always runs on a worker: the
 * main thread copies the text and goes on. Two bits, running and dirty, coalesce changes that come
 * faster than parses: each parse starts from the newest text and none is queued behind another. The
 * blocks never go back: a parse that was overtaken by the line at work gets that line as it is now,
 * or is thrown away.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-renderer.h"

#include "marbre-measure.h"
#include "marbre-worker.h"

/* Milliseconds from the last and from the first line that was rendered alone to a parse. */
#define QUIET  250
#define LATEST 1000

struct _MarbreRenderer
{
  GObject parent_instance;

  MarbreWorker *worker;      /* (owned) */
  MarbreDocument *document;  /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): ends with the document */
  gulong changed_id;         /* on @document */
  gboolean running;
  gboolean dirty;

  MarbreBlocks *blocks; /* (owned) (nullable): as emitted last */
  MarbreStory *parsed;  /* (owned) (nullable): what the last parse saw */
  MarbreMeasure measure;
  char *line_text;    /* (owned) (nullable): the line rendered alone since, as in @blocks */
  guint line;         /* its number, if there is @line_text */
  guint64 generation; /* of the document: what @blocks show */
  gint64 first_line;  /* monotonic µs of the first line rendered alone since the last parse began */
  guint parse_source; /* GSource id; 0 if none */
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

typedef struct
{
  MarbreStory *story; /* (owned) */
  guint64 generation;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->story);
  g_free (job);
}

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
  Job *job = data;
  MarbreStory *story = job->story;
  Rendering *rendering = g_new0 (Rendering, 1);

  rendering->blocks =
      marbre_blocks_parse (marbre_story_get_text (story, MARBRE_FIELD_BODY), -1,
                           marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), NULL, NULL);
  marbre_measure_story (story, rendering->blocks, &rendering->measure);
  g_task_return_pointer (task, rendering, (GDestroyNotify) rendering_free);
}

static void start (MarbreRenderer *self);

static void
emit (MarbreRenderer *self)
{
  g_signal_emit (self, signals[SIGNAL_RENDERED], 0, self->parsed, self->blocks, &self->measure);
}

static void
forget (MarbreRenderer *self)
{
  g_clear_handle_id (&self->parse_source, g_source_remove);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_clear_pointer (&self->line_text, g_free);
  g_clear_object (&self->parsed);
  self->first_line = 0;
}

/* The text of a line as the last parse saw it. */
static char *
dup_parsed_line (MarbreRenderer *self, MarbreBlocks *blocks, MarbreStory *story, guint line)
{
  const char *body = marbre_story_get_text (story, MARBRE_FIELD_BODY);
  const MarbreBlock *block;

  if (marbre_blocks_get_length (blocks) == 0)
    return NULL;
  block = marbre_blocks_get (blocks, marbre_blocks_find_line (blocks, line));
  if (block->first_line != line || block->last_line != line)
    return NULL;
  return g_strndup (body + block->start, block->end - block->start);
}

/* Takes the blocks of a parse, with the line at work as it is now if it has been rendered since.
 *
 * Returns: FALSE if more than that line has changed, or what it means depends on others now */
static gboolean
take_blocks (MarbreRenderer *self, Job *job, Rendering *rendering)
{
  g_autoptr (MarbreBlocks) edited = NULL;
  gboolean overtaken = job->generation < self->generation;

  if (overtaken)
    {
      g_autofree char *before =
          self->line_text ? dup_parsed_line (self, rendering->blocks, job->story, self->line)
                          : NULL;

      if (before != NULL)
        edited =
            marbre_blocks_edit_line (rendering->blocks, self->line, before, self->line_text);
      if (edited == NULL)
        return FALSE;
    }
  else
    {
      g_clear_pointer (&self->line_text, g_free);
      self->generation = job->generation;
    }
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = edited ? g_steal_pointer (&edited) : marbre_blocks_ref (rendering->blocks);
  g_set_object (&self->parsed, job->story);
  self->measure = rendering->measure;
  return TRUE;
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreRenderer *self = MARBRE_RENDERER (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (Rendering) rendering = g_task_propagate_pointer (G_TASK (result), &error);

  /* Cancelled: the document changed, and set_document() has cleared the bits. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->running = FALSE;
  if (rendering != NULL && take_blocks (self, job, rendering))
    emit (self);
  else if (rendering != NULL)
    {
      /* No line alone until a parse has caught up. */
      forget (self);
      self->dirty = TRUE;
    }
  if (self->dirty && !self->running && self->document != NULL && self->parse_source == 0)
    start (self);
}

static void
start (MarbreRenderer *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, parsed_cb, NULL);
  Job *job = g_new0 (Job, 1);

  g_clear_handle_id (&self->parse_source, g_source_remove);
  job->story = marbre_document_snapshot (self->document);
  job->generation = marbre_document_get_generation (self->document);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  self->first_line = 0;
  self->dirty = FALSE;
  self->running = TRUE;
  marbre_worker_push (self->worker, task, parse);
}

static gboolean
parse_source_cb (gpointer data)
{
  MarbreRenderer *self = MARBRE_RENDERER (data);

  self->parse_source = 0;
  if (!self->running)
    start (self);
  return G_SOURCE_REMOVE;
}

static void
parse_soon (MarbreRenderer *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 left;

  if (self->first_line == 0)
    self->first_line = now;
  left = LATEST - (now - self->first_line) / 1000;
  g_clear_handle_id (&self->parse_source, g_source_remove);
  self->parse_source = g_timeout_add ((guint) CLAMP (left, 0, QUIET), parse_source_cb, self);
}

/* Renders the change alone, if it is one line of a plain paragraph and nothing else has changed
 * since what is shown. */
static gboolean
render_line (MarbreRenderer *self)
{
  guint64 generation = marbre_document_get_generation (self->document);
  g_autoptr (MarbreBlocks) edited = NULL;
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;
  guint line;

  if (!marbre_document_take_edited_line (self->document, &line, &text) || self->blocks == NULL ||
      generation != self->generation + 1)
    return FALSE;
  if (self->line_text == NULL)
    before = dup_parsed_line (self, self->blocks, self->parsed, line);
  else if (self->line == line)
    before = g_strdup (self->line_text);
  if (before == NULL)
    return FALSE;
  edited = marbre_blocks_edit_line (self->blocks, line, before, text);
  if (edited == NULL)
    return FALSE;

  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = g_steal_pointer (&edited);
  g_clear_pointer (&self->line_text, g_free);
  self->line_text = g_steal_pointer (&text);
  self->line = line;
  self->generation = generation;
  return TRUE;
}

static void
changed_cb (MarbreRenderer *self)
{
  self->dirty = TRUE;
  if (render_line (self))
    {
      parse_soon (self);
      emit (self);
      return;
    }
  g_clear_handle_id (&self->parse_source, g_source_remove);
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
   * @story: the story as it was last parsed: its body may lack the last keys
   * @blocks: the body's blocks, newest
   * @measure: (type MarbreMeasure): how long @story is
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
  self->generation = 0; /* each document counts its own */
  forget (self);
  if (document == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->changed_id = g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self,
                                              G_CONNECT_SWAPPED);
  start (self);
}
