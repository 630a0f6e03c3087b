/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where marbrectl starts: translations, then the command. Nothing else.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <libintl.h>
#include <locale.h>

#include "marbre-ctl.h"

int
main (int argc, char *argv[])
{
  const char *locales =
      g_getenv ("TEXTDOMAINDIR"); /* gettext's own variable, for uninstalled runs */

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales ? locales : MARBRE_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return (int) marbre_ctl_main (argc, argv);
}
