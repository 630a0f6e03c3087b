/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The head of a page; see marbre-template-head.h. Open Graph (https://ogp.me) and schema.org's
 * NewsArticle as JSON-LD (https://schema.org/NewsArticle).
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-template-head.h"

#include <json-glib/json-glib.h>

#include "marbre-encode.h"
#include "marbre-page-private.h"
#include "marbre-sanitize.h"
#include "marbre-time.h"

static const char *
get_text (MarbrePage *page, MarbreField field)
{
  return marbre_story_get_text (marbre_page_get_story (page), field);
}

static void
meta_free (gpointer data)
{
  MarbreMeta *self = data;

  g_free (self->content);
  g_free (self);
}

/* An empty value says nothing and is left out. */
static void
add_meta (GPtrArray *list, const char *attribute, const char *name, const char *content)
{
  MarbreMeta *meta;

  if (content == NULL || *content == '\0')
    return;
  meta = g_new0 (MarbreMeta, 1);
  meta->attribute = attribute;
  meta->name = name;
  meta->content = g_strdup (content);
  g_ptr_array_add (list, meta);
}

static void
add_meta_moment (GPtrArray *list, MarbrePage *page, MarbreMoment moment, const char *name)
{
  gint64 seconds = marbre_story_get_time (marbre_page_get_story (page), moment);
  g_autofree char *text = seconds != 0 ? marbre_time_format_iso8601 (seconds) : NULL;

  add_meta (list, "property", name, text);
}

/* Returns: (transfer full) (nullable): the permalink, %NULL if it has none that may be followed */
static char *
dup_permalink (MarbrePage *page)
{
  const char *url = marbre_story_get_url (marbre_page_get_story (page));

  return *url != '\0' ? marbre_sanitize_uri (url, MARBRE_URI_LINK) : NULL;
}

/* Other sites read it, so it is absolute where the permalink allows. A picture that waits in the
 * media store has no address before it is published, and none is made up for it. */
static char *
dup_image (MarbrePage *page)
{
  MarbreMedia *image = marbre_story_get_lead_image (marbre_page_get_story (page));
  g_autofree char *src = image ? marbre_page_map_image (page, marbre_media_get_src (image)) : NULL;
  g_autofree char *base = dup_permalink (page);
  char *absolute = NULL;

  if (src == NULL || *src == '\0')
    return NULL;
  if (base != NULL && (marbre_page_get_published (page) || *src == '/'))
    absolute = g_uri_resolve_relative (base, src, G_URI_FLAGS_ENCODED, NULL);
  return absolute ? absolute : g_steal_pointer (&src);
}

/**
 * marbre_template_head_dup_title:
 *
 * Returns: (transfer full): "Headline — Paper", plain text
 */
char *
marbre_template_head_dup_title (MarbrePage *page)
{
  const char *headline = get_text (page, MARBRE_FIELD_HEADLINE);
  const char *site = marbre_page_get_site_name (page);

  if (*headline == '\0' || *site == '\0')
    return g_strconcat (headline, site, NULL);
  return g_strconcat (headline, " — ", site, NULL);
}

/* The author's name, without the "By" that a byline may begin with. */
static const char *
get_author (MarbrePage *page)
{
  const char *byline = get_text (page, MARBRE_FIELD_BYLINE);

  return byline + marbre_page_get_by_length (page);
}

static void
add_open_graph (GPtrArray *list, MarbrePage *page)
{
  MarbreStory *story = marbre_page_get_story (page);
  g_autofree char *url = dup_permalink (page);
  g_autofree char *image = dup_image (page);

  add_meta (list, "property", "og:type", "article");
  add_meta (list, "property", "og:title", get_text (page, MARBRE_FIELD_HEADLINE));
  add_meta (list, "property", "og:description", get_text (page, MARBRE_FIELD_STANDFIRST));
  add_meta (list, "property", "og:site_name", marbre_page_get_site_name (page));
  add_meta (list, "property", "og:url", url);
  add_meta (list, "property", "og:image", image);
  if (image != NULL)
    add_meta (list, "property", "og:image:alt",
              marbre_media_get_alt (marbre_story_get_lead_image (story)));
  add_meta (list, "name", "twitter:card", image ? "summary_large_image" : "summary");
}

static void
add_article (GPtrArray *list, MarbrePage *page)
{
  const char *const *tags = marbre_story_get_tags (marbre_page_get_story (page));

  add_meta_moment (list, page, MARBRE_MOMENT_PUBLISHED, "article:published_time");
  add_meta_moment (list, page, MARBRE_MOMENT_UPDATED, "article:modified_time");
  add_meta (list, "property", "article:author", get_author (page));
  add_meta (list, "property", "article:section", get_text (page, MARBRE_FIELD_SECTION));
  for (guint i = 0; tags[i] != NULL; i++)
    add_meta (list, "property", "article:tag", tags[i]);
}

/**
 * marbre_template_head_list_meta:
 * @page: the page
 *
 * Returns: (transfer full) (element-type MarbreMeta): what the page's meta elements say, in their
 *   order
 */
GPtrArray *
marbre_template_head_list_meta (MarbrePage *page)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (meta_free);

  add_meta (list, "name", "description", get_text (page, MARBRE_FIELD_STANDFIRST));
  add_open_graph (list, page);
  add_article (list, page);
  return list;
}

/**
 * marbre_template_head_find_meta:
 * @list: from marbre_template_head_list_meta()
 * @name: "og:title" and the like
 *
 * Returns: (transfer none): what the first one of that name says, "" if there is none
 */
const char *
marbre_template_head_find_meta (GPtrArray *list, const char *name)
{
  for (guint i = 0; i < list->len; i++)
    {
      const MarbreMeta *meta = g_ptr_array_index (list, i);

      if (g_str_equal (meta->name, name))
        return meta->content;
    }
  return "";
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_moment (JsonBuilder *builder, MarbrePage *page, MarbreMoment moment, const char *name)
{
  gint64 seconds = marbre_story_get_time (marbre_page_get_story (page), moment);
  g_autofree char *text = seconds != 0 ? marbre_time_format_iso8601 (seconds) : NULL;

  add_string (builder, name, text);
}

static void
add_named (JsonBuilder *builder, const char *member, const char *type, const char *name)
{
  if (*name == '\0')
    return;
  json_builder_set_member_name (builder, member);
  json_builder_begin_object (builder);
  add_string (builder, "@type", type);
  add_string (builder, "name", name);
  json_builder_end_object (builder);
}

static void
add_keywords (JsonBuilder *builder, const char *const *tags)
{
  if (tags[0] == NULL)
    return;
  json_builder_set_member_name (builder, "keywords");
  json_builder_begin_array (builder);
  for (guint i = 0; tags[i] != NULL; i++)
    json_builder_add_string_value (builder, tags[i]);
  json_builder_end_array (builder);
}

/**
 * marbre_template_head_make_article:
 * @page: the page
 * @indented: for people, not for machines
 *
 * Returns: (transfer full): the NewsArticle, JSON-LD
 */
char *
marbre_template_head_make_article (MarbrePage *page, gboolean indented)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *url = dup_permalink (page);
  g_autofree char *image = dup_image (page);

  json_builder_begin_object (builder);
  add_string (builder, "@context", "https://schema.org");
  add_string (builder, "@type", "NewsArticle");
  add_string (builder, "headline", get_text (page, MARBRE_FIELD_HEADLINE));
  add_string (builder, "alternativeHeadline", get_text (page, MARBRE_FIELD_KICKER));
  add_string (builder, "description", get_text (page, MARBRE_FIELD_STANDFIRST));
  add_string (builder, "articleSection", get_text (page, MARBRE_FIELD_SECTION));
  add_string (builder, "inLanguage", get_text (page, MARBRE_FIELD_LANGUAGE));
  add_string (builder, "url", url);
  add_string (builder, "mainEntityOfPage", url);
  add_string (builder, "image", image);
  add_moment (builder, page, MARBRE_MOMENT_PUBLISHED, "datePublished");
  add_moment (builder, page, MARBRE_MOMENT_UPDATED, "dateModified");
  add_named (builder, "author", "Person", get_author (page));
  add_named (builder, "publisher", "NewsMediaOrganization", marbre_page_get_site_name (page));
  add_keywords (builder, marbre_story_get_tags (marbre_page_get_story (page)));
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, indented);
}

