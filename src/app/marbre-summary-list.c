/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Newer rows in a list; see marbre-summary-list.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-summary-list.h"

#include <string.h>

#include "marbre-summary.h"

typedef const MarbreSpan *(*GetMatches) (MarbreSummary *summary, guint *n_matches);

static gboolean
same_matches (MarbreSummary *a, MarbreSummary *b, GetMatches get_matches)
{
  guint n_a, n_b;
  const MarbreSpan *matches_a = get_matches (a, &n_a);
  const MarbreSpan *matches_b = get_matches (b, &n_b);

  return n_a == n_b &&
         (n_a == 0 || memcmp (matches_a, matches_b, n_a * sizeof (MarbreSpan)) == 0);
}

/* Whether two rows would look the same. */
static gboolean
same_row (gpointer item, gpointer other)
{
  MarbreSummary *a = MARBRE_SUMMARY (item);
  MarbreSummary *b = MARBRE_SUMMARY (other);

  return g_str_equal (marbre_summary_get_id (a), marbre_summary_get_id (b)) &&
         g_str_equal (marbre_summary_get_headline (a), marbre_summary_get_headline (b)) &&
         g_str_equal (marbre_summary_get_section (a), marbre_summary_get_section (b)) &&
         g_str_equal (marbre_summary_get_url (a), marbre_summary_get_url (b)) &&
         g_str_equal (marbre_summary_get_snippet (a), marbre_summary_get_snippet (b)) &&
         g_str_equal (marbre_summary_get_remote_status (a), marbre_summary_get_remote_status (b)) &&
         same_matches (a, b, marbre_summary_get_matches) &&
         same_matches (a, b, marbre_summary_get_headline_matches) &&
         marbre_summary_get_state (a) == marbre_summary_get_state (b) &&
         marbre_summary_get_updated (a) / 60 == marbre_summary_get_updated (b) / 60;
}

static gboolean
same_row_at (GListStore *list, guint position, gpointer item)
{
  g_autoptr (MarbreSummary) old = g_list_model_get_item (G_LIST_MODEL (list), position);

  return same_row (old, item);
}

/**
 * marbre_summary_list_replace:
 * @list: (element-type MarbreSummary): the list that is shown
 * @offset: from where on
 * @rows: (element-type MarbreSummary): what stands there now
 *
 * Puts rows in place of what stands from @offset on. Rows that stay as they are, at both ends, are
 * not touched: the story being written is saved every second, and the list must not jump.
 */
void
marbre_summary_list_replace (GListStore *list, guint offset, GPtrArray *rows)
{
  guint old = g_list_model_get_n_items (G_LIST_MODEL (list)) - offset;
  guint head = 0;
  guint tail = 0;

  while (head < old && head < rows->len &&
         same_row_at (list, offset + head, g_ptr_array_index (rows, head)))
    head++;
  while (
      tail < old - head && tail < rows->len - head &&
      same_row_at (list, offset + old - 1 - tail, g_ptr_array_index (rows, rows->len - 1 - tail)))
    tail++;
  if (old - head - tail > 0 || rows->len - head - tail > 0)
    g_list_store_splice (list, offset + head, old - head - tail, rows->pdata + head,
                         rows->len - head - tail);
}
