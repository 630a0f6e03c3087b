/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Articles, lists and the page for what is missing; see marbre-press-pages.h.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-pages.h"

#include "marbre-blocks.h"
#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-page.h"
#include "marbre-press-layout.h"
#include "marbre-press-words.h"
#include "marbre-pressroom-error.h"
#include "marbre-time.h"

#define N_RELATED 3
#define PAGE_SIZE 30

static char *
map_index (MarbrePageIndex index, const char *name, gpointer data)
{
  return marbre_press_layout_make_path (index == MARBRE_PAGE_INDEX_TAG ? "tags" : "sections", name);
}

static GPtrArray *
make_links (GPtrArray *posts)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_page_link_free);

  for (guint i = 0; i < posts->len; i++)
    {
      const MarbrePressPost *post = g_ptr_array_index (posts, i);
      g_autofree char *path = marbre_press_post_make_path (post);

      g_ptr_array_add (links, marbre_page_link_new (post->texts[MARBRE_PRESS_NAME], path,
                                                    post->texts[MARBRE_PRESS_SECTION],
                                                    post->published));
    }
  return links;
}

/**
 * marbre_press_pages_make_article:
 * @post: a public post
 *
 * Lays out an article as the preview does, from the same Markdown through the same template.
 *
 * Returns: (transfer full) (nullable): the document
 */
char *
marbre_press_pages_make_article (MarbrePress *press, const MarbrePressPost *post, GError **error)
{
  g_autoptr (GPtrArray) related = marbre_press_store_list_related (
      marbre_press_get_store (press), post, marbre_time_now (), N_RELATED, error);
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreBlocks) blocks = NULL;
  g_autoptr (MarbrePage) page = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autofree char *path = marbre_press_post_make_path (post);
  g_autofree char *url = g_strconcat (marbre_press_get_origin (press), path, NULL);

  if (related == NULL)
    return NULL;
  story = marbre_press_post_to_story (post);
  marbre_story_set_url (story, url);
  blocks = marbre_blocks_parse (post->texts[MARBRE_PRESS_MARKDOWN], -1,
                                post->texts[MARBRE_PRESS_LANGUAGE], NULL, NULL);
  links = make_links (related);

  page = marbre_page_new (story, blocks);
  marbre_page_set_published (page, TRUE);
  marbre_page_set_site_name (page, marbre_press_get_site_name (press));
  marbre_page_set_home_url (page, "/");
  marbre_page_set_related (page, links);
  marbre_page_set_index_mapper (page, map_index, NULL, NULL);
  return marbre_template_fill (marbre_press_get_template (press), page);
}

/* "Newer stories" and "Older stories" under a long list. */
static void
append_pager (GString *out, const char *language, const char *path, guint page, gboolean has_older)
{
  if (page == 0 && !has_older)
    return;
  g_string_append (out, "<nav class=\"pager\">\n");
  if (page > 0)
    {
      g_autofree char *newer =
          page == 1 ? g_strdup (path) : g_strdup_printf ("%s?page=%u", path, page - 1);

      marbre_press_layout_append_link (
          out, NULL, newer, marbre_press_words_get (language, MARBRE_PRESS_WORD_NEWER));
    }
  if (has_older)
    {
      g_autofree char *older = g_strdup_printf ("%s?page=%u", path, page + 1);

      marbre_press_layout_append_link (
          out, "older", older, marbre_press_words_get (language, MARBRE_PRESS_WORD_OLDER));
    }
  g_string_append (out, "</nav>\n");
}

static void
append_title (GString *out, const char *over, const char *title)
{
  g_string_append (out, "<header class=\"list-head\">\n<p class=\"over\">");
  marbre_encode_html_append (out, over, -1);
  g_string_append (out, "</p>\n<h1>");
  marbre_encode_html_append (out, title, -1);
  g_string_append (out, "</h1>\n</header>\n");
}

