/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A LanguageTool server as a grammar checker; see marbre-languagetool.h. Paragraphs wait in a
 * queue; what waits in one language goes out together, one request at a time and not too often: the
 * public server takes twenty a minute. What fails for now is sent again later, and the user is told
 * once; a paragraph on which the server breaks three times is left alone.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-languagetool.h"

#include <string.h>

#include "marbre-address.h"
#include "marbre-languagetool-batch.h"
#include "marbre-languagetool-request.h"
#include "marbre-remote-error.h"
#include "marbre-worker.h"

/* Between two requests: elsewhere, and on this machine. */
#define INTERVAL_MSEC          3000
#define LOOPBACK_INTERVAL_MSEC 300

/* Between a failure and the next attempt: twice as long each time. */
#define MIN_RETRY_SECONDS 10
#define MAX_RETRY_SECONDS 300

/* How often the server may break on a paragraph. */
#define MAX_ATTEMPTS 3

/* Paragraphs that wait: those of a very long story. */
#define MAX_WAITING 4000

struct _MarbreLanguagetool
{
  GObject parent_instance;

  MarbreLanguagetoolServer *server; /* (owned) */
  MarbreWorker *worker;             /* (owned) */
  GCancellable *cancellable;        /* (owned): of the request that is out */
  GHashTable *refused;              /* (owned) (element-type utf8): languages it does not know */
  GQueue waiting;                   /* (element-type GTask): owned */
  guint interval;                   /* ms */
  guint clock;                      /* GSource id, 0 for none: the next request */
  guint failures;                   /* in a row */
  gboolean busy;                    /* a request is out */
  gboolean french;                  /* French is checked */
  gboolean given_up;
};

static void grammar_init (MarbreGrammarInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MarbreLanguagetool,
                               marbre_languagetool,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MARBRE_TYPE_GRAMMAR, grammar_init))

/* A paragraph that waits: the data of its task. */
typedef struct
{
  char *text;     /* (owned) */
  char *language; /* (owned): as the server calls it */
  guint attempts;
} Paragraph;

/* A request that is out: the data of its task. */
typedef struct
{
  MarbreLanguagetoolServer *server; /* (borrowed): of the checker, which the task holds */
  MarbreLanguagetoolBatch *batch;   /* (owned) */
  GPtrArray *tasks;                 /* (owned) (element-type GTask): its paragraphs; main thread */
  char *language;                   /* (owned) */
} Request;

static void
paragraph_free (Paragraph *paragraph)
{
  g_free (paragraph->text);
  g_free (paragraph->language);
  g_free (paragraph);
}

static void
request_free (Request *request)
{
  g_clear_pointer (&request->batch, marbre_languagetool_batch_free);
  g_clear_pointer (&request->tasks, g_ptr_array_unref);
  g_free (request->language);
  g_free (request);
}

static void
fail_task (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "Grammar is not checked");
}

static void
fail_waiting (MarbreLanguagetool *self, const char *language)
{
  GQueue waiting = self->waiting;
  GTask *task;

  g_queue_init (&self->waiting);
  while ((task = g_queue_pop_head (&waiting)) != NULL)
    {
      const Paragraph *paragraph = g_task_get_task_data (task);

      if (language != NULL && !g_str_equal (language, paragraph->language))
        {
          g_queue_push_tail (&self->waiting, task);
          continue;
        }
      fail_task (task);
      g_object_unref (task);
    }
}

static void
request_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  g_autoptr (GHashTable) form = marbre_languagetool_batch_write (request->batch);
  GError *error = NULL;
  g_autoptr (JsonNode) node =
      marbre_languagetool_server_check (request->server, form, cancellable, &error);
  GPtrArray *answers = node ? marbre_languagetool_batch_read (request->batch, node) : NULL;

  if (answers != NULL)
    g_task_return_pointer (task, answers, (GDestroyNotify) g_ptr_array_unref);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_error (task, marbre_languagetool_server_misunderstood (request->server));
}

static gboolean clock_cb (gpointer data);

static void
send_later (MarbreLanguagetool *self, guint msec)
{
  if (self->clock == 0 && !self->busy && !g_queue_is_empty (&self->waiting))
    self->clock = g_timeout_add (msec, clock_cb, self);
}

/* Back to where they were, but for those on which it broke too often. */
static void
wait_again (MarbreLanguagetool *self, GPtrArray *tasks, gboolean broke)
{
  for (guint i = tasks->len; i-- > 0;)
    {
      GTask *task = g_ptr_array_index (tasks, i);
      Paragraph *paragraph = g_task_get_task_data (task);

      paragraph->attempts += broke;
      if (paragraph->attempts >= MAX_ATTEMPTS)
        fail_task (task);
      else
        g_queue_push_head (&self->waiting, g_object_ref (task));
    }
}

