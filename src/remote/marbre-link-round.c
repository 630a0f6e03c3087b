/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A round of questions; see marbre-link-round.h. Each site has a queue; at most MAX_RUNNING sites
 * are being asked, each in a thread of its own for one page, and after it is left alone for PAUSE.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-link-round.h"

#include <glib/gi18n.h>

#define MAX_RUNNING 4
/* Milliseconds between two questions to the same site: slower than a person who clicks fast. */
#define PAUSE 250
/* A site that drips a byte now and then is never silent; so many times the patience is the end. */
#define MAX_PATIENCES 3

typedef struct
{
  GPtrArray *sites; /* (owned) (element-type Site): those with something left to ask */
  guint next;       /* of @sites, whose turn it is */
  guint running;
  guint pausing;
  guint done;
  guint total;
  guint patience;
  MarbreLinkProgress progress;
  gpointer progress_data;
  GHashTable *answers; /* (owned) (nullable) (element-type utf8 MarbreLinkAnswer) */
} Round;

/* A site, and what it is to be asked for. */
typedef struct
{
  char *host;       /* (owned) */
  GQueue addresses; /* (owned) (element-type utf8) */
  gboolean is_busy;
} Site;

/* One question. */
typedef struct
{
  GTask *round;           /* (owned) */
  Site *site;             /* (borrowed): by the round */
  char *address;          /* (owned) */
  GCancellable *deadline; /* (owned): the round's, or the clock's */
  gulong cancelled_id;    /* handler at the round's cancellable; 0 if none */
  GSource *clock;         /* (owned) (nullable) */
  gboolean too_late;
  guint patience;
  gboolean wait;
} Question;

static void
site_free (gpointer data)
{
  Site *self = data;

  g_free (self->host);
  g_queue_clear_full (&self->addresses, g_free);
  g_free (self);
}

static void
round_free (gpointer data)
{
  Round *self = data;

  g_ptr_array_unref (self->sites);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_free (self);
}

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->round);
  g_object_unref (self->deadline);
  g_free (self->address);
  g_free (self);
}

static Site *
get_site (Round *self, const char *host)
{
  Site *site;

  for (guint i = 0; i < self->sites->len; i++)
    {
      site = g_ptr_array_index (self->sites, i);
      if (g_ascii_strcasecmp (site->host, host) == 0)
        return site;
    }
  site = g_new0 (Site, 1);
  site->host = g_strdup (host);
  g_queue_init (&site->addresses);
  g_ptr_array_add (self->sites, site);
  return site;
}

static void
add_address (Round *self, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  g_queue_push_tail (&get_site (self, host ? host : "")->addresses, g_strdup (address));
  self->total++;
}

static void
ask (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;
  MarbreLinkAnswer *answer = marbre_link_ask (question->address, question->patience,
                                              &question->wait, question->deadline, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) marbre_link_answer_free);
}

static void go_on (GTask *task);

static void
note (Round *self, const char *address, MarbreLinkAnswer *answer)
{
  g_hash_table_insert (self->answers, g_strdup (address), answer);
  self->done++;
}

/* A site that wants to be left alone is not asked for the rest. */
static void
leave_alone (Round *self, Site *site)
{
  g_autofree char *reason = g_strdup_printf (
      _ ("“%s” wants to be left alone for now, so this page was not asked for. Check again later."),
      site->host);
  char *address;

  while ((address = g_queue_pop_head (&site->addresses)) != NULL)
    {
      note (self, address, marbre_link_answer_new (MARBRE_LINK_UNSURE, NULL, reason));
      g_free (address);
    }
}

static gboolean
pause_over_cb (gpointer data)
{
  Question *question = data;
  Round *self = g_task_get_task_data (question->round);

  question->site->is_busy = FALSE;
  self->pausing--;
  go_on (question->round);
  return G_SOURCE_REMOVE;
}

static void
take_pause (Question *question)
{
  Round *self = g_task_get_task_data (question->round);
  g_autoptr (GSource) source = g_timeout_source_new (PAUSE);

  self->pausing++;
  g_source_set_callback (source, pause_over_cb, question, question_free);
  g_source_attach (source, g_task_get_context (question->round));
}

static gboolean
too_late_cb (gpointer data)
{
  Question *question = data;

  question->too_late = TRUE;
  g_cancellable_cancel (question->deadline);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
start_clock (Question *question)
{
  GCancellable *cancellable = g_task_get_cancellable (question->round);

  question->deadline = g_cancellable_new ();
  if (cancellable != NULL)
    question->cancelled_id =
        g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                               g_object_ref (question->deadline), g_object_unref);
  question->clock = g_timeout_source_new_seconds (MAX_PATIENCES * question->patience);
  g_source_set_callback (question->clock, too_late_cb, question, NULL);
  g_source_attach (question->clock, g_task_get_context (question->round));
}

