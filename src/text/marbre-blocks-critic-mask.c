/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Masks: what stands in the place of the signs of notes to the desk while cmark reads a body; see
 * marbre-blocks-critic.h. A mask is "<", a control character that says which sign it was, and ">":
 * to cmark, both ends are punctuation, as those of the sign were, and "<" ends a bare address.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-critic-private.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-critic-html.h"

#define FIRST_CODE  0x0e
#define ARROW_CODE  (FIRST_CODE + 2 * MARBRE_N_CRITIC_KINDS) /* the mask of "~>" ends with it */
#define STRAY_CODE  0x1a                                      /* SUBSTITUTE, for a body's own */
#define MASK_LENGTH 3

static void
mask_sign (char *text, gsize at, guint code)
{
  text[at] = '<';
  text[at + 1] = (char) code;
  if (code != ARROW_CODE)
    text[at + 2] = '>';
}

static gboolean
is_code (char c)
{
  return c >= FIRST_CODE && c <= ARROW_CODE;
}

/**
 * marbre_critic_mask:
 * @text: (array length=length) (inout): lines of a body
 * @length: bytes of @text
 *
 * Puts masks in the place of the signs of all marks. Code is masked, too: only cmark knows what is.
 *
 * Returns: whether there are any
 */
gboolean
marbre_critic_mask (char *text, gsize length)
{
  g_autoptr (GArray) marks = marbre_critic_scan (text, length);

  if (marks == NULL)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (is_code (text[i]))
      text[i] = STRAY_CODE;
  for (guint i = 0; i < marks->len; i++)
    {
      const MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, i);

      mask_sign (text, mark->start, FIRST_CODE + 2 * mark->kind);
      mask_sign (text, mark->end - MASK_LENGTH, FIRST_CODE + 2 * mark->kind + 1);
      if (mark->kind == MARBRE_CRITIC_SUBSTITUTION)
        mask_sign (text, mark->middle, ARROW_CODE);
    }
  return TRUE;
}

/* Returns: the bytes of the mask at @p, 0 if there is none */
static gsize
find_mask (const char *p, guint *code)
{
  if (p[0] != '<' || !is_code (p[1]))
    return 0;
  *code = (guint) p[1];
  if (*code == ARROW_CODE)
    return 2;
  return p[2] == '>' ? MASK_LENGTH : 0;
}

const char *
_marbre_critic_find_mask (const char *p, gsize *length, guint *code)
{
  for (p = strchr (p, '<'); p != NULL; p = strchr (p + 1, '<'))
    {
      *length = find_mask (p, code);
      if (*length > 0)
        return p;
    }
  return NULL;
}

static const char *
get_sign (guint code)
{
  if (code == ARROW_CODE)
    return "~>";
  return marbre_critic_get_sign ((code - FIRST_CODE) / 2, (code - FIRST_CODE) % 2);
}

void
_marbre_critic_take_sign (MarbreCriticUnmasker *self, guint code)
{
  guint kind = (code - FIRST_CODE) / 2;
  gboolean closing = (code - FIRST_CODE) % 2 == 1;

  if (code == ARROW_CODE)
    self->n_new = MIN (self->n_new + 1, self->depth[MARBRE_CRITIC_SUBSTITUTION]);
  else if (!closing)
    self->depth[kind]++;
  else if (self->depth[kind] > 0)
    {
      self->depth[kind]--;
      if (kind == MARBRE_CRITIC_SUBSTITUTION && self->n_new > 0)
        self->n_new--;
    }
}

guint
_marbre_critic_get_state (MarbreCriticUnmasker *self)
{
  guint n_old = self->depth[MARBRE_CRITIC_SUBSTITUTION] - self->n_new;

  return (self->depth[MARBRE_CRITIC_COMMENT] > 0 ? MARBRE_CRITIC_IN_COMMENT : 0) |
         (self->depth[MARBRE_CRITIC_ADDITION] + self->n_new > 0 ? MARBRE_CRITIC_IN_ADDED : 0) |
         (self->depth[MARBRE_CRITIC_DELETION] + n_old > 0 ? MARBRE_CRITIC_IN_REMOVED : 0) |
         (self->depth[MARBRE_CRITIC_HIGHLIGHT] > 0 ? MARBRE_CRITIC_IN_FLAGGED : 0);
}

