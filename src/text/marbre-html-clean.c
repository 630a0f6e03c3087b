/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Word's, LibreOffice's, Google's and browsers' HTML made plain; see marbre-html-clean.h. What it
 * gives, marbre_html_to_markdown() reads; what it is given was parsed but not judged, and the next
 * reader judges again. This file walks through it and writes lines where they belong; what blocks
 * and letters are is in -block.c and -letters.c.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-html-clean-private.h"
#include "marbre-html-tree.h"

static const GumboTag block_tags[] = {
  GUMBO_TAG_P,       GUMBO_TAG_DIV,     GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,
  GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER,  GUMBO_TAG_MAIN,    GUMBO_TAG_NAV,     GUMBO_TAG_ADDRESS,
  GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_FORM,    GUMBO_TAG_DL,      GUMBO_TAG_DT,
  GUMBO_TAG_DD,      GUMBO_TAG_CENTER,  GUMBO_TAG_LI,      GUMBO_TAG_CAPTION, GUMBO_TAG_FIELDSET,
};

static const GumboTag unread_tags[] = {
  GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,  GUMBO_TAG_HEAD,   GUMBO_TAG_TITLE,    GUMBO_TAG_TEMPLATE,
  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_BUTTON, GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_INPUT,
  GUMBO_TAG_OBJECT,   GUMBO_TAG_META,   GUMBO_TAG_LINK,   GUMBO_TAG_VIDEO,    GUMBO_TAG_AUDIO,
};

static gboolean
is_one_of (const GumboNode *node, const GumboTag *tags, guint n)
{
  for (guint i = 0; i < n; i++)
    if (marbre_html_node_is (node, tags[i]))
      return TRUE;
  return FALSE;
}

gboolean
_marbre_clean_has_class (const GumboNode *node, const char *name)
{
  return marbre_html_node_has_token (node, "class", name);
}

/* Writes the line that is open, as its place wants it. */
void
_marbre_clean_flush (MarbreClean *self)
{
  g_autofree char *html = marbre_line_take (self->line);

  if (html != NULL)
    switch (self->place)
      {
      case MARBRE_CLEAN_ITEM:
        g_string_append (self->out, html);
        self->place = MARBRE_CLEAN_TEXT;
        break;
      case MARBRE_CLEAN_HEADING:
      case MARBRE_CLEAN_CELL:
        g_string_append_printf (self->out, "%s ", html);
        break;
      case MARBRE_CLEAN_TEXT:
      default:
        if (!self->in_list)
          _marbre_clean_end_lists (self);
        g_string_append_printf (self->out, "<p>%s</p>\n", html);
      }
  if (self->pictures->len > 0 && self->place != MARBRE_CLEAN_HEADING)
    {
      if (!self->in_list)
        _marbre_clean_end_lists (self);
      g_string_append (self->out, self->pictures->str);
      g_string_truncate (self->pictures, 0);
    }
}

/* Between two blocks. */
void
_marbre_clean_begin_block (MarbreClean *self)
{
  _marbre_clean_flush (self);
  if (!self->in_list)
    _marbre_clean_end_lists (self);
}

static void
note_style (MarbreClean *self, const GumboNode *node, const MarbreHtmlStyle *style, gboolean link)
{
  MarbrePastedStyles dropped = style->dropped;

  /* What a link or a heading looks like is the page's business. */
  if (link || self->place == MARBRE_CLEAN_HEADING || marbre_html_node_is (node, GUMBO_TAG_A))
    return;
  if (style->align != NULL && marbre_html_node_is (node, GUMBO_TAG_P) &&
      self->place == MARBRE_CLEAN_TEXT)
    dropped |= MARBRE_PASTED_ALIGNMENT;
  if (marbre_html_node_is (node, GUMBO_TAG_U))
    dropped |= MARBRE_PASTED_UNDERLINES;
  if (marbre_html_node_is (node, GUMBO_TAG_MARK) && !_marbre_clean_has_class (node, "tk"))
    dropped |= MARBRE_PASTED_COLOURS;
  self->pasted->styles |= dropped;
}

static gboolean
is_unread (const GumboNode *node, const MarbreHtmlStyle *style)
{
  return style->hidden || style->list_mark || g_str_equal (style->element, "comment-list") ||
         is_one_of (node, unread_tags, G_N_ELEMENTS (unread_tags)) ||
         marbre_html_node_get_attribute (node, "hidden") != NULL;
}

