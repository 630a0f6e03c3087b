/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the checks find, where, and what they leave alone.
 */
#include "config.h"

#include <string.h>

#include "marbre-checks.h"
#include "marbre-compat.h"
#include "marbre-read-also.h"
#include "marbre-time.h"

/* A story with nothing to complain of but what @body brings. */
static MarbreStory *
story_with (const char *language, const char *body)
{
  static const char *const tags[] = { "port", NULL };
  MarbreStory *story = marbre_story_new ();

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Headline");
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, "Standfirst");
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "Section");
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, language);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  marbre_story_set_tags (story, tags);
  return story;
}

/* "id field “what is marked” → “its correction”", one finding after the other. */
static char *
describe_with (MarbreStory *story, const MarbreChecksOptions *options)
{
  g_autoptr (GPtrArray) checks = marbre_checks_run (story, NULL, options);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < checks->len; i++)
    {
      MarbreCheck *check = g_ptr_array_index (checks, i);
      const char *text = marbre_story_get_text (story, check->field);

      g_assert_cmpuint (check->start + check->length, <=, strlen (text));
      g_assert_true (g_utf8_validate (text + check->start, (gssize) check->length, NULL));
      g_assert_cmpstr (check->message, !=, "");
      g_string_append_printf (line, "%s%s %s “%.*s”", i > 0 ? ", " : "", check->id,
                              marbre_field_get_name (check->field), (int) check->length,
                              text + check->start);
      g_assert_cmpstr (marbre_check_get_title (check), !=, "");
      g_assert_true ((check->found == NULL) == (check->replacement == NULL));
      if (check->replacement != NULL)
        g_string_append_printf (line, " → “%s”", check->replacement);
      if (check->found != NULL && check->place == MARBRE_CHECK_PLACE_TEXT)
        g_assert_cmpmem (check->found, strlen (check->found), text + check->start, check->length);
    }
  return marbre_string_steal (line);
}

static char *
describe (MarbreStory *story)
{
  return describe_with (story, NULL);
}

static void
assert_body (const char *language, const char *body, const char *expected)
{
  g_autoptr (MarbreStory) story = story_with (language, body);
  g_autofree char *found = describe (story);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_clean (void)
{
  assert_body ("fr", "Un mot. L’été « à » Paris.\n\n- un\n- deux\n", "");
  assert_body ("en", "One word. “Two” o’clock.", "");
}

static void
test_to_come (void)
{
  assert_body ("fr", "Le bilan est de TK morts.", "tk body “TK”");
  assert_body ("en", "# A TKTK\n\n*TK*", "tk body “TKTK”, tk body “TK”");
  assert_body ("en", "TKO, ATK, `TK`, https://a.org/TK, Tk", "");
}

static void
test_doubled (void)
{
  assert_body ("fr", "Le le port est est là.",
               "word-doubled body “Le le” → “Le”, "
               "word-doubled body “est est” → “est”");
  assert_body ("en", "in *the* the port of\nof call",
               "word-doubled body “the* the”, "
               "word-doubled body “of\nof” → “of”");
  assert_body ("fr", "> la\n> la mer", "word-doubled body “la\n> la”");
  assert_body ("fr", "nous nous levons. Non, non. 12 12. `le` le. le, le. Duran Duran.", "");
  assert_body ("en", "he had had that that", "");
  assert_body ("en", "the\n\nthe", "");
  /* A comment is no part of its sentence, and is not lost with a correction. */
  assert_body ("fr", "Le {>>le le port  ?<<} le port est",
               "comments-open body “{>>le le port  ?<<}”");
}

static void
test_spaces (void)
{
  assert_body ("en", "one  two   three",
               "space-doubled body “  ” → “ ”, space-doubled body “   ” → “ ”");
  assert_body ("en", "one  \ntwo  ", "");
  assert_body ("en", "| a  | b   |\n|----|-----|\n| c  | d   |", "");
  assert_body ("en", "`a  b`\n\n    c  d\n", "");
}

static void
test_quotes (void)
{
  assert_body ("fr", "l'été \"chaud\"\n\nl'hiver",
               "quotes-straight body “'été \"chaud\"” → “’été «\u00a0chaud\u00a0»”, "
               "quotes-straight body “'” → “’”");
  assert_body ("en", "6'2\" tall; `it's`; <b class=\"x\">b</b>; [a](b 'c')", "");
  assert_body ("en", "![a](b \"It's — Credit: X\")", "quotes-straight body “'” → “’”");
}

static void
test_pictures (void)
{
  assert_body ("en", "![](a.png)",
               "caption-missing body “![](a.png)”, credit-missing body “![](a.png)”, "
               "alt-missing body “![](”");
  assert_body ("en", "![x](a.png \"The port\")", "credit-missing body “![x](a.png \"The port\")”");
  assert_body ("en", "![x](a.png \"The port — Credit: AFP\")", "");
  assert_body ("fr", "![x](a.png \"Le port — Crédit\u00a0: AFP\")", "");
}

static void
test_lead_image (void)
{
  g_autoptr (MarbreStory) story = story_with ("en", "Text");
  g_autoptr (MarbreMedia) bare = marbre_media_new ("a.png", NULL, NULL, NULL);
  g_autoptr (MarbreMedia) full = marbre_media_new ("a.png", "a", "b", "c");
  g_autofree char *found = NULL;
  g_autofree char *nothing = NULL;

  marbre_story_set_lead_image (story, bare);
  found = describe (story);
  g_assert_cmpstr (found, ==,
                   "alt-missing body “”, caption-missing body “”, credit-missing body “”");
  marbre_story_set_lead_image (story, full);
  nothing = describe (story);
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_links (void)
{
  assert_body ("en", "[](https://a.org)", "link-empty body “[](”");
  assert_body ("en", "see [this]() and", "link-empty body “]()”");
  assert_body ("en", "see [this](x) and `[](y)` and [z]", "");
}

static void
test_story (void)
{
  g_autoptr (MarbreStory) blank = marbre_story_new ();
  g_autoptr (MarbreStory) late = story_with ("en", "Text");
  g_autofree char *found = describe (blank);
  g_autofree char *long_headline = g_strnfill (111, 'a');
  g_autofree char *in_force = NULL;
  g_autofree char *over = NULL;

  g_assert_cmpstr (
      found, ==,
      "headline-empty headline “”, body-empty body “”, standfirst-missing standfirst “”, "
      "section-missing section “”, tag-missing headline “”");

  marbre_story_set_time (late, MARBRE_MOMENT_EMBARGO_UNTIL, marbre_time_now () + 3600);
  in_force = describe (late);
  g_assert_cmpstr (in_force, ==, "embargo headline “”");
  marbre_story_set_time (late, MARBRE_MOMENT_EMBARGO_UNTIL, marbre_time_now () - 1);
  over = describe (late);
  g_assert_cmpstr (over, ==, "");

  marbre_story_set_text (late, MARBRE_FIELD_HEADLINE, long_headline);
  g_free (over);
  over = describe (late);
  g_assert_true (g_str_has_prefix (over, "headline-long headline “aaa"));
}

static void
test_fields (void)
{
  g_autoptr (MarbreStory) story = story_with ("en", "Text");
  g_autofree char *found = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "*TK*");
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, "the the");
  found = describe (story);
  g_assert_cmpstr (found, ==, "tk kicker “TK”, word-doubled standfirst “the the” → “the”");
}

