/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes pictures into the archive's media store: files, pixels, and addresses that a browser
 * dragged. Not for putting them into a story. Main thread; reading, decoding and storing are
 * elsewhere.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-archive.h"
#include "marbre-fetcher.h"

G_BEGIN_DECLS

/**
 * MarbreImported:
 * @media: (owned): the picture under its name in the store, with what its file says of it
 * @thumbnail: (owned) (nullable): what it looks like
 */
typedef struct
{
  MarbreMedia *media;
  GdkPaintable *thumbnail;
} MarbreImported;

/**
 * MarbrePictureReport:
 * @pictures: (owned) (element-type MarbreImported): those that are in the store now, in order
 * @errors: (owned) (element-type utf8): a sentence for each of the others
 */
typedef struct
{
  GPtrArray *pictures;
  GPtrArray *errors;
} MarbrePictureReport;

void                 marbre_picture_import_async  (MarbreArchive        *archive,
                                                   MarbreFetcher        *fetcher,
                                                   GListModel           *items,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
MarbrePictureReport *marbre_picture_import_finish (GAsyncResult         *result,
                                                   GError              **error)
                                                   G_GNUC_WARN_UNUSED_RESULT;
void                 marbre_picture_report_free   (MarbrePictureReport  *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbrePictureReport, marbre_picture_report_free)

G_END_DECLS
