/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of sites and of what is at them: postings, uploads, sync marks. Private to the
 * archive; the functions run on the thread of the connection they are given, those that write more
 * than one row inside a transaction of their caller.
 */
#pragma once

#include "marbre-database.h"
#include "marbre-posting.h"
#include "marbre-site.h"

G_BEGIN_DECLS

gboolean   marbre_site_table_save_profile (MarbreDatabase       *database,
                                           MarbreSite           *site,
                                           GError              **error);
gboolean   marbre_site_table_save         (MarbreDatabase       *database,
                                           MarbreSite           *site,
                                           GError              **error);
GPtrArray *marbre_site_table_list         (MarbreDatabase       *database,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   marbre_site_table_remove       (MarbreDatabase       *database,
                                           const char           *site_id,
                                           GError              **error);
gboolean   marbre_site_table_move         (MarbreDatabase       *database,
                                           const char           *site_id,
                                           const char           *new_url,
                                           const char           *new_api,
                                           GError              **error);
gboolean   marbre_site_table_get_mark     (MarbreDatabase       *database,
                                           const char           *site_id,
                                           char                **mark,
                                           GError              **error);
gboolean   marbre_site_table_put_mark     (MarbreDatabase       *database,
                                           const char           *site_id,
                                           const char           *mark,
                                           GError              **error);
gboolean   marbre_site_table_get_posting  (MarbreDatabase       *database,
                                           const char           *story_id,
                                           const char           *site_id,
                                           MarbrePosting       **posting,
                                           GError              **error);
gboolean   marbre_site_table_find_posting (MarbreDatabase       *database,
                                           const char           *site_id,
                                           const char           *remote_id,
                                           MarbrePosting       **posting,
                                           GError              **error);
gboolean   marbre_site_table_put_posting  (MarbreDatabase       *database,
                                           const MarbrePosting  *posting,
                                           GError              **error);
gboolean   marbre_site_table_get_upload   (MarbreDatabase       *database,
                                           const char           *site_id,
                                           const char           *media_name,
                                           MarbreUpload        **upload,
                                           GError              **error);
gboolean   marbre_site_table_put_upload   (MarbreDatabase       *database,
                                           const MarbreUpload   *upload,
                                           GError              **error);

G_END_DECLS
