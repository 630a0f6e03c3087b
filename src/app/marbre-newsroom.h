/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all windows share: the archive, the outbox, the secrets, the list of sites and the embedded
 * site. Opens them in the right order and closes them at the end. Not for widgets. Main thread,
 * unless a function says otherwise.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-credentials.h"
#include "marbre-outbox.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_NEWSROOM (marbre_newsroom_get_type ())
G_DECLARE_FINAL_TYPE (MarbreNewsroom, marbre_newsroom, MARBRE, NEWSROOM, GObject)

MarbreNewsroom    *marbre_newsroom_new                (GFile                *folder)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void               marbre_newsroom_open_async         (MarbreNewsroom       *self,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gboolean           marbre_newsroom_open_finish        (MarbreNewsroom       *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
gboolean           marbre_newsroom_is_first_start     (MarbreNewsroom       *self);
MarbreArchive     *marbre_newsroom_get_archive        (MarbreNewsroom       *self);
MarbreOutbox      *marbre_newsroom_get_outbox         (MarbreNewsroom       *self);
MarbreCredentials *marbre_newsroom_get_credentials    (MarbreNewsroom       *self);
GListModel        *marbre_newsroom_get_sites          (MarbreNewsroom       *self);
MarbreSite        *marbre_newsroom_dup_site           (MarbreNewsroom       *self,
                                                       const char           *id)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void               marbre_newsroom_resolve_url_async  (MarbreNewsroom       *self,
                                                       const char           *url,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
char              *marbre_newsroom_resolve_url_finish (MarbreNewsroom       *self,
                                                       GAsyncResult         *result,
                                                       GError              **error)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void               marbre_newsroom_close              (MarbreNewsroom       *self);

G_END_DECLS
