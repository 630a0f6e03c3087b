/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text is about; see marbre-terms.h. Words are stemmed first and folded afterwards, because
 * the French stemmer needs the accents ("manifestée", "manifestation"). Names are stemmed like all
 * words, so that every term is found in what marbre_terms_index_text() wrote, a name of several
 * words as a phrase: both leave out the same stop words.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-terms.h"

#include <libstemmer.h>
#include <string.h>

#include "marbre-compat.h"
#include "marbre-language.h"
#include "marbre-terms-tokens.h"
#include "marbre-terms-words.h"

/* Words in one name. Longer runs of capitals are title case, not a name. */
#define MAX_NAME_WORDS 5

/* A word longer than this is no word; FTS and the stemmer need not see it. */
#define MAX_WORD_BYTES 64

/* A text being taken apart. */
typedef struct
{
  const char *text; /* (borrowed) */
  GArray *tokens;   /* (owned) (element-type MarbreToken) */
  GPtrArray *folds; /* (owned): of each token its folded word without apostrophes, "" if too long */
  struct sb_stemmer *stemmer; /* (owned) */
  gboolean french;
} Reading;

/* A term and when it was first seen, so that equal counts keep the order of the text. */
typedef struct
{
  MarbreTerm term; /* first, so that an entry is a term */
  guint order;
} Entry;

static gunichar
fold_apostrophe (gunichar c)
{
  return c == 0x2019 || c == 0x2018 || c == 0x02bc || c == 0x201b ? '\'' : c;
}

/* Letters that Unicode does not decompose, as French and English type them without their marks. */
static const char *
fold_letter (gunichar c)
{
  switch (c)
    {
    case 0x153: /* œ */
      return "oe";
    case 0xe6: /* æ */
      return "ae";
    case 0xdf: /* ß */
      return "ss";
    case 0xf8: /* ø */
      return "o";
    case 0x142: /* ł */
      return "l";
    case 0x111: /* đ */
    case 0xf0:  /* ð */
      return "d";
    case 0xfe: /* þ */
      return "th";
    case 0x131: /* ı */
      return "i";
    default:
      return NULL;
    }
}

/**
 * marbre_terms_fold:
 * @text: valid UTF-8
 *
 * Makes texts comparable that people write in different ways: lower case, no accents, "oe" for œ,
 * one kind of apostrophe, one kind of space (Unicode NFKD without its marks).
 *
 * Returns: (transfer full): the folded text
 */
char *
marbre_terms_fold (const char *text)
{
  g_autofree char *decomposed = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);
  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_return_val_if_fail (decomposed != NULL, g_strdup ("")); /* not UTF-8: a caller's bug */
  out = g_string_sized_new (strlen (decomposed));
  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (fold_apostrophe (g_utf8_get_char (p)));
      const char *letters = fold_letter (c);

      if (letters != NULL)
        g_string_append (out, letters);
      else if (!g_unichar_ismark (c))
        g_string_append_unichar (out, c);
    }
  return marbre_string_steal (out);
}

/* Drops what is inside a word but not part of its spelling: apostrophes and digit grouping. */
static char *
only_word_chars (char *word)
{
  char *to = word;

  for (const char *p = word; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        {
          memmove (to, p, (gsize) (next - p));
          to += next - p;
        }
      p = next;
    }
  *to = '\0';
  return word;
}

static MarbreToken *
token_at (Reading *self, guint index)
{
  return &g_array_index (self->tokens, MarbreToken, index);
}

static const char *
fold_at (Reading *self, guint index)
{
  return g_ptr_array_index (self->folds, index);
}

static char *
slice (Reading *self, guint first, guint last)
{
  gsize start = token_at (self, first)->start;

  return g_strndup (self->text + start, token_at (self, last)->end - start);
}

/* The folded stem of a word. */
static char *
stem_at (Reading *self, guint index)
{
  g_autofree char *word = slice (self, index, index);
  g_autofree char *lower = only_word_chars (g_utf8_strdown (word, -1));
  const sb_symbol *stem;

  if (token_at (self, index)->flags & MARBRE_TOKEN_NUMBER)
    return g_steal_pointer (&lower);
  stem = sb_stemmer_stem (self->stemmer, (const sb_symbol *) lower, (int) strlen (lower));
  return marbre_terms_fold (stem ? (const char *) stem : lower);
}

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->tokens, g_array_unref);
  g_clear_pointer (&self->folds, g_ptr_array_unref);
  g_clear_pointer (&self->stemmer, sb_stemmer_delete);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
