/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Credentials in the desktop's keyring; see marbre-secret-store.h. The only file that includes
 * libsecret.
 *
 * A keyring that was never set up asks for a password in a dialog of its own and blocks until it is
 * answered, which on a machine without that dialog is for ever. So every call has a time limit.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-secret-store.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#include "marbre-remote-error.h"

/* Long enough to type the keyring's password. */
#define TIME_LIMIT_SECONDS 60

struct _MarbreSecretStore
{
  GObject parent_instance;
};

static void credentials_iface_init (MarbreCredentialsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MarbreSecretStore,
                               marbre_secret_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MARBRE_TYPE_CREDENTIALS,
                                                      credentials_iface_init))

static const SecretSchema schema = {
  MARBRE_APP_ID,
  SECRET_SCHEMA_NONE,
  {
      { "site", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

/**
 * Call:
 *
 * One question to the keyring with its time limit.
 */
typedef struct
{
  GTask *task;              /* (owned) */
  GCancellable *limit;      /* (owned): cancelled by the caller or by the clock */
  GCancellable *caller;     /* (owned) (nullable) */
  gulong caller_handler;    /* on the caller's cancellable */
  GSource *clock;           /* (owned) */
} Call;

static void
call_free (Call *call)
{
  g_cancellable_disconnect (call->caller, call->caller_handler);
  g_source_destroy (call->clock);
  g_clear_pointer (&call->clock, g_source_unref);
  g_clear_object (&call->caller);
  g_clear_object (&call->limit);
  g_clear_object (&call->task);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static gboolean
time_is_up_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *caller, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static Call *
call_new (GTask *task)
{
  Call *call = g_new0 (Call, 1);
  GCancellable *caller = g_task_get_cancellable (task);

  call->task = g_object_ref (task);
  call->limit = g_cancellable_new ();
  call->clock = g_timeout_source_new_seconds (TIME_LIMIT_SECONDS);
  g_source_set_callback (call->clock, time_is_up_cb, g_object_ref (call->limit), g_object_unref);
  g_source_attach (call->clock, g_main_context_get_thread_default ());
  if (caller)
    {
      call->caller = g_object_ref (caller);
      call->caller_handler =
          g_cancellable_connect (caller, G_CALLBACK (caller_cancelled_cb),
                                 g_object_ref (call->limit), g_object_unref);
    }
  return call;
}

/* Says what failed without what libsecret adds, which may name the item. */
static void
call_fail (Call *call, const GError *failure)
{
  if (g_task_return_error_if_cancelled (call->task))
    return;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error (call->task, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                             _ ("The keyring did not answer. Unlock it, then try again."));
  else
    g_task_return_new_error (call->task, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                             _ ("This computer has no keyring that Marbre can open. Install or "
                                "unlock one (GNOME Keyring, KWallet), then try again."));
  g_debug ("keyring: %s %d", g_quark_to_string (failure->domain), failure->code);
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) failure = NULL;
  char *secret = secret_password_lookup_finish (result, &failure);

  if (failure)
    {
      call_fail (call, failure);
      return;
    }
  g_task_return_pointer (call->task, g_strdup (secret), g_free);
  secret_password_free (secret);
}

static void
store_load (MarbreCredentials *credentials, const char *site_id, GTask *task)
{
  Call *call = call_new (task);

  secret_password_lookup (&schema, call->limit, load_cb, call, "site", site_id, NULL);
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) failure = NULL;

  if (secret_password_store_finish (result, &failure))
    g_task_return_boolean (call->task, TRUE);
  else
    call_fail (call, failure);
}

static void
store_store (MarbreCredentials *credentials,
             const char *site_id,
             const char *kind,
             const char *label,
             const char *secret,
             GTask *task)
{
  Call *call = call_new (task);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, call->limit, store_cb,
                         call, "site", site_id, "kind", kind, NULL);
}

static void
clear_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) failure = NULL;

  secret_password_clear_finish (result, &failure);
  if (failure)
    call_fail (call, failure);
  else
    g_task_return_boolean (call->task, TRUE);
}

static void
store_clear (MarbreCredentials *credentials, const char *site_id, GTask *task)
{
  Call *call = call_new (task);

  secret_password_clear (&schema, call->limit, clear_cb, call, "site", site_id, NULL);
}

static void
credentials_iface_init (MarbreCredentialsInterface *iface)
{
  iface->load = store_load;
  iface->store = store_store;
  iface->clear = store_clear;
}

static void
marbre_secret_store_class_init (MarbreSecretStoreClass *klass)
{
}

static void
marbre_secret_store_init (MarbreSecretStore *self)
{
}

/**
 * marbre_secret_store_new:
 *
 * Returns: (transfer full): the desktop's keyring
 */
MarbreCredentials *
marbre_secret_store_new (void)
{
  return g_object_new (MARBRE_TYPE_SECRET_STORE, NULL);
}
