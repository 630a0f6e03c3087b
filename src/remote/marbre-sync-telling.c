/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells who asked for a sync how it goes, in their main context. Called on the sync's thread and,
 * when the site wants a pause, on the lister's.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-sync-private.h"

/* Before that a rate says more about the first page than about the site. */
#define FIRST_RATE_USECONDS (2 * G_USEC_PER_SEC)

struct _MarbreSyncTelling
{
  MarbreSyncProgress progress; /* (nullable) */
  gpointer user_data;
  GMainContext *context; /* (owned) (nullable): where it is told, NULL = here */

  GMutex mutex; /* of all that follows */
  MarbreSyncNews news;
  gint64 begun;      /* monotonic */
  gint64 seen_first; /* what was seen before this run */
};

typedef struct
{
  MarbreSyncProgress progress;
  gpointer user_data;
  MarbreSyncNews news;
} Telling;

static gboolean
tell_cb (gpointer user_data)
{
  const Telling *telling = user_data;

  telling->progress (&telling->news, telling->user_data);
  return G_SOURCE_REMOVE;
}

static void
tell (MarbreSyncTelling *self)
{
  Telling *telling;

  if (self->progress == NULL)
    return;
  telling = g_new0 (Telling, 1);
  telling->progress = self->progress;
  telling->user_data = self->user_data;
  telling->news = self->news;
  if (self->context)
    {
      g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, tell_cb, telling, g_free);
      return;
    }
  tell_cb (telling);
  g_free (telling);
}

/**
 * marbre_sync_telling_new:
 * @progress: (nullable): called with the news
 * @user_data: for @progress
 * @context: (nullable): where it is called; %NULL on the calling thread
 *
 * Returns: (transfer full): who tells
 */
MarbreSyncTelling *
marbre_sync_telling_new (MarbreSyncProgress progress, gpointer user_data, GMainContext *context)
{
  MarbreSyncTelling *self = g_new0 (MarbreSyncTelling, 1);

  g_mutex_init (&self->mutex);
  self->progress = progress;
  self->user_data = user_data;
  self->context = context ? g_main_context_ref (context) : NULL;
  self->news.total = -1;
  self->news.seconds_left = -1;
  return self;
}

/**
 * marbre_sync_telling_free:
 * @self: (transfer full): who tells
 */
void
marbre_sync_telling_free (MarbreSyncTelling *self)
{
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * marbre_sync_telling_begin:
 * @seen: posts that were read of this list before, when it was cut off
 *
 * Starts the clock.
 */
void
marbre_sync_telling_begin (MarbreSyncTelling *self, gint64 seen)
{
  g_mutex_lock (&self->mutex);
  self->begun = g_get_monotonic_time ();
  self->seen_first = seen;
  g_mutex_unlock (&self->mutex);
}

/**
 * marbre_sync_telling_count:
 * @phase: what it does
 * @seen: posts that were read
 * @total: posts that there are, -1 if unknown
 *
 * Tells how far it is. A pause that the site wants goes on meanwhile: it is one page ahead.
 */
void
marbre_sync_telling_count (MarbreSyncTelling *self,
                           MarbreSyncPhase phase,
                           gint64 seen,
                           gint64 total)
{
  gint64 elapsed;

  g_mutex_lock (&self->mutex);
  elapsed = g_get_monotonic_time () - self->begun;
  self->news.phase = phase;
  self->news.seen = seen;
  self->news.total = total;
  self->news.rate = 0;
  self->news.seconds_left = -1;
  if (elapsed >= FIRST_RATE_USECONDS)
    self->news.rate = (double) (seen - self->seen_first) * G_USEC_PER_SEC / (double) elapsed;
  if (self->news.rate > 0 && total >= seen)
    self->news.seconds_left = (gint64) ((double) (total - seen) / self->news.rate + 0.5);
  tell (self);
  g_mutex_unlock (&self->mutex);
}

/**
 * marbre_sync_telling_wait:
 * @seconds: how long the site wants to be left alone, 0 when it goes on
 * @telling: who tells
 *
 * A #MarbreListerWait.
 */
void
marbre_sync_telling_wait (guint seconds, gpointer telling)
{
  MarbreSyncTelling *self = telling;

  g_mutex_lock (&self->mutex);
  self->news.wait = seconds;
  tell (self);
  g_mutex_unlock (&self->mutex);
}
