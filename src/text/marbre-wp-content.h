/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The raw content of a WordPress post: blocks of its editor, or HTML of the one before it. See
 * marbre-site-content.h for what is done with it. Any thread.
 */
#pragma once

#include "marbre-site-content.h"

G_BEGIN_DECLS

MarbreSiteContent *marbre_wp_content_read (const char  *raw,
                                           GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
