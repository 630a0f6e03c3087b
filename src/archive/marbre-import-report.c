/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an import did; see marbre-import-report.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-import-report.h"

#include "marbre-import.h"

G_DEFINE_BOXED_TYPE (MarbreImportReport,
                     marbre_import_report,
                     marbre_import_report_copy,
                     marbre_import_report_free)

static void
import_error_free (MarbreImportError *error)
{
  g_free (error->message);
  g_free (error);
}

/**
 * marbre_import_report_new:
 *
 * Returns: (transfer full): a report of nothing
 */
MarbreImportReport *
marbre_import_report_new (void)
{
  MarbreImportReport *self = g_new0 (MarbreImportReport, 1);

  self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) import_error_free);
  return self;
}

/**
 * marbre_import_report_skip:
 * @line: from 1
 * @message: why
 *
 * Notes a line that was skipped; described are the first %MARBRE_IMPORT_MAX_ERRORS.
 */
void
marbre_import_report_skip (MarbreImportReport *self, guint64 line, const char *message)
{
  MarbreImportError *error;

  self->skipped++;
  if (self->errors->len >= MARBRE_IMPORT_MAX_ERRORS)
    return;
  error = g_new0 (MarbreImportError, 1);
  error->line = line;
  error->message = g_strdup (message);
  g_ptr_array_add (self->errors, error);
}

/**
 * marbre_import_report_add:
 * @other: of later lines
 *
 * Adds what @other says.
 */
void
marbre_import_report_add (MarbreImportReport *self, const MarbreImportReport *other)
{
  const guint64 skipped = self->skipped + other->skipped;

  for (guint i = 0; i < other->errors->len; i++)
    {
      const MarbreImportError *error = g_ptr_array_index (other->errors, i);

      marbre_import_report_skip (self, error->line, error->message);
    }
  self->imported += other->imported;
  self->updated += other->updated;
  self->unchanged += other->unchanged;
  self->skipped = skipped;
}

/**
 * marbre_import_report_copy:
 *
 * Returns: (transfer full): the same
 */
MarbreImportReport *
marbre_import_report_copy (const MarbreImportReport *self)
{
  MarbreImportReport *copy = marbre_import_report_new ();

  marbre_import_report_add (copy, self);
  return copy;
}

/**
 * marbre_import_report_free:
 * @self: (transfer full) (nullable): a report
 */
void
marbre_import_report_free (MarbreImportReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->errors);
  g_free (self);
}
