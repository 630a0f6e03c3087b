/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The layouts that were made from pages of sites: a list of them, their files for the preview, and
 * a menu to choose from. What is kept is on disk; a layout that is being tried out is in memory.
 * Main thread; the disk and the network are a worker's.
 */
#pragma once

#include "marbre-layout-maker.h"

G_BEGIN_DECLS

/* What the setting "layout" has before the id of a layout of ours. */
#define MARBRE_LAYOUT_PREFIX "site:"

#define MARBRE_TYPE_LAYOUT_STORE (marbre_layout_store_get_type ())
G_DECLARE_FINAL_TYPE (MarbreLayoutStore, marbre_layout_store, MARBRE, LAYOUT_STORE, GObject)

MarbreLayoutStore *marbre_layout_store_new           (const char           *folder)
                                                      G_GNUC_WARN_UNUSED_RESULT;
GListModel        *marbre_layout_store_get_list      (MarbreLayoutStore    *self);
GMenuModel        *marbre_layout_store_get_menu      (MarbreLayoutStore    *self);
MarbreLayout      *marbre_layout_store_find          (MarbreLayoutStore    *self,
                                                      const char           *setting);
void               marbre_layout_store_make_async    (MarbreLayoutStore    *self,
                                                      MarbreLayoutRecipe   *recipe,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
MarbreLayout      *marbre_layout_store_make_finish   (MarbreLayoutStore    *self,
                                                      GAsyncResult         *result,
                                                      GError              **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
void               marbre_layout_store_try_out       (MarbreLayoutStore    *self,
                                                      MarbreLayout         *layout);
void               marbre_layout_store_keep_async    (MarbreLayoutStore    *self,
                                                      MarbreLayout         *layout,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean           marbre_layout_store_keep_finish   (MarbreLayoutStore    *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
void               marbre_layout_store_remove        (MarbreLayoutStore    *self,
                                                      MarbreLayout         *layout);
void               marbre_layout_store_load_async    (MarbreLayoutStore    *self,
                                                      const char           *path,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
GBytes            *marbre_layout_store_load_finish   (MarbreLayoutStore    *self,
                                                      GAsyncResult         *result,
                                                      GError              **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
