/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks for what a site has lost, and for what its list of changes does not show: WordPress dates
 * the change of a new post that is back-dated back, too, and does not count as a change that a
 * scheduled post went online. Where the site lists ids alone, those are read when its count is not
 * ours, or once a day; elsewhere whenever a whole list was read.
 *
 * A post that is missing is asked for by itself before its story is marked as gone: an account that
 * lost its rights must not make a newsroom's archive look deleted.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-remote-error.h"
#include "marbre-sync-private.h"
#include "marbre-time.h"

#define SWEEP_SECONDS (24 * 60 * 60)
/* So many missing posts are asked for in one run; the others in the next. */
#define MAX_ASKED 500

static gboolean
is_gone (const MarbrePosting *ours)
{
  return g_str_equal (ours->status, MARBRE_POSTING_GONE) || g_str_equal (ours->status, "trash");
}

static gboolean
differs (const MarbrePosting *ours, const MarbrePostEntry *theirs)
{
  return is_gone (ours) ||
         (*theirs->version && !g_str_equal (ours->version, theirs->version)) ||
         (*theirs->status && !g_str_equal (ours->status, theirs->status));
}

/* Compares the site's ids with ours. What is found is taken out of @ours; what is new or changed
 * goes to @wanted. */
static gboolean
compare (MarbreSync *self, GHashTable *ours, GPtrArray *wanted, GError **error)
{
  const MarbreListing listing = { .only_entries = TRUE };
  gint64 seen = 0;

  marbre_lister_begin (self->lister, &listing, NULL);
  for (;;)
    {
      g_autoptr (MarbreListPage) page = NULL;
      g_autoptr (GPtrArray) entries = NULL;

      if (!marbre_lister_next (self->lister, &page, error))
        return FALSE;
      if (page == NULL)
        return TRUE;
      entries =
          marbre_endpoint_read_entries (marbre_lister_get_endpoint (self->lister), page, error);
      if (entries == NULL)
        return FALSE;
      for (guint i = 0; i < entries->len; i++)
        {
          const MarbrePostEntry *entry = g_ptr_array_index (entries, i);
          const MarbrePosting *posting = g_hash_table_lookup (ours, entry->remote_id);

          if (posting == NULL || differs (posting, entry))
            g_ptr_array_add (wanted, g_strdup (entry->remote_id));
          g_hash_table_remove (ours, entry->remote_id);
        }
      seen += entries->len;
      marbre_sync_telling_count (self->telling, MARBRE_SYNC_SWEEPING, seen, page->total);
    }
}

static gboolean
take_wanted (MarbreSync *self, GPtrArray *wanted, GCancellable *cancellable, GError **error)
{
  for (guint from = 0; from < wanted->len; from += MARBRE_LISTING_MAX_IDS)
    {
      const guint length = MIN (MARBRE_LISTING_MAX_IDS, wanted->len - from);
      g_autoptr (GPtrArray) ids = g_ptr_array_new ();
      MarbreListing listing = { 0 };

      for (guint i = 0; i < length; i++)
        g_ptr_array_add (ids, g_ptr_array_index (wanted, from + i));
      g_ptr_array_add (ids, NULL);
      listing.ids = (const char *const *) ids->pdata;
      if (!marbre_sync_take_list (self, &listing, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* Asks for a post that is missing. Only a site that says so has lost it. */
static gboolean
ask_for (MarbreSync *self, const MarbrePosting *ours, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MarbreRemotePost) post =
      marbre_lister_fetch (self->lister, ours->remote_id, &failure);

  if (g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND) &&
      marbre_remote_error_get_cause (failure) == MARBRE_CAUSE_UNKNOWN)
    {
      self->report.gone++;
      return marbre_archive_mark_gone_sync (self->archive, ours->story_id,
                                            marbre_site_get_id (self->site), cancellable, error);
    }
  if (g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE) ||
      g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TRY_LATER) ||
      g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static gboolean
ask_for_missing (MarbreSync *self, GHashTable *missing, GCancellable *cancellable, GError **error)
{
  GHashTableIter iter;
  gpointer posting;
  guint n = 0;

  g_hash_table_iter_init (&iter, missing);
  while (n < MAX_ASKED && g_hash_table_iter_next (&iter, NULL, &posting))
    {
      if (is_gone (posting))
        continue;
      if (!ask_for (self, posting, cancellable, error))
        return FALSE;
      n++;
    }
  return TRUE;
}

/* A list that had everything: what was not in it is missing. */
static gboolean
sweep_present (MarbreSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) ours = marbre_archive_list_postings_sync (
      self->archive, marbre_site_get_id (self->site), cancellable, error);
  GHashTableIter iter;
  gpointer id;

  if (ours == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->present);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_remove (ours, id);
  if (!ask_for_missing (self, ours, cancellable, error))
    return FALSE;
  self->state.swept = marbre_time_now ();
  return TRUE;
}

/* How many posts the site counts. */
static gboolean
ask_total (MarbreSync *self, gint64 *total, GError **error)
{
  const MarbreListing listing = { .only_total = TRUE };
  g_autoptr (MarbreListPage) page = NULL;

  marbre_lister_begin (self->lister, &listing, NULL);
  if (!marbre_lister_next (self->lister, &page, error))
    return FALSE;
  *total = page ? page->total : -1;
  return TRUE;
}

static gboolean
sweep_ids (MarbreSync *self, gint64 total, GCancellable *cancellable, GError **error)
{
  const char *site_id = marbre_site_get_id (self->site);
  g_autoptr (GHashTable) ours =
      marbre_archive_list_postings_sync (self->archive, site_id, cancellable, error);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);
  MarbrePresence presence;

  if (ours == NULL || !compare (self, ours, wanted, error) ||
      !take_wanted (self, wanted, cancellable, error) ||
      !ask_for_missing (self, ours, cancellable, error) ||
      !marbre_archive_count_postings_sync (self->archive, site_id, marbre_time_now (), &presence,
                                           cancellable, error))
    return FALSE;
  self->state.swept = marbre_time_now ();
  self->state.surplus = total - (gint64) presence.present;
  return TRUE;
}

/**
 * marbre_sync_sweep:
 * @cancellable: (nullable): stops it
 * @error: the endpoint's or the archive's
 *
 * Marks what the site does not have any more, and takes what its list did not show, if it is time.
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_sync_sweep (MarbreSync *self, GCancellable *cancellable, GError **error)
{
  MarbreEndpoint *endpoint = marbre_lister_get_endpoint (self->lister);
  const gint64 now = marbre_time_now ();
  MarbrePresence presence;
  gint64 total;

  if (self->present)
    return sweep_present (self, cancellable, error);
  if (!(marbre_endpoint_get_capabilities (endpoint) & MARBRE_CAN_SWEEP))
    return TRUE;
  if (!ask_total (self, &total, error) ||
      !marbre_archive_count_postings_sync (self->archive, marbre_site_get_id (self->site), now,
                                           &presence, cancellable, error))
    return FALSE;
  if (presence.due > 0 || total != (gint64) presence.present + self->state.surplus ||
      (self->state.swept != 0 && now - self->state.swept > SWEEP_SECONDS))
    return sweep_ids (self, total, cancellable, error);
  if (self->state.swept == 0)
    self->state.swept = now;
  return TRUE;
}
