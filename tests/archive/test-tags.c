/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The newsroom's tags: listed, renamed, merged, with other names, removed, and all of it taken
 * back; what stories, search, index, suggestions and postings make of it.
 */
#include "config.h"

#include "marbre-tag-book.h"

#include <sqlite3.h>
#include <string.h>

#include "fixture.h"
#include "marbre-archive-index.h"
#include "marbre-compat.h"
#include "marbre-database.h"
#include "marbre-near-tags.h"
#include "marbre-story-digest.h"
#include "marbre-suggest.h"
#include "marbre-tag-model.h"

static gint64
read_int (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreDatabase) database =
      marbre_database_open (fixture->path, MARBRE_DATABASE_READ, &error);
  gint64 value = 0;

  g_assert_no_error (error);
  g_assert_true (marbre_database_read_int (database, sql, &value, &error));
  g_assert_no_error (error);
  return value;
}

static void
begin (Fixture *fixture)
{
  fixture_set_up (fixture);
  fixture_open (fixture);
}

static void
add (Fixture *fixture, const char *id, const char *headline, const char *body, const char *tags)
{
  g_autoptr (MarbreStory) story = fixture_story (id, "fr", headline, body, tags);

  fixture_save (fixture, story);
}

/* The tags of a story, with commas between. */
static char *
tags_of (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story =
      marbre_archive_load_story_sync (fixture->archive, id, NULL, &error);

  g_assert_no_error (error);
  return g_strjoinv (",", (char **) marbre_story_get_tags (story));
}

static void
expect_tags (Fixture *fixture, const char *id, const char *expected)
{
  g_autofree char *tags = tags_of (fixture, id);

  g_assert_cmpstr (tags, ==, expected);
}

static MarbreTagUndo *
end_change (Fixture *fixture, GAsyncResult **waiting, GError **error)
{
  g_autoptr (GAsyncResult) result = fixture_wait (waiting);

  return marbre_tag_book_change_finish (fixture->archive, result, error);
}

static MarbreTagUndo *
join (Fixture *fixture, const char *names, const char *into, GError **error)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);
  GAsyncResult *waiting = NULL;

  marbre_tag_book_join_async (fixture->archive, (const char *const *) list, into, NULL,
                              fixture_wait_cb, &waiting);
  return end_change (fixture, &waiting, error);
}

static MarbreTagUndo *
set_aliases (Fixture *fixture, const char *name, const char *aliases, GError **error)
{
  g_auto (GStrv) list = g_strsplit (aliases, ",", -1);
  GAsyncResult *waiting = NULL;

  marbre_tag_book_set_aliases_async (fixture->archive, name, (const char *const *) list, NULL,
                                     fixture_wait_cb, &waiting);
  return end_change (fixture, &waiting, error);
}

static MarbreTagUndo *
remove_tags (Fixture *fixture, const char *names, GError **error)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);
  GAsyncResult *waiting = NULL;

  marbre_tag_book_remove_async (fixture->archive, (const char *const *) list, NULL,
                                fixture_wait_cb, &waiting);
  return end_change (fixture, &waiting, error);
}

