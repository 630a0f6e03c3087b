/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Certificates that no authority of this computer vouches for: a newsroom's own site may be trusted
 * by its certificate alone, once a person has said so, and never another one in its place. Any
 * thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char     *marbre_certificate_get_print (GTlsCertificate       *certificate)
                                        G_GNUC_WARN_UNUSED_RESULT;
char     *marbre_certificate_describe  (GTlsCertificate       *certificate)
                                        G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_certificate_is        (GTlsCertificate       *certificate,
                                        GTlsCertificateFlags   flags,
                                        const char            *trusted);
GError   *marbre_certificate_error     (GTlsCertificate       *certificate,
                                        GTlsCertificateFlags   flags,
                                        const char            *trusted)
                                        G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
