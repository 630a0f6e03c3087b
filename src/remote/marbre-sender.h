/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carries one row of the outbox to its site: the protocol that makes publishing exactly once
 * (DESIGN §8). Not for choosing the row nor for waiting: the outbox does. A worker thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-archive.h"
#include "marbre-credentials.h"
#include "marbre-outbox.h"
#include "marbre-remote-post.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SENDER (marbre_sender_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSender, marbre_sender, MARBRE, SENDER, GObject)

MarbreSender *marbre_sender_new         (MarbreArchive          *archive,
                                         MarbreCredentials      *credentials,
                                         GCancellable           *stop)
                                         G_GNUC_WARN_UNUSED_RESULT;
void          marbre_sender_set_prepare (MarbreSender           *self,
                                         MarbreOutboxPrepare     func,
                                         gpointer                user_data,
                                         GDestroyNotify          destroy);
gboolean      marbre_sender_carry       (MarbreSender           *self,
                                         MarbreOutboxRow        *row,
                                         GCancellable           *cancellable,
                                         GError                **error);
MarbreRemotePost *
              marbre_sender_fetch       (MarbreSender           *self,
                                         const MarbreOutboxRow  *row,
                                         MarbrePosting         **posting,
                                         GCancellable           *cancellable,
                                         GError                **error)
                                         G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
