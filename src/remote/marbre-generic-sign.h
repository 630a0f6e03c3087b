/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in as a site profile says it: a token, a password, a header of the system's own, or a
 * signature of each request (HMAC, RFC 2104, with SHA-256). Any thread.
 */
#pragma once

#include "marbre-http.h"
#include "marbre-mapping.h"

G_BEGIN_DECLS

typedef struct _MarbreGenericSign MarbreGenericSign;

MarbreGenericSign *marbre_generic_sign_new   (MarbreMapping         *mapping,
                                              const char            *user,
                                              const char            *secret,
                                              GError               **error)
                                              G_GNUC_WARN_UNUSED_RESULT;
void               marbre_generic_sign_free  (MarbreGenericSign     *self);
void               marbre_generic_sign_add   (MarbreGenericSign     *self,
                                              const char            *method,
                                              GUri                  *uri,
                                              const MarbreHttpBody  *body,
                                              gint64                 now,
                                              SoupMessageHeaders    *headers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreGenericSign, marbre_generic_sign_free)

G_END_DECLS
