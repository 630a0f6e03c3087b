/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which address of the embedded site answers what, and what is refused before its body is read. On
 * the pressroom's thread.
 */
#pragma once

#include <libsoup/soup.h>

#include "marbre-press.h"

G_BEGIN_DECLS

/* The headers by which another Marbre on the same database knows this server: a question of its own
 * making, and the answer of marbre_press_prove(). */
#define MARBRE_PRESS_CHALLENGE_HEADER "Marbre-Challenge"
#define MARBRE_PRESS_PROOF_HEADER     "Marbre-Proof"

void marbre_press_router_attach (MarbrePress *press,
                                 SoupServer  *server);

G_END_DECLS
