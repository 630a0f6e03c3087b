/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copied Markdown for the clipboard: as it is, and as HTML for programs that take formatting. The
 * HTML is made when somebody asks for it, on a thread. Main thread.
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_COPY (marbre_copy_get_type ())
G_DECLARE_FINAL_TYPE (MarbreCopy, marbre_copy, MARBRE, COPY, GdkContentProvider)

GdkContentProvider *marbre_copy_new (const char *markdown) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
