/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-related CORPUS.jsonl QUERY-IDS.txt related|tags
 *
 * Measures related stories and tags with the program's own archive. The corpus has one story a line
 * (id, date, lang, title, body, tags, split), in the order of their publication, and goes into an
 * archive line by line; when the story of a query comes, the archive is asked before it has it, and
 * without its tags. For "tags" only stories of the split "train" go in. Written to standard output,
 * best first: query-id TAB rank TAB item TAB score. Times go to standard error.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "marbre-archive-index.h"
#include "marbre-import.h"
#include "marbre-index-table.h"
#include "marbre-suggest.h"
#include "marbre-tag-learn.h"

/* Related stories of a query; and tags, of which the unlikely ones matter for recall only. */
#define MAX_RELATED     10
#define MAX_TAGS        50
#define MIN_CHANCE      0.002
#define BODY_WORDS_NAME "MARBRE_BENCH_WORDS" /* only so many words of a query's body are seen */

typedef struct
{
  char *folder;               /* (owned) */
  MarbreArchive *archive;     /* (owned) */
  MarbreDatabase *database;   /* (owned) */
  MarbreSuggester *suggester; /* (owned) */
  GHashTable *queries;        /* (owned): a set of ids */
  gboolean for_tags;
  GArray *times; /* (owned) (element-type gint64): of the queries, µs */
} Bench;

static void
fail_on (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("bench-related: %s\n", error->message);
  exit (1);
}

static void
bench_open (Bench *bench)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  GError *error = NULL;

  bench->folder = g_dir_make_tmp ("bench-related-XXXXXX", &error);
  fail_on (error);
  path = g_build_filename (bench->folder, "archive.db", NULL);
  file = g_file_new_for_path (path);
  bench->archive = marbre_archive_new (file);
  marbre_archive_open_sync (bench->archive, NULL, &error);
  fail_on (error);
  marbre_archive_hold_index (bench->archive);
  bench->database = marbre_database_open (path, MARBRE_DATABASE_READ, &error);
  fail_on (error);
  marbre_database_configure (bench->database, &error);
  fail_on (error);
  bench->suggester = marbre_suggester_new (bench->database);
}

static void
bench_close (Bench *bench)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  marbre_suggester_free (bench->suggester);
  marbre_database_close (bench->database);
  marbre_archive_release_index (bench->archive);
  marbre_archive_close (bench->archive);
  g_object_unref (bench->archive);
  dir = g_dir_open (bench->folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (bench->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (bench->folder);
  g_free (bench->folder);
  g_hash_table_unref (bench->queries);
  g_array_unref (bench->times);
}

static const char *
get_string (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

/* The start of a text, as a reporter has it who has only begun. */
static char *
dup_first_words (const char *text, const char *n_words)
{
  guint n = n_words != NULL ? (guint) atoi (n_words) : G_MAXUINT;
  const char *p = text;

  for (; *p != '\0' && n > 0; n--)
    {
      while (*p != '\0' && g_ascii_isspace (*p))
        p++;
      while (*p != '\0' && !g_ascii_isspace (*p))
        p++;
    }
  return g_strndup (text, (gsize) (p - text));
}

static MarbreStory *
make_story (JsonObject *object, gboolean is_query)
{
  MarbreStory *story = marbre_story_new_with_id (get_string (object, "id"));
  g_autofree char *body = dup_first_words (get_string (object, "body"),
                                           is_query ? g_getenv (BODY_WORDS_NAME) : NULL);
  JsonArray *tags = json_object_get_array_member (object, "tags");

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, get_string (object, "title"));
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, get_string (object, "lang"));
  if (is_query)
    return story;
  for (guint i = 0; i < json_array_get_length (tags); i++)
    marbre_story_add_tag (story, json_array_get_string_element (tags, i));
  marbre_story_set_state (story, MARBRE_STORY_ARCHIVED);
  return story;
}

