/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pieces of a block; see marbre-blocks-inline.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-inline.h"

#include <string.h>

#include "marbre-blocks-critic.h"
#include "marbre-blocks-house.h"
#include "marbre-encode.h"
#include "marbre-sanitize.h"

static gboolean
is_word_before (const char *text, const char *at)
{
  return at > text && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

/**
 * marbre_blocks_append_prose:
 * @out: where to
 * @text: plain text, UTF-8
 *
 * Writes text with each TK (or TKTK…) that stands alone marked as still to come.
 */
void
marbre_blocks_append_prose (GString *out, const char *text)
{
  const char *run = text;
  const char *p = strstr (text, "TK");

  while (p != NULL)
    {
      const char *end = p;

      while (g_str_has_prefix (end, "TK"))
        end += 2;
      if (!is_word_before (text, p) && !g_unichar_isalnum (g_utf8_get_char (end)))
        {
          marbre_encode_html_append (out, run, p - run);
          g_string_append (out, "<mark class=\"tk\">");
          marbre_encode_html_append (out, p, end - p);
          g_string_append (out, "</mark>");
          run = end;
        }
      p = strstr (end, "TK");
    }
  marbre_encode_html_append (out, run, -1);
}

/**
 * marbre_blocks_append_content:
 * @out: where to
 * @node: a node of the body
 *
 * Writes what @node and all below it say, as plain text on one line. What is only suggested to be
 * added is left out.
 */
void
marbre_blocks_append_content (GString *out, cmark_node *node)
{
  cmark_iter *iter = cmark_iter_new (node);
  cmark_event_type event;
  gboolean added = FALSE;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *current = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (current);
      MarbreCriticNode kind = marbre_critic_get_node (current);

      if (kind == MARBRE_CRITIC_NODE_ADDED || kind == MARBRE_CRITIC_NODE_ADDED_END)
        added = kind == MARBRE_CRITIC_NODE_ADDED;
      if (event != CMARK_EVENT_ENTER || added || kind != MARBRE_CRITIC_NODE_TEXT)
        continue;
      if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
        g_string_append (out, cmark_node_get_literal (current));
      else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        g_string_append_c (out, ' ');
    }
  cmark_iter_free (iter);
}

/**
 * marbre_blocks_append_image:
 * @out: where to
 * @image: an image node
 * @with_title: whether its title becomes the title attribute
 * @map_image: (nullable): says where pictures are found
 * @map_data: its data
 *
 * Writes the img element; nothing but its alternative text if the source may not be loaded.
 */
void
marbre_blocks_append_image (GString *out,
                            cmark_node *image,
                            gboolean with_title,
                            MarbreUriMapper map_image,
                            gpointer map_data)
{
  const char *title = cmark_node_get_title (image);
  g_autofree char *uri = marbre_sanitize_uri (cmark_node_get_url (image), MARBRE_URI_RESOURCE);
  g_autofree char *mapped = uri && map_image ? map_image (uri, map_data) : NULL;
  g_autoptr (GString) alt = g_string_new (NULL);

  marbre_blocks_append_content (alt, image);
  if (uri == NULL)
    {
      marbre_blocks_append_prose (out, alt->str);
      return;
    }
  g_string_append (out, "<img");
  if (with_title && title != NULL && *title != '\0')
    {
      g_string_append (out, " title=\"");
      marbre_encode_attribute_append (out, title, -1);
      g_string_append_c (out, '"');
    }
  g_string_append (out, " src=\"");
  marbre_encode_attribute_append (out, mapped ? mapped : uri, -1);
  g_string_append (out, "\" alt=\"");
  marbre_encode_attribute_append (out, alt->str, -1);
  g_string_append (out, "\">");
}

/**
 * marbre_blocks_append_figure:
 * @out: where to
 * @image: an image node that is a paragraph of its own
 * @map_image: (nullable): says where pictures are found
 * @map_data: its data
 *
 * Writes the figure element, its title as caption and credit.
 */
void
marbre_blocks_append_figure (GString *out,
                             cmark_node *image,
                             MarbreUriMapper map_image,
                             gpointer map_data)
{
  const char *title = cmark_node_get_title (image);
  g_autofree char *caption = NULL;
  g_autofree char *credit = NULL;

  marbre_blocks_house_split_caption (title ? title : "", &caption, &credit);
  g_string_append (out, "<figure>");
  marbre_blocks_append_image (out, image, FALSE, map_image, map_data);
  if (*caption != '\0' || *credit != '\0')
    {
      g_string_append (out, "<figcaption>");
      marbre_blocks_append_prose (out, caption);
      if (*credit != '\0')
        {
          g_string_append_printf (out, "%s<span class=\"credit\">", *caption != '\0' ? " " : "");
          marbre_blocks_append_prose (out, credit);
          g_string_append (out, "</span>");
        }
      g_string_append (out, "</figcaption>");
    }
  g_string_append (out, "</figure>");
}

/**
 * marbre_blocks_append_embed:
 * @out: where to
 * @uri: an http or https URI as the writer put it on a line of its own
 *
 * Writes the link card: the host and what follows it. Nothing is fetched.
 */
void
marbre_blocks_append_embed (GString *out, const char *uri)
{
  g_autofree char *href = marbre_sanitize_uri (uri, MARBRE_URI_LINK);

  g_return_if_fail (href != NULL);

  g_string_append (out, "<p><a class=\"embed\" href=\"");
  marbre_encode_attribute_append (out, href, -1);
  g_string_append (out, "\">");
  marbre_encode_html_append (out, uri, -1);
  g_string_append (out, "</a></p>");
}

/**
 * marbre_blocks_take_marker:
 * @quote: a block quote node
 *
 * Reads the quote's first line as a marker and, if it is one, removes it from the tree.
 *
 * Returns: the kind of house block, %MARBRE_BLOCK_QUOTE for a plain quote
 */
MarbreBlockKind
marbre_blocks_take_marker (cmark_node *quote)
{
  cmark_node *paragraph = cmark_node_first_child (quote);
  cmark_node *end;
  g_autoptr (GString) line = g_string_new (NULL);
  MarbreBlockKind kind;

  if (paragraph == NULL || cmark_node_get_type (paragraph) != CMARK_NODE_PARAGRAPH)
    return MARBRE_BLOCK_QUOTE;
  for (end = cmark_node_first_child (paragraph); end != NULL; end = cmark_node_next (end))
    {
      if (cmark_node_get_type (end) != CMARK_NODE_TEXT || line->len > 64)
        break;
      g_string_append (line, cmark_node_get_literal (end));
    }
  if (end != NULL && cmark_node_get_type (end) != CMARK_NODE_SOFTBREAK &&
      cmark_node_get_type (end) != CMARK_NODE_LINEBREAK)
    return MARBRE_BLOCK_QUOTE;
  kind = marbre_blocks_house_parse_marker (line->str);
  if (kind == MARBRE_BLOCK_QUOTE)
    return kind;

  if (end == NULL)
    {
      cmark_node_free (paragraph);
      return kind;
    }
  while (cmark_node_first_child (paragraph) != end)
    cmark_node_free (cmark_node_first_child (paragraph));
  cmark_node_free (end);
  return kind;
}
