/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTML of our own → the markup of WordPress's block editor, such that the editor takes each block
 * for its own: comments and HTML as the block's save() would write them, from version 6.1 on. What
 * no block of the editor can hold becomes one of raw HTML. Not for keeping what is at the site
 * (marbre-wp-content.h). Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  marbre_wp_write_block (GString    *out,
                             const char *html,
                             GHashTable *picture_ids);
void  marbre_wp_write_lead  (GString    *out,
                             const char *class_name,
                             const char *text);

G_END_DECLS
