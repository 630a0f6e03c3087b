/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A connected site in the list of sites: what it is called, and what can be done with it: check its
 * connection, say what its pages have room for, disconnect it. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-newsroom.h"

G_BEGIN_DECLS

GtkWidget *marbre_site_row_new (MarbreNewsroom *newsroom,
                                MarbreSite     *site) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
