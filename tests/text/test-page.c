/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slots of a page: what they show, in which language, and that nothing of a story's fields is
 * taken for HTML.
 */
#include "config.h"

#include <string.h>

#include "marbre-page.h"

#define NOON 1795345200 /* 2026-11-22, 12:00 in Paris */

static MarbrePage *
make_page (const char *language)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse ("Un *mot*.", -1, language, NULL, NULL);

  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, language);
  return marbre_page_new (story, blocks);
}

static void
assert_slot (MarbrePage *page, MarbreSlot slot, const char *expected)
{
  g_autofree char *html = marbre_page_get_slot_html (page, slot);

  g_assert_cmpstr (html, ==, expected);
}

static void
test_names (void)
{
  MarbreSlot slot;

  for (guint i = 0; i < MARBRE_N_SLOTS; i++)
    {
      g_assert_true (marbre_slot_from_name (marbre_slot_get_name ((MarbreSlot) i), &slot));
      g_assert_cmpuint (slot, ==, i);
    }
  g_assert_false (marbre_slot_from_name ("nothing", &slot));
  g_assert_false (marbre_slot_from_name (NULL, &slot));
}

static void
test_empty (void)
{
  g_autoptr (MarbrePage) page = make_page ("fr");

  for (guint i = 0; i <= MARBRE_SLOT_RELATED; i++)
    if (i != MARBRE_SLOT_BODY && i != MARBRE_SLOT_TOOLS)
      assert_slot (page, (MarbreSlot) i, "");
  assert_slot (page, MARBRE_SLOT_BODY, "<p>Un <em>mot</em>.</p>");
  assert_slot (page, MARBRE_SLOT_TOOLS,
               "<button type=\"button\" data-marbre-action=\"copy-link\">Copier le lien</button>");
  marbre_page_set_published (page, TRUE);
  assert_slot (page, MARBRE_SLOT_TOOLS, "");
  g_assert_finalize_object (g_steal_pointer (&page));
}

static void
test_fields (void)
{
  static const MarbreField fields[] = { MARBRE_FIELD_KICKER, MARBRE_FIELD_HEADLINE,
                                        MARBRE_FIELD_STANDFIRST };
  static const MarbreSlot slots[] = { MARBRE_SLOT_KICKER, MARBRE_SLOT_HEADLINE,
                                      MARBRE_SLOT_STANDFIRST };
  g_autoptr (MarbrePage) page = make_page ("fr");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      marbre_story_set_text (marbre_page_get_story (page), fields[i], "<b>A & *b*</b>");
      assert_slot (page, slots[i], "&lt;b&gt;A &amp; *b*&lt;/b&gt;");
    }
}

static void
test_byline (void)
{
  g_autoptr (MarbrePage) page = make_page ("fr");
  MarbreStory *story = marbre_page_get_story (page);

  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "Rédaction <x>");
  assert_slot (page, MARBRE_SLOT_BYLINE, "<span class=\"by\">Par</span> Rédaction &lt;x&gt;");
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "par la rédaction");
  assert_slot (page, MARBRE_SLOT_BYLINE, "par la rédaction");
}

static void
test_dates (void)
{
  g_autoptr (MarbrePage) page = make_page ("en");
  MarbreStory *story = marbre_page_get_story (page);
  g_autofree char *both = NULL;

  marbre_story_set_time (story, MARBRE_MOMENT_UPDATED, NOON);
  assert_slot (page, MARBRE_SLOT_DATES, "");
  marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, NOON - 60);
  marbre_story_set_time (story, MARBRE_MOMENT_UPDATED, NOON + 60);
  both = marbre_page_get_slot_html (page, MARBRE_SLOT_DATES);
  g_assert_true (g_str_has_prefix (both, "<span class=\"published\"><span class=\"when\">Published"
                                         "</span> <time datetime=\"2026-11-22T10:59:00Z\">"));
  g_assert_null (strstr (both, "Updated"));
  g_free (both);
  marbre_story_set_time (story, MARBRE_MOMENT_UPDATED, NOON + 3600);
  both = marbre_page_get_slot_html (page, MARBRE_SLOT_DATES);
  g_assert_nonnull (
      strstr (both, " <span class=\"updated\"><span class=\"when\">Updated</span> <time"));
}

static void
test_site (void)
{
  g_autoptr (MarbrePage) page = make_page ("fr");
  MarbreStory *story = marbre_page_get_story (page);

  marbre_page_set_site_name (page, "Le Port & Cie");
  assert_slot (page, MARBRE_SLOT_SITE, "Le Port &amp; Cie");
  marbre_page_set_home_url (page, "javascript:x");
  assert_slot (page, MARBRE_SLOT_SITE, "Le Port &amp; Cie");
  marbre_page_set_home_url (page, "/");
  assert_slot (page, MARBRE_SLOT_SITE, "<a href=\"/\">Le Port &amp; Cie</a>");
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "Éco");
  assert_slot (page, MARBRE_SLOT_BREADCRUMB,
               "<ol><li><a href=\"/\">Accueil</a></li><li>Éco</li></ol>");
}

static char *
map_index (MarbrePageIndex index, const char *name, gpointer data)
{
  if (g_str_equal (name, "sans"))
    return NULL;
  return g_strconcat (index == MARBRE_PAGE_INDEX_TAG ? "/tags/" : "/sections/", name, NULL);
}

