/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preview's pane: the page of the story being written, or for a while a story of the archive to
 * read beside it. Not for editing either. Main thread.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-preview.h"
#include "marbre-printer.h"
#include "marbre-web-content.h"
#include "marbre-site.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_READER (marbre_reader_get_type ())
G_DECLARE_FINAL_TYPE (MarbreReader, marbre_reader, MARBRE, READER, GtkWidget)

GtkWidget     *marbre_reader_new         (MarbreArchive *archive) G_GNUC_WARN_UNUSED_RESULT;
MarbrePreview *marbre_reader_get_preview (MarbreReader  *self);
MarbreWebContent *marbre_reader_get_web_content (MarbreReader *self);
MarbreSite    *marbre_reader_get_site    (MarbreReader  *self);
void           marbre_reader_set_site    (MarbreReader  *self,
                                          MarbreSite    *site);
MarbrePage    *marbre_reader_get_page    (MarbreReader  *self);
MarbrePrinter *marbre_reader_create_printer (MarbreReader *self) G_GNUC_WARN_UNUSED_RESULT;
void           marbre_reader_set_page    (MarbreReader  *self,
                                          MarbrePage    *page);
void           marbre_reader_read        (MarbreReader  *self,
                                          MarbreStory   *story);
MarbreStory   *marbre_reader_get_reading (MarbreReader  *self);
void           marbre_reader_back        (MarbreReader  *self);

G_END_DECLS
