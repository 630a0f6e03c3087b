/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The front page: the newest story that has a picture leads, the next ones stand beside and below
 * it, then each section has its own; stories in the other language follow under a heading of
 * theirs. No story is shown twice. See marbre-press-pages.h.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-pages.h"

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-language.h"
#include "marbre-press-layout.h"
#include "marbre-press-words.h"
#include "marbre-time.h"

/* What a front page chooses from: the newest. */
#define MAX_POSTS 200

#define N_BESIDE     4
#define N_BELOW      3
#define N_IN_SECTION 4

typedef struct
{
  GPtrArray *posts;     /* (borrowed) (element-type MarbrePressPost): newest first */
  GHashTable *used;     /* (owned) (element-type MarbrePressPost): already on the page */
  const char *language; /* (borrowed): "fr" or "en", of what is being laid out */
  GString *out;         /* (owned) */
} Front;

static gboolean
is_in_language (const MarbrePressPost *post, const char *language)
{
  return g_str_equal (marbre_language_resolve (post->texts[MARBRE_PRESS_LANGUAGE]), language);
}

/* Takes the newest story that is not on the page yet; %NULL if there is none. */
static const MarbrePressPost *
take (Front *self, const char *section, gboolean with_picture)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      MarbrePressPost *post = g_ptr_array_index (self->posts, i);

      if (is_in_language (post, self->language) &&
          (section == NULL || g_str_equal (post->texts[MARBRE_PRESS_SECTION], section)) &&
          (!with_picture || marbre_press_layout_has_picture (post)) &&
          !g_hash_table_contains (self->used, post))
        {
          g_hash_table_add (self->used, post);
          return post;
        }
    }
  return NULL;
}

static const char *
find_main_language (GPtrArray *posts)
{
  guint n_french = 0;

  for (guint i = 0; i < posts->len; i++)
    n_french += is_in_language (g_ptr_array_index (posts, i), "fr");
  return n_french * 2 >= posts->len ? "fr" : "en";
}

/* Returns: (transfer full) (element-type utf8): the sections in a language, that of the newest
 * story first; the names belong to the posts */
static GPtrArray *
list_sections (Front *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *sections = g_ptr_array_new ();

  for (guint i = 0; i < self->posts->len; i++)
    {
      const MarbrePressPost *post = g_ptr_array_index (self->posts, i);
      char *section = post->texts[MARBRE_PRESS_SECTION];

      if (*section != '\0' && is_in_language (post, self->language) &&
          g_hash_table_add (seen, section))
        g_ptr_array_add (sections, section);
    }
  return sections;
}

static void
append_section_link (Front *self, const char *look, const char *section, const char *text)
{
  g_autofree char *path = marbre_press_layout_make_path ("sections", section);

  marbre_press_layout_append_link (self->out, look, path, text);
}

static void
append_nav (Front *self, GPtrArray *sections)
{
  if (sections->len == 0)
    return;
  g_string_append (self->out, "<nav class=\"rubrics\" aria-label=\"");
  marbre_encode_attribute_append (
      self->out, marbre_press_words_get (self->language, MARBRE_PRESS_WORD_SECTIONS), -1);
  g_string_append (self->out, "\">\n<ul>\n");
  for (guint i = 0; i < sections->len; i++)
    {
      const char *section = g_ptr_array_index (sections, i);

      g_string_append (self->out, "<li>");
      append_section_link (self, NULL, section, section);
      g_string_append (self->out, "</li>\n");
    }
  g_string_append (self->out, "</ul>\n</nav>\n");
}

static void
append_top (Front *self)
{
  const MarbrePressPost *post = take (self, NULL, TRUE);

  if (post == NULL)
    post = take (self, NULL, FALSE);
  if (post == NULL)
    return;
  g_string_append (self->out, "<section class=\"top\">\n");
  marbre_press_layout_append_card (self->out, post,
                                   MARBRE_PRESS_CARD_PICTURE | MARBRE_PRESS_CARD_KICKER |
                                       MARBRE_PRESS_CARD_STANDFIRST | MARBRE_PRESS_CARD_DATE,
                                   2, "opening");
  g_string_append (self->out, "<div class=\"beside\">\n");
  for (guint i = 0; i < N_BESIDE && (post = take (self, NULL, FALSE)) != NULL; i++)
    marbre_press_layout_append_card (
        self->out, post, MARBRE_PRESS_CARD_KICKER | MARBRE_PRESS_CARD_STANDFIRST, 3, "second");
  g_string_append (self->out, "</div>\n</section>\n");
}

