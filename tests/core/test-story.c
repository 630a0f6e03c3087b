/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The story model: names, properties and how often they notify, tags, copies, equality.
 */
#include "config.h"

#include "marbre-story.h"

#include "marbre-time.h"

static void
count_notify_cb (GObject *object, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

/* Counts the notifications of one property; the story must outlive the count. */
static void
count_notifies (MarbreStory *story, const char *property, guint *count)
{
  g_autofree char *signal = g_strconcat ("notify::", property, NULL);

  *count = 0;
  g_signal_connect (story, signal, G_CALLBACK (count_notify_cb), count);
}

static void
assert_tags (MarbreStory *story, const char *expected)
{
  g_autofree char *joined = g_strjoinv ("|", (GStrv) marbre_story_get_tags (story));

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_new_is_a_blank_draft (void)
{
  gint64 before = marbre_time_now ();
  MarbreStory *story = marbre_story_new ();
  g_autoptr (MarbreStory) other = marbre_story_new ();

  g_assert_true (g_uuid_string_is_valid (marbre_story_get_id (story)));
  g_assert_cmpstr (marbre_story_get_id (story), !=, marbre_story_get_id (other));
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    g_assert_cmpstr (marbre_story_get_text (story, (MarbreField) i), ==, "");
  g_assert_nonnull (marbre_story_get_tags (story));
  assert_tags (story, "");
  g_assert_null (marbre_story_get_lead_image (story));
  g_assert_cmpint (marbre_story_get_state (story), ==, MARBRE_STORY_DRAFT);
  g_assert_cmpstr (marbre_story_get_url (story), ==, "");
  g_assert_cmpint (marbre_story_get_time (story, MARBRE_MOMENT_CREATED), >=, before);
  g_assert_cmpint (marbre_story_get_time (story, MARBRE_MOMENT_PUBLISHED), ==, 0);
  g_assert_true (marbre_story_is_blank (story));
  g_assert_finalize_object (story);
}

static void
test_names_go_both_ways (void)
{
  MarbreField field = MARBRE_FIELD_SLUG;
  MarbreStoryState state = MARBRE_STORY_ARCHIVED;

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    {
      g_assert_true (marbre_field_from_name (marbre_field_get_name ((MarbreField) i), &field));
      g_assert_cmpuint (field, ==, i);
    }
  for (guint i = MARBRE_STORY_DRAFT; i <= MARBRE_STORY_ARCHIVED; i++)
    {
      const char *name = marbre_story_state_get_name ((MarbreStoryState) i);

      g_assert_true (marbre_story_state_from_name (name, &state));
      g_assert_cmpuint (state, ==, i);
    }
  g_assert_false (marbre_field_from_name ("Headline", &field));
  g_assert_false (marbre_field_from_name ("", &field));
  g_assert_false (marbre_field_from_name (NULL, &field));
  g_assert_false (marbre_story_state_from_name ("deleted", &state));
  g_assert_false (marbre_story_state_from_name (NULL, &state));
}

static void
test_texts_are_properties (void)
{
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    {
      MarbreStory *story = marbre_story_new ();
      const char *name = marbre_field_get_name ((MarbreField) i);
      g_autofree char *value = NULL;
      guint count;

      g_test_message ("%s", name);
      count_notifies (story, name, &count);
      marbre_story_set_text (story, (MarbreField) i, "L’été à Paris");
      g_assert_cmpuint (count, ==, 1);
      marbre_story_set_text (story, (MarbreField) i, "L’été à Paris");
      g_assert_cmpuint (count, ==, 1);
      g_object_get (story, name, &value, NULL);
      g_assert_cmpstr (value, ==, "L’été à Paris");

      g_object_set (story, name, "Autre", NULL);
      g_assert_cmpuint (count, ==, 2);
      g_assert_cmpstr (marbre_story_get_text (story, (MarbreField) i), ==, "Autre");
      marbre_story_set_text (story, (MarbreField) i, NULL);
      g_assert_cmpuint (count, ==, 3);
      g_assert_cmpstr (marbre_story_get_text (story, (MarbreField) i), ==, "");
      g_assert_finalize_object (story);
    }
}

static void
test_a_text_may_come_from_itself (void)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Un titre");
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE,
                         marbre_story_get_text (story, MARBRE_FIELD_HEADLINE) + 3);
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), ==, "titre");
}

