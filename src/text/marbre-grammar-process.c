/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The grammar process; see marbre-grammar-process.h. Paragraphs wait in two queues, what is being
 * written and the rest, which has to wait while keys come; one is out at a time: a line of JSON
 * there, a line back (ui/grammalecte.py). A clock runs for each answer.
 *
 * Grammalecte fills some forty megabytes, and starts in a fraction of a second. So the process is
 * there only while somebody writes French: it starts when the writer pauses, and ends when it has
 * had nothing to do for a while. Nobody sees the difference.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-grammar-process.h"

#include <string.h>

#include "marbre-grammar-line.h"
#include "marbre-grammar-resources.h"

#define SCRIPT "/io/github/marbre/Marbre/grammar/grammalecte.py"

/* Answers in a row that fail before it is given up. */
#define MAX_FAILURES 3

/* Without a key for that long, nobody writes. */
#define REST_USEC G_USEC_PER_SEC

/* Paragraphs that wait: those of a very long story. */
#define MAX_WAITING 4000

/* A pause of writing, after which the process starts; who never pauses waits no longer than MAX. */
#define PAUSE_MSEC     3000
#define MAX_PAUSE_USEC (10 * G_USEC_PER_SEC)

/* How long it may have nothing to do: it holds some 40 MB; the next paragraph starts it anew. */
#define REST_MSEC (45 * 1000)

struct _MarbreGrammarProcess
{
  GObject parent_instance;

  char **arguments;          /* (owned): what is run */
  GSubprocess *process;      /* (owned) (nullable) */
  GOutputStream *in;         /* (borrowed) (nullable): of the process */
  GDataInputStream *out;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the process' streams */
  GQueue urgent;             /* (element-type GTask): owned: what is being written */
  GQueue waiting;            /* (element-type GTask): owned: the rest */
  GTask *current;            /* (owned) (nullable): whose answer is awaited */
  guint timeout;             /* s */
  guint pause, rest;         /* ms */
  guint clock;               /* GSource id, 0 for none: of the answer */
  guint pause_clock;         /* likewise: until the process starts */
  guint rest_clock;          /* likewise: until it ends */
  guint key_clock;           /* likewise: until nobody writes */
  gint64 last_key;           /* monotonic µs; 0 for never */
  gint64 waiting_since;      /* monotonic µs; 0 if nothing waits for the process to start */
  gboolean writing;          /* @in has not taken the last paragraph yet */
  guint failures;            /* in a row */
  gboolean given_up;
};

static void grammar_init (MarbreGrammarInterface *iface);
static void send_next (MarbreGrammarProcess *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (MarbreGrammarProcess,
                               marbre_grammar_process,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MARBRE_TYPE_GRAMMAR, grammar_init))

static void
end_process (MarbreGrammarProcess *self)
{
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_handle_id (&self->rest_clock, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->out);
  g_clear_object (&self->process);
  self->in = NULL;
  self->writing = FALSE;
}

static void
fail_all (MarbreGrammarProcess *self, const char *reason)
{
  GTask *task;

  self->given_up = TRUE;
  while ((task = g_queue_pop_head (&self->urgent)) != NULL ||
         (task = g_queue_pop_head (&self->waiting)) != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "Grammar is not checked");
      g_object_unref (task);
    }
  g_signal_emit_by_name (self, "failed", reason);
}

/* The paragraph that was out is left unchecked: it may be what the process does not stand. */
static void
take_failure (MarbreGrammarProcess *self, const char *reason)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->current);

  g_debug ("The grammar process failed: %s", reason);
  end_process (self);
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", reason);
  if (++self->failures >= MAX_FAILURES)
    fail_all (self, reason);
  else
    send_next (self);
}

static gboolean
clock_cb (gpointer data)
{
  g_autoptr (MarbreGrammarProcess) self = g_object_ref (data);

  self->clock = 0;
  take_failure (self, "no answer in time");
  return G_SOURCE_REMOVE;
}

static void read_line (MarbreGrammarProcess *self);

static gboolean
rest_cb (gpointer data)
{
  MarbreGrammarProcess *self = data;

  self->rest_clock = 0;
  end_process (self);
  return G_SOURCE_REMOVE;
}

static void
take_mistakes (MarbreGrammarProcess *self, GPtrArray *mistakes)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->current);

  g_clear_handle_id (&self->clock, g_source_remove);
  self->failures = 0;
  self->rest_clock = g_timeout_add (self->rest, rest_cb, self);
  g_task_return_pointer (task, mistakes, (GDestroyNotify) g_ptr_array_unref);
  read_line (self);
  send_next (self);
}

