/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has to be done to a list of blocks that is shown so that another is shown: splices, and
 * shifts of line numbers. Pure; any thread.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "marbre-blocks.h"

G_BEGIN_DECLS

void marbre_preview_diff_write (MarbreBlocks *shown,
                                MarbreBlocks *wanted,
                                const char   *language,
                                JsonBuilder  *builder);

G_END_DECLS
