/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive: every story, picture, site and thing to send, in one SQLite file (DESIGN §7). This
 * is the only door to it. The _async functions are for the main thread; the _sync functions are for
 * other worker threads and the command line, never for a thread that draws. Not for SQL (that is
 * behind the door) and not for sending anything.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-archive-error.h"
#include "marbre-archive-health.h"
#include "marbre-facet-value.h"
#include "marbre-import-report.h"
#include "marbre-outbox-row.h"
#include "marbre-posting.h"
#include "marbre-related.h"
#include "marbre-revision.h"
#include "marbre-site.h"
#include "marbre-story.h"
#include "marbre-summary.h"
#include "marbre-tag-suggestion.h"

G_BEGIN_DECLS

/* The largest picture the media store keeps, in bytes. */
#define MARBRE_ARCHIVE_MAX_MEDIA (64 * 1024 * 1024)

/**
 * MarbreSaveFlags:
 * @MARBRE_SAVE_NONE: an autosave
 * @MARBRE_SAVE_REVISION: keep this text as a revision too
 * @MARBRE_SAVE_BEFORE_RESTORE: and say that an earlier one came in its place
 */
typedef enum
{
  MARBRE_SAVE_NONE = 0,
  MARBRE_SAVE_REVISION = 1 << 0,
  MARBRE_SAVE_BEFORE_RESTORE = 1 << 1,
} MarbreSaveFlags;

/* A set of states for MarbreQuery: 1 << state, or-ed. */
#define MARBRE_STORY_STATE_BIT(state) (1u << (state))

/**
 * MarbreQuery:
 *
 * Which stories a list shows. Zero-initialise it; it is copied by the call that takes it.
 */
typedef struct
{
  const char *text;  /* (nullable): what the user typed; NULL or "" lists by date */
  guint states;      /* MARBRE_STORY_STATE_BIT()s; 0 = all */
  gboolean trashed;  /* TRUE: only the trash; FALSE: all but the trash */
  guint limit;       /* 0 = 200 */
  guint offset;
} MarbreQuery;

/**
 * MarbreStats:
 *
 * Figures of an archive.
 */
typedef struct
{
  guint64 drafts;
  guint64 published;
  guint64 archived;
  guint64 trashed; /* not counted in the three above */
  guint64 tags;
  guint64 revisions;
  guint64 media;
  guint64 media_bytes;
  guint64 outbox; /* rows neither done nor cancelled */
  guint64 file_bytes;
} MarbreStats;

#define MARBRE_TYPE_ARCHIVE (marbre_archive_get_type ())
G_DECLARE_FINAL_TYPE (MarbreArchive, marbre_archive, MARBRE, ARCHIVE, GObject)

