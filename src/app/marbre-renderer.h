/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Turns a document into blocks, and measures it, each time it changes: off the main thread, never
 * more than one rendering behind. Not for showing them (the preview and the sidebar do). Main
 * thread.
 */
#pragma once

#include "marbre-blocks.h"
#include "marbre-document.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_RENDERER (marbre_renderer_get_type ())
G_DECLARE_FINAL_TYPE (MarbreRenderer, marbre_renderer, MARBRE, RENDERER, GObject)

MarbreRenderer *marbre_renderer_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void            marbre_renderer_set_document (MarbreRenderer *self,
                                              MarbreDocument *document);
gboolean        marbre_renderer_is_behind    (MarbreRenderer *self);

G_END_DECLS
