/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Story files: what is read, what is refused and with which line, and that every sample survives
 * being written and read again.
 */
#include "config.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-story-file.h"
#include "marbre-text-error.h"

static MarbreStory *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MarbreStory *story = marbre_story_file_parse (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (story);
  return story;
}

static void
assert_error (const char *text, gssize length, MarbreTextError code, const char *part)
{
  g_autoptr (GError) error = NULL;
  MarbreStory *story = marbre_story_file_parse (text, length, &error);

  g_assert_null (story);
  g_assert_error (error, MARBRE_TEXT_ERROR, (int) code);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
}

static const char *
text_of (MarbreStory *story, MarbreField field)
{
  return marbre_story_get_text (story, field);
}

static void
assert_same (MarbreStory *one, MarbreStory *other)
{
  g_assert_true (marbre_story_equal (one, other));
  g_assert_cmpstr (marbre_story_get_id (one), ==, marbre_story_get_id (other));
  g_assert_cmpstr (marbre_story_get_url (one), ==, marbre_story_get_url (other));
  g_assert_cmpint (marbre_story_get_state (one), ==, marbre_story_get_state (other));
  g_assert_cmpuint (marbre_story_get_length (one), ==, marbre_story_get_length (other));
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    g_assert_cmpint (marbre_story_get_time (one, (MarbreMoment) i), ==,
                     marbre_story_get_time (other, (MarbreMoment) i));
}

static void
assert_round_trip (MarbreStory *story)
{
  g_autofree char *file = marbre_story_file_format (story);
  g_autofree char *again = NULL;
  g_autoptr (MarbreStory) read = parse (file);

  assert_same (story, read);
  again = marbre_story_file_format (read);
  g_assert_cmpstr (file, ==, again);
}

static void
test_whole (void)
{
  g_autoptr (MarbreStory) story = parse ("---\n"
                                         "id: abc-1\n"
                                         "section: Économie # not part of it\n"
                                         "kicker: 2026\n"
                                         "headline: 'Le port : l''attente'\n"
                                         "standfirst: >\n"
                                         "  Deux lignes\n"
                                         "  qui n’en font qu’une.\n"
                                         "byline: \"Service Éco\"\n"
                                         "language: fr\n"
                                         "slug: le-port\n"
                                         "tags: [Navalis, \"chantier naval\"]\n"
                                         "length: 4500\n"
                                         "state: published\n"
                                         "url: https://example.org/a\n"
                                         "created: 2026-01-01\n"
                                         "updated: 2026-02-11T18:10:00Z\n"
                                         "published: 2026-02-11T19:10:00+01:00\n"
                                         "publish_at: 2026-02-12 08:30\n"
                                         "embargo_until: ~\n"
                                         "lead_image:\n"
                                         "  src: pictures/harbour.png\n"
                                         "  alt: Le port\n"
                                         "  caption: Au petit matin\n"
                                         "  credit: AFP\n"
                                         "mood: [kept, by, nobody]\n"
                                         "---\n"
                                         "\n"
                                         "Un.\n"
                                         "\n"
                                         "Deux.\n");
  const char *const *tags = marbre_story_get_tags (story);
  MarbreMedia *lead = marbre_story_get_lead_image (story);

  g_assert_cmpstr (marbre_story_get_id (story), ==, "abc-1");
  g_assert_cmpstr (text_of (story, MARBRE_FIELD_SECTION), ==, "Économie");
  g_assert_cmpstr (text_of (story, MARBRE_FIELD_KICKER), ==, "2026");
  g_assert_cmpstr (text_of (story, MARBRE_FIELD_HEADLINE), ==, "Le port : l'attente");
  g_assert_cmpstr (text_of (story, MARBRE_FIELD_STANDFIRST), ==,
                   "Deux lignes qui n’en font qu’une.");
  g_assert_cmpstr (text_of (story, MARBRE_FIELD_BODY), ==, "Un.\n\nDeux.");
  g_assert_cmpstr (text_of (story, MARBRE_FIELD_BYLINE), ==, "Service Éco");
  g_assert_cmpstr (text_of (story, MARBRE_FIELD_LANGUAGE), ==, "fr");
  g_assert_cmpstr (text_of (story, MARBRE_FIELD_SLUG), ==, "le-port");
  g_assert_cmpstr (tags[0], ==, "Navalis");
  g_assert_cmpstr (tags[1], ==, "chantier naval");
  g_assert_null (tags[2]);
  g_assert_cmpint (marbre_story_get_state (story), ==, MARBRE_STORY_PUBLISHED);
  g_assert_cmpuint (marbre_story_get_length (story), ==, 4500);
  g_assert_cmpstr (marbre_story_get_url (story), ==, "https://example.org/a");
  g_assert_cmpint (marbre_story_get_time (story, MARBRE_MOMENT_CREATED), ==, 1767225600);
  g_assert_cmpint (marbre_story_get_time (story, MARBRE_MOMENT_UPDATED), ==, 1770833400);
  g_assert_cmpint (marbre_story_get_time (story, MARBRE_MOMENT_PUBLISHED), ==, 1770833400);
  g_assert_cmpint (marbre_story_get_time (story, MARBRE_MOMENT_PUBLISH_AT), ==, 1770885000);
  g_assert_cmpint (marbre_story_get_time (story, MARBRE_MOMENT_EMBARGO_UNTIL), ==, 0);
  g_assert_cmpstr (marbre_media_get_src (lead), ==, "pictures/harbour.png");
  g_assert_cmpstr (marbre_media_get_alt (lead), ==, "Le port");
  g_assert_cmpstr (marbre_media_get_caption (lead), ==, "Au petit matin");
  g_assert_cmpstr (marbre_media_get_credit (lead), ==, "AFP");
  assert_round_trip (story);
}

