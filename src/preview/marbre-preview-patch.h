/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the page shows, what it is to show, and the message that leads from one to the other. It
 * knows the script's language (JSON), not the view. Main thread only.
 */
#pragma once

#include "marbre-face.h"
#include "marbre-page.h"

G_BEGIN_DECLS

typedef struct _MarbrePreviewPatch MarbrePreviewPatch;

MarbrePreviewPatch *marbre_preview_patch_new (void) G_GNUC_WARN_UNUSED_RESULT;
void marbre_preview_patch_free (MarbrePreviewPatch *self);
void marbre_preview_patch_set_page (MarbrePreviewPatch *self,
                                    MarbrePage *page,
                                    MarbreBlocks *blocks);
void marbre_preview_patch_set_dark (MarbrePreviewPatch *self, gboolean dark);
void marbre_preview_patch_set_face (MarbrePreviewPatch *self, MarbreFace face);
void marbre_preview_patch_set_remote (MarbrePreviewPatch *self, gboolean allowed);
MarbrePage *marbre_preview_patch_get_page (MarbrePreviewPatch *self);
void marbre_preview_patch_set_line (MarbrePreviewPatch *self, double line);
void marbre_preview_patch_keep_line (MarbrePreviewPatch *self, double line);
void marbre_preview_patch_set_caret (MarbrePreviewPatch *self,
                                     const char *slot,
                                     guint line,
                                     guint note,
                                     int offset,
                                     gboolean reveal);
void marbre_preview_patch_reset (MarbrePreviewPatch *self, double line);
gboolean marbre_preview_patch_is_pending (MarbrePreviewPatch *self);
char *marbre_preview_patch_take (MarbrePreviewPatch *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbrePreviewPatch, marbre_preview_patch_free)

G_END_DECLS
