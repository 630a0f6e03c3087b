/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stories as no newsroom writes them: without text, in other scripts, of 5 MB, with 10,000 tags,
 * twice under one id, from the year 0 and the year 9999. They are kept to the letter, listed, found
 * and related; what cannot be kept is reported by its line.
 */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "marbre-archive-index.h"
#include "marbre-import.h"

#define N_TAGS     10000
#define LONG_BYTES (5 * 1024 * 1024)

static void
settle (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  marbre_archive_settle_index_sync (fixture->archive, FALSE, &error);
  g_assert_no_error (error);
}

static MarbreImportReport *
import_text (Fixture *fixture, const char *text)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;
  MarbreImportReport *report;

  marbre_archive_import_async (fixture->archive, stream, NULL, NULL, NULL, fixture_wait_cb,
                               &waiting);
  result = fixture_wait (&waiting);
  report = marbre_archive_import_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
  settle (fixture);
  return report;
}

static MarbreStory *
load (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  MarbreStory *story = marbre_archive_load_story_sync (fixture->archive, id, NULL, &error);

  g_assert_no_error (error);
  return story;
}

static void
expect_found (Fixture *fixture, const char *text, const char *ids)
{
  g_autoptr (GPtrArray) found = fixture_list (fixture, text);
  g_autofree char *found_ids = fixture_ids (found);

  g_assert_cmpstr (found_ids, ==, ids);
}

static guint
count_related (Fixture *fixture, MarbreStory *draft)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) related = NULL;
  GAsyncResult *waiting = NULL;

  marbre_archive_find_related_async (fixture->archive, draft, 10, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  related = marbre_archive_find_related_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
  return related->len;
}

static void
test_no_text (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreImportReport) report = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreStory) empty = marbre_story_new_with_id ("empty");

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  report = import_text (&fixture, "{\"id\":\"a\"}\n"
                                  "{\"id\":\"b\",\"headline\":\"\",\"body\":\"\",\"tags\":[]}\n"
                                  "{\"id\":\"c\",\"headline\":\"A headline alone\"}\n"
                                  "{\"headline\":\"No id and no address\"}\n");
  g_assert_cmpuint (report->imported + report->skipped, ==, 4);
  g_assert_cmpuint (report->imported, >=, 3);
  g_assert_cmpuint (report->errors->len, ==, report->skipped);
  fixture_save (&fixture, empty);
  story = load (&fixture, "a");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BODY), ==, "");
  g_assert_cmpuint (count_related (&fixture, empty), ==, 0);
  expect_found (&fixture, "alone", "c");
}

static void
test_scripts (void)
{
  static const struct
  {
    const char *id;
    const char *language;
    const char *headline;
    const char *body;
    const char *word;
  } stories[] = {
    { "zh", "zh", "港口今天开放", "市长在码头说话。工人回家。", "港口" },
    { "ja", "ja", "港が開いた", "市長は埠頭で話した。", "市長" },
    { "ar", "ar", "افتتاح الميناء اليوم", "تحدث رئيس البلدية على الرصيف.", "الميناء" },
    { "he", "he", "הנמל נפתח היום", "ראש העיר דיבר על הרציף.", "הנמל" },
    { "ru", "ru", "Порт открыт сегодня", "Мэр говорил на набережной.", "порт" },
    { "el", "el", "Το λιμάνι άνοιξε", "Ο δήμαρχος μίλησε στην αποβάθρα.", "λιμάνι" },
    { "hi", "hi", "बंदरगाह आज खुला", "महापौर ने घाट पर बात की।", "बंदरगाह" },
    { "th", "th", "ท่าเรือเปิดวันนี้", "นายกเทศมนตรีพูดที่ท่าเรือ", "ท่าเรือ" },
    { "emoji", "", "⚓️🚢 👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 ‮abc‬", "abc" },
  };
  g_auto (Fixture) fixture = { 0 };

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      g_autoptr (MarbreStory) story =
          fixture_story (stories[i].id, stories[i].language, stories[i].headline, stories[i].body,
                         "");

      fixture_save (&fixture, story);
    }
  settle (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      g_autoptr (MarbreStory) story = load (&fixture, stories[i].id);

      g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), ==,
                       stories[i].headline);
      g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BODY), ==, stories[i].body);
      expect_found (&fixture, stories[i].word, stories[i].id);
      count_related (&fixture, story);
    }
}

