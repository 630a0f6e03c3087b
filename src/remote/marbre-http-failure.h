/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests that got no answer, or one from somewhere else: what happened and what to do, as
 * MARBRE_REMOTE_ERROR. For whoever speaks through MarbreHttp. Any thread.
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

GError *marbre_http_proxy_error   (gboolean       sign_in) G_GNUC_WARN_UNUSED_RESULT;
GError *marbre_http_moved_error   (GUri          *target) G_GNUC_WARN_UNUSED_RESULT;
GError *marbre_http_failure_error (SoupMessage   *message,
                                   const GError  *failure,
                                   const char    *trusted,
                                   gboolean       sent) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
