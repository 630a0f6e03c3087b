/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Letters of pasted HTML: emphasis, links, calls of footnotes, and what a word processor struck.
 * One thread at a time.
 *
 * Emphasis is what letters look like, whatever element says so: Google writes everything as spans
 * with a font-weight, and puts a <b> of normal weight around the whole.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-encode.h"
#include "marbre-html-clean-private.h"
#include "marbre-html-tree.h"

static void
write_call (MarbreClean *self, guint number)
{
  g_autofree char *html =
      g_strdup_printf ("<sup class=\"footnote-ref\"><a href=\"#fn-%u\">%u</a></sup>",
                       self->first_note + number - 1, self->first_note + number - 1);

  marbre_line_add_html (self->line, html);
  self->pasted->rich = TRUE;
}

/* A link card of ours is an address alone in its paragraph. */
static void
write_embed (MarbreClean *self, const char *href)
{
  g_autofree char *uri = marbre_encode_attribute (href);
  g_autofree char *html = g_strdup_printf ("<a class=\"embed\" href=\"%s\">%s</a>", uri, uri);

  _marbre_clean_flush (self);
  marbre_line_add_html (self->line, html);
  _marbre_clean_flush (self);
  self->pasted->rich = TRUE;
}

static void
clean_link (MarbreClean *self, const GumboNode *node, MarbreCleanInk ink)
{
  const char *href = marbre_html_node_get_attribute (node, "href");
  guint number;

  switch (marbre_html_notes_judge (self->notes, node, &number))
    {
    case MARBRE_NOTE_LINK_CALL:
      write_call (self, number);
      return;
    case MARBRE_NOTE_LINK_LOST:
      self->pasted->n_lost_notes++;
      return;
    case MARBRE_NOTE_LINK_COMMENT:
      self->pasted->n_comments++;
      return;
    case MARBRE_NOTE_LINK_BACK:
      if (self->in_note)
        return;
      break;
    case MARBRE_NOTE_LINK_NONE:
    default:
      break;
    }
  if (href != NULL && _marbre_clean_has_class (node, "embed") && g_str_has_prefix (href, "http") &&
      self->place == MARBRE_CLEAN_TEXT)
    {
      write_embed (self, href);
      return;
    }
  /* A place in the page that it is from is none in the story. */
  if (href != NULL && *href != '\0' && *href != '#' && g_ascii_strncasecmp (href, "file:", 5) != 0)
    ink.href = href;
  _marbre_clean_children (self, node, &ink);
}

static void
apply_style (const MarbreHtmlStyle *style, MarbreCleanInk *ink)
{
  const struct
  {
    MarbreStyleAnswer answer;
    MarbreLineMarks mark;
  } answers[] = { { style->bold, MARBRE_LINE_STRONG },
                  { style->italic, MARBRE_LINE_EM },
                  { style->struck, MARBRE_LINE_DEL } };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (answers[i].answer == MARBRE_STYLE_YES)
      ink->marks |= answers[i].mark;
    else if (answers[i].answer == MARBRE_STYLE_NO)
      ink->marks &= ~answers[i].mark;
  if (style->raised != 0)
    ink->marks |= style->raised > 0 ? MARBRE_LINE_SUP : MARBRE_LINE_SUB;
}

static MarbreLineMarks
get_mark (const GumboNode *node)
{
  switch ((int) node->v.element.tag)
    {
    case GUMBO_TAG_B:
    case GUMBO_TAG_STRONG:
      return MARBRE_LINE_STRONG;
    case GUMBO_TAG_I:
    case GUMBO_TAG_EM:
      return MARBRE_LINE_EM;
    case GUMBO_TAG_S:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_DEL:
      return MARBRE_LINE_DEL;
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_KBD:
      return MARBRE_LINE_CODE;
    case GUMBO_TAG_SUP:
      return MARBRE_LINE_SUP;
    case GUMBO_TAG_SUB:
      return MARBRE_LINE_SUB;
    default:
      return 0;
    }
}

/* A word processor says who struck a passage, or when; a page that strikes one shows it so. */
static gboolean
is_revision (const GumboNode *node)
{
  return marbre_html_node_is (node, GUMBO_TAG_DEL) &&
         (marbre_html_node_get_attribute (node, "cite") != NULL ||
          marbre_html_node_get_attribute (node, "datetime") != NULL ||
          marbre_html_node_get_attribute (node, "title") != NULL ||
          _marbre_clean_has_class (node, "msoDel"));
}

void
_marbre_clean_inline (MarbreClean *self,
                      const GumboNode *node,
                      const MarbreHtmlStyle *style,
                      const MarbreCleanInk *inherited)
{
  MarbreCleanInk ink = *inherited;

  if (is_revision (node))
    {
      self->pasted->n_deletions++;
      return;
    }
  ink.marks |= get_mark (node);
  apply_style (style, &ink);
  if (marbre_html_node_is (node, GUMBO_TAG_A))
    clean_link (self, node, ink);
  else if (marbre_html_node_is (node, GUMBO_TAG_BR))
    {
      if (!_marbre_clean_has_class (node, "Apple-interchange-newline") &&
          marbre_line_add_break (self->line))
        _marbre_clean_flush (self);
    }
  else
    _marbre_clean_children (self, node, &ink);
}

void
_marbre_clean_text (MarbreClean *self, const char *text, const MarbreCleanInk *ink)
{
  MarbreLineMarks marks = ink->marks;

  if (self->place == MARBRE_CLEAN_HEADING)
    marks &= ~MARBRE_LINE_STRONG;
  if ((marks != 0 || ink->href != NULL) && text[strspn (text, " \t\r\n\f")] != '\0')
    self->pasted->rich = TRUE;
  marbre_line_add_text (self->line, text, marks, ink->href);
}
