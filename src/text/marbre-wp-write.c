/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Block markup; see marbre-wp-write.h. Here: what holds further blocks, and which block is which.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-write-private.h"

#include <string.h>

#include "marbre-encode.h"

typedef struct
{
  GString *out;            /* (borrowed) */
  GHashTable *picture_ids; /* (borrowed) (nullable) (element-type utf8 utf8): by address */
} Writer;

static void write_element (Writer *self, const GumboNode *node);

static gboolean
has_class (const GumboNode *node, const char *name)
{
  return marbre_html_node_has_token (node, "class", name);
}

static void
write_children (Writer *self, const GumboNode *node, const GumboNode *but)
{
  gboolean first = TRUE;

  for (guint i = 0; i < marbre_html_node_get_n_children (node); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (_marbre_wp_is_blank (child) || child == but)
        continue;
      if (!first)
        g_string_append (self->out, "\n\n");
      first = FALSE;
      write_element (self, child);
    }
}

static const GumboNode *
get_last_element (const GumboNode *node)
{
  for (guint i = marbre_html_node_get_n_children (node); i > 0; i--)
    if (!_marbre_wp_is_blank (marbre_html_node_get_child (node, i - 1)))
      return marbre_html_node_get_child (node, i - 1);
  return NULL;
}

/* "— Jeanne" under what Jeanne said: the editor has a field for that.
 *
 * Returns: (nullable): that paragraph */
static const GumboNode *
find_attribution (const GumboNode *quote)
{
  const GumboNode *last = get_last_element (quote);
  const GumboNode *text;

  if (last == NULL || !marbre_html_node_is (last, GUMBO_TAG_P) ||
      marbre_html_node_get_n_children (last) == 0)
    return NULL;
  text = marbre_html_node_get_child (last, 0);
  return marbre_html_node_is_text (text) && g_str_has_prefix (text->v.text.text, "— ") ? last
                                                                                       : NULL;
}

static void
append_attribution (GString *out, const GumboNode *paragraph)
{
  g_autoptr (GString) html = g_string_new (NULL);

  _marbre_wp_append_inline (html, paragraph);
  g_string_append_printf (out, "<cite>%s</cite>", html->str + strlen ("— "));
}

static void
write_quote (Writer *self, const GumboNode *node)
{
  const GumboNode *attribution = find_attribution (node);

  _marbre_wp_open (self->out, "quote", "");
  g_string_append (self->out, "<blockquote class=\"wp-block-quote\">");
  write_children (self, node, attribution);
  if (attribution != NULL)
    append_attribution (self->out, attribution);
  g_string_append (self->out, "</blockquote>");
  _marbre_wp_close (self->out, "quote");
}

/* The editor's exergue holds one paragraph and who said it. */
static void
write_pullquote (Writer *self, const GumboNode *node)
{
  const GumboNode *attribution = find_attribution (node);
  const GumboNode *text = NULL;

  for (guint i = 0; i < marbre_html_node_get_n_children (node); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (_marbre_wp_is_blank (child) || child == attribution)
        continue;
      if (text != NULL || !marbre_html_node_is (child, GUMBO_TAG_P))
        {
          _marbre_wp_write_html (self->out, node);
          return;
        }
      text = child;
    }
  if (text == NULL)
    {
      _marbre_wp_write_html (self->out, node);
      return;
    }
  _marbre_wp_open (self->out, "pullquote", "");
  g_string_append (self->out, "<figure class=\"wp-block-pullquote\"><blockquote><p>");
  _marbre_wp_append_inline (self->out, text);
  g_string_append (self->out, "</p>");
  if (attribution != NULL)
    append_attribution (self->out, attribution);
  g_string_append (self->out, "</blockquote></figure>");
  _marbre_wp_close (self->out, "pullquote");
}

/* Boxes and their like are groups, which one can write on in. */
static void
write_group (Writer *self, const GumboNode *node, const char *class_name)
{
  g_autofree char *tag = marbre_html_node_dup_name (node);

  g_string_append_printf (self->out,
                          "<!-- wp:group {\"tagName\":\"%s\",\"className\":\"%s\"} -->\n"
                          "<%s class=\"wp-block-group %s\">",
                          tag, class_name, tag, class_name);
  write_children (self, node, NULL);
  g_string_append_printf (self->out, "</%s>", tag);
  _marbre_wp_close (self->out, "group");
}

