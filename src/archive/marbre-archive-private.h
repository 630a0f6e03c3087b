/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the parts of the archive's façade run their work: each operation is a constant MarbreJob,
 * which runs on the writer's or the reader's thread and is started or waited for. Private to the
 * archive.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-archive-index.h"
#include "marbre-archive-watch.h"
#include "marbre-database.h"
#include "marbre-story-text.h"
#include "marbre-worker.h"

G_BEGIN_DECLS

/**
 * MarbreLane:
 * @MARBRE_LANE_WRITER: everything that writes, and what must see all writes asked for before it
 * @MARBRE_LANE_READER: what may take longer and sees a moment's state; saves never wait for it
 */
typedef enum
{
  MARBRE_LANE_WRITER,
  MARBRE_LANE_READER,
} MarbreLane;

#define MARBRE_N_LANES (MARBRE_LANE_READER + 1)

/**
 * MarbreJobFunc:
 * @database: the lane's connection
 * @data: (nullable): what the operation was asked
 *
 * Returns: (nullable): the result; with @error set there is none
 */
typedef gpointer (*MarbreJobFunc) (MarbreArchive   *archive,
                                   MarbreDatabase  *database,
                                   gpointer         data,
                                   GCancellable    *cancellable,
                                   GError         **error);

typedef struct
{
  const char *name; /* for debuggers */
  MarbreLane lane;
  MarbreJobFunc run;
  gboolean mends; /* it uses the indexes: if it meets damage they are emptied, and it runs again */
  GDestroyNotify free_data;   /* (nullable) */
  GDestroyNotify free_result; /* (nullable) */
} MarbreJob;

void            marbre_archive_start        (MarbreArchive        *self,
                                             const MarbreJob      *job,
                                             gpointer              data,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gpointer        marbre_archive_end          (MarbreArchive        *self,
                                             const MarbreJob      *job,
                                             GAsyncResult         *result,
                                             GError              **error);
gpointer        marbre_archive_call         (MarbreArchive        *self,
                                             const MarbreJob      *job,
                                             gpointer              data,
                                             GCancellable         *cancellable,
                                             GError              **error);
GMainContext   *marbre_archive_get_context  (MarbreArchive        *self);
MarbreWorker   *marbre_archive_get_worker   (MarbreArchive        *self,
                                             MarbreLane            lane);
MarbreDatabase *marbre_archive_get_database (MarbreArchive        *self,
                                             MarbreLane            lane);
MarbreArchiveIndex *
                marbre_archive_get_index    (MarbreArchive        *self);
MarbreArchiveWatch *
                marbre_archive_get_watch    (MarbreArchive        *self);
gboolean        marbre_archive_write_posting (MarbreDatabase      *database,
                                              const MarbrePosting *posting,
                                              MarbreStory         *story,
                                              MarbreStoryText     *text,
                                              GError             **error);
void            marbre_archive_tell_story   (MarbreArchive        *self,
                                             const char           *id);
void            marbre_archive_tell_stories (MarbreArchive        *self);
void            marbre_archive_tell_outbox  (MarbreArchive        *self,
                                             gint64                row);
void            marbre_archive_tell_sites   (MarbreArchive        *self);
void            marbre_archive_tell_health  (MarbreArchive        *self,
                                             MarbreArchiveHealth   health);

G_END_DECLS
