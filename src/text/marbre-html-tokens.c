/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tokens of inline Markdown; see marbre-html-tokens.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-tokens.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-html-escape.h"

typedef enum
{
  TOKEN_TEXT,  /* plain text, to be escaped */
  TOKEN_RAW,   /* Markdown as it is: code, pictures, notes, tags */
  TOKEN_BREAK, /* a line end that counts */
  TOKEN_OPEN,
  TOKEN_CLOSE,
} TokenKind;

typedef struct
{
  TokenKind kind;
  MarbreMark mark;
  GString *text; /* (owned) (nullable): of a text, of raw Markdown, after a link's text */
  guint pair;    /* of an opening mark: the index of its close */
  gboolean tag;  /* written as an HTML tag */
} Token;

struct _MarbreTokens
{
  GPtrArray *list; /* (owned) (element-type Token) */
  guint open[MARBRE_N_MARKS];
};

static const struct
{
  const char *delimiter;
  const char *tag;
} marks[MARBRE_N_MARKS] = {
  [MARBRE_MARK_EM] = { "*", "em" },
  [MARBRE_MARK_STRONG] = { "**", "strong" },
  [MARBRE_MARK_DEL] = { "~~", "del" },
  [MARBRE_MARK_LINK] = { NULL, NULL },
};

static void
token_free (Token *token)
{
  if (token->text != NULL)
    g_string_free (token->text, TRUE);
  g_free (token);
}

/**
 * marbre_tokens_new:
 *
 * Returns: (transfer full): no tokens yet
 */
MarbreTokens *
marbre_tokens_new (void)
{
  MarbreTokens *self = g_new0 (MarbreTokens, 1);

  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) token_free);
  return self;
}

/**
 * marbre_tokens_free:
 * @self: (transfer full): tokens
 */
void
marbre_tokens_free (MarbreTokens *self)
{
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_free (self);
}

static Token *
get_token (MarbreTokens *self, guint index)
{
  return g_ptr_array_index (self->list, index);
}

static Token *
get_last (MarbreTokens *self)
{
  return self->list->len > 0 ? get_token (self, self->list->len - 1) : NULL;
}

static void
insert_token (MarbreTokens *self, guint index, TokenKind kind, MarbreMark mark, const char *text)
{
  Token *token = g_new0 (Token, 1);

  token->kind = kind;
  token->mark = mark;
  token->text = text ? g_string_new (text) : NULL;
  g_ptr_array_insert (self->list, (int) index, token);
}

static void
add_token (MarbreTokens *self, TokenKind kind, MarbreMark mark, const char *text)
{
  insert_token (self, self->list->len, kind, mark, text);
}

static gboolean
text_ends_with_space (const Token *token)
{
  return token->kind == TOKEN_TEXT && token->text->len > 0 &&
         token->text->str[token->text->len - 1] == ' ';
}

static gboolean
ends_with_space (const Token *token)
{
  return token == NULL || token->kind == TOKEN_BREAK || text_ends_with_space (token);
}

/**
 * marbre_tokens_add_space:
 *
 * Adds a space, unless there is one. It goes outside of the marks that it touches: inside, it keeps
 * them from working.
 */
void
marbre_tokens_add_space (MarbreTokens *self)
{
  guint at = self->list->len;
  Token *before;

  while (at > 0 && get_token (self, at - 1)->kind == TOKEN_OPEN)
    at--;
  before = at > 0 ? get_token (self, at - 1) : NULL;
  if (ends_with_space (before))
    return;
  if (before->kind == TOKEN_TEXT)
    g_string_append_c (before->text, ' ');
  else
    insert_token (self, at, TOKEN_TEXT, 0, " ");
}

static void
add_words (MarbreTokens *self, const char *words, gsize length)
{
  Token *last = get_last (self);

  if (last == NULL || last->kind != TOKEN_TEXT)
    {
      add_token (self, TOKEN_TEXT, 0, "");
      last = get_last (self);
    }
  g_string_append_len (last->text, words, (gssize) length);
}

/**
 * marbre_tokens_add_text:
 * @text: characters of HTML, whose white space counts as one space
 */