static void
test_limits (void)
{
  g_autoptr (MarbreStory) story = story_with ("en", "Text");
  const MarbreChecksOptions options = { .headline_limit = 5, .standfirst_limit = 9 };
  g_autofree char *none = describe (story);
  g_autofree char *found = describe_with (story, &options);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (found, ==,
                   "headline-long headline “Headline”, standfirst-long standfirst “Standfirst”");
}

static void
test_length (void)
{
  g_autoptr (MarbreStory) story = story_with ("en", "Twelve signs and some more.");
  g_autofree char *fits = NULL;
  g_autofree char *over = NULL;

  marbre_story_set_length (story, 25);
  fits = describe (story);
  g_assert_cmpstr (fits, ==, "");
  marbre_story_set_length (story, 20);
  over = describe (story);
  g_assert_cmpstr (over, ==, "length-over headline “”");
}

static void
test_language (void)
{
  assert_body ("en",
               "Le port de la ville est fermé depuis hier soir, et les bateaux ne peuvent plus "
               "entrer dans le bassin. Les pêcheurs attendent que le vent se calme.",
               "language-other language “en” → “fr”");
  assert_body ("fr",
               "The harbour has been closed since last night, and the boats cannot get into the "
               "basin. The fishermen are waiting for the wind to drop.",
               "language-other language “fr” → “en”");
}

static void
test_tags (void)
{
  static const char *const tags[] = { "Elections", "chantier naval", "inondatoin", "G7",
                                      "port",      "Martin",         NULL };
  g_autoptr (MarbreStory) story = story_with ("fr", "Texte");
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  const MarbreChecksOptions options = { .tags = known };
  g_autofree char *found = NULL;

#define KNOW(tag, n) g_hash_table_insert (known, (gpointer) (tag), GUINT_TO_POINTER (n))
  KNOW ("Elections", 1);
  KNOW ("élections", 34);
  KNOW ("chantiers navals", 12);
  KNOW ("inondation", 9);
  KNOW ("inondations", 2);
  KNOW ("G8", 40);
  KNOW ("port", 30);
  KNOW ("Port", 2);
  KNOW ("Martine", 50);
#undef KNOW
  marbre_story_set_tags (story, tags);
  found = describe_with (story, &options);
  g_assert_cmpstr (found, ==,
                   "tag-near headline “” → “élections”, tag-near headline “” → “chantiers navals”, "
                   "tag-near headline “” → “inondation”");
}

