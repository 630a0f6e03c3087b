/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marbre's outbox as a program that can be killed, for test-faults.c:
 *
 *   fault-sender ARCHIVE SECRET [before|cut|after N]
 *
 * sends what waits in an archive, without waiting for the clock, and prints how often it wrote to
 * the archive. At the Nth of these writes it ends as by SIGKILL: before it is committed, after it
 * is on the disk, or by a power cut that takes what was not synced yet.
 */
#include "config.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "disk.h"
#include "marbre-archive.h"
#include "marbre-memory-credentials.h"
#include "marbre-outbox.h"

typedef enum
{
  END_NEVER,
  END_BEFORE,
  END_CUT,
  END_AFTER,
} End;

static struct
{
  int counting;  /* (atomic): the archive is open */
  int commits;   /* (atomic) */
  End end;
  int at;
} plan;

static void
die (void)
{
  raise (SIGKILL);
}

static int
commit_cb (void *data)
{
  if (!g_atomic_int_get (&plan.counting))
    return 0;
  if (g_atomic_int_add (&plan.commits, 1) + 1 == plan.at && plan.end == END_BEFORE)
    die ();
  return 0;
}

/* SQLite calls it for each connection that is opened. */
static int
connection_cb (sqlite3 *connection,
               char **message,
               const struct sqlite3_api_routines *routines)
{
  sqlite3_commit_hook (connection, commit_cb, NULL);
  return SQLITE_OK;
}

/* A commit is on the disk with the first sync behind it. */
static void
sync_cb (gboolean done)
{
  const int commit = g_atomic_int_get (&plan.commits);

  if (!g_atomic_int_get (&plan.counting) || commit != plan.at)
    return;
  if (!done && plan.end == END_CUT)
    {
      disk_cut_power ();
      disk_restore ();
      die ();
    }
  if (done && plan.end == END_AFTER)
    die ();
}

static void
fail (const GError *error)
{
  fprintf (stderr, "%s\n", error->message);
  exit (2);
}

static void
read_plan (int argc, char **argv)
{
  if (argc < 5)
    return;
  plan.end = g_str_equal (argv[3], "before") ? END_BEFORE
             : g_str_equal (argv[3], "cut")  ? END_CUT
                                             : END_AFTER;
  plan.at = (int) g_ascii_strtoll (argv[4], NULL, 10);
}

/* Instead of waiting for the clock. */
static void
make_due (MarbreArchive *archive)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = marbre_archive_list_outbox_sync (
      archive, MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_RETRY), NULL, &error);

  if (rows == NULL)
    fail (error);
  for (guint i = 0; i < rows->len; i++)
    {
      MarbreOutboxRow *row = g_ptr_array_index (rows, i);

      row->next_attempt = 0;
      if (!marbre_archive_update_outbox_sync (archive, row, MARBRE_OUTBOX_RETRY, NULL, &error))
        fail (error);
    }
}

static MarbreCredentials *
make_credentials (MarbreArchive *archive, const char *secret)
{
  MarbreCredentials *credentials = marbre_memory_credentials_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = marbre_archive_list_sites_sync (archive, NULL, &error);

  if (all == NULL)
    fail (error);
  for (guint i = 0; i < all->len; i++)
    if (!marbre_credentials_store_sync (credentials,
                                        marbre_site_get_id (g_ptr_array_index (all, i)), "fault",
                                        "fault", secret, NULL, &error))
      fail (error);
  return credentials;
}

int
main (int argc, char **argv)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (MarbreArchive) archive = NULL;
  g_autoptr (MarbreCredentials) credentials = NULL;
  g_autoptr (MarbreOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;

  if (argc < 3)
    return 2;
  read_plan (argc, argv);
  disk_install ();
  disk_set_sync_func (sync_cb);
  sqlite3_auto_extension ((void (*) (void)) connection_cb);

  file = g_file_new_for_path (argv[1]);
  archive = marbre_archive_new (file);
  if (!marbre_archive_open_sync (archive, NULL, &error))
    fail (error);
  credentials = make_credentials (archive, argv[2]);
  outbox = marbre_outbox_new (archive, credentials);
  make_due (archive);
  g_atomic_int_set (&plan.counting, TRUE);
  if (!marbre_outbox_run_sync (outbox, NULL, &error))
    fail (error);
  g_atomic_int_set (&plan.counting, FALSE);
  marbre_outbox_stop (outbox);
  marbre_archive_close (archive);
  printf ("%d\n", g_atomic_int_get (&plan.commits));
  return 0;
}
