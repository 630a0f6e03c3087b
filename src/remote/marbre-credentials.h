/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where secrets are kept, as the engine sees it: one secret per site (an application password or a
 * token). Not the user's name, which the site knows. The asynchronous calls are for the main
 * thread, the _sync ones for workers and command line tools.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_CREDENTIALS (marbre_credentials_get_type ())
G_DECLARE_INTERFACE (MarbreCredentials, marbre_credentials, MARBRE, CREDENTIALS, GObject)

struct _MarbreCredentialsInterface
{
  GTypeInterface parent_iface;

  /* load returns a pointer through its task, the secret or NULL; the others a boolean. */
  void (*load) (MarbreCredentials *self, const char *site_id, GTask *task);
  void (*store) (MarbreCredentials *self,
                 const char *site_id,
                 const char *kind,
                 const char *label,
                 const char *secret,
                 GTask *task);
  void (*clear) (MarbreCredentials *self, const char *site_id, GTask *task);
};

void      marbre_credentials_load_async   (MarbreCredentials    *self,
                                           const char           *site_id,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
char     *marbre_credentials_load_finish  (MarbreCredentials    *self,
                                           GAsyncResult         *result,
                                           GError              **error)
                                           G_GNUC_WARN_UNUSED_RESULT;
char     *marbre_credentials_load_sync    (MarbreCredentials    *self,
                                           const char           *site_id,
                                           GCancellable         *cancellable,
                                           GError              **error)
                                           G_GNUC_WARN_UNUSED_RESULT;
void      marbre_credentials_store_async  (MarbreCredentials    *self,
                                           const char           *site_id,
                                           const char           *kind,
                                           const char           *label,
                                           const char           *secret,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean  marbre_credentials_store_finish (MarbreCredentials    *self,
                                           GAsyncResult         *result,
                                           GError              **error);
gboolean  marbre_credentials_store_sync   (MarbreCredentials    *self,
                                           const char           *site_id,
                                           const char           *kind,
                                           const char           *label,
                                           const char           *secret,
                                           GCancellable         *cancellable,
                                           GError              **error);
void      marbre_credentials_clear_async  (MarbreCredentials    *self,
                                           const char           *site_id,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean  marbre_credentials_clear_finish (MarbreCredentials    *self,
                                           GAsyncResult         *result,
                                           GError              **error);
gboolean  marbre_credentials_clear_sync   (MarbreCredentials    *self,
                                           const char           *site_id,
                                           GCancellable         *cancellable,
                                           GError              **error);

G_END_DECLS
