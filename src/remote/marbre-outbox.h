/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The only way out: takes stories into the archive's outbox and carries each row to its site,
 * exactly once, however often the network or the program fails (DESIGN §8). The rows are the
 * archive's; the dialogue with a site is its endpoint's. To be used on one thread with a main
 * context, where its signals come; the sending is done on a worker of its own.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-archive.h"
#include "marbre-credentials.h"
#include "marbre-site.h"
#include "marbre-story.h"

G_BEGIN_DECLS

/**
 * MarbreOutboxPrepare:
 * @site: the site that is about to be used
 * @cancellable: cancelled when the outbox stops
 * @user_data: as given
 * @error: why the site cannot be used now; %MARBRE_REMOTE_ERROR_OFFLINE lets the row wait
 *
 * Makes a site ready, for instance starts the embedded one. Called on the worker.
 *
 * Returns: (transfer full) (nullable): the site to use, which may have a new address
 */
typedef MarbreSite *(*MarbreOutboxPrepare) (MarbreSite *site,
                                            GCancellable *cancellable,
                                            gpointer user_data,
                                            GError **error);

/**
 * MarbreOutboxOrder:
 * @status: "draft", "pending", "private", "publish", "future" or "trash"
 * @date: when, seconds since 1970 UTC, for "future" and for a publication dated back; else 0
 * @pinned: 1 keeps it at the top of the front page, 0 does not, -1 leaves it as it is there
 * @password: (nullable): what readers are asked for, "" for nothing; %NULL leaves it as it is there
 *
 * How a story is to stand at a site.
 */
typedef struct
{
  const char *status;
  gint64 date;
  int pinned;
  const char *password;
} MarbreOutboxOrder;

/**
 * MarbreOutboxRetry:
 * @MARBRE_OUTBOX_AGAIN: try the same again
 * @MARBRE_OUTBOX_OVERWRITE: the user has seen that the site's copy changed, and replaces it
 * @MARBRE_OUTBOX_NOT_THERE: the user has looked at the site: the post did not arrive, or was
 *   deleted there; make it
 */
typedef enum
{
  MARBRE_OUTBOX_AGAIN,
  MARBRE_OUTBOX_OVERWRITE,
  MARBRE_OUTBOX_NOT_THERE,
} MarbreOutboxRetry;

#define MARBRE_TYPE_OUTBOX (marbre_outbox_get_type ())
G_DECLARE_FINAL_TYPE (MarbreOutbox, marbre_outbox, MARBRE, OUTBOX, GObject)

MarbreOutbox *marbre_outbox_new            (MarbreArchive        *archive,
                                            MarbreCredentials    *credentials)
                                            G_GNUC_WARN_UNUSED_RESULT;
void          marbre_outbox_set_prepare    (MarbreOutbox         *self,
                                            MarbreOutboxPrepare   func,
                                            gpointer              user_data,
                                            GDestroyNotify        destroy);
void          marbre_outbox_publish_async  (MarbreOutbox         *self,
                                            MarbreStory          *story,
                                            MarbreSite           *site,
                                            const char           *status,
                                            gint64                date,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
void          marbre_outbox_order_async    (MarbreOutbox         *self,
                                            MarbreStory          *story,
                                            MarbreSite           *site,
                                            const MarbreOutboxOrder *order,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gint64        marbre_outbox_publish_finish (MarbreOutbox         *self,
                                            GAsyncResult         *result,
                                            GError              **error);
void          marbre_outbox_wake           (MarbreOutbox         *self);
void          marbre_outbox_cancel_async   (MarbreOutbox         *self,
                                            gint64                row_id,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean      marbre_outbox_cancel_finish  (MarbreOutbox         *self,
                                            GAsyncResult         *result,
                                            GError              **error);
void          marbre_outbox_retry_async    (MarbreOutbox         *self,
                                            gint64                row_id,
                                            MarbreOutboxRetry     how,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean      marbre_outbox_retry_finish   (MarbreOutbox         *self,
                                            GAsyncResult         *result,
                                            GError              **error);
gboolean      marbre_outbox_run_sync       (MarbreOutbox         *self,
                                            GCancellable         *cancellable,
                                            GError              **error);
void          marbre_outbox_stop           (MarbreOutbox         *self);

G_END_DECLS
