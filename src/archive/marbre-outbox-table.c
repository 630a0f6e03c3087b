/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox's table; see marbre-outbox-table.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-outbox-table.h"

#include <glib/gi18n.h>

#include "marbre-archive-error.h"
#include "marbre-compat.h"
#include "marbre-time.h"

#define COLUMNS                                                                                    \
  "id, story_id, site_id, operation, status, date, payload, payload_hash, client_ref, state,"      \
  " attempts, next_attempt, error_code, error_text, remote_id, remote_url, created, updated,"     \
  " pinned, guarded, password"

/* QUEUED, RETRY, NEEDS_USER and NEEDS_SIGN_IN, as in the index outbox_waiting. */
#define WAITING "(0, 4, 5, 6)"

/* DONE and CANCELLED. */
#define ENDED "(3, 7)"

static gboolean
is_waiting (MarbreOutboxState state)
{
  return state == MARBRE_OUTBOX_QUEUED || state == MARBRE_OUTBOX_RETRY ||
         state == MARBRE_OUTBOX_NEEDS_USER || state == MARBRE_OUTBOX_NEEDS_SIGN_IN;
}

static MarbreOutboxRow *
read_row (MarbreStatement *statement)
{
  const MarbreOutboxRow row = {
    .id = marbre_statement_get_int (statement, 0),
    .story_id = (char *) marbre_statement_get_text (statement, 1),
    .site_id = (char *) marbre_statement_get_text (statement, 2),
    .operation = (char *) marbre_statement_get_text (statement, 3),
    .status = (char *) marbre_statement_get_text (statement, 4),
    .date = marbre_statement_get_int (statement, 5),
    .payload = (char *) marbre_statement_get_text (statement, 6),
    .payload_hash = (char *) marbre_statement_get_text (statement, 7),
    .client_ref = (char *) marbre_statement_get_text (statement, 8),
    .state = (MarbreOutboxState) marbre_statement_get_int (statement, 9),
    .attempts = (guint) marbre_statement_get_int (statement, 10),
    .next_attempt = marbre_statement_get_int (statement, 11),
    .error_code = (char *) marbre_statement_get_text (statement, 12),
    .error_text = (char *) marbre_statement_get_text (statement, 13),
    .remote_id = (char *) marbre_statement_get_text (statement, 14),
    .remote_url = (char *) marbre_statement_get_text (statement, 15),
    .created = marbre_statement_get_int (statement, 16),
    .updated = marbre_statement_get_int (statement, 17),
    .pinned = (int) marbre_statement_get_int (statement, 18),
    .password = marbre_statement_get_int (statement, 19) < 0
                    ? NULL
                    : (char *) marbre_statement_get_text (statement, 20),
  };

  return marbre_outbox_row_copy (&row);
}

/**
 * marbre_outbox_table_load:
 * @row: (out) (transfer full) (nullable): %NULL if there is no such row
 *
 * Returns: %FALSE if the table could not be read
 */
gboolean
marbre_outbox_table_load (MarbreDatabase *database,
                          gint64 id,
                          MarbreOutboxRow **row,
                          GError **error)
{
  static const char sql[] = "SELECT " COLUMNS " FROM outbox WHERE id = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (MarbreOutboxRow) found = NULL;

  *row = NULL;
  marbre_statement_bind_int (statement, 1, id);
  if (marbre_statement_next (statement))
    found = read_row (statement);
  if (!marbre_statement_end (statement, error))
    return FALSE;
  *row = g_steal_pointer (&found);
  return TRUE;
}

/**
 * marbre_outbox_table_list:
 * @states: MARBRE_OUTBOX_STATE_BIT()s, 0 for all
 *
 * Returns: (transfer full) (nullable) (element-type MarbreOutboxRow): the rows, oldest first
 */
GPtrArray *
marbre_outbox_table_list (MarbreDatabase *database, guint states, GError **error)
{
  static const char sql[] = "SELECT " COLUMNS " FROM outbox"
                            "  WHERE ?1 = 0 OR (?1 >> state) & 1 ORDER BY id";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_outbox_row_free);

  marbre_statement_bind_int (statement, 1, states);
  while (marbre_statement_next (statement))
    g_ptr_array_add (rows, read_row (statement));
  return marbre_statement_end (statement, error) ? g_steal_pointer (&rows) : NULL;
}

/* The row of the same story and site that waits, other than @row itself. */
static gboolean
load_waiting (MarbreDatabase *database,
              const MarbreOutboxRow *row,
              MarbreOutboxRow **waiting,
              GError **error)
{
  static const char sql[] = "SELECT " COLUMNS " FROM outbox"
                            "  WHERE story_id = ?1 AND site_id = ?2 AND id <> ?3"
                            "    AND state IN " WAITING;
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (MarbreOutboxRow) found = NULL;

  *waiting = NULL;
  marbre_statement_bind_text (statement, 1, row->story_id);
  marbre_statement_bind_text (statement, 2, row->site_id);
  marbre_statement_bind_int (statement, 3, row->id);
  if (marbre_statement_next (statement))
    found = read_row (statement);
  if (!marbre_statement_end (statement, error))
    return FALSE;
  *waiting = g_steal_pointer (&found);
  return TRUE;
}

