/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Block markup of what holds no further blocks; see marbre-wp-write.h. The shapes are those of the
 * core blocks' save() functions
 * (https://developer.wordpress.org/block-editor/reference-guides/core-blocks/). Where they differ
 * between versions, the one is written that all of them accept: older ones take a class they do not
 * know for one that somebody added.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-write-private.h"

#include <string.h>

#include "marbre-encode.h"
#include "marbre-html-serialize.h"
#include "marbre-wp-grammar.h"

void
_marbre_wp_open (GString *out, const char *name, const char *attributes)
{
  g_string_append_printf (out, "<!-- wp:%s %s%s-->\n", name, attributes, *attributes ? " " : "");
}

void
_marbre_wp_close (GString *out, const char *name)
{
  g_string_append_printf (out, "\n<!-- /wp:%s -->", name);
}

void
_marbre_wp_append_inline (GString *out, const GumboNode *node)
{
  marbre_html_serialize_children (node, out, NULL, NULL);
}

gboolean
_marbre_wp_is_blank (const GumboNode *node)
{
  if (node->type == GUMBO_NODE_COMMENT)
    return TRUE;
  return marbre_html_node_is_text (node) &&
         strspn (node->v.text.text, " \t\r\n\f") == strlen (node->v.text.text);
}

static void
append_attribute (GString *out, const char *name, const GumboNode *node)
{
  const char *value = marbre_html_node_get_attribute (node, name);

  if (value == NULL)
    return;
  g_string_append_printf (out, " %s=\"", name);
  marbre_encode_attribute_append (out, value, -1);
  g_string_append_c (out, '"');
}

void
_marbre_wp_write_paragraph (GString *out, const GumboNode *node)
{
  _marbre_wp_open (out, "paragraph", "");
  g_string_append (out, "<p>");
  _marbre_wp_append_inline (out, node);
  g_string_append (out, "</p>");
  _marbre_wp_close (out, "paragraph");
}

void
_marbre_wp_write_embed (GString *out, const GumboNode *link)
{
  g_autoptr (JsonObject) settings = json_object_new ();
  g_autofree char *json = NULL;

  json_object_set_string_member (settings, "url", marbre_html_node_get_attribute (link, "href"));
  json = marbre_wp_attributes_format (settings);
  _marbre_wp_open (out, "embed", json);
  g_string_append (out,
                   "<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\n");
  marbre_encode_html_append (out, marbre_html_node_get_attribute (link, "href"), -1);
  g_string_append (out, "\n</div></figure>");
  _marbre_wp_close (out, "embed");
}

void
_marbre_wp_write_heading (GString *out, const GumboNode *node)
{
  int level = (int) (node->v.element.tag - GUMBO_TAG_H1) + 1;
  const char *id = marbre_html_node_get_attribute (node, "id");
  g_autoptr (JsonObject) settings = json_object_new ();
  g_autofree char *json = NULL;

  if (level != 2)
    json_object_set_int_member (settings, "level", level);
  if (id != NULL && *id != '\0')
    json_object_set_string_member (settings, "anchor", id);
  json = marbre_wp_attributes_format (settings);
  _marbre_wp_open (out, "heading", json);
  g_string_append_printf (out, "<h%d", level);
  if (id != NULL && *id != '\0')
    append_attribute (out, "id", node);
  g_string_append (out, " class=\"wp-block-heading\">");
  _marbre_wp_append_inline (out, node);
  g_string_append_printf (out, "</h%d>", level);
  _marbre_wp_close (out, "heading");
}

void
_marbre_wp_write_label (GString *out, const GumboNode *node)
{
  _marbre_wp_open (out, "paragraph", "{\"className\":\"label\"}");
  g_string_append (out, "<p class=\"label\">");
  _marbre_wp_append_inline (out, node);
  g_string_append (out, "</p>");
  _marbre_wp_close (out, "paragraph");
}

void
_marbre_wp_write_code (GString *out, const GumboNode *node)
{
  const GumboNode *code = marbre_html_node_find (node, GUMBO_TAG_CODE);
  const char *language = code ? marbre_html_node_get_attribute (code, "class") : NULL;
  g_autoptr (JsonObject) settings = json_object_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) encoded = g_string_new (NULL);
  g_autofree char *json = NULL;

  marbre_html_node_append_text (node, text);
  marbre_encode_html_append (encoded, text->str, -1);
  g_string_replace (encoded, "[", "&#91;", 0); /* else WordPress looks for shortcodes */
  if (language != NULL && *language != '\0')
    json_object_set_string_member (settings, "className", language);
  json = marbre_wp_attributes_format (settings);
  _marbre_wp_open (out, "code", json);
  g_string_append (out, "<pre class=\"wp-block-code");
  if (language != NULL && *language != '\0')
    {
      g_string_append_c (out, ' ');
      marbre_encode_attribute_append (out, language, -1);
    }
  g_string_append_printf (out, "\"><code>%s</code></pre>", encoded->str);
  _marbre_wp_close (out, "code");
}

