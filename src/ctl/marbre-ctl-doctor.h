/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The connection doctor on the command line, and the fingerprints by which one trusts a site. One
 * thread, which may wait.
 */
#pragma once

#include "marbre-ctl.h"

G_BEGIN_DECLS

char            *marbre_ctl_doctor_read_print (const char              *text)
                                               G_GNUC_WARN_UNUSED_RESULT;
MarbreCtlStatus  marbre_ctl_doctor_run        (const MarbreCtlCommand  *command,
                                               MarbreCtl               *ctl,
                                               char                   **argv);

G_END_DECLS
