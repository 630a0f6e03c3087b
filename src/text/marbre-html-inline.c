/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inline HTML → Markdown; see marbre-html-inline.h. The nodes first become a flat list of tokens in
 * which white space is settled; only then, when the neighbours of each are known, is it decided
 * where "*" works as emphasis, and where only an HTML tag says the same.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-inline.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html-escape.h"
#include "marbre-html-tree.h"
#include "marbre-sanitize.h"

typedef enum
{
  TOKEN_TEXT,  /* plain text, to be escaped */
  TOKEN_RAW,   /* Markdown as it is: code, pictures, notes, tags */
  TOKEN_BREAK, /* a line end that counts */
  TOKEN_OPEN,
  TOKEN_CLOSE,
} TokenKind;

typedef enum
{
  MARK_EM,
  MARK_STRONG,
  MARK_DEL,
  MARK_LINK,
  N_MARKS
} Mark;

typedef struct
{
  TokenKind kind;
  Mark mark;
  char *text;   /* (owned) (nullable): of a text, of raw Markdown, after a link's text */
  guint pair;   /* of an opening mark: the index of its close */
  gboolean tag; /* written as an HTML tag */
} Token;

struct _MarbreInline
{
  char *base_uri;    /* (owned) (nullable) */
  GPtrArray *tokens; /* (owned) (element-type Token) */
  guint open[N_MARKS];
};

static const struct
{
  const char *delimiter;
  const char *tag;
} marks[N_MARKS] = {
  [MARK_EM] = { "*", "em" },
  [MARK_STRONG] = { "**", "strong" },
  [MARK_DEL] = { "~~", "del" },
  [MARK_LINK] = { NULL, NULL },
};

static void
token_free (Token *token)
{
  g_free (token->text);
  g_free (token);
}

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
  self->tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) token_free);
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
  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  g_free (self);
}

static Token *
get_token (MarbreInline *self, guint index)
{
  return g_ptr_array_index (self->tokens, index);
}

static Token *
get_last (MarbreInline *self)
{
  return self->tokens->len > 0 ? get_token (self, self->tokens->len - 1) : NULL;
}

static void
insert_token (MarbreInline *self, guint index, TokenKind kind, Mark mark, const char *text)
{
  Token *token = g_new0 (Token, 1);

  token->kind = kind;
  token->mark = mark;
  token->text = g_strdup (text);
  g_ptr_array_insert (self->tokens, (int) index, token);
}

static void
add_token (MarbreInline *self, TokenKind kind, Mark mark, const char *text)
{
  insert_token (self, self->tokens->len, kind, mark, text);
}

static gboolean
ends_with_space (const Token *token)
{
  return token == NULL || token->kind == TOKEN_BREAK ||
         (token->kind == TOKEN_TEXT && g_str_has_suffix (token->text, " "));
}

/* A space belongs outside of the marks that it touches: inside, it keeps them from working. */
static void
add_space (MarbreInline *self)
{
  guint at = self->tokens->len;
  Token *before;

  while (at > 0 && get_token (self, at - 1)->kind == TOKEN_OPEN)
    at--;
  before = at > 0 ? get_token (self, at - 1) : NULL;
  if (ends_with_space (before))
    return;
  if (before->kind == TOKEN_TEXT)
    {
      char *text = g_strconcat (before->text, " ", NULL);

      g_free (before->text);
      before->text = text;
    }
  else
    insert_token (self, at, TOKEN_TEXT, 0, " ");
}

static void
add_words (MarbreInline *self, const char *words, gsize length)
{
  Token *last = get_last (self);
  g_autofree char *copy = g_strndup (words, length);

  if (last != NULL && last->kind == TOKEN_TEXT)
    {
      char *text = g_strconcat (last->text, copy, NULL);

      g_free (last->text);
      last->text = text;
    }
  else
    add_token (self, TOKEN_TEXT, 0, copy);
}

static void
add_text (MarbreInline *self, const char *text)
{
  static const char spaces[] = " \t\r\n\f";

  while (*text != '\0')
    {
      gsize n_spaces = strspn (text, spaces);
      gsize n;

      if (n_spaces > 0)
        add_space (self);
      text += n_spaces;
      n = strcspn (text, spaces);
      if (n > 0)
        add_words (self, text, n);
      text += n;
    }
}

