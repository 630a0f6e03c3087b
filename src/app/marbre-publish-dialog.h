/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last look before a story goes out: where to, when, under which address, and what is still
 * wrong with it. Not for sending it. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-posting.h"
#include "marbre-site.h"
#include "marbre-story.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_PUBLISH_DIALOG (marbre_publish_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePublishDialog, marbre_publish_dialog, MARBRE, PUBLISH_DIALOG, AdwWindow)

GtkWidget   *marbre_publish_dialog_new       (GtkWindow           *parent,
                                              GListModel          *sites,
                                              MarbreSite          *site,
                                              MarbreStory         *story,
                                              GPtrArray           *checks,
                                              const char          *status,
                                              const MarbrePosting *posting)
                                              G_GNUC_WARN_UNUSED_RESULT;
MarbreStory *marbre_publish_dialog_get_story (MarbrePublishDialog *self);

G_END_DECLS
