/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inline HTML → Markdown; see marbre-html-inline.h. Nodes become tokens (marbre-html-tokens.h).
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-inline.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html-escape.h"
#include "marbre-html-tokens.h"
#include "marbre-html-tree.h"
#include "marbre-sanitize.h"

struct _MarbreInline
{
  char *base_uri;       /* (owned) (nullable) */
  MarbreTokens *tokens; /* (owned) */
};

/**
 * marbre_inline_new:
 * @base_uri: (nullable): what relative links are relative to; %NULL keeps them
 *
 * Returns: (transfer full): an empty run of inline content
 */
MarbreInline *
marbre_inline_new (const char *base_uri)
{
  MarbreInline *self = g_new0 (MarbreInline, 1);

  self->base_uri = g_strdup (base_uri);
  self->tokens = marbre_tokens_new ();
  return self;
}

/**
 * marbre_inline_free:
 * @self: (transfer full): a run
 */
void
marbre_inline_free (MarbreInline *self)
{
  g_clear_pointer (&self->base_uri, g_free);
  g_clear_pointer (&self->tokens, marbre_tokens_free);
  g_free (self);
}

/**
 * marbre_inline_resolve:
 * @base_uri: (nullable): what @uri is relative to
 * @uri: (nullable): a foreign URI
 * @is_image: whether it is a picture's source
 *
 * Returns: (transfer full) (nullable): where it leads, %NULL if it may not be used
 */
char *
marbre_inline_resolve (const char *base_uri, const char *uri, gboolean is_image)
{
  g_autofree char *clean = NULL;
  char *absolute = NULL;

  if (uri == NULL || *uri == '\0')
    return NULL;
  clean = marbre_sanitize_uri (uri, is_image ? MARBRE_URI_RESOURCE : MARBRE_URI_LINK);
  if (clean == NULL || base_uri == NULL || *clean == '#')
    return g_steal_pointer (&clean);
  absolute = g_uri_resolve_relative (base_uri, clean, G_URI_FLAGS_ENCODED, NULL);
  return absolute ? absolute : g_steal_pointer (&clean);
}

static void
add_image (MarbreInline *self, const GumboNode *node)
{
  const char *alt = marbre_html_node_get_attribute (node, "alt");
  g_autofree char *uri =
      marbre_inline_resolve (self->base_uri, marbre_html_node_get_attribute (node, "src"), TRUE);
  g_autoptr (GString) out = g_string_new ("![");
  MarbreEscapeContext context = { .in_link = TRUE, .before = '[', .after = ']' };

  if (uri == NULL)
    return;
  marbre_escape_append (out, alt ? alt : "", &context);
  g_strdelimit (out->str, "\r\n", ' ');
  g_string_append (out, "](");
  marbre_escape_append_uri (out, uri);
  marbre_escape_append_title (out, marbre_html_node_get_attribute (node, "title"));
  g_string_append_c (out, ')');
  marbre_tokens_add_raw (self->tokens, out->str);
}

static void
add_code (MarbreInline *self, const GumboNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *fence = NULL;
  g_autofree char *markdown = NULL;
  gsize longest = 0;
  gboolean pad;

  marbre_html_node_append_text (node, text);
  g_strdelimit (text->str, "\r\n", ' ');
  if (text->len == 0)
    return;
  for (const char *p = strchr (text->str, '`'); p != NULL; p = strchr (p, '`'))
    {
      gsize n = strspn (p, "`");

      longest = MAX (longest, n);
      p += n;
    }
  fence = g_strnfill (longest + 1, '`');
  pad = text->str[0] == '`' || text->str[text->len - 1] == '`' ||
        (text->str[0] == ' ' && text->str[text->len - 1] == ' ' &&
         strspn (text->str, " ") < text->len);
  markdown = g_strconcat (fence, pad ? " " : "", text->str, pad ? " " : "", fence, NULL);
  marbre_tokens_add_raw (self->tokens, markdown);
}

/* Our own calls of footnotes, and GitHub's. Returns: %TRUE if @node was one */
static gboolean
add_note_call (MarbreInline *self, const GumboNode *node)
{
  const GumboNode *link;
  const char *href;
  g_autofree char *markdown = NULL;

  if (!marbre_html_node_has_token (node, "class", "footnote-ref"))
    return FALSE;
  link = marbre_html_node_find (node, GUMBO_TAG_A);
  href = link ? marbre_html_node_get_attribute (link, "href") : NULL;
  if (href == NULL || !g_str_has_prefix (href, "#fn-"))
    return FALSE;
  markdown = g_strdup_printf ("[^%s]", href + strlen ("#fn-"));
  marbre_tokens_add_raw (self->tokens, markdown);
  return TRUE;
}

static void add_node (MarbreInline *self, const GumboNode *node, guint depth);

static void
add_children (MarbreInline *self, const GumboNode *node, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  for (guint i = 0; i < n; i++)
    add_node (self, marbre_html_node_get_child (node, i), depth + 1);
}

static void
add_marked (MarbreInline *self, const GumboNode *node, MarbreMark mark, guint depth)
{
  marbre_tokens_open (self->tokens, mark);
  add_children (self, node, depth);
  marbre_tokens_close (self->tokens, mark, NULL);
}