static void
open_mark (MarbreInline *self, Mark mark)
{
  Token *last = get_last (self);

  if (self->open[mark]++ > 0)
    return;
  /* Two of a kind side by side are one. */
  if (last != NULL && last->kind == TOKEN_CLOSE && last->mark == mark && mark != MARK_LINK)
    g_ptr_array_set_size (self->tokens, (int) self->tokens->len - 1);
  else
    add_token (self, TOKEN_OPEN, mark, NULL);
}

static void
close_mark (MarbreInline *self, Mark mark, const char *text)
{
  Token *last;
  gboolean space = FALSE;

  if (--self->open[mark] > 0)
    return;
  last = get_last (self);
  if (last != NULL && last->kind == TOKEN_TEXT && g_str_has_suffix (last->text, " "))
    {
      last->text[strlen (last->text) - 1] = '\0';
      space = TRUE;
      if (*last->text == '\0')
        g_ptr_array_set_size (self->tokens, (int) self->tokens->len - 1);
    }
  last = get_last (self);
  if (last != NULL && last->kind == TOKEN_OPEN && last->mark == mark)
    g_ptr_array_set_size (self->tokens, (int) self->tokens->len - 1);
  else
    add_token (self, TOKEN_CLOSE, mark, text);
  if (space)
    add_space (self);
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

/**
 * marbre_inline_append_uri:
 * @out: where to
 * @uri: a URI that marbre_inline_resolve() gave
 *
 * Writes the destination of a link or picture.
 */
void
marbre_inline_append_uri (GString *out, const char *uri)
{
  gboolean bare = *uri != '\0' && strpbrk (uri, "()") == NULL;

  if (!bare)
    g_string_append_c (out, '<');
  for (const char *p = uri; *p != '\0'; p++)
    {
      /* "&copy;=1" must not become "©=1". */
      if (*p == '&' && strchr (p, ';') != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  if (!bare)
    g_string_append_c (out, '>');
}

/**
 * marbre_inline_append_title:
 * @out: where to
 * @title: (nullable): plain text
 *
 * Writes the title of a link or picture, with a space before it; nothing if it is empty.
 */
void
marbre_inline_append_title (GString *out, const char *title)
{
  if (title == NULL || *title == '\0')
    return;
  g_string_append (out, " \"");
  for (const char *p = title; *p != '\0'; p++)
    {
      if (*p == '"' || (*p == '&' && strchr (p, ';') != NULL) || (*p == '\\' && p[1] != ' '))
        g_string_append_c (out, '\\');
      g_string_append_c (out, strchr ("\r\n\t", *p) ? ' ' : *p);
    }
  g_string_append_c (out, '"');
}

static void
add_image (MarbreInline *self, const GumboNode *node)
{
  const char *alt = marbre_html_node_get_attribute (node, "alt");
  g_autofree char *uri = marbre_inline_resolve (
      self->base_uri, marbre_html_node_get_attribute (node, "src"), TRUE);
  g_autoptr (GString) out = g_string_new ("![");
  MarbreEscapeContext context = { .in_link = TRUE, .before = '[', .after = ']' };

  if (uri == NULL)
    return;
  marbre_escape_append (out, alt ? alt : "", &context);
  g_strdelimit (out->str, "\r\n", ' ');
  g_string_append (out, "](");
  marbre_inline_append_uri (out, uri);
  marbre_inline_append_title (out, marbre_html_node_get_attribute (node, "title"));
  g_string_append_c (out, ')');
  add_token (self, TOKEN_RAW, 0, out->str);
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
  add_token (self, TOKEN_RAW, 0, markdown);
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
  add_token (self, TOKEN_RAW, 0, markdown);
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
add_marked (MarbreInline *self, const GumboNode *node, Mark mark, guint depth)
{
  open_mark (self, mark);
  add_children (self, node, depth);
  close_mark (self, mark, NULL);
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
  add_token (self, TOKEN_RAW, 0, open->str);
  add_children (self, node, depth);
  add_token (self, TOKEN_RAW, 0, close);
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
  add_token (self, TOKEN_RAW, 0, markdown);
  return TRUE;
}

static void
add_link (MarbreInline *self, const GumboNode *node, guint depth)
{
  const char *title = marbre_html_node_get_attribute (node, "title");
  g_autofree char *uri = marbre_inline_resolve (
      self->base_uri, marbre_html_node_get_attribute (node, "href"), FALSE);
  g_autoptr (GString) end = g_string_new ("](");

  if (marbre_html_node_has_token (node, "class", "footnote-back") ||
      marbre_html_node_has_token (node, "class", "footnote-backref"))
    return;
  if (uri == NULL || self->open[MARK_LINK] > 0)
    {
      add_children (self, node, depth);
      return;
    }
  if (title == NULL && add_autolink (self, node, uri))
    return;
  marbre_inline_append_uri (end, uri);
  marbre_inline_append_title (end, title);
  g_string_append_c (end, ')');
  open_mark (self, MARK_LINK);
  add_children (self, node, depth);
  close_mark (self, MARK_LINK, end->str);
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
      add_marked (self, node, MARK_EM, depth);
      break;
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_B:
      add_marked (self, node, MARK_STRONG, depth);
      break;
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_S:
    case GUMBO_TAG_STRIKE:
      add_marked (self, node, MARK_DEL, depth);
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
      add_token (self, TOKEN_BREAK, 0, NULL);
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
      add_space (self);
      add_children (self, node, depth);
      add_space (self);
      break;
    default:
      add_children (self, node, depth);
    }
}

static void
add_node (MarbreInline *self, const GumboNode *node, guint depth)
{
  if (marbre_html_node_is_text (node))
    add_text (self, node->v.text.text);
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

static gunichar
get_first_char (const Token *token)
{
  switch (token->kind)
    {
    case TOKEN_TEXT:
    case TOKEN_RAW:
      return g_utf8_get_char (token->text);
    case TOKEN_BREAK:
      return 0;
    case TOKEN_OPEN:
    case TOKEN_CLOSE:
    default:
      if (token->mark == MARK_LINK)
        return token->kind == TOKEN_OPEN ? '[' : ']';
      return token->tag ? '<' : (gunichar) marks[token->mark].delimiter[0];
    }
}

static gunichar
get_last_char (const Token *token)
{
  switch (token->kind)
    {
    case TOKEN_TEXT:
    case TOKEN_RAW:
      return g_utf8_get_char (g_utf8_prev_char (token->text + strlen (token->text)));
    case TOKEN_BREAK:
      return 0;
    case TOKEN_OPEN:
    case TOKEN_CLOSE:
    default:
      if (token->mark == MARK_LINK)
        return token->kind == TOKEN_OPEN ? '[' : ')';
      return token->tag ? '>' : (gunichar) marks[token->mark].delimiter[0];
    }
}

static gboolean
is_delimiter (const Token *token, TokenKind kind)
{
  return token->kind == kind && token->mark != MARK_LINK;
}

/* What stands around the run of delimiters that token @index is part of. */
static void
look_around (MarbreInline *self, guint index, gunichar *before, gunichar *after)
{
  TokenKind kind = get_token (self, index)->kind;
  guint first = index;
  guint last = index;

  while (first > 0 && is_delimiter (get_token (self, first - 1), kind))
    first--;
  while (last + 1 < self->tokens->len && is_delimiter (get_token (self, last + 1), kind))
    last++;
  *before = first > 0 ? get_last_char (get_token (self, first - 1)) : 0;
  *after = last + 1 < self->tokens->len ? get_first_char (get_token (self, last + 1)) : 0;
}

static void
match_marks (MarbreInline *self)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->tokens->len; i++)
    {
      const Token *token = get_token (self, i);

      if (token->kind == TOKEN_OPEN)
        g_array_append_val (stack, i);
      else if (token->kind == TOKEN_CLOSE)
        {
          get_token (self, g_array_index (stack, guint, stack->len - 1))->pair = i;
          g_array_set_size (stack, stack->len - 1);
        }
    }
}

/* Where "*" would not be read as it is meant, a tag is. */
static void
choose_tags (MarbreInline *self)
{
  for (guint i = 0; i < self->tokens->len; i++)
    {
      Token *open = get_token (self, i);
      gunichar mark;
      gunichar before;
      gunichar after;
      gboolean works;

      if (!is_delimiter (open, TOKEN_OPEN))
        continue;
      mark = (gunichar) marks[open->mark].delimiter[0];
      look_around (self, i, &before, &after);
      works = marbre_escape_can_open (mark, before, after) &&
              !(i > 0 && is_delimiter (get_token (self, i - 1), TOKEN_CLOSE));
      look_around (self, open->pair, &before, &after);
      works = works && marbre_escape_can_close (mark, before, after);
      open->tag = !works;
      get_token (self, open->pair)->tag = !works;
    }
}

static gboolean
touches_strong (MarbreInline *self, guint open, guint close)
{
  const Token *before = open > 0 ? get_token (self, open - 1) : NULL;
  const Token *after = close + 1 < self->tokens->len ? get_token (self, close + 1) : NULL;

  return (before != NULL && before->kind == TOKEN_OPEN && before->mark == MARK_STRONG) ||
         (after != NULL && after->kind == TOKEN_CLOSE && after->mark == MARK_STRONG);
}

static void
write_mark (MarbreInline *self, guint index, GString *out)
{
  const Token *token = get_token (self, index);

  if (token->mark == MARK_LINK)
    g_string_append (out, token->kind == TOKEN_OPEN ? "[" : token->text);
  else if (token->tag)
    g_string_append_printf (out, token->kind == TOKEN_OPEN ? "<%s>" : "</%s>",
                            marks[token->mark].tag);
  else
    g_string_append (out, token->text ? token->text : marks[token->mark].delimiter);
}

/* "**_both_**": with stars alone, the other one would be outside. */
static void
choose_underscores (MarbreInline *self)
{
  for (guint i = 0; i < self->tokens->len; i++)
    {
      Token *open = get_token (self, i);

      if (!is_delimiter (open, TOKEN_OPEN) || open->mark != MARK_EM || open->tag ||
          !touches_strong (self, i, open->pair))
        continue;
      open->text = g_strdup ("_");
      get_token (self, open->pair)->text = g_strdup ("_");
    }
}

static void
write_text (MarbreInline *self, guint index, gboolean in_link, gboolean in_cell, GString *out)
{
  guint n = self->tokens->len;
  MarbreEscapeContext context = {
    .line_start = !in_cell && (out->len == 0 || g_str_has_suffix (out->str, "\n")),
    .in_link = in_link,
    .in_cell = in_cell,
    .before = index > 0 ? get_last_char (get_token (self, index - 1)) : 0,
    .after = index + 1 < n ? get_first_char (get_token (self, index + 1)) : 0,
  };

  marbre_escape_append (out, get_token (self, index)->text, &context);
}

/* Even inside code a bar would end the cell. */
static void
write_raw (const Token *token, gboolean in_cell, GString *out)
{
  for (const char *p = token->text; *p != '\0'; p++)
    {
      if (*p == '|' && in_cell)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
}

static void
trim (MarbreInline *self)
{
  while (self->tokens->len > 0)
    {
      Token *last = get_last (self);

      if (last->kind == TOKEN_TEXT)
        g_strchomp (last->text);
      if (last->kind != TOKEN_BREAK && !(last->kind == TOKEN_TEXT && *last->text == '\0'))
        break;
      g_ptr_array_set_size (self->tokens, (int) self->tokens->len - 1);
    }
  while (self->tokens->len > 0 && get_token (self, 0)->kind == TOKEN_BREAK)
    g_ptr_array_remove_index (self->tokens, 0);
}

static void
write_break (MarbreInlinePlace place, GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append (out, place == MARBRE_INLINE_PARAGRAPH ? "\\\n" : " ");
}

/* "# C #" would lose its last sign. */
static void
protect_heading_end (GString *out)
{
  gsize end = out->len;

  while (end > 0 && out->str[end - 1] == '#')
    end--;
  if (end < out->len && (end == 0 || out->str[end - 1] == ' '))
    g_string_insert_c (out, (gssize) out->len - 1, '\\');
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
  GString *out = g_string_new (NULL);
  gboolean in_link = FALSE;

  trim (self);
  match_marks (self);
  choose_tags (self);
  choose_underscores (self);
  for (guint i = 0; i < self->tokens->len; i++)
    {
      const Token *token = get_token (self, i);

      if (token->kind == TOKEN_TEXT)
        write_text (self, i, in_link, place == MARBRE_INLINE_CELL, out);
      else if (token->kind == TOKEN_RAW)
        write_raw (token, place == MARBRE_INLINE_CELL, out);
      else if (token->kind == TOKEN_BREAK)
        write_break (place, out);
      else
        write_mark (self, i, out);
      if (token->mark == MARK_LINK && token->kind == TOKEN_OPEN)
        in_link = TRUE;
      if (token->mark == MARK_LINK && token->kind == TOKEN_CLOSE)
        in_link = FALSE;
    }
  if (place == MARBRE_INLINE_HEADING)
    protect_heading_end (out);
  g_ptr_array_set_size (self->tokens, 0);
  return marbre_string_steal (out);
}
