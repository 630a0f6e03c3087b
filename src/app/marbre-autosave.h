/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps one document in the archive while it is written (DESIGN §7), and says how that goes. Not
 * for files on disk and not for publishing. Main thread; the archive's writer does the work.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-document.h"

G_BEGIN_DECLS

/**
 * MarbreSaveState:
 * @MARBRE_SAVE_STATE_NEW: nothing worth keeping was written yet
 * @MARBRE_SAVE_STATE_SAVED: what the window shows is in the archive
 * @MARBRE_SAVE_STATE_PENDING: changed, to be saved within a second, or being saved
 * @MARBRE_SAVE_STATE_FAILED: could not be saved; the text is only in the window
 */
typedef enum
{
  MARBRE_SAVE_STATE_NEW,
  MARBRE_SAVE_STATE_SAVED,
  MARBRE_SAVE_STATE_PENDING,
  MARBRE_SAVE_STATE_FAILED,
} MarbreSaveState;

#define MARBRE_TYPE_AUTOSAVE (marbre_autosave_get_type ())
G_DECLARE_FINAL_TYPE (MarbreAutosave, marbre_autosave, MARBRE, AUTOSAVE, GObject)

MarbreAutosave *marbre_autosave_new          (MarbreArchive        *archive,
                                              MarbreDocument       *document,
                                              gboolean              stored)
                                              G_GNUC_WARN_UNUSED_RESULT;
MarbreSaveState marbre_autosave_get_state    (MarbreAutosave       *self);
const GError   *marbre_autosave_get_error    (MarbreAutosave       *self);
gboolean        marbre_autosave_is_ours      (MarbreAutosave       *self,
                                              MarbreStory          *stored);
GStrv           marbre_autosave_take_tags    (MarbreAutosave       *self,
                                              MarbreStory          *stored)
                                              G_GNUC_WARN_UNUSED_RESULT;
gboolean        marbre_autosave_is_clean     (MarbreAutosave       *self);
void            marbre_autosave_flush_async  (MarbreAutosave       *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean        marbre_autosave_flush_finish (MarbreAutosave       *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
