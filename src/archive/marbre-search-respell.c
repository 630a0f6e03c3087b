/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slips of the finger in a search; see marbre-search-respell.h. A word that no story has is changed
 * by one letter in every way, and what most stories have is taken: some hundred look-ups, however
 * large the archive is, where reading its vocabulary would grow with it.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-search-respell.h"

#include <string.h>

#include "marbre-search-part.h"
#include "marbre-search-query.h"
#include "marbre-terms.h"

/* Shorter words have too many neighbours, longer ones are none. */
#define MIN_LETTERS 4
#define MAX_LETTERS 24

/* Stories that are counted for a variant; a word that begins as the typed one does is likelier. */
#define MAX_COUNT   50
#define SAME_LETTER 4

/* The index folds accents, so these are all letters of the languages it is used with most. Words in
 * other scripts are mended by leaving out and exchanging letters. */
static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz";

/* The search for what one word was meant to be. */
typedef struct
{
  MarbreDatabase *database;     /* (borrowed) */
  GCancellable *cancellable;    /* (borrowed) (nullable) */
  const MarbreSearchPart *part; /* (borrowed): the word as typed */
  gunichar *letters;            /* (owned): of the word, folded */
  gsize n_letters;
  char *best; /* (owned) (nullable) */
  guint score;
  GError *error; /* (owned) (nullable): ends the search */
} Attempt;

static void
attempt_clear (Attempt *self)
{
  g_free (self->letters);
  g_free (self->best);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Attempt, attempt_clear)

/* How many stories have @word where the part looks for it, at most MAX_COUNT. */
static guint
count_stories (Attempt *self, const char *word)
{
  static const char sql[] = "SELECT count(*) FROM (SELECT 1 FROM story_search"
                            "  WHERE story_search MATCH ?1 LIMIT ?2)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (self->database, sql);
  g_autoptr (GString) query = g_string_new (NULL);
  MarbreSearchPart part = *self->part;
  guint count = 0;

  part.start = word;
  part.length = strlen (word);
  marbre_search_part_append (&part, query);
  marbre_statement_bind_text (statement, 1, query->str);
  marbre_statement_bind_int (statement, 2, MAX_COUNT);
  if (marbre_statement_next (statement))
    count = (guint) marbre_statement_get_int (statement, 0);
  return marbre_statement_end (statement, &self->error) ? count : 0;
}

/* Looks for the word with @removed letters at @at replaced by those of @added. */
static void
try_variant (Attempt *self, gsize at, gsize removed, const gunichar *added, gsize n_added)
{
  g_autoptr (GString) word = g_string_new (NULL);
  guint score;

  if (self->error != NULL || g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return;
  for (gsize i = 0; i < at; i++)
    g_string_append_unichar (word, self->letters[i]);
  for (gsize i = 0; i < n_added; i++)
    g_string_append_unichar (word, added[i]);
  for (gsize i = at + removed; i < self->n_letters; i++)
    g_string_append_unichar (word, self->letters[i]);
  score = count_stories (self, word->str);
  if (g_utf8_get_char (word->str) == self->letters[0])
    score *= SAME_LETTER;
  if (score <= self->score)
    return;
  self->score = score;
  g_free (self->best);
  self->best = g_strdup (word->str);
}

/* Letters in the wrong order come first, as the likeliest slip: of equals the first is kept. */
static void
try_all (Attempt *self)
{
  for (gsize i = 0; i + 1 < self->n_letters; i++)
    {
      const gunichar exchanged[] = { self->letters[i + 1], self->letters[i] };

      try_variant (self, i, 2, exchanged, 2);
    }
  for (gsize i = 0; i < self->n_letters; i++)
    try_variant (self, i, 1, NULL, 0);
  for (gsize i = 0; i <= self->n_letters; i++)
    for (const char *p = alphabet; *p != '\0'; p++)
      {
        const gunichar letter = (gunichar) *p;

        try_variant (self, i, 0, &letter, 1);
        if (i < self->n_letters)
          try_variant (self, i, 1, &letter, 1);
      }
}

/* Where the word behind an elided article begins; NULL if the part is no single word of letters. */
static const char *
find_word (const MarbreSearchPart *part)
{
  const char *end = part->start + part->length;
  const char *word = part->start;
  gsize n_letters = 0;

  for (const char *p = part->start; p < end; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (letter == '\'' || letter == 0x2019)
        {
          word = g_utf8_next_char (p);
          n_letters = 0;
        }
      else if (g_unichar_isalpha (letter))
        n_letters++;
      else
        return NULL;
    }
  return n_letters >= MIN_LETTERS && n_letters <= MAX_LETTERS ? word : NULL;
}

static gboolean
may_be_wrong (const MarbreSearchPart *part)
{
  return marbre_search_part_is_sought (part) && !part->excluded && !part->phrase &&
         (part->about == MARBRE_SEARCH_WORD || part->about == MARBRE_SEARCH_TITLE ||
          part->about == MARBRE_SEARCH_TAG || part->about == MARBRE_SEARCH_BYLINE);
}

/* Appends what was meant by @part, or the part as it was.
 *
 * Returns: -1 for an error, 1 if it was changed, else 0 */
static int
append_meant (MarbreDatabase *database,
              const MarbreSearchPart *part,
              GString *meant,
              GCancellable *cancellable,
              GError **error)
{
  g_auto (Attempt) attempt = { .database = database, .cancellable = cancellable, .part = part };
  const char *word = may_be_wrong (part) ? find_word (part) : NULL;
  g_autofree char *typed = NULL;
  g_autofree char *folded = NULL;

  if (word == NULL)
    {
      g_string_append_len (meant, part->start, (gssize) part->length);
      return 0;
    }
  typed = g_strndup (word, part->length - (gsize) (word - part->start));
  folded = marbre_terms_fold (typed);
  attempt.letters = g_utf8_to_ucs4_fast (folded, -1, NULL);
  attempt.n_letters = (gsize) g_utf8_strlen (folded, -1);
  if (count_stories (&attempt, folded) == 0)
    try_all (&attempt);
  if (attempt.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&attempt.error));
      return -1;
    }
  g_string_append_len (meant, part->start, word - part->start);
  g_string_append (meant, attempt.best ? attempt.best : typed);
  return attempt.best != NULL;
}

/**
 * marbre_search_respell:
 * @text: a search that finds nothing
 * @error: nothing to act on
 *
 * Returns: (transfer full) (nullable): the search with those words that no story has, and that are
 *   one letter away from what stories have, put right; %NULL if there are none, and with @error
 */
char *
marbre_search_respell (MarbreDatabase *database,
                       const char *text,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *valid = marbre_search_query_dup_valid (text);
  g_autoptr (GString) meant = g_string_new (NULL);
  const char *rest = valid;
  const char *next;
  gboolean changed = FALSE;
  MarbreSearchPart part;

  for (guint n = 0; n < MARBRE_SEARCH_QUERY_MAX_WORDS; n++)
    {
      int result;

      next = marbre_search_part_read (rest, &part);
      if (next == NULL)
        break;
      g_string_append_len (meant, rest, part.start - rest);
      result = append_meant (database, &part, meant, cancellable, error);
      if (result < 0)
        return NULL;
      changed |= result > 0;
      rest = part.start + part.length;
      g_string_append_len (meant, rest, next - rest);
      rest = next;
    }
  g_string_append (meant, rest);
  return changed ? g_strdup (meant->str) : NULL;
}
