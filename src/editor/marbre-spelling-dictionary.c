/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dictionaries; see marbre-spelling-dictionary.h. A word is first asked for as it is written,
 * since dictionaries have « aujourd’hui » and “o’clock”; only then is it taken apart.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-dictionary.h"

#include <enchant.h>
#include <string.h>

#include "marbre-compat.h"

/* Acronyms up to this length are not in dictionaries, and newer ones come every week. */
#define MAX_ACRONYM 6

/* Answers that are kept for each language: the words of a very long investigation. */
#define MAX_ANSWERS 50000

#define MAX_SUGGESTIONS 6

/* A language's dictionary. */
typedef struct
{
  EnchantDict *dict;   /* (owned) (nullable): freed with the broker; NULL if there is none */
  GHashTable *answers; /* (owned): word → whether the dictionary has it */
  gboolean french;
} Dictionary;

struct _MarbreSpellingDictionary
{
  EnchantBroker *broker;    /* (owned) */
  GPtrArray *tags;          /* (owned) (element-type utf8): of the dictionaries on this machine */
  GHashTable *dictionaries; /* (owned): language → Dictionary */
};

static void
take_tag (const char *tag, const char *name, const char *provider, const char *file, void *data)
{
  g_ptr_array_add (data, g_strdup (tag));
}

static void
dictionary_free (Dictionary *self)
{
  g_hash_table_unref (self->answers);
  g_free (self);
}

/**
 * marbre_spelling_dictionary_new:
 *
 * Returns: (transfer full): the dictionaries of this machine; each is loaded when it is needed
 */
MarbreSpellingDictionary *
marbre_spelling_dictionary_new (void)
{
  MarbreSpellingDictionary *self = g_new0 (MarbreSpellingDictionary, 1);

  self->broker = enchant_broker_init ();
  self->tags = g_ptr_array_new_with_free_func (g_free);
  enchant_broker_list_dicts (self->broker, take_tag, self->tags);
  self->dictionaries =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) dictionary_free);
  return self;
}

/**
 * marbre_spelling_dictionary_free:
 *
 * Frees the dictionaries.
 */
void
marbre_spelling_dictionary_free (MarbreSpellingDictionary *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->dictionaries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Dictionary *) value)->dict != NULL)
      enchant_broker_free_dict (self->broker, ((Dictionary *) value)->dict);
  g_hash_table_unref (self->dictionaries);
  enchant_broker_free (self->broker);
  g_ptr_array_unref (self->tags);
  g_free (self);
}

/* How well a dictionary's tag ("en_GB") serves a language ("en-gb", "en"); 0: not at all. Where the
 * language has no region, that of the desktop is preferred, then the language's home. */
static guint
fitness (const char *tag, const char *language)
{
  static const char *const homes[] = { "fr", "fr_FR", "en_GB" };
  gsize length = strcspn (language, "-_");

  if (g_ascii_strncasecmp (tag, language, length) != 0 ||
      (tag[length] != '\0' && tag[length] != '_' && tag[length] != '-'))
    return 0;
  if (language[length] != '\0' && tag[length] != '\0' &&
      g_ascii_strcasecmp (tag + length + 1, language + length + 1) == 0)
    return 4;
  for (const char *const *name = g_get_language_names (); *name != NULL; name++)
    if (strchr (*name, '_') != NULL && g_str_equal (*name, tag))
      return 3;
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    if (g_str_equal (homes[i], tag))
      return 2;
  return 1;
}

static Dictionary *
find_dictionary (MarbreSpellingDictionary *self, const char *language)
{
  Dictionary *dictionary = g_hash_table_lookup (self->dictionaries, language);
  const char *best = NULL;
  guint best_fitness = 0;

  if (dictionary != NULL)
    return dictionary;
  for (guint i = 0; i < self->tags->len; i++)
    {
      const char *tag = g_ptr_array_index (self->tags, i);
      guint fit = fitness (tag, language);

      if (fit > best_fitness)
        {
          best = tag;
          best_fitness = fit;
        }
    }
  dictionary = g_new0 (Dictionary, 1);
  dictionary->dict = best ? enchant_broker_request_dict (self->broker, best) : NULL;
  dictionary->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dictionary->french = g_ascii_strncasecmp (language, "fr", 2) == 0;
  g_hash_table_insert (self->dictionaries, g_strdup (language), dictionary);
  return dictionary;
}

