/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Word lists for marbre-terms.c, which alone uses them. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean marbre_terms_is_stop_word (const char *word,
                                    gboolean    french);
gboolean marbre_terms_is_no_name   (const char *word);
gboolean marbre_terms_is_numeral   (const char *word);
gboolean marbre_terms_is_link      (const char *word,
                                    gboolean    hyphen);

G_END_DECLS