static void
append_meta (GString *out, const MarbreMeta *meta)
{
  g_string_append_printf (out, "<meta %s=\"%s\" content=\"", meta->attribute, meta->name);
  marbre_encode_attribute_append (out, meta->content, -1);
  g_string_append (out, "\">\n");
}

static void
append_canonical (GString *out, const char *url)
{
  g_string_append (out, "<link rel=\"canonical\" href=\"");
  marbre_encode_attribute_append (out, url, -1);
  g_string_append (out, "\">\n");
}

/**
 * marbre_template_head_append:
 * @page: the page
 * @out: where the elements of its head go, but for the title
 *
 * Writes the description and Open Graph; for a published page also the canonical address and the
 * NewsArticle.
 */
void
marbre_template_head_append (MarbrePage *page, GString *out)
{
  g_autoptr (GPtrArray) list = marbre_template_head_list_meta (page);
  g_autofree char *url = dup_permalink (page);
  g_autofree char *json = NULL;
  g_autofree char *encoded = NULL;

  for (guint i = 0; i < list->len; i++)
    append_meta (out, g_ptr_array_index (list, i));
  if (!marbre_page_get_published (page))
    return;
  if (url != NULL)
    append_canonical (out, url);
  json = marbre_template_head_make_article (page, FALSE);
  encoded = marbre_encode_script_json (json);
  g_string_append_printf (out, "<script type=\"application/ld+json\">%s</script>\n", encoded);
}
