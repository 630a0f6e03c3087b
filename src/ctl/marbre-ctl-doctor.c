/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command site test; see marbre-ctl-doctor.h.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include "marbre-ctl-doctor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-certificate.h"
#include "marbre-compat.h"
#include "marbre-ctl-newsroom.h"
#include "marbre-ctl-output.h"
#include "marbre-doctor.h"

/**
 * marbre_ctl_doctor_read_print:
 * @text: a SHA-256 as a person copies it: hexadecimal, with colons or without
 *
 * Returns: (transfer full) (nullable): as the archive keeps it, %NULL if it is none
 */
char *
marbre_ctl_doctor_read_print (const char *text)
{
  g_autoptr (GString) print = g_string_new (NULL);

  for (; *text; text++)
    if (g_ascii_isxdigit (*text))
      g_string_append_c (print, g_ascii_tolower (*text));
    else if (*text != ':' && *text != ' ')
      return NULL;
  return print->len == 64 ? marbre_string_steal (g_steal_pointer (&print)) : NULL;
}

/* Keeps what the user trusts with the site. */
static gboolean
trust (MarbreCtlNewsroom *newsroom, MarbreSite *site, const char *print, GError **error)
{
  marbre_site_set_certificate (site, print);
  return marbre_archive_save_site_sync (newsroom->archive, site, NULL, error);
}

static MarbreCtlStatus
write_report (MarbreDoctorReport *report)
{
  g_autofree char *text = marbre_doctor_report_to_text (report);

  marbre_ctl_write_text (text);
  if (report->certificate)
    {
      g_autofree char *certificate = marbre_certificate_describe (report->certificate);

      marbre_ctl_write_text ("");
      marbre_ctl_write_text (certificate);
      marbre_ctl_write_text (_ ("If whoever runs the site gives you the same fingerprint, add "
                                "--trust and the fingerprint to this command."));
    }
  return marbre_doctor_report_is_good (report) ? MARBRE_CTL_OK : MARBRE_CTL_FAILED;
}

/**
 * marbre_ctl_doctor_run: implements MarbreCtlCommand.run
 *
 * Goes the way to a site.
 */
MarbreCtlStatus
marbre_ctl_doctor_run (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  g_autofree char *trusted = NULL;
  const GOptionEntry entries[] = {
    { "trust", 0, 0, G_OPTION_ARG_STRING, &trusted,
      N_ ("Trust the site by its certificate with this fingerprint"), N_ ("SHA256") },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (MarbreSite) site = NULL;
  g_autoptr (MarbreSite) ready = NULL;
  g_autoptr (MarbreDoctorReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *print = NULL;
  g_autofree char *secret = NULL;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  print = trusted ? marbre_ctl_doctor_read_print (trusted) : NULL;
  if (trusted && print == NULL)
    return marbre_ctl_misused (_ ("A certificate’s fingerprint (SHA-256) has 64 digits."));
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom != NULL)
    site = marbre_ctl_newsroom_get_site (newsroom, arguments[0], &error);
  if (site != NULL && (print == NULL || trust (newsroom, site, print, &error)))
    ready = marbre_ctl_newsroom_prepare (site, NULL, newsroom, &error);
  if (ready == NULL)
    return marbre_ctl_failed (error);
  secret =
      marbre_credentials_load_sync (newsroom->credentials, marbre_site_get_id (ready), NULL, NULL);
  report = marbre_doctor_examine_sync (ready, secret, NULL, &error);
  return report ? write_report (report) : marbre_ctl_failed (error);
}
