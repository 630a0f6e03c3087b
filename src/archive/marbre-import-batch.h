/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some of the stories of an import, read on one thread and then written on the writer's in one
 * transaction, while the next are read. Private to the archive.
 */
#pragma once

#include "marbre-database.h"
#include "marbre-import-report.h"
#include "marbre-story-text.h"

G_BEGIN_DECLS

typedef struct _MarbreImportBatch MarbreImportBatch;

MarbreImportBatch *marbre_import_batch_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void               marbre_import_batch_free        (MarbreImportBatch  *self);
void               marbre_import_batch_take_line   (MarbreImportBatch  *self,
                                                    guint64             number,
                                                    const char         *line,
                                                    gsize               length,
                                                    MarbreTermsCounter *counter);
void               marbre_import_batch_skip        (MarbreImportBatch  *self,
                                                    guint64             number,
                                                    const char         *message);
gboolean           marbre_import_batch_is_full     (MarbreImportBatch  *self);
gboolean           marbre_import_batch_write       (MarbreImportBatch  *self,
                                                    MarbreDatabase     *database,
                                                    GError            **error);
void               marbre_import_batch_report      (MarbreImportBatch  *self,
                                                    MarbreImportReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreImportBatch, marbre_import_batch_free)

G_END_DECLS
