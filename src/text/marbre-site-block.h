/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block of a site's editor that Markdown has no words for (a gallery, a form, what a plug-in
 * brought): in a body it is a fenced block whose info begins with "site-block", and it goes back to
 * that site to the letter. Marbre never shows or runs what is in it. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *marbre_site_block_format  (const char  *name,
                                     const char  *content,
                                     gsize        length) G_GNUC_WARN_UNUSED_RESULT;
char     *marbre_site_block_parse   (const char  *source,
                                     gsize        length) G_GNUC_WARN_UNUSED_RESULT;
char     *marbre_site_block_dup_name (const char *source,
                                     gsize        length) G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_site_block_is_info (const char  *info);
void      marbre_site_block_render  (GString     *out,
                                     const char  *info,
                                     const char  *content,
                                     const char  *language);

G_END_DECLS