/* What other programs write: byte order mark, CRLF, "..." as the second fence, tags as one text. */
static void
test_foreign_habits (void)
{
  g_autoptr (MarbreStory) story = parse ("\xef\xbb\xbf---\r\nheadline: One\r\ntags: a, b ,\r\n"
                                         "lead_image: a.png\r\n...\r\nFirst\r\nsecond\rthird\r\n");

  g_assert_cmpstr (text_of (story, MARBRE_FIELD_HEADLINE), ==, "One");
  g_assert_cmpstr (text_of (story, MARBRE_FIELD_BODY), ==, "First\nsecond\nthird");
  g_assert_cmpstr (marbre_story_get_tags (story)[1], ==, "b");
  g_assert_null (marbre_story_get_tags (story)[2]);
  g_assert_cmpstr (marbre_media_get_src (marbre_story_get_lead_image (story)), ==, "a.png");
  g_assert_cmpint (strlen (marbre_story_get_id (story)), ==, 36);
}

static void
test_no_matter (void)
{
  static const struct
  {
    const char *text, *headline, *body;
  } cases[] = {
    { "# Le port attend #\n\nUn.\n", "Le port attend", "Un." },
    { "\n\n# C#\nText", "C#", "Text" },
    { "# Un\v deux\nText", "Un deux", "Text" },
    { "Un.\n\n# Deux\n", "", "Un.\n\n# Deux" },
    { "#hashtag\n", "", "#hashtag" },
    { "---\nNo second fence, so this is a rule.\n", "",
      "---\nNo second fence, so this is a rule." },
    { "", "", "" },
    { "---\n---\nBody", "", "Body" },
    { "---\n# only a comment\n---\n", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MarbreStory) story = parse (cases[i].text);

      g_assert_cmpstr (text_of (story, MARBRE_FIELD_HEADLINE), ==, cases[i].headline);
      g_assert_cmpstr (text_of (story, MARBRE_FIELD_BODY), ==, cases[i].body);
    }
}

