/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slots of a story's faces; see marbre-face.h. What search engines and social networks are
 * shown with comes from the same list as the head of the published page, cut where they cut. Hints
 * are the program's and in the journalist's language; the rest is in the story's.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-face.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-face-cut.h"
#include "marbre-measure.h"
#include "marbre-page-private.h"
#include "marbre-slug.h"
#include "marbre-template-head.h"

/* About what others show on a desktop; estimates, none of them promises a number. */
#define SEARCH_TITLE_SIZE   20
#define SEARCH_TITLE_PIXELS 600 /* one line */
#define SEARCH_TEXT_SIZE    14
#define SEARCH_TEXT_PIXELS  960 /* two lines */

#define MAX_SLUG_CHARS  60
#define MAX_LEDE_CHARS  400 /* more than any of them shows */
#define PATH_SEPARATOR " › "

static const char *
get_text (MarbrePage *self, MarbreField field)
{
  return marbre_story_get_text (self->story, field);
}

static void
append_picture (MarbrePage *self, GString *out)
{
  MarbreMedia *image = marbre_story_get_lead_image (self->story);
  g_autofree char *src = image ? marbre_page_map_image (self, marbre_media_get_src (image)) : NULL;

  if (src == NULL || *src == '\0')
    return;
  g_string_append (out, "<img src=\"");
  marbre_encode_attribute_append (out, src, -1);
  g_string_append (out, "\" alt=\"");
  marbre_encode_attribute_append (out, marbre_media_get_alt (image), -1);
  g_string_append (out, "\">");
}

/* The day it went online, or will. */
static void
append_day (MarbrePage *self, GString *out)
{
  gint64 published = marbre_story_get_time (self->story, MARBRE_MOMENT_PUBLISHED);

  if (published == 0)
    published = marbre_story_get_time (self->story, MARBRE_MOMENT_PUBLISH_AT);
  if (published != 0)
    marbre_page_append_time (self, out, published, FALSE);
}

/* Hints */

typedef enum
{
  HINT_FINE,
  HINT_CUT,
  HINT_MISSING,
} Hint;

static void
append_hint (GString *out, Hint hint, const char *text)
{
  static const char *const looks[] = { "fine", "cut", "missing" };

  g_string_append_printf (out, "<li class=\"%s\">", looks[hint]);
  marbre_encode_html_append (out, text, -1);
  g_string_append (out, "</li>");
}

/* @what: "Title" or the like; @limit: characters that are shown, roughly. */
static void
append_length (GString *out, const char *what, const char *text, const char *cut, guint limit)
{
  glong n = g_utf8_strlen (text, -1);
  g_autofree char *length =
      g_strdup_printf (ngettext ("%ld character", "%ld characters", (gulong) n), n);
  g_autofree char *hint = NULL;

  if (cut == NULL)
    /* TRANSLATORS: the first %s is “Title” or “Description”, the second “54 characters” */
    hint = g_strdup_printf (_ ("%s: %s, shown whole."), what, length);
  else
    /* TRANSLATORS: as above; %u is a number of characters */
    hint = g_strdup_printf (_ ("%s: %s, cut after about %u."), what, length, limit);
  append_hint (out, cut ? HINT_CUT : HINT_FINE, hint);
}

/* Search */

static char *
cut_search_title (const char *title)
{
  return marbre_face_cut_pixels (title, SEARCH_TITLE_SIZE, SEARCH_TITLE_PIXELS);
}

static char *
cut_search_text (const char *text)
{
  return marbre_face_cut_pixels (text, SEARCH_TEXT_SIZE, SEARCH_TEXT_PIXELS);
}

/* Who finds no description takes the text's beginning.
 *
 * Returns: (transfer full): plain text on one line */
static char *
dup_description (MarbrePage *self)
{
  const char *standfirst = get_text (self, MARBRE_FIELD_STANDFIRST);
  g_autofree char *body = NULL;
  g_autofree char *start = NULL;
  g_auto (GStrv) words = NULL;

  if (*standfirst != '\0')
    return g_strdup (standfirst);
  body = marbre_blocks_to_text (self->blocks);
  start = g_utf8_substring (body, 0, MIN (g_utf8_strlen (body, -1), MAX_LEDE_CHARS));
  words = g_strsplit_set (g_strstrip (start), "\n\t", -1);
  return g_strjoinv (" ", words);
}

