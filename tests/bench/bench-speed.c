/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-speed [--settle] ARCHIVE.db DRAFTS.jsonl
 *
 * How long it takes from a draft's text to ranked rows with their reasons and tags together, in an
 * archive that nobody has open. Drafts are lines as "marbrectl archive import" reads them; their
 * tags are not looked at. With --settle everything is merged and learnt first, which the program
 * does in the background.
 */
#include "config.h"

#include <stdlib.h>

#include "marbre-archive-index.h"
#include "marbre-import.h"
#include "marbre-suggest.h"

#define MAX_RELATED 10
#define MAX_TAGS    10

static void
fail_on (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("bench-speed: %s\n", error->message);
  exit (1);
}

/* Microseconds for one draft. */
static gint64
ask (MarbreSuggester *suggester, const char *line, gsize length)
{
  GError *error = NULL;
  g_autoptr (MarbreStory) draft = marbre_import_parse (line, length, &error);
  g_autoptr (GPtrArray) related = NULL;
  g_autoptr (GPtrArray) tags = NULL;
  gint64 start;

  fail_on (error);
  marbre_story_set_tags (draft, NULL);
  start = g_get_monotonic_time ();
  related = marbre_suggester_related (suggester, draft, MAX_RELATED, NULL, &error);
  fail_on (error);
  tags = marbre_suggester_tags (suggester, draft, MAX_TAGS, MARBRE_SUGGEST_MIN_CHANCE, NULL,
                                &error);
  fail_on (error);
  return g_get_monotonic_time () - start;
}

static void
settle (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (MarbreArchive) archive = marbre_archive_new (file);
  GError *error = NULL;

  marbre_archive_open_sync (archive, NULL, &error);
  fail_on (error);
  marbre_archive_settle_index_sync (archive, TRUE, &error);
  fail_on (error);
  marbre_archive_close (archive);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 left = *(const gint64 *) a;
  const gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MarbreDatabase) database = NULL;
  g_autoptr (MarbreSuggester) suggester = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (MarbreLineReader) reader = NULL;
  GError *error = NULL;
  const char *line;
  gsize length;

  if (argc == 4 && g_str_equal (argv[1], "--settle"))
    settle ((++argv)[1]);
  else if (argc != 3)
    {
      g_printerr ("Usage: bench-speed [--settle] ARCHIVE.db DRAFTS.jsonl\n");
      return 2;
    }
  database = marbre_database_open (argv[1], MARBRE_DATABASE_READ, &error);
  fail_on (error);
  marbre_database_configure (database, &error);
  fail_on (error);
  suggester = marbre_suggester_new (database);
  file = g_file_new_for_commandline_arg (argv[2]);
  stream = g_file_read (file, NULL, &error);
  fail_on (error);
  reader = marbre_line_reader_new (G_INPUT_STREAM (stream));
  while (marbre_line_reader_next (reader, &line, &length, NULL, &error) && line != NULL)
    {
      const gint64 time = ask (suggester, line, length);

      g_array_append_val (times, time);
    }
  fail_on (error);
  if (times->len == 0)
    return 1;
  g_print ("first %.2f ms", g_array_index (times, gint64, 0) / 1000.0);
  g_array_sort (times, compare_times);
  g_print (", p50 %.2f ms, p95 %.2f ms of %u drafts\n",
           g_array_index (times, gint64, times->len / 2) / 1000.0,
           g_array_index (times, gint64, times->len * 95 / 100) / 1000.0, times->len);
  return 0;
}