/**
 * marbre_spelling_dictionary_has:
 * @language: a BCP 47 tag
 *
 * Returns: whether there is a dictionary for it
 */
gboolean
marbre_spelling_dictionary_has (MarbreSpellingDictionary *self, const char *language)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (language != NULL, FALSE);
  return find_dictionary (self, language)->dict != NULL;
}

/* As dictionaries write it: composed, plain apostrophes and hyphens, nothing invisible. */
static char *
normalize (const char *word, gsize length)
{
  g_autofree char *composed = g_utf8_normalize (word, (gssize) length, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *normal = g_string_sized_new (length);

  for (const char *p = composed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2019)
        g_string_append_c (normal, '\'');
      else if (c == 0x2010 || c == 0x2011)
        g_string_append_c (normal, '-');
      else if (c != 0xad)
        g_string_append_unichar (normal, c);
    }
  return marbre_string_steal (normal);
}

/* Numbers, acronyms, brands with a capital inside, and other scripts are not for the dictionary. */
static gboolean
is_no_matter (const char *word, gsize bytes)
{
  guint length = 0, capitals = 0;
  gboolean inner = FALSE, after_small = FALSE;

  for (const char *p = word; p < word + bytes; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c) || c == '_')
        return TRUE;
      if (g_unichar_isalpha (c) && g_unichar_get_script (c) != G_UNICODE_SCRIPT_LATIN)
        return TRUE;
      if (g_unichar_isupper (c))
        {
          capitals++;
          inner |= after_small;
        }
      after_small = g_unichar_islower (c);
      length++;
    }
  if (length <= 1)
    return TRUE;
  return capitals == length ? length <= MAX_ACRONYM : inner;
}

static gboolean
has_word (Dictionary *self, MarbreSpellingWords *known, const char *word, gsize bytes)
{
  g_autofree char *normal = NULL;
  gpointer answer;
  gboolean right;

  if (is_no_matter (word, bytes))
    return TRUE;
  normal = normalize (word, bytes);
  if (g_hash_table_lookup_extended (self->answers, normal, NULL, &answer))
    right = GPOINTER_TO_INT (answer);
  else
    {
      if (g_hash_table_size (self->answers) >= MAX_ANSWERS)
        g_hash_table_remove_all (self->answers);
      right = *normal == '\0' || enchant_dict_check (self->dict, normal, -1) == 0;
      g_hash_table_insert (self->answers, g_strdup (normal), GINT_TO_POINTER (right));
    }
  return right || (known != NULL && marbre_spelling_words_contains (known, normal));
}

/* Bytes of an apostrophe at @p, 0 if there is none. */
static gsize
apostrophe_at (const char *p)
{
  if (*p == '\'')
    return 1;
  return strncmp (p, "\u2019", strlen ("\u2019")) == 0 ? strlen ("\u2019") : 0;
}

/* Bytes of the elided word that @word begins with, its apostrophe included: « l’ », « qu’ ». */
static gsize
elision (const char *word)
{
  static const char *const elided[] = { "c",    "d",      "j",      "l",      "m",      "n",
                                        "s",    "t",      "qu",     "jusqu",  "lorsqu", "puisqu",
                                        "quoiqu", "presqu", "quelqu", "entr" };

  for (guint i = 0; i < G_N_ELEMENTS (elided); i++)
    {
      gsize length = strlen (elided[i]);
      gsize apostrophe;

      if (g_ascii_strncasecmp (word, elided[i], length) != 0)
        continue;
      apostrophe = apostrophe_at (word + length);
      if (apostrophe > 0)
        return length + apostrophe;
    }
  return 0;
}

/* Bytes at the end of @word that are a possessive: “’s”, or an “s’” that lost its apostrophe to the
 * end of the word already. */
static gsize
possessive (const char *word, gsize bytes)
{
  if (bytes > 2 && (word[bytes - 1] == 's' || word[bytes - 1] == 'S'))
    {
      if (word[bytes - 2] == '\'')
        return 2;
      if (bytes > 4 && strncmp (word + bytes - 4, "\u2019", strlen ("\u2019")) == 0)
        return 4;
    }
  return 0;
}

static gsize
hyphen_at (const char *p)
{
  if (*p == '-')
    return 1;
  if (strncmp (p, "\u2010", 3) == 0 || strncmp (p, "\u2011", 3) == 0)
    return 3;
  return 0;
}

/* A word without hyphens: also without elision or possessive? Narrows *@start and *@bytes to what
 * the dictionary was asked for last. */
