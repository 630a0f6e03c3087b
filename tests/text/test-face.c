/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The faces of a story: the card and the search result say what the published page's head says, too
 * long texts are cut where others cut them and the hint tells so, and a draft makes nothing up.
 */
#include "config.h"

#include <string.h>

#include "marbre-encode.h"
#include "marbre-face-cut.h"
#include "marbre-template.h"

#define LONG_HEADLINE                                                                              \
  "À Sainte-Orne, l’éolien en mer promet trois cent quarante emplois et divise les pêcheurs du port"

static MarbreStory *
make_story (void)
{
  static const char *const tags[] = { "port", "énergie & mer", NULL };
  MarbreStory *story = marbre_story_new ();
  g_autoptr (MarbreMedia) image = marbre_media_new ("/media/a.png", "Le \"port\"", "", "");

  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "fr");
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "Économie");
  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "Éolien");
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Le port <change> & \"vite\"");
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, "Un chapô.");
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "Par la rédaction");
  marbre_story_set_tags (story, tags);
  marbre_story_set_lead_image (story, image);
  marbre_story_set_url (story, "https://le-port.example/articles/le-port-change");
  marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, 1795345200);
  return story;
}

static MarbrePage *
make_page (MarbreStory *story)
{
  g_autoptr (MarbreBlocks) blocks =
      marbre_blocks_parse ("Le début du *texte*.", -1, "fr", NULL, NULL);
  MarbrePage *page = marbre_page_new (story, blocks);

  marbre_page_set_site_name (page, "Le Port");
  marbre_page_set_home_url (page, "https://le-port.example/");
  return page;
}

static void
assert_slot (MarbrePage *page, MarbreSlot slot, const char *expected)
{
  g_autofree char *html = marbre_page_get_slot_html (page, slot);

  g_assert_cmpstr (html, ==, expected);
}

static void
assert_said (MarbrePage *page, MarbreSlot slot, const char *part)
{
  g_autofree char *html = marbre_page_get_slot_html (page, slot);

  g_test_message ("%s", html);
  g_assert_nonnull (strstr (html, part));
}

static void
test_names (void)
{
  MarbreFace face;

  for (guint i = 0; i < MARBRE_N_FACES; i++)
    {
      g_assert_true (marbre_face_from_name (marbre_face_get_name ((MarbreFace) i), &face));
      g_assert_cmpuint (face, ==, i);
    }
  g_assert_false (marbre_face_from_name ("print", &face));
  g_assert_cmpuint (marbre_face_get_source (MARBRE_SLOT_SEARCH_TITLE), ==, MARBRE_SLOT_HEADLINE);
  g_assert_cmpuint (marbre_face_get_source (MARBRE_SLOT_BYLINE), ==, MARBRE_SLOT_BYLINE);
  g_assert_false (marbre_face_from_name (NULL, &face));
}

/* A face's template has a place for the slots that are said to be on it, and for no other. */
static void
test_templates (void)
{
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (MarbrePage) page = make_page (story);

  for (guint face = MARBRE_FACE_FRONT; face < MARBRE_N_FACES; face++)
    {
      g_autoptr (MarbreTemplate) template = marbre_template_load_face ((MarbreFace) face);
      g_autofree char *sheet =
          g_strdup_printf ("marbre:///templates/face-%s.css",
                           marbre_face_get_name ((MarbreFace) face));
      g_autofree char *shown = NULL, *alone = NULL;

      marbre_page_set_published (page, FALSE);
      shown = marbre_template_fill (template, page);
      g_assert_nonnull (strstr (shown, sheet));
      for (guint slot = 0; slot < MARBRE_N_SLOTS; slot++)
        {
          g_autofree char *place = g_strdup_printf ("data-marbre-slot=\"%s\"",
                                                    marbre_slot_get_name ((MarbreSlot) slot));

          if (slot == MARBRE_SLOT_SITE && face == MARBRE_FACE_LIST)
            continue;
          g_assert_cmpint (strstr (shown, place) != NULL, ==,
                           marbre_face_has_slot ((MarbreFace) face, (MarbreSlot) slot));
        }
      marbre_page_set_published (page, TRUE);
      alone = marbre_template_fill (template, page);
      g_assert_null (strstr (alone, "marbre:"));
      g_assert_null (strstr (alone, "data-marbre-"));
      g_assert_nonnull (strstr (alone, "--day-paper"));
    }
}

