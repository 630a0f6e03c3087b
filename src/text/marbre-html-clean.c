/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Word's, LibreOffice's, Google's and browsers' HTML made plain; see marbre-html-clean.h. What it
 * gives, marbre_html_to_markdown() reads; what it is given was parsed but not judged, and the next
 * reader judges again.
 *
 * Emphasis is what letters look like, whatever element says so: Google writes everything as spans
 * with a font-weight, and puts a <b> of normal weight around the whole.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
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

/* What our own pages are made of keeps its class: marbre-html-markdown.c knows it, and WordPress's.
 * A page elsewhere may call a box what is none of ours, but not with these elements. */
static const struct
{
  GumboTag tag;
  const char *name;
} house_blocks[] = {
  { GUMBO_TAG_ASIDE, "read-also" },
  { GUMBO_TAG_ASIDE, "box" },
  { GUMBO_TAG_SECTION, "key-points" },
  { GUMBO_TAG_BLOCKQUOTE, "pullquote" },
  { GUMBO_TAG_BLOCKQUOTE, "wp-block-pullquote" },
  { GUMBO_TAG_BLOCKQUOTE, "is-style-pullquote" },
};

static void clean_node (MarbreClean *self, const GumboNode *node, const MarbreCleanInk *ink);

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

void
_marbre_clean_children (MarbreClean *self, const GumboNode *node, const MarbreCleanInk *ink)
{
  guint n = self->depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  self->depth++;
  for (guint i = 0; i < n; i++)
    clean_node (self, marbre_html_node_get_child (node, i), ink);
  self->depth--;
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
static void
begin_block (MarbreClean *self)
{
  _marbre_clean_flush (self);
  if (!self->in_list)
    _marbre_clean_end_lists (self);
}

static void
clean_heading (MarbreClean *self, const GumboNode *node, guint level, const MarbreCleanInk *ink)
{
  MarbreCleanPlace before = self->place;
  gsize start;

  begin_block (self);
  start = self->out->len;
  g_string_append_printf (self->out, "<h%u>", level);
  self->place = MARBRE_CLEAN_HEADING;
  _marbre_clean_children (self, node, ink);
  _marbre_clean_flush (self);
  self->place = before;
  if (self->out->len == start + strlen ("<h1>"))
    g_string_truncate (self->out, start);
  else
    {
      g_string_append_printf (self->out, "</h%u>\n", level);
      self->pasted->rich = TRUE;
    }
}

static const char *
find_house_class (const GumboNode *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (house_blocks); i++)
    if (marbre_html_node_is (node, house_blocks[i].tag) &&
        _marbre_clean_has_class (node, house_blocks[i].name))
      return house_blocks[i].name;
  return NULL;
}

/* "Read also" and its like: our pages write it, the story does not have it. */
static gboolean
is_house_label (const GumboNode *node)
{
  return marbre_html_node_is (node, GUMBO_TAG_P) && _marbre_clean_has_class (node, "label") &&
         node->parent != NULL && find_house_class (node->parent) != NULL;
}

/* An element that stays around its content. */
static void
clean_frame (MarbreClean *self,
             const GumboNode *node,
             const char *name,
             const char *class_name,
             const MarbreCleanInk *ink)
{
  begin_block (self);
  g_string_append_printf (self->out, "<%s", name);
  if (class_name != NULL)
    g_string_append_printf (self->out, " class=\"%s\"", class_name);
  g_string_append_c (self->out, '>');
  _marbre_clean_children (self, node, ink);
  begin_block (self);
  g_string_append_printf (self->out, "</%s>\n", name);
  self->pasted->rich = TRUE;
}

/* Mail programs and browsers indent by a quote without a border. */
static gboolean
is_indent (const GumboNode *quote)
{
  const char *style = marbre_html_node_get_attribute (quote, "style");

  return style != NULL && strstr (style, "border:") != NULL && strstr (style, "none") != NULL;
}

