/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mentions of tags; see marbre-tag-lexicon.h. Both sides are read as words with nothing between
 * them, so that "open-data" mentions "Open data", and without the letter that makes a plural, so
 * that "centre de données" mentions "Centres de données".
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-lexicon.h"

#include <string.h>

/* Names of tags with more words are found by nobody's text. */
#define MAX_WORDS 6

/* A shorter name is too often an accident. */
#define MIN_LETTERS 2

/* FNV-1a, 64 bits. */
#define HASH_START G_GUINT64_CONSTANT (14695981039346656037)
#define HASH_PRIME G_GUINT64_CONSTANT (1099511628211)

struct _MarbreTagLexicon
{
  GHashTable *tags; /* (owned): by hash of the name's words, tag + 1 */
};

/**
 * marbre_tag_lexicon_new:
 *
 * Returns: (transfer full): without names
 */
MarbreTagLexicon *
marbre_tag_lexicon_new (void)
{
  MarbreTagLexicon *self = g_new0 (MarbreTagLexicon, 1);

  self->tags = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/**
 * marbre_tag_lexicon_free:
 * @self: (transfer full) (nullable): a lexicon
 */
void
marbre_tag_lexicon_free (MarbreTagLexicon *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->tags);
  g_free (self);
}

static gboolean
is_letter (const char *p)
{
  if ((guchar) *p < 0x80)
    return g_ascii_isalnum (*p);
  return g_unichar_isalnum (g_utf8_get_char (p));
}

/* Shorter words keep their last letter ("gaz", "bus"). */
#define MIN_PLURAL 5

/* Goes on with @hash over the word at @p; returns the byte behind it. */
static const char *
hash_word (const char *p, guint64 *hash)
{
  const char *start = p;
  const char *end;

  while (*p != '\0' && is_letter (p))
    p = g_utf8_next_char (p);
  end = p;
  if (end - start >= MIN_PLURAL && (end[-1] == 's' || end[-1] == 'x'))
    end--;
  *hash = (*hash ^ ' ') * HASH_PRIME;
  for (; start < end; start++)
    *hash = (*hash ^ (guint8) *start) * HASH_PRIME;
  return p;
}

static const char *
skip_gap (const char *p)
{
  while (*p != '\0' && !is_letter (p))
    p = g_utf8_next_char (p);
  return p;
}

/**
 * marbre_tag_lexicon_add:
 * @folded: a tag's name, see marbre_terms_fold(); one without letters is never found
 * @tag: what is found for it; of several tags with one name the first
 */
void
marbre_tag_lexicon_add (MarbreTagLexicon *self, const char *folded, guint tag)
{
  guint64 hash = HASH_START;
  guint n_words = 0;
  gsize n_bytes = 0;

  for (const char *p = skip_gap (folded); *p != '\0'; p = skip_gap (p))
    {
      const char *end = hash_word (p, &hash);

      n_bytes += (gsize) (end - p);
      n_words++;
      p = end;
    }
  if (n_bytes >= MIN_LETTERS && n_words <= MAX_WORDS &&
      !g_hash_table_contains (self->tags, &hash))
    g_hash_table_insert (self->tags, g_memdup2 (&hash, sizeof hash), GUINT_TO_POINTER (tag + 1));
}

static MarbreTagMention *
get_mention (GArray *mentions, GHashTable *places, guint tag)
{
  gpointer place = g_hash_table_lookup (places, GUINT_TO_POINTER (tag + 1));

  if (place == NULL)
    {
      const MarbreTagMention mention = { .tag = tag, .early = -1 };

      g_array_append_val (mentions, mention);
      place = GUINT_TO_POINTER (mentions->len);
      g_hash_table_insert (places, GUINT_TO_POINTER (tag + 1), place);
    }
  return &g_array_index (mentions, MarbreTagMention, GPOINTER_TO_UINT (place) - 1);
}

static void
find_in (MarbreTagLexicon *self,
         const char *text,
         gboolean is_headline,
         GArray *mentions,
         GHashTable *places)
{
  const double length = strlen (text) + 1.0;
  const char *next;

  for (const char *start = skip_gap (text); *start != '\0'; start = next)
    {
      guint64 hash = HASH_START;
      const char *p = start;

      next = NULL;
      for (guint words = 0; words < MAX_WORDS && *p != '\0'; words++)
        {
          gpointer tag;

          p = skip_gap (hash_word (p, &hash));
          if (next == NULL)
            next = p;
          tag = g_hash_table_lookup (self->tags, &hash);
          if (tag != NULL)
            {
              MarbreTagMention *mention =
                  get_mention (mentions, places, GPOINTER_TO_UINT (tag) - 1);

              mention->in_headline += is_headline;
              mention->in_text += !is_headline;
              if (mention->early < 0)
                mention->early = is_headline ? 1.0 : 1.0 - (start - text) / length;
            }
        }
    }
}

/**
 * marbre_tag_lexicon_find:
 * @headline: folded
 * @text: folded
 *
 * Returns: (transfer full) (element-type MarbreTagMention): each tag that is mentioned once
 */
GArray *
marbre_tag_lexicon_find (MarbreTagLexicon *self, const char *headline, const char *text)
{
  GArray *mentions = g_array_new (FALSE, FALSE, sizeof (MarbreTagMention));
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  find_in (self, headline, TRUE, mentions, places);
  find_in (self, text, FALSE, mentions, places);
  return mentions;
}
