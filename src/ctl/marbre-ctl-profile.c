/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Site profiles on the command line; see marbre-ctl-profile.h.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include "marbre-ctl-profile.h"

#include "marbre-ctl-output.h"
#include "marbre-generic.h"
#include "marbre-mapping.h"

/* The profile that @name means: one that comes with Marbre, or a file. */
static MarbreMapping *
load_profile (const char *name, GError **error)
{
  g_autoptr (GFile) file = NULL;
  MarbreMapping *ours = marbre_mapping_load_ours (name);

  if (ours != NULL)
    return ours;
  file = g_file_new_for_commandline_arg (name);
  return marbre_mapping_load_sync (file, NULL, error);
}

/**
 * marbre_ctl_profile_make_site:
 * @profile: one that comes with Marbre, or a file
 * @address: where the system's API is
 * @error: what is wrong with either
 *
 * A system that only its profile describes has nothing to be found by.
 *
 * Returns: (transfer full) (nullable): the site
 */
MarbreSite *
marbre_ctl_profile_make_site (const char *profile, const char *address, GError **error)
{
  g_autoptr (MarbreMapping) mapping = load_profile (profile, error);

  return mapping ? marbre_generic_make_site (mapping, address, error) : NULL;
}

/**
 * marbre_ctl_profile_run: implements MarbreCtlCommand.run
 *
 * Reads a site profile and says where it is wrong.
 */
MarbreCtlStatus
marbre_ctl_profile_run (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreMapping) mapping = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  mapping = load_profile (arguments[0], &error);
  if (mapping == NULL)
    return marbre_ctl_failed (error);
  marbre_ctl_write_text (marbre_mapping_get_name (mapping));
  return MARBRE_CTL_OK;
}
