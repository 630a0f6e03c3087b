/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What kind of picture some bytes are, by the bytes: what a client says of them is not believed.
 * Not for decoding. Any thread.
 */
#pragma once

#include <glib.h>

const char *marbre_press_image_sniff (GBytes *bytes);
