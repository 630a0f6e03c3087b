/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checking a text; see marbre-spelling-desk.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-desk.h"

#include "marbre-language.h"
#include "marbre-spelling-dictionary.h"

struct _MarbreSpellingDesk
{
  MarbreSpellingDictionary *dictionary;                /* (owned) (nullable): once needed */
  MarbreSpellingWords *lists[MARBRE_SPELLING_N_LISTS]; /* (owned) (nullable) */
  MarbreSpellingWords *names;                          /* (owned) (nullable) */
  MarbreSpellingWords *ignored;                        /* (owned) */
};

/**
 * marbre_spelling_desk_new:
 *
 * Returns: (transfer full): a desk without word lists; dictionaries are loaded when they are needed
 */
MarbreSpellingDesk *
marbre_spelling_desk_new (void)
{
  MarbreSpellingDesk *self = g_new0 (MarbreSpellingDesk, 1);

  self->ignored = marbre_spelling_words_new ();
  return self;
}

/**
 * marbre_spelling_desk_free:
 *
 * Frees it, on any thread.
 */
void
marbre_spelling_desk_free (MarbreSpellingDesk *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < MARBRE_SPELLING_N_LISTS; i++)
    g_clear_pointer (&self->lists[i], marbre_spelling_words_free);
  g_clear_pointer (&self->names, marbre_spelling_words_free);
  g_clear_pointer (&self->ignored, marbre_spelling_words_free);
  g_clear_pointer (&self->dictionary, marbre_spelling_dictionary_free);
  g_free (self);
}

static MarbreSpellingDictionary *
get_dictionary (MarbreSpellingDesk *self)
{
  if (self->dictionary == NULL)
    self->dictionary = marbre_spelling_dictionary_new ();
  return self->dictionary;
}

static gboolean
is_known (MarbreSpellingDesk *self, const char *word)
{
  for (guint i = 0; i < MARBRE_SPELLING_N_LISTS; i++)
    if (self->lists[i] && marbre_spelling_words_contains (self->lists[i], word))
      return TRUE;
  return (self->names && marbre_spelling_words_contains (self->names, word)) ||
         marbre_spelling_words_contains (self->ignored, word);
}

/* One paragraph on its way through the words. */
typedef struct
{
  MarbreSpellingDesk *desk;
  const MarbreSpellingParagraph *paragraph;
  GArray *mistakes;
} Check;

