/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's signals, and how they get from its threads to the main context.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-news.h"

#include "marbre-archive-private.h"

enum
{
  STORY_CHANGED,
  STORIES_CHANGED,
  OUTBOX_CHANGED,
  SITES_CHANGED,
  HEALTH_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A signal on its way from a worker to the main context. */
typedef struct
{
  GWeakRef archive; /* of MarbreArchive */
  guint signal;     /* of signals[] */
  char *id;         /* (owned) (nullable): of the story */
  gint64 row;       /* of the outbox */
  MarbreArchiveHealth health;
} News;

/**
 * marbre_archive_news_install:
 *
 * Adds the signals to the archive's class, from its class_init().
 */
void
marbre_archive_news_install (void)
{
  /**
   * MarbreArchive::story-changed:
   * @id: the story's id
   *
   * A story was written, trashed or taken back from the trash. All signals come after the commit,
   * in the main context in which the archive was made.
   */
  signals[STORY_CHANGED] =
      g_signal_new ("story-changed", MARBRE_TYPE_ARCHIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * MarbreArchive::stories-changed:
   *
   * Many stories changed at once; look at all of them again.
   */
  signals[STORIES_CHANGED] = g_signal_new ("stories-changed", MARBRE_TYPE_ARCHIVE,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbreArchive::outbox-changed:
   * @row: the row's id
   *
   * A row of the outbox is new or in another state.
   */
  signals[OUTBOX_CHANGED] =
      g_signal_new ("outbox-changed", MARBRE_TYPE_ARCHIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_INT64);

  /**
   * MarbreArchive::sites-changed:
   *
   * A site was added, changed or removed.
   */
  signals[SITES_CHANGED] = g_signal_new ("sites-changed", MARBRE_TYPE_ARCHIVE, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbreArchive::health-changed:
   * @health: a #MarbreArchiveHealth
   *
   * The archive is in another state of health; see marbre_archive_get_health().
   */
  signals[HEALTH_CHANGED] =
      g_signal_new ("health-changed", MARBRE_TYPE_ARCHIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
news_free (News *news)
{
  g_weak_ref_clear (&news->archive);
  g_free (news->id);
  g_free (news);
}

static gboolean
tell_cb (gpointer data)
{
  const News *news = data;
  g_autoptr (MarbreArchive) self = g_weak_ref_get ((GWeakRef *) &news->archive);

  if (self == NULL)
    return G_SOURCE_REMOVE;
  if (news->signal == STORY_CHANGED)
    g_signal_emit (self, signals[STORY_CHANGED], 0, news->id);
  else if (news->signal == OUTBOX_CHANGED)
    g_signal_emit (self, signals[OUTBOX_CHANGED], 0, news->row);
  else if (news->signal == HEALTH_CHANGED)
    g_signal_emit (self, signals[HEALTH_CHANGED], 0, (guint) news->health);
  else
    g_signal_emit (self, signals[news->signal], 0);
  return G_SOURCE_REMOVE;
}

/* @news: (transfer full) */
static void
tell (MarbreArchive *self, News *news)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_weak_ref_init (&news->archive, self);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "marbre-archive news");
  g_source_set_callback (source, tell_cb, news, (GDestroyNotify) news_free);
  g_source_attach (source, marbre_archive_get_context (self));
}

static News *
news_new (guint signal)
{
  News *news = g_new0 (News, 1);

  news->signal = signal;
  return news;
}

/**
 * marbre_archive_tell_story:
 * @id: the story
 *
 * Has "story-changed" emitted in the main context; after the commit, from any thread.
 */
void
marbre_archive_tell_story (MarbreArchive *self, const char *id)
{
  News *news = news_new (STORY_CHANGED);

  news->id = g_strdup (id);
  tell (self, news);
}

/**
 * marbre_archive_tell_stories:
 *
 * Has "stories-changed" emitted; see marbre_archive_tell_story().
 */
void
marbre_archive_tell_stories (MarbreArchive *self)
{
  tell (self, news_new (STORIES_CHANGED));
}

/**
 * marbre_archive_tell_outbox:
 * @row: the row's id
 *
 * Has "outbox-changed" emitted; see marbre_archive_tell_story().
 */
void
marbre_archive_tell_outbox (MarbreArchive *self, gint64 row)
{
  News *news = news_new (OUTBOX_CHANGED);

  news->row = row;
  tell (self, news);
}

/**
 * marbre_archive_tell_sites:
 *
 * Has "sites-changed" emitted; see marbre_archive_tell_story().
 */
void
marbre_archive_tell_sites (MarbreArchive *self)
{
  tell (self, news_new (SITES_CHANGED));
}

/**
 * marbre_archive_tell_health:
 * @health: how the archive is now
 *
 * Has "health-changed" emitted; see marbre_archive_tell_story().
 */
void
marbre_archive_tell_health (MarbreArchive *self, MarbreArchiveHealth health)
{
  News *news = news_new (HEALTH_CHANGED);

  news->health = health;
  tell (self, news);
}
