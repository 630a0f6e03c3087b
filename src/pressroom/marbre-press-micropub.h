/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the embedded site answers to programs: the Micropub endpoint and its media endpoint (W3C
 * Recommendation Micropub). Not for pages. On the pressroom's thread.
 */
#pragma once

#include <libsoup/soup.h>

#include "marbre-press.h"

G_BEGIN_DECLS

#define MARBRE_PRESS_API_PATH   "/micropub"
#define MARBRE_PRESS_MEDIA_PATH "/media"

gboolean marbre_press_micropub_check_token (MarbrePress       *press,
                                            SoupServerMessage *message);
void     marbre_press_micropub_query       (MarbrePress       *press,
                                            SoupServerMessage *message,
                                            GHashTable        *query);
void     marbre_press_micropub_post        (MarbrePress       *press,
                                            SoupServerMessage *message);
void     marbre_press_micropub_upload      (MarbrePress       *press,
                                            SoupServerMessage *message);

G_END_DECLS
