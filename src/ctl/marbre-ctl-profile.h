/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Site profiles on the command line: those that come with Marbre by name, others as files. One
 * thread, which may wait.
 */
#pragma once

#include "marbre-ctl.h"
#include "marbre-site.h"

G_BEGIN_DECLS

MarbreSite      *marbre_ctl_profile_make_site (const char              *profile,
                                               const char              *address,
                                               GError                 **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
MarbreCtlStatus  marbre_ctl_profile_run       (const MarbreCtlCommand  *command,
                                               MarbreCtl               *ctl,
                                               char                   **argv);

G_END_DECLS