static const GumboNode *
find_embed (const GumboNode *paragraph)
{
  const GumboNode *link = marbre_html_node_get_n_children (paragraph) == 1
                              ? marbre_html_node_get_child (paragraph, 0)
                              : NULL;

  return link != NULL && marbre_html_node_is (link, GUMBO_TAG_A) && has_class (link, "embed") &&
                 marbre_html_node_get_attribute (link, "href") != NULL
             ? link
             : NULL;
}

static gboolean
write_house_block (Writer *self, const GumboNode *node)
{
  static const char *const classes[] = { "read-also", "box", "key-points" };

  if (!marbre_html_node_is (node, GUMBO_TAG_ASIDE) &&
      !marbre_html_node_is (node, GUMBO_TAG_SECTION))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (has_class (node, classes[i]))
      {
        write_group (self, node, classes[i]);
        return TRUE;
      }
  return FALSE;
}

static void
write_paragraph_kind (Writer *self, const GumboNode *node)
{
  const GumboNode *embed = find_embed (node);

  if (embed != NULL)
    _marbre_wp_write_embed (self->out, embed);
  else if (has_class (node, "label"))
    _marbre_wp_write_label (self->out, node);
  else
    _marbre_wp_write_paragraph (self->out, node);
}

static void
write_element (Writer *self, const GumboNode *node)
{
  if (node->type != GUMBO_NODE_ELEMENT)
    {
      _marbre_wp_write_html (self->out, node);
      return;
    }
  switch ((int) node->v.element.tag)
    {
    case GUMBO_TAG_P:
      write_paragraph_kind (self, node);
      break;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      _marbre_wp_write_heading (self->out, node);
      break;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
      _marbre_wp_write_list (self->out, node);
      break;
    case GUMBO_TAG_BLOCKQUOTE:
      (has_class (node, "pullquote") ? write_pullquote : write_quote) (self, node);
      break;
    case GUMBO_TAG_PRE:
      _marbre_wp_write_code (self->out, node);
      break;
    case GUMBO_TAG_FIGURE:
      _marbre_wp_write_picture (self->out, node, self->picture_ids);
      break;
    case GUMBO_TAG_TABLE:
      _marbre_wp_write_table (self->out, node);
      break;
    case GUMBO_TAG_HR:
      _marbre_wp_write_rule (self->out);
      break;
    default:
      if (!write_house_block (self, node))
        _marbre_wp_write_html (self->out, node);
    }
}

/**
 * marbre_wp_write_block:
 * @out: where to
 * @html: one block as marbre-blocks.h gives it
 * @picture_ids: (nullable) (element-type utf8 utf8): what the site calls the pictures that it has,
 *   by address
 *
 * Writes it as a block of the editor, or several if @html has several elements.
 */
void
marbre_wp_write_block (GString *out, const char *html, GHashTable *picture_ids)
{
  g_autoptr (MarbreHtmlTree) tree = marbre_html_tree_new_fragment (html, -1, NULL);
  Writer self = { .out = out, .picture_ids = picture_ids };

  if (tree != NULL)
    write_children (&self, marbre_html_tree_get_root (tree), NULL);
}

/**
 * marbre_wp_write_lead:
 * @out: where to
 * @class_name: "kicker" or "byline"
 * @text: plain text; nothing is written for ""
 *
 * Writes a paragraph that stands for a field.
 */
void
marbre_wp_write_lead (GString *out, const char *class_name, const char *text)
{
  if (*text == '\0')
    return;
  g_string_append_printf (out, "<!-- wp:paragraph {\"className\":\"%s\"} -->\n<p class=\"%s\">",
                          class_name, class_name);
  marbre_encode_html_append (out, text, -1);
  g_string_append (out, "</p>");
  _marbre_wp_close (out, "paragraph");
}