static gboolean
check_part (Dictionary *self, MarbreSpellingWords *known, const char **start, gsize *bytes)
{
  gsize skipped;

  if (has_word (self, known, *start, *bytes))
    return TRUE;
  skipped = self->french ? elision (*start) : 0;
  if (skipped >= *bytes)
    return TRUE;
  *start += skipped;
  *bytes -= skipped;
  if (skipped > 0 && has_word (self, known, *start, *bytes))
    return TRUE;
  /* French texts have English names: « McDonald’s ». */
  skipped = possessive (*start, *bytes);
  *bytes -= skipped;
  return skipped > 0 && has_word (self, known, *start, *bytes);
}

/* The parts between hyphens, elisions first: « Est-ce qu’il », « a-t-elle », “well-known”. */
static gboolean
check_parts (Dictionary *self, MarbreSpellingWords *known, const char **start, gsize *bytes)
{
  const char *end = *start + *bytes;
  const char *part = *start;

  for (const char *p = part;; p++)
    {
      gsize hyphen = p < end ? hyphen_at (p) : 0;

      if (p < end && hyphen == 0)
        continue;
      *start = part;
      *bytes = (gsize) (p - part);
      if (!check_part (self, known, start, bytes))
        return FALSE;
      if (p >= end)
        return TRUE;
      part = p + hyphen;
      p = part - 1;
    }
}

/**
 * marbre_spelling_dictionary_check:
 * @known: (nullable): words to take for right
 * @language: a BCP 47 tag
 * @word: a word, as marbre_spelling_text_foreach_word() finds it
 * @first: (out) (optional): the first character of what is wrong
 * @length: (out) (optional): how many characters are
 *
 * Returns: %FALSE if the word is not in the dictionary; %TRUE also if there is no dictionary
 */
gboolean
marbre_spelling_dictionary_check (MarbreSpellingDictionary *self,
                                  MarbreSpellingWords *known,
                                  const char *language,
                                  const char *word,
                                  guint *first,
                                  guint *length)
{
  Dictionary *dictionary;
  const char *start = word;
  gsize bytes = strlen (word);
  gboolean hyphenated;

  g_return_val_if_fail (self != NULL, TRUE);
  g_return_val_if_fail (language != NULL, TRUE);
  g_return_val_if_fail (word != NULL, TRUE);

  dictionary = find_dictionary (self, language);
  if (dictionary->dict == NULL || has_word (dictionary, known, word, bytes))
    return TRUE;
  hyphenated = strchr (word, '-') != NULL || strstr (word, "\u2010") || strstr (word, "\u2011");
  if (hyphenated ? check_parts (dictionary, known, &start, &bytes)
                 : check_part (dictionary, known, &start, &bytes))
    return TRUE;
  if (first != NULL)
    *first = (guint) g_utf8_strlen (word, start - word);
  if (length != NULL)
    *length = (guint) g_utf8_strlen (start, (gssize) bytes);
  return FALSE;
}

/**
 * marbre_spelling_dictionary_suggest:
 * @language: a BCP 47 tag
 * @word: what is wrong, as marbre_spelling_dictionary_check() says
 *
 * Takes up to a third of a second. Apostrophes come back as @word has them, else typographic.
 *
 * Returns: (transfer full) (array zero-terminated=1): a few words, the likeliest first
 */
char **
marbre_spelling_dictionary_suggest (MarbreSpellingDictionary *self,
                                    const char *language,
                                    const char *word)
{
  g_autofree char *normal = NULL;
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();
  Dictionary *dictionary;
  gboolean plain;
  char **all;
  size_t n = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (language != NULL, NULL);
  g_return_val_if_fail (word != NULL, NULL);

  dictionary = find_dictionary (self, language);
  plain = strchr (word, '\'') != NULL;
  normal = normalize (word, strlen (word));
  all = dictionary->dict && *normal ? enchant_dict_suggest (dictionary->dict, normal, -1, &n)
                                    : NULL;
  for (size_t i = 0; i < MIN (n, MAX_SUGGESTIONS); i++)
    {
      g_auto (GStrv) parts = g_strsplit (all[i], "'", -1);
      g_autofree char *curly = g_strjoinv (plain ? "'" : "\u2019", parts);

      g_strv_builder_add (chosen, curly);
    }
  if (all != NULL)
    enchant_dict_free_string_list (dictionary->dict, all);
  return g_strv_builder_end (chosen);
}