/* The text as it was written. Returns: (transfer full) (nullable): NULL if nothing is masked */
char *
_marbre_critic_restore (const char *text)
{
  gsize length;
  guint code;
  const char *mask = text ? _marbre_critic_find_mask (text, &length, &code) : NULL;
  GString *out;

  if (mask == NULL)
    return NULL;
  out = g_string_new (NULL);
  for (; mask != NULL; mask = _marbre_critic_find_mask (text, &length, &code))
    {
      g_string_append_len (out, text, mask - text);
      g_string_append (out, get_sign (code));
      text = mask + length;
    }
  g_string_append (out, text);
  return marbre_string_steal (out);
}

/* The text as it is published. Returns: (transfer full) (nullable): NULL if nothing is masked */
char *
_marbre_critic_publish (const char *text)
{
  MarbreCriticUnmasker reader = { 0 };
  gsize length;
  guint code;
  const char *mask = text ? _marbre_critic_find_mask (text, &length, &code) : NULL;
  GString *out;

  if (mask == NULL)
    return NULL;
  out = g_string_new (NULL);
  for (; mask != NULL; mask = _marbre_critic_find_mask (text, &length, &code))
    {
      if (!MARBRE_CRITIC_IS_UNPUBLISHED (_marbre_critic_get_state (&reader)))
        g_string_append_len (out, text, mask - text);
      _marbre_critic_take_sign (&reader, code);
      text = mask + length;
    }
  if (!MARBRE_CRITIC_IS_UNPUBLISHED (_marbre_critic_get_state (&reader)))
    g_string_append (out, text);
  return marbre_string_steal (out);
}

/* The end of a tag, or of what else begins with "<" in HTML.
 *
 * Returns: (nullable): NULL if there is none, or a mask before it */
static const char *
skip_tag (const char *p)
{
  char quote = '\0';

  for (p++; *p != '\0'; p++)
    {
      guint code;

      if (find_mask (p, &code) > 0)
        return NULL;
      if (quote == '\0' && *p == '>')
        return p + 1;
      if (quote != '\0')
        quote = *p == quote ? '\0' : quote;
      else if (*p == '"' || *p == '\'')
        quote = *p;
    }
  return NULL;
}

static void
append_tabs (GString *out, guint code)
{
  static const MarbreCriticTab opening[MARBRE_N_CRITIC_KINDS] = {
    [MARBRE_CRITIC_COMMENT] = MARBRE_CRITIC_TAB_COMMENT,
    [MARBRE_CRITIC_ADDITION] = MARBRE_CRITIC_TAB_ADDED,
    [MARBRE_CRITIC_DELETION] = MARBRE_CRITIC_TAB_REMOVED,
    [MARBRE_CRITIC_SUBSTITUTION] = MARBRE_CRITIC_TAB_REMOVED,
    [MARBRE_CRITIC_HIGHLIGHT] = MARBRE_CRITIC_TAB_FLAGGED,
  };
  guint kind = (code - FIRST_CODE) / 2;
  gboolean closing = (code - FIRST_CODE) % 2 == 1;

  if (code == ARROW_CODE)
    {
      marbre_critic_append_tab (out, MARBRE_CRITIC_TAB_REMOVED_END);
      marbre_critic_append_tab (out, MARBRE_CRITIC_TAB_ADDED);
    }
  else if (closing && kind == MARBRE_CRITIC_SUBSTITUTION)
    marbre_critic_append_tab (out, MARBRE_CRITIC_TAB_ADDED_END);
  else
    marbre_critic_append_tab (out, opening[kind] + (closing ? 1 : 0));
}

/* The HTML with tabs for masks.
 *
 * Returns: (transfer full) (nullable): NULL if a mask is where no element can be: in a tag */
char *
_marbre_critic_tab_html (const char *html)
{
  g_autoptr (GString) out = g_string_new (NULL);

  while (*html != '\0')
    {
      guint code;
      gsize length = find_mask (html, &code);
      const char *end = html + 1;

      if (length > 0)
        {
          append_tabs (out, code);
          html += length;
          continue;
        }
      if (*html == '<' && (g_ascii_isalpha (html[1]) || strchr ("/!?", html[1]) != NULL))
        end = skip_tag (html);
      if (end == NULL)
        return NULL;
      g_string_append_len (out, html, end - html);
      html = end;
    }
  return g_strdup (out->str);
}
