/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The press: store, server and addresses of the embedded site, on the pressroom's thread. Not the
 * thread itself (marbre-pressroom.h) and not what the addresses answer (marbre-press-micropub.h,
 * marbre-press-pages.h). Everything here belongs to the thread on which it was made.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-press-store.h"
#include "marbre-template.h"

G_BEGIN_DECLS

typedef struct _MarbrePress MarbrePress;

MarbrePress      *marbre_press_new           (const char   *path,
                                              const char   *site_name,
                                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void              marbre_press_free          (MarbrePress  *self);
gboolean          marbre_press_listen        (MarbrePress  *self,
                                              GError      **error);
MarbrePressStore *marbre_press_get_store     (MarbrePress  *self);
MarbreTemplate   *marbre_press_get_template  (MarbrePress  *self);
const char       *marbre_press_get_site_name (MarbrePress  *self);
const char       *marbre_press_get_site_id   (MarbrePress  *self);
const char       *marbre_press_get_token     (MarbrePress  *self);
const char       *marbre_press_get_origin    (MarbrePress  *self);
char             *marbre_press_prove         (MarbrePress  *self,
                                              const char   *origin,
                                              const char   *challenge) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbrePress, marbre_press_free)

G_END_DECLS
