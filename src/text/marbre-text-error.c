/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The errors of the text room; see marbre-text-error.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-text-error.h"

G_DEFINE_QUARK (marbre-text-error-quark, marbre_text_error)
