/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was found in a story, as rows of the publish dialog. Not for finding it. Main thread.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

gboolean marbre_publish_checks_show (AdwPreferencesGroup *group,
                                     GPtrArray           *checks,
                                     GCallback            activated,
                                     GObject             *object);

G_END_DECLS