static void
stop_clock (Question *question)
{
  g_cancellable_disconnect (g_task_get_cancellable (question->round), question->cancelled_id);
  question->cancelled_id = 0;
  g_source_destroy (question->clock);
  g_clear_pointer (&question->clock, g_source_unref);
}

/* Returns: (transfer full) (nullable): what is said of a page that a site was too slow to give */
static MarbreLinkAnswer *
answer_too_late (Question *question)
{
  g_autofree char *reason = NULL;
  MarbreLinkAnswer *answer;

  if (!question->too_late)
    return NULL;
  reason = g_strdup_printf (_ ("“%s” did not answer in time."), question->site->host);
  answer = marbre_link_answer_new (MARBRE_LINK_UNSURE, NULL, reason);
  answer->is_silent = TRUE;
  return answer;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GTask) task = g_object_ref (question->round);
  Round *self = g_task_get_task_data (task);
  MarbreLinkAnswer *answer = g_task_propagate_pointer (G_TASK (result), NULL);

  stop_clock (question);
  self->running--;
  if (answer == NULL)
    answer = answer_too_late (question);
  if (answer != NULL)
    {
      note (self, question->address, answer);
      if (question->wait)
        leave_alone (self, question->site);
      if (self->progress != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
        self->progress (self->done, self->total, self->progress_data);
    }
  if (g_queue_is_empty (&question->site->addresses))
    question_free (question);
  else
    take_pause (question);
  go_on (task);
}

static void
start (GTask *task, Site *site)
{
  Round *self = g_task_get_task_data (task);
  Question *question = g_new0 (Question, 1);
  g_autoptr (GTask) work = NULL;

  question->round = g_object_ref (task);
  question->site = site;
  question->address = g_queue_pop_head (&site->addresses);
  question->patience = self->patience;
  site->is_busy = TRUE;
  self->running++;
  start_clock (question);
  /* Nobody cancels the work but its deadline, so that the thread is done when it ends. */
  work = g_task_new (NULL, NULL, asked_cb, question);
  g_task_set_source_tag (work, start);
  g_task_set_task_data (work, question, NULL);
  g_task_run_in_thread (work, ask);
}

static void
go_on (GTask *task)
{
  Round *self = g_task_get_task_data (task);
  gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));

  for (guint i = 0; !cancelled && i < self->sites->len && self->running < MAX_RUNNING; i++)
    {
      Site *site = g_ptr_array_index (self->sites, self->next++ % self->sites->len);

      if (!site->is_busy && !g_queue_is_empty (&site->addresses))
        start (task, site);
    }
  if (self->running > 0 || (!cancelled && self->pausing > 0) || self->answers == NULL)
    return;
  if (cancelled)
    g_clear_pointer (&self->answers, g_hash_table_unref); /* the round is over */
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&self->answers),
                           (GDestroyNotify) g_hash_table_unref);
}

/**
 * marbre_link_round_async:
 * @addresses: http or https, each once
 * @patience: how long a site may be silent, in seconds: %MARBRE_LINK_PATIENCE
 * @progress: (nullable): told after each
 * @progress_data: for @progress
 * @cancellable: (nullable): ends the round
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Asks after pages.
 */
void
marbre_link_round_async (const char *const *addresses,
                         guint patience,
                         MarbreLinkProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Round *round = g_new0 (Round, 1);

  g_task_set_source_tag (task, marbre_link_round_async);
  round->sites = g_ptr_array_new_with_free_func (site_free);
  round->patience = patience;
  round->progress = progress;
  round->progress_data = progress_data;
  round->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) marbre_link_answer_free);
  for (guint i = 0; addresses[i] != NULL; i++)
    add_address (round, addresses[i]);
  g_task_set_task_data (task, round, round_free);
  go_on (task);
}

/**
 * marbre_link_round_finish:
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type utf8 MarbreLinkAnswer): what became of each
 */
GHashTable *
marbre_link_round_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * marbre_link_round_was_offline:
 * @answers: (element-type utf8 MarbreLinkAnswer): what a round brought
 *
 * Returns: %TRUE if no site at all answered, so that nothing can be said of any page
 */
gboolean
marbre_link_round_was_offline (GHashTable *answers)
{
  GHashTableIter iter;
  gpointer answer;

  g_hash_table_iter_init (&iter, answers);
  while (g_hash_table_iter_next (&iter, NULL, &answer))
    if (!((const MarbreLinkAnswer *) answer)->is_silent)
      return FALSE;
  return g_hash_table_size (answers) > 0;
}
