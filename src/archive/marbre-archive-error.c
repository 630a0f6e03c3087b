/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's error domain; see marbre-archive-error.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-error.h"

G_DEFINE_QUARK (marbre-archive-error-quark, marbre_archive_error)
