/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's errors, named by what the caller can do about them. Cancellation is not among them:
 * it is %G_IO_ERROR_CANCELLED everywhere.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MARBRE_ARCHIVE_ERROR (marbre_archive_error_quark ())

/**
 * MarbreArchiveError:
 * @MARBRE_ARCHIVE_ERROR_BUSY: another program or job holds it; try again
 * @MARBRE_ARCHIVE_ERROR_CORRUPT: the file is damaged or no database; restore a backup
 * @MARBRE_ARCHIVE_ERROR_TOO_NEW: a newer Marbre wrote it; update Marbre. The file was not touched
 * @MARBRE_ARCHIVE_ERROR_FOREIGN: a database of another program; choose another file. Not touched
 * @MARBRE_ARCHIVE_ERROR_FULL: no room on the disk; make room and try again
 * @MARBRE_ARCHIVE_ERROR_READ_ONLY: the file or its folder may not be written; change its rights
 * @MARBRE_ARCHIVE_ERROR_NOT_FOUND: there is no such story, picture, site or row
 * @MARBRE_ARCHIVE_ERROR_INVALID: the values cannot be kept; correct them
 * @MARBRE_ARCHIVE_ERROR_FAILED: anything else; the message has SQLite's words
 */
typedef enum
{
  MARBRE_ARCHIVE_ERROR_BUSY,
  MARBRE_ARCHIVE_ERROR_CORRUPT,
  MARBRE_ARCHIVE_ERROR_TOO_NEW,
  MARBRE_ARCHIVE_ERROR_FOREIGN,
  MARBRE_ARCHIVE_ERROR_FULL,
  MARBRE_ARCHIVE_ERROR_READ_ONLY,
  MARBRE_ARCHIVE_ERROR_NOT_FOUND,
  MARBRE_ARCHIVE_ERROR_INVALID,
  MARBRE_ARCHIVE_ERROR_FAILED,
} MarbreArchiveError;

GQuark marbre_archive_error_quark (void);

G_END_DECLS
