/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stories as JSON: the whole model and back, what archives of other systems bring, and errors that
 * name the key.
 */
#include "config.h"

#include <string.h>

#include "marbre-story-json.h"
#include "marbre-text-error.h"

static JsonObject *
object_from (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

static MarbreStory *
story_from (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = object_from (text);
  MarbreStory *story = marbre_story_from_json (object, &error);

  g_assert_no_error (error);
  g_assert_nonnull (story);
  return story;
}

static char *
text_from (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

static void
test_archive_line (void)
{
  g_autoptr (MarbreStory) story = story_from (
      "{\"id\":\"wp-12\",\"url\":\"https://example.org/a\",\"headline\":\"Le\\nport\","
      "\"standfirst\":null,\"kicker\":\"K\",\"body\":\"Le port *est* fermé.\\n\\nDeux.\","
      "\"tags\":[\"a\",\"b\",\"a\"],\"sections\":[\"Éco\",\"Monde\"],\"byline\":\"Service Éco\","
      "\"published\":\"2026-02-11T19:10:00+01:00\",\"views\":12}");

  g_assert_cmpstr (marbre_story_get_id (story), ==, "wp-12");
  g_assert_cmpstr (marbre_story_get_url (story), ==, "https://example.org/a");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), ==, "Le port");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_STANDFIRST), ==, "");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BODY), ==,
                   "Le port *est* fermé.\n\nDeux.");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_SECTION), ==, "Éco");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), ==, "fr");
  g_assert_cmpuint (g_strv_length ((GStrv) marbre_story_get_tags (story)), ==, 2);
  g_assert_cmpint (marbre_story_get_time (story, MARBRE_MOMENT_PUBLISHED), ==, 1770833400);
  g_assert_cmpint (marbre_story_get_time (story, MARBRE_MOMENT_CREATED), ==, 0);
  g_assert_cmpint (marbre_story_get_state (story), ==, MARBRE_STORY_ARCHIVED);
}

static void
test_html (void)
{
  g_autoptr (MarbreStory) story =
      story_from ("{\"html\":\"<p>Un <strong>mot</strong>.</p><script>x()</script>\","
                  "\"sections\":\"Monde\",\"tags\":\"seul\",\"lead_image\":\"a.png\"}");
  g_autoptr (MarbreStory) both = story_from ("{\"html\":\"<p>Non</p>\",\"body\":\"Oui\"}");

  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BODY), ==, "Un **mot**.");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_SECTION), ==, "Monde");
  g_assert_cmpstr (marbre_story_get_tags (story)[0], ==, "seul");
  g_assert_cmpstr (marbre_media_get_src (marbre_story_get_lead_image (story)), ==, "a.png");
  g_assert_cmpstr (marbre_story_get_text (both, MARBRE_FIELD_BODY), ==, "Oui");
}

static void
test_round_trip (void)
{
  static const char *const tags[] = { "un", "d\"eux", NULL };
  g_autoptr (MarbreStory) story = marbre_story_new_with_id ("abc");
  g_autoptr (MarbreMedia) media = marbre_media_new ("a.png", "Alt", "Légende", "AFP");
  g_autoptr (MarbreStory) again = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    marbre_story_set_text (story, (MarbreField) i, marbre_field_get_name ((MarbreField) i));
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    marbre_story_set_time (story, (MarbreMoment) i, 1770833400 + i);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "\n Une ligne\n\n    et \u202f « \" \\ \n");
  marbre_story_set_tags (story, tags);
  marbre_story_set_lead_image (story, media);
  marbre_story_set_url (story, "https://example.org/a");
  marbre_story_set_state (story, MARBRE_STORY_PUBLISHED);
  marbre_story_set_length (story, 4500);

  object = marbre_story_to_json (story);
  text = text_from (object);
  again = story_from (text);
  second = marbre_story_to_json (again);
  same = text_from (second);
  g_assert_true (marbre_story_equal (story, again));
  g_assert_cmpuint (marbre_story_get_length (again), ==, 4500);
  g_assert_cmpstr (text, ==, same);
}

/* A language that was cleared on purpose is not guessed again. */
static void
test_blank_round_trip (void)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreStory) again = NULL;
  g_autoptr (JsonObject) object = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Le port est fermé.");
  object = marbre_story_to_json (story);
  again = marbre_story_from_json (object, NULL);
  g_assert_true (marbre_story_equal (story, again));
  g_assert_cmpint (marbre_story_get_state (again), ==, MARBRE_STORY_DRAFT);
}

static void
assert_error (const char *text, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = object_from (text);
  g_autoptr (MarbreStory) story = marbre_story_from_json (object, &error);

  g_assert_null (story);
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
}

static void
test_refused (void)
{
  assert_error ("{\"id\":12}", "“id”");
  assert_error ("{\"url\":[]}", "“url”");
  assert_error ("{\"headline\":true}", "“headline”");
  assert_error ("{\"body\":{}}", "“body”");
  assert_error ("{\"html\":1.5}", "“html”");
  assert_error ("{\"tags\":[\"a\",1]}", "“tags”");
  assert_error ("{\"tags\":{}}", "“tags”");
  assert_error ("{\"sections\":7}", "“sections”");
  assert_error ("{\"published\":1770833400}", "“published”");
  assert_error ("{\"published\":\"yesterday\"}", "“published”");
  assert_error ("{\"state\":\"lost\"}", "“state”");
  assert_error ("{\"length\":\"long\"}", "“length”");
  assert_error ("{\"length\":-1}", "“length”");
  assert_error ("{\"lead_image\":12}", "“lead_image”");
  assert_error ("{\"lead_image\":{\"src\":12}}", "“src”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/story-json/archive-line", test_archive_line);
  g_test_add_func ("/text/story-json/html", test_html);
  g_test_add_func ("/text/story-json/round-trip", test_round_trip);
  g_test_add_func ("/text/story-json/blank-round-trip", test_blank_round_trip);
  g_test_add_func ("/text/story-json/refused", test_refused);
  return g_test_run ();
}
