/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The secrets of all sites: the embedded site's token as the pressroom gave it, every other secret
 * from the desktop's secret store. Not a store itself. Any thread.
 */
#pragma once

#include "marbre-credentials.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_HOUSE_CREDENTIALS (marbre_house_credentials_get_type ())
G_DECLARE_FINAL_TYPE (MarbreHouseCredentials, marbre_house_credentials, MARBRE, HOUSE_CREDENTIALS,
                      GObject)

MarbreHouseCredentials *marbre_house_credentials_new       (MarbreCredentials      *store)
                                                            G_GNUC_WARN_UNUSED_RESULT;
void                    marbre_house_credentials_set_token (MarbreHouseCredentials *self,
                                                            const char             *site_id,
                                                            const char             *token);

G_END_DECLS
