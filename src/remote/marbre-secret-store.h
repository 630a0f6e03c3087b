/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * MarbreCredentials kept by the desktop's Secret Service through libsecret. Attributes hold the
 * site's id and kind only: libsecret keeps them in clear. Any thread with a main context.
 */
#pragma once

#include "marbre-credentials.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SECRET_STORE (marbre_secret_store_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSecretStore, marbre_secret_store, MARBRE, SECRET_STORE, GObject)

MarbreCredentials *marbre_secret_store_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
