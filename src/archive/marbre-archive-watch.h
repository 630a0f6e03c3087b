/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who looks after the archive's health, behind its door: what turns out to be damaged is made anew
 * if it can be made of the stories, and else said. After a crash the file is read through in the
 * background. Private to the archive.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-database.h"

G_BEGIN_DECLS

typedef struct _MarbreArchiveWatch MarbreArchiveWatch;

MarbreArchiveWatch *marbre_archive_watch_new         (MarbreArchive       *archive)
    G_GNUC_WARN_UNUSED_RESULT;
void                marbre_archive_watch_free        (MarbreArchiveWatch  *self);
MarbreArchiveHealth marbre_archive_watch_get_health  (MarbreArchiveWatch  *self);
void                marbre_archive_watch_begin       (MarbreArchiveWatch  *self,
                                                      MarbreDatabase      *database,
                                                      gboolean             unclean,
                                                      gboolean             rebuilt);
gboolean            marbre_archive_watch_mend        (MarbreArchiveWatch  *self,
                                                      MarbreDatabase      *database);
gboolean            marbre_archive_watch_ask_to_mend (MarbreArchiveWatch  *self);
void                marbre_archive_watch_note_filled (MarbreArchiveWatch  *self);
void                marbre_archive_watch_close       (MarbreArchiveWatch  *self);

G_END_DECLS