static void
test_paper (void)
{
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (MarbrePage) page = make_page (story);

  assert_slot (page, MARBRE_SLOT_PICTURE,
               "<img src=\"/media/a.png\" alt=\"Le &quot;port&quot;\">");
  assert_slot (page, MARBRE_SLOT_DATE,
               "<time datetime=\"2026-11-22T11:00:00Z\">22\u00a0novembre 2026</time>");
  marbre_story_set_lead_image (story, NULL);
  marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, 0);
  assert_slot (page, MARBRE_SLOT_PICTURE, "");
  assert_slot (page, MARBRE_SLOT_DATE, "");
}

/* What @html's head says under @name, still encoded. */
static char *
dup_head_value (const char *html, const char *name)
{
  g_autofree char *start = g_strdup_printf ("=\"%s\" content=\"", name);
  const char *value = strstr (html, start);

  g_assert_nonnull (value);
  value += strlen (start);
  return g_strndup (value, strcspn (value, "\""));
}

/* What the published article says to social networks is what the card is made of. */
static void
test_social_is_published (void)
{
  static const char *const names[] = { "description", "og:type", "og:title", "og:description",
                                       "og:site_name", "og:url", "og:image", "og:image:alt",
                                       "twitter:card", "article:published_time",
                                       "article:author", "article:section", "article:tag" };
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (MarbrePage) page = make_page (story);
  g_autoptr (MarbreTemplate) layout = marbre_template_load (MARBRE_TEMPLATE_DEFAULT, NULL);
  g_autofree char *values = marbre_page_get_slot_html (page, MARBRE_SLOT_SOCIAL_VALUES);
  g_autofree char *html = NULL;

  marbre_page_set_published (page, TRUE);
  html = marbre_template_fill (layout, page);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = dup_head_value (html, names[i]);
      g_autofree char *text = g_strdup (value);
      g_autofree char *row = NULL;
      g_autoptr (GString) plain = g_string_new (value);

      /* In an attribute a quote is encoded, between elements it is not. */
      g_string_replace (plain, "&quot;", "\"", 0);
      row = g_strdup_printf ("<dt>%s</dt><dd>%s</dd>", names[i], plain->str);
      g_assert_nonnull (strstr (values, row));
    }
  assert_slot (page, MARBRE_SLOT_SOCIAL_SITE, "le-port.example");
  assert_slot (page, MARBRE_SLOT_SOCIAL_TITLE, "Le port &lt;change&gt; &amp; \"vite\"");
  assert_slot (page, MARBRE_SLOT_SOCIAL_TEXT, "Un chapô.");
  g_assert_nonnull (strstr (values, "<dt>article:author</dt><dd>la rédaction</dd>"));
  g_assert_nonnull (strstr (values, "<dt>canonical</dt><dd>https://le-port.example/"));
  g_assert_nonnull (strstr (values, "\"@type\" : \"NewsArticle\""));
}

