/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Search as you type, lists, completion, and stopping a query in its middle.
 */
#include "config.h"

#include "marbre-archive.h"

#include <string.h>

#include "fixture.h"
#include "marbre-search-date.h"
#include "marbre-search-query.h"

static void
test_query (void)
{
  static const struct
  {
    const char *text;
    const char *query;
  } cases[] = {
    { "port", "(\"port\" *)" },
    { "port ", "(\"port\")" },
    { "p", NULL },
    { "é", NULL },
    { "plan b", "(\"plan\")" },
    { "plan b ", "(\"plan\" AND \"b\")" },
    { "le port", "(\"le\" AND \"port\" *)" },
    { "\"le port\" nord", "(\"le port\" AND \"nord\" *)" },
    { "« le port » ", "(\" le port \")" },
    { "“le port", "(\"le port\" *)" },
    { "port -tram ", "(\"port\") NOT (\"tram\")" },
    { "port -\"le tram\" -bus ", "(\"port\") NOT (\"le tram\" OR \"bus\")" },
    { "-tram", NULL },
    { "", NULL },
    { " - \"\" … ", NULL },
    { "Saint-Nazaire ", "(\"Saint-Nazaire\")" },
    { "AND OR NOT ", "(\"AND\" AND \"OR\" AND \"NOT\")" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MarbreSearchQuery) query = marbre_search_query_new (cases[i].text);

      g_assert_cmpstr (query->match, ==, cases[i].query);
    }
}

static void
add (Fixture *fixture, const char *id, const char *headline, const char *body, const char *tags)
{
  g_autoptr (MarbreStory) story = fixture_story (id, "fr", headline, body, tags);

  fixture_save (fixture, story);
}

static void
assert_finds (Fixture *fixture, const char *text, const char *ids)
{
  g_autoptr (GPtrArray) found = fixture_list (fixture, text);
  g_autofree char *found_ids = fixture_ids (found);

  g_assert_cmpstr (found_ids, ==, ids);
}

static void
set_up_newsroom (Fixture *fixture)
{
  fixture_set_up (fixture);
  fixture_open (fixture);
  add (fixture, "port", "Le port s’agrandit", "Les quais seront prolongés vers l’Estuaire.",
       "Aménagement");
  add (fixture, "tram", "Un tramway pour l’île", "Il passera devant le port et l’hôpital.",
       "Transports");
  add (fixture, "ecole", "Une école à rénover", "Des travaux sont prévus cet été.", "Éducation");
}

static void
test_find (void)
{
  g_auto (Fixture) fixture = { 0 };

  set_up_newsroom (&fixture);
  assert_finds (&fixture, "port", "port tram"); /* the headline counts more */
  assert_finds (&fixture, "PORT -tramway ", "port");
  assert_finds (&fixture, "ecole", "ecole"); /* accents do not matter */
  assert_finds (&fixture, "éducation", "ecole");
  assert_finds (&fixture, "hôp", "tram"); /* still being typed */
  assert_finds (&fixture, "hôp ", "");
  assert_finds (&fixture, "\"le port\" ", "port tram");
  assert_finds (&fixture, "\"port le\" ", "");
  assert_finds (&fixture, "l’estuaire", "port");
  /* A changed story is found by its new words only. */
  add (&fixture, "port", "Le canal s’agrandit", "Les berges seront prolongées.", "Aménagement");
  assert_finds (&fixture, "quais", "");
  assert_finds (&fixture, "canal", "port");
}