static void
append_below (Front *self)
{
  const MarbrePressPost *post = take (self, NULL, TRUE);

  if (post == NULL)
    return;
  g_string_append (self->out, "<section class=\"below\">\n");
  for (guint i = 0; i < N_BELOW && post != NULL; i++)
    {
      marbre_press_layout_append_card (self->out, post,
                                       MARBRE_PRESS_CARD_PICTURE | MARBRE_PRESS_CARD_KICKER, 3,
                                       "third");
      if (i + 1 < N_BELOW)
        post = take (self, NULL, TRUE);
    }
  g_string_append (self->out, "</section>\n");
}

static void
append_section (Front *self, const char *section)
{
  const MarbrePressPost *post = take (self, section, TRUE);

  if (post == NULL)
    post = take (self, section, FALSE);
  if (post == NULL)
    return;
  g_string_append (self->out, "<section class=\"rubric\">\n<h2>");
  append_section_link (self, NULL, section, section);
  g_string_append (self->out, "</h2>\n");
  marbre_press_layout_append_card (self->out, post,
                                   MARBRE_PRESS_CARD_PICTURE | MARBRE_PRESS_CARD_KICKER |
                                       MARBRE_PRESS_CARD_STANDFIRST,
                                   3, "first");
  for (guint i = 1; i < N_IN_SECTION && (post = take (self, section, FALSE)) != NULL; i++)
    marbre_press_layout_append_card (self->out, post, MARBRE_PRESS_CARD_DATE, 3, "further");
  append_section_link (self, "more", section,
                       marbre_press_words_get (self->language, MARBRE_PRESS_WORD_MORE));
  g_string_append (self->out, "</section>\n");
}

static void
append_sections (Front *self, GPtrArray *sections)
{
  if (sections->len == 0)
    return;
  g_string_append (self->out, "<div class=\"rubric-grid\">\n");
  for (guint i = 0; i < sections->len; i++)
    append_section (self, g_ptr_array_index (sections, i));
  g_string_append (self->out, "</div>\n");
}

static void
append_other_language (Front *self)
{
  g_autoptr (GPtrArray) sections = NULL;

  self->language = g_str_equal (self->language, "fr") ? "en" : "fr";
  sections = list_sections (self);
  if (sections->len == 0)
    return;
  g_string_append_printf (self->out, "<section class=\"edition\" lang=\"%s\">\n<h2>",
                          self->language);
  marbre_encode_html_append (
      self->out, marbre_press_words_get (self->language, MARBRE_PRESS_WORD_EDITION), -1);
  g_string_append (self->out, "</h2>\n");
  append_nav (self, sections);
  append_top (self);
  append_below (self);
  append_sections (self, sections);
  g_string_append (self->out, "</section>\n");
}

static void
append_empty (Front *self)
{
  g_string_append (self->out, "<div class=\"notice\">\n<h1>");
  marbre_encode_html_append (
      self->out, marbre_press_words_get (self->language, MARBRE_PRESS_WORD_EMPTY_TITLE), -1);
  g_string_append (self->out, "</h1>\n<p>");
  marbre_encode_html_append (
      self->out, marbre_press_words_get (self->language, MARBRE_PRESS_WORD_EMPTY_TEXT), -1);
  g_string_append (self->out, "</p>\n</div>\n");
}

static void
lay_out (Front *self)
{
  g_autoptr (GPtrArray) sections = list_sections (self);

  append_nav (self, sections);
  append_top (self);
  append_below (self);
  append_sections (self, sections);
  append_other_language (self);
}

/**
 * marbre_press_pages_make_front:
 *
 * Returns: (transfer full) (nullable): the front page
 */
char *
marbre_press_pages_make_front (MarbrePress *press, GError **error)
{
  MarbrePressFilter filter = { .public_at = marbre_time_now (), .limit = MAX_POSTS };
  g_autoptr (GPtrArray) posts =
      marbre_press_store_list_posts (marbre_press_get_store (press), &filter, error);
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  Front front = { .posts = posts, .used = used, .out = out };
  const char *language;

  if (posts == NULL)
    return NULL;
  language = front.language = find_main_language (posts);
  if (posts->len > 0)
    lay_out (&front);
  else
    append_empty (&front);
  return marbre_press_layout_fill (press, language, marbre_press_get_site_name (press), out->str,
                                   error);
}