/* Markdown has no mark for these, but a body may hold their tags. */
static void
add_tagged (MarbreInline *self, const GumboNode *node, guint depth)
{
  g_autofree char *name = marbre_html_node_dup_name (node);
  const char *title = marbre_html_node_get_attribute (node, "title");
  g_autoptr (GString) open = g_string_new ("<");
  g_autofree char *close = g_strdup_printf ("</%s>", name);

  g_string_append (open, name);
  if (title != NULL && *title != '\0')
    {
      g_string_append (open, " title=\"");
      marbre_encode_attribute_append (open, title, -1);
      g_string_append_c (open, '"');
    }
  g_string_append_c (open, '>');
  marbre_tokens_add_raw (self->tokens, open->str);
  add_children (self, node, depth);
  marbre_tokens_add_raw (self->tokens, close);
}

static gboolean
add_autolink (MarbreInline *self, const GumboNode *node, const char *uri)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *encoded = NULL;
  g_autofree char *markdown = NULL;
  const char *bare = g_str_has_prefix (uri, "mailto:") ? uri + strlen ("mailto:") : uri;

  marbre_html_node_append_text (node, text);
  encoded = marbre_encode_uri (text->str);
  if (!g_str_equal (encoded, bare) || strpbrk (text->str, " <>") != NULL ||
      (bare == uri && !g_str_has_prefix (uri, "http")))
    return FALSE;
  markdown = g_strdup_printf ("<%s>", text->str);
  marbre_tokens_add_raw (self->tokens, markdown);
  return TRUE;
}

static void
add_link (MarbreInline *self, const GumboNode *node, guint depth)
{
  const char *title = marbre_html_node_get_attribute (node, "title");
  g_autofree char *uri =
      marbre_inline_resolve (self->base_uri, marbre_html_node_get_attribute (node, "href"), FALSE);
  g_autoptr (GString) end = g_string_new ("](");

  if (marbre_html_node_has_token (node, "class", "footnote-back") ||
      marbre_html_node_has_token (node, "class", "footnote-backref"))
    return;
  if (uri == NULL || marbre_tokens_is_open (self->tokens, MARBRE_MARK_LINK))
    {
      add_children (self, node, depth);
      return;
    }
  if (title == NULL && add_autolink (self, node, uri))
    return;
  marbre_escape_append_uri (end, uri);
  marbre_escape_append_title (end, title);
  g_string_append_c (end, ')');
  marbre_tokens_open (self->tokens, MARBRE_MARK_LINK);
  add_children (self, node, depth);
  marbre_tokens_close (self->tokens, MARBRE_MARK_LINK, end->str);
}

static void
add_element (MarbreInline *self, const GumboNode *node, guint depth)
{
  if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return;
  switch ((int) node->v.element.tag)
    {
    case GUMBO_TAG_EM:
    case GUMBO_TAG_I:
      add_marked (self, node, MARBRE_MARK_EM, depth);
      break;
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_B:
      add_marked (self, node, MARBRE_MARK_STRONG, depth);
      break;
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_S:
    case GUMBO_TAG_STRIKE:
      add_marked (self, node, MARBRE_MARK_DEL, depth);
      break;
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_TT:
      add_code (self, node);
      break;
    case GUMBO_TAG_A:
      add_link (self, node, depth);
      break;
    case GUMBO_TAG_IMG:
      add_image (self, node);
      break;
    case GUMBO_TAG_BR:
      marbre_tokens_add_break (self->tokens);
      break;
    case GUMBO_TAG_SUP:
      if (!add_note_call (self, node))
        add_tagged (self, node, depth);
      break;
    case GUMBO_TAG_MARK:
      if (marbre_html_node_has_token (node, "class", "tk"))
        add_children (self, node, depth);
      else
        add_tagged (self, node, depth);
      break;
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_U:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_Q:
      add_tagged (self, node, depth);
      break;
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_IFRAME:
      break;
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      /* A block where only a line fits: a heading in a link, a paragraph in a cell. */
      marbre_tokens_add_space (self->tokens);
      add_children (self, node, depth);
      marbre_tokens_add_space (self->tokens);
      break;
    default:
      add_children (self, node, depth);
    }
}

static void
add_node (MarbreInline *self, const GumboNode *node, guint depth)
{
  if (marbre_html_node_is_text (node))
    marbre_tokens_add_text (self->tokens, node->v.text.text);
  else if (node->type == GUMBO_NODE_ELEMENT)
    add_element (self, node, depth);
}

/**
 * marbre_inline_add:
 * @node: a text or an inline element
 *
 * Adds @node and what is below it to the run.
 */
void
marbre_inline_add (MarbreInline *self, const GumboNode *node)
{
  add_node (self, node, 0);
}

/**
 * marbre_inline_take:
 * @place: where the result will stand
 *
 * Writes the run and empties it.
 *
 * Returns: (transfer full): Markdown, "" if there is nothing to read
 */
char *
marbre_inline_take (MarbreInline *self, MarbreInlinePlace place)
{
  return marbre_tokens_take (self->tokens, place);
}
