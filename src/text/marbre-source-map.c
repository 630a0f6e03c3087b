/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Source and text side by side; see marbre-source-map.h.
 *
 * The parser tells the lines of a block only, and its columns inside are wrong as soon as a quote
 * or a list is around them. But the text of a block is nearly its source without the markup: both
 * are walked together, what marbre-source-hidden.c knows to be silent is stepped over, and where
 * they differ all the same (a label, an escape of a kind we do not know) the nearest place is
 * searched at which both go on alike.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-source-map.h"

#include <string.h>

#include "marbre-source-hidden.h"

#define AGREE      4      /* letters that must be alike where both go on */
#define MAX_SOURCE 2000   /* bytes of source that a search leaves out at most */
#define MAX_TEXT   200    /* and signs of text */
#define MAX_INDENT 64     /* bytes of blanks and quote marks before the text of a line */
#define MAX_EFFORT 400000 /* comparisons in the searches of one block */

typedef struct
{
  gunichar sign;
  guint offset; /* UTF-16 units of text before it */
  gsize start;  /* in the source; G_MAXSIZE while that is not known */
  gsize end;
} Sign;

struct _MarbreSourceMap
{
  GArray *signs; /* (owned) (element-type Sign): those of the text that come from the source */
};

/* Reading the HTML */

/* Words that the page adds. */
static const char *const foreign[] = { "label", "footnote-back", "by" };

static gboolean
is_foreign (const char *tag, gsize length)
{
  const char *class = g_strstr_len (tag, (gssize) length, "class=\"");

  if (class == NULL)
    return FALSE;
  class += strlen ("class=\"");
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      gsize bytes = strlen (foreign[i]);

      if (strncmp (class, foreign[i], bytes) == 0 && class[bytes] == '"')
        return TRUE;
    }
  return FALSE;
}

static const char *
find_tag_end (const char *html)
{
  for (char quote = '\0'; *html != '\0'; html++)
    {
      if (quote != '\0')
        quote = *html == quote ? '\0' : quote;
      else if (*html == '"' || *html == '\'')
        quote = *html;
      else if (*html == '>')
        return html + 1;
    }
  return html;
}

/* The references that the encoders and the sanitizer write. */
static gunichar
read_reference (const char *html, const char **end)
{
  static const struct
  {
    const char *name;
    gunichar sign;
  } names[] = { { "&amp;", '&' },  { "&lt;", '<' },    { "&gt;", '>' },   { "&quot;", '"' },
                { "&#39;", '\'' }, { "&nbsp;", 0xa0 }, { "&#160;", 0xa0 } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (html, names[i].name))
      {
        *end = html + strlen (names[i].name);
        return names[i].sign;
      }
  *end = html + 1;
  return '&';
}

/* Returns: UTF-16 units of all text, with that of the page */
static guint
read_text (MarbreSourceMap *self, const char *html)
{
  guint offset = 0;
  const char *skipped = NULL; /* the name of the element whose text is not the source's */
  gsize skipped_length = 0;

  while (*html != '\0')
    {
      Sign sign = { .offset = offset, .start = G_MAXSIZE, .end = G_MAXSIZE };
      const char *end;

      if (*html == '<')
        {
          end = find_tag_end (html);
          if (skipped == NULL && is_foreign (html, (gsize) (end - html)))
            {
              skipped = html + 1;
              skipped_length = strcspn (skipped, " >");
            }
          else if (skipped != NULL && html[1] == '/' &&
                   strncmp (html + 2, skipped, skipped_length) == 0)
            skipped = NULL;
          html = end;
          continue;
        }
      if (*html == '&')
        sign.sign = read_reference (html, &end);
      else
        {
          sign.sign = g_utf8_get_char (html);
          end = g_utf8_next_char (html);
        }
      offset += sign.sign > 0xffff ? 2 : 1;
      if (skipped == NULL)
        g_array_append_val (self->signs, sign);
      html = end;
    }
  return offset;
}

