/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spellings; see marbre-terms-forms.h. Words are stemmed first and folded afterwards, because the
 * French stemmer needs the accents ("manifestée", "manifestation").
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-terms-forms.h"

#include <libstemmer.h>
#include <string.h>

#include "marbre-terms-words.h"
#include "marbre-terms.h"

/* A word longer than this is no word; FTS and the stemmer need not see it. */
#define MAX_WORD_BYTES 64

struct _MarbreTermsForms
{
  GHashTable *forms; /* (owned): a set of MarbreTermsForm, found by their spelling */
  struct sb_stemmer *stemmer; /* (owned) */
  GStringChunk *texts; /* (owned) (nullable): the spellings, if they outlive their texts */
  gboolean french;
};

/* FNV-1a, 32 bits. */
static guint
hash_form (gconstpointer data)
{
  const MarbreTermsForm *form = data;
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < form->length; i++)
    hash = (hash ^ (guint8) form->text[i]) * 16777619u;
  return hash;
}

static gboolean
equal_forms (gconstpointer a, gconstpointer b)
{
  const MarbreTermsForm *one = a;
  const MarbreTermsForm *other = b;

  return one->length == other->length && memcmp (one->text, other->text, one->length) == 0;
}

static void
form_free (MarbreTermsForm *form)
{
  g_free (form->fold);
  g_free (form->stem);
  g_free (form);
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

/**
 * marbre_terms_forms_new:
 * @french: %TRUE for a French text, %FALSE for an English one
 * @lasting: whether the spellings are used for one text after the other
 *
 * Returns: (transfer full): no spelling yet
 */
MarbreTermsForms *
marbre_terms_forms_new (gboolean french, gboolean lasting)
{
  MarbreTermsForms *self = g_new0 (MarbreTermsForms, 1);

  self->forms =
      g_hash_table_new_full (hash_form, equal_forms, (GDestroyNotify) form_free, NULL);
  self->stemmer = sb_stemmer_new (french ? "french" : "english", NULL);
  self->texts = lasting ? g_string_chunk_new (16384) : NULL;
  self->french = french;
  return self;
}

/**
 * marbre_terms_forms_free:
 * @self: (transfer full): spellings; those that were handed out go with it
 */
void
marbre_terms_forms_free (MarbreTermsForms *self)
{
  g_hash_table_unref (self->forms);
  sb_stemmer_delete (self->stemmer);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self);
}

static gboolean
is_silent (MarbreTermsForms *self, const char *fold)
{
  if (*fold == '\0' || (g_ascii_isalpha (fold[0]) && fold[1] == '\0'))
    return TRUE;
  return marbre_terms_is_stop_word (fold, self->french);
}

/* In lower case, "march" and "august" are no months. */
static gboolean
is_no_topic (const MarbreTermsForm *form)
{
  if (marbre_terms_is_numeral (form->fold))
    return TRUE;
  return marbre_terms_is_no_name (form->fold) &&
         !(g_ascii_islower (form->text[0]) &&
           (g_str_equal (form->fold, "march") || g_str_equal (form->fold, "august")));
}

/**
 * marbre_terms_forms_get_size:
 *
 * Returns: how many spellings there are
 */
guint
marbre_terms_forms_get_size (MarbreTermsForms *self)
{
  return g_hash_table_size (self->forms);
}

/**
 * marbre_terms_forms_get:
 * @text: where the word stands, valid UTF-8; must live as long as @self, unless that is lasting
 * @length: its bytes
 *
 * Returns: (transfer none): the same for equal spellings
 */
MarbreTermsForm *
marbre_terms_forms_get (MarbreTermsForms *self, const char *text, gsize length)
{
  const MarbreTermsForm key = { .text = text, .length = length };
  MarbreTermsForm *form = g_hash_table_lookup (self->forms, &key);
  g_autofree char *word = NULL;

  if (form != NULL)
    return form;
  word = length <= MAX_WORD_BYTES ? g_strndup (text, length) : g_strdup ("");
  form = g_new0 (MarbreTermsForm, 1);
  *form = key;
  if (self->texts != NULL)
    form->text = g_string_chunk_insert_len (self->texts, text, (gssize) length);
  form->fold = only_word_chars (marbre_terms_fold (word));
  form->is_silent = is_silent (self, form->fold);
  form->is_no_topic = is_no_topic (form);
  g_hash_table_add (self->forms, form);
  return form;
}

/**
 * marbre_terms_forms_get_stem:
 * @form: one of @self's
 * @is_number: whether its letters are digits, which have no stem
 *
 * Returns: (transfer none): the folded stem
 */
const char *
marbre_terms_forms_get_stem (MarbreTermsForms *self, MarbreTermsForm *form, gboolean is_number)
{
  g_autofree char *word = NULL;
  g_autofree char *lower = NULL;
  const sb_symbol *stem;

  if (form->stem != NULL)
    return form->stem;
  word = g_strndup (form->text, form->length);
  lower = only_word_chars (g_utf8_strdown (word, -1));
  if (is_number)
    {
      form->stem = g_steal_pointer (&lower);
      return form->stem;
    }
  stem = sb_stemmer_stem (self->stemmer, (const sb_symbol *) lower, (int) strlen (lower));
  form->stem = marbre_terms_fold (stem ? (const char *) stem : lower);
  return form->stem;
}