static void
test_other_properties_notify_once (void)
{
  MarbreStory *story = marbre_story_new ();
  g_autoptr (MarbreMedia) media = marbre_media_new ("a.png", "alt", NULL, NULL);
  g_autoptr (MarbreMedia) twin = marbre_media_new ("a.png", "alt", NULL, NULL);
  g_autofree char *url = NULL;
  guint images, states, urls;
  int state;

  count_notifies (story, "lead-image", &images);
  count_notifies (story, "state", &states);
  count_notifies (story, "url", &urls);

  marbre_story_set_lead_image (story, NULL);
  g_assert_cmpuint (images, ==, 0);
  marbre_story_set_lead_image (story, media);
  marbre_story_set_lead_image (story, twin);
  g_assert_cmpuint (images, ==, 1);
  marbre_story_set_lead_image (story, NULL);
  g_assert_cmpuint (images, ==, 2);

  marbre_story_set_state (story, MARBRE_STORY_DRAFT);
  g_assert_cmpuint (states, ==, 0);
  marbre_story_set_state (story, MARBRE_STORY_PUBLISHED);
  marbre_story_set_state (story, MARBRE_STORY_PUBLISHED);
  g_assert_cmpuint (states, ==, 1);

  marbre_story_set_url (story, NULL);
  g_assert_cmpuint (urls, ==, 0);
  marbre_story_set_url (story, "https://example.test/a");
  marbre_story_set_url (story, "https://example.test/a");
  g_assert_cmpuint (urls, ==, 1);

  g_object_get (story, "state", &state, "url", &url, NULL);
  g_assert_cmpint (state, ==, MARBRE_STORY_PUBLISHED);
  g_assert_cmpstr (url, ==, "https://example.test/a");
  g_assert_finalize_object (story);
}

static void
test_tags_keep_order_and_are_unique (void)
{
  static const char *const messy[] = { "gare", "", "Lyon", "gare", "train", "Lyon", NULL };
  static const char *const clean[] = { "gare", "Lyon", "train", NULL };
  MarbreStory *story = marbre_story_new ();
  guint count;

  count_notifies (story, "tags", &count);
  marbre_story_set_tags (story, NULL);
  g_assert_cmpuint (count, ==, 0);
  marbre_story_set_tags (story, messy);
  g_assert_cmpuint (count, ==, 1);
  assert_tags (story, "gare|Lyon|train");
  marbre_story_set_tags (story, clean);
  g_assert_cmpuint (count, ==, 1);

  g_assert_true (marbre_story_add_tag (story, "SNCF"));
  g_assert_false (marbre_story_add_tag (story, "Lyon"));
  g_assert_cmpuint (count, ==, 2);
  assert_tags (story, "gare|Lyon|train|SNCF");

  g_assert_true (marbre_story_remove_tag (story, "gare"));
  g_assert_false (marbre_story_remove_tag (story, "gare"));
  g_assert_cmpuint (count, ==, 3);
  assert_tags (story, "Lyon|train|SNCF");

  /* The story's own list, as a caller that removes one of several may pass it back. */
  marbre_story_set_tags (story, marbre_story_get_tags (story) + 1);
  assert_tags (story, "train|SNCF");
  g_assert_true (marbre_story_remove_tag (story, marbre_story_get_tags (story)[0]));
  assert_tags (story, "SNCF");
  g_object_set (story, "tags", NULL, NULL);
  assert_tags (story, "");
  g_assert_finalize_object (story);
}

/* Spaces that nobody sees make no other tag; a no-break space that stands alone may be meant. */
static void
test_tags_are_clean (void)
{
  static const char *const messy[] = { "  eau ", "eau", "centre \t de\ndonnées",
                                       "\u00a0Parti\u00a0: libre", "10\u00a0 %", " \u202f", NULL };
  MarbreStory *story = marbre_story_new ();

  marbre_story_set_tags (story, messy);
  assert_tags (story, "eau|centre de données|Parti\u00a0: libre|10 %");
  g_assert_false (marbre_story_add_tag (story, "centre  de données "));
  g_assert_false (marbre_story_add_tag (story, " "));
  g_assert_true (marbre_story_add_tag (story, " deux  mots"));
  assert_tags (story, "eau|centre de données|Parti\u00a0: libre|10 %|deux mots");
  g_assert_finalize_object (story);
}

static MarbreStory *
make_full_story (void)
{
  static const char *const tags[] = { "gare", "Lyon", NULL };
  MarbreStory *story = marbre_story_new_with_id ("wp-17");
  g_autoptr (MarbreMedia) media = marbre_media_new ("a.png", "alt", "caption", "AFP");

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    marbre_story_set_text (story, (MarbreField) i, marbre_field_get_name ((MarbreField) i));
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    marbre_story_set_time (story, (MarbreMoment) i, 1000 + i);
  marbre_story_set_tags (story, tags);
  marbre_story_set_lead_image (story, media);
  marbre_story_set_url (story, "https://example.test/gare");
  marbre_story_set_state (story, MARBRE_STORY_PUBLISHED);
  return story;
}