/* Walking both */

typedef struct
{
  const char *source; /* (borrowed) */
  gsize length;
  gsize at;
  Sign *signs; /* (borrowed) */
  guint n_signs;
  guint next;
  gsize code_end; /* where a code span's closing signs begin; 0 outside */
  gboolean fenced;
  gboolean literal; /* all of it is code */
  gboolean titles;  /* it is a figure */
  guint effort;
} Walk;

static gboolean
is_literal (Walk *walk)
{
  return walk->literal || walk->fenced || walk->code_end > 0;
}

static gunichar
sign_at (Walk *walk, gsize at)
{
  return g_utf8_get_char (walk->source + at);
}

static gsize
next_at (Walk *walk, gsize at)
{
  return MIN ((gsize) (g_utf8_next_char (walk->source + at) - walk->source), walk->length);
}

static void
match (Walk *walk, gsize bytes)
{
  walk->signs[walk->next].start = walk->at;
  walk->at += bytes;
  walk->signs[walk->next].end = walk->at;
  walk->next++;
}

/* Whether the text goes on with what stands in the source: then it is no markup. */
static gboolean
is_shown (Walk *walk, gsize bytes)
{
  gsize at = walk->at;

  for (guint i = walk->next; i < walk->n_signs && i < walk->next + 3 && at < walk->at + bytes; i++)
    {
      if (walk->signs[i].sign != sign_at (walk, at))
        return FALSE;
      at = next_at (walk, at);
    }
  return walk->next < walk->n_signs;
}

/* Whether source and text go on alike from two places, by their letters. */
static gboolean
agrees (Walk *walk, gsize at, guint next)
{
  guint alike = 0;

  if (at >= walk->length || next >= walk->n_signs || sign_at (walk, at) != walk->signs[next].sign)
    return FALSE;
  while (alike < AGREE)
    {
      walk->effort++;
      while (at < walk->length && !g_unichar_isalnum (sign_at (walk, at)))
        at = next_at (walk, at);
      while (next < walk->n_signs && !g_unichar_isalnum (walk->signs[next].sign))
        next++;
      if (at >= walk->length || next >= walk->n_signs)
        return alike > 0 && next >= walk->n_signs;
      if (sign_at (walk, at) != walk->signs[next].sign)
        return FALSE;
      alike++;
      at = next_at (walk, at);
      next++;
    }
  return TRUE;
}

/* Finds the nearest place from which on both agree, in order of what is left out.
 *
 * Returns: FALSE if there is none */
static gboolean
find_again (Walk *walk)
{
  for (guint out = 1; out < MAX_SOURCE; out++)
    for (guint text = 0; text <= MIN (out, MAX_TEXT); text++)
      {
        gsize at = walk->at + out - text;

        if (walk->effort++ > MAX_EFFORT)
          return FALSE;
        if (walk->next + text >= walk->n_signs)
          break;
        if (at >= walk->length || (walk->source[at] & 0xc0) == 0x80)
          continue;
        if (agrees (walk, at, walk->next + text))
          {
            walk->at = at;
            walk->next += text;
            return TRUE;
          }
      }
  return FALSE;
}

/* At the start of a line, after what marks a quote.
 *
 * Returns: bytes that are hidden */
static gsize
hidden_at_line_start (Walk *walk)
{
  gsize hidden;

  if (walk->at > 0 && walk->source[walk->at - 1] != '\n')
    {
      gsize i = walk->at;

      while (i > 0 && walk->at - i < MAX_INDENT && strchr (" \t>", walk->source[i - 1]))
        i--;
      if (i > 0 && walk->source[i - 1] != '\n')
        return 0;
    }
  hidden = marbre_source_hidden_fence (walk->source, walk->length, walk->at);
  if (hidden > 0)
    {
      walk->fenced = !walk->fenced;
      return hidden;
    }
  if (is_literal (walk))
    return 0;
  hidden = marbre_source_hidden_line (walk->source, walk->length, walk->at);
  if (hidden == 0)
    hidden = marbre_source_hidden_number (walk->source, walk->length, walk->at);
  return hidden > 0 && is_shown (walk, hidden) ? 0 : hidden;
}

