/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A newsroom's own rules: what a file may say, what is said of a bad one, and what they find.
 */
#include "config.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-house-rules.h"
#include "marbre-text-error.h"

static MarbreHouseRules *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MarbreHouseRules *rules = marbre_house_rules_parse (text, -1, &error);

  g_assert_no_error (error);
  return rules;
}

/* "line 3, line 7" of what could not be read. */
static char *
problems (MarbreHouseRules *rules)
{
  GPtrArray *list = marbre_house_rules_get_problems (rules);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      MarbreHouseProblem *problem = g_ptr_array_index (list, i);

      g_assert_cmpstr (problem->message, !=, "");
      g_string_append_printf (text, "%s%u", i > 0 ? " " : "", problem->line);
    }
  return marbre_string_steal (text);
}

static MarbreStory *
story_with (const char *language, const char *headline, const char *body)
{
  static const char *const tags[] = { "port", NULL };
  MarbreStory *story = marbre_story_new ();

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, headline);
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, "Standfirst");
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "Section");
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, language);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  marbre_story_set_tags (story, tags);
  return story;
}

/* "id severity field “found” → “replacement”" of each finding. */
static char *
find (const char *text, const char *language, const char *headline, const char *body)
{
  g_autoptr (MarbreHouseRules) rules = parse (text);
  g_autoptr (MarbreStory) story = story_with (language, headline, body);
  const MarbreChecksOptions options = { .rules = rules };
  g_autoptr (GPtrArray) checks = marbre_checks_run (story, NULL, &options);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < checks->len; i++)
    {
      MarbreCheck *check = g_ptr_array_index (checks, i);

      g_string_append_printf (line, "%s%s %s %s “%.*s”", i > 0 ? ", " : "", check->id,
                              marbre_severity_get_name (check->severity),
                              marbre_field_get_name (check->field), (int) check->length,
                              marbre_story_get_text (story, check->field) + check->start);
      if (check->replacement != NULL)
        g_string_append_printf (line, " → “%s”", check->replacement);
    }
  return marbre_string_steal (line);
}

static void
assert_found (
    const char *text, const char *language, const char *body, const char *expected)
{
  g_autofree char *found = find (text, language, "Headline", body);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_parse (void)
{
  g_autoptr (MarbreHouseRules) rules = parse ("\xef\xbb\xbf# House rules\r\n\r\n"
                                              "words: au niveau de\r\n"
                                              "message: Écrire « à ».\r\n"
                                              "replacement: à\r\n"
                                              "\r\n\r\n"
                                              "pattern: \\bimpacter?\\b\n"
                                              "# in between\n"
                                              "Message : toucher\n"
                                              "severity: error\n"
                                              "language: fr\n"
                                              "case: yes");
  g_autofree char *none = problems (rules);

  g_assert_cmpuint (marbre_house_rules_get_length (rules), ==, 2);
  g_assert_cmpstr (none, ==, "");
}

static void
test_problems (void)
{
  g_autoptr (MarbreHouseRules) rules = parse ("pattern: (abc\n"
                                              "message: unclosed\n"
                                              "\n"
                                              "words: good\n"
                                              "message: goes on\n"
                                              "\n"
                                              "message: looks for nothing\n"
                                              "\n"
                                              "words: says nothing\n"
                                              "\n"
                                              "words: a\n"
                                              "message: b\n"
                                              "severity: fatal\n"
                                              "\n"
                                              "words: a\n"
                                              "words: b\n"
                                              "message: c\n"
                                              "\n"
                                              "no key at all\n"
                                              "\n"
                                              "words: a\n"
                                              "message: b\n"
                                              "replacement: \\\n");
  g_autofree char *lines = problems (rules);
  MarbreHouseProblem *first = g_ptr_array_index (marbre_house_rules_get_problems (rules), 0);

  g_assert_cmpuint (marbre_house_rules_get_length (rules), ==, 1);
  g_assert_cmpstr (lines, ==, "1 7 9 13 16 19 23");
  /* Nothing of what we add to a pattern is in the message. */
  g_assert_null (strstr (first->message, "LIMIT"));
}

static void
test_no_file (void)
{
  g_autofree char *long_text = g_strnfill (MARBRE_HOUSE_RULES_MAX_BYTES + 1, 'a');
  g_autoptr (GError) error = NULL;

  g_assert_null (marbre_house_rules_parse ("words: \xe9t\xe9", -1, &error));
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_ENCODING);
  g_clear_error (&error);
  g_assert_null (marbre_house_rules_parse (long_text, -1, &error));
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE);
}

static void
test_words (void)
{
  static const char rules[] = "words: au niveau de\nmessage: Écrire « à ».\nreplacement: à\n";

  assert_found (rules, "fr", "Il est Au  niveau\nde la mer, au niveau des ports.",
                "house-1 warning body “Au  niveau\nde” → “à”, "
                "space-doubled info body “  ” → “ ”");
  /* Markup stands between: found, but not corrected. */
  assert_found (rules, "fr", "au *niveau* de", "house-1 warning body “au *niveau* de”");
  assert_found (rules, "fr", "`au niveau de` et https://exemple.fr/au-niveau-de", "");
}

static void
test_pattern (void)
{
  static const char rules[] = "pattern: \\b(\\d+) pour ?cent\\b\n"
                              "message: Write “%”.\n"
                              "replacement: \\1 %\n"
                              "severity: info\n"
                              "\n"
                              "pattern: \\bTwitter\\b\n"
                              "message: Write X.\n"
                              "case: yes\n"
                              "language: en\n";

  assert_found (rules, "en", "12 pour cent, 3 pourcent; Twitter, twitter",
                "house-1 info body “12 pour cent” → “12 %”, "
                "house-1 info body “3 pourcent” → “3 %”, house-6 warning body “Twitter”");
  assert_found (rules, "fr", "Twitter", "");
}

static void
test_fields (void)
{
  g_autofree char *found = find ("words: crisis\nmessage: no\n", "en", "A crisis",
                                 "![x](a.png \"crisis — Credit: AFP\")");

  g_assert_cmpstr (found, ==,
                   "house-1 warning headline “crisis”, house-1 warning body “crisis”");
}

/* A pattern that takes for ever is given up, and the others go on. */
static void
test_slow (void)
{
  g_autofree char *body = g_strnfill (5000, 'a');
  gint64 start = g_get_monotonic_time ();
  g_autofree char *found = find ("pattern: (a+)+$b\nmessage: slow\n\n"
                                 "pattern: (a|aa)+z\nmessage: slow\n\n"
                                 "words: Headline\nmessage: quick\n",
                                 "en", "Headline", body);

  g_assert_nonnull (strstr (found, "house-7 warning headline “Headline”"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

static void
test_empty_match (void)
{
  assert_found ("pattern: x*\nmessage: m\n", "en", "axxb", "house-1 warning body “xx”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/house-rules/parse", test_parse);
  g_test_add_func ("/text/house-rules/problems", test_problems);
  g_test_add_func ("/text/house-rules/no-file", test_no_file);
  g_test_add_func ("/text/house-rules/words", test_words);
  g_test_add_func ("/text/house-rules/pattern", test_pattern);
  g_test_add_func ("/text/house-rules/fields", test_fields);
  g_test_add_func ("/text/house-rules/slow", test_slow);
  g_test_add_func ("/text/house-rules/empty-match", test_empty_match);
  return g_test_run ();
}
