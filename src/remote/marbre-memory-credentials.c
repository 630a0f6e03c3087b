/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Credentials in memory; see marbre-memory-credentials.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-memory-credentials.h"

struct _MarbreMemoryCredentials
{
  GObject parent_instance;

  GMutex lock;
  GHashTable *secrets; /* (owned) (mutex lock) (element-type utf8 utf8) */
};

static void credentials_iface_init (MarbreCredentialsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MarbreMemoryCredentials,
                               marbre_memory_credentials,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MARBRE_TYPE_CREDENTIALS,
                                                      credentials_iface_init))

static void
marbre_memory_credentials_finalize (GObject *object)
{
  MarbreMemoryCredentials *self = MARBRE_MEMORY_CREDENTIALS (object);

  g_clear_pointer (&self->secrets, g_hash_table_unref);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (marbre_memory_credentials_parent_class)->finalize (object);
}

static void
marbre_memory_credentials_class_init (MarbreMemoryCredentialsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_memory_credentials_finalize;
}

static void
marbre_memory_credentials_init (MarbreMemoryCredentials *self)
{
  g_mutex_init (&self->lock);
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
memory_load (MarbreCredentials *credentials, const char *site_id, GTask *task)
{
  MarbreMemoryCredentials *self = MARBRE_MEMORY_CREDENTIALS (credentials);
  char *secret;

  g_mutex_lock (&self->lock);
  secret = g_strdup (g_hash_table_lookup (self->secrets, site_id));
  g_mutex_unlock (&self->lock);
  g_task_return_pointer (task, secret, g_free);
}

static void
memory_store (MarbreCredentials *credentials,
              const char *site_id,
              const char *kind,
              const char *label,
              const char *secret,
              GTask *task)
{
  MarbreMemoryCredentials *self = MARBRE_MEMORY_CREDENTIALS (credentials);

  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->secrets, g_strdup (site_id), g_strdup (secret));
  g_mutex_unlock (&self->lock);
  g_task_return_boolean (task, TRUE);
}

static void
memory_clear (MarbreCredentials *credentials, const char *site_id, GTask *task)
{
  MarbreMemoryCredentials *self = MARBRE_MEMORY_CREDENTIALS (credentials);

  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->secrets, site_id);
  g_mutex_unlock (&self->lock);
  g_task_return_boolean (task, TRUE);
}

static void
credentials_iface_init (MarbreCredentialsInterface *iface)
{
  iface->load = memory_load;
  iface->store = memory_store;
  iface->clear = memory_clear;
}

/**
 * marbre_memory_credentials_new:
 *
 * Returns: (transfer full): an empty store
 */
MarbreCredentials *
marbre_memory_credentials_new (void)
{
  return g_object_new (MARBRE_TYPE_MEMORY_CREDENTIALS, NULL);
}
