/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The queue before marbre-fetch.c; see marbre-fetcher.h. A file younger than a week is taken from
 * the cache; an older one if the site does not answer.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-fetcher.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "marbre-fetch-cache.h"
#include "marbre-json.h"
#include "marbre-remote-error.h"

#define MAX_RUNNING   4
#define MAX_WAITING   200
#define FRESH_SECONDS (7 * 24 * 60 * 60)
/* A server that drips a byte now and then never idles; this is the end of it. */
#define JOB_SECONDS 45

struct _MarbreFetcher
{
  GObject parent_instance;

  char *folder;   /* (owned): the cache's path */
  GQueue waiting; /* (owned) (element-type GTask) */
  guint running;
};

/* A task's data. */
typedef struct
{
  char *address;          /* (owned) */
  char *folder;           /* (owned) */
  GCancellable *deadline; /* (owned): the caller's, or the clock's */
  gulong cancelled_id;    /* handler at the caller's cancellable; 0 if none */
  guint clock_id;         /* GSource id; 0 if none */
  gboolean too_late;
  GTaskThreadFunc run;
} Job;

G_DEFINE_FINAL_TYPE (MarbreFetcher, marbre_fetcher, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *self = data;

  g_free (self->address);
  g_free (self->folder);
  g_object_unref (self->deadline);
  g_free (self);
}

static GBytes *
card_to_json (const MarbreCard *card)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  const char *const fields[][2] = { { "title", card->title },
                                    { "description", card->description },
                                    { "site", card->site },
                                    { "picture", card->picture } };
  char *text;

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      json_builder_set_member_name (builder, fields[i][0]);
      json_builder_add_string_value (builder, fields[i][1]);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static MarbreCard *
card_from_json (GBytes *bytes)
{
  g_autoptr (JsonNode) root = marbre_json_parse (bytes, NULL);
  JsonObject *object = root ? marbre_json_node_object (root) : NULL;

  if (object == NULL)
    return NULL;
  return marbre_card_new (marbre_json_string (object, "title"),
                          marbre_json_string (object, "description"),
                          marbre_json_string (object, "site"),
                          marbre_json_string (object, "picture"));
}