static void
test_operators (void)
{
  static const struct
  {
    const char *text;
    const char *query;
    const char *excluded;
  } cases[] = {
    { "tag:port ", "(tags : \"port\")", NULL },
    { "Mot-Clé:port", "(tags : \"port\" *)", NULL },
    { "tag:\"port de commerce\" -byline:anne ",
      "(tags : \"port de commerce\") NOT (byline : \"anne\")", NULL },
    { "titre:«port» quai ", "(headline : \"port\" AND \"quai\")", NULL },
    { "-tag:port ", NULL, "tags : \"port\"" },
    { "tag:", NULL, NULL },
    { "tag:p", NULL, NULL },
    { "https://example.org ", "(\"https://example.org\")", NULL },
    { "section:culture before:2026 is:draft site:x.org ", NULL, NULL },
  };
  g_autoptr (MarbreSearchQuery) query =
      marbre_search_query_new ("est:publié -rubrique:\"Vie locale\"");
  g_autoptr (MarbreSearchQuery) none = marbre_search_query_new ("after:soon is:odd before:2");
  g_autoptr (MarbreSearchQuery) nothing =
      marbre_search_query_new ("-is:draft -is:published -is:archived ");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MarbreSearchQuery) parsed = marbre_search_query_new (cases[i].text);

      g_assert_cmpstr (parsed->match, ==, cases[i].query);
      g_assert_cmpstr (parsed->excluded, ==, cases[i].excluded);
    }
  g_assert_cmpuint (query->states, ==, MARBRE_STORY_STATE_BIT (MARBRE_STORY_PUBLISHED));
  g_assert_cmpuint (query->other_sections->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (query->other_sections, 0), ==, "vie locale");
  g_assert_cmpint (none->after, ==, G_MININT64);
  g_assert_cmpint (none->before, ==, G_MAXINT64);
  g_assert_cmpuint (none->states, ==, 0);
  g_assert_cmpuint (nothing->states & 7u, ==, 0);
  g_assert_cmpuint (nothing->states, !=, 0);
}

static gint64
start_of (int year, int month, int day)
{
  g_autoptr (GDateTime) date = g_date_time_new_local (year, month, day, 0, 0, 0);

  return g_date_time_to_unix (date);
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    int year, month, day; /* 0 = no date */
  } cases[] = {
    { "2026", 2026, 1, 1 },
    { "2026-03", 2026, 3, 1 },
    { "2026-03-12", 2026, 3, 12 },
    { "12/03/2026", 2026, 3, 12 },
    { "3/2026", 2026, 3, 1 },
    { "2026-13", 0, 0, 0 },
    { "2026-02-30", 0, 0, 0 },
    { "12.3.2026", 2026, 3, 12 },
    { "20", 0, 0, 0 },
    { "2026-", 0, 0, 0 },
    { "12/03/26", 0, 0, 0 },
    { "0000-01", 0, 0, 0 },
    { "99999", 0, 0, 0 },
    { "", 0, 0, 0 },
    { "tomorrow", 0, 0, 0 },
    { "9999", 9999, 1, 1 },
    { "2026-03-12-01", 0, 0, 0 },
  };
  const gint64 now = start_of (2026, 3, 12) + 3600;
  gint64 start;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean parsed =
          marbre_search_date_parse (cases[i].text, strlen (cases[i].text), now, &start);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (parsed, ==, cases[i].year != 0);
      if (parsed)
        g_assert_cmpint (start, ==, start_of (cases[i].year, cases[i].month, cases[i].day));
    }
  g_assert_true (marbre_search_date_parse ("Aujourd’hui", strlen ("Aujourd’hui"), now, &start));
  g_assert_cmpint (start, ==, start_of (2026, 3, 12));
  g_assert_true (marbre_search_date_parse ("hier", 4, now, &start));
  g_assert_cmpint (start, ==, start_of (2026, 3, 11));
}

static void
add_dated (Fixture *fixture,
           const char *id,
           const char *section,
           const char *byline,
           const char *url,
           gint64 published)
{
  g_autoptr (MarbreStory) story = fixture_story (id, "fr", "Le port", "Quais.", "Port,Mer");

  marbre_story_set_text (story, MARBRE_FIELD_SECTION, section);
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, byline);
  marbre_story_set_url (story, url);
  marbre_story_set_state (story, MARBRE_STORY_ARCHIVED);
  marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, published);
  fixture_save (fixture, story);
}

