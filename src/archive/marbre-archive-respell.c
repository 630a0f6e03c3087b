/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's answer to a search that finds nothing. On the reader's thread.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"
#include "marbre-search-respell.h"

static gpointer
run_respell (MarbreArchive *archive,
             MarbreDatabase *database,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) own_error = NULL;
  char *meant = marbre_search_respell (database, data, cancellable, &own_error);

  if (own_error == NULL)
    return meant ? meant : g_strdup ("");
  g_propagate_error (error, g_steal_pointer (&own_error));
  return NULL;
}

static const MarbreJob respell_job = {
  .name = "respell a search",
  .lane = MARBRE_LANE_READER,
  .run = run_respell,
  .mends = TRUE,
  .free_data = g_free,
  .free_result = g_free,
};

/**
 * marbre_archive_respell_async:
 * @text: what the user typed, which found nothing
 *
 * Asks what was probably meant: words that no story has and that are one letter away from words of
 * stories are put right.
 */
void
marbre_archive_respell_async (MarbreArchive *self,
                              const char *text,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (text != NULL);
  marbre_archive_start (self, &respell_job, g_strdup (text), cancellable, callback, user_data);
}

/**
 * marbre_archive_respell_finish:
 *
 * Returns: (transfer full) (nullable): what to search for instead; "" if nothing is known; %NULL
 *   with an error
 */
char *
marbre_archive_respell_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &respell_job, result, error);
}