static void
run_picture (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = marbre_fetch_cache_get (job->folder, job->address, FRESH_SECONDS);

  if (bytes == NULL)
    {
      bytes = marbre_fetch_picture (job->address, job->deadline, &error);
      if (bytes)
        marbre_fetch_cache_put (job->folder, job->address, bytes, MARBRE_FETCH_CACHE_MAX_BYTES);
      else
        bytes = marbre_fetch_cache_get (job->folder, job->address, -1);
    }
  if (bytes)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static MarbreCard *
cached_card (Job *job, const char *key, gint64 max_age)
{
  g_autoptr (GBytes) bytes = marbre_fetch_cache_get (job->folder, key, max_age);

  return bytes ? card_from_json (bytes) : NULL;
}

static void
run_card (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autofree char *key = g_strconcat ("card ", job->address, NULL);
  g_autoptr (GError) error = NULL;
  MarbreCard *card = cached_card (job, key, FRESH_SECONDS);

  if (card == NULL)
    {
      card = marbre_fetch_card (job->address, job->deadline, &error);
      if (card)
        {
          g_autoptr (GBytes) json = card_to_json (card);

          marbre_fetch_cache_put (job->folder, key, json, MARBRE_FETCH_CACHE_MAX_BYTES);
        }
      else
        card = cached_card (job, key, -1);
    }
  if (card)
    g_task_return_pointer (task, card, (GDestroyNotify) marbre_card_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void start_waiting (MarbreFetcher *self);

static void
end_job (GTask *task, Job *job)
{
  g_cancellable_disconnect (g_task_get_cancellable (task), job->cancelled_id);
  job->cancelled_id = 0;
  g_clear_handle_id (&job->clock_id, g_source_remove);
}

/* The work is a task of its own, which nobody cancels but the deadline: so that the queue knows
 * when a thread is free again. */
static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreFetcher *self = MARBRE_FETCHER (source);
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer found = g_task_propagate_pointer (G_TASK (result), &error);

  end_job (task, job);
  self->running--;
  if (found)
    g_task_return_pointer (task, found,
                           job->run == run_card ? (GDestroyNotify) marbre_card_free
                                                : (GDestroyNotify) g_bytes_unref);
  else if (job->too_late)
    g_task_return_new_error (task, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE,
                             _ ("The site did not answer in time."));
  else
    g_task_return_error (task, g_steal_pointer (&error));
  start_waiting (self);
}

static gboolean
too_late_cb (gpointer data)
{
  Job *job = data;

  job->clock_id = 0;
  job->too_late = TRUE;
  g_cancellable_cancel (job->deadline);
  return G_SOURCE_REMOVE;
}

static void
start_waiting (MarbreFetcher *self)
{
  while (self->running < MAX_RUNNING && !g_queue_is_empty (&self->waiting))
    {
      GTask *task = g_queue_pop_head (&self->waiting);
      Job *job = g_task_get_task_data (task);
      g_autoptr (GTask) work = NULL;

      if (g_task_return_error_if_cancelled (task))
        {
          end_job (task, job);
          g_object_unref (task);
          continue;
        }
      self->running++;
      job->clock_id = g_timeout_add_seconds (JOB_SECONDS, too_late_cb, job);
      work = g_task_new (self, NULL, worked_cb, task);
      g_task_set_task_data (work, job, NULL);
      g_task_run_in_thread (work, job->run);
    }
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
ask (MarbreFetcher *self, const char *address, GTask *task, GTaskThreadFunc run)
{
  Job *job;

  if (g_queue_get_length (&self->waiting) >= MAX_WAITING)
    {
      g_task_return_new_error (task, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LARGE,
                               _ ("The story has too many pictures from the web."));
      g_object_unref (task);
      return;
    }
  job = g_new0 (Job, 1);
  job->address = g_strdup (address);
  job->folder = g_strdup (self->folder);
  job->deadline = g_cancellable_new ();
  job->run = run;
  g_task_set_task_data (task, job, job_free);
  if (g_task_get_cancellable (task))
    job->cancelled_id =
        g_cancellable_connect (g_task_get_cancellable (task), G_CALLBACK (cancelled_cb),
                               g_object_ref (job->deadline), g_object_unref);
  g_queue_push_tail (&self->waiting, task);
  start_waiting (self);
}

static void
marbre_fetcher_finalize (GObject *object)
{
  MarbreFetcher *self = MARBRE_FETCHER (object);

  g_free (self->folder);
  G_OBJECT_CLASS (marbre_fetcher_parent_class)->finalize (object);
}

static void
marbre_fetcher_class_init (MarbreFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_fetcher_finalize;
}

static void
marbre_fetcher_init (MarbreFetcher *self)
{
  g_queue_init (&self->waiting);
}

/**
 * marbre_fetcher_new:
 * @folder: the cache's path; made when it is needed
 *
 * Returns: (transfer full): a fetcher
 */
MarbreFetcher *
marbre_fetcher_new (const char *folder)
{
  MarbreFetcher *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_FETCHER, NULL);
  self->folder = g_strdup (folder);
  return self;
}

/**
 * marbre_fetcher_picture_async:
 * @address: where the picture is
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Fetches a picture; see marbre_fetch_picture().
 */
void
marbre_fetcher_picture_async (MarbreFetcher *self,
                              const char *address,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (MARBRE_IS_FETCHER (self));
  g_return_if_fail (address != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_fetcher_picture_async);
  ask (self, address, task, run_picture);
}

/**
 * marbre_fetcher_picture_finish:
 * @error: as marbre_fetch_picture()
 *
 * Returns: (transfer full) (nullable): the picture's file
 */
GBytes *
marbre_fetcher_picture_finish (MarbreFetcher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * marbre_fetcher_card_async:
 * @address: a page
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Fetches what a page says of itself; see marbre_fetch_card().
 */
void
marbre_fetcher_card_async (MarbreFetcher *self,
                           const char *address,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (MARBRE_IS_FETCHER (self));
  g_return_if_fail (address != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_fetcher_card_async);
  ask (self, address, task, run_card);
}

/**
 * marbre_fetcher_card_finish:
 * @error: as marbre_fetch_card()
 *
 * Returns: (transfer full) (nullable): the card
 */
MarbreCard *
marbre_fetcher_card_finish (MarbreFetcher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
