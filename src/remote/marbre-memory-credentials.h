/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * MarbreCredentials that are forgotten when the program ends: for the embedded site's token, which
 * is made anew, for machines without a keyring, and for tests. Any thread.
 */
#pragma once

#include "marbre-credentials.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_MEMORY_CREDENTIALS (marbre_memory_credentials_get_type ())
G_DECLARE_FINAL_TYPE (MarbreMemoryCredentials,
                      marbre_memory_credentials,
                      MARBRE,
                      MEMORY_CREDENTIALS,
                      GObject)

MarbreCredentials *marbre_memory_credentials_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
