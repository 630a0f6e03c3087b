/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of tags: which stories have them, and their other names. Private to the archive; on
 * the thread of the connection, what writes inside a transaction of the caller.
 */
#pragma once

#include "marbre-database.h"

G_BEGIN_DECLS

/* The longest name of a tag that is given by hand, in bytes. */
#define MARBRE_TAG_TABLE_MAX_NAME 200

gboolean marbre_tag_table_find    (MarbreDatabase      *database,
                                   const char          *name,
                                   gint64              *number,
                                   GError             **error);
GStrv    marbre_tag_table_load    (MarbreDatabase      *database,
                                   gint64               story,
                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean marbre_tag_table_write   (MarbreDatabase      *database,
                                   gint64               story,
                                   const char *const   *tags,
                                   GError             **error);
GStrv    marbre_tag_table_resolve (MarbreDatabase      *database,
                                   const char *const   *tags,
                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
