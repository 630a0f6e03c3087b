/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands on what waits to be sent: outbox list, run, cancel.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-ctl-newsroom.h"
#include "marbre-ctl-output.h"
#include "marbre-ctl-wait.h"
#include "marbre-ctl.h"
#include "marbre-outbox.h"

/* The rows that are neither done nor cancelled. */
#define UNFINISHED                                                                                 \
  (MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_QUEUED) |                                                \
   MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_SENDING) |                                               \
   MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_ACCEPTED) |                                              \
   MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_RETRY) |                                                 \
   MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_NEEDS_USER) |                                            \
   MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_NEEDS_SIGN_IN))

static JsonObject *
object_of_row (const MarbreOutboxRow *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", row->id);
  json_object_set_string_member (object, "story", row->story_id);
  json_object_set_string_member (object, "site", row->site_id);
  json_object_set_string_member (object, "operation", row->operation);
  json_object_set_string_member (object, "status", row->status);
  json_object_set_string_member (object, "state", marbre_outbox_state_get_name (row->state));
  json_object_set_int_member (object, "attempts", row->attempts);
  marbre_ctl_set_time (object, "date", row->date);
  marbre_ctl_set_time (object, "next_attempt", row->next_attempt);
  json_object_set_string_member (object, "error_code", row->error_code);
  json_object_set_string_member (object, "error", row->error_text);
  json_object_set_string_member (object, "url", row->remote_url);
  marbre_ctl_set_time (object, "created", row->created);
  marbre_ctl_set_time (object, "updated", row->updated);
  return object;
}

static void
write_rows (GPtrArray *rows, gboolean json)
{
  JsonArray *array = json ? json_array_new () : NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const MarbreOutboxRow *row = g_ptr_array_index (rows, i);
      g_autofree char *line = NULL;

      if (json)
        {
          json_array_add_object_element (array, object_of_row (row));
          continue;
        }
      line = g_strdup_printf ("%lld\t%s\t%s\t%s\t%s", (long long) row->id,
                              marbre_outbox_state_get_name (row->state), row->status, row->story_id,
                              *row->error_text ? row->error_text : row->remote_url);
      marbre_ctl_write_text (line);
    }
  if (json)
    marbre_ctl_write_array (array);
}

static MarbreCtlStatus
run_list (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  gboolean json = FALSE, all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("Also what is done or cancelled"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom != NULL)
    rows = marbre_archive_list_outbox_sync (newsroom->archive, all ? 0 : UNFINISHED, NULL, &error);
  if (rows == NULL)
    return marbre_ctl_failed (error);
  write_rows (rows, json);
  return MARBRE_CTL_OK;
}

static MarbreCtlStatus
run_run (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (MarbreOutbox) outbox = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom == NULL)
    return marbre_ctl_failed (error);
  outbox = marbre_outbox_new (newsroom->archive, newsroom->credentials);
  marbre_outbox_set_prepare (outbox, marbre_ctl_newsroom_prepare, newsroom, NULL);
  if (marbre_outbox_run_sync (outbox, NULL, &error))
    rows = marbre_archive_list_outbox_sync (newsroom->archive, UNFINISHED, NULL, &error);
  marbre_outbox_stop (outbox);
  if (rows == NULL)
    return marbre_ctl_failed (error);
  write_rows (rows, FALSE);
  return rows->len > 0 ? MARBRE_CTL_FAILED : MARBRE_CTL_OK;
}

static MarbreCtlStatus
run_cancel (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_auto (MarbreCtlWait) wait = { 0 };
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (MarbreOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  if (!g_ascii_string_to_signed (arguments[0], 10, 1, G_MAXINT64, &id, NULL))
    return marbre_ctl_misused (_ ("“%s” is no row’s number."), arguments[0]);
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom == NULL)
    return marbre_ctl_failed (error);
  outbox = marbre_outbox_new (newsroom->archive, newsroom->credentials);
  marbre_outbox_cancel_async (outbox, id, NULL, marbre_ctl_wait_cb, &wait);
  marbre_outbox_cancel_finish (outbox, marbre_ctl_wait (&wait), &error);
  marbre_outbox_stop (outbox);
  return error ? marbre_ctl_failed (error) : MARBRE_CTL_OK;
}

const MarbreCtlCommand marbre_ctl_outbox_commands[] = {
  { "outbox list", "", N_ ("List what waits to be sent."), 0, 0, run_list },
  { "outbox run", "", N_ ("Send what is due; 1 if something still waits."), 0, 0, run_run },
  { "outbox cancel", "ID", N_ ("Do not send a row."), 1, 1, run_cancel },
  { NULL },
};
