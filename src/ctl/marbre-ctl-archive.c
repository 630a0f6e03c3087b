/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands on the archive as a whole: archive import, stats, check, backup.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>

#include "marbre-ctl-newsroom.h"
#include "marbre-ctl-output.h"
#include "marbre-ctl-wait.h"
#include "marbre-ctl.h"

static void
import_progress_cb (guint64 lines, guint64 bytes, gpointer unused)
{
  marbre_ctl_show_progress (_ ("%llu lines…"), (unsigned long long) lines);
}

static GInputStream *
open_input (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (g_str_equal (path, "-"))
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);
  file = g_file_new_for_path (path);
  return G_INPUT_STREAM (g_file_read (file, NULL, error));
}

static void
report_import (const MarbreImportReport *report)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < report->errors->len; i++)
    {
      const MarbreImportError *bad = g_ptr_array_index (report->errors, i);

      g_printerr (_ ("Line %llu is skipped: %s"), (unsigned long long) bad->line, bad->message);
      g_printerr ("\n");
    }
  json_object_set_int_member (object, "imported", (gint64) report->imported);
  json_object_set_int_member (object, "updated", (gint64) report->updated);
  json_object_set_int_member (object, "unchanged", (gint64) report->unchanged);
  json_object_set_int_member (object, "skipped", (gint64) report->skipped);
  marbre_ctl_write_object (object);
}

static MarbreCtlStatus
run_import (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (MarbreImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (MarbreCtlWait) wait = { 0 };

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  input = open_input (arguments[0], &error);
  if (input != NULL)
    newsroom = marbre_ctl_newsroom_open (ctl, TRUE, &error);
  if (newsroom == NULL)
    return marbre_ctl_failed (error);
  marbre_archive_import_async (newsroom->archive, input, import_progress_cb, NULL, NULL,
                               marbre_ctl_wait_cb, &wait);
  report = marbre_archive_import_finish (newsroom->archive, marbre_ctl_wait (&wait), &error);
  marbre_ctl_end_progress ();
  if (report == NULL)
    return marbre_ctl_failed (error);
  report_import (report);
  return report->skipped > 0 ? MARBRE_CTL_FAILED : MARBRE_CTL_OK;
}

static MarbreCtlStatus
run_stats (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (MarbreCtlWait) wait = { 0 };
  JsonObject *object;
  MarbreStats stats;

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom == NULL)
    return marbre_ctl_failed (error);
  marbre_archive_stats_async (newsroom->archive, NULL, marbre_ctl_wait_cb, &wait);
  if (!marbre_archive_stats_finish (newsroom->archive, marbre_ctl_wait (&wait), &stats, &error))
    return marbre_ctl_failed (error);
  object = json_object_new ();
  json_object_set_int_member (object, "drafts", (gint64) stats.drafts);
  json_object_set_int_member (object, "published", (gint64) stats.published);
  json_object_set_int_member (object, "archived", (gint64) stats.archived);
  json_object_set_int_member (object, "trashed", (gint64) stats.trashed);
  json_object_set_int_member (object, "tags", (gint64) stats.tags);
  json_object_set_int_member (object, "revisions", (gint64) stats.revisions);
  json_object_set_int_member (object, "media", (gint64) stats.media);
  json_object_set_int_member (object, "media_bytes", (gint64) stats.media_bytes);
  json_object_set_int_member (object, "outbox", (gint64) stats.outbox);
  json_object_set_int_member (object, "file_bytes", (gint64) stats.file_bytes);
  marbre_ctl_write_object (object);
  return MARBRE_CTL_OK;
}

static MarbreCtlStatus
run_check (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_auto (GStrv) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (MarbreCtlWait) wait = { 0 };

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom == NULL)
    return marbre_ctl_failed (error);
  marbre_archive_check_async (newsroom->archive, NULL, marbre_ctl_wait_cb, &wait);
  problems = marbre_archive_check_finish (newsroom->archive, marbre_ctl_wait (&wait), &error);
  if (problems == NULL)
    return marbre_ctl_failed (error);
  for (guint i = 0; problems[i] != NULL; i++)
    marbre_ctl_write_text (problems[i]);
  if (problems[0] != NULL)
    return MARBRE_CTL_FAILED;
  marbre_ctl_write_text (_ ("The archive is sound."));
  return MARBRE_CTL_OK;
}

static MarbreCtlStatus
run_backup (const MarbreCtlCommand *command, MarbreCtl *ctl, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) arguments = marbre_ctl_parse (command, ctl, argv, entries);
  g_autoptr (MarbreCtlNewsroom) newsroom = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (MarbreCtlWait) wait = { 0 };

  if (arguments == NULL)
    return MARBRE_CTL_USAGE;
  newsroom = marbre_ctl_newsroom_open (ctl, FALSE, &error);
  if (newsroom == NULL)
    return marbre_ctl_failed (error);
  file = g_file_new_for_path (arguments[0]);
  marbre_archive_backup_async (newsroom->archive, file, NULL, marbre_ctl_wait_cb, &wait);
  if (!marbre_archive_backup_finish (newsroom->archive, marbre_ctl_wait (&wait), &error))
    return marbre_ctl_failed (error);
  return MARBRE_CTL_OK;
}

const MarbreCtlCommand marbre_ctl_archive_commands[] = {
  { "archive import", "FILE.jsonl|-",
    N_ ("Take stories in, one JSON object a line; bad lines are named and skipped."), 1, 1,
    run_import },
  { "archive stats", "", N_ ("Say what the archive holds; JSON."), 0, 0, run_stats },
  { "archive check", "", N_ ("See whether the archive is sound; 1 if it is not."), 0, 0,
    run_check },
  { "archive backup", "FILE", N_ ("Copy the archive into a new file."), 1, 1, run_backup },
  { NULL },
};
