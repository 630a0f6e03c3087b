/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's lists, search, related stories, tag suggestions and completion: all read, all on
 * the reader's thread, all stopped in the middle of a query when they are cancelled.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include "marbre-story-list.h"

typedef struct
{
  MarbreQuery query; /* its text is owned */
} List;

typedef struct
{
  MarbreStory *draft; /* (owned): a copy nobody else has */
  guint limit;
} Suggest;

typedef struct
{
  MarbreFacet facet;
  char *prefix; /* (owned) */
  guint limit;
} Complete;

static List *
list_new (const MarbreQuery *query)
{
  List *list = g_new0 (List, 1);

  list->query = *query;
  list->query.text = g_strdup (query->text);
  return list;
}

static void
list_free (List *list)
{
  g_free ((char *) list->query.text);
  g_free (list);
}

static Suggest *
suggest_new (MarbreStory *draft, guint limit)
{
  Suggest *suggest = g_new0 (Suggest, 1);

  suggest->draft = marbre_story_copy (draft);
  suggest->limit = limit;
  return suggest;
}

static void
suggest_free (Suggest *suggest)
{
  g_object_unref (suggest->draft);
  g_free (suggest);
}

static Complete *
complete_new (MarbreFacet facet, const char *prefix, guint limit)
{
  Complete *complete = g_new0 (Complete, 1);

  complete->facet = facet;
  complete->prefix = g_strdup (prefix);
  complete->limit = limit;
  return complete;
}

static void
complete_free (Complete *complete)
{
  g_free (complete->prefix);
  g_free (complete);
}

static gpointer
run_list (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  const List *list = data;

  return marbre_story_list_find (database, &list->query, error);
}

static gpointer
run_related (MarbreArchive *archive,
             MarbreDatabase *database,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Suggest *suggest = data;

  return marbre_archive_index_related (archive, suggest->draft, suggest->limit, cancellable,
                                       error);
}

static gpointer
run_tags (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  const Suggest *suggest = data;

  return marbre_archive_index_tags (archive, suggest->draft, suggest->limit, cancellable, error);
}

static gpointer
run_complete (MarbreArchive *archive,
              MarbreDatabase *database,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  const Complete *complete = data;

  return marbre_story_list_complete (database, complete->facet, complete->prefix, complete->limit,
                                     error);
}

static const MarbreJob list_job = {
  .name = "list stories",
  .lane = MARBRE_LANE_READER,
  .run = run_list,
  .mends = TRUE,
  .free_data = (GDestroyNotify) list_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

static const MarbreJob related_job = {
  .name = "find related",
  .lane = MARBRE_LANE_READER,
  .run = run_related,
  .mends = TRUE,
  .free_data = (GDestroyNotify) suggest_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

static const MarbreJob tags_job = {
  .name = "suggest tags",
  .lane = MARBRE_LANE_READER,
  .run = run_tags,
  .mends = TRUE,
  .free_data = (GDestroyNotify) suggest_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

static const MarbreJob complete_job = {
  .name = "complete",
  .lane = MARBRE_LANE_READER,
  .run = run_complete,
  .mends = TRUE,
  .free_data = (GDestroyNotify) complete_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

/**
 * marbre_archive_list_async:
 * @query: which stories; copied now
 *
 * Lists stories. Without a text the newest are first: drafts by their last change, others by their
 * publication. With one those that have all its words are listed, the best first; the last word
 * may go on once it has two letters, “quotes” hold words together, and a word with "-" before it
 * must not occur. "tag:", "section:", "byline:", "title:", "site:", "before:", "after:" and "is:"
 * ask for more than words, in French too (docs/search.md).
 */
void
marbre_archive_list_async (MarbreArchive *self,
                           const MarbreQuery *query,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (query != NULL);
  marbre_archive_start (self, &list_job, list_new (query), cancellable, callback, user_data);
}

/**
 * marbre_archive_list_finish:
 *
 * Returns: (transfer full) (element-type MarbreSummary): the rows of this page
 */
GPtrArray *
marbre_archive_list_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &list_job, result, error);
}

/**
 * marbre_archive_find_related_async:
 * @draft: a story, in the archive or not; copied now
 * @limit: how many at most
 *
 * Finds stories about the same. The draft itself, copies of it and the trash are left out.
 */
void
marbre_archive_find_related_async (MarbreArchive *self,
                                   MarbreStory *draft,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (MARBRE_IS_STORY (draft));
  marbre_archive_start (self, &related_job, suggest_new (draft, limit), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_find_related_finish:
 *
 * Returns: (transfer full) (element-type MarbreRelated): nearest first; empty rather than far
 *   fetched
 */
GPtrArray *
marbre_archive_find_related_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &related_job, result, error);
}

/**
 * marbre_archive_suggest_tags_async:
 * @draft: a story, in the archive or not; copied now
 * @limit: how many at most
 *
 * Suggests tags that other stories have and the draft has not: those of the nearest stories, and
 * those whose words are in the text.
 */
void
marbre_archive_suggest_tags_async (MarbreArchive *self,
                                   MarbreStory *draft,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (MARBRE_IS_STORY (draft));
  marbre_archive_start (self, &tags_job, suggest_new (draft, limit), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_suggest_tags_finish:
 *
 * Returns: (transfer full) (element-type MarbreTagSuggestion): best first
 */
GPtrArray *
marbre_archive_suggest_tags_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &tags_job, result, error);
}

/**
 * marbre_archive_complete_async:
 * @facet: what is completed
 * @prefix: its start, in any case and with or without accents; "" for the most used
 * @limit: how many at most
 *
 * Completes a tag, a section or a byline (that also by a later word of it).
 */
void
marbre_archive_complete_async (MarbreArchive *self,
                               MarbreFacet facet,
                               const char *prefix,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (prefix != NULL);
  marbre_archive_start (self, &complete_job, complete_new (facet, prefix, limit), cancellable,
                        callback, user_data);
}

/**
 * marbre_archive_complete_finish:
 *
 * Returns: (transfer full) (element-type MarbreFacetValue): the most used first
 */
GPtrArray *
marbre_archive_complete_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &complete_job, result, error);
}
