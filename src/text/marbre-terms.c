/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text is about; see marbre-terms.h. Names are stemmed like all words, so that every term is
 * found in what marbre_terms_index_text() wrote, a name of several words as a phrase: both leave
 * out the same stop words.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-terms.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-language.h"
#include "marbre-terms-forms.h"
#include "marbre-terms-tokens.h"
#include "marbre-terms-words.h"

/* Words in one name. Longer runs of capitals are title case, not a name. */
#define MAX_NAME_WORDS 5

/* The longest decomposition of a character (U+FDFA). */
#define MAX_DECOMPOSED 18

/* A text being taken apart. */
typedef struct
{
  const char *text;        /* (borrowed) */
  GArray *tokens;          /* (owned) (element-type MarbreToken) */
  MarbreTermsForms *forms; /* (owned) */
  GPtrArray *words;        /* (owned) (element-type MarbreTermsForm): of each token, borrowed */
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

/* One character: lower case, without its marks. The marks of the others are dropped as well, so
 * their order does not matter, and no character needs its neighbours. */
static void
append_folded (GString *out, gunichar c)
{
  gunichar parts[MAX_DECOMPOSED];
  gsize n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));

  for (gsize i = 0; i < n; i++)
    {
      gunichar part = g_unichar_tolower (fold_apostrophe (parts[i]));
      const char *letters = fold_letter (part);

      if (letters != NULL)
        g_string_append (out, letters);
      else if (!g_unichar_ismark (part))
        g_string_append_unichar (out, part);
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
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);
  g_return_val_if_fail (g_utf8_validate (text, -1, NULL), g_strdup (""));
  out = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if ((guchar) *p < 0x80)
      g_string_append_c (out, g_ascii_tolower (*p));
    else
      append_folded (out, g_utf8_get_char (p));
  return marbre_string_steal (out);
}

static MarbreToken *
token_at (Reading *self, guint index)
{
  return &g_array_index (self->tokens, MarbreToken, index);
}

static const MarbreTermsForm *
word_at (Reading *self, guint index)
{
  return g_ptr_array_index (self->words, index);
}

static const char *
fold_at (Reading *self, guint index)
{
  return word_at (self, index)->fold;
}

static char *
slice (Reading *self, guint first, guint last)
{
  gsize start = token_at (self, first)->start;

  return g_strndup (self->text + start, token_at (self, last)->end - start);
}

/* The folded stem of a word. */
static const char *
stem_at (Reading *self, guint index)
{
  return marbre_terms_forms_get_stem (self->forms, g_ptr_array_index (self->words, index),
                                      (token_at (self, index)->flags & MARBRE_TOKEN_NUMBER) != 0);
}

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->tokens, g_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->forms, marbre_terms_forms_free);
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
  self->text = text;
  self->tokens = marbre_terms_tokenize (text, length);
  self->forms =
      marbre_terms_forms_new (g_str_equal (marbre_language_resolve (language), "fr"), FALSE);
  self->words = g_ptr_array_sized_new (self->tokens->len);
  for (guint i = 0; i < self->tokens->len; i++)
    {
      const MarbreToken *token = token_at (self, i);

      g_ptr_array_add (self->words,
                       marbre_terms_forms_get (self->forms, text + token->start,
                                               token->end - token->start));
    }
}

static gboolean
is_silent (Reading *self, guint index)
{
  return word_at (self, index)->is_silent;
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

/* Counts a term under @key. The text of tokens @first to @last is its surface. */
static void
count (Reading *self, GHashTable *entries, const char *key, guint first, guint last, gboolean name)
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
}

/* The stems of a name's words with a space between, as they follow each other in the index. */
static char *
name_key (Reading *self, guint first, guint last)
{
  GString *key = g_string_new (NULL);

  for (guint i = first; i <= last; i++)
    if (!is_silent (self, i))
      {
        if (key->len > 0)
          g_string_append_c (key, ' ');
        g_string_append (key, stem_at (self, i));
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
      if (is_name (self, i, last) && !(last == i && word_at (self, i)->is_no_topic))
        {
          g_autofree char *key = name_key (self, i, last);

          count (self, entries, key, i, last, TRUE);
        }
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
          !word_at (self, i)->is_no_topic)
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
        if (out->len > 0)
          g_string_append_c (out, ' ');
        g_string_append (out, stem_at (&reading, i));
      }
  return marbre_string_steal (out);
}
