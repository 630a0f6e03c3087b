/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tags as they are written, from whoever they come: a writer, a file, a site. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *marbre_tag_text_clean     (const char        *tag) G_GNUC_WARN_UNUSED_RESULT;
GStrv marbre_tag_text_clean_all (const char *const *tags) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
