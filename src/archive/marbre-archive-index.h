/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who keeps the index of related stories and tags in order, behind the archive's door: on the
 * writer's thread slice by slice what was saved is merged, and on a thread of its own it is learnt
 * how the newsroom tags. Private to the archive.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-database.h"

G_BEGIN_DECLS

typedef struct _MarbreArchiveIndex MarbreArchiveIndex;

MarbreArchiveIndex *marbre_archive_index_new          (MarbreArchive       *archive)
    G_GNUC_WARN_UNUSED_RESULT;
void                marbre_archive_index_free         (MarbreArchiveIndex  *self);
void                marbre_archive_index_open_reader  (MarbreArchiveIndex  *self,
                                                       MarbreDatabase      *database);
void                marbre_archive_index_close_reader (MarbreArchiveIndex  *self);
void                marbre_archive_index_close        (MarbreArchiveIndex  *self);
GPtrArray          *marbre_archive_index_related      (MarbreArchive       *archive,
                                                       MarbreStory         *draft,
                                                       guint                limit,
                                                       GCancellable        *cancellable,
                                                       GError             **error)
    G_GNUC_WARN_UNUSED_RESULT;
GPtrArray          *marbre_archive_index_tags         (MarbreArchive       *archive,
                                                       MarbreStory         *draft,
                                                       guint                limit,
                                                       GCancellable        *cancellable,
                                                       GError             **error)
    G_GNUC_WARN_UNUSED_RESULT;
void                marbre_archive_tend_index         (MarbreArchive       *archive);
void                marbre_archive_hold_index         (MarbreArchive       *archive);
void                marbre_archive_release_index      (MarbreArchive       *archive);
gboolean            marbre_archive_settle_index_sync  (MarbreArchive       *archive,
                                                       gboolean             learn,
                                                       GError             **error);

G_END_DECLS
