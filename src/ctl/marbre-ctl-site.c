/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands on sites: site add, list, test and remove. Secrets come on standard input and go
 * into the desktop's keyring, nowhere else.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-ctl-doctor.h"
#include "marbre-ctl-input.h"
#include "marbre-ctl-newsroom.h"
#include "marbre-ctl-output.h"
#include "marbre-ctl-profile.h"
#include "marbre-ctl.h"
#include "marbre-discovery.h"
#include "marbre-generic.h"
#include "marbre-remote-error.h"

/* Kinds of sites that have an address and a secret. */
static const char *const remote_kinds[] = { "wordpress", "ghost", "micropub", MARBRE_SITE_GENERIC,
                                            NULL };

/* The site at @address whose API is of @kind. */
static MarbreSite *
discover (const char *kind, const char *address, const char *trusted, GError **error)
{
  g_autoptr (GPtrArray) found = marbre_discovery_run_sync (address, trusted, NULL, error);

  if (found == NULL)
    return NULL;
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (marbre_site_get_kind (g_ptr_array_index (found, i)), kind))
      return g_object_ref (g_ptr_array_index (found, i));
  g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
               _ ("The site offers no “%s”, but “%s”. Add it as that."), kind,
               marbre_site_get_kind (g_ptr_array_index (found, 0)));
  return NULL;
}

/* Is @name still free in the archive? */
static gboolean
check_name (MarbreCtlNewsroom *newsroom, const char *name, GError **error)
{
  g_autoptr (GPtrArray) sites = marbre_archive_list_sites_sync (newsroom->archive, NULL, error);

  for (guint i = 0; sites != NULL && i < sites->len; i++)
    if (g_str_equal (marbre_site_get_name (g_ptr_array_index (sites, i)), name))
      {
        g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                     _ ("There is a site “%s” already. Give another one with --name."), name);
        return FALSE;
      }
  return sites != NULL;
}

/* Signs in once, then keeps secret and site, in that order: a site without its secret is of no use,
 * and a secret without its site is taken back. */
static gboolean
add_site (MarbreCtlNewsroom *newsroom, MarbreSite *site, const char *secret, GError **error)
{
  g_autoptr (MarbreSiteReport) report = NULL;

  if (!check_name (newsroom, marbre_site_get_name (site), error))
    return FALSE;
  report = marbre_site_test_sync (site, secret, NULL, error);
  if (report)
    marbre_site_report_learn (report, site);
  if (report == NULL ||
      !marbre_credentials_store_sync (newsroom->keyring, marbre_site_get_id (site),
                                      marbre_site_get_kind (site), marbre_site_get_name (site),
                                      secret, NULL, error))
    return FALSE;
  if (!marbre_archive_save_site_sync (newsroom->archive, site, NULL, error))
    {
      marbre_credentials_clear_sync (newsroom->keyring, marbre_site_get_id (site), NULL, NULL);
      return FALSE;
    }
  marbre_ctl_write_text (report->text);
  return TRUE;
}

static MarbreCtlStatus
add_embedded (MarbreCtl *ctl)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreCtlNewsroom) newsroom = marbre_ctl_newsroom_open (ctl, TRUE, &error);
  g_autoptr (MarbreSite) site = NULL;

  if (newsroom != NULL)
    site = marbre_pressroom_prepare_sync (newsroom->pressroom, newsroom->archive, NULL, &error);
  if (site == NULL)
    return marbre_ctl_failed (error);
  marbre_ctl_write_text (marbre_site_get_name (site));
  return MARBRE_CTL_OK;
}

static MarbreCtlStatus
add_remote (MarbreCtl *ctl,
            char **arguments,
            const char *user,
            const char *name,
            const char *profile,
            const char *trusted)
{
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (MarbreSite) found = NULL;
  g_autoptr (MarbreSite) site = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = marbre_ctl_read_secret (&error);

  if (secret != NULL)
    newsroom = marbre_ctl_newsroom_open (ctl, TRUE, &error);
  if (newsroom != NULL)
    found = profile ? marbre_ctl_profile_make_site (profile, arguments[1], &error)
                    : discover (arguments[0], arguments[1], trusted, &error);
  if (found == NULL)
    return marbre_ctl_failed (error);
  site = marbre_site_new (NULL, name ? name : marbre_site_get_name (found),
                          marbre_site_get_kind (found), marbre_site_get_url (found),
                          marbre_site_get_api (found), user);
  marbre_site_set_mapping (site, marbre_site_get_mapping (found));
  marbre_site_set_certificate (site, trusted);
  return add_site (newsroom, site, secret, &error) ? MARBRE_CTL_OK : marbre_ctl_failed (error);
}

