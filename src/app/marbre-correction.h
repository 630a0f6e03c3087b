/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carries out the corrections of findings in the story on the desk. A finding belongs to the text
 * that was checked: what stands at its place is compared with what was found there, and what has
 * changed since is left alone. Main thread.
 */
#pragma once

#include "marbre-checks.h"
#include "marbre-document.h"
#include "marbre-editor.h"

G_BEGIN_DECLS

gboolean     marbre_correction_is_there    (const MarbreCheck *check,
                                            const char        *text);
guint        marbre_correction_count_chars (const char        *from,
                                            const char        *to);
MarbreStory *marbre_correction_apply       (MarbreEditor      *editor,
                                            MarbreDocument    *document,
                                            GPtrArray         *checks) G_GNUC_WARN_UNUSED_RESULT;
gboolean     marbre_correction_take_back   (MarbreDocument    *document,
                                            MarbreStory       *before,
                                            MarbreStory       *after);

G_END_DECLS
