/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a story can stand at a site: what its kind can do and the account may, in the words of the
 * publish dialog. No widgets. Any thread.
 */
#pragma once

#include "marbre-posting.h"
#include "marbre-site.h"

G_BEGIN_DECLS

gboolean    marbre_publish_choice_is_there  (const MarbrePosting *posting);
gboolean    marbre_publish_choice_is_online (const MarbrePosting *posting);
gboolean    marbre_publish_choice_has_page  (const MarbrePosting *posting);
gboolean    marbre_publish_choice_is_shown  (const char          *status);
GStrv       marbre_publish_choice_list      (MarbreSite          *site,
                                             const MarbrePosting *posting)
    G_GNUC_WARN_UNUSED_RESULT;
const char *marbre_publish_choice_get_title (const char          *status,
                                             const MarbrePosting *posting);
const char *marbre_publish_choice_get_label (const char          *status,
                                             const MarbrePosting *posting);
char       *marbre_publish_choice_describe  (const char          *status,
                                             MarbreSite          *site,
                                             const MarbrePosting *posting)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
