/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A site: one REST endpoint with its profile. Not the secret (the credential store has it) and not
 * the connection. Immutable but for what set-up learns; belongs to one thread at a time.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The kind of the site that Marbre itself serves. It speaks Micropub; only its set-up differs. */
#define MARBRE_SITE_EMBEDDED "embedded"

#define MARBRE_TYPE_SITE (marbre_site_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSite, marbre_site, MARBRE, SITE, GObject)

MarbreSite *marbre_site_new          (const char *id,
                                      const char *name,
                                      const char *kind,
                                      const char *url,
                                      const char *api,
                                      const char *user) G_GNUC_WARN_UNUSED_RESULT;
MarbreSite *marbre_site_copy         (MarbreSite *self) G_GNUC_WARN_UNUSED_RESULT;
const char *marbre_site_get_id       (MarbreSite *self);
const char *marbre_site_get_name     (MarbreSite *self);
const char *marbre_site_get_kind     (MarbreSite *self);
const char *marbre_site_get_url      (MarbreSite *self);
const char *marbre_site_get_api      (MarbreSite *self);
const char *marbre_site_get_user     (MarbreSite *self);
gboolean    marbre_site_is_embedded  (MarbreSite *self);
gboolean    marbre_site_owns_url     (MarbreSite *self,
                                      const char *url);

G_END_DECLS
