/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gives memory that the program no longer needs back to the system: glibc keeps what was freed for
 * the next need (mallopt(3)). With a story of 5,000 words open that was 13 MB, and 9 MB more after
 * 3,000 keys, found by running once with fixed thresholds. Not a cache, and nothing that is in use
 * changes. Main thread; what takes time is done on a thread. Without glibc nothing happens.
 */
#pragma once

#include "marbre-desk.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SPARE_MEMORY (marbre_spare_memory_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSpareMemory, marbre_spare_memory, MARBRE, SPARE_MEMORY, GObject)

void               marbre_spare_memory_limit (void);
MarbreSpareMemory *marbre_spare_memory_new   (MarbreDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
