/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading stories from JSON lines: one line at a time, of bounded length and depth. Knows no
 * database. Private to the archive; on the importing thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-import-report.h"
#include "marbre-story.h"

G_BEGIN_DECLS

/* The longest line, in bytes, and how deep its JSON may be nested: json-glib's parser recurses. */
#define MARBRE_IMPORT_MAX_LINE  (32 * 1024 * 1024)
#define MARBRE_IMPORT_MAX_DEPTH 32

typedef struct _MarbreLineReader MarbreLineReader;

MarbreLineReader *marbre_line_reader_new       (GInputStream        *stream)
    G_GNUC_WARN_UNUSED_RESULT;
void              marbre_line_reader_free      (MarbreLineReader    *self);
gboolean          marbre_line_reader_next      (MarbreLineReader    *self,
                                                const char         **line,
                                                gsize               *length,
                                                GCancellable        *cancellable,
                                                GError             **error);
guint64           marbre_line_reader_get_lines (MarbreLineReader    *self);
guint64           marbre_line_reader_get_bytes (MarbreLineReader    *self);
MarbreStory      *marbre_import_parse          (const char          *line,
                                                gsize                length,
                                                GError             **error)
    G_GNUC_WARN_UNUSED_RESULT;
void              marbre_import_report_add   (MarbreImportReport       *self,
                                              const MarbreImportReport *other);
void              marbre_import_report_skip    (MarbreImportReport  *report,
                                                guint64              line,
                                                const char          *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreLineReader, marbre_line_reader_free)

G_END_DECLS