static void
test_filters (void)
{
  g_auto (Fixture) fixture = { 0 };

  set_up_newsroom (&fixture);
  add_dated (&fixture, "a", "Économie", "Anne Le Goff", "https://example.org/a",
             start_of (2024, 5, 1));
  add_dated (&fixture, "b", "Vie locale", "Bruno Mer", "https://example.net/b",
             start_of (2025, 5, 1));
  assert_finds (&fixture, "section:economie", "a");
  assert_finds (&fixture, "rubrique:\"vie locale\" ", "b");
  assert_finds (&fixture, "section:none", "");
  assert_finds (&fixture, "section:eco section:locale ", "b a");
  assert_finds (&fixture, "quais -section:locale ", "a port");
  assert_finds (&fixture, "tag:mer ", "b a");
  assert_finds (&fixture, "mer ", "b a");
  assert_finds (&fixture, "byline:mer ", "b");
  assert_finds (&fixture, "signature:goff", "a");
  assert_finds (&fixture, "is:archived before:2025", "a");
  assert_finds (&fixture, "after:2025 before:2025-06 ", "b");
  assert_finds (&fixture, "-before:2025 is:archived ", "b");
  assert_finds (&fixture, "site:example.net", "b");
  assert_finds (&fixture, "is:archived -site:example.net", "a");
  assert_finds (&fixture, "is:draft -tag:transports -tag:éducation ", "port");
  assert_finds (&fixture, "est:brouillon tram", "tram");
  assert_finds (&fixture, "is:published ", "");
  assert_finds (&fixture, "titre:port -is:draft ", "b a");
}

