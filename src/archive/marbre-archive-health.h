/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How an archive is, as far as anybody noticed.
 */
#pragma once

/**
 * MarbreArchiveHealth:
 * @MARBRE_ARCHIVE_WHOLE: nothing is known to be wrong
 * @MARBRE_ARCHIVE_FILLING: the index is being made, after an update or because it was not finished
 *   last time; until then searches miss stories
 * @MARBRE_ARCHIVE_MENDING: the index was damaged and is being made anew from the stories; the same
 * @MARBRE_ARCHIVE_DAMAGED: something else than the index is damaged; restore a backup
 */
typedef enum
{
  MARBRE_ARCHIVE_WHOLE,
  MARBRE_ARCHIVE_FILLING,
  MARBRE_ARCHIVE_MENDING,
  MARBRE_ARCHIVE_DAMAGED,
} MarbreArchiveHealth;