/* A code span is entered and left: its signs are hidden, what is between them is as it stands. */
static gsize
hidden_code_signs (Walk *walk)
{
  gsize end;
  gsize run = strspn (walk->source + walk->at, "`");

  if (walk->code_end > 0)
    {
      if (walk->at < walk->code_end)
        return 0;
      walk->code_end = 0;
      return run;
    }
  end = marbre_source_find_code_end (walk->source, walk->length, walk->at);
  if (end == 0)
    return 0;
  walk->code_end = end;
  return run;
}

/* The number that stands for a note's call belongs to the call. */
static void
match_call (Walk *walk, gsize bytes)
{
  gsize at = walk->at;

  while (walk->next < walk->n_signs && g_unichar_isdigit (walk->signs[walk->next].sign))
    {
      walk->signs[walk->next].start = at;
      walk->signs[walk->next].end = at + bytes;
      walk->next++;
    }
  walk->at = at + bytes;
}

/* Steps over what is hidden here.
 *
 * Returns: whether there was something */
static gboolean
step_over (Walk *walk)
{
  gsize hidden = walk->literal ? 0 : hidden_at_line_start (walk);
  char sign = walk->source[walk->at];

  if (hidden == 0 && !walk->literal && !walk->fenced && sign == '`')
    hidden = hidden_code_signs (walk);
  else if (hidden == 0 && !is_literal (walk))
    {
      hidden = marbre_source_hidden_inline (walk->source, walk->length, walk->at, walk->titles);
      if (hidden > 0 && is_shown (walk, hidden))
        return FALSE;
      if (hidden > 0 && sign == '[')
        {
          match_call (walk, hidden);
          return TRUE;
        }
    }
  walk->at += hidden;
  return hidden > 0;
}

/* "&eacute;" is one sign of the text, whichever; "\*" is the sign after the stroke. */
static gboolean
match_escaped (Walk *walk)
{
  const char *source = walk->source + walk->at;
  gunichar wanted = walk->signs[walk->next].sign;
  gsize entity;

  if (is_literal (walk))
    return FALSE;
  if (*source == '\\' && g_ascii_ispunct (source[1]) && wanted == (gunichar) source[1])
    {
      match (walk, 2);
      return TRUE;
    }
  if (*source != '&')
    return FALSE;
  entity = marbre_source_entity_length (walk->source, walk->length, walk->at);
  if (entity == 0 || is_shown (walk, entity))
    return FALSE;
  match (walk, entity);
  return TRUE;
}

static void
step (Walk *walk)
{
  gunichar sign = sign_at (walk, walk->at);
  gunichar wanted = walk->signs[walk->next].sign;
  gsize bytes;

  if (step_over (walk))
    return;
  bytes = next_at (walk, walk->at) - walk->at;
  if (match_escaped (walk))
    return;
  if (sign == wanted || (g_unichar_isspace (sign) && g_unichar_isspace (wanted)))
    match (walk, bytes);
  else if (g_unichar_isspace (sign) || (sign < 128 && g_ascii_ispunct ((char) sign)))
    walk->at += bytes;
  else if (g_unichar_isspace (wanted))
    walk->next++;
  else if (!find_again (walk))
    walk->next = walk->n_signs;
}

/* Signs without a place are put where the next one that has one begins, the last ones at the end of
 * the one before. */
static void
fill_gaps (MarbreSourceMap *self)
{
  gsize next = 0;

  for (guint i = 0; i < self->signs->len; i++)
    {
      Sign *sign = &g_array_index (self->signs, Sign, i);

      if (sign->start != G_MAXSIZE)
        next = sign->end;
    }
  for (guint i = self->signs->len; i > 0; i--)
    {
      Sign *sign = &g_array_index (self->signs, Sign, i - 1);

      if (sign->start == G_MAXSIZE)
        sign->start = sign->end = next;
      next = sign->start;
    }
}

