/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pressroom's error domain; see marbre-pressroom-error.h.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-pressroom-error.h"

/**
 * marbre_pressroom_error_quark:
 *
 * Returns: the domain of #MarbrePressroomError
 */
G_DEFINE_QUARK (marbre-pressroom-error-quark, marbre_pressroom_error)
