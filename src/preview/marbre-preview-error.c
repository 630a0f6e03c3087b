/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The error domain; see marbre-preview-error.h.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-error.h"

G_DEFINE_QUARK (marbre-preview-error, marbre_preview_error)