/* How the story is to stand there beside its status, as three parameters from @first. */
static void
bind_stand (MarbreStatement *statement, int first, const MarbreOutboxRow *row)
{
  marbre_statement_bind_int (statement, first, row->pinned);
  marbre_statement_bind_int (statement, first + 1, row->password ? 0 : -1);
  marbre_statement_bind_text (statement, first + 2, row->password ? row->password : "");
}

static gboolean
insert_row (MarbreDatabase *database, MarbreOutboxRow *row, GError **error)
{
  static const char sql[] =
      "INSERT INTO outbox (story_id, site_id, operation, status, date, payload, payload_hash,"
      "                    client_ref, state, attempts, next_attempt, error_code, error_text,"
      "                    remote_id, remote_url, created, updated, pinned, guarded, password)"
      "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?13, ?9, ?14, '', ?10, ?11, ?12, ?12, ?15, ?16,"
      "          ?17)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, row->story_id);
  marbre_statement_bind_text (statement, 2, row->site_id);
  marbre_statement_bind_text (statement, 3, row->operation);
  marbre_statement_bind_text (statement, 4, row->status);
  marbre_statement_bind_int (statement, 5, row->date);
  marbre_statement_bind_text (statement, 6, row->payload);
  marbre_statement_bind_text (statement, 7, row->payload_hash);
  marbre_statement_bind_text (statement, 8, row->client_ref);
  marbre_statement_bind_int (statement, 9, row->next_attempt);
  marbre_statement_bind_text (statement, 10, row->remote_id);
  marbre_statement_bind_text (statement, 11, row->remote_url);
  marbre_statement_bind_int (statement, 12, marbre_time_now ());
  marbre_statement_bind_int (statement, 13, row->attempts);
  marbre_statement_bind_text (statement, 14, row->error_code);
  bind_stand (statement, 15, row);
  if (!marbre_statement_run (statement, error))
    return FALSE;
  row->id = marbre_database_get_last_number (database);
  return TRUE;
}

static gboolean
write_row (MarbreDatabase *database, const MarbreOutboxRow *row, GError **error)
{
  static const char sql[] =
      "UPDATE outbox SET operation = ?2, status = ?3, date = ?4, payload = ?5, payload_hash = ?6,"
      "  client_ref = ?7, state = ?8, attempts = ?9, next_attempt = ?10, error_code = ?11,"
      "  error_text = ?12, remote_id = ?13, remote_url = ?14, updated = ?15, pinned = ?16,"
      "  guarded = ?17, password = ?18 WHERE id = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, row->id);
  marbre_statement_bind_text (statement, 2, row->operation);
  marbre_statement_bind_text (statement, 3, row->status);
  marbre_statement_bind_int (statement, 4, row->date);
  marbre_statement_bind_text (statement, 5, row->payload);
  marbre_statement_bind_text (statement, 6, row->payload_hash);
  marbre_statement_bind_text (statement, 7, row->client_ref);
  marbre_statement_bind_int (statement, 8, row->state);
  marbre_statement_bind_int (statement, 9, row->attempts);
  marbre_statement_bind_int (statement, 10, row->next_attempt);
  marbre_statement_bind_text (statement, 11, row->error_code);
  marbre_statement_bind_text (statement, 12, row->error_text);
  marbre_statement_bind_text (statement, 13, row->remote_id);
  marbre_statement_bind_text (statement, 14, row->remote_url);
  marbre_statement_bind_int (statement, 15, marbre_time_now ());
  bind_stand (statement, 16, row);
  return marbre_statement_run (statement, error);
}

/* Takes over what shall be sent; how it is sent (operation, client reference) stays, for the older
 * request may have reached the site. */
static void
take_payload (MarbreOutboxRow *row, const MarbreOutboxRow *newer)
{
  marbre_set_str (&row->status, newer->status);
  row->date = newer->date;
  row->pinned = newer->pinned;
  g_free (row->password);
  row->password = g_strdup (newer->password);
  marbre_set_str (&row->payload, newer->payload);
  marbre_set_str (&row->payload_hash, newer->payload_hash);
}

/* A row that was given up after requests had gone out may have left a post at the site. Whoever
 * publishes the story again goes on from there, so that the post is found and not made twice. */
