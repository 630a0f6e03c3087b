/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How models of tags lie in the database, and the tags of the archive for a model. Private to the
 * archive; on the thread of the connection.
 */
#pragma once

#include "marbre-index-codec.h"
#include "marbre-tag-model.h"

G_BEGIN_DECLS

gboolean        marbre_tag_store_read_weights   (MarbreIndexBytes  *bytes,
                                                 float             *centroid,
                                                 float             *linear);
void            marbre_tag_store_append_weights (GByteArray        *bytes,
                                                 float              centroid,
                                                 float              linear);
gboolean        marbre_tag_store_add_tags       (MarbreDatabase    *database,
                                                 MarbreTagModel    *model,
                                                 GError           **error);
MarbreTagModel *marbre_tag_store_load           (MarbreDatabase    *database,
                                                 GError           **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean        marbre_tag_store_is_current     (MarbreDatabase    *database,
                                                 MarbreTagModel    *model,
                                                 gboolean          *current,
                                                 GError           **error);
gboolean        marbre_tag_store_begin          (MarbreDatabase    *database,
                                                 GError           **error);
gboolean        marbre_tag_store_save_rows      (MarbreDatabase    *database,
                                                 MarbreTagModel    *model,
                                                 GHashTableIter    *iter,
                                                 guint              limit,
                                                 gboolean          *more,
                                                 GError           **error);
gboolean        marbre_tag_store_put_in_place   (MarbreDatabase    *database,
                                                 MarbreTagModel    *model,
                                                 GError           **error);

G_END_DECLS