static guint
retry_msec (MarbreLanguagetool *self, const GError *error)
{
  gint64 asked = marbre_remote_error_get_retry_after (error);
  gint64 seconds = (gint64) MIN_RETRY_SECONDS << MIN (self->failures - 1, 5);

  seconds = CLAMP (asked > 0 ? asked : seconds, 1, MAX_RETRY_SECONDS);
  return (guint) seconds * 1000;
}

static void
take_failure (MarbreLanguagetool *self, Request *request, const GError *error)
{
  gboolean broke = marbre_remote_error_was_sent (error);

  self->failures++;
  switch (error->domain == MARBRE_REMOTE_ERROR ? error->code : MARBRE_REMOTE_ERROR_OFFLINE)
    {
    case MARBRE_REMOTE_ERROR_SIGN_IN:
    case MARBRE_REMOTE_ERROR_FORBIDDEN:
      self->given_up = TRUE;
      g_ptr_array_foreach (request->tasks, (GFunc) fail_task, NULL);
      fail_waiting (self, NULL);
      g_signal_emit_by_name (self, "failed", error->message);
      return;
    case MARBRE_REMOTE_ERROR_REJECTED:
      g_hash_table_add (self->refused, g_strdup (request->language));
      g_ptr_array_foreach (request->tasks, (GFunc) fail_task, NULL);
      fail_waiting (self, request->language);
      g_signal_emit_by_name (self, "troubled", error->message);
      send_later (self, self->interval);
      return;
    case MARBRE_REMOTE_ERROR_TOO_LARGE:
      g_ptr_array_foreach (request->tasks, (GFunc) fail_task, NULL);
      break;
    default:
      wait_again (self, request->tasks, broke);
      break;
    }
  if (self->failures == 1)
    g_signal_emit_by_name (self, "troubled", error->message);
  send_later (self, retry_msec (self, error));
}

static void
request_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreLanguagetool *self = MARBRE_LANGUAGETOOL (source);
  Request *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_ptr_array_foreach (request->tasks, (GFunc) fail_task, NULL);
      return;
    }
  self->busy = FALSE;
  if (answers == NULL)
    {
      take_failure (self, request, error);
      return;
    }
  self->failures = 0;
  for (guint i = 0; i < request->tasks->len; i++)
    g_task_return_pointer (g_ptr_array_index (request->tasks, i),
                           g_ptr_array_ref (g_ptr_array_index (answers, i)),
                           (GDestroyNotify) g_ptr_array_unref);
  send_later (self, self->interval);
}

/* Those that are still wanted, in the language of the first. */
static Request *
collect (MarbreLanguagetool *self)
{
  Request *request = g_new0 (Request, 1);
  GList *next;

  request->server = self->server;
  request->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (GList *link = self->waiting.head; link != NULL; link = next)
    {
      GTask *task = link->data;
      const Paragraph *paragraph = g_task_get_task_data (task);

      next = link->next;
      if (!g_task_return_error_if_cancelled (task))
        {
          if (request->batch == NULL)
            {
              request->language = g_strdup (paragraph->language);
              request->batch = marbre_languagetool_batch_new (paragraph->language);
            }
          if (!g_str_equal (request->language, paragraph->language))
            continue;
          if (!marbre_languagetool_batch_add (request->batch, paragraph->text))
            break;
          g_ptr_array_add (request->tasks, g_object_ref (task));
        }
      g_queue_delete_link (&self->waiting, link);
      g_object_unref (task);
    }
  return request;
}

static gboolean
clock_cb (gpointer data)
{
  g_autoptr (MarbreLanguagetool) self = g_object_ref (data);
  Request *request = collect (self);
  g_autoptr (GTask) task = NULL;

  self->clock = 0;
  if (request->tasks->len == 0)
    {
      request_free (request);
      return G_SOURCE_REMOVE;
    }
  self->busy = TRUE;
  task = g_task_new (self, self->cancellable, request_cb, NULL);
  g_task_set_source_tag (task, clock_cb);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  marbre_worker_push (self->worker, task, request_job);
  return G_SOURCE_REMOVE;
}

static gboolean
handles (MarbreGrammar *grammar, const char *language)
{
  MarbreLanguagetool *self = MARBRE_LANGUAGETOOL (grammar);
  g_autofree char *name = marbre_languagetool_language (language);

  return !self->given_up && *name != '\0' && (self->french || !g_str_equal (name, "fr")) &&
         !g_hash_table_contains (self->refused, name);
}

