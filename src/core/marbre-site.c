/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A site; see marbre-site.h.
 */
#define G_LOG_DOMAIN "marbre-core"

#include "config.h"

#include "marbre-site.h"

#include <string.h>

#include "marbre-compat.h"

struct _MarbreSite
{
  GObject parent_instance;

  char *id;   /* (owned): UUID */
  char *name; /* (owned): what the newsroom calls it, unique in the archive */
  char *kind; /* (owned): "wordpress", "ghost", "micropub", "generic" or MARBRE_SITE_EMBEDDED */
  char *url;  /* (owned): public address, without a slash at its end */
  char *api;  /* (owned): the endpoint that discovery found */
  char *user; /* (owned): login name, "" where a token alone signs in */

  char *mapping;     /* (owned): a site profile, "" for kinds that need none */
  char *certificate; /* (owned): the fingerprint that the user trusts it by, "" for none */

  char *zone; /* (owned): "Europe/Paris" or "+02:00", "" while unknown */
  int rights; /* MarbreSiteRights, MARBRE_SITE_RIGHTS_UNKNOWN */

  MarbreSiteProfile profile;
};

G_DEFINE_FINAL_TYPE (MarbreSite, marbre_site, G_TYPE_OBJECT)

static void
marbre_site_finalize (GObject *object)
{
  MarbreSite *self = MARBRE_SITE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->api, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->mapping, g_free);
  g_clear_pointer (&self->certificate, g_free);
  g_clear_pointer (&self->zone, g_free);
  G_OBJECT_CLASS (marbre_site_parent_class)->finalize (object);
}

static void
marbre_site_class_init (MarbreSiteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_site_finalize;
}

static void
marbre_site_init (MarbreSite *self)
{
  self->mapping = g_strdup ("");
  self->certificate = g_strdup ("");
  self->zone = g_strdup ("");
  self->rights = MARBRE_SITE_RIGHTS_UNKNOWN;
}

static char *
without_slash (const char *url)
{
  gsize length = strlen (url);

  while (length > 0 && url[length - 1] == '/')
    length--;
  return g_strndup (url, length);
}

/**
 * marbre_site_new:
 * @id: (nullable): its UUID, or %NULL for a new site
 * @name: what the newsroom calls it
 * @kind: the REST kind
 * @url: the public address; slashes at its end are dropped
 * @api: the endpoint's address
 * @user: (nullable): login name
 *
 * Returns: (transfer full): a site
 */
MarbreSite *
marbre_site_new (const char *id,
                 const char *name,
                 const char *kind,
                 const char *url,
                 const char *api,
                 const char *user)
{
  MarbreSite *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);
  g_return_val_if_fail (api != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_SITE, NULL);
  self->id = id ? g_strdup (id) : g_uuid_string_random ();
  self->name = g_strdup (name);
  self->kind = g_strdup (kind);
  self->url = without_slash (url);
  self->api = g_strdup (api);
  self->user = g_strdup (user ? user : "");
  return self;
}

/**
 * marbre_site_copy:
 *
 * Returns: (transfer full): the same site for another thread
 */
MarbreSite *
marbre_site_copy (MarbreSite *self)
{
  MarbreSite *copy;

  g_return_val_if_fail (MARBRE_IS_SITE (self), NULL);

  copy = marbre_site_new (self->id, self->name, self->kind, self->url, self->api, self->user);
  marbre_site_set_mapping (copy, self->mapping);
  marbre_site_set_certificate (copy, self->certificate);
  marbre_site_set_zone (copy, self->zone);
  copy->rights = self->rights;
  copy->profile = self->profile;
  return copy;
}

/**
 * marbre_site_get_id:
 *
 * Returns: the site's UUID
 */
const char *
marbre_site_get_id (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), "");
  return self->id;
}

/**
 * marbre_site_get_name:
 *
 * Returns: what the newsroom calls it
 */
const char *
marbre_site_get_name (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), "");
  return self->name;
}

/**
 * marbre_site_get_kind:
 *
 * Returns: the REST kind
 */
const char *
marbre_site_get_kind (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), "");
  return self->kind;
}

/**
 * marbre_site_get_url:
 *
 * Returns: the public address, without a slash at its end
 */
const char *
marbre_site_get_url (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), "");
  return self->url;
}

/**
 * marbre_site_get_api:
 *
 * Returns: the endpoint's address
 */