reading_init (Reading *self, const char *text, const char *language)
{
  gsize length = strnlen (text, MARBRE_TERMS_MAX_BYTES);

  while (length > 0 && (text[length] & 0xc0) == 0x80) /* not inside a character */
    length--;
  if (language == NULL || *language == '\0')
    language = marbre_language_guess (text);
  self->french = g_str_equal (marbre_language_resolve (language), "fr");
  self->text = text;
  self->tokens = marbre_terms_tokenize (text, length);
  self->stemmer = sb_stemmer_new (self->french ? "french" : "english", NULL);
  self->folds = g_ptr_array_new_full (self->tokens->len, g_free);
  for (guint i = 0; i < self->tokens->len; i++)
    {
      MarbreToken *token = token_at (self, i);
      g_autofree char *word =
          token->end - token->start <= MAX_WORD_BYTES ? slice (self, i, i) : g_strdup ("");

      g_ptr_array_add (self->folds, only_word_chars (marbre_terms_fold (word)));
    }
}

/* A word that the index leaves out: stop words, lone letters, and what is too long for a word. */
static gboolean
is_silent (Reading *self, guint index)
{
  const char *word = fold_at (self, index);

  if (*word == '\0' || (g_ascii_isalpha (word[0]) && word[1] == '\0'))
    return TRUE;
  return marbre_terms_is_stop_word (word, self->french);
}

static gboolean
may_head_name (Reading *self, guint index)
{
  return (token_at (self, index)->flags & MARBRE_TOKEN_CAPITAL) != 0 && !is_silent (self, index) &&
         !marbre_terms_is_no_name (fold_at (self, index));
}

/* May the word at @index go on with the name that ends just before it? */
static gboolean
continues_name (Reading *self, guint index)
{
  guint flags;

  if (index >= self->tokens->len)
    return FALSE;
  flags = token_at (self, index)->flags;
  if (flags & MARBRE_TOKEN_APART)
    return FALSE;
  if ((flags & MARBRE_TOKEN_NUMBER) && (flags & MARBRE_TOKEN_HYPHEN))
    return TRUE; /* Covid-19 */
  return (flags & MARBRE_TOKEN_CAPITAL) != 0 && !marbre_terms_is_no_name (fold_at (self, index));
}

/* How many small words of a name stand at @index: "de", "de la". */
static guint
count_links (Reading *self, guint index)
{
  guint links = 0;

  while (links < 2 && index + links < self->tokens->len)
    {
      guint flags = token_at (self, index + links)->flags;

      if ((flags & MARBRE_TOKEN_APART) ||
          !marbre_terms_is_link (fold_at (self, index + links), flags & MARBRE_TOKEN_HYPHEN))
        break;
      links++;
    }
  return links;
}

/* The last word of the name that begins at @first. */
static guint
find_name_end (Reading *self, guint first)
{
  guint last = first;

  while (last - first + 1 < MAX_NAME_WORDS)
    {
      guint links = continues_name (self, last + 1) ? 0 : count_links (self, last + 1);

      if (!continues_name (self, last + links + 1))
        break;
      last += links + 1;
    }
  return last;
}

/* A capital alone at the start of a sentence says nothing; with another one after it, it does. */
static gboolean
is_name (Reading *self, guint first, guint last)
{
  guint flags = token_at (self, first)->flags;

  return last > first || !(flags & MARBRE_TOKEN_SENTENCE) || (flags & MARBRE_TOKEN_INITIALISM);
}

/* The text of a term as it would stand inside a sentence. */
static char *
surface (Reading *self, guint first, guint last, gboolean name)
{
  g_autofree char *text = slice (self, first, last);
  g_autofree char *head = NULL;
  const char *rest = g_utf8_next_char (text);
  guint flags = token_at (self, first)->flags;

  if (name || !(flags & MARBRE_TOKEN_SENTENCE) || (flags & MARBRE_TOKEN_INITIALISM))
    return g_steal_pointer (&text);
  head = g_utf8_strdown (text, rest - text);
  return g_strconcat (head, rest, NULL);
}

/* Counts a term under @key (transfer full). The text of tokens @first to @last is its surface. */
static void
count (Reading *self, GHashTable *entries, char *key, guint first, guint last, gboolean name)
{
  Entry *entry = g_hash_table_lookup (entries, key);

  if (entry == NULL && g_hash_table_size (entries) < MARBRE_TERMS_MAX)
    {
      entry = g_new0 (Entry, 1);
      entry->term.term = g_strdup (key);
      entry->term.surface = surface (self, first, last, name);
      entry->order = g_hash_table_size (entries);
      g_hash_table_insert (entries, entry->term.term, entry);
    }
  if (entry != NULL)
    {
      entry->term.count++;
      entry->term.is_name |= name;
    }
  g_free (key);
}

