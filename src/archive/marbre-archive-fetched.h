/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's operations for fetching a site: many stories at once with the place up to which the
 * site's list was read, and what the archive has of a site. Not for a single story that somebody is
 * writing (marbre_archive_replace_story_sync()).
 */
#pragma once

#include "marbre-archive.h"

G_BEGIN_DECLS

/* What a posting's status says of a story that its site does not have any more. */
#define MARBRE_POSTING_GONE "gone"

/**
 * MarbreFetched:
 * @posting: (owned): the story's posting
 * @story: (owned): the story as the site has it
 *
 * A story that came from a site and was not in the archive.
 */
typedef struct
{
  MarbrePosting *posting;
  MarbreStory *story;
} MarbreFetched;

/**
 * MarbrePresence:
 * @present: stories that the site has, as far as the archive knows
 * @due: of those, how many the site should have published by itself meanwhile
 */
typedef struct
{
  guint present;
  guint due;
} MarbrePresence;

MarbreFetched *marbre_fetched_new                  (const MarbrePosting  *posting,
                                                    MarbreStory          *story)
    G_GNUC_WARN_UNUSED_RESULT;
void           marbre_fetched_free                 (MarbreFetched        *self);
gboolean       marbre_archive_put_fetched_sync     (MarbreArchive        *self,
                                                    const char           *site_id,
                                                    GPtrArray            *stories,
                                                    const char           *mark,
                                                    gboolean              tell,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
GHashTable    *marbre_archive_match_postings_sync  (MarbreArchive        *self,
                                                    const char           *site_id,
                                                    const char *const    *remote_ids,
                                                    GCancellable         *cancellable,
                                                    GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
GHashTable    *marbre_archive_list_postings_sync   (MarbreArchive        *self,
                                                    const char           *site_id,
                                                    GCancellable         *cancellable,
                                                    GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean       marbre_archive_count_postings_sync  (MarbreArchive        *self,
                                                    const char           *site_id,
                                                    gint64                now,
                                                    MarbrePresence       *presence,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
gboolean       marbre_archive_mark_gone_sync       (MarbreArchive        *self,
                                                    const char           *story_id,
                                                    const char           *site_id,
                                                    GCancellable         *cancellable,
                                                    GError              **error);
void           marbre_archive_tell_fetched         (MarbreArchive        *self);
void           marbre_archive_begin_fetched        (MarbreArchive        *self);
void           marbre_archive_end_fetched          (MarbreArchive        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreFetched, marbre_fetched_free)

G_END_DECLS