static void
stand (Fixture *fixture, const char *id, const char *status, gboolean pinned)
{
  g_autoptr (MarbrePosting) posting = marbre_posting_new (id, "s");
  g_autoptr (GError) error = NULL;

  g_free (posting->remote_id);
  posting->remote_id = g_strdup (id);
  g_free (posting->status);
  posting->status = g_strdup (status);
  posting->pinned = pinned;
  marbre_archive_put_posting_sync (fixture->archive, posting, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* How stories stand at their sites. */
static void
test_stands (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreSite) site = NULL;

  set_up_newsroom (&fixture);
  site = marbre_site_new ("s", "Le Quai", "wordpress", "https://q.example", "https://q.example",
                          NULL);
  g_assert_true (marbre_archive_save_site_sync (fixture.archive, site, NULL, NULL));
  add_dated (&fixture, "a", "Vie", "A", "https://q.example/a", start_of (2024, 5, 1));
  add_dated (&fixture, "b", "Vie", "B", "https://q.example/b", start_of (2025, 5, 1));
  stand (&fixture, "a", "pending", FALSE);
  stand (&fixture, "b", "publish", TRUE);
  assert_finds (&fixture, "is:pending ", "a");
  assert_finds (&fixture, "est:attente quais ", "a");
  assert_finds (&fixture, "is:pinned ", "b");
  assert_finds (&fixture, "est:épinglé ", "b");
  assert_finds (&fixture, "is:pending is:pinned ", "b a");
  assert_finds (&fixture, "quais is:archived -is:pending ", "b");
  assert_finds (&fixture, "is:private ", "");
  assert_finds (&fixture, "is:gone ", "");
}

static char *
respell (Fixture *fixture, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *waiting = NULL;

  marbre_archive_respell_async (fixture->archive, text, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  return marbre_archive_respell_finish (fixture->archive, result, NULL);
}

static void
test_respell (void)
{
  static const struct
  {
    const char *text;
    const char *meant;
  } cases[] = {
    { "hopitl ", "hopital " },
    { "hôpitla", "hopital" },
    { "tramwway le", "tramway le" },
    { "quays ", "quais " },
    { "l’estuiare", "l’estuaire" },
    { "tag:amenagemnet port", "tag:amenagement port" },
    { "port", "" },
    { "\"hopitl\" ", "" },
    { "-hopitl ", "" },
    { "xylophone", "" },
    { "por1 ", "" },
    { "tag:hopitl ", "" },
    { "section:hopitl ", "" },
    { "hopit", "" },
    { "больнца", "" },
  };
  g_auto (Fixture) fixture = { 0 };

  set_up_newsroom (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *meant = respell (&fixture, cases[i].text);

      g_assert_cmpstr (meant, ==, cases[i].meant);
    }
}

static void
test_abuse (void)
{
  static const char *const inputs[] = {
    "\"",
    "\"\"\"",
    "*",
    "port*",
    "^port",
    "headline:port",
    "port NEAR tram",
    "NEAR(a b)",
    "(port",
    "port)",
    "{a}",
    "a:b:c",
    "+port",
    "--port",
    "-",
    "'; DROP --",
    "%s%n",
    "\\",
    "port\\",
    "\xff\xfe",
    "a\"b\"c",
    "-\"",
    "“”",
    "« »",
    "a - b",
    "🙂",
    "l'l'l'",
    "NOT",
    "port AND (",
    "port OR OR",
    "\t\n\r",
    "a\x01\x02\x03",
    "tag:\"",
    "tag:*",
    "tag:tag:x ",
    "site:'\"",
    "is:",
    "-:",
    "-tag:",
    "section:[null]",
    "before:2026-99",
  };
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GString) long_input = g_string_new (NULL);
  g_autoptr (GPtrArray) found = NULL;

  set_up_newsroom (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr (GPtrArray) rows = fixture_list (&fixture, inputs[i]); /* asserts no error */

      g_assert_nonnull (rows);
    }
  for (guint i = 0; i < 5000; i++)
    g_string_append (long_input, "port é");
  found = fixture_list (&fixture, long_input->str);
  g_assert_nonnull (found);
}

static void
test_snippet (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GPtrArray) found = NULL;
  MarbreSummary *summary;
  const MarbreSpan *matches;
  guint n_matches;

  set_up_newsroom (&fixture);
  found = fixture_list (&fixture, "hopital");
  g_assert_cmpuint (found->len, ==, 1);
  summary = g_ptr_array_index (found, 0);
  matches = marbre_summary_get_matches (summary, &n_matches);
  g_assert_cmpuint (n_matches, ==, 1);
  g_assert_cmpint (strncmp (marbre_summary_get_snippet (summary) + matches[0].start, "hôpital",
                            matches[0].length),
                   ==, 0);
  g_assert_cmpuint (matches[0].length, ==, strlen ("hôpital"));
  marbre_summary_get_headline_matches (summary, &n_matches);
  g_assert_cmpuint (n_matches, ==, 0);
}

/* Whatever stands before it in the headline, and however it is written. */
static void
test_headline_matches (void)
{
  static const char headline[] = "À l’été, l’Élysée reçoit";
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GPtrArray) found = NULL;
  MarbreSummary *summary;
  const MarbreSpan *matches;
  guint n_matches;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  add (&fixture, "a", headline, "Un dîner.", "");
  found = fixture_list (&fixture, "elysee ");
  g_assert_cmpuint (found->len, ==, 1);
  summary = g_ptr_array_index (found, 0);
  g_assert_cmpstr (marbre_summary_get_headline (summary), ==, headline);
  matches = marbre_summary_get_headline_matches (summary, &n_matches);
  g_assert_cmpuint (n_matches, ==, 1);
  g_assert_cmpuint (matches[0].start, ==, strstr (headline, "Élysée") - headline);
  g_assert_cmpuint (matches[0].length, ==, strlen ("Élysée"));
}