/* The stems of a name's words with a space between, as they follow each other in the index. */
static char *
name_key (Reading *self, guint first, guint last)
{
  GString *key = g_string_new (NULL);

  for (guint i = first; i <= last; i++)
    if (!is_silent (self, i))
      {
        g_autofree char *stem = stem_at (self, i);

        g_string_append_printf (key, "%s%s", key->len > 0 ? " " : "", stem);
      }
  return marbre_string_steal (key);
}

static void
count_names (Reading *self, GHashTable *entries)
{
  for (guint i = 0; i < self->tokens->len; i++)
    {
      guint last;

      if (!may_head_name (self, i))
        continue;
      last = find_name_end (self, i);
      if (is_name (self, i, last))
        count (self, entries, name_key (self, i, last), i, last, TRUE);
      i = last;
    }
}

/* All words but the ones that were counted as a name of one word. */
static void
count_words (Reading *self, GHashTable *entries)
{
  guint name_end = 0;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      if (i >= name_end && may_head_name (self, i))
        {
          guint last = find_name_end (self, i);

          name_end = last + 1;
          if (last == i && is_name (self, i, last))
            continue;
        }
      if (!is_silent (self, i) && !(token_at (self, i)->flags & MARBRE_TOKEN_NUMBER) &&
          !marbre_terms_is_numeral (fold_at (self, i)))
        count (self, entries, stem_at (self, i), i, i, FALSE);
    }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = *(const Entry *const *) a;
  const Entry *other = *(const Entry *const *) b;

  if (one->term.count != other->term.count)
    return one->term.count > other->term.count ? -1 : 1;
  return one->order < other->order ? -1 : 1;
}

/**
 * marbre_term_free:
 * @term: (transfer full): a term
 */
void
marbre_term_free (MarbreTerm *term)
{
  g_free (term->term);
  g_free (term->surface);
  g_free (term);
}

/**
 * marbre_terms_extract:
 * @plain_text: valid UTF-8; what lies beyond %MARBRE_TERMS_MAX_BYTES is not read
 * @language: (nullable): BCP 47; %NULL or "" to guess it
 *
 * Finds the words of a text without stop words and numbers, each once, and its names. A name is a
 * run of capitalised words inside a sentence ("Bank of England", "Saint-Nazaire", "Covid-19") or an
 * initialism; the words of a longer name are terms too.
 *
 * Returns: (transfer full) (element-type MarbreTerm): most frequent first, then in the order of the
 *   text; at most %MARBRE_TERMS_MAX
 */
GPtrArray *
marbre_terms_extract (const char *plain_text, const char *language)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (GHashTable) entries = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *terms;
  GHashTableIter iter;
  gpointer entry;

  g_return_val_if_fail (plain_text != NULL, NULL);

  reading_init (&reading, plain_text, language);
  count_names (&reading, entries);
  count_words (&reading, entries);

  terms = g_ptr_array_new_full (g_hash_table_size (entries), (GDestroyNotify) marbre_term_free);
  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    g_ptr_array_add (terms, entry);
  g_ptr_array_sort (terms, compare_entries);
  return terms;
}

/**
 * marbre_terms_index_text:
 * @plain_text: valid UTF-8; what lies beyond %MARBRE_TERMS_MAX_BYTES is not read
 * @language: (nullable): BCP 47; %NULL or "" to guess it
 *
 * Makes what a full text index stores and is asked: the folded stems of all words but stop words,
 * in their order, numbers without their grouping.
 *
 * Returns: (transfer full): ASCII letters and digits for French and English, with one space between
 *   words; "" if nothing but stop words is there
 */
char *
marbre_terms_index_text (const char *plain_text, const char *language)
{
  g_auto (Reading) reading = { 0 };
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (plain_text != NULL, NULL);

  reading_init (&reading, plain_text, language);
  for (guint i = 0; i < reading.tokens->len; i++)
    if (!is_silent (&reading, i))
      {
        g_autofree char *stem = stem_at (&reading, i);

        if (out->len > 0)
          g_string_append_c (out, ' ');
        g_string_append (out, stem);
      }
  return marbre_string_steal (out);
}
