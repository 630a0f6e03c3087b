/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Document to blocks; see marbre-renderer.h.
 *
 * An edit costs the parse of the blocks that it touches. Most touch little, and their blocks are
 * made at once, on the main thread; so are those of a paste. What takes longer than LIMIT bytes, or
 * has to be parsed as a whole (a new footnote, another language), goes to a worker with a copy of
 * the story. Two bits, running and dirty, coalesce changes that come faster than the worker: the
 * document adds up what was changed, each rendering starts from the newest text, and none is queued
 * behind another.
 *
 * The page needs the blocks only. Who looks at the whole story (title, measure, sidebar) gets a new
 * copy of it when the keys pause, or after LATEST.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-renderer.h"

#include <string.h>

#include "marbre-measure.h"
#include "marbre-worker.h"

/* Milliseconds from the last and from the first change of the body to a new copy of the story. */
#define QUIET  250
#define LATEST 2000

/* Bytes that the main thread parses: with them a key takes less than 2 ms. Who pastes a long text,
 * or takes one out, waits for the editor's layout anyway, which takes some ten times as long as the
 * parse; done after it, the parse would keep the page waiting, too. */
#define LIMIT       8192
#define PASTE_LIMIT 131072

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
  MarbreStory *story;   /* (owned) (nullable): the same; its body may lack the last keys */
  MarbreMeasure measure;
  guint n_stories;      /* how many there were: a measure of an older one is too late */
  gint64 first_change;  /* monotonic µs of the body's first change since @story, or 0 */
  guint settle_source; /* GSource id; 0 if none */
};

enum
{
  SIGNAL_RENDERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreRenderer, marbre_renderer, G_TYPE_OBJECT)

/* Work for the worker: to parse, or only to measure. */
typedef struct
{
  MarbreStory *story;      /* (owned) */
  MarbreBlocks *blocks;    /* (owned) (nullable): before @edit, then the result */
  MarbreDocumentEdit edit; /* what leads from @blocks to @story; no text to parse it as a whole */
  MarbreMeasure measure;
  guint n_stories;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->story);
  g_clear_pointer (&job->blocks, marbre_blocks_unref);
  marbre_document_edit_clear (&job->edit);
  g_free (job);
}

static MarbreBlocks *
parse_story (MarbreStory *story)
{
  return marbre_blocks_parse_for_desk (marbre_story_get_text (story, MARBRE_FIELD_BODY), -1,
                                       marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE));
}

static MarbreBlocks *
parse (Job *job)
{
  MarbreBlocks *blocks = NULL;

  if (job->blocks != NULL && job->edit.text != NULL)
    blocks = marbre_blocks_edit (job->blocks, job->edit.kept_before, job->edit.kept_after,
                                 job->edit.text, -1, G_MAXSIZE);
  return blocks != NULL ? blocks : parse_story (job->story);
}

static void
parse_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  MarbreBlocks *blocks = parse (job);

  g_clear_pointer (&job->blocks, marbre_blocks_unref);
  job->blocks = blocks;
  marbre_measure_story (job->story, job->blocks, &job->measure);
  g_task_return_boolean (task, TRUE);
}

static void
measure_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  marbre_measure_story (job->story, job->blocks, &job->measure);
  g_task_return_boolean (task, TRUE);
}

static void
emit (MarbreRenderer *self)
{
  g_signal_emit (self, signals[SIGNAL_RENDERED], 0, self->story, self->blocks, &self->measure);
}

static void
set_blocks (MarbreRenderer *self, MarbreBlocks *blocks)
{
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = marbre_blocks_ref (blocks);
}

static void
take_story (MarbreRenderer *self, Job *job)
{
  g_set_object (&self->story, job->story);
  self->measure = job->measure;
  self->n_stories++;
}

static Job *
job_new (MarbreRenderer *self)
{
  Job *job = g_new0 (Job, 1);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->first_change = 0;
  job->story = marbre_document_snapshot (self->document);
  job->n_stories = self->n_stories;
  job->blocks = self->blocks ? marbre_blocks_ref (self->blocks) : NULL;
  return job;
}

static void render (MarbreRenderer *self);
static void settle_soon (MarbreRenderer *self);

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreRenderer *self = MARBRE_RENDERER (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  /* Cancelled: the document changed, and set_document() has cleared the bits. */
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  self->running = FALSE;
  set_blocks (self, job->blocks);
  take_story (self, job);
  emit (self);
  if (self->dirty && !self->running && self->document != NULL)
    render (self);
}

