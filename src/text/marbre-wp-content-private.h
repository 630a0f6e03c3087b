/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files that read and write a WordPress post's content share; nobody else includes it.
 */
#pragma once

#include "marbre-site-content-private.h"

G_BEGIN_DECLS

/* marbre-wp-content-write.c */
void     _marbre_wp_content_add_leads    (MarbreSiteWriting    *self);
char    *_marbre_wp_content_write_fresh  (MarbreSiteWriting    *self,
                                          const MarbreBlock    *block) G_GNUC_WARN_UNUSED_RESULT;
gboolean _marbre_wp_content_is_rewritten (MarbreSiteWriting    *self,
                                          const MarbreSiteUnit *unit,
                                          const char           *fresh);
char    *_marbre_wp_content_join         (MarbreSiteWriting    *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