static void
test_guesses_language (void)
{
  g_autoptr (MarbreStory) french = parse ("Le port est fermé pour des travaux.");
  g_autoptr (MarbreStory) english = parse ("---\nheadline: x\n---\nThe harbour is closed.");
  g_autoptr (MarbreStory) said = parse ("---\nlanguage: en\n---\nLe port est fermé.");

  g_assert_cmpstr (text_of (french, MARBRE_FIELD_LANGUAGE), ==, "fr");
  g_assert_cmpstr (text_of (english, MARBRE_FIELD_LANGUAGE), ==, "en");
  g_assert_cmpstr (text_of (said, MARBRE_FIELD_LANGUAGE), ==, "en");
}

static void
test_given_id (void)
{
  g_autoptr (MarbreStory) bare = marbre_story_file_parse_as ("Text", -1, "mine", NULL);
  g_autoptr (MarbreStory) none =
      marbre_story_file_parse_as ("---\nslug: x\n---\n", -1, "mine", NULL);
  g_autoptr (MarbreStory) own = marbre_story_file_parse_as ("---\nid: x\n---\n", -1, "mine", NULL);

  g_assert_cmpstr (marbre_story_get_id (bare), ==, "mine");
  g_assert_cmpstr (marbre_story_get_id (none), ==, "mine");
  g_assert_cmpstr (marbre_story_get_id (own), ==, "x");
}

static void
test_refused (void)
{
  const MarbreTextError invalid = MARBRE_TEXT_ERROR_INVALID;
  g_autofree char *large = g_strnfill (MARBRE_STORY_FILE_MAX_BYTES + 1, 'a');
  g_autofree char *matter = g_strnfill (300 * 1024, 'a');
  g_autofree char *large_matter = g_strconcat ("---\n# ", matter, "\n---\n", NULL);

  assert_error ("---\nheadline: a\nheadline: b\n---\n", -1, invalid, "Line 3");
  assert_error ("---\nheadline: a\ntags: {a: b}\n---\n", -1, invalid, "Line 3");
  assert_error ("---\ntags: [a, [b]]\n---\n", -1, invalid, "Line 2");
  assert_error ("---\nid: [a]\n---\n", -1, invalid, "Line 2");
  assert_error ("---\nkicker:\n  a: b\n---\n", -1, invalid, "kicker");
  assert_error ("---\n\n\nstate: lost\n---\n", -1, invalid, "Line 4");
  assert_error ("---\npublished: yesterday\n---\n", -1, invalid, "yesterday");
  assert_error ("---\nlength: two pages\n---\n", -1, invalid, "two pages");
  assert_error ("---\nlead_image: [a]\n---\n", -1, invalid, "lead_image");
  assert_error ("---\nlead_image: {src: [a]}\n---\n", -1, invalid, "src");
  assert_error ("---\nbody: text\n---\n", -1, invalid, "below");
  assert_error ("---\nSome text\n---\n", -1, invalid, "Line 2");
  assert_error ("---\nheadline: a: b\n---\n", -1, invalid, "Line 2");
  assert_error ("---\nheadline: \"a\\0b\"\n---\n", -1, invalid, "NUL");
  assert_error ("Caf\xe9", -1, MARBRE_TEXT_ERROR_ENCODING, "byte 4");
  assert_error ("a\0b", 3, MARBRE_TEXT_ERROR_ENCODING, "byte 2");
  assert_error (large, -1, MARBRE_TEXT_ERROR_TOO_LARGE, "16");
  assert_error (large_matter, -1, MARBRE_TEXT_ERROR_TOO_LARGE, "256");
}

/* Neither aliases that multiply nor a loop of them may cost time or memory. */
static void
test_hostile_yaml (void)
{
  GString *text = g_string_new ("---\na0: &a0 [x, x]\n");
  g_autofree char *file = NULL;
  g_autofree char *deep = g_strnfill (5000, '[');
  g_autofree char *deep_file = g_strconcat ("---\nx: ", deep, "\n---\n", NULL);
  g_autoptr (MarbreStory) laughs = NULL;
  g_autoptr (MarbreStory) deeper = NULL;

  for (guint i = 1; i < 60; i++)
    g_string_append_printf (text, "a%u: &a%u [*a%u, *a%u]\n", i, i, i - 1, i - 1);
  g_string_append (text, "loop: &l [*l]\nheadline: ok\n---\n");
  file = marbre_string_steal (text);
  laughs = parse (file);
  g_assert_cmpstr (text_of (laughs, MARBRE_FIELD_HEADLINE), ==, "ok");
  deeper = marbre_story_file_parse (deep_file, -1, NULL);
  g_assert_null (deeper);
}

