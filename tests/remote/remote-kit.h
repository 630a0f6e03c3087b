/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of remote/ share: an archive in a folder of its own, a site with its secret, and
 * an outbox that is run to its end.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-credentials.h"
#include "marbre-outbox.h"

typedef struct
{
  char *folder;                   /* (owned) */
  MarbreArchive *archive;         /* (owned) */
  MarbreCredentials *credentials; /* (owned) */
  MarbreSite *site;               /* (owned) */
  MarbreOutbox *outbox;           /* (owned) */
} RemoteKit;

void             remote_kit_init          (RemoteKit   *kit,
                                           const char  *kind,
                                           const char  *url,
                                           const char  *api,
                                           const char  *user,
                                           const char  *secret);
void             remote_kit_clear         (RemoteKit   *kit);
void             remote_kit_restart       (RemoteKit   *kit);
MarbreStory     *remote_kit_write_story   (RemoteKit   *kit,
                                           const char  *headline,
                                           const char  *body);
gint64           remote_kit_queue         (RemoteKit   *kit,
                                           MarbreStory *story,
                                           const char  *status,
                                           gint64       date);
MarbreOutboxRow *remote_kit_run           (RemoteKit   *kit,
                                           gint64       row_id);
MarbreOutboxRow *remote_kit_publish       (RemoteKit   *kit,
                                           MarbreStory *story,
                                           const char  *status,
                                           gint64       date);
MarbreOutboxRow *remote_kit_get_row       (RemoteKit   *kit,
                                           gint64       row_id);
gboolean         remote_kit_retry         (RemoteKit         *kit,
                                           gint64             row_id,
                                           MarbreOutboxRetry  how,
                                           GError           **error);
gboolean         remote_kit_cancel        (RemoteKit   *kit,
                                           gint64       row_id,
                                           GError     **error);
void             remote_kit_make_due      (RemoteKit   *kit,
                                           gint64       row_id);
GBytes          *remote_kit_make_png      (void);
MarbreStory     *remote_kit_load_sample   (const char  *path);
void             remote_kit_add_sample_pictures
                                          (RemoteKit   *kit,
                                           const char  *samples);

#define remote_assert_row(row, wanted)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if ((row)->state != (wanted))                                                                  \
      g_error ("%s:%d: the row is %s, not %s: [%s] %s", __FILE__, __LINE__,                       \
               marbre_outbox_state_get_name ((row)->state),                                        \
               marbre_outbox_state_get_name (wanted), (row)->error_code, (row)->error_text);       \
  }                                                                                                \
  G_STMT_END