static void
check_async (MarbreGrammar *grammar,
             const char *text,
             const char *language,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  MarbreLanguagetool *self = MARBRE_LANGUAGETOOL (grammar);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Paragraph *paragraph = g_new0 (Paragraph, 1);

  paragraph->text = g_strdup (text);
  paragraph->language = marbre_languagetool_language (language);
  g_task_set_source_tag (task, check_async);
  g_task_set_task_data (task, paragraph, (GDestroyNotify) paragraph_free);
  if (!handles (grammar, language) || g_queue_get_length (&self->waiting) >= MAX_WAITING ||
      strlen (text) > MARBRE_GRAMMAR_MAX_BYTES)
    {
      fail_task (task);
      return;
    }
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  send_later (self, self->interval);
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
marbre_languagetool_finalize (GObject *object)
{
  MarbreLanguagetool *self = MARBRE_LANGUAGETOOL (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  marbre_worker_stop (self->worker);
  g_clear_object (&self->worker);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->server, marbre_languagetool_server_free);
  G_OBJECT_CLASS (marbre_languagetool_parent_class)->finalize (object);
}

static void
marbre_languagetool_class_init (MarbreLanguagetoolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_languagetool_finalize;
}

static void
marbre_languagetool_init (MarbreLanguagetool *self)
{
  g_queue_init (&self->waiting);
  self->worker = marbre_worker_new_background ("languagetool");
  self->cancellable = g_cancellable_new ();
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * marbre_languagetool_new:
 * @address: the server, as the user entered it; http on this machine only
 * @user: the account's name, "" for none
 * @key: the account's key, "" for none
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if @address is none
 *
 * Nothing is sent before the first paragraph.
 *
 * Returns: (transfer full) (nullable): a checker of all languages but French
 */
MarbreLanguagetool *
marbre_languagetool_new (const char *address, const char *user, const char *key, GError **error)
{
  g_autoptr (MarbreLanguagetoolServer) server = NULL;
  MarbreLanguagetool *self;

  g_return_val_if_fail (address != NULL && user != NULL && key != NULL, NULL);

  server = marbre_languagetool_server_new (address, user, key, error);
  if (server == NULL)
    return NULL;
  self = g_object_new (MARBRE_TYPE_LANGUAGETOOL, NULL);
  self->server = g_steal_pointer (&server);
  self->interval =
      marbre_address_is_loopback (self->server->base) ? LOOPBACK_INTERVAL_MSEC : INTERVAL_MSEC;
  return self;
}

/**
 * marbre_languagetool_set_french:
 * @french: whether French is checked too
 *
 * French has another checker, which sends nothing away.
 */
void
marbre_languagetool_set_french (MarbreLanguagetool *self, gboolean french)
{
  g_return_if_fail (MARBRE_IS_LANGUAGETOOL (self));
  self->french = french;
}

/**
 * marbre_languagetool_set_interval:
 * @interval: milliseconds between two requests
 *
 * For a server that wants more or less patience than most.
 */
void
marbre_languagetool_set_interval (MarbreLanguagetool *self, guint interval)
{
  g_return_if_fail (MARBRE_IS_LANGUAGETOOL (self));
  self->interval = interval;
}

/**
 * marbre_languagetool_stop:
 *
 * Nothing is sent any more, from now on. What waits is not checked.
 */
void
marbre_languagetool_stop (MarbreLanguagetool *self)
{
  g_return_if_fail (MARBRE_IS_LANGUAGETOOL (self));

  self->given_up = TRUE;
  g_clear_handle_id (&self->clock, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  fail_waiting (self, NULL);
}

static void
ask_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreLanguagetool *self = source;
  GError *error = NULL;
  char *words = marbre_languagetool_server_ask (self->server, cancellable, &error);

  if (words != NULL)
    g_task_return_pointer (task, words, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_languagetool_ask_async:
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Tries the server, and the account if there is one. No text of the user's is sent.
 */
void
marbre_languagetool_ask_async (MarbreLanguagetool *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_LANGUAGETOOL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_languagetool_ask_async);
  marbre_worker_push (self->worker, task, ask_job);
}

/**
 * marbre_languagetool_ask_finish:
 * @result: what the callback got
 * @error: %MARBRE_REMOTE_ERROR, with words for the user
 *
 * Returns: (transfer full) (nullable): what the server can do, for the user
 */
char *
marbre_languagetool_ask_finish (MarbreLanguagetool *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