/**
 * marbre_press_pages_make_list:
 * @section: (nullable): the stories of this section
 * @tag: (nullable): or those with this tag
 * @page: which part of a long list, from 0
 * @error: %MARBRE_PRESSROOM_ERROR_NOT_FOUND if there is no story
 *
 * Returns: (transfer full) (nullable): the document
 */
char *
marbre_press_pages_make_list (MarbrePress *press,
                              const char *section,
                              const char *tag,
                              guint page,
                              GError **error)
{
  const char *name = section != NULL ? section : tag;
  /* One more than is shown tells whether there is an older page. */
  MarbrePressFilter filter = { .public_at = marbre_time_now (), .section = section, .tag = tag,
                               .limit = PAGE_SIZE + 1, .offset = page * PAGE_SIZE };
  g_autoptr (GPtrArray) posts =
      marbre_press_store_list_posts (marbre_press_get_store (press), &filter, error);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autofree char *title = NULL;
  const char *language;

  if (posts == NULL)
    return NULL;
  if (posts->len == 0)
    {
      g_set_error_literal (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_NOT_FOUND,
                           "There is no such list");
      return NULL;
    }
  language = ((MarbrePressPost *) g_ptr_array_index (posts, 0))->texts[MARBRE_PRESS_LANGUAGE];
  append_title (out, marbre_press_words_get (language, section != NULL ? MARBRE_PRESS_WORD_SECTION
                                                                       : MARBRE_PRESS_WORD_TAG),
                name);
  g_string_append (out, "<div class=\"list\">\n");
  for (guint i = 0; i < MIN (posts->len, PAGE_SIZE); i++)
    marbre_press_layout_append_card (out, g_ptr_array_index (posts, i),
                                     MARBRE_PRESS_CARD_PICTURE | MARBRE_PRESS_CARD_KICKER |
                                         MARBRE_PRESS_CARD_STANDFIRST | MARBRE_PRESS_CARD_DATE,
                                     2, "row");
  g_string_append (out, "</div>\n");
  path = marbre_press_layout_make_path (section != NULL ? "sections" : "tags", name);
  append_pager (out, language, path, page, posts->len > PAGE_SIZE);

  title = g_strdup_printf ("%s – %s", name, marbre_press_get_site_name (press));
  return marbre_press_layout_fill (press, language, title, out->str, error);
}

/* The language of the newest story, which the reader of a missing page most likely reads. */
static char *
find_language (MarbrePress *press)
{
  MarbrePressFilter filter = { .public_at = marbre_time_now (), .limit = 1 };
  g_autoptr (GPtrArray) posts =
      marbre_press_store_list_posts (marbre_press_get_store (press), &filter, NULL);
  const MarbrePressPost *post = posts && posts->len > 0 ? g_ptr_array_index (posts, 0) : NULL;

  return g_strdup (post != NULL ? post->texts[MARBRE_PRESS_LANGUAGE] : "en");
}

/**
 * marbre_press_pages_make_missing:
 * @gone: %TRUE if there was a story and it was withdrawn
 *
 * Returns: (transfer full) (nullable): the document
 */
char *
marbre_press_pages_make_missing (MarbrePress *press, gboolean gone, GError **error)
{
  g_autofree char *language = find_language (press);
  const char *title = marbre_press_words_get (language, MARBRE_PRESS_WORD_MISSING_TITLE);
  const char *why = marbre_press_words_get (language, gone ? MARBRE_PRESS_WORD_GONE_TEXT
                                                           : MARBRE_PRESS_WORD_MISSING_TEXT);
  g_autoptr (GString) out = g_string_new ("<div class=\"notice\">\n<h1>");

  marbre_encode_html_append (out, title, -1);
  g_string_append (out, "</h1>\n<p>");
  marbre_encode_html_append (out, why, -1);
  g_string_append (out, "</p>\n<p>");
  marbre_press_layout_append_link (out, NULL, "/",
                                   marbre_press_words_get (language, MARBRE_PRESS_WORD_BACK));
  g_string_append (out, "</p>\n</div>\n");
  return marbre_press_layout_fill (press, language, title, out->str, error);
}