static void
ask_related (Bench *bench, MarbreStory *query, GError **error)
{
  g_autoptr (GPtrArray) related =
      marbre_suggester_related (bench->suggester, query, MAX_RELATED, NULL, error);

  for (guint i = 0; related != NULL && i < related->len; i++)
    g_print ("%s\t%u\t%s\t%.6f\n", marbre_story_get_id (query), i + 1,
             marbre_related_get_id (g_ptr_array_index (related, i)),
             marbre_related_get_score (g_ptr_array_index (related, i)));
}

static void
ask_tags (Bench *bench, MarbreStory *query, GError **error)
{
  g_autoptr (GPtrArray) tags =
      marbre_suggester_tags (bench->suggester, query, MAX_TAGS, MIN_CHANCE, NULL, error);

  for (guint i = 0; tags != NULL && i < tags->len; i++)
    g_print ("%s\t%u\t%s\t%.6f\n", marbre_story_get_id (query), i + 1,
             marbre_tag_suggestion_get_name (g_ptr_array_index (tags, i)),
             marbre_tag_suggestion_get_score (g_ptr_array_index (tags, i)));
}

static void
ask (Bench *bench, MarbreStory *query)
{
  MarbreIndexTotal total;
  GError *error = NULL;
  gint64 start;

  marbre_index_table_read_total (bench->database, &total, &error);
  fail_on (error);
  marbre_archive_settle_index_sync (bench->archive, marbre_tag_learn_is_due (&total), &error);
  fail_on (error);
  start = g_get_monotonic_time ();
  if (bench->for_tags)
    ask_tags (bench, query, &error);
  else
    ask_related (bench, query, &error);
  fail_on (error);
  start = g_get_monotonic_time () - start;
  g_array_append_val (bench->times, start);
}

static void
take_line (Bench *bench, const char *line, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (MarbreStory) story = NULL;
  JsonObject *object;
  GError *error = NULL;

  json_parser_load_from_data (parser, line, (gssize) length, &error);
  fail_on (error);
  object = json_node_get_object (json_parser_get_root (parser));
  if (g_hash_table_contains (bench->queries, get_string (object, "id")))
    {
      g_autoptr (MarbreStory) query = make_story (object, TRUE);

      ask (bench, query);
    }
  if (bench->for_tags && !g_str_equal (get_string (object, "split"), "train"))
    return;
  story = make_story (object, FALSE);
  marbre_archive_save_story_sync (bench->archive, story, MARBRE_SAVE_NONE, NULL, &error);
  fail_on (error);
}

static void
run (Bench *bench, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &error);
  g_autoptr (MarbreLineReader) reader = NULL;
  const char *line;
  gsize length;

  fail_on (error);
  reader = marbre_line_reader_new (G_INPUT_STREAM (stream));
  while (marbre_line_reader_next (reader, &line, &length, NULL, &error) && line != NULL)
    if (length > 0)
      take_line (bench, line, length);
  fail_on (error);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 left = *(const gint64 *) a;
  const gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static void
tell_times (Bench *bench)
{
  const guint n = bench->times->len;

  g_array_sort (bench->times, compare_times);
  if (n > 0)
    g_printerr ("%u queries: %.2f ms p50, %.2f ms p95\n", n,
                g_array_index (bench->times, gint64, n / 2) / 1000.0,
                g_array_index (bench->times, gint64, n * 95 / 100) / 1000.0);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  g_autofree char *ids = NULL;
  g_auto (GStrv) lines = NULL;
  GError *error = NULL;

  if (argc != 4 || (!g_str_equal (argv[3], "related") && !g_str_equal (argv[3], "tags")))
    {
      g_printerr ("Usage: bench-related CORPUS.jsonl QUERY-IDS.txt related|tags\n");
      return 2;
    }
  g_file_get_contents (argv[2], &ids, NULL, &error);
  fail_on (error);
  lines = g_strsplit (ids, "\n", -1);
  bench.for_tags = g_str_equal (argv[3], "tags");
  bench.queries = g_hash_table_new (g_str_hash, g_str_equal);
  bench.times = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_hash_table_add (bench.queries, lines[i]);
  bench_open (&bench);
  run (&bench, argv[1]);
  tell_times (&bench);
  bench_close (&bench);
  return 0;
}
