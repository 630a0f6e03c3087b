/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive, the secrets and the embedded site, as commands need them. Opens what is asked for,
 * and closes it all at the end. One thread, which may wait; what the outbox’s worker calls says so.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-credentials.h"
#include "marbre-ctl.h"
#include "marbre-pressroom.h"

G_BEGIN_DECLS

/**
 * MarbreCtlNewsroom:
 * @archive: (owned): open
 * @keyring: (owned): the desktop's secrets
 * @credentials: (owned): the secrets of the sites that marbre_ctl_newsroom_prepare() made ready
 * @pressroom: (owned): the embedded site, which starts when it is needed
 */
typedef struct
{
  MarbreArchive *archive;
  MarbreCredentials *keyring;
  MarbreCredentials *credentials;
  MarbrePressroom *pressroom;
} MarbreCtlNewsroom;

MarbreCtlNewsroom *marbre_ctl_newsroom_open      (MarbreCtl          *ctl,
                                                  gboolean            create,
                                                  GError            **error)
    G_GNUC_WARN_UNUSED_RESULT;
void               marbre_ctl_newsroom_close     (MarbreCtlNewsroom  *self);
MarbreStory       *marbre_ctl_newsroom_get_story (MarbreCtlNewsroom  *self,
                                                  const char         *file_or_id,
                                                  GError            **error)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreSite        *marbre_ctl_newsroom_get_site  (MarbreCtlNewsroom  *self,
                                                  const char         *name,
                                                  GError            **error)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreSite        *marbre_ctl_newsroom_prepare   (MarbreSite         *site,
                                                  GCancellable       *cancellable,
                                                  gpointer            self,
                                                  GError            **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreCtlNewsroom, marbre_ctl_newsroom_close)

G_END_DECLS