/* Word's styles for whole paragraphs; 0 for what is no heading. */
static guint
find_level (const GumboNode *node, const MarbreHtmlStyle *style)
{
  const char *role = marbre_html_node_get_attribute (node, "role");
  const char *level = marbre_html_node_get_attribute (node, "aria-level");

  if (_marbre_clean_has_class (node, "MsoTitle"))
    return 1;
  if (style->outline_level > 0)
    return style->outline_level;
  if (g_strcmp0 (role, "heading") == 0 && level != NULL && *level >= '1' && *level <= '6')
    return (guint) (*level - '0');
  return 0;
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

static void
clean_paragraph (MarbreClean *self,
                 const GumboNode *node,
                 const MarbreHtmlStyle *style,
                 const MarbreCleanInk *ink)
{
  guint level = find_level (node, style);

  if (is_house_label (node))
    return;
  if (level > 0)
    clean_heading (self, node, level, ink);
  else if (style->list_level > 0 && _marbre_clean_list_item (self, node, style, ink))
    return;
  else if (_marbre_clean_has_class (node, "MsoQuote") ||
           _marbre_clean_has_class (node, "MsoIntenseQuote"))
    clean_frame (self, node, "blockquote", NULL, ink);
  else
    {
      _marbre_clean_flush (self);
      _marbre_clean_children (self, node, ink);
      _marbre_clean_flush (self);
    }
}

static void
clean_code (MarbreClean *self, const GumboNode *node)
{
  const GumboNode *code = marbre_html_node_find (node, GUMBO_TAG_CODE);
  const char *classes = code ? marbre_html_node_get_attribute (code, "class") : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  begin_block (self);
  marbre_html_node_append_text (node, text);
  g_string_append (self->out, "<pre><code");
  if (classes != NULL)
    {
      g_string_append (self->out, " class=\"");
      marbre_encode_attribute_append (self->out, classes, -1);
      g_string_append_c (self->out, '"');
    }
  g_string_append (self->out, ">\n");
  marbre_encode_html_append (self->out, text->str, (gssize) text->len);
  g_string_append (self->out, "</code></pre>\n");
  self->pasted->rich = TRUE;
}

/* The line between a text and its footnotes goes with them. */
static gboolean
is_before_notes (MarbreClean *self, const GumboNode *rule)
{
  const GumboNode *parent = rule->parent;
  MarbreHtmlStyle style;

  marbre_html_style_read (marbre_html_node_get_attribute (parent, "style"), &style);
  if (g_str_equal (style.element, "footnote-list"))
    return TRUE;
  for (guint i = rule->index_within_parent + 1; i < marbre_html_node_get_n_children (parent); i++)
    {
      const GumboNode *next = marbre_html_node_get_child (parent, i);

      if (next->type == GUMBO_NODE_ELEMENT)
        return marbre_html_notes_is_note (self->notes, next);
    }
  return FALSE;
}

static void
clean_rule (MarbreClean *self, const GumboNode *node)
{
  if (self->in_note || is_before_notes (self, node))
    return;
  begin_block (self);
  g_string_append (self->out, "<hr>\n");
  self->pasted->rich = TRUE;
}

static void
clean_frame_source (MarbreClean *self, const GumboNode *iframe)
{
  const char *src = marbre_html_node_get_attribute (iframe, "src");

  if (src == NULL || !g_str_has_prefix (src, "http"))
    return;
  begin_block (self);
  g_string_append (self->out, "<iframe src=\"");
  marbre_encode_attribute_append (self->out, src, -1);
  g_string_append (self->out, "\"></iframe>\n");
}

/* Letters */

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

static void
clean_inline (MarbreClean *self,
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

static void
clean_text (MarbreClean *self, const char *text, const MarbreCleanInk *ink)
{
  MarbreLineMarks marks = ink->marks;

  if (self->place == MARBRE_CLEAN_HEADING)
    marks &= ~MARBRE_LINE_STRONG;
  if ((marks != 0 || ink->href != NULL) && text[strspn (text, " \t\r\n\f")] != '\0')
    self->pasted->rich = TRUE;
  marbre_line_add_text (self->line, text, marks, ink->href);
}

static gboolean
is_unread (const GumboNode *node, const MarbreHtmlStyle *style)
{
  return style->hidden || style->list_mark || g_str_equal (style->element, "comment-list") ||
         is_one_of (node, unread_tags, G_N_ELEMENTS (unread_tags)) ||
         marbre_html_node_get_attribute (node, "hidden") != NULL;
}

static void
clean_block (MarbreClean *self,
             const GumboNode *node,
             const MarbreHtmlStyle *style,
             const MarbreCleanInk *ink)
{
  const char *house = find_house_class (node);

  switch ((int) node->v.element.tag)
    {
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      clean_heading (self, node, node->v.element.tag - GUMBO_TAG_H1 + 1, ink);
      break;
    case GUMBO_TAG_P:
      clean_paragraph (self, node, style, ink);
      break;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
      _marbre_clean_list (self, node, ink);
      break;
    case GUMBO_TAG_TABLE:
      _marbre_clean_table (self, node, ink);
      break;
    case GUMBO_TAG_PRE:
      clean_code (self, node);
      break;
    case GUMBO_TAG_HR:
      clean_rule (self, node);
      break;
    case GUMBO_TAG_IFRAME:
      clean_frame_source (self, node);
      break;
    case GUMBO_TAG_FIGURE:
      _marbre_clean_figure (self, node, ink);
      break;
    case GUMBO_TAG_BLOCKQUOTE:
      if (!is_indent (node))
        {
          clean_frame (self, node, "blockquote", house, ink);
          break;
        }
      clean_paragraph (self, node, style, ink);
      break;
    default:
      if (house != NULL)
        clean_frame (self, node, "aside", house, ink);
      else
        clean_paragraph (self, node, style, ink);
    }
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
    clean_text (self, node->v.text.text, ink);
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
    clean_inline (self, node, &style, ink);
  else if (self->place == MARBRE_CLEAN_HEADING || self->place == MARBRE_CLEAN_CELL)
    {
      /* Only a line fits here. */
      _marbre_clean_flush (self);
      _marbre_clean_children (self, node, ink);
      _marbre_clean_flush (self);
    }
  else
    clean_block (self, node, &style, ink);
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
      begin_block (self);
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
  begin_block (&self);
  write_notes (&self);
  pasted->html = marbre_string_steal (self.out);
  g_array_unref (self.lists);
  g_string_free (self.pictures, TRUE);
  marbre_line_free (self.line);
  marbre_html_notes_free (self.notes);
  g_hash_table_unref (self.taken);
}
