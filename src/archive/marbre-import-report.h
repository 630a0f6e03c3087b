/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an import did. A plain value that belongs to whoever asked for it.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Bad lines that a report describes; those after them are only counted. */
#define MARBRE_IMPORT_MAX_ERRORS 1000

/**
 * MarbreImportError:
 *
 * A line that was skipped.
 */
typedef struct
{
  guint64 line;  /* from 1 */
  char *message; /* (owned): why */
} MarbreImportError;

/**
 * MarbreImportReport:
 *
 * Counts of lines; empty lines are not counted.
 */
typedef struct
{
  guint64 imported; /* new stories */
  guint64 updated;  /* stories that said something else before */
  guint64 unchanged;
  guint64 skipped;   /* bad lines */
  GPtrArray *errors; /* (owned) (element-type MarbreImportError) */
} MarbreImportReport;

/**
 * MarbreImportProgress:
 * @lines: lines read so far
 * @bytes: bytes read so far
 *
 * Called now and then in the main context of the caller of marbre_archive_import_async().
 */
typedef void (*MarbreImportProgress) (guint64  lines,
                                      guint64  bytes,
                                      gpointer user_data);

#define MARBRE_TYPE_IMPORT_REPORT (marbre_import_report_get_type ())
GType               marbre_import_report_get_type (void);
MarbreImportReport *marbre_import_report_new      (void) G_GNUC_WARN_UNUSED_RESULT;
MarbreImportReport *marbre_import_report_copy     (const MarbreImportReport *self)
    G_GNUC_WARN_UNUSED_RESULT;
void                marbre_import_report_free     (MarbreImportReport       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreImportReport, marbre_import_report_free)

G_END_DECLS
