/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What commands read: files and standard input. One thread, which may wait.
 */
#pragma once

#include "marbre-ctl.h"
#include "marbre-story.h"

G_BEGIN_DECLS

/* A secret on standard input may have so many bytes. */
#define MARBRE_CTL_MAX_SECRET 4096

char        *marbre_ctl_read_text   (const char  *path,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;
MarbreStory *marbre_ctl_read_story  (const char  *path,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char        *marbre_ctl_read_secret (GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char        *marbre_ctl_get_base    (const char  *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