static void
test_copy_is_whole_and_apart (void)
{
  MarbreStory *story = make_full_story ();
  MarbreStory *copy = marbre_story_copy (story);

  g_assert_cmpstr (marbre_story_get_id (copy), ==, "wp-17");
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    g_assert_cmpstr (marbre_story_get_text (copy, (MarbreField) i), ==,
                     marbre_field_get_name ((MarbreField) i));
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    g_assert_cmpint (marbre_story_get_time (copy, (MarbreMoment) i), ==, 1000 + i);
  assert_tags (copy, "gare|Lyon");
  g_assert_true (marbre_media_equal (marbre_story_get_lead_image (copy),
                                     marbre_story_get_lead_image (story)));
  g_assert_cmpstr (marbre_story_get_url (copy), ==, "https://example.test/gare");
  g_assert_cmpint (marbre_story_get_state (copy), ==, MARBRE_STORY_PUBLISHED);
  g_assert_true (marbre_story_equal (story, copy));

  marbre_story_set_text (copy, MARBRE_FIELD_BODY, "Other");
  marbre_story_add_tag (copy, "train");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BODY), ==, "body");
  assert_tags (story, "gare|Lyon");
  g_assert_finalize_object (story);
  g_assert_finalize_object (copy);
}

static void
test_equal_sees_what_was_written (void)
{
  g_autoptr (MarbreStory) story = make_full_story ();
  g_autoptr (MarbreMedia) media = marbre_media_new ("b.png", NULL, NULL, NULL);

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    {
      g_autoptr (MarbreStory) other = marbre_story_copy (story);

      marbre_story_set_text (other, (MarbreField) i, "Other");
      g_assert_false (marbre_story_equal (story, other));
    }
  {
    g_autoptr (MarbreStory) other = marbre_story_copy (story);

    marbre_story_remove_tag (other, "Lyon");
    g_assert_false (marbre_story_equal (story, other));
  }
  {
    g_autoptr (MarbreStory) other = marbre_story_copy (story);

    marbre_story_set_lead_image (other, media);
    g_assert_false (marbre_story_equal (story, other));
  }
  {
    g_autoptr (MarbreStory) other = marbre_story_copy (story);

    marbre_story_set_state (other, MARBRE_STORY_ARCHIVED);
    marbre_story_set_time (other, MARBRE_MOMENT_UPDATED, 5);
    g_assert_true (marbre_story_equal (story, other));
  }
}

static void
test_blank_until_something_is_written (void)
{
  static const MarbreField filled_in[] = { MARBRE_FIELD_SECTION, MARBRE_FIELD_BYLINE,
                                           MARBRE_FIELD_LANGUAGE };
  static const MarbreField written[] = { MARBRE_FIELD_KICKER, MARBRE_FIELD_HEADLINE,
                                         MARBRE_FIELD_STANDFIRST, MARBRE_FIELD_BODY };
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreMedia) media = marbre_media_new ("a.png", NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (filled_in); i++)
    marbre_story_set_text (story, filled_in[i], "x");
  g_assert_true (marbre_story_is_blank (story));
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      marbre_story_set_text (story, written[i], "x");
      g_assert_false (marbre_story_is_blank (story));
      marbre_story_set_text (story, written[i], "");
    }
  marbre_story_add_tag (story, "gare");
  g_assert_false (marbre_story_is_blank (story));
  marbre_story_remove_tag (story, "gare");
  marbre_story_set_lead_image (story, media);
  g_assert_false (marbre_story_is_blank (story));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/story/new-is-a-blank-draft", test_new_is_a_blank_draft);
  g_test_add_func ("/story/names-go-both-ways", test_names_go_both_ways);
  g_test_add_func ("/story/texts-are-properties", test_texts_are_properties);
  g_test_add_func ("/story/a-text-may-come-from-itself", test_a_text_may_come_from_itself);
  g_test_add_func ("/story/other-properties-notify-once", test_other_properties_notify_once);
  g_test_add_func ("/story/tags-keep-order-and-are-unique", test_tags_keep_order_and_are_unique);
  g_test_add_func ("/story/tags-clean", test_tags_are_clean);
  g_test_add_func ("/story/copy-is-whole-and-apart", test_copy_is_whole_and_apart);
  g_test_add_func ("/story/equal-sees-what-was-written", test_equal_sees_what_was_written);
  g_test_add_func ("/story/blank-until-something-is-written",
                   test_blank_until_something_is_written);
  return g_test_run ();
}
