/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether two names of tags are one tag, written in two ways. Not for which of them is right. No
 * state; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *marbre_tag_name_drop_plurals (const char *folded) G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_tag_name_is_slip      (const char *a,
                                        const char *b);
gboolean  marbre_tag_name_is_near      (const char *a,
                                        const char *b);

G_END_DECLS