static gboolean
is_block (const GumboNode *node)
{
  static const GumboTag others[] = {
    GUMBO_TAG_H1,     GUMBO_TAG_H2,    GUMBO_TAG_H3,  GUMBO_TAG_H4,         GUMBO_TAG_H5,
    GUMBO_TAG_H6,     GUMBO_TAG_UL,    GUMBO_TAG_OL,  GUMBO_TAG_HR,         GUMBO_TAG_IFRAME,
    GUMBO_TAG_FIGURE, GUMBO_TAG_TABLE, GUMBO_TAG_PRE, GUMBO_TAG_BLOCKQUOTE,
  };

  return is_one_of (node, block_tags, G_N_ELEMENTS (block_tags)) ||
         is_one_of (node, others, G_N_ELEMENTS (others));
}

static void
clean_node (MarbreClean *self, const GumboNode *node, const MarbreCleanInk *ink)
{
  MarbreHtmlStyle style;

  if (marbre_html_node_is_text (node))
    _marbre_clean_text (self, node->v.text.text, ink);
  if ((node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) ||
      node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML ||
      marbre_html_notes_is_note (self->notes, node))
    return;
  marbre_html_style_read (marbre_html_node_get_attribute (node, "style"), &style);
  if (is_unread (node, &style))
    return;
  if (_marbre_clean_has_class (node, "MsoCommentReference"))
    {
      self->pasted->n_comments++;
      return;
    }
  note_style (self, node, &style, ink->href != NULL);
  if (marbre_html_node_is (node, GUMBO_TAG_IMG))
    _marbre_clean_picture (self, node, ink);
  else if (!is_block (node))
    _marbre_clean_inline (self, node, &style, ink);
  else if (self->place == MARBRE_CLEAN_HEADING || self->place == MARBRE_CLEAN_CELL)
    {
      /* Only a line fits here. */
      _marbre_clean_flush (self);
      _marbre_clean_children (self, node, ink);
      _marbre_clean_flush (self);
    }
  else
    _marbre_clean_block (self, node, &style, ink);
}

void
_marbre_clean_children (MarbreClean *self, const GumboNode *node, const MarbreCleanInk *ink)
{
  guint n = self->depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  self->depth++;
  for (guint i = 0; i < n; i++)
    clean_node (self, marbre_html_node_get_child (node, i), ink);
  self->depth--;
}

static void
write_notes (MarbreClean *self)
{
  const MarbreCleanInk plain = { 0 };
  guint n = marbre_html_notes_get_n (self->notes);

  if (n == 0)
    return;
  self->in_note = TRUE;
  g_string_append (self->out, "<section class=\"footnotes\"><ol>\n");
  for (guint i = 1; i <= n; i++)
    {
      g_string_append_printf (self->out, "<li id=\"fn-%u\">", self->first_note + i - 1);
      _marbre_clean_children (self, marbre_html_notes_get (self->notes, i), &plain);
      _marbre_clean_begin_block (self);
      g_string_append (self->out, "</li>\n");
    }
  g_string_append (self->out, "</ol></section>\n");
  self->pasted->n_notes = n;
}

static gboolean
is_generated_by (const GumboNode *node, const char *name, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;
  const char *meta = marbre_html_node_is (node, GUMBO_TAG_META)
                         ? marbre_html_node_get_attribute (node, "name")
                         : NULL;
  const char *content = marbre_html_node_get_attribute (node, "content");

  if (meta != NULL && content != NULL && g_ascii_strcasecmp (meta, "generator") == 0)
    return strstr (content, name) != NULL;
  for (guint i = 0; i < n; i++)
    if (is_generated_by (marbre_html_node_get_child (node, i), name, depth + 1))
      return TRUE;
  return FALSE;
}

/**
 * marbre_html_clean:
 * @pasted: what is filled in
 * @root: a text of another program
 * @embedded: (element-type GBytes): the pictures that its %MARBRE_PASTED_PICTURE names stand for
 * @first_note: the number of the first footnote, from 1
 */
void
marbre_html_clean (MarbrePasted *pasted,
                   const GumboNode *root,
                   GPtrArray *embedded,
                   guint first_note)
{
  const MarbreCleanInk plain = { 0 };
  MarbreClean self = {
    .pasted = pasted,
    .embedded = embedded,
    .taken = g_hash_table_new (NULL, NULL),
    .notes = marbre_html_notes_new (root),
    .out = g_string_new (NULL),
    .line = marbre_line_new (),
    .pictures = g_string_new (NULL),
    .lists = g_array_new (FALSE, FALSE, sizeof (MarbreCleanList)),
    .first_note = first_note,
    .from_office = is_generated_by (root, "Office", 0),
  };

  _marbre_clean_children (&self, root, &plain);
  _marbre_clean_begin_block (&self);
  write_notes (&self);
  pasted->html = marbre_string_steal (self.out);
  g_array_unref (self.lists);
  g_string_free (self.pictures, TRUE);
  marbre_line_free (self.line);
  marbre_html_notes_free (self.notes);
  g_hash_table_unref (self.taken);
}