static void
test_list (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *ids = NULL;
  const MarbreQuery published = { .states = MARBRE_STORY_STATE_BIT (MARBRE_STORY_PUBLISHED) };
  GAsyncResult *waiting = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr (MarbreStory) story = fixture_story (id, "en", "H", "The body’s start.", "");

      marbre_story_set_state (story, MARBRE_STORY_ARCHIVED);
      marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, 1000 + (i + 1) % 3);
      fixture_save (&fixture, story);
    }
  all = fixture_list (&fixture, "");
  ids = fixture_ids (all);
  g_assert_cmpstr (ids, ==, "1 0 2");
  g_assert_cmpstr (marbre_summary_get_snippet (g_ptr_array_index (all, 0)), ==,
                   "The body’s start.");
  marbre_archive_list_async (fixture.archive, &published, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  none = marbre_archive_list_finish (fixture.archive, result, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static char *
complete (Fixture *fixture, MarbreFacet facet, const char *prefix)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  GAsyncResult *waiting = NULL;

  marbre_archive_complete_async (fixture->archive, facet, prefix, 10, NULL, fixture_wait_cb,
                                 &waiting);
  result = fixture_wait (&waiting);
  values = marbre_archive_complete_finish (fixture->archive, result, NULL);
  for (guint i = 0; i < values->len; i++)
    g_string_append_printf (names, "%s:%u ",
                            marbre_facet_value_get_name (g_ptr_array_index (values, i)),
                            marbre_facet_value_get_count (g_ptr_array_index (values, i)));
  return g_strdup (names->str);
}

static void
test_complete (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = NULL;
  g_autofree char *tags = NULL;
  g_autofree char *most = NULL;
  g_autofree char *bylines = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  add (&fixture, "a", "A", "", "Éducation,École,Port");
  add (&fixture, "b", "B", "", "École,Port");
  story = fixture_story ("c", "fr", "C", "", "Port");
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "Anne Le Goff");
  fixture_save (&fixture, story);
  tags = complete (&fixture, MARBRE_FACET_TAG, "eC");
  g_assert_cmpstr (tags, ==, "École:2 ");
  most = complete (&fixture, MARBRE_FACET_TAG, "");
  g_assert_cmpstr (most, ==, "Port:3 École:2 Éducation:1 ");
  bylines = complete (&fixture, MARBRE_FACET_BYLINE, "gof");
  g_assert_cmpstr (bylines, ==, "Anne Le Goff:1 ");
}

static void
test_cancel (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (MarbreStory) draft = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  const MarbreQuery query = { .text = "w1" };
  GAsyncResult *results[3] = { NULL };

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (body, "w%u ", i);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      add (&fixture, id, "H", body->str, "");
    }
  draft = fixture_story ("draft", "en", "w1 w2", body->str, "");
  marbre_archive_list_async (fixture.archive, &query, cancellable, fixture_wait_cb, &results[0]);
  marbre_archive_find_related_async (fixture.archive, draft, 5, cancellable, fixture_wait_cb,
                                     &results[1]);
  marbre_archive_suggest_tags_async (fixture.archive, draft, 5, cancellable, fixture_wait_cb,
                                     &results[2]);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) result = fixture_wait (&results[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (g_task_propagate_pointer (G_TASK (result), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  /* The connection is good for the next. */
  after = fixture_list (&fixture, "w1");
  g_assert_cmpuint (after->len, ==, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/search/query", test_query);
  g_test_add_func ("/archive/search/operators", test_operators);
  g_test_add_func ("/archive/search/dates", test_dates);
  g_test_add_func ("/archive/search/find", test_find);
  g_test_add_func ("/archive/search/filters", test_filters);
  g_test_add_func ("/archive/search/stands", test_stands);
  g_test_add_func ("/archive/search/respell", test_respell);
  g_test_add_func ("/archive/search/abuse", test_abuse);
  g_test_add_func ("/archive/search/snippet", test_snippet);
  g_test_add_func ("/archive/search/headline-matches", test_headline_matches);
  g_test_add_func ("/archive/search/list", test_list);
  g_test_add_func ("/archive/search/complete", test_complete);
  g_test_add_func ("/archive/search/cancel", test_cancel);
  return g_test_run ();
}