void
marbre_tokens_add_text (MarbreTokens *self, const char *text)
{
  static const char spaces[] = " \t\r\n\f";

  while (*text != '\0')
    {
      gsize n_spaces = strspn (text, spaces);
      gsize n;

      if (n_spaces > 0)
        marbre_tokens_add_space (self);
      text += n_spaces;
      n = strcspn (text, spaces);
      if (n > 0)
        add_words (self, text, n);
      text += n;
    }
}

/**
 * marbre_tokens_open:
 * @mark: what begins; inside of the same it is none
 */
void
marbre_tokens_open (MarbreTokens *self, MarbreMark mark)
{
  Token *last = get_last (self);

  if (self->open[mark]++ > 0)
    return;
  /* Two of a kind side by side are one. */
  if (last != NULL && last->kind == TOKEN_CLOSE && last->mark == mark && mark != MARBRE_MARK_LINK)
    g_ptr_array_set_size (self->list, (int) self->list->len - 1);
  else
    add_token (self, TOKEN_OPEN, mark, NULL);
}

/**
 * marbre_tokens_close:
 * @mark: what ends
 * @text: (nullable): what closes a link: "](destination)"
 *
 * Ends what marbre_tokens_open() began. What holds nothing is left out.
 */
void
marbre_tokens_close (MarbreTokens *self, MarbreMark mark, const char *text)
{
  Token *last;
  gboolean space = FALSE;

  if (--self->open[mark] > 0)
    return;
  last = get_last (self);
  if (last != NULL && text_ends_with_space (last))
    {
      g_string_truncate (last->text, last->text->len - 1);
      space = TRUE;
      if (last->text->len == 0)
        g_ptr_array_set_size (self->list, (int) self->list->len - 1);
    }
  last = get_last (self);
  if (last != NULL && last->kind == TOKEN_OPEN && last->mark == mark)
    g_ptr_array_set_size (self->list, (int) self->list->len - 1);
  else
    add_token (self, TOKEN_CLOSE, mark, text);
  if (space)
    marbre_tokens_add_space (self);
}

static gunichar
get_first_char (const Token *token)
{
  switch (token->kind)
    {
    case TOKEN_TEXT:
    case TOKEN_RAW:
      return g_utf8_get_char (token->text->str);
    case TOKEN_BREAK:
      return 0;
    case TOKEN_OPEN:
    case TOKEN_CLOSE:
    default:
      if (token->mark == MARBRE_MARK_LINK)
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
      return g_utf8_get_char (g_utf8_prev_char (token->text->str + token->text->len));
    case TOKEN_BREAK:
      return 0;
    case TOKEN_OPEN:
    case TOKEN_CLOSE:
    default:
      if (token->mark == MARBRE_MARK_LINK)
        return token->kind == TOKEN_OPEN ? '[' : ')';
      return token->tag ? '>' : (gunichar) marks[token->mark].delimiter[0];
    }
}

static gboolean
is_delimiter (const Token *token, TokenKind kind)
{
  return token->kind == kind && token->mark != MARBRE_MARK_LINK;
}

/* What stands around the run of delimiters that token @index is part of. */
static void
look_around (MarbreTokens *self, guint index, gunichar *before, gunichar *after)
{
  TokenKind kind = get_token (self, index)->kind;
  guint first = index;
  guint last = index;

  while (first > 0 && is_delimiter (get_token (self, first - 1), kind))
    first--;
  while (last + 1 < self->list->len && is_delimiter (get_token (self, last + 1), kind))
    last++;
  *before = first > 0 ? get_last_char (get_token (self, first - 1)) : 0;
  *after = last + 1 < self->list->len ? get_first_char (get_token (self, last + 1)) : 0;
}

