/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One line → the HTML of its paragraph; see marbre-blocks-line.h. The parse attaches no extension,
 * so it neither fills nor empties cmark's table of their signs, and what other parses have put
 * there makes no difference: a sign that nobody answers for only splits a text, which cmark joins
 * again at the end. Lines on which an extension would act are refused.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-line.h"

#include <cmark-gfm.h>
#include <string.h>

#include "marbre-blocks-render.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_node, cmark_node_free)

/* Strikethrough, tables, addresses of mail; line ends; pictures, whose place is mapped. */
static const char *const refused[] = { "~", "|", "@", "\n", "\r", "![" };

static gboolean
stands_alone (const char *line, gboolean may_refer)
{
  /* Indented, it may belong to the list or the note above. A quoted text may be the title of the
   * definition above. */
  if (*line == ' ' || *line == '\t' || (may_refer && strchr ("\"'(", *line) != NULL))
    return FALSE;
  if (may_refer && strchr (line, '[') != NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (strstr (line, refused[i]) != NULL)
      return FALSE;
  return TRUE;
}

/* A bare address becomes a link only with the extension. In a link's own place there is none. */
static gboolean
has_bare_address (const char *html)
{
  static const char *const before[] = { "href=\"http", "href=\"https" };

  for (const char *p = html; (p = strstr (p, "://")) != NULL; p++)
    {
      gboolean placed = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (before); i++)
        {
          gsize length = strlen (before[i]);

          placed |= (gsize) (p - html) >= length && strncmp (p - length, before[i], length) == 0;
        }
      if (!placed)
        return TRUE;
    }
  for (const char *p = html; (p = strstr (p, "www.")) != NULL; p++)
    if (p - html < 3 || strncmp (p - 3, "://", 3) != 0)
      return TRUE;
  return FALSE;
}

static cmark_node *
parse_line (const char *line)
{
  cmark_parser *parser = cmark_parser_new (CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8);
  cmark_node *root;

  cmark_parser_feed (parser, line, strlen (line));
  root = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  return root;
}

/**
 * marbre_blocks_render_line:
 * @line: one line of a body, valid UTF-8, without its end mark
 * @may_refer: whether the body may define links or notes
 * @text: (out) (optional) (transfer full): its prose
 *
 * Returns: (transfer full) (nullable): the HTML of the paragraph that @line is, %NULL if it may be
 *   anything else or depend on other lines
 */
char *
marbre_blocks_render_line (const char *line, gboolean may_refer, char **text)
{
  g_autoptr (cmark_node) root = NULL;
  g_autoptr (MarbreBlocksRenderer) renderer = NULL;
  g_autofree char *html = NULL;
  g_autofree char *prose = NULL;
  MarbreRendered rendered;
  cmark_node *node;

  if (!stands_alone (line, may_refer))
    return NULL;
  root = parse_line (line);
  node = cmark_node_first_child (root);
  if (node == NULL || cmark_node_next (node) != NULL ||
      cmark_node_get_type (node) != CMARK_NODE_PARAGRAPH)
    return NULL;

  renderer = marbre_blocks_renderer_new (NULL, NULL, NULL);
  marbre_blocks_render (renderer, node, NULL, &rendered);
  html = rendered.html;
  prose = rendered.text;
  if (rendered.kind != MARBRE_BLOCK_PARAGRAPH || has_bare_address (html))
    return NULL;
  if (text != NULL)
    *text = g_steal_pointer (&prose);
  return g_steal_pointer (&html);
}
