/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The secrets of all sites; see marbre-house-credentials.h. The embedded site's token is made anew
 * on each machine, opens nothing but a server on the loopback address, and lives in that server's
 * own database: asking the desktop's keyring for it would make the first start ask for a password.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-house-credentials.h"

#include "marbre-compat.h"

struct _MarbreHouseCredentials
{
  GObject parent_instance;

  MarbreCredentials *store; /* (owned): every other site's */
  GMutex mutex;
  char *site_id; /* (mutex mutex) (owned) (nullable): the embedded site */
  char *token;   /* (mutex mutex) (owned) (nullable) */
};

static void credentials_init (MarbreCredentialsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MarbreHouseCredentials, marbre_house_credentials, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MARBRE_TYPE_CREDENTIALS, credentials_init))

/* (transfer full) (nullable) */
static char *
dup_token (MarbreHouseCredentials *self, const char *site_id)
{
  char *token = NULL;

  g_mutex_lock (&self->mutex);
  if (g_strcmp0 (self->site_id, site_id) == 0)
    token = g_strdup (self->token);
  g_mutex_unlock (&self->mutex);
  return token;
}

static void
load (MarbreCredentials *credentials, const char *site_id, GTask *task)
{
  MarbreHouseCredentials *self = MARBRE_HOUSE_CREDENTIALS (credentials);
  char *token = dup_token (self, site_id);

  if (token != NULL)
    g_task_return_pointer (task, token, g_free);
  else
    MARBRE_CREDENTIALS_GET_IFACE (self->store)->load (self->store, site_id, task);
}

static void
store (MarbreCredentials *credentials,
       const char *site_id,
       const char *kind,
       const char *label,
       const char *secret,
       GTask *task)
{
  MarbreHouseCredentials *self = MARBRE_HOUSE_CREDENTIALS (credentials);

  MARBRE_CREDENTIALS_GET_IFACE (self->store)
      ->store (self->store, site_id, kind, label, secret, task);
}

static void
clear (MarbreCredentials *credentials, const char *site_id, GTask *task)
{
  MarbreHouseCredentials *self = MARBRE_HOUSE_CREDENTIALS (credentials);

  MARBRE_CREDENTIALS_GET_IFACE (self->store)->clear (self->store, site_id, task);
}

static void
credentials_init (MarbreCredentialsInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->clear = clear;
}

static void
marbre_house_credentials_finalize (GObject *object)
{
  MarbreHouseCredentials *self = MARBRE_HOUSE_CREDENTIALS (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->site_id, g_free);
  g_clear_pointer (&self->token, g_free);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (marbre_house_credentials_parent_class)->finalize (object);
}

static void
marbre_house_credentials_class_init (MarbreHouseCredentialsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_house_credentials_finalize;
}

static void
marbre_house_credentials_init (MarbreHouseCredentials *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * marbre_house_credentials_new:
 * @store: where the secrets of other sites are kept
 *
 * Returns: (transfer full): the secrets of all sites
 */
MarbreHouseCredentials *
marbre_house_credentials_new (MarbreCredentials *store)
{
  MarbreHouseCredentials *self;

  g_return_val_if_fail (MARBRE_IS_CREDENTIALS (store), NULL);

  self = g_object_new (MARBRE_TYPE_HOUSE_CREDENTIALS, NULL);
  self->store = g_object_ref (store);
  return self;
}

/**
 * marbre_house_credentials_set_token:
 * @site_id: the embedded site
 * @token: its token
 *
 * Says what opens the embedded site.
 */
void
marbre_house_credentials_set_token (MarbreHouseCredentials *self,
                                    const char *site_id,
                                    const char *token)
{
  g_return_if_fail (MARBRE_IS_HOUSE_CREDENTIALS (self));

  g_mutex_lock (&self->mutex);
  marbre_set_str (&self->site_id, site_id);
  marbre_set_str (&self->token, token);
  g_mutex_unlock (&self->mutex);
}
