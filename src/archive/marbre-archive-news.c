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
  else
    g_signal_emit (self, signals[news->signal], 0);
  return G_SOURCE_REMOVE;
}

static void
tell (MarbreArchive *self, guint signal, const char *id, gint64 row)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  News *news = g_new0 (News, 1);

  g_weak_ref_init (&news->archive, self);
  news->signal = signal;
  news->id = g_strdup (id);
  news->row = row;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "marbre-archive news");
  g_source_set_callback (source, tell_cb, news, (GDestroyNotify) news_free);
  g_source_attach (source, marbre_archive_get_context (self));
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
  tell (self, STORY_CHANGED, id, 0);
}

/**
 * marbre_archive_tell_stories:
 *
 * Has "stories-changed" emitted; see marbre_archive_tell_story().
 */
void
marbre_archive_tell_stories (MarbreArchive *self)
{
  tell (self, STORIES_CHANGED, NULL, 0);
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
  tell (self, OUTBOX_CHANGED, NULL, row);
}

/**
 * marbre_archive_tell_sites:
 *
 * Has "sites-changed" emitted; see marbre_archive_tell_story().
 */
void
marbre_archive_tell_sites (MarbreArchive *self)
{
  tell (self, SITES_CHANGED, NULL, 0);
}
