/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a preview shows beside the story's own text: pictures of the store, and, if the user allows
 * it for that story, pictures and link cards from the web. Keeps what the user said. Main thread.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-fetcher.h"
#include "marbre-preview.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_WEB_CONTENT (marbre_web_content_get_type ())
G_DECLARE_FINAL_TYPE (MarbreWebContent, marbre_web_content, MARBRE, WEB_CONTENT, GObject)

MarbreWebContent *marbre_web_content_new         (MarbreArchive        *archive)
                                                  G_GNUC_WARN_UNUSED_RESULT;
void              marbre_web_content_set_preview (MarbreWebContent     *self,
                                                  MarbrePreview        *preview);
void              marbre_web_content_show_story  (MarbreWebContent     *self,
                                                  const char           *id);
MarbreFetcher    *marbre_web_content_get_fetcher (MarbreWebContent     *self);
gboolean          marbre_web_content_get_allowed (MarbreWebContent     *self);
void              marbre_web_content_set_allowed (MarbreWebContent     *self,
                                                  gboolean              allowed);
void              marbre_web_content_load        (const char           *name,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              callback_data,
                                                  gpointer              data);
GBytes           *marbre_web_content_finish      (GAsyncResult         *result,
                                                  char                **mime,
                                                  gpointer              data,
                                                  GError              **error)
                                                  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
