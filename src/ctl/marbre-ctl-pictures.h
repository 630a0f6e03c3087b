/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes the pictures beside a story file into the archive, where publishing looks for them. One
 * thread, which may wait.
 */
#pragma once

#include "marbre-archive.h"

G_BEGIN_DECLS

gboolean marbre_ctl_take_pictures (MarbreArchive  *archive,
                                   MarbreStory    *story,
                                   const char     *folder,
                                   GError        **error);

G_END_DECLS
