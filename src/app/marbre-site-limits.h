/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A button that says and changes what a site's pages have room for. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-archive.h"

G_BEGIN_DECLS

GtkWidget *marbre_site_limits_new (MarbreArchive *archive,
                                   MarbreSite    *site) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
