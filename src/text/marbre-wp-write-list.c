/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists as block markup; see marbre-wp-write.h. The editor's items hold a line of text and lists;
 * a list with anything else in it goes as HTML.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-write-private.h"

#include <string.h>

#include "marbre-html-serialize.h"
#include "marbre-wp-grammar.h"

/* Deeper lists than any editor would let stand. */
#define MAX_LIST_DEPTH 20

static gboolean
is_list (const GumboNode *node)
{
  return marbre_html_node_is (node, GUMBO_TAG_UL) || marbre_html_node_is (node, GUMBO_TAG_OL);
}

static gboolean is_plain_list (const GumboNode *list, guint depth);

static gboolean
is_block_element (const GumboNode *node)
{
  static const GumboTag tags[] = {
    GUMBO_TAG_P,  GUMBO_TAG_H1,    GUMBO_TAG_H2,      GUMBO_TAG_H3,      GUMBO_TAG_H4,
    GUMBO_TAG_H5, GUMBO_TAG_H6,    GUMBO_TAG_PRE,     GUMBO_TAG_HR,      GUMBO_TAG_UL,
    GUMBO_TAG_OL, GUMBO_TAG_DIV,   GUMBO_TAG_TABLE,   GUMBO_TAG_FIGURE,  GUMBO_TAG_BLOCKQUOTE,
    GUMBO_TAG_DL, GUMBO_TAG_ASIDE, GUMBO_TAG_SECTION, GUMBO_TAG_DETAILS,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (marbre_html_node_is (node, tags[i]))
      return TRUE;
  return FALSE;
}

/* An item that the editor has a place for: a line of text, then at most one list. */
static gboolean
is_plain_item (const GumboNode *item, guint depth)
{
  gboolean text = FALSE;
  guint paragraphs = 0;
  guint lists = 0;

  if (!marbre_html_node_is (item, GUMBO_TAG_LI))
    return FALSE;
  for (guint i = 0; i < marbre_html_node_get_n_children (item); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (item, i);
      const gboolean paragraph = marbre_html_node_is (child, GUMBO_TAG_P);

      if (_marbre_wp_is_blank (child))
        continue;
      if (lists > 0 || (!is_list (child) && !paragraph && is_block_element (child)))
        return FALSE;
      lists += is_list (child);
      paragraphs += paragraph;
      text |= !paragraph && !is_list (child);
      if ((is_list (child) && !is_plain_list (child, depth + 1)) || paragraphs > 1 ||
          (paragraphs > 0 && text))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_plain_list (const GumboNode *list, guint depth)
{
  if (depth > MAX_LIST_DEPTH)
    return FALSE;
  for (guint i = 0; i < marbre_html_node_get_n_children (list); i++)
    {
      const GumboNode *item = marbre_html_node_get_child (list, i);

      if (!_marbre_wp_is_blank (item) && !is_plain_item (item, depth))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_loose (const GumboNode *list)
{
  for (guint i = 0; i < marbre_html_node_get_n_children (list); i++)
    {
      const GumboNode *item = marbre_html_node_get_child (list, i);

      for (guint j = 0; j < marbre_html_node_get_n_children (item); j++)
        if (marbre_html_node_is (marbre_html_node_get_child (item, j), GUMBO_TAG_P))
          return TRUE;
    }
  return FALSE;
}

static void write_list (GString *out, const GumboNode *list);

static void
write_item (GString *out, const GumboNode *item)
{
  _marbre_wp_open (out, "list-item", "");
  g_string_append (out, "<li>");
  for (guint i = 0; i < marbre_html_node_get_n_children (item); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (item, i);

      if (is_list (child))
        write_list (out, child);
      else if (marbre_html_node_is (child, GUMBO_TAG_P))
        _marbre_wp_append_inline (out, child);
      else if (!is_block_element (child))
        marbre_html_serialize (child, out, NULL, NULL);
    }
  g_string_append (out, "</li>");
  _marbre_wp_close (out, "list-item");
}

/* The editor's items are lines without paragraphs; that there is air between them is a class. */
static void
write_list (GString *out, const GumboNode *list)
{
  gboolean loose = is_loose (list);
  gboolean ordered = marbre_html_node_is (list, GUMBO_TAG_OL);
  int start = marbre_html_node_get_number (list, "start", 1);
  g_autoptr (JsonObject) settings = json_object_new ();
  g_autofree char *json = NULL;
  gboolean first = TRUE;

  if (ordered)
    json_object_set_boolean_member (settings, "ordered", TRUE);
  if (ordered && start != 1)
    json_object_set_int_member (settings, "start", start);
  if (loose)
    json_object_set_string_member (settings, "className", "is-loose");
  json = marbre_wp_attributes_format (settings);
  _marbre_wp_open (out, "list", json);
  g_string_append (out, ordered ? "<ol" : "<ul");
  if (ordered && start != 1)
    g_string_append_printf (out, " start=\"%d\"", start);
  g_string_append_printf (out, " class=\"wp-block-list%s\">", loose ? " is-loose" : "");
  for (guint i = 0; i < marbre_html_node_get_n_children (list); i++)
    {
      const GumboNode *item = marbre_html_node_get_child (list, i);

      if (_marbre_wp_is_blank (item))
        continue;
      if (!first)
        g_string_append (out, "\n\n");
      first = FALSE;
      write_item (out, item);
    }
  g_string_append (out, ordered ? "</ol>" : "</ul>");
  _marbre_wp_close (out, "list");
}

void
_marbre_wp_write_list (GString *out, const GumboNode *node)
{
  if (is_plain_list (node, 0))
    write_list (out, node);
  else
    _marbre_wp_write_html (out, node);
}