/* Texts that YAML would take for something else, or that break its lines. */
static void
test_awkward_texts (void)
{
  static const char *const texts[] = {
    "null",
    "~",
    "yes",
    "2026",
    "1.5",
    "- dash",
    "# hash",
    "a: b",
    "\"q\"",
    "l'été",
    "« À »",
    "@home",
    "%",
    "[x]",
    "{y}",
    "&a",
    "*b",
    "!c",
    "|",
    ">",
    "2026-01-01",
    "a\tb",
    "émoji 🗞️",
    "\\back\\slash",
    "x #y",
    "=",
    "---",
    "a\u00a0:\u202fb",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (MarbreStory) story = marbre_story_new_with_id (texts[i]);
      g_autoptr (MarbreMedia) media = marbre_media_new (texts[i], texts[i], texts[i], texts[i]);
      const char *tags[] = { texts[i], "second", NULL };

      for (guint field = 0; field < MARBRE_N_FIELDS; field++)
        marbre_story_set_text (story, (MarbreField) field, texts[i]);
      marbre_story_set_tags (story, tags);
      marbre_story_set_lead_image (story, media);
      marbre_story_set_url (story, texts[i]);
      assert_round_trip (story);
    }
}

static void
test_bodies (void)
{
  static const char *const bodies[] = { "", "a", "a\n", "\na", "\n\n", "---\nx\n---", "# a" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (MarbreStory) story = marbre_story_new ();

      marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "fr");
      marbre_story_set_text (story, MARBRE_FIELD_BODY, bodies[i]);
      assert_round_trip (story);
    }
}

static void
test_samples (void)
{
  static const char *const languages[] = { "fr", "en" };
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *folder =
          g_test_build_filename (G_TEST_DIST, "..", "data", "samples", languages[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      g_assert_nonnull (dir);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autofree char *text = NULL;
          g_autoptr (MarbreStory) story = NULL;

          if (!g_str_has_suffix (name, ".md"))
            continue;
          g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
          story = parse (text);
          g_test_message ("%s", name);
          g_assert_cmpstr (text_of (story, MARBRE_FIELD_LANGUAGE), ==, languages[i]);
          g_assert_cmpstr (text_of (story, MARBRE_FIELD_HEADLINE), !=, "");
          g_assert_cmpstr (text_of (story, MARBRE_FIELD_BODY), !=, "");
          assert_round_trip (story);
          count++;
        }
    }
  g_assert_cmpuint (count, >, 20);
}

static void
test_one_line (void)
{
  g_autofree char *folded = marbre_story_file_one_line (" a \r\n  b\n\nc\u2028d  e\u00a0 \n");

  g_assert_cmpstr (folded, ==, "a b c d  e\u00a0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/story-file/whole", test_whole);
  g_test_add_func ("/text/story-file/foreign-habits", test_foreign_habits);
  g_test_add_func ("/text/story-file/no-matter", test_no_matter);
  g_test_add_func ("/text/story-file/guesses-language", test_guesses_language);
  g_test_add_func ("/text/story-file/given-id", test_given_id);
  g_test_add_func ("/text/story-file/refused", test_refused);
  g_test_add_func ("/text/story-file/hostile-yaml", test_hostile_yaml);
  g_test_add_func ("/text/story-file/awkward-texts", test_awkward_texts);
  g_test_add_func ("/text/story-file/bodies", test_bodies);
  g_test_add_func ("/text/story-file/samples", test_samples);
  g_test_add_func ("/text/story-file/one-line", test_one_line);
  return g_test_run ();
}