/**
 * marbre_source_map_new:
 * @source: the Markdown of one block, or a plain text; valid UTF-8 and NUL-terminated
 * @length: its bytes
 * @html: what was made of it, by marbre_blocks_parse() or marbre_page_get_slot_html()
 *
 * Takes time in proportion to @source, so it may be called for the block at work at each key.
 *
 * Returns: (transfer full): the map
 */
MarbreSourceMap *
marbre_source_map_new (const char *source, gsize length, const char *html)
{
  MarbreSourceMap *self = g_new0 (MarbreSourceMap, 1);
  Walk walk = {
    .source = source,
    .length = length,
    .literal = g_str_has_prefix (html, "<pre>"),
    .titles = g_str_has_prefix (html, "<figure>"),
  };

  self->signs = g_array_new (FALSE, FALSE, sizeof (Sign));
  read_text (self, html);
  walk.signs = (Sign *) (gpointer) self->signs->data;
  walk.n_signs = self->signs->len;
  if (walk.literal && (*source == '`' || *source == '~' || *source == ' '))
    walk.at = marbre_source_hidden_fence (source, length, strspn (source, " "));
  while (walk.at < length && walk.next < walk.n_signs)
    step (&walk);
  fill_gaps (self);
  return self;
}

/**
 * marbre_source_map_free:
 * @self: (transfer full): a map
 */
void
marbre_source_map_free (MarbreSourceMap *self)
{
  g_clear_pointer (&self->signs, g_array_unref);
  g_free (self);
}

/**
 * marbre_source_map_to_source:
 * @offset: UTF-16 units of the block's text before a place, as a browser counts them
 * @after: whether the place is after the sign before it rather than before the next one, as at the
 *   end of a line: the next paragraph of a list has the same offset
 *
 * Between a word and what is not one the place belongs to the word in any case, so that it is
 * inside its emphasis or its link.
 *
 * Returns: the byte of the source at which a caret there stands
 */
gsize
marbre_source_map_to_source (MarbreSourceMap *self, guint offset, gboolean after)
{
  const Sign *signs = (const Sign *) (gpointer) self->signs->data;
  guint low = 0, high = self->signs->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (signs[middle].offset < offset)
        low = middle + 1;
      else
        high = middle;
    }
  if (low > 0 && signs[low - 1].start < signs[low - 1].end &&
      (after || low == self->signs->len ||
       (g_unichar_isalnum (signs[low - 1].sign) && !g_unichar_isalnum (signs[low].sign))))
    return signs[low - 1].end;
  if (low < self->signs->len)
    return signs[low].start;
  return low > 0 ? signs[low - 1].end : 0;
}

/**
 * marbre_source_map_to_text:
 * @byte: a place in the source
 *
 * Returns: UTF-16 units of the block's text before it
 */
guint
marbre_source_map_to_text (MarbreSourceMap *self, gsize byte)
{
  const Sign *signs = (const Sign *) (gpointer) self->signs->data;
  guint low = 0, high = self->signs->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (signs[middle].end <= byte)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < self->signs->len)
    return signs[low].offset;
  return low > 0 ? signs[low - 1].offset + (signs[low - 1].sign > 0xffff ? 2 : 1) : 0;
}

/**
 * marbre_source_map_count_text:
 * @html: as marbre_source_map_new() takes it
 *
 * Returns: UTF-16 units of its text, as a browser counts them
 */
guint
marbre_source_map_count_text (const char *html)
{
  g_autoptr (MarbreSourceMap) self = g_new0 (MarbreSourceMap, 1);

  self->signs = g_array_new (FALSE, FALSE, sizeof (Sign));
  return read_text (self, html);
}