static MarbreCtlStatus
run_add (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  g_autofree char *user = NULL;
  g_autofree char *name = NULL;
  g_autofree char *profile = NULL;
  g_autofree char *trust = NULL;
  g_autofree char *print = NULL;
  const GOptionEntry entries[] = {
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("The login name"), N_ ("USER") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("What the newsroom calls the site"),
      N_ ("NAME") },
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &profile,
      N_ ("How to talk to it: ninjs, schema-org or a site profile"), N_ ("FILE") },
    { "trust", 0, 0, G_OPTION_ARG_STRING, &trust,
      N_ ("Trust the site by its certificate with this fingerprint"), N_ ("SHA256") },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  if (g_str_equal (arguments[0], MARBRE_SITE_EMBEDDED))
    return arguments[1] == NULL
               ? add_embedded (ctl)
               : marbre_ctl_misused (_ ("The embedded site has no address to give."));
  if (!g_strv_contains (remote_kinds, arguments[0]))
    return marbre_ctl_misused (
        _ ("“%s” is no kind of site. Give wordpress, ghost, micropub, generic or embedded."),
        arguments[0]);
  if (arguments[1] == NULL)
    return marbre_ctl_misused (_ ("The site’s address is missing."));
  if (user == NULL && g_str_equal (arguments[0], "wordpress"))
    return marbre_ctl_misused (_ ("The login name is missing: --user."));
  if ((profile == NULL) == g_str_equal (arguments[0], MARBRE_SITE_GENERIC))
    return marbre_ctl_misused (
        _ ("A generic site needs a profile (--profile), and no other kind takes one."));
  print = trust ? marbre_ctl_doctor_read_print (trust) : g_strdup ("");
  if (print == NULL)
    return marbre_ctl_misused (_ ("A certificate’s fingerprint (SHA-256) has 64 digits."));
  return add_remote (ctl, arguments, user, name, profile, print);
}

static void
write_sites (GPtrArray *sites, gboolean json)
{
  JsonArray *array = json ? json_array_new () : NULL;

  for (guint i = 0; i < sites->len; i++)
    {
      MarbreSite *site = g_ptr_array_index (sites, i);
      JsonObject *object;
      g_autofree char *line = NULL;

      if (!json)
        {
          line = g_strdup_printf ("%s\t%s\t%s\t%s", marbre_site_get_name (site),
                                  marbre_site_get_kind (site), marbre_site_get_url (site),
                                  marbre_site_get_user (site));
          marbre_ctl_write_text (line);
          continue;
        }
      object = json_object_new ();
      json_object_set_string_member (object, "id", marbre_site_get_id (site));
      json_object_set_string_member (object, "name", marbre_site_get_name (site));
      json_object_set_string_member (object, "kind", marbre_site_get_kind (site));
      json_object_set_string_member (object, "url", marbre_site_get_url (site));
      json_object_set_string_member (object, "api", marbre_site_get_api (site));
      json_object_set_string_member (object, "user", marbre_site_get_user (site));
      json_array_add_object_element (array, object);
    }
  if (json)
    marbre_ctl_write_array (array);
}

static MarbreCtlStatus
run_list (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom != NULL)
    sites = marbre_archive_list_sites_sync (newsroom->archive, NULL, &error);
  if (sites == NULL)
    return marbre_ctl_failed (error);
  write_sites (sites, json);
  return MARBRE_CTL_OK;
}

static MarbreCtlStatus
run_remove (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (MarbreSite) site = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom != NULL)
    site = marbre_ctl_newsroom_get_site (newsroom, arguments[0], &error);
  if (site == NULL ||
      !marbre_archive_remove_site_sync (newsroom->archive, marbre_site_get_id (site), NULL, &error))
    return marbre_ctl_failed (error);
  /* The site is gone even where no keyring answers. */
  if (!marbre_site_is_embedded (site) &&
      !marbre_credentials_clear_sync (newsroom->keyring, marbre_site_get_id (site), NULL, &error))
    g_printerr (_ ("The site is removed, its password is not: %s\n"), error->message);
  return MARBRE_CTL_OK;
}

const MarbreCtlCommand marbre_ctl_site_commands[] = {
  { "site add", "KIND [URL]",
    N_ ("Set up a site, its password, key or token on standard input; "
        "KIND: wordpress, ghost, micropub, generic, embedded."),
    1, 2, run_add },
  { "site profile", "FILE", N_ ("Check a site profile, for a site of the kind generic."), 1, 1,
    marbre_ctl_profile_run },
  { "site list", "", N_ ("List the sites."), 0, 0, run_list },
  { "site test", "NAME", N_ ("Go the way to a site step by step and say where it fails."), 1, 1,
    marbre_ctl_doctor_run },
  { "site remove", "NAME", N_ ("Forget a site and its password; its stories stay."), 1, 1,
    run_remove },
  { NULL },
};
