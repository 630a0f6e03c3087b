/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk of one window: ties the story being written to the editor, the preview, the sidebar and
 * the archive, which do not know each other. Not for publishing and not for the window's chrome.
 * Main thread.
 */
#pragma once

#include "marbre-autosave.h"
#include "marbre-editor.h"
#include "marbre-measure.h"
#include "marbre-reader.h"
#include "marbre-sidebar.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_DESK (marbre_desk_get_type ())
G_DECLARE_FINAL_TYPE (MarbreDesk, marbre_desk, MARBRE, DESK, GObject)

MarbreDesk      *marbre_desk_new             (MarbreArchive        *archive,
                                              MarbreEditor         *editor,
                                              MarbreReader         *reader,
                                              MarbreSidebar        *sidebar)
                                              G_GNUC_WARN_UNUSED_RESULT;
void             marbre_desk_set_site        (MarbreDesk           *self,
                                              MarbreSite           *site);
MarbreDocument  *marbre_desk_get_document    (MarbreDesk           *self);
MarbreBlocks    *marbre_desk_get_blocks      (MarbreDesk           *self);
const MarbreMeasure *marbre_desk_get_measure (MarbreDesk           *self);
MarbreSaveState  marbre_desk_get_save_state  (MarbreDesk           *self);
const GError    *marbre_desk_get_save_error  (MarbreDesk           *self);
void             marbre_desk_new_story       (MarbreDesk           *self,
                                              const char           *language,
                                              const char           *byline);
void             marbre_desk_open_async      (MarbreDesk           *self,
                                              const char           *id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean         marbre_desk_open_finish     (MarbreDesk           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void             marbre_desk_read            (MarbreDesk           *self,
                                              const char           *id);
void             marbre_desk_insert_read_also (MarbreDesk          *self,
                                              const char           *headline,
                                              const char           *url);
void             marbre_desk_insert_stories  (MarbreDesk           *self,
                                              GListModel           *stories);
void             marbre_desk_flush_async     (MarbreDesk           *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean         marbre_desk_flush_finish    (MarbreDesk           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