static void
start (MarbreRenderer *self, MarbreDocumentEdit *edit)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, parsed_cb, NULL);
  Job *job = job_new (self);

  job->edit = *edit;
  edit->text = NULL;
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  self->running = TRUE;
  marbre_worker_push (self->worker, task, parse_job);
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreRenderer *self = MARBRE_RENDERER (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  if (job->n_stories != self->n_stories)
    {
      settle_soon (self);
      return;
    }
  take_story (self, job);
  emit (self);
}

static gboolean
settle_cb (gpointer data)
{
  MarbreRenderer *self = MARBRE_RENDERER (data);
  g_autoptr (GTask) task = NULL;

  self->settle_source = 0;
  if (self->running)
    return G_SOURCE_REMOVE; /* what comes of it has a story of its own */
  task = g_task_new (self, self->cancellable, measured_cb, NULL);
  g_task_set_source_tag (task, settle_cb);
  g_task_set_task_data (task, job_new (self), (GDestroyNotify) job_free);
  marbre_worker_push (self->worker, task, measure_job);
  return G_SOURCE_REMOVE;
}

static void
settle_soon (MarbreRenderer *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 left;

  if (self->first_change == 0)
    self->first_change = now;
  left = LATEST - (now - self->first_change) / 1000;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add ((guint) CLAMP (left, 0, QUIET), settle_cb, self);
}

static guint
count_signs (MarbreStory *story, MarbreField field)
{
  MarbreMeasure measure;

  marbre_measure_text (marbre_story_get_text (story, field), &measure);
  return measure.signs;
}

/* Fields are on the page, too, and are not parsed. */
static void
take_fields (MarbreRenderer *self)
{
  g_clear_object (&self->story);
  self->story = marbre_document_snapshot (self->document);
  self->n_stories++;
  self->measure.headline_signs = count_signs (self->story, MARBRE_FIELD_HEADLINE);
  self->measure.standfirst_signs = count_signs (self->story, MARBRE_FIELD_STANDFIRST);
}

/* Whether much changed of a text that is not too long: ids of headings and numbers of notes that
 * come again change the rest, too. */
static gboolean
is_parsed_at_once (MarbreRenderer *self, gsize changed)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (self->document));

  return changed > LIMIT && gtk_text_buffer_get_char_count (buffer) <= PASTE_LIMIT;
}

/* Returns: FALSE if the blocks have to be made on the worker */
static gboolean
edit_blocks (MarbreRenderer *self, const MarbreDocumentEdit *edit)
{
  g_autoptr (MarbreBlocks) blocks = NULL;
  gsize changed;

  if (!edit->body)
    return TRUE;
  if (edit->text == NULL)
    return FALSE;
  changed = MAX (strlen (edit->text), edit->removed);
  blocks = marbre_blocks_edit (self->blocks, edit->kept_before, edit->kept_after, edit->text, -1,
                               CLAMP (2 * changed, LIMIT, PASTE_LIMIT));
  if (blocks == NULL && is_parsed_at_once (self, changed))
    {
      g_autoptr (MarbreStory) story = marbre_document_snapshot (self->document);

      blocks = parse_story (story);
    }
  if (blocks == NULL)
    return FALSE;
  set_blocks (self, blocks);
  settle_soon (self);
  return TRUE;
}

/* Renders what was changed since the last time. */
static void
render (MarbreRenderer *self)
{
  g_auto (MarbreDocumentEdit) edit = { 0 };

  self->dirty = FALSE;
  marbre_document_take_edit (self->document, &edit);
  if (self->blocks == NULL || g_strcmp0 (marbre_blocks_get_language (self->blocks),
                                         marbre_document_get_language (self->document)) != 0)
    marbre_document_edit_clear (&edit);
  else if (edit_blocks (self, &edit))
    {
      if (edit.fields)
        take_fields (self);
      emit (self);
      return;
    }
  start (self, &edit);
}

static void
changed_cb (MarbreRenderer *self)
{
  self->dirty = TRUE;
  if (!self->running)
    render (self);
}

static void
forget (MarbreRenderer *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_clear_object (&self->story);
  self->first_change = 0;
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
   * @story: the story, a new one if title, tags, measure and the like are to be looked at
   *   again; its body may lack the last keys
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
 * marbre_renderer_is_behind:
 *
 * Returns: whether the document was changed since what was emitted last, which is followed by
 *   another rendering
 */
gboolean
marbre_renderer_is_behind (MarbreRenderer *self)
{
  g_return_val_if_fail (MARBRE_IS_RENDERER (self), FALSE);
  return self->dirty;
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
  forget (self);
  if (document == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->changed_id = g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self,
                                              G_CONNECT_SWAPPED);
  render (self);
}
