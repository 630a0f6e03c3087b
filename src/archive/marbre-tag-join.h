/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes of the newsroom's tags. Private to the archive; on the writer's thread, inside a
 * transaction of the caller.
 */
#pragma once

#include "marbre-tag-undo.h"

G_BEGIN_DECLS

gboolean marbre_tag_join        (MarbreDatabase      *database,
                                 const char *const   *names,
                                 const char          *into,
                                 MarbreTagUndo       *undo,
                                 GError             **error);
gboolean marbre_tag_set_aliases (MarbreDatabase      *database,
                                 const char          *name,
                                 const char *const   *aliases,
                                 MarbreTagUndo       *undo,
                                 GError             **error);
gboolean marbre_tag_remove      (MarbreDatabase      *database,
                                 const char *const   *names,
                                 MarbreTagUndo       *undo,
                                 GError             **error);

G_END_DECLS
