/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads a site's list on a thread of its own, one page ahead: while one page is read and written,
 * the site is already busy with the next. It has the only connection of a sync, and the patience:
 * when the site asks to wait, it waits. Not for what is done with the posts.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-endpoint.h"

G_BEGIN_DECLS

typedef struct _MarbreLister MarbreLister;

/**
 * MarbreListerWait:
 * @seconds: how long it is going to wait, 0 when it goes on
 * @user_data: as given
 *
 * Called on the lister's thread.
 */
typedef void (*MarbreListerWait) (guint seconds, gpointer user_data);

MarbreLister     *marbre_lister_new          (MarbreEndpoint       *endpoint,
                                              MarbreListerWait      wait,
                                              gpointer              user_data,
                                              GCancellable         *cancellable)
                                              G_GNUC_WARN_UNUSED_RESULT;
void              marbre_lister_free         (MarbreLister         *self);
MarbreEndpoint   *marbre_lister_get_endpoint (MarbreLister         *self);
void              marbre_lister_begin        (MarbreLister         *self,
                                              const MarbreListing  *listing,
                                              const char           *cursor);
gboolean          marbre_lister_next         (MarbreLister         *self,
                                              MarbreListPage          **page,
                                              GError              **error);
void              marbre_lister_stop         (MarbreLister         *self);
MarbreRemotePost *marbre_lister_fetch        (MarbreLister         *self,
                                              const char           *remote_id,
                                              GError              **error)
                                              G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreLister, marbre_lister_free)

G_END_DECLS