static gboolean
take_reference (MarbreDatabase *database, MarbreOutboxRow *row, GError **error)
{
  static const char sql[] = "SELECT " COLUMNS " FROM outbox"
                            "  WHERE story_id = ?1 AND site_id = ?2 AND attempts > 0"
                            "    AND state IN " ENDED " ORDER BY id DESC LIMIT 1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (MarbreOutboxRow) last = NULL;

  row->attempts = 0;
  marbre_set_str (&row->error_code, "");
  marbre_statement_bind_text (statement, 1, row->story_id);
  marbre_statement_bind_text (statement, 2, row->site_id);
  if (marbre_statement_next (statement))
    last = read_row (statement);
  if (!marbre_statement_end (statement, error))
    return FALSE;
  if (last == NULL || last->state != MARBRE_OUTBOX_CANCELLED)
    return TRUE;
  row->attempts = last->attempts;
  marbre_set_str (&row->client_ref, last->client_ref);
  marbre_set_str (&row->error_code, last->error_code);
  marbre_set_str (&row->remote_id, last->remote_id);
  marbre_set_str (&row->remote_url, last->remote_url);
  return TRUE;
}

/**
 * marbre_outbox_table_enqueue:
 * @row: (inout): what to send; gets the id of its row
 * @error: %MARBRE_ARCHIVE_ERROR_INVALID if the archive has no such story or site
 *
 * Queues @row. If one of the same story and site waits already, that one gets the new payload and
 * is queued again; its operation, client reference and attempts stay.
 *
 * Returns: %FALSE if it could not be queued
 */
gboolean
marbre_outbox_table_enqueue (MarbreDatabase *database, MarbreOutboxRow *row, GError **error)
{
  g_autoptr (MarbreOutboxRow) waiting = NULL;

  row->id = 0;
  if (!load_waiting (database, row, &waiting, error))
    return FALSE;
  if (waiting == NULL)
    return take_reference (database, row, error) && insert_row (database, row, error);

  take_payload (waiting, row);
  waiting->state = MARBRE_OUTBOX_QUEUED;
  waiting->next_attempt = row->next_attempt;
  /* The code stays: it says whether the last request may have arrived. */
  marbre_set_str (&waiting->error_text, "");
  row->id = waiting->id;
  return write_row (database, waiting, error);
}

static gboolean
check_from (MarbreDatabase *database,
            const MarbreOutboxRow *row,
            MarbreOutboxState from,
            GError **error)
{
  g_autoptr (MarbreOutboxRow) stored = NULL;

  if (!marbre_outbox_table_load (database, row->id, &stored, error))
    return FALSE;
  if (stored == NULL)
    g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                         _ ("The outbox has no such entry"));
  else if (stored->state != from)
    g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_BUSY,
                 _ ("The outbox entry is in another state by now (%s)"),
                 marbre_outbox_state_get_name (stored->state));
  else
    return TRUE;
  return FALSE;
}

/* Is another row of the same story and site on its way? */
static gboolean
check_alone (MarbreDatabase *database, const MarbreOutboxRow *row, GError **error)
{
  static const char sql[] = "SELECT 1 FROM outbox WHERE story_id = ?1 AND site_id = ?2"
                            "  AND id <> ?3 AND state IN (1, 2)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  gboolean other;

  marbre_statement_bind_text (statement, 1, row->story_id);
  marbre_statement_bind_text (statement, 2, row->site_id);
  marbre_statement_bind_int (statement, 3, row->id);
  other = marbre_statement_next (statement);
  if (!marbre_statement_end (statement, error))
    return FALSE;
  if (other)
    g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_BUSY,
                         _ ("The story is being sent to this site already"));
  return !other;
}

/**
 * marbre_outbox_table_update:
 * @row: (inout): a row with its new state; takes over the payload of a newer one that waits, if it
 *   is to wait itself
 * @from: the state it must have in the table
 * @merged: (out): the row that was merged into @row and cancelled, 0 if none
 * @error: %MARBRE_ARCHIVE_ERROR_BUSY if its state is another by now, or if it shall be sent while
 *   another of the same story and site is; %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Makes one transition.
 *
 * Returns: %FALSE if nothing was changed
 */
gboolean
marbre_outbox_table_update (MarbreDatabase *database,
                            MarbreOutboxRow *row,
                            MarbreOutboxState from,
                            gint64 *merged,
                            GError **error)
{
  g_autoptr (MarbreOutboxRow) newer = NULL;

  *merged = 0;
  if (!check_from (database, row, from, error))
    return FALSE;
  if ((row->state == MARBRE_OUTBOX_SENDING || row->state == MARBRE_OUTBOX_ACCEPTED) &&
      !check_alone (database, row, error))
    return FALSE;
  if (is_waiting (row->state) && !load_waiting (database, row, &newer, error))
    return FALSE;
  if (newer != NULL)
    {
      take_payload (row, newer);
      newer->state = MARBRE_OUTBOX_CANCELLED;
      *merged = newer->id;
      if (!write_row (database, newer, error))
        return FALSE;
    }
  return write_row (database, row, error);
}
