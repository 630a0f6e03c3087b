/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spaces that do not break, for the page alone: French sets a space before : ; ! ? » and after «,
 * and who types a plain one would see a line begin with a question mark. The story keeps what was
 * typed; changing that is marbre-typography.h's. No state; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *marbre_nobreak_html (const char *html,
                           const char *language) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
