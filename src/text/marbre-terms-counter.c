/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words counted; see marbre-terms-counter.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-terms-counter.h"

#include <string.h>

#include "marbre-language.h"
#include "marbre-terms-forms.h"
#include "marbre-terms-tokens.h"
#include "marbre-terms.h"

/* Spellings that are remembered of a language, some ten megabytes, before it begins anew. */
#define MAX_FORMS 50000

struct _MarbreTermsCounter
{
  MarbreTermsForms *forms[2]; /* (owned) (nullable): English, French */
  GPtrArray *found;           /* (owned) (element-type MarbreTermsForm): of this text, borrowed */
  GArray *counts;             /* (owned) (element-type MarbreTermsCount) */
};

/**
 * marbre_terms_counter_new:
 *
 * Returns: (transfer full): a counter
 */
MarbreTermsCounter *
marbre_terms_counter_new (void)
{
  MarbreTermsCounter *self = g_new0 (MarbreTermsCounter, 1);

  self->found = g_ptr_array_new ();
  self->counts = g_array_new (FALSE, FALSE, sizeof (MarbreTermsCount));
  return self;
}

/**
 * marbre_terms_counter_free:
 * @self: (transfer full) (nullable): a counter
 */
void
marbre_terms_counter_free (MarbreTermsCounter *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->forms[0], marbre_terms_forms_free);
  g_clear_pointer (&self->forms[1], marbre_terms_forms_free);
  g_ptr_array_unref (self->found);
  g_array_unref (self->counts);
  g_free (self);
}

static MarbreTermsForms *
get_forms (MarbreTermsCounter *self, const char *text, const char *language)
{
  MarbreTermsForms **forms;
  gboolean french;

  if (language == NULL || *language == '\0')
    language = marbre_language_guess (text);
  french = g_str_equal (marbre_language_resolve (language), "fr");
  forms = &self->forms[french ? 1 : 0];
  if (*forms != NULL && marbre_terms_forms_get_size (*forms) > MAX_FORMS)
    g_clear_pointer (forms, marbre_terms_forms_free);
  if (*forms == NULL)
    *forms = marbre_terms_forms_new (french, TRUE);
  return *forms;
}

/**
 * marbre_terms_counter_count:
 * @plain_text: valid UTF-8; what lies beyond %MARBRE_TERMS_MAX_BYTES is not read
 * @language: (nullable): BCP 47; %NULL or "" to guess it
 *
 * Returns: (transfer none) (element-type MarbreTermsCount): the words but stop words, numbers
 *   and dates, in the order of the text; valid until the next text
 */
const GArray *
marbre_terms_counter_count (MarbreTermsCounter *self, const char *plain_text, const char *language)
{
  MarbreTermsForms *forms = get_forms (self, plain_text, language);
  gsize length = strnlen (plain_text, MARBRE_TERMS_MAX_BYTES);
  g_autoptr (GArray) tokens = NULL;

  while (length > 0 && (plain_text[length] & 0xc0) == 0x80) /* not inside a character */
    length--;
  tokens = marbre_terms_tokenize (plain_text, length);
  g_ptr_array_set_size (self->found, 0);
  g_array_set_size (self->counts, 0);
  for (guint i = 0; i < tokens->len; i++)
    {
      const MarbreToken *token = &g_array_index (tokens, MarbreToken, i);
      MarbreTermsForm *form = marbre_terms_forms_get (forms, plain_text + token->start,
                                                      token->end - token->start);

      if (form->is_silent || form->is_no_topic || (token->flags & MARBRE_TOKEN_NUMBER) != 0)
        continue;
      if (form->count++ == 0)
        g_ptr_array_add (self->found, form);
    }
  for (guint i = 0; i < self->found->len; i++)
    {
      MarbreTermsForm *form = g_ptr_array_index (self->found, i);
      const MarbreTermsCount count = { marbre_terms_forms_get_stem (forms, form, FALSE),
                                       form->count };

      g_array_append_val (self->counts, count);
      form->count = 0;
    }
  return self->counts;
}
