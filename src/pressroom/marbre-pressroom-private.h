/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pressroom's door to its own thread, for the samples. Private to the room.
 */
#pragma once

#include "marbre-press.h"
#include "marbre-pressroom.h"

G_BEGIN_DECLS

/**
 * MarbrePressroomFunc:
 *
 * What is done on the pressroom's thread.
 *
 * Returns: %FALSE with @error set on failure
 */
typedef gboolean (*MarbrePressroomFunc) (MarbrePress  *press,
                                         gpointer      data,
                                         GError      **error);

gboolean marbre_pressroom_call (MarbrePressroom      *self,
                                MarbrePressroomFunc   func,
                                gpointer              data,
                                GError              **error);

G_END_DECLS
