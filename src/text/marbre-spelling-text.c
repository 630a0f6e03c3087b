/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paragraphs and words for the spelling checker; see marbre-spelling-text.h. What is prose is
 * marbre-prose.h's business; what is a word is Unicode's, with the apostrophes and hyphens that
 * French and English write inside of one.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-spelling-text.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-language.h"

/* No word of either language comes near; a longer one is data. */
#define MAX_WORD_CHARS 60

#define OPAQUE 0xfffc

typedef struct
{
  const char *source;
  const char *language;  /* the story's */
  GPtrArray *paragraphs; /* (element-type MarbreSpellingParagraph) */
  gsize byte;            /* where counting has got to ... */
  guint character;       /* ... and how many characters that is */
} Reading;

/* Titles come after the body, so the count may have to begin again. */
static guint
count_to (Reading *self, gsize byte)
{
  if (byte < self->byte)
    self->byte = self->character = 0;
  self->character +=
      (guint) g_utf8_strlen (self->source + self->byte, (gssize) (byte - self->byte));
  self->byte = byte;
  return self->character;
}

static void
take_paragraph (GArray *cells, gpointer data)
{
  Reading *self = data;
  MarbreSpellingParagraph *paragraph = g_new0 (MarbreSpellingParagraph, 1);
  GString *text = g_string_new (NULL);
  const char *guess;

  paragraph->places = g_array_new (FALSE, FALSE, sizeof (MarbreSpellingPlace));
  for (guint i = 0; i < cells->len; i++)
    {
      const MarbreCell *cell = &g_array_index (cells, MarbreCell, i);
      MarbreSpellingPlace place;

      if (cell->kind == MARBRE_CELL_MARKUP)
        continue;
      place.start = count_to (self, cell->start);
      place.end = count_to (self, cell->start + cell->length);
      g_string_append_unichar (text, cell->kind == MARBRE_CELL_TEXT ? cell->c : OPAQUE);
      g_array_append_val (paragraph->places, place);
    }
  paragraph->text = marbre_string_steal (text);
  guess = marbre_language_guess (paragraph->text);
  /* The story's own tag says more ("en-GB") than a guess that agrees with it. */
  if (guess == NULL || g_str_has_prefix (self->language, guess))
    guess = self->language;
  paragraph->language = g_strdup (guess);
  g_ptr_array_add (self->paragraphs, paragraph);
}

/**
 * marbre_spelling_text_read:
 * @text: valid UTF-8: whole blocks of Markdown, or one line
 * @mode: %MARBRE_PROSE_BODY for Markdown with the captions in it, %MARBRE_PROSE_LINE for a field
 * @language: the story's language, a BCP 47 tag
 *
 * Returns: (transfer full) (element-type MarbreSpellingParagraph): what there is to read
 */
GPtrArray *
marbre_spelling_text_read (const char *text, MarbreProseMode mode, const char *language)
{
  Reading reading = { .source = text, .language = language };
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (language != NULL, NULL);

  length = strlen (text);
  reading.paragraphs =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_spelling_paragraph_free);
  marbre_prose_foreach (text, length, mode, take_paragraph, &reading);
  if (mode == MARBRE_PROSE_BODY)
    marbre_prose_foreach (text, length, MARBRE_PROSE_TITLES, take_paragraph, &reading);
  return reading.paragraphs;
}

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_' || c == 0xad;
}

/* What joins two parts of one word: apostrophes and hyphens, the no-break one too. */
static gboolean
is_joint (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == '-' || c == 0x2010 || c == 0x2011;
}

/* Behind the word that begins at @p. */
static const char *
skip_word (const char *p, guint *length)
{
  *length = 0;
  for (;;)
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_word_char (c) && !(is_joint (c) && is_word_char (g_utf8_get_char (
                                                     g_utf8_next_char (p)))))
        return p;
      p = g_utf8_next_char (p);
      (*length)++;
    }
}

/* Handles, hashtags, what hangs on code or on an address, and paths are no words. */
static gboolean
is_no_word (gunichar before, gunichar after)
{
  return before == '@' || before == '#' || before == OPAQUE || before == '/' || before == '\\' ||
         after == OPAQUE || after == '@' || after == '\\';
}

/**
 * marbre_spelling_text_foreach_word:
 * @text: valid UTF-8 without markup
 * @func: called for each word
 * @data: for @func
 */
void
marbre_spelling_text_foreach_word (const char *text, MarbreSpellingWordFunc func, gpointer data)
{
  const char *p = text;
  gunichar before = ' ', token = 0; /* the character before, and the first since a blank */
  guint index = 0;

  g_return_if_fail (text != NULL);
  g_return_if_fail (func != NULL);

  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);
      const char *end;
      guint length;

      if (g_unichar_isspace (before))
        token = c;
      if (!is_word_char (c))
        {
          before = c;
          p = g_utf8_next_char (p);
          index++;
          continue;
        }
      end = skip_word (p, &length);
      /* "and/or" are two words, "/usr/lib" none: a path begins with its bar. */
      if (before == '/' && token != '/')
        before = ' ';
      if (length <= MAX_WORD_CHARS && !is_no_word (before, g_utf8_get_char (end)))
        {
          g_autofree char *word = g_strndup (p, (gsize) (end - p));

          func (word, index, length, data);
        }
      before = 'x';
      index += length;
      p = end;
    }
}

/**
 * marbre_spelling_paragraph_free:
 *
 * Frees a paragraph.
 */
void
marbre_spelling_paragraph_free (MarbreSpellingParagraph *self)
{
  g_free (self->text);
  g_free (self->language);
  g_array_unref (self->places);
  g_free (self);
}