const char *
marbre_site_get_api (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), "");
  return self->api;
}

/**
 * marbre_site_get_user:
 *
 * Returns: the login name, "" where a token alone signs in
 */
const char *
marbre_site_get_user (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), "");
  return self->user;
}

/**
 * marbre_site_is_embedded:
 *
 * Returns: %TRUE for the site that Marbre itself serves
 */
gboolean
marbre_site_is_embedded (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), FALSE);
  return g_str_equal (self->kind, MARBRE_SITE_EMBEDDED);
}

/**
 * marbre_site_get_profile:
 *
 * Returns: (transfer none): what the site's pages have room for
 */
const MarbreSiteProfile *
marbre_site_get_profile (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), NULL);
  return &self->profile;
}

/**
 * marbre_site_set_profile:
 * @profile: what the site's pages have room for; copied
 */
void
marbre_site_set_profile (MarbreSite *self, const MarbreSiteProfile *profile)
{
  g_return_if_fail (MARBRE_IS_SITE (self));
  g_return_if_fail (profile != NULL);
  self->profile = *profile;
}

/**
 * marbre_site_get_mapping:
 *
 * Returns: the site profile that says how to talk to it, "" for kinds that need none
 */
const char *
marbre_site_get_mapping (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), "");
  return self->mapping;
}

/**
 * marbre_site_set_mapping:
 * @mapping: a site profile, JSON
 */
void
marbre_site_set_mapping (MarbreSite *self, const char *mapping)
{
  g_return_if_fail (MARBRE_IS_SITE (self));
  g_return_if_fail (mapping != NULL);
  marbre_set_str (&self->mapping, mapping);
}

/**
 * marbre_site_get_certificate:
 *
 * Returns: the fingerprint of the one certificate that the user trusts the site by, "" where the
 *   computer's own authorities decide
 */
const char *
marbre_site_get_certificate (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), "");
  return self->certificate;
}

/**
 * marbre_site_set_certificate:
 * @certificate: a SHA-256, hexadecimal, or "" for none
 */
void
marbre_site_set_certificate (MarbreSite *self, const char *certificate)
{
  g_return_if_fail (MARBRE_IS_SITE (self));
  g_return_if_fail (certificate != NULL);
  marbre_set_str (&self->certificate, certificate);
}

/**
 * marbre_site_get_zone:
 *
 * Returns: the time zone that the site's dates are in, "" while unknown
 */
const char *
marbre_site_get_zone (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), "");
  return self->zone;
}

/**
 * marbre_site_set_zone:
 * @zone: "Europe/Paris", "+02:00" or ""
 */
void
marbre_site_set_zone (MarbreSite *self, const char *zone)
{
  g_return_if_fail (MARBRE_IS_SITE (self));
  g_return_if_fail (zone != NULL);
  marbre_set_str (&self->zone, zone);
}

/**
 * marbre_site_dup_zone:
 *
 * Returns: (transfer full) (nullable): its time zone, %NULL while unknown or if this computer does
 *   not know it
 */
GTimeZone *
marbre_site_dup_zone (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), NULL);
  return *self->zone ? g_time_zone_new_identifier (self->zone) : NULL;
}

/**
 * marbre_site_get_rights:
 *
 * Returns: what the account may do there, as #MarbreSiteRights, or %MARBRE_SITE_RIGHTS_UNKNOWN
 */
int
marbre_site_get_rights (MarbreSite *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE (self), MARBRE_SITE_RIGHTS_UNKNOWN);
  return self->rights;
}

/**
 * marbre_site_set_rights:
 * @rights: #MarbreSiteRights, or %MARBRE_SITE_RIGHTS_UNKNOWN
 */
void
marbre_site_set_rights (MarbreSite *self, int rights)
{
  g_return_if_fail (MARBRE_IS_SITE (self));
  self->rights = rights;
}

/**
 * marbre_site_owns_url:
 * @url: an absolute URL
 *
 * Returns: %TRUE if @url lies under the site's public address
 */
gboolean
marbre_site_owns_url (MarbreSite *self, const char *url)
{
  gsize length;

  g_return_val_if_fail (MARBRE_IS_SITE (self), FALSE);
  g_return_val_if_fail (url != NULL, FALSE);

  length = strlen (self->url);
  return strncmp (url, self->url, length) == 0 && (url[length] == '\0' || url[length] == '/');
}