/* Where there are tags to know, one that no other story has is named; where not, none is. */
static void
test_new_tags (void)
{
  static const char *const tags[] = { "Zanzibar", "port", NULL };
  g_autoptr (MarbreStory) story = story_with ("fr", "Texte");
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const MarbreChecksOptions options = { .tags = known };
  g_autofree char *few = NULL;
  g_autofree char *many = NULL;

  marbre_story_set_tags (story, tags);
  g_hash_table_insert (known, g_strdup ("Zanzibar"), GUINT_TO_POINTER (1));
  g_hash_table_insert (known, g_strdup ("port"), GUINT_TO_POINTER (2));
  few = describe_with (story, &options);
  g_assert_cmpstr (few, ==, "");
  for (guint i = 0; i < 20; i++)
    g_hash_table_insert (known, g_strdup_printf ("rubrique %u", i), GUINT_TO_POINTER (5));
  many = describe_with (story, &options);
  g_assert_cmpstr (many, ==, "tag-new headline “”");
}

static void
add_story (GHashTable *stories,
           const char *link,
           const char *address,
           const char *headline,
           const char *former)
{
  MarbreReadAlsoStory *story = g_new0 (MarbreReadAlsoStory, 1);

  story->address = g_strdup (address);
  story->headline = g_strdup (headline);
  story->former = g_strsplit (former, "|", -1);
  g_hash_table_insert (stories, g_strdup (link), story);
}

/* What follows its story, and what is the writer's own. */
static void
test_read_also (void)
{
  static const char body[] =
      "> [!read-also]\n> - [Le port ferme](https://e.org/?p=1)\n"
      "> - [Mon titre à moi](/a/tram)\n> - [L\\[e\\] tram](/a/tram)\n\n"
      "> [!lire-aussi]\r\n> [Le  bac](https://e.org/bac_(1))\n\n"
      "[Le port ferme](https://e.org/?p=1)\n\n"
      "```\n> [!read-also]\n> [Le port ferme](https://e.org/?p=1)\n```\n\n"
      "> [!read-also]\n> - [ouvert](https://e.org/?p=1\n> - [sans]\n";
  g_autoptr (MarbreStory) story = story_with ("fr", body);
  g_autoptr (GHashTable) stories = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) marbre_read_also_story_free);
  const MarbreChecksOptions options = { .stories = stories };
  g_autofree char *found = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *other = NULL;

  add_story (stories, "https://e.org/?p=1", "https://e.org/le-port", "Le port [nord] ferme",
             "le port ferme|le port");
  add_story (stories, "/a/tram", NULL, "Le tram arrive", "l[e] tram");
  add_story (stories, "https://e.org/bac_(1)", "https://e.org/bac", "Le bac", "le bac");
  found = describe_with (story, &options);
  g_assert_cmpstr (
      found, ==,
      "read-also-headline body “Le port ferme” → “Le port \\[nord\\] ferme”, "
      "read-also-moved body “https://e.org/?p=1” → “https://e.org/le-port”, "
      "read-also-headline body “L\\[e\\] tram” → “Le tram arrive”, "
      "read-also-moved body “https://e.org/bac_(1)” → “https://e.org/bac”, "
      "space-doubled body “  ” → “ ”");

  moved = marbre_read_also_move ("> [!read-also]\n> [a](/x)\n> [b](/y)\n\n[c](/x)\n", "/x",
                                 "/é z");
  g_assert_cmpstr (moved, ==, "> [!read-also]\n> [a](/%C3%A9%20z)\n> [b](/y)\n\n[c](/x)\n");
  other = marbre_read_also_move ("> [!read-also]\n> [a](/x)\n", "/y", "/z");
  g_assert_null (other);
}

static void
test_bounds (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GPtrArray) checks = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (body, "TK ");
  story = story_with ("en", body->str);
  checks = marbre_checks_run (story, NULL, NULL);
  g_assert_cmpuint (checks->len, ==, MARBRE_CHECKS_MAX);
}

static void
test_severities (void)
{
  g_assert_cmpstr (marbre_severity_get_name (MARBRE_SEVERITY_INFO), ==, "info");
  g_assert_cmpstr (marbre_severity_get_name (MARBRE_SEVERITY_ERROR), ==, "error");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/checks/clean", test_clean);
  g_test_add_func ("/text/checks/to-come", test_to_come);
  g_test_add_func ("/text/checks/doubled", test_doubled);
  g_test_add_func ("/text/checks/spaces", test_spaces);
  g_test_add_func ("/text/checks/quotes", test_quotes);
  g_test_add_func ("/text/checks/pictures", test_pictures);
  g_test_add_func ("/text/checks/lead-image", test_lead_image);
  g_test_add_func ("/text/checks/links", test_links);
  g_test_add_func ("/text/checks/story", test_story);
  g_test_add_func ("/text/checks/fields", test_fields);
  g_test_add_func ("/text/checks/limits", test_limits);
  g_test_add_func ("/text/checks/length", test_length);
  g_test_add_func ("/text/checks/language", test_language);
  g_test_add_func ("/text/checks/tags", test_tags);
  g_test_add_func ("/text/checks/new-tags", test_new_tags);
  g_test_add_func ("/text/checks/read-also", test_read_also);
  g_test_add_func ("/text/checks/bounds", test_bounds);
  g_test_add_func ("/text/checks/severities", test_severities);
  return g_test_run ();
}