static void
match_marks (MarbreTokens *self)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->list->len; i++)
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
choose_tags (MarbreTokens *self)
{
  for (guint i = 0; i < self->list->len; i++)
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
touches_strong (MarbreTokens *self, guint open, guint close)
{
  const Token *before = open > 0 ? get_token (self, open - 1) : NULL;
  const Token *after = close + 1 < self->list->len ? get_token (self, close + 1) : NULL;

  return (before != NULL && before->kind == TOKEN_OPEN && before->mark == MARBRE_MARK_STRONG) ||
         (after != NULL && after->kind == TOKEN_CLOSE && after->mark == MARBRE_MARK_STRONG);
}

static void
write_mark (MarbreTokens *self, guint index, GString *out)
{
  const Token *token = get_token (self, index);

  if (token->mark == MARBRE_MARK_LINK)
    g_string_append (out, token->kind == TOKEN_OPEN ? "[" : token->text->str);
  else if (token->tag)
    g_string_append_printf (out, token->kind == TOKEN_OPEN ? "<%s>" : "</%s>",
                            marks[token->mark].tag);
  else
    g_string_append (out, token->text ? token->text->str : marks[token->mark].delimiter);
}

/**
 * marbre_tokens_add_raw:
 * @markdown: Markdown to be written as it is: code, a picture, a tag
 */
void
marbre_tokens_add_raw (MarbreTokens *self, const char *markdown)
{
  add_token (self, TOKEN_RAW, 0, markdown);
}

/**
 * marbre_tokens_add_break:
 *
 * Adds a line end that counts.
 */
void
marbre_tokens_add_break (MarbreTokens *self)
{
  add_token (self, TOKEN_BREAK, 0, NULL);
}

/**
 * marbre_tokens_is_open:
 * @mark: a mark
 *
 * Returns: %TRUE inside of it
 */
gboolean
marbre_tokens_is_open (MarbreTokens *self, MarbreMark mark)
{
  return self->open[mark] > 0;
}

/* "**_both_**": with stars alone, the other one would be outside. */
static void
choose_underscores (MarbreTokens *self)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      Token *open = get_token (self, i);

      if (!is_delimiter (open, TOKEN_OPEN) || open->mark != MARBRE_MARK_EM || open->tag ||
          !touches_strong (self, i, open->pair))
        continue;
      open->text = g_string_new ("_");
      get_token (self, open->pair)->text = g_string_new ("_");
    }
}

static void
write_text (MarbreTokens *self, guint index, gboolean in_link, gboolean in_cell, GString *out)
{
  guint n = self->list->len;
  MarbreEscapeContext context = {
    .line_start = !in_cell && (out->len == 0 || g_str_has_suffix (out->str, "\n")),
    .in_link = in_link,
    .in_cell = in_cell,
    .before = index > 0 ? get_last_char (get_token (self, index - 1)) : 0,
    .after = index + 1 < n ? get_first_char (get_token (self, index + 1)) : 0,
  };

  marbre_escape_append (out, get_token (self, index)->text->str, &context);
}

/* Even inside code a bar would end the cell. */
static void
write_raw (const Token *token, gboolean in_cell, GString *out)
{
  for (const char *p = token->text->str; *p != '\0'; p++)
    {
      if (*p == '|' && in_cell)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
}

static void
trim (MarbreTokens *self)
{
  guint breaks = 0;

  while (self->list->len > 0)
    {
      Token *last = get_last (self);

      if (last->kind == TOKEN_TEXT)
        while (last->text->len > 0 && g_ascii_isspace (last->text->str[last->text->len - 1]))
          g_string_truncate (last->text, last->text->len - 1);
      if (last->kind != TOKEN_BREAK && !(last->kind == TOKEN_TEXT && last->text->len == 0))
        break;
      g_ptr_array_set_size (self->list, (int) self->list->len - 1);
    }
  while (breaks < self->list->len && get_token (self, breaks)->kind == TOKEN_BREAK)
    breaks++;
  if (breaks > 0)
    g_ptr_array_remove_range (self->list, 0, breaks);
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
 * marbre_tokens_take:
 * @place: where the result will stand
 *
 * Writes the tokens and empties the list.
 *
 * Returns: (transfer full): Markdown, "" if there is nothing to read
 */
char *
marbre_tokens_take (MarbreTokens *self, MarbreInlinePlace place)
{
  GString *out = g_string_new (NULL);
  gboolean in_link = FALSE;

  trim (self);
  match_marks (self);
  choose_tags (self);
  choose_underscores (self);
  for (guint i = 0; i < self->list->len; i++)
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
      if (token->mark == MARBRE_MARK_LINK && token->kind == TOKEN_OPEN)
        in_link = TRUE;
      if (token->mark == MARBRE_MARK_LINK && token->kind == TOKEN_CLOSE)
        in_link = FALSE;
    }
  if (place == MARBRE_INLINE_HEADING)
    protect_heading_end (out);
  g_ptr_array_set_size (self->list, 0);
  return marbre_string_steal (out);
}