/* Returns: (transfer full): "le-port.example › articles › un-titre"; before the first publication
 *   the part that is known */
static char *
dup_search_path (MarbrePage *self)
{
  const char *url = marbre_story_get_url (self->story);
  gboolean known = *url != '\0';
  g_autoptr (GUri) uri =
      g_uri_parse (known ? url : self->home_url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  GString *out = g_string_new (uri && g_uri_get_host (uri) ? g_uri_get_host (uri) : "");
  g_auto (GStrv) parts = uri && known ? g_strsplit (g_uri_get_path (uri), "/", -1) : NULL;
  g_autofree char *slug = NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_string_append_printf (out, "%s%s", PATH_SEPARATOR, parts[i]);
  if (!known)
    {
      slug = *get_text (self, MARBRE_FIELD_SLUG) != '\0'
                 ? g_strdup (get_text (self, MARBRE_FIELD_SLUG))
                 : marbre_slug_from_text (get_text (self, MARBRE_FIELD_HEADLINE), MAX_SLUG_CHARS);
      g_string_append_printf (out, "%s%s", out->len > 0 && *slug ? PATH_SEPARATOR : "", slug);
    }
  return marbre_string_steal (out);
}

static void
append_search_title (MarbrePage *self, GString *out)
{
  g_autofree char *title = marbre_template_head_dup_title (self);
  g_autofree char *cut = cut_search_title (title);

  marbre_encode_html_append (out, cut ? cut : title, -1);
}

static void
append_search_text (MarbrePage *self, GString *out)
{
  g_autofree char *text = dup_description (self);
  g_autofree char *cut = cut_search_text (text);

  marbre_encode_html_append (out, cut ? cut : text, -1);
}

static void
append_search_hints (MarbrePage *self, GString *out)
{
  g_autofree char *title = marbre_template_head_dup_title (self);
  g_autofree char *cut_title = cut_search_title (title);
  g_autofree char *text = dup_description (self);
  g_autofree char *cut_text = cut_search_text (text);

  g_string_append (out, "<ul>");
  append_length (out, _ ("Title"), title, cut_title, MARBRE_MEASURE_SEARCH_TITLE);
  if (*get_text (self, MARBRE_FIELD_STANDFIRST) == '\0')
    append_hint (out, HINT_MISSING,
                 _ ("No standfirst: the search engine takes what it likes from the text."));
  else
    append_length (out, _ ("Description"), text, cut_text, MARBRE_MEASURE_SEARCH_TEXT);
  if (*marbre_story_get_url (self->story) == '\0')
    append_hint (out, HINT_FINE, _ ("The address is known once the story is published."));
  g_string_append (out, "</ul>");
}

/* Social */

static void
append_social_site (MarbrePage *self, GString *out)
{
  const char *url = marbre_story_get_url (self->story);
  g_autoptr (GUri) uri =
      g_uri_parse (*url != '\0' ? url : self->home_url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  marbre_encode_html_append (out, host ? host : self->site_name, -1);
}

static void
append_social_meta (MarbrePage *self, GString *out, const char *name, guint max_chars)
{
  g_autoptr (GPtrArray) list = marbre_template_head_list_meta (self);
  const char *text = marbre_template_head_find_meta (list, name);
  g_autofree char *cut = marbre_face_cut_chars (text, max_chars);

  marbre_encode_html_append (out, cut ? cut : text, -1);
}

static void
append_social_hints (MarbrePage *self, GString *out)
{
  g_autoptr (GPtrArray) list = marbre_template_head_list_meta (self);
  const char *title = marbre_template_head_find_meta (list, "og:title");
  const char *text = marbre_template_head_find_meta (list, "og:description");
  g_autofree char *cut_title = marbre_face_cut_chars (title, MARBRE_MEASURE_SOCIAL_TITLE);
  g_autofree char *cut_text = marbre_face_cut_chars (text, MARBRE_MEASURE_SOCIAL_TEXT);

  g_string_append (out, "<ul>");
  append_length (out, _ ("Title"), title, cut_title, MARBRE_MEASURE_SOCIAL_TITLE);
  if (*text == '\0')
    append_hint (out, HINT_MISSING, _ ("No standfirst: the card has a title only."));
  else
    append_length (out, _ ("Description"), text, cut_text, MARBRE_MEASURE_SOCIAL_TEXT);
  if (*marbre_template_head_find_meta (list, "og:image") == '\0')
    append_hint (out, HINT_MISSING, _ ("No lead picture: the card stays small."));
  else if (*marbre_template_head_find_meta (list, "og:image:alt") == '\0')
    append_hint (out, HINT_MISSING,
                 _ ("The picture has no description for readers who do not see it."));
  g_string_append (out, "</ul>");
}

static void
append_value (GString *out, const char *name, const char *value)
{
  g_string_append (out, "<dt>");
  marbre_encode_html_append (out, name, -1);
  g_string_append (out, "</dt><dd>");
  marbre_encode_html_append (out, value, -1);
  g_string_append (out, "</dd>");
}

static void
append_social_values (MarbrePage *self, GString *out)
{
  g_autoptr (GPtrArray) list = marbre_template_head_list_meta (self);
  g_autofree char *article = marbre_template_head_make_article (self, TRUE);
  const char *url = marbre_template_head_find_meta (list, "og:url");

  g_string_append (out, "<h2>");
  marbre_encode_html_append (out, _ ("Published with the page"), -1);
  g_string_append (out, "</h2><dl>");
  for (guint i = 0; i < list->len; i++)
    {
      const MarbreMeta *meta = g_ptr_array_index (list, i);

      append_value (out, meta->name, meta->content);
    }
  if (*url != '\0')
    append_value (out, "canonical", url);
  g_string_append (out, "</dl><h2>NewsArticle, JSON-LD</h2><pre>");
  marbre_encode_html_append (out, article, -1);
  g_string_append (out, "</pre>");
}

/**
 * marbre_face_append_slot:
 * @page: the page
 * @slot: a slot after %MARBRE_SLOT_RELATED
 * @out: where its inner HTML goes; must be empty
 */
void
marbre_face_append_slot (MarbrePage *page, MarbreSlot slot, GString *out)
{
  g_autofree char *path = NULL;

  switch (slot)
    {
    case MARBRE_SLOT_PICTURE:
      append_picture (page, out);
      break;
    case MARBRE_SLOT_DATE:
      append_day (page, out);
      break;
    case MARBRE_SLOT_SEARCH_SITE:
      marbre_encode_html_append (out, page->site_name, -1);
      break;
    case MARBRE_SLOT_SEARCH_PATH:
      path = dup_search_path (page);
      marbre_encode_html_append (out, path, -1);
      break;
    case MARBRE_SLOT_SEARCH_TITLE:
      append_search_title (page, out);
      break;
    case MARBRE_SLOT_SEARCH_TEXT:
      append_search_text (page, out);
      break;
    case MARBRE_SLOT_SEARCH_HINTS:
      append_search_hints (page, out);
      break;
    case MARBRE_SLOT_SOCIAL_SITE:
      append_social_site (page, out);
      break;
    case MARBRE_SLOT_SOCIAL_TITLE:
      append_social_meta (page, out, "og:title", MARBRE_MEASURE_SOCIAL_TITLE);
      break;
    case MARBRE_SLOT_SOCIAL_TEXT:
      append_social_meta (page, out, "og:description", MARBRE_MEASURE_SOCIAL_TEXT);
      break;
    case MARBRE_SLOT_SOCIAL_HINTS:
      append_social_hints (page, out);
      break;
    case MARBRE_SLOT_SOCIAL_VALUES:
      append_social_values (page, out);
      break;
    default:
      g_assert_not_reached ();
    }
}