static gboolean
take_back (Fixture *fixture, MarbreTagUndo *undo, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *waiting = NULL;

  marbre_tag_book_undo_async (fixture->archive, undo, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  return marbre_tag_book_undo_finish (fixture->archive, result, error);
}

/* Waits until search and index have followed. */
static void
settle (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  marbre_archive_settle_index_sync (fixture->archive, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_int (fixture, "SELECT count(*) FROM tag_stale"), ==, 0);
}

/* All tags as "name count (other names) ~near", one per line. */
static char *
list_tags (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;
  GString *text = g_string_new (NULL);

  marbre_tag_book_list_async (fixture->archive, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  entries = marbre_tag_book_list_finish (fixture->archive, result, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      MarbreTagEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *aliases =
          g_strjoinv (",", (char **) marbre_tag_entry_get_aliases (entry));
      g_autofree char *near = g_strjoinv (",", (char **) marbre_tag_entry_get_near (entry));

      g_string_append_printf (text, "%s %u (%s) ~%s\n", marbre_tag_entry_get_name (entry),
                              marbre_tag_entry_get_count (entry), aliases, near);
    }
  return marbre_string_steal (text);
}

static void
expect_list (Fixture *fixture, const char *expected)
{
  g_autofree char *list = list_tags (fixture);

  g_assert_cmpstr (list, ==, expected);
}

static void
expect_found (Fixture *fixture, const char *text, const char *expected)
{
  g_autoptr (GPtrArray) found = fixture_list (fixture, text);
  g_autofree char *ids = fixture_ids (found);

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_rename (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreTagUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  begin (&fixture);
  add (&fixture, "a", "Un", "Texte.", "eau,Tramwya");
  add (&fixture, "b", "Deux", "Texte.", "Tramwya");
  add (&fixture, "c", "Trois", "Texte.", "eau");
  undo = join (&fixture, "Tramwya", "Tramway", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (marbre_tag_undo_get_stories (undo), ==, 2);
  expect_tags (&fixture, "a", "eau,Tramway");
  expect_tags (&fixture, "b", "Tramway");
  settle (&fixture);
  expect_found (&fixture, "tag:tramway", "b a");
  expect_found (&fixture, "tag:tramwya", "");
  expect_list (&fixture, "eau 2 () ~\nTramway 2 (Tramwya) ~\n");

  /* An editor, or a site, that has not heard of it. */
  add (&fixture, "b", "Deux bis", "Texte.", "Tramwya,eau");
  expect_tags (&fixture, "b", "Tramway,eau");
  add (&fixture, "c", "Trois", "Texte.", "TRAMWYA,Tramway");
  expect_tags (&fixture, "c", "Tramway");

  g_assert_true (take_back (&fixture, undo, &error));
  expect_tags (&fixture, "a", "eau,Tramwya");
  expect_tags (&fixture, "b", "Tramwya,eau");
  settle (&fixture);
  expect_found (&fixture, "tag:tramway", "");
  expect_list (&fixture, "eau 2 () ~\nTramwya 3 () ~\n");
  g_assert_false (take_back (&fixture, undo, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND);
}

static void
test_merge (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreTagUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  begin (&fixture);
  add (&fixture, "a", "Un", "Texte.", "ports,mer");
  add (&fixture, "b", "Deux", "Texte.", "mer,Port,ports");
  add (&fixture, "c", "Trois", "Texte.", "Port");
  add (&fixture, "d", "Quatre", "Texte.", "havre");
  undo = join (&fixture, "ports,havre", "Port", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (marbre_tag_undo_get_stories (undo), ==, 3);
  expect_tags (&fixture, "a", "Port,mer");
  expect_tags (&fixture, "b", "mer,Port");
  expect_tags (&fixture, "c", "Port");
  expect_tags (&fixture, "d", "Port");
  settle (&fixture);
  expect_found (&fixture, "tag:port", "d c b a");
  expect_list (&fixture, "mer 2 () ~\nPort 4 (havre,ports) ~\n");
  /* The index knows it, too: of each story just as many tags as it has. */
  g_assert_cmpint (read_int (&fixture, "SELECT count(*) FROM topic_story WHERE length (tags) = "
                                       "(SELECT count(*) FROM story_tag"
                                       "   WHERE story_tag.story = topic_story.story)"),
                   ==, 4);

  /* The writer of d takes the tag away: taking the merge back does not bring it again. */
  add (&fixture, "d", "Quatre", "Texte.", "");
  g_assert_true (take_back (&fixture, undo, &error));
  g_assert_no_error (error);
  expect_tags (&fixture, "a", "ports,mer");
  expect_tags (&fixture, "b", "mer,Port,ports");
  expect_tags (&fixture, "c", "Port");
  expect_tags (&fixture, "d", "");
  settle (&fixture);
  expect_found (&fixture, "tag:ports", "b a");
  expect_list (&fixture, "havre 0 () ~\nmer 2 () ~\nPort 2 () ~ports\nports 2 () ~Port\n");
}

/* Several become one under a name that none of them had. */
static void
test_merge_into_new (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreTagUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  begin (&fixture);
  add (&fixture, "a", "Un", "Texte.", "vélos");
  add (&fixture, "b", "Deux", "Texte.", "bicyclette");
  add (&fixture, "c", "Trois", "Texte.", "bicyclette,vélos");
  undo = join (&fixture, "vélos,bicyclette", "vélo", &error);
  g_assert_no_error (error);
  expect_list (&fixture, "vélo 3 (bicyclette,vélos) ~\n");
  expect_tags (&fixture, "c", "vélo");
  g_assert_true (take_back (&fixture, undo, &error));
  expect_tags (&fixture, "a", "vélos");
  expect_tags (&fixture, "b", "bicyclette");
  expect_tags (&fixture, "c", "bicyclette,vélos");
}

static void
test_refusals (void)
{
  static const char *const bad[] = { "", "  ", " eau", "une\nligne", "\xff" };
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *long_name = g_strnfill (500, 'x');
  g_autoptr (GError) error = NULL;

  begin (&fixture);
  add (&fixture, "a", "Un", "Texte.", "eau,mer");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (join (&fixture, "eau", bad[i], &error));
      g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_null (join (&fixture, "eau", long_name, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (join (&fixture, "eau,terre", "mer", &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (set_aliases (&fixture, "eau", "onde,mer", &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (remove_tags (&fixture, "mer", &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID);
  /* Nothing of it was done by halves. */
  expect_list (&fixture, "eau 1 () ~\nmer 1 () ~\n");
}

static char *
near_tags (Fixture *fixture, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  GAsyncResult *waiting = NULL;

  marbre_near_tags_find_async (fixture->archive, name, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  found = marbre_near_tags_find_finish (fixture->archive, result, NULL);
  for (guint i = 0; i < found->len; i++)
    g_strv_builder_add (builder, marbre_facet_value_get_name (g_ptr_array_index (found, i)));
  names = g_strv_builder_end (builder);
  return g_strjoinv (",", names);
}

/* What completes @prefix, as "name/alias". */
static char *
complete (Fixture *fixture, const char *prefix)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  GAsyncResult *waiting = NULL;
  GString *text = g_string_new (NULL);

  marbre_archive_complete_async (fixture->archive, MARBRE_FACET_TAG, prefix, 10, NULL,
                                 fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  found = marbre_archive_complete_finish (fixture->archive, result, NULL);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (text, "%s/%s %u;",
                            marbre_facet_value_get_name (g_ptr_array_index (found, i)),
                            marbre_facet_value_get_alias (g_ptr_array_index (found, i)),
                            marbre_facet_value_get_count (g_ptr_array_index (found, i)));
  return marbre_string_steal (text);
}

static void
test_aliases (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreTagUndo) undo = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *completed = NULL;
  g_autofree char *both = NULL;
  g_autofree char *typo = NULL;
  g_autofree char *exact = NULL;

  begin (&fixture);
  add (&fixture, "a", "Un", "Texte.", "intelligence artificielle");
  add (&fixture, "b", "Deux", "Texte.", "intelligence artificielle");
  undo = set_aliases (&fixture, "intelligence artificielle", "IA,artificial intelligence", &error);
  g_assert_no_error (error);
  expect_list (&fixture, "intelligence artificielle 2 (artificial intelligence,IA) ~\n");
  completed = complete (&fixture, "ia");
  g_assert_cmpstr (completed, ==, "intelligence artificielle/IA 2;");
  both = complete (&fixture, "i");
  g_assert_cmpstr (both, ==, "intelligence artificielle/ 2;");
  typo = near_tags (&fixture, "Artificial inteligence");
  g_assert_cmpstr (typo, ==, "intelligence artificielle");
  exact = near_tags (&fixture, "ia");
  g_assert_cmpstr (exact, ==, "intelligence artificielle");
  add (&fixture, "c", "Trois", "Texte.", "ia");
  expect_tags (&fixture, "c", "intelligence artificielle");

  /* One name means one tag. */
  add (&fixture, "d", "Quatre", "Texte.", "robots");
  g_assert_null (set_aliases (&fixture, "robots", "IA", &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (take_back (&fixture, undo, &error));
  expect_list (&fixture, "intelligence artificielle 3 () ~\nrobots 1 () ~\n");
}

/* A mention of another name speaks for the tag, in the next question already. */
static void
test_suggested_by_alias (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) draft =
      fixture_story ("draft", "fr", "L’IA au port", "Les dockers craignent l’IA.", "");
  g_autoptr (MarbreDatabase) database = NULL;
  MarbreSuggester *suggester;

  begin (&fixture);
  add (&fixture, "a", "Prévoir la pluie", "Les machines apprennent.", "intelligence artificielle");
  settle (&fixture);
  database = marbre_database_open (fixture.path, MARBRE_DATABASE_READ, NULL);
  suggester = marbre_suggester_new (database);
  for (guint pass = 0; pass < 3; pass++)
    {
      g_autoptr (GPtrArray) tags = NULL;
      g_autoptr (MarbreTagUndo) undo = NULL;

      if (pass > 0)
        undo = set_aliases (&fixture, "intelligence artificielle", pass == 1 ? "IA" : "AI", NULL);
      tags = marbre_suggester_tags (suggester, draft, 5, 0, NULL, NULL);
      g_assert_nonnull (tags);
      if (pass == 1)
        g_assert_true (tags->len == 1 && marbre_tag_suggestion_get_mentioned (tags->pdata[0]));
      else
        g_assert_cmpuint (tags->len, ==, 0);
    }
  marbre_suggester_free (suggester);
}

static void
test_unused (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreTagUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  begin (&fixture);
  add (&fixture, "a", "Un", "Texte.", "eau,passager,mer");
  add (&fixture, "a", "Un", "Texte.", "eau");
  expect_list (&fixture, "eau 1 () ~\nmer 0 () ~\npassager 0 () ~\n");
  undo = remove_tags (&fixture, "mer,passager", &error);
  g_assert_no_error (error);
  expect_list (&fixture, "eau 1 () ~\n");
  /* Its number is not another's: what was learnt of it lies there. */
  add (&fixture, "b", "Deux", "Texte.", "nouveau");
  g_assert_cmpint (read_int (&fixture, "SELECT number FROM tag WHERE name = 'nouveau'"), ==, 4);
  g_assert_true (take_back (&fixture, undo, &error));
  expect_list (&fixture, "eau 1 () ~\nmer 0 () ~\nnouveau 1 () ~\npassager 0 () ~\n");
}

static void
test_near (void)
{
  g_auto (Fixture) fixture = { 0 };

  begin (&fixture);
  add (&fixture, "a", "Un", "Texte.", "élections,Election,Sainte-Orne,Sainte-Orme,G7,G8,port,pont");
  expect_list (&fixture,
               "Election 1 () ~élections\nélections 1 () ~Election\nG7 1 () ~\nG8 1 () ~\n"
               "pont 1 () ~\nport 1 () ~\nSainte-Orme 1 () ~Sainte-Orne\n"
               "Sainte-Orne 1 () ~Sainte-Orme\n");
}

static void
put_posting (Fixture *fixture, const char *id, const char *hash)
{
  g_autoptr (MarbrePosting) posting = marbre_posting_new (id, "s");
  g_autoptr (GError) error = NULL;

  g_free (posting->published_hash);
  posting->published_hash = g_strdup (hash);
  g_free (posting->remote_id);
  posting->remote_id = g_strdup (id);
  g_assert_true (marbre_archive_put_posting_sync (fixture->archive, posting, NULL, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
is_changed_here (Fixture *fixture, const char *id)
{
  g_autoptr (MarbrePosting) posting =
      marbre_archive_find_posting_by_remote_sync (fixture->archive, "s", id, NULL, NULL);
  g_autoptr (MarbreStory) story =
      marbre_archive_load_story_sync (fixture->archive, id, NULL, NULL);
  g_autofree char *digest = marbre_story_digest (story);

  return !g_str_equal (digest, posting->published_hash);
}

/* Whoever renames a tag has not changed the stories: their site's news of them are still taken. */
static void
test_postings (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreSite) site =
      marbre_site_new ("s", "Site", "micropub", "https://example.org/", "https://example.org/mp",
                       NULL);
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreTagUndo) undo = NULL;
  g_autofree char *digest = NULL;

  begin (&fixture);
  g_assert_true (marbre_archive_save_site_sync (fixture.archive, site, NULL, NULL));
  add (&fixture, "a", "Un", "Texte.", "ports,mer");
  add (&fixture, "b", "Deux", "Texte.", "ports,mer");
  story = marbre_archive_load_story_sync (fixture.archive, "a", NULL, NULL);
  digest = marbre_story_digest (story);
  put_posting (&fixture, "a", digest);
  put_posting (&fixture, "b", "what was sent before somebody wrote on");
  g_assert_false (is_changed_here (&fixture, "a"));
  undo = join (&fixture, "ports", "port", NULL);
  /* Asked at once, before search has followed. */
  g_assert_false (is_changed_here (&fixture, "a"));
  g_assert_true (is_changed_here (&fixture, "b"));
  settle (&fixture);
  g_assert_false (is_changed_here (&fixture, "a"));
  g_assert_true (take_back (&fixture, undo, NULL));
  settle (&fixture);
  g_assert_false (is_changed_here (&fixture, "a"));
  g_assert_true (is_changed_here (&fixture, "b"));
}

static void
test_cancel (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MarbreTagUndo) undo = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;

  begin (&fixture);
  add (&fixture, "a", "Un", "Texte.", "eau");
  marbre_tag_book_join_async (fixture.archive, (const char *[]){ "eau", NULL }, "mer", cancellable,
                              fixture_wait_cb, &waiting);
  g_cancellable_cancel (cancellable);
  undo = end_change (&fixture, &waiting, &error);
  g_assert_null (undo);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A program that ended before search had followed. */
static void
test_reopen (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreTagUndo) undo = NULL;

  begin (&fixture);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);

      add (&fixture, id, "Un", "Texte.", "ports");
    }
  undo = join (&fixture, "ports", "port", NULL);
  fixture_close (&fixture);
  fixture_open (&fixture);
  settle (&fixture);
  g_assert_cmpint (read_int (&fixture, "SELECT count(*) FROM search_story WHERE tags = 'port'"), ==,
                   200);
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

/* What was learnt with fewer features is learnt anew, what is up to date stays. */
static void
test_features (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GString) fit = g_string_new ("10");
  g_autofree char *sql = NULL;

  for (guint i = 0; i < MARBRE_TAG_FEATURES; i++)
    g_string_append (fit, " 0.5");
  sql = g_strdup_printf ("UPDATE topic_total SET learnt_from = 10, fit = '%s'", fit->str);
  begin (&fixture);
  fixture_close (&fixture);
  run_sql (&fixture, sql);
  fixture_open (&fixture);
  g_assert_cmpint (read_int (&fixture, "SELECT learnt_from FROM topic_total"), ==, 10);
  fixture_close (&fixture);
  run_sql (&fixture, "UPDATE topic_total SET fit = '10 0.5 0.5'");
  fixture_open (&fixture);
  g_assert_cmpint (read_int (&fixture, "SELECT learnt_from FROM topic_total"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/tags/rename", test_rename);
  g_test_add_func ("/archive/tags/merge", test_merge);
  g_test_add_func ("/archive/tags/merge-into-new", test_merge_into_new);
  g_test_add_func ("/archive/tags/refusals", test_refusals);
  g_test_add_func ("/archive/tags/aliases", test_aliases);
  g_test_add_func ("/archive/tags/suggested-by-alias", test_suggested_by_alias);
  g_test_add_func ("/archive/tags/unused", test_unused);
  g_test_add_func ("/archive/tags/near", test_near);
  g_test_add_func ("/archive/tags/postings", test_postings);
  g_test_add_func ("/archive/tags/cancel", test_cancel);
  g_test_add_func ("/archive/tags/reopen", test_reopen);
  g_test_add_func ("/archive/tags/features", test_features);
  return g_test_run ();
}
