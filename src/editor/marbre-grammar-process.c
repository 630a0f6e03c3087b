/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The grammar process; see marbre-grammar-process.h. Paragraphs wait in a queue, one is out at a
 * time: a line of JSON there, a line back (ui/grammalecte.py). A clock runs for each answer.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-grammar-process.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define SCRIPT "/io/github/marbre/Marbre/editor/grammalecte.py"

/* Answers in a row that fail before it is given up. */
#define MAX_FAILURES 3

/* Paragraphs that wait: those of a very long story. */
#define MAX_WAITING 4000

#define MAX_MISTAKES 200

struct _MarbreGrammarProcess
{
  GObject parent_instance;

  char **arguments;          /* (owned): what is run */
  GSubprocess *process;      /* (owned) (nullable) */
  GOutputStream *in;         /* (borrowed) (nullable): of the process */
  GDataInputStream *out;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the process' streams */
  GQueue waiting;            /* (element-type GTask): owned */
  GTask *current;            /* (owned) (nullable): whose answer is awaited */
  guint timeout;             /* s */
  guint clock;               /* GSource id, 0 for none */
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
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->out);
  g_clear_object (&self->process);
  self->in = NULL;
}

static void
fail_all (MarbreGrammarProcess *self, const char *reason)
{
  GTask *task;

  self->given_up = TRUE;
  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
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

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : "";
}

static char **
read_replacements (JsonObject *object)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (object, "replacements");
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) == G_TYPE_STRING)
      g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

/* Returns: (transfer full) (nullable): NULL for what is no answer */
static GPtrArray *
read_answer (JsonObject *root, const char *text)
{
  g_autoptr (GPtrArray) mistakes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_grammar_mistake_free);
  gint64 length = g_utf8_strlen (text, -1);
  JsonNode *node = json_object_get_member (root, "mistakes");
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_MISTAKES); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      MarbreGrammarMistake *mistake;
      gint64 start, end;

      if (object == NULL)
        return NULL;
      start = json_object_get_int_member_with_default (object, "start", -1);
      end = json_object_get_int_member_with_default (object, "end", -1);
      if (start < 0 || end <= start || end > length)
        continue;
      mistake = g_new0 (MarbreGrammarMistake, 1);
      mistake->start = (guint) start;
      mistake->end = (guint) end;
      mistake->rule = g_strdup (get_string (object, "rule"));
      mistake->message = g_strdup (get_string (object, "message"));
      mistake->replacements = read_replacements (object);
      g_ptr_array_add (mistakes, mistake);
    }
  return g_steal_pointer (&mistakes);
}

static void read_line (MarbreGrammarProcess *self);

static void
take_line (MarbreGrammarProcess *self, const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  GPtrArray *mistakes;

  if (!json_parser_load_from_data (parser, line, -1, NULL) ||
      (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      take_failure (self, "an answer that cannot be read");
      return;
    }
  if (json_object_has_member (json_node_get_object (root), "missing"))
    {
      end_process (self);
      if (self->current != NULL)
        g_queue_push_head (&self->waiting, g_steal_pointer (&self->current));
      fail_all (self, NULL);
      return;
    }
  if (self->current == NULL || json_object_has_member (json_node_get_object (root), "ready"))
    {
      read_line (self);
      return;
    }
  mistakes = read_answer (json_node_get_object (root), g_task_get_task_data (self->current));
  if (mistakes == NULL)
    {
      take_failure (self, "an answer that cannot be read");
      return;
    }
  g_clear_handle_id (&self->clock, g_source_remove);
  self->failures = 0;
  g_task_return_pointer (self->current, mistakes, (GDestroyNotify) g_ptr_array_unref);
  g_clear_object (&self->current);
  read_line (self);
  send_next (self);
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

/* A process that died is noticed by the reader; here only the line is given back. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *line = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
}

static char *
dup_line (const char *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, text);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  return g_strconcat (json, "\n", NULL);
}

static void
send_next (MarbreGrammarProcess *self)
{
  char *line;

  while (self->current == NULL && !g_queue_is_empty (&self->waiting))
    {
      self->current = g_queue_pop_head (&self->waiting);
      if (g_task_return_error_if_cancelled (self->current))
        g_clear_object (&self->current);
    }
  if (self->current == NULL || self->clock != 0)
    return;
  if (self->process == NULL)
    {
      /* Given back first: whoever fails all fails this one too. */
      g_queue_push_head (&self->waiting, g_steal_pointer (&self->current));
      if (!start (self))
        return;
      self->current = g_queue_pop_head (&self->waiting);
    }
  line = dup_line (g_task_get_task_data (self->current));
  self->clock = g_timeout_add_seconds (self->timeout, clock_cb, self);
  g_output_stream_write_all_async (self->in, line, strlen (line), G_PRIORITY_DEFAULT,
                                   self->cancellable, written_cb, line);
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
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  send_next (self);
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
}

static void
marbre_grammar_process_dispose (GObject *object)
{
  MarbreGrammarProcess *self = MARBRE_GRAMMAR_PROCESS (object);

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
  g_queue_init (&self->waiting);
}

/* The system's Python has the distribution's packages; another one first in PATH may not. */
static char **
default_arguments (void)
{
  g_autoptr (GBytes) script = g_resources_lookup_data (SCRIPT, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char *python = "/usr/bin/python3";
  const char *arguments[] = { python, "-I", "-c", g_bytes_get_data (script, NULL), NULL };

  return g_strdupv ((char **) arguments);
}

/**
 * marbre_grammar_process_new:
 * @arguments: (nullable) (array zero-terminated=1): the program and its arguments, %NULL for
 *   Grammalecte by the system's Python; the editor's resources are registered then
 * @timeout: seconds to wait for an answer before the process is taken to hang
 *
 * Returns: (transfer full): a checker; the process starts with the first paragraph
 */
MarbreGrammar *
marbre_grammar_process_new (const char *const *arguments, guint timeout)
{
  MarbreGrammarProcess *self = g_object_new (MARBRE_TYPE_GRAMMAR_PROCESS, NULL);

  self->arguments = arguments ? g_strdupv ((char **) arguments) : default_arguments ();
  self->timeout = timeout;
  return MARBRE_GRAMMAR (self);
}