void
_marbre_wp_write_picture (GString *out, const GumboNode *node, GHashTable *picture_ids)
{
  const GumboNode *image = marbre_html_node_find (node, GUMBO_TAG_IMG);
  const GumboNode *caption = marbre_html_node_find (node, GUMBO_TAG_FIGCAPTION);
  const char *src = image ? marbre_html_node_get_attribute (image, "src") : NULL;
  const char *id = src && picture_ids ? g_hash_table_lookup (picture_ids, src) : NULL;
  const char *alt;

  if (src == NULL)
    {
      _marbre_wp_write_html (out, node);
      return;
    }
  alt = marbre_html_node_get_attribute (image, "alt");
  if (id != NULL && *id != '\0' && strspn (id, "0123456789") == strlen (id))
    {
      g_string_append_printf (out,
                              "<!-- wp:image {\"id\":%s,\"sizeSlug\":\"full\","
                              "\"linkDestination\":\"none\"} -->\n"
                              "<figure class=\"wp-block-image size-full\"><img",
                              id);
      append_attribute (out, "src", image);
      g_string_append (out, " alt=\"");
      marbre_encode_attribute_append (out, alt ? alt : "", -1);
      g_string_append_printf (out, "\" class=\"wp-image-%s\"/>", id);
    }
  else
    {
      _marbre_wp_open (out, "image", "");
      g_string_append (out, "<figure class=\"wp-block-image\"><img");
      append_attribute (out, "src", image);
      g_string_append (out, " alt=\"");
      marbre_encode_attribute_append (out, alt ? alt : "", -1);
      g_string_append (out, "\"/>");
    }
  if (caption != NULL)
    {
      g_string_append (out, "<figcaption class=\"wp-element-caption\">");
      _marbre_wp_append_inline (out, caption);
      g_string_append (out, "</figcaption>");
    }
  g_string_append (out, "</figure>");
  _marbre_wp_close (out, "image");
}

static gboolean
write_cell_start (const GumboNode *node, GString *out, gpointer data)
{
  const char *align = marbre_html_node_get_attribute (node, "align");
  g_autofree char *name = NULL;

  if (!marbre_html_node_is (node, GUMBO_TAG_TH) && !marbre_html_node_is (node, GUMBO_TAG_TD))
    return FALSE;
  name = marbre_html_node_dup_name (node);
  if (align != NULL && *align != '\0')
    g_string_append_printf (out, "<%s class=\"has-text-align-%s\" data-align=\"%s\">", name, align,
                            align);
  else
    g_string_append_printf (out, "<%s>", name);
  _marbre_wp_append_inline (out, node);
  g_string_append_printf (out, "</%s>", name);
  return TRUE;
}

/* Whether all columns are as wide as each other is said, because versions disagree on what goes
 * without saying. */
void
_marbre_wp_write_table (GString *out, const GumboNode *node)
{
  _marbre_wp_open (out, "table", "{\"hasFixedLayout\":false}");
  g_string_append (out, "<figure class=\"wp-block-table\">");
  marbre_html_serialize (node, out, write_cell_start, NULL);
  g_string_append (out, "</figure>");
  _marbre_wp_close (out, "table");
}

void
_marbre_wp_write_rule (GString *out)
{
  _marbre_wp_open (out, "separator", "");
  g_string_append (out, "<hr class=\"wp-block-separator has-alpha-channel-opacity\"/>");
  _marbre_wp_close (out, "separator");
}

void
_marbre_wp_write_html (GString *out, const GumboNode *node)
{
  _marbre_wp_open (out, "html", "");
  marbre_html_serialize (node, out, NULL, NULL);
  _marbre_wp_close (out, "html");
}
