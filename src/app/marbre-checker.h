/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The checks with all that they are measured by: the house's rules from the file that the settings
 * name, the newsroom's tags, the limits of the site. The sidebar and the publish dialog ask the
 * same one. Main thread; the work is done on threads.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-blocks.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_CHECKER (marbre_checker_get_type ())
G_DECLARE_FINAL_TYPE (MarbreChecker, marbre_checker, MARBRE, CHECKER, GObject)

MarbreChecker *marbre_checker_new         (MarbreArchive        *archive,
                                           GSettings            *settings)
                                           G_GNUC_WARN_UNUSED_RESULT;
void           marbre_checker_set_site    (MarbreChecker        *self,
                                           MarbreSite           *site);
void           marbre_checker_set_links   (MarbreChecker        *self,
                                           GHashTable           *links);
const MarbreSiteProfile *marbre_checker_get_profile (MarbreChecker *self);
const char    *marbre_checker_get_problem (MarbreChecker        *self);
void           marbre_checker_run_async   (MarbreChecker        *self,
                                           MarbreStory          *story,
                                           MarbreBlocks         *blocks,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GPtrArray     *marbre_checker_run_finish  (MarbreChecker        *self,
                                           GAsyncResult         *result,
                                           GError              **error)
                                           G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
