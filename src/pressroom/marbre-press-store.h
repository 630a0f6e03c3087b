/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pressroom's database: settings, posts and pictures. Not for what a request means. A store
 * belongs to one thread, the pressroom's.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-database.h"
#include "marbre-press-post.h"

G_BEGIN_DECLS

/**
 * MarbrePressFilter:
 *
 * Which posts a list has. Zero-initialise it.
 */
typedef struct
{
  gint64 public_at;    /* seconds UTC: only what readers may see then, newest first; 0 = all,
                        * newest change first */
  const char *section; /* (nullable) */
  const char *tag;     /* (nullable) */
  const char *uid;     /* (nullable) */
  gboolean deleted_too;
  guint limit;
  guint offset;
} MarbrePressFilter;

typedef struct _MarbrePressStore MarbrePressStore;

MarbrePressStore *marbre_press_store_open            (const char               *path,
                                                      GError                  **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
void              marbre_press_store_close           (MarbrePressStore         *self);
MarbreDatabase   *marbre_press_store_get_database    (MarbrePressStore         *self);
char             *marbre_press_store_get_setting     (MarbrePressStore         *self,
                                                      const char               *key,
                                                      GError                  **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
gboolean          marbre_press_store_set_setting     (MarbrePressStore         *self,
                                                      const char               *key,
                                                      const char               *value,
                                                      GError                  **error);
char             *marbre_press_store_add_media       (MarbrePressStore         *self,
                                                      const char               *name,
                                                      const char               *mime,
                                                      GBytes                   *bytes,
                                                      GError                  **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
GBytes           *marbre_press_store_load_media      (MarbrePressStore         *self,
                                                      const char               *name,
                                                      char                    **mime,
                                                      char                    **hash,
                                                      GError                  **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;

/* marbre-press-posts.c */
MarbrePressPost  *marbre_press_store_find_post       (MarbrePressStore         *self,
                                                      const char               *slug,
                                                      GError                  **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
GPtrArray        *marbre_press_store_list_posts      (MarbrePressStore         *self,
                                                      const MarbrePressFilter  *filter,
                                                      GError                  **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
GPtrArray        *marbre_press_store_list_related    (MarbrePressStore         *self,
                                                      const MarbrePressPost    *post,
                                                      gint64                    now,
                                                      guint                     limit,
                                                      GError                  **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
GStrv             marbre_press_store_list_categories (MarbrePressStore         *self,
                                                      GError                  **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
gboolean          marbre_press_store_save_post       (MarbrePressStore         *self,
                                                      MarbrePressPost          *post,
                                                      GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbrePressStore, marbre_press_store_close)

G_END_DECLS