static void
test_tags (void)
{
  static const char *const tags[] = { "un <deux>", "sans", NULL };
  g_autoptr (MarbrePage) page = make_page ("fr");

  marbre_story_set_tags (marbre_page_get_story (page), tags);
  assert_slot (page, MARBRE_SLOT_TAGS,
               "<h2>Mots-clés</h2><ul><li>un &lt;deux&gt;</li><li>sans</li></ul>");
  marbre_page_set_index_mapper (page, map_index, NULL, NULL);
  assert_slot (
      page, MARBRE_SLOT_TAGS,
      "<h2>Mots-clés</h2><ul><li><a href=\"/tags/un%20%3Cdeux%3E\">un &lt;deux&gt;</a></li>"
      "<li>sans</li></ul>");
}

static char *
map_image (const char *uri, gpointer data)
{
  return g_strconcat (data, uri, NULL);
}

static void
test_lead (void)
{
  g_autoptr (MarbrePage) page = make_page ("fr");
  g_autoptr (MarbreMedia) image = marbre_media_new ("a b.png", "x \"y\"", "Le <port>", "AFP");
  g_autoptr (MarbreMedia) hostile = marbre_media_new ("javascript:x", "", "", "");

  marbre_story_set_lead_image (marbre_page_get_story (page), image);
  assert_slot (page, MARBRE_SLOT_LEAD,
               "<img src=\"a%20b.png\" alt=\"x &quot;y&quot;\"><figcaption>Le &lt;port&gt; "
               "<span class=\"credit\">Crédit\u00a0: AFP</span></figcaption>");
  marbre_page_set_image_mapper (page, map_image, g_strdup ("/media/"), g_free);
  marbre_story_set_lead_image (marbre_page_get_story (page), hostile);
  assert_slot (page, MARBRE_SLOT_LEAD, "");
}

static void
test_related (void)
{
  g_autoptr (MarbrePage) page = make_page ("en");
  g_autoptr (GPtrArray) links =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_page_link_free);

  marbre_page_set_related (page, links);
  assert_slot (page, MARBRE_SLOT_RELATED, "");
  g_ptr_array_add (links, marbre_page_link_new ("A <b>", "/a", "World", 0));
  g_ptr_array_add (links, marbre_page_link_new ("B", "javascript:b", NULL, 0));
  assert_slot (page, MARBRE_SLOT_RELATED,
               "<h2>More on this</h2><ul><li><span class=\"section\">World</span> "
               "<a href=\"/a\">A &lt;b&gt;</a></li><li>B</li></ul>");
}

/* Who writes the story sees the notes in all of its texts, and readers in none. */
static void
test_notes (void)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreMedia) image =
      marbre_media_new ("a.jpg", "Quai{>>x<<}", "Le {++vieux ++}quai", "{~~AFP~>AP~~}");
  g_autoptr (MarbreBlocks) seen = marbre_blocks_parse_for_desk ("a{++b++}", -1, "fr");
  g_autoptr (MarbreBlocks) read = marbre_blocks_parse ("a{++b++}", -1, "fr", NULL, NULL);
  g_autoptr (MarbrePage) desk = NULL, paper = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "fr");
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Le {--vieux --}port");
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "{++Jeanne++}");
  marbre_story_set_lead_image (story, image);
  desk = marbre_page_new (story, seen);
  paper = marbre_page_new (story, read);

  assert_slot (desk, MARBRE_SLOT_HEADLINE, "Le <del class=\"desk\">vieux </del>port");
  assert_slot (desk, MARBRE_SLOT_BYLINE,
               "<span class=\"by\">Par</span> <ins class=\"desk\">Jeanne</ins>");
  assert_slot (desk, MARBRE_SLOT_LEAD,
               "<img src=\"a.jpg\" alt=\"Quai\"><figcaption>Le <ins class=\"desk\">vieux </ins>"
               "quai <span class=\"credit\">Crédit\u00a0: <del class=\"desk\">AFP</del>"
               "<ins class=\"desk\">AP</ins></span></figcaption>");
  assert_slot (paper, MARBRE_SLOT_HEADLINE, "Le vieux port");
  assert_slot (paper, MARBRE_SLOT_BYLINE, "");
  assert_slot (paper, MARBRE_SLOT_LEAD,
               "<img src=\"a.jpg\" alt=\"Quai\"><figcaption>Le quai "
               "<span class=\"credit\">Crédit\u00a0: AFP</span></figcaption>");
  marbre_page_set_published (desk, TRUE);
  assert_slot (desk, MARBRE_SLOT_HEADLINE, "Le vieux port");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/page/names", test_names);
  g_test_add_func ("/text/page/empty", test_empty);
  g_test_add_func ("/text/page/fields", test_fields);
  g_test_add_func ("/text/page/byline", test_byline);
  g_test_add_func ("/text/page/dates", test_dates);
  g_test_add_func ("/text/page/site", test_site);
  g_test_add_func ("/text/page/tags", test_tags);
  g_test_add_func ("/text/page/lead", test_lead);
  g_test_add_func ("/text/page/related", test_related);
  g_test_add_func ("/text/page/notes", test_notes);
  return g_test_run ();
}