static void
test_search (void)
{
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (MarbrePage) page = make_page (story);

  assert_slot (page, MARBRE_SLOT_SEARCH_SITE, "Le Port");
  assert_slot (page, MARBRE_SLOT_SEARCH_PATH, "le-port.example › articles › le-port-change");
  assert_slot (page, MARBRE_SLOT_SEARCH_TITLE,
               "Le port &lt;change&gt; &amp; \"vite\" — Le Port");
  assert_slot (page, MARBRE_SLOT_SEARCH_TEXT, "Un chapô.");
  assert_said (page, MARBRE_SLOT_SEARCH_HINTS,
               "<li class=\"fine\">Title: 35 characters, shown whole.</li>");

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, LONG_HEADLINE);
  assert_slot (page, MARBRE_SLOT_SEARCH_TITLE,
               "À Sainte-Orne, l’éolien en mer promet trois cent quarante\u00a0…");
  assert_said (page, MARBRE_SLOT_SEARCH_HINTS,
               "<li class=\"cut\">Title: 106 characters, cut after about 60.</li>");
  assert_slot (page, MARBRE_SLOT_SOCIAL_TITLE,
               "À Sainte-Orne, l’éolien en mer promet trois cent quarante emplois et divise "
               "les\u00a0…");
  assert_said (page, MARBRE_SLOT_SOCIAL_HINTS, "<li class=\"cut\">Title: 96 characters");
}

static void
test_draft (void)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbrePage) page = make_page (story);

  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "fr");
  assert_slot (page, MARBRE_SLOT_SEARCH_PATH, "le-port.example");
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Un été au port");
  assert_slot (page, MARBRE_SLOT_SEARCH_PATH, "le-port.example › un-ete-au-port");
  assert_slot (page, MARBRE_SLOT_SEARCH_TEXT, "Le début du texte.");
  assert_said (page, MARBRE_SLOT_SEARCH_HINTS, "<li class=\"missing\">No standfirst");
  assert_said (page, MARBRE_SLOT_SEARCH_HINTS, "The address is known once");
  assert_said (page, MARBRE_SLOT_SOCIAL_HINTS, "No lead picture");
  assert_said (page, MARBRE_SLOT_SOCIAL_VALUES,
               "<dt>twitter:card</dt><dd>summary</dd>");
  marbre_page_set_home_url (page, NULL);
  assert_slot (page, MARBRE_SLOT_SEARCH_PATH, "un-ete-au-port");
  assert_slot (page, MARBRE_SLOT_SOCIAL_SITE, "Le Port");
}

static void
assert_cut (const char *text, guint max_chars, const char *expected)
{
  g_autofree char *cut = marbre_face_cut_chars (text, max_chars);

  g_assert_cmpstr (cut, ==, expected);
}

static void
test_cut (void)
{
  g_autofree char *wide = marbre_face_cut_pixels ("mmmmm mmmmm", 20, 160);
  g_autofree char *narrow = marbre_face_cut_pixels ("iiiii iiiii", 20, 160);
  g_autofree char *accents = marbre_face_cut_pixels ("éàêïô", 10, 25.1);

  assert_cut ("", 3, NULL);
  assert_cut ("un deux trois", 13, NULL);
  assert_cut ("un deux trois", 12, "un deux\u00a0…");
  assert_cut ("un deux trois", 9, "un deux\u00a0…");
  assert_cut ("un deux trois", 8, "un\u00a0…");
  assert_cut ("anticonstitutionnellement", 8, "antico\u00a0…");
  assert_cut ("un «\u00a0mot\u00a0» ou deux", 8, "un\u00a0…");
  /* Letters are as wide as Arial's: five m of 833 thousandths of 20 pixels are 83. */
  g_assert_cmpstr (wide, ==, "mmmmm\u00a0…");
  g_assert_null (narrow);
  g_assert_null (accents); /* 556 + 556 + 556 + 278 + 556 */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/face/names", test_names);
  g_test_add_func ("/text/face/templates", test_templates);
  g_test_add_func ("/text/face/paper", test_paper);
  g_test_add_func ("/text/face/social-is-published", test_social_is_published);
  g_test_add_func ("/text/face/search", test_search);
  g_test_add_func ("/text/face/draft", test_draft);
  g_test_add_func ("/text/face/cut", test_cut);
  return g_test_run ();
}
