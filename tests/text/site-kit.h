/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of contents in a site's form share.
 */
#pragma once

#include "marbre-lexical.h"
#include "marbre-wp-content.h"

char *wp_kit_read       (const char *raw) G_GNUC_WARN_UNUSED_RESULT;
char *wp_kit_write      (const char *raw,
                         const char *markdown) G_GNUC_WARN_UNUSED_RESULT;
char *lexical_kit_read  (const char *raw) G_GNUC_WARN_UNUSED_RESULT;
char *lexical_kit_write (const char *raw,
                         const char *markdown) G_GNUC_WARN_UNUSED_RESULT;
