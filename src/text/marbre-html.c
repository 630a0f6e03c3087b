/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Foreign HTML made harmless or plain; see marbre-html.h. Markdown is made in
 * marbre-html-markdown.c.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-html-tree.h"
#include "marbre-sanitize.h"

/* Elements that a reader sees on a line of their own. */
static const GumboTag line_tags[] = {
  GUMBO_TAG_P,       GUMBO_TAG_H1,         GUMBO_TAG_H2,      GUMBO_TAG_H3,         GUMBO_TAG_H4,
  GUMBO_TAG_H5,      GUMBO_TAG_H6,         GUMBO_TAG_LI,      GUMBO_TAG_UL,         GUMBO_TAG_OL,
  GUMBO_TAG_DT,      GUMBO_TAG_DD,         GUMBO_TAG_TR,      GUMBO_TAG_TABLE,      GUMBO_TAG_DIV,
  GUMBO_TAG_PRE,     GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE,    GUMBO_TAG_ASIDE,
  GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER,     GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_HR,
  GUMBO_TAG_CAPTION, GUMBO_TAG_DETAILS,    GUMBO_TAG_SUMMARY,
};

typedef struct
{
  GString *out;       /* (owned) */
  gboolean wants_gap; /* a space before the next word */
  gboolean wants_line;
} TextWriter;

/**
 * marbre_html_sanitize:
 * @html: foreign HTML as it may stand inside a body, UTF-8
 * @length: bytes of @html, -1 if NUL-terminated; at most %MARBRE_HTML_MAX_BYTES
 *
 * Keeps what an article needs and nothing that acts or loads by itself but pictures: see the
 * allow-list in marbre-sanitize.c. Sanitizing twice gives the same as once.
 *
 * Returns: (transfer full): well-formed HTML; "" if @html is too large or nested absurdly deep
 */
char *
marbre_html_sanitize (const char *html, gssize length)
{
  return marbre_sanitize_fragment (html, length, NULL, NULL);
}

static gboolean
is_line (const GumboNode *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (line_tags); i++)
    if (marbre_html_node_is (node, line_tags[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_unread (const GumboNode *node)
{
  return marbre_html_node_is (node, GUMBO_TAG_SCRIPT) ||
         marbre_html_node_is (node, GUMBO_TAG_STYLE) ||
         marbre_html_node_is (node, GUMBO_TAG_HEAD) ||
         marbre_html_node_is (node, GUMBO_TAG_TITLE) ||
         marbre_html_node_is (node, GUMBO_TAG_TEMPLATE) ||
         marbre_html_node_is (node, GUMBO_TAG_NOSCRIPT) ||
         marbre_html_node_is (node, GUMBO_TAG_IFRAME);
}

static void
write_words (TextWriter *self, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr (" \t\r\n\f", *p) != NULL)
        {
          self->wants_gap = TRUE;
          continue;
        }
      if (self->out->len > 0 && self->wants_line)
        g_string_append_c (self->out, '\n');
      else if (self->out->len > 0 && self->wants_gap)
        g_string_append_c (self->out, ' ');
      self->wants_line = FALSE;
      self->wants_gap = FALSE;
      g_string_append_c (self->out, *p);
    }
}

static void
write_text (TextWriter *self, const GumboNode *node, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;
  gboolean line = is_line (node) || marbre_html_node_is (node, GUMBO_TAG_BR);
  gboolean cell =
      marbre_html_node_is (node, GUMBO_TAG_TD) || marbre_html_node_is (node, GUMBO_TAG_TH);

  if (is_unread (node))
    return;
  if (marbre_html_node_is_text (node))
    {
      write_words (self, node->v.text.text);
      return;
    }
  self->wants_line |= line;
  self->wants_gap |= cell;
  for (guint i = 0; i < n; i++)
    write_text (self, marbre_html_node_get_child (node, i), depth + 1);
  self->wants_line |= line;
  self->wants_gap |= cell;
}

/**
 * marbre_html_to_text:
 * @html: foreign HTML, UTF-8
 * @length: bytes of @html, -1 if NUL-terminated; at most %MARBRE_HTML_MAX_BYTES
 *
 * Returns: (transfer full): what it says, one paragraph a line; "" if @html is too large or nested
 *   absurdly deep
 */
char *
marbre_html_to_text (const char *html, gssize length)
{
  g_autoptr (MarbreHtmlTree) tree = marbre_html_tree_new_fragment (html, length, NULL);
  TextWriter writer = { 0 };

  if (tree == NULL)
    return g_strdup ("");
  writer.out = g_string_new (NULL);
  write_text (&writer, marbre_html_tree_get_root (tree), 0);
  return marbre_string_steal (writer.out);
}

static const char *
find_link_below (const GumboNode *node, const char *rel, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;
  const char *found = NULL;

  if ((marbre_html_node_is (node, GUMBO_TAG_LINK) || marbre_html_node_is (node, GUMBO_TAG_A)) &&
      marbre_html_node_has_token (node, "rel", rel))
    found = marbre_html_node_get_attribute (node, "href");
  for (guint i = 0; i < n && found == NULL; i++)
    found = find_link_below (marbre_html_node_get_child (node, i), rel, depth + 1);
  return found;
}

/**
 * marbre_html_find_link:
 * @html: a foreign page, UTF-8
 * @length: bytes of @html, -1 if NUL-terminated; at most %MARBRE_HTML_MAX_BYTES
 * @rel: a relation, such as "micropub", compared without ASCII case
 *
 * Finds the first link or a element with that relation.
 *
 * Returns: (transfer full) (nullable): its href as it is there, neither resolved nor judged; %NULL
 *   if there is none
 */
char *
marbre_html_find_link (const char *html, gssize length, const char *rel)
{
  g_autoptr (MarbreHtmlTree) tree = NULL;

  g_return_val_if_fail (rel != NULL, NULL);

  tree = marbre_html_tree_new_document (html, length, NULL);
  return tree ? g_strdup (find_link_below (marbre_html_tree_get_root (tree), rel, 0)) : NULL;
}
