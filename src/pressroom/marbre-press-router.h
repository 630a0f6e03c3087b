/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which address of the embedded site answers what, and what is refused before its body is read. On
 * the pressroom's thread.
 */
#pragma once

#include <libsoup/soup.h>

#include "marbre-press.h"

G_BEGIN_DECLS

/* The header by which another Marbre on the same database knows this server. */
#define MARBRE_PRESS_SITE_HEADER "Marbre-Site"

void marbre_press_router_attach (MarbrePress *press,
                                 SoupServer  *server);

G_END_DECLS
