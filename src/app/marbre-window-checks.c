/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks in the window: a correction that no key takes back can be taken back by a button, and a
 * finding in the publish dialog leads to its place. Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-correction.h"
#include "marbre-window-private.h"

static void
take_back_cb (MarbreWindow *self, AdwToast *toast)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  MarbreStory *before = g_object_get_data (G_OBJECT (toast), "before");
  MarbreStory *after = g_object_get_data (G_OBJECT (toast), "after");

  if (document == NULL || !marbre_correction_take_back (document, before, after))
    _marbre_window_toast (self, _("It was changed once more since, and stays as it is."));
}

static void
corrected_beside_cb (MarbreWindow *self, MarbreStory *before)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  MarbreStory *after = marbre_document_snapshot (document);
  gboolean tags =
      !g_strv_equal (marbre_story_get_tags (before), marbre_story_get_tags (after));
  AdwToast *toast = adw_toast_new (tags ? _("Tags corrected") : _("Field corrected"));

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_object_set_data_full (G_OBJECT (toast), "before", g_object_ref (before), g_object_unref);
  g_object_set_data_full (G_OBJECT (toast), "after", after, g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (take_back_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
check_chosen_cb (MarbreWindow *self, const MarbreCheck *check)
{
  marbre_copy_desk_go_to (self->copy_desk, check);
}

/* Listens to the copy desk and to the publisher, once there are both. */
void
_marbre_window_watch_checks (MarbreWindow *self)
{
  g_signal_connect_object (self->copy_desk, "corrected-beside", G_CALLBACK (corrected_beside_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->publisher, "check-chosen", G_CALLBACK (check_chosen_cb), self,
                           G_CONNECT_SWAPPED);
}