static void
test_long (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GString) body = g_string_sized_new (LONG_BYTES + 100);
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreStory) loaded = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  for (guint i = 0; body->len < LONG_BYTES; i++)
    g_string_append_printf (body, "Paragraph %u tells of the harbour and of nothing else.\n\n", i);
  g_string_append (body, "The zymurgist spoke last.");
  story = fixture_story ("long", "en", "Five megabytes", body->str, "");
  fixture_save (&fixture, story);
  settle (&fixture);
  loaded = load (&fixture, "long");
  g_assert_true (
      g_str_equal (marbre_story_get_text (loaded, MARBRE_FIELD_BODY), body->str));
  expect_found (&fixture, "zymurgist", "long");
  count_related (&fixture, story);
}

static void
test_many_tags (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (MarbreStory) story = fixture_story ("tagged", "en", "Tagged", "The harbour.", "");
  g_autoptr (MarbreStory) loaded = NULL;
  g_auto (GStrv) tags = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  for (guint i = 0; i < N_TAGS; i++)
    {
      g_autofree char *tag = g_strdup_printf ("Tag %u", i);

      g_strv_builder_add (builder, tag);
    }
  tags = g_strv_builder_end (builder);
  marbre_story_set_tags (story, (const char *const *) tags);
  fixture_save (&fixture, story);
  settle (&fixture);
  loaded = load (&fixture, "tagged");
  g_assert_cmpstrv (marbre_story_get_tags (loaded), tags);
  expect_found (&fixture, "tag:\"tag 9999\" ", "tagged");
  count_related (&fixture, story);
}

static void
test_same_id (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreImportReport) report = NULL;
  g_autoptr (MarbreStory) story = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  report = import_text (&fixture, "{\"id\":\"a\",\"headline\":\"First harbour\"}\n"
                                  "{\"id\":\"b\",\"headline\":\"Another quay\"}\n"
                                  "{\"id\":\"a\",\"headline\":\"Second lighthouse\"}\n");
  g_assert_cmpuint (report->imported, ==, 2);
  g_assert_cmpuint (report->updated, ==, 1);
  story = load (&fixture, "a");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), ==, "Second lighthouse");
  expect_found (&fixture, "lighthouse", "a");
  expect_found (&fixture, "title:first ", "");
}

static void
test_years (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreImportReport) report = NULL;
  g_autoptr (MarbreStory) draft =
      fixture_story ("draft", "en", "The harbour of Pornic", "The quay of Pornic opens.", "");

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  report = import_text (
      &fixture,
      "{\"id\":\"first\",\"headline\":\"Pornic quay one\",\"state\":\"published\","
      "\"published\":\"0001-01-01T00:00:00Z\"}\n"
      "{\"id\":\"zero\",\"headline\":\"Pornic quay two\",\"state\":\"published\","
      "\"published\":\"0000-01-01T00:00:00Z\"}\n"
      "{\"id\":\"last\",\"headline\":\"Pornic quay three\",\"state\":\"published\","
      "\"published\":\"9999-12-31T23:59:59Z\"}\n"
      "{\"id\":\"beyond\",\"headline\":\"Pornic quay four\",\"state\":\"published\","
      "\"published\":\"12026-01-01T00:00:00Z\"}\n"
      "{\"id\":\"now\",\"headline\":\"Pornic quay five\",\"state\":\"published\","
      "\"published\":\"2026-01-01T00:00:00Z\"}\n");
  /* What is no date is said by its line; the others are there. */
  g_assert_cmpuint (report->imported + report->skipped, ==, 5);
  g_assert_cmpuint (report->errors->len, ==, report->skipped);
  g_assert_cmpuint (report->imported, >=, 3);
  expect_found (&fixture, "pornic after:9000 ", "last");
  expect_found (&fixture, "pornic before:3000 after:2000 ", "now");
  count_related (&fixture, draft);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/strange/no-text", test_no_text);
  g_test_add_func ("/archive/strange/scripts", test_scripts);
  g_test_add_func ("/archive/strange/long", test_long);
  g_test_add_func ("/archive/strange/many-tags", test_many_tags);
  g_test_add_func ("/archive/strange/same-id", test_same_id);
  g_test_add_func ("/archive/strange/years", test_years);
  return g_test_run ();
}