static void
check_word (const char *word, guint first, guint length, gpointer data)
{
  Check *check = data;
  const MarbreSpellingPlace *places = (const MarbreSpellingPlace *) check->paragraph->places->data;
  MarbreSpellingPlace mistake;
  g_autofree char *part = NULL;
  guint from, count;

  if (marbre_spelling_dictionary_check (check->desk->dictionary, NULL, check->paragraph->language,
                                        word, &from, &count) ||
      is_known (check->desk, word))
    return;
  part = g_utf8_substring (word, (long) from, (long) (from + count));
  if (is_known (check->desk, part))
    return;
  mistake.start = places[first + from].start;
  mistake.end = places[first + from + count - 1].end;
  g_array_append_val (check->mistakes, mistake);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const MarbreSpellingPlace *one = a, *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

/**
 * marbre_spelling_desk_check:
 * @text: valid UTF-8: whole blocks of Markdown, or a field
 * @mode: %MARBRE_PROSE_BODY or %MARBRE_PROSE_LINE
 * @language: the story's language, a BCP 47 tag
 * @missing: (inout) (transfer full) (nullable): is replaced by a language without a dictionary, if
 *   the text has one
 *
 * Returns: (transfer full): what was found, each paragraph read in its language
 */
MarbreSpellingReport *
marbre_spelling_desk_check (MarbreSpellingDesk *self,
                            const char *text,
                            MarbreProseMode mode,
                            const char *language,
                            char **missing)
{
  MarbreSpellingReport *report;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (missing != NULL, NULL);

  get_dictionary (self);
  report = g_new0 (MarbreSpellingReport, 1);
  report->paragraphs = marbre_spelling_text_read (text, mode, language);
  report->mistakes = g_array_new (FALSE, FALSE, sizeof (MarbreSpellingPlace));
  for (guint i = 0; i < report->paragraphs->len; i++)
    {
      const MarbreSpellingParagraph *paragraph = g_ptr_array_index (report->paragraphs, i);
      Check check = { self, paragraph, report->mistakes };

      if (!marbre_spelling_dictionary_has (self->dictionary, paragraph->language))
        {
          g_free (*missing);
          *missing = g_strdup (paragraph->language);
          continue;
        }
      marbre_spelling_text_foreach_word (paragraph->text, check_word, &check);
    }
  g_array_sort (report->mistakes, compare_places);
  return report;
}

/**
 * marbre_spelling_report_free:
 *
 * Frees a report.
 */
void
marbre_spelling_report_free (MarbreSpellingReport *self)
{
  g_ptr_array_unref (self->paragraphs);
  g_array_unref (self->mistakes);
  g_free (self);
}

/**
 * marbre_spelling_desk_suggest:
 * @word: a mistake
 * @context: the paragraph it is in, which tells the language as it does for a check
 * @language: the story's language, a BCP 47 tag
 *
 * Takes up to a third of a second.
 *
 * Returns: (transfer full) (array zero-terminated=1): words, the likeliest first
 */
char **
marbre_spelling_desk_suggest (MarbreSpellingDesk *self,
                              const char *word,
                              const char *context,
                              const char *language)
{
  const char *guess = marbre_language_guess (context);
  gboolean told = guess == NULL || g_str_has_prefix (language, guess);

  g_return_val_if_fail (self != NULL, NULL);

  return marbre_spelling_dictionary_suggest (get_dictionary (self), told ? language : guess, word);
}

/**
 * marbre_spelling_desk_prepare:
 * @language: a BCP 47 tag
 *
 * Loads the dictionary, if there is one: whoever writes in a language without one is told so then.
 */
void
marbre_spelling_desk_prepare (MarbreSpellingDesk *self, const char *language)
{
  g_return_if_fail (self != NULL);

  marbre_spelling_dictionary_has (get_dictionary (self), language);
}

/**
 * marbre_spelling_desk_load:
 * @list: which list
 * @file: (nullable): where it is kept, %NULL for nowhere
 * @error: return location for a %G_IO_ERROR
 *
 * A list that cannot be read now is still known as it was read last.
 *
 * Returns: whether it is the list of @file now
 */
gboolean
marbre_spelling_desk_load (MarbreSpellingDesk *self,
                           MarbreSpellingList list,
                           GFile *file,
                           GError **error)
{
  g_autoptr (MarbreSpellingWords) words = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (file != NULL)
    {
      words = marbre_spelling_words_new ();
      if (!marbre_spelling_words_load (words, file, error))
        return FALSE;
    }
  g_clear_pointer (&self->lists[list], marbre_spelling_words_free);
  self->lists[list] = g_steal_pointer (&words);
  return TRUE;
}

/**
 * marbre_spelling_desk_add:
 * @list: which list
 * @file: where it is kept
 * @word: a word
 * @error: return location for a %G_IO_ERROR
 *
 * Adds the word, to the file too.
 *
 * Returns: %FALSE if the file cannot be written; the word is known all the same
 */
gboolean
marbre_spelling_desk_add (MarbreSpellingDesk *self,
                          MarbreSpellingList list,
                          GFile *file,
                          const char *word,
                          GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->lists[list] == NULL)
    self->lists[list] = marbre_spelling_words_new ();
  return marbre_spelling_words_append (self->lists[list], file, word, error);
}

/**
 * marbre_spelling_desk_set_names:
 * @names: (array zero-terminated=1): names and tags, in place of those that were set before
 */
void
marbre_spelling_desk_set_names (MarbreSpellingDesk *self, const char *const *names)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->names, marbre_spelling_words_free);
  self->names = marbre_spelling_words_new ();
  for (guint i = 0; names[i] != NULL; i++)
    marbre_spelling_words_add (self->names, names[i]);
}

/**
 * marbre_spelling_desk_ignore:
 * @word: a word, which is right as long as the desk is there
 */
void
marbre_spelling_desk_ignore (MarbreSpellingDesk *self, const char *word)
{
  g_return_if_fail (self != NULL);

  marbre_spelling_words_add (self->ignored, word);
}