/* Life */
MarbreArchive *marbre_archive_new         (GFile                *file) G_GNUC_WARN_UNUSED_RESULT;
GFile         *marbre_archive_get_file    (MarbreArchive        *self);
void           marbre_archive_open_async  (MarbreArchive        *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean       marbre_archive_open_finish (MarbreArchive        *self,
                                           GAsyncResult         *result,
                                           GError              **error);
gboolean       marbre_archive_open_sync   (MarbreArchive        *self,
                                           GCancellable         *cancellable,
                                           GError              **error);
gboolean       marbre_archive_was_unclean (MarbreArchive        *self);
MarbreArchiveHealth
               marbre_archive_get_health  (MarbreArchive        *self);
void           marbre_archive_close       (MarbreArchive        *self);

/* Stories */
void         marbre_archive_save_story_async         (MarbreArchive        *self,
                                                      MarbreStory          *story,
                                                      MarbreSaveFlags       flags,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean     marbre_archive_save_story_finish        (MarbreArchive        *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
gboolean     marbre_archive_save_story_sync          (MarbreArchive        *self,
                                                      MarbreStory          *story,
                                                      MarbreSaveFlags       flags,
                                                      GCancellable         *cancellable,
                                                      GError              **error);
void         marbre_archive_load_story_async         (MarbreArchive        *self,
                                                      const char           *id,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
MarbreStory *marbre_archive_load_story_finish        (MarbreArchive        *self,
                                                      GAsyncResult         *result,
                                                      GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreStory *marbre_archive_load_story_sync          (MarbreArchive        *self,
                                                      const char           *id,
                                                      GCancellable         *cancellable,
                                                      GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
void         marbre_archive_find_story_by_url_async  (MarbreArchive        *self,
                                                      const char           *url_or_path,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
MarbreStory *marbre_archive_find_story_by_url_finish (MarbreArchive        *self,
                                                      GAsyncResult         *result,
                                                      GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreStory *marbre_archive_find_story_by_url_sync   (MarbreArchive        *self,
                                                      const char           *url_or_path,
                                                      GCancellable         *cancellable,
                                                      GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
void         marbre_archive_trash_story_async        (MarbreArchive        *self,
                                                      const char           *id,
                                                      gboolean              trashed,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean     marbre_archive_trash_story_finish       (MarbreArchive        *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

/* Lists, search, related stories and tags */
void       marbre_archive_list_async          (MarbreArchive        *self,
                                               const MarbreQuery    *query,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GPtrArray *marbre_archive_list_finish         (MarbreArchive        *self,
                                               GAsyncResult         *result,
                                               GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
void       marbre_archive_respell_async       (MarbreArchive        *self,
                                               const char           *text,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
char      *marbre_archive_respell_finish      (MarbreArchive        *self,
                                               GAsyncResult         *result,
                                               GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
void       marbre_archive_find_related_async  (MarbreArchive        *self,
                                               MarbreStory          *draft,
                                               guint                 limit,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GPtrArray *marbre_archive_find_related_finish (MarbreArchive        *self,
                                               GAsyncResult         *result,
                                               GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
void       marbre_archive_suggest_tags_async  (MarbreArchive        *self,
                                               MarbreStory          *draft,
                                               guint                 limit,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GPtrArray *marbre_archive_suggest_tags_finish (MarbreArchive        *self,
                                               GAsyncResult         *result,
                                               GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
void       marbre_archive_complete_async      (MarbreArchive        *self,
                                               MarbreFacet           facet,
                                               const char           *prefix,
                                               guint                 limit,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GPtrArray *marbre_archive_complete_finish     (MarbreArchive        *self,
                                               GAsyncResult         *result,
                                               GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Pictures */
void    marbre_archive_add_media_async   (MarbreArchive        *self,
                                          GBytes               *bytes,
                                          const char           *mime,
                                          const char           *name,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
char   *marbre_archive_add_media_finish  (MarbreArchive        *self,
                                          GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
char   *marbre_archive_add_media_sync    (MarbreArchive        *self,
                                          GBytes               *bytes,
                                          const char           *mime,
                                          const char           *name,
                                          GCancellable         *cancellable,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void    marbre_archive_load_media_async  (MarbreArchive        *self,
                                          const char           *name,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GBytes *marbre_archive_load_media_finish (MarbreArchive        *self,
                                          GAsyncResult         *result,
                                          char                **mime,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *marbre_archive_load_media_sync   (MarbreArchive        *self,
                                          const char           *name,
                                          char                **mime,
                                          GCancellable         *cancellable,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Revisions */
void         marbre_archive_list_revisions_async  (MarbreArchive        *self,
                                                   const char           *story_id,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GPtrArray   *marbre_archive_list_revisions_finish (MarbreArchive        *self,
                                                   GAsyncResult         *result,
                                                   GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
void         marbre_archive_load_revision_async   (MarbreArchive        *self,
                                                   gint64                number,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
MarbreStory *marbre_archive_load_revision_finish  (MarbreArchive        *self,
                                                   GAsyncResult         *result,
                                                   GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
GPtrArray   *marbre_archive_list_revisions_sync   (MarbreArchive        *self,
                                                   const char           *story_id,
                                                   GCancellable         *cancellable,
                                                   GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreStory *marbre_archive_load_revision_sync    (MarbreArchive        *self,
                                                   gint64                number,
                                                   GCancellable         *cancellable,
                                                   GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean     marbre_archive_keep_site_text_sync   (MarbreArchive        *self,
                                                   const char           *story_id,
                                                   const char           *site,
                                                   MarbreStory          *story,
                                                   const char           *digest,
                                                   GCancellable         *cancellable,
                                                   GError              **error);

/* What a story may load from the web */
void     marbre_archive_set_web_allowed_async  (MarbreArchive        *self,
                                                const char           *story_id,
                                                gboolean              allowed,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean marbre_archive_set_web_allowed_finish (MarbreArchive        *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void     marbre_archive_get_web_allowed_async  (MarbreArchive        *self,
                                                const char           *story_id,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean marbre_archive_get_web_allowed_finish (MarbreArchive        *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/* Stories that seem to have run already, and have not */
void     marbre_archive_set_unlike_async  (MarbreArchive        *self,
                                           const char           *story_id,
                                           const char           *other_id,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean marbre_archive_set_unlike_finish (MarbreArchive        *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/* Import and care */
void                marbre_archive_import_async  (MarbreArchive         *self,
                                                  GInputStream          *jsonl,
                                                  MarbreImportProgress   progress,
                                                  gpointer               progress_data,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
MarbreImportReport *marbre_archive_import_finish (MarbreArchive         *self,
                                                  GAsyncResult          *result,
                                                  GError               **error)
    G_GNUC_WARN_UNUSED_RESULT;
void                marbre_archive_stats_async   (MarbreArchive         *self,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
gboolean            marbre_archive_stats_finish  (MarbreArchive         *self,
                                                  GAsyncResult          *result,
                                                  MarbreStats           *stats,
                                                  GError               **error);
void                marbre_archive_check_async   (MarbreArchive         *self,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
GStrv               marbre_archive_check_finish  (MarbreArchive         *self,
                                                  GAsyncResult          *result,
                                                  GError               **error)
    G_GNUC_WARN_UNUSED_RESULT;
void                marbre_archive_backup_async  (MarbreArchive         *self,
                                                  GFile                 *destination,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
gboolean            marbre_archive_backup_finish (MarbreArchive         *self,
                                                  GAsyncResult          *result,
                                                  GError               **error);

/* Sites */
void       marbre_archive_save_site_async    (MarbreArchive        *self,
                                              MarbreSite           *site,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean   marbre_archive_save_site_finish   (MarbreArchive        *self,
                                              GAsyncResult         *result,
                                              GError              **error);
gboolean   marbre_archive_save_site_sync     (MarbreArchive        *self,
                                              MarbreSite           *site,
                                              GCancellable         *cancellable,
                                              GError              **error);
void       marbre_archive_save_site_profile_async  (MarbreArchive        *self,
                                                    MarbreSite           *site,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean   marbre_archive_save_site_profile_finish (MarbreArchive        *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
void       marbre_archive_list_sites_async   (MarbreArchive        *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GPtrArray *marbre_archive_list_sites_finish  (MarbreArchive        *self,
                                              GAsyncResult         *result,
                                              GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *marbre_archive_list_sites_sync    (MarbreArchive        *self,
                                              GCancellable         *cancellable,
                                              GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
void       marbre_archive_remove_site_async  (MarbreArchive        *self,
                                              const char           *site_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean   marbre_archive_remove_site_finish (MarbreArchive        *self,
                                              GAsyncResult         *result,
                                              GError              **error);
gboolean   marbre_archive_remove_site_sync   (MarbreArchive        *self,
                                              const char           *site_id,
                                              GCancellable         *cancellable,
                                              GError              **error);
gboolean   marbre_archive_move_site_sync     (MarbreArchive        *self,
                                              const char           *site_id,
                                              const char           *new_url,
                                              const char           *new_api,
                                              GCancellable         *cancellable,
                                              GError              **error);

/* Postings, uploads and sync marks */
void           marbre_archive_get_posting_async           (MarbreArchive        *self,
                                                           const char           *story_id,
                                                           const char           *site_id,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
MarbrePosting *marbre_archive_get_posting_finish          (MarbreArchive        *self,
                                                           GAsyncResult         *result,
                                                           GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
MarbrePosting *marbre_archive_get_posting_sync            (MarbreArchive        *self,
                                                           const char           *story_id,
                                                           const char           *site_id,
                                                           GCancellable         *cancellable,
                                                           GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
MarbrePosting *marbre_archive_find_posting_by_remote_sync (MarbreArchive        *self,
                                                           const char           *site_id,
                                                           const char           *remote_id,
                                                           GCancellable         *cancellable,
                                                           GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean       marbre_archive_replace_story_sync          (MarbreArchive        *self,
                                                           const MarbrePosting  *posting,
                                                           MarbreStory          *story,
                                                           MarbreStory          *before,
                                                           GCancellable         *cancellable,
                                                           GError              **error);
gboolean       marbre_archive_put_posting_sync            (MarbreArchive        *self,
                                                           const MarbrePosting  *posting,
                                                           MarbreStory          *story,
                                                           GCancellable         *cancellable,
                                                           GError              **error);
MarbreUpload  *marbre_archive_get_upload_sync             (MarbreArchive        *self,
                                                           const char           *site_id,
                                                           const char           *media_name,
                                                           GCancellable         *cancellable,
                                                           GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean       marbre_archive_put_upload_sync             (MarbreArchive        *self,
                                                           const MarbreUpload   *upload,
                                                           GCancellable         *cancellable,
                                                           GError              **error);
char          *marbre_archive_get_sync_mark_sync          (MarbreArchive        *self,
                                                           const char           *site_id,
                                                           GCancellable         *cancellable,
                                                           GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean       marbre_archive_put_sync_mark_sync          (MarbreArchive        *self,
                                                           const char           *site_id,
                                                           const char           *mark,
                                                           GCancellable         *cancellable,
                                                           GError              **error);

/* The outbox's table */
void             marbre_archive_enqueue_async      (MarbreArchive          *self,
                                                    const MarbreOutboxRow  *row,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
MarbreOutboxRow *marbre_archive_enqueue_finish     (MarbreArchive          *self,
                                                    GAsyncResult           *result,
                                                    GError                **error)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreOutboxRow *marbre_archive_enqueue_sync       (MarbreArchive          *self,
                                                    const MarbreOutboxRow  *row,
                                                    GCancellable           *cancellable,
                                                    GError                **error)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreOutboxRow *marbre_archive_get_outbox_sync    (MarbreArchive          *self,
                                                    gint64                  id,
                                                    GCancellable           *cancellable,
                                                    GError                **error)
    G_GNUC_WARN_UNUSED_RESULT;
void             marbre_archive_list_outbox_async  (MarbreArchive          *self,
                                                    guint                   states,
                                                    GCancellable           *cancellable,
                                                    GAsyncReadyCallback     callback,
                                                    gpointer                user_data);
GPtrArray       *marbre_archive_list_outbox_finish (MarbreArchive          *self,
                                                    GAsyncResult           *result,
                                                    GError                **error)
    G_GNUC_WARN_UNUSED_RESULT;
GPtrArray       *marbre_archive_list_outbox_sync   (MarbreArchive          *self,
                                                    guint                   states,
                                                    GCancellable           *cancellable,
                                                    GError                **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean         marbre_archive_update_outbox_sync (MarbreArchive          *self,
                                                    MarbreOutboxRow        *row,
                                                    MarbreOutboxState       from,
                                                    GCancellable           *cancellable,
                                                    GError                **error);

G_END_DECLS