static void
take_line (MarbreGrammarProcess *self, const char *line)
{
  const char *text = self->current ? g_task_get_task_data (self->current) : NULL;
  GPtrArray *mistakes;

  switch (marbre_grammar_line_read (line, text, &mistakes))
    {
    case MARBRE_GRAMMAR_LINE_MISTAKES:
      take_mistakes (self, mistakes);
      break;
    case MARBRE_GRAMMAR_LINE_READY:
      read_line (self);
      break;
    case MARBRE_GRAMMAR_LINE_MISSING:
      end_process (self);
      if (self->current != NULL)
        g_queue_push_head (&self->urgent, g_steal_pointer (&self->current));
      fail_all (self, NULL);
      break;
    case MARBRE_GRAMMAR_LINE_UNREADABLE:
    default:
      take_failure (self, "an answer that cannot be read");
      break;
    }
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (MarbreGrammarProcess) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source),
                                                                     result, NULL, &error);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      G_DATA_INPUT_STREAM (source) != self->out)
    return;
  if (line == NULL)
    take_failure (self, error ? error->message : "it ended");
  else
    take_line (self, line);
}

static void
read_line (MarbreGrammarProcess *self)
{
  GWeakRef *weak;

  if (self->out == NULL)
    return;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  g_data_input_stream_read_line_async (self->out, G_PRIORITY_DEFAULT, self->cancellable, line_cb,
                                       weak);
}

static gboolean
start (MarbreGrammarProcess *self)
{
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_newv ((const char *const *) self->arguments,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                         G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                         G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                     &error);
  if (self->process == NULL)
    {
      fail_all (self, error->message);
      return FALSE;
    }
  self->cancellable = g_cancellable_new ();
  self->in = g_subprocess_get_stdin_pipe (self->process);
  self->out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  read_line (self);
  return TRUE;
}

typedef struct
{
  GWeakRef self;
  char *line; /* (owned) */
} Writing;

/* A process that died is noticed by the reader. One whose answer came before the stream said that
 * it is done must not be written to at once: the stream would refuse. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writing *writing = user_data;
  g_autoptr (MarbreGrammarProcess) self = g_weak_ref_get (&writing->self);

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_weak_ref_clear (&writing->self);
  g_free (writing->line);
  g_free (writing);
  if (self == NULL || self->in != G_OUTPUT_STREAM (source))
    return;
  self->writing = FALSE;
  send_next (self);
}

static void
write_line (MarbreGrammarProcess *self, char *line)
{
  Writing *writing = g_new0 (Writing, 1);

  g_weak_ref_init (&writing->self, self);
  writing->line = line;
  self->writing = TRUE;
  g_output_stream_write_all_async (self->in, line, strlen (line), G_PRIORITY_DEFAULT,
                                   self->cancellable, written_cb, writing);
}

/* Returns: (transfer full) (nullable): the first that is still wanted */
static GTask *
pop (GQueue *queue)
{
  GTask *task;

  while ((task = g_queue_pop_head (queue)) != NULL && g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  return task;
}

/* Returns: µs until nobody writes, 0 or less if nobody does */
static gint64
get_rest (MarbreGrammarProcess *self)
{
  return self->last_key > 0 ? self->last_key + REST_USEC - g_get_monotonic_time () : 0;
}

static gboolean
key_clock_cb (gpointer data)
{
  MarbreGrammarProcess *self = data;

  self->key_clock = 0;
  send_next (self);
  return G_SOURCE_REMOVE;
}

static GTask *
take_next (MarbreGrammarProcess *self)
{
  GTask *task = pop (&self->urgent);
  gint64 rest = get_rest (self);

  if (task != NULL || g_queue_is_empty (&self->waiting))
    return task;
  if (rest <= 0)
    return pop (&self->waiting);
  if (self->key_clock == 0)
    self->key_clock = g_timeout_add ((guint) (rest / 1000) + 1, key_clock_cb, self);
  return NULL;
}

static void
send_next (MarbreGrammarProcess *self)
{
  if (self->current == NULL)
    self->current = take_next (self);
  if (self->current == NULL || self->clock != 0 || self->writing)
    return;
  g_clear_handle_id (&self->rest_clock, g_source_remove);
  if (self->process == NULL)
    {
      /* Given back first: whoever fails all fails this one too. */
      g_queue_push_head (&self->urgent, g_steal_pointer (&self->current));
      if (!start (self))
        return;
      self->current = g_queue_pop_head (&self->urgent);
    }
  self->clock = g_timeout_add_seconds (self->timeout, clock_cb, self);
  write_line (self, marbre_grammar_line_write (g_task_get_task_data (self->current)));
}

static gboolean
pause_cb (gpointer data)
{
  MarbreGrammarProcess *self = data;

  self->pause_clock = 0;
  self->waiting_since = 0;
  send_next (self);
  return G_SOURCE_REMOVE;
}

/* Starts the process in the next pause, if it does not run. */
static void
send_later (MarbreGrammarProcess *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->process != NULL)
    {
      send_next (self);
      return;
    }
  if (self->waiting_since == 0)
    self->waiting_since = now;
  if (self->pause_clock != 0 && now - self->waiting_since > MAX_PAUSE_USEC)
    return;
  g_clear_handle_id (&self->pause_clock, g_source_remove);
  self->pause_clock = g_timeout_add (self->pause, pause_cb, self);
}

