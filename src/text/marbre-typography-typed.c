/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typography while somebody writes: which changes a key calls for. The text is compared with what
 * it was before the key, so that only what the key brought is changed: older places stay as their
 * writer left them. And a change is made only when no further key can make it wrong: "44000" may
 * become a postcode, "http:" an address.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-language.h"
#include "marbre-typography-private.h"

/* A paragraph that is longer is no prose, and would cost more than a key may. */
#define MAX_PARAGRAPH (16 * 1024)

/* Bytes in which a word ends that looks like an address. */
#define MAX_WORD 200

static gunichar
char_at (const char *text, gsize place, gsize caret)
{
  return place < caret ? g_utf8_get_char (text + place) : 0;
}

/* Where the word ends that goes on at @place. */
static gsize
skip_word (const char *text, gsize place, gsize caret)
{
  while (place < caret && g_unichar_isalnum (g_utf8_get_char (text + place)))
    place = (gsize) (g_utf8_next_char (text + place) - text);
  return place;
}

static gboolean
has_letters (const char *text, gsize start, gsize end)
{
  for (const char *p = text + start; p < text + end; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static gunichar
char_before (const char *text, gsize place)
{
  return place > 0 ? g_utf8_get_char (g_utf8_prev_char (text + place)) : 0;
}

/* Does what looks like an address end at @place? Its end may be no end. */
static gboolean
follows_address (const char *text, gsize place)
{
  gsize first = place > MAX_WORD ? place - MAX_WORD : 0;

  while (place > first && !g_ascii_isspace (text[place - 1]))
    if (strchr ("./@:", text[--place]) != NULL)
      return TRUE;
  return FALSE;
}

/* A change of letters stands when its word is over; "A", when the word behind it is. */
static gboolean
are_letters_final (const char *text, gsize caret, const MarbreTypographyEdit *edit)
{
  gsize over = skip_word (text, edit->end, caret);

  if (over == edit->end && marbre_is_blank (char_at (text, over, caret)) &&
      g_str_equal (edit->text, "À"))
    over = skip_word (text, (gsize) (g_utf8_next_char (text + over) - text), caret);
  return over < caret;
}

static gboolean
is_space_final (const char *text, gsize caret, const MarbreTypographyEdit *edit)
{
  gunichar before = char_before (text, edit->start);
  gunichar after = char_at (text, edit->end, caret);
  gsize next = after ? (gsize) (g_utf8_next_char (text + edit->end) - text) : edit->end;
  gsize over;

  switch (after)
    {
    case 0:
      return TRUE;
    case ':':
    case ';':
      return next < caret;
    case '!':
    case '?':
      return next < caret || !follows_address (text, edit->start);
    default:
      break;
    }
  if (!g_unichar_isalnum (after))
    return TRUE;
  over = skip_word (text, edit->end, caret);
  /* "44000 N", "12 000 0": what follows a number says what it is. */
  if (g_unichar_isdigit (before) && g_unichar_isdigit (after) &&
      marbre_is_blank (char_at (text, over, caret)))
    over = (gsize) (g_utf8_next_char (text + over) - text);
  return over < caret;
}

static gboolean
is_only_spaces (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!marbre_is_blank (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/* Does @edit stand, whatever is typed next? */
static gboolean
is_final (const char *text, gsize caret, const MarbreTypographyEdit *edit)
{
  gsize word;

  if (edit->end > caret)
    return FALSE;
  if (has_letters (text, edit->start, edit->end))
    return are_letters_final (text, caret, edit);
  if (is_only_spaces (edit->text))
    return is_space_final (text, caret, edit);
  word = skip_word (text, edit->end, caret);
  switch (text[edit->start])
    {
    case '\'': /* opens a quotation, or stands for letters: "'tis" */
      return g_unichar_isalnum (char_before (text, edit->start)) || word == edit->end ||
             word < caret;
    case '-':
      return word == edit->end || word < caret;
    default:
      return TRUE;
    }
}

/* Is the caret in code, a tag or the target of a link that is not written to its end? */
static gboolean
is_in_markup (const char *text, gsize caret)
{
  gboolean code = FALSE, tag = FALSE, target = FALSE;

  for (const char *p = text; p < text + caret; p++)
    switch (*p)
      {
      case '`':
        code = !code;
        break;
      case '<':
        tag = g_ascii_isalpha (p[1]) || p[1] == '/';
        break;
      case '>':
        tag = FALSE;
        break;
      case '(':
        target |= p > text && p[-1] == ']';
        break;
      case ')':
        target = FALSE;
        break;
      default:
        break;
      }
  return code || tag || target;
}

static gboolean
contains (GArray *edits, const MarbreTypographyEdit *edit)
{
  for (guint i = 0; i < edits->len; i++)
    {
      const MarbreTypographyEdit *other = &g_array_index (edits, MarbreTypographyEdit, i);

      if (other->start == edit->start && other->end == edit->end &&
          g_str_equal (other->text, edit->text))
        return TRUE;
    }
  return FALSE;
}

/* What would be final in the text, if it was written up to @caret. */
static GArray *
find_final (const char *text,
            gsize caret,
            const char *language,
            const MarbreTypographyOptions *options,
            MarbreProseMode mode)
{
  GArray *edits = _marbre_typography_find (text, language, options, mode, caret);

  for (guint i = edits->len; i-- > 0;)
    if (!is_final (text, caret, &g_array_index (edits, MarbreTypographyEdit, i)))
      g_array_remove_index (edits, i);
  return edits;
}

/* A key inside a word is final for nothing: whatever waits, waits for the word's end. */
static gboolean
is_inside_word (const char *text, gsize caret, gsize typed)
{
  return g_unichar_isalnum (char_before (text, caret)) &&
         g_unichar_isalnum (char_before (text, caret - typed));
}

/* A passage in the other language has the rules of that. */
static const char *
choose_language (const char *text, const char *language)
{
  const char *own = marbre_language_resolve (language);

  if (!marbre_language_is_other (text, own))
    return own;
  return g_str_equal (own, "fr") ? "en" : "fr";
}

/**
 * marbre_typography_find_typed:
 * @text: valid UTF-8, the paragraph as it is now; a line end that was typed is part of it
 * @caret: where in @text the caret is, in bytes
 * @typed: how many bytes before the caret came last
 * @language: (nullable): BCP 47, the story's; a paragraph in the other language has its rules
 * @options: (nullable): %NULL for narrow spaces
 * @mode: as for marbre_typography_find()
 *
 * The changes before the caret that what was typed calls for. Those that were due before are not
 * among them, and what somebody took back is not asked for again by the next key.
 *
 * Returns: (transfer full) (element-type MarbreTypographyEdit): the changes in the order of the
 *   text; none overlap
 */
GArray *
marbre_typography_find_typed (const char *text,
                              gsize caret,
                              gsize typed,
                              const char *language,
                              const MarbreTypographyOptions *options,
                              MarbreProseMode mode)
{
  gsize length;
  g_autofree char *before = NULL;
  g_autoptr (GArray) known = NULL;
  GArray *edits;

  g_return_val_if_fail (text != NULL, NULL);
  length = strlen (text);
  g_return_val_if_fail (caret <= length && typed <= caret, NULL);

  if (length > MAX_PARAGRAPH || is_inside_word (text, caret, typed) ||
      (mode != MARBRE_PROSE_LINE && is_in_markup (text, caret)))
    return g_array_new (FALSE, FALSE, sizeof (MarbreTypographyEdit));
  language = choose_language (text, language);
  edits = find_final (text, caret, language, options, mode);
  if (edits->len == 0)
    return edits;
  before = g_strdup (text);
  memmove (before + caret - typed, before + caret, length - caret + 1);
  known = find_final (before, caret - typed, language, options, mode);
  for (guint i = edits->len; i-- > 0;)
    if (contains (known, &g_array_index (edits, MarbreTypographyEdit, i)))
      g_array_remove_index (edits, i);
  return edits;
}
