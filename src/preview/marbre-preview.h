/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pane that shows a story as its reader will see it. It takes pages, never fetches anything but
 * the story's pictures through the injected loader, and never reaches the network.
 * Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks.h"
#include "marbre-card.h"
#include "marbre-face.h"
#include "marbre-page.h"

G_BEGIN_DECLS

/**
 * MarbreMediaLoadFunc:
 * @name: the picture's name in the media store, as the story mentions it; an http(s) address only
 *   after marbre_preview_set_remote_story()
 * @cancellable: (nullable): ends when the pane goes away
 * @callback: called on the main thread with the result
 * @callback_data: for @callback
 * @data: as given to marbre_preview_new()
 *
 * Starts to load a picture of the story.
 */
typedef void (*MarbreMediaLoadFunc) (const char          *name,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             callback_data,
                                     gpointer             data);

/**
 * MarbreMediaFinishFunc:
 * @result: what the load's callback received
 * @mime: (out) (transfer full) (nullable): the picture's type, %NULL if it is not known
 * @data: as given to marbre_preview_new()
 *
 * Returns: (transfer full) (nullable): the picture's bytes, %NULL with @error set
 */
typedef GBytes *(*MarbreMediaFinishFunc) (GAsyncResult  *result,
                                          char         **mime,
                                          gpointer       data,
                                          GError       **error);

#define MARBRE_TYPE_PREVIEW (marbre_preview_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePreview, marbre_preview, MARBRE, PREVIEW, GtkWidget)

GtkWidget *marbre_preview_new             (MarbreMediaLoadFunc    load,
                                           MarbreMediaFinishFunc  finish,
                                           gpointer               data);
void       marbre_preview_set_page        (MarbrePreview         *self,
                                           MarbrePage            *page,
                                           MarbreBlocks          *blocks);
void       marbre_preview_set_remote_story (MarbrePreview        *self,
                                            const char           *id);
void       marbre_preview_set_card        (MarbrePreview         *self,
                                           const char            *uri,
                                           const MarbreCard      *card,
                                           gboolean               remote);
guint      marbre_preview_get_remote_waiting (MarbrePreview      *self);
void       marbre_preview_scroll_to_line  (MarbrePreview         *self,
                                           double                 line);
double     marbre_preview_get_line        (MarbrePreview         *self);
void       marbre_preview_freeze          (MarbrePreview         *self);
void       marbre_preview_thaw            (MarbrePreview         *self);
void       marbre_preview_set_caret       (MarbrePreview         *self,
                                           const char            *slot,
                                           guint                  line,
                                           guint                  note,
                                           int                    offset,
                                           gboolean               reveal);
const char *marbre_preview_get_template   (MarbrePreview         *self);
void       marbre_preview_set_template    (MarbrePreview         *self,
                                           const char            *name);
MarbreFace marbre_preview_get_face        (MarbrePreview         *self);
void       marbre_preview_set_face        (MarbrePreview         *self,
                                           MarbreFace             face);
int        marbre_preview_get_page_width  (MarbrePreview         *self);
void       marbre_preview_set_page_width  (MarbrePreview         *self,
                                           int                    width);
void       marbre_preview_get_html_async  (MarbrePreview         *self,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
char      *marbre_preview_get_html_finish (MarbrePreview         *self,
                                           GAsyncResult          *result,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;

void       marbre_preview_set_layout_loader (MarbrePreview        *self,
                                           MarbreMediaLoadFunc    load,
                                           MarbreMediaFinishFunc  finish,
                                           gpointer               data);
void       marbre_preview_set_layout      (MarbrePreview         *self,
                                           const char            *path);
void       marbre_preview_pick_async      (MarbrePreview         *self,
                                           gboolean               wider,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
gboolean   marbre_preview_pick_finish     (MarbrePreview         *self,
                                           GAsyncResult          *result,
                                           guint                 *element,
                                           GError               **error);

G_END_DECLS
