/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts back into a block that was rewritten what the site had said of it and Markdown cannot: its
 * settings and classes, where links open, how wide pictures are. Inside the text room only. One
 * thread at a time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MarbreWpCarrier MarbreWpCarrier;

MarbreWpCarrier *marbre_wp_carrier_new   (const char      *content) G_GNUC_WARN_UNUSED_RESULT;
void             marbre_wp_carrier_free  (MarbreWpCarrier *self);
void             marbre_wp_carrier_write (MarbreWpCarrier *self,
                                          GString         *out,
                                          const char      *before,
                                          const char      *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreWpCarrier, marbre_wp_carrier_free)

G_END_DECLS
