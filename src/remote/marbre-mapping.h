/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A site profile: how the articles of a system that Marbre does not know by name are made, found
 * and read. A person writes it (docs/site-profiles.md); data/site-profiles has its schema and the
 * profiles that come with Marbre. Immutable, so any thread may read.
 *
 * Not #MarbreSiteProfile, which is what a site's pages have room for.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A profile of all that the schema knows has 8 KB. */
#define MARBRE_MAPPING_MAX_BYTES (256 * 1024)

#define MARBRE_TYPE_MAPPING (marbre_mapping_get_type ())
G_DECLARE_FINAL_TYPE (MarbreMapping, marbre_mapping, MARBRE, MAPPING, GObject)

MarbreMapping     *marbre_mapping_parse         (GBytes               *bytes,
                                                 GError              **error)
                                                 G_GNUC_WARN_UNUSED_RESULT;
MarbreMapping     *marbre_mapping_load_sync     (GFile                *file,
                                                 GCancellable         *cancellable,
                                                 GError              **error)
                                                 G_GNUC_WARN_UNUSED_RESULT;
void               marbre_mapping_load_async    (GFile                *file,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
MarbreMapping     *marbre_mapping_load_finish   (GAsyncResult         *result,
                                                 GError              **error)
                                                 G_GNUC_WARN_UNUSED_RESULT;
MarbreMapping     *marbre_mapping_load_ours     (const char           *name)
                                                 G_GNUC_WARN_UNUSED_RESULT;
const char *const *marbre_mapping_list_ours     (void);
const char        *marbre_mapping_get_name      (MarbreMapping        *self);
const char        *marbre_mapping_get_text      (MarbreMapping        *self);
gboolean           marbre_mapping_needs_user    (MarbreMapping        *self);
JsonObject        *marbre_mapping_get_section   (MarbreMapping        *self,
                                                 const char           *name);
JsonObject        *marbre_mapping_get_request   (MarbreMapping        *self,
                                                 const char           *name);
JsonNode          *marbre_mapping_get_place     (MarbreMapping        *self,
                                                 const char           *field);

G_END_DECLS
