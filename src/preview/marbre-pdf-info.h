/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says in a PDF who wrote it and in which language, which WebKit does not. It adds to the end of
 * the file, as PDF allows, and rewrites nothing. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *marbre_pdf_info_add (GBytes     *pdf,
                             const char *title,
                             const char *author,
                             const char *subject,
                             const char *language) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
