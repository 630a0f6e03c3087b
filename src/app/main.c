/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the program starts: memory, translations, then the application. Nothing else.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "marbre-app-resources.h"
#include "marbre-application.h"
#include "marbre-spare-memory.h"

int
main (int argc, char *argv[])
{
  g_autoptr (MarbreApplication) application = NULL;
  /* gettext's own variable, for a run without installing. */
  const char *locales = g_getenv ("TEXTDOMAINDIR");

  marbre_spare_memory_limit ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales ? locales : MARBRE_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname (MARBRE_APP_ID);
  g_set_application_name (_("Marbre"));
  g_resources_register (marbre_app_get_resource ());

  application = marbre_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