static gboolean
handles (MarbreGrammar *grammar, const char *language)
{
  return g_ascii_strncasecmp (language, "fr", 2) == 0 &&
         !MARBRE_GRAMMAR_PROCESS (grammar)->given_up;
}

static void
check_async (MarbreGrammar *grammar,
             const char *text,
             const char *language,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  MarbreGrammarProcess *self = MARBRE_GRAMMAR_PROCESS (grammar);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, check_async);
  g_task_set_task_data (task, g_strdup (text), g_free);
  if (self->given_up || g_queue_get_length (&self->waiting) >= MAX_WAITING ||
      strlen (text) > MARBRE_GRAMMAR_MAX_BYTES)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "Grammar is not checked");
      return;
    }
  g_queue_push_tail (get_rest (self) > 0 ? &self->urgent : &self->waiting,
                     g_steal_pointer (&task));
  send_later (self);
}

static void
note_key (MarbreGrammar *grammar)
{
  MARBRE_GRAMMAR_PROCESS (grammar)->last_key = g_get_monotonic_time ();
}

static GPtrArray *
check_finish (MarbreGrammar *grammar, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
grammar_init (MarbreGrammarInterface *iface)
{
  iface->handles = handles;
  iface->check_async = check_async;
  iface->check_finish = check_finish;
  iface->note_key = note_key;
}

static void
marbre_grammar_process_dispose (GObject *object)
{
  MarbreGrammarProcess *self = MARBRE_GRAMMAR_PROCESS (object);

  g_clear_handle_id (&self->pause_clock, g_source_remove);
  g_clear_handle_id (&self->key_clock, g_source_remove);
  end_process (self);
  g_clear_pointer (&self->arguments, g_strfreev);
  G_OBJECT_CLASS (marbre_grammar_process_parent_class)->dispose (object);
}

static void
marbre_grammar_process_class_init (MarbreGrammarProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_grammar_process_dispose;
}

static void
marbre_grammar_process_init (MarbreGrammarProcess *self)
{
  g_queue_init (&self->urgent);
  g_queue_init (&self->waiting);
  self->pause = PAUSE_MSEC;
  self->rest = REST_MSEC;
}

/**
 * marbre_grammar_process_new:
 * @arguments: (array zero-terminated=1): the program and its arguments
 * @timeout: seconds to wait for an answer before the process is taken to hang
 *
 * Returns: (transfer full): a checker; the process starts in the first pause after a paragraph
 */
MarbreGrammar *
marbre_grammar_process_new (const char *const *arguments, guint timeout)
{
  MarbreGrammarProcess *self = g_object_new (MARBRE_TYPE_GRAMMAR_PROCESS, NULL);

  self->arguments = g_strdupv ((char **) arguments);
  self->timeout = timeout;
  return MARBRE_GRAMMAR (self);
}

/**
 * marbre_grammar_process_new_grammalecte:
 * @python: a Python that has Grammalecte
 * @timeout: seconds to wait for an answer before the process is taken to hang
 *
 * Returns: (transfer full): Grammalecte; the process starts in the first pause after a paragraph
 */
MarbreGrammar *
marbre_grammar_process_new_grammalecte (const char *python, guint timeout)
{
  g_autoptr (GBytes) script = g_resource_lookup_data (marbre_grammar_get_resource (), SCRIPT,
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char *arguments[] = { python, "-I", "-c", g_bytes_get_data (script, NULL), NULL };

  return marbre_grammar_process_new (arguments, timeout);
}

/**
 * marbre_grammar_process_set_patience:
 * @pause: milliseconds without a further paragraph before the process starts
 * @rest: milliseconds without work after which it ends
 *
 * For who does not write at a person's pace. The next paragraph starts it again.
 */
void
marbre_grammar_process_set_patience (MarbreGrammarProcess *self, guint pause, guint rest)
{
  g_return_if_fail (MARBRE_IS_GRAMMAR_PROCESS (self));

  self->pause = pause;
  self->rest = rest;
}
