/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Word lists; see marbre-spelling-words.h. A word of a list that is written small is known with a
 * capital too, as a sentence may begin with it; one with a capital is a name and keeps it.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-words.h"

#include <string.h>

#include "marbre-spelling-text.h"

/* A large dictionary; what is longer is another file by mistake. */
#define MAX_LIST_BYTES (4 * 1024 * 1024)

struct _MarbreSpellingWords
{
  GHashTable *words; /* (owned) (element-type utf8): a set */
};

/**
 * marbre_spelling_words_new:
 *
 * Returns: (transfer full): no words yet
 */
MarbreSpellingWords *
marbre_spelling_words_new (void)
{
  MarbreSpellingWords *self = g_new0 (MarbreSpellingWords, 1);

  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * marbre_spelling_words_free:
 *
 * Frees the words; their files stay.
 */
void
marbre_spelling_words_free (MarbreSpellingWords *self)
{
  g_hash_table_unref (self->words);
  g_free (self);
}

/* One way to write it: composed, with the plain apostrophe. */
static char *
normalize (const char *word)
{
  char *composed = g_utf8_normalize (word, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  char *from, *to;

  if (composed == NULL)
    return g_strdup ("");
  for (from = to = composed; *from != '\0';)
    if (strncmp (from, "\u2019", strlen ("\u2019")) == 0)
      {
        *to++ = '\'';
        from += strlen ("\u2019");
      }
    else
      *to++ = *from++;
  *to = '\0';
  return composed;
}

static void
add_word (const char *word, guint first, guint length, gpointer data)
{
  MarbreSpellingWords *self = data;
  g_autofree char *normal = NULL;
  g_auto (GStrv) parts = NULL;

  g_hash_table_add (self->words, normalize (word));
  /* Of "Jean-Luc", "Luc" is known too, and of "L’Humanité" and "McDonald’s" what remains without
   * article or possessive. */
  normal = normalize (word);
  parts = g_strsplit_set (normal, "-'", -1);
  for (guint i = 0; parts[i] != NULL && parts[1] != NULL; i++)
    if (g_utf8_strlen (parts[i], -1) > 1)
      g_hash_table_add (self->words, g_strdup (parts[i]));
}

/**
 * marbre_spelling_words_add:
 * @words: valid UTF-8: a word, or a name or a tag of several
 *
 * Makes each of them known.
 */
void
marbre_spelling_words_add (MarbreSpellingWords *self, const char *words)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (words != NULL);
  marbre_spelling_text_foreach_word (words, add_word, self);
}

/* The word with its first letter, or all of them, written small. */
static char *
lower (const char *word, gboolean whole)
{
  const char *rest = whole ? word + strlen (word) : g_utf8_next_char (word);
  g_autofree char *start = g_utf8_strdown (word, rest - word);

  return g_strconcat (start, rest, NULL);
}

static gboolean
contains_capitals (MarbreSpellingWords *self, const char *word)
{
  g_autofree char *upper = g_utf8_strup (word, -1);
  g_autofree char *small = NULL, *name = NULL, *first = NULL;

  if (!g_str_equal (upper, word))
    return FALSE;
  small = lower (word, TRUE);
  if (g_hash_table_contains (self->words, small))
    return TRUE;
  /* "MÉLENCHON" is "Mélenchon". */
  first = g_utf8_substring (word, 0, 1);
  name = g_strconcat (first, small + strlen (first), NULL);
  return g_utf8_get_char (small) != 0 &&
         strlen (first) == (gsize) (g_utf8_next_char (small) - small) &&
         g_hash_table_contains (self->words, name);
}

/**
 * marbre_spelling_words_contains:
 * @word: a word
 *
 * Returns: whether it is known, be it with a capital or in capitals
 */
gboolean
marbre_spelling_words_contains (MarbreSpellingWords *self, const char *word)
{
  g_autofree char *normal = NULL, *small = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (word != NULL, FALSE);

  if (*word == '\0' || g_hash_table_size (self->words) == 0)
    return FALSE;
  normal = normalize (word);
  if (g_hash_table_contains (self->words, normal))
    return TRUE;
  if (*normal == '\0' || !g_unichar_isupper (g_utf8_get_char (normal)))
    return FALSE;
  small = lower (normal, FALSE);
  return g_hash_table_contains (self->words, small) || contains_capitals (self, normal);
}

/**
 * marbre_spelling_words_load:
 * @file: one word or name a line; what follows a “#” is a remark
 * @error: return location for an error of #GIOErrorEnum
 *
 * Makes the words of a list known. A list that is not there yet is an empty one; so is a line that
 * is not UTF-8.
 *
 * Returns: %FALSE if it cannot be read, or is too long for a list
 */
gboolean
marbre_spelling_words_load (MarbreSpellingWords *self, GFile *file, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) problem = NULL;
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  info = g_file_query_info (file,
                            G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, NULL, &problem);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  if (info == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
      g_file_info_get_size (info) > MAX_LIST_BYTES)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                           "This is no list of words");
      return FALSE;
    }
  if (!g_file_load_contents (file, NULL, &contents, &length, NULL, error))
    return FALSE;
  lines = g_strsplit_set (contents, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_utf8_validate (lines[i], -1, NULL))
      {
        lines[i][strcspn (lines[i], "#")] = '\0';
        marbre_spelling_words_add (self, lines[i]);
      }
  return TRUE;
}

static gboolean
ends_with_newline (GFile *file)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char last;

  if (stream == NULL || !g_seekable_seek (G_SEEKABLE (stream), -1, G_SEEK_END, NULL, NULL))
    return TRUE; /* no file, or an empty one */
  return g_input_stream_read (G_INPUT_STREAM (stream), &last, 1, NULL, NULL) != 1 || last == '\n';
}

/**
 * marbre_spelling_words_append:
 * @file: a list; it is made if it is not there
 * @word: a word
 * @error: return location for an error of #GIOErrorEnum
 *
 * Adds a word to a list and makes it known. A line is appended and the rest left as it is: another
 * desk may add to the same file at the same time.
 *
 * Returns: %FALSE if the file cannot be written; the word is known all the same
 */
gboolean
marbre_spelling_words_append (MarbreSpellingWords *self,
                              GFile *file,
                              const char *word,
                              GError **error)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autofree char *line = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (word != NULL, FALSE);

  marbre_spelling_words_add (self, word);
  folder = g_file_get_parent (file);
  if (folder != NULL)
    g_file_make_directory_with_parents (folder, NULL, NULL);
  line = g_strconcat (ends_with_newline (file) ? "" : "\n", word, "\n", NULL);
  stream = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, error);
  return stream != NULL &&
         g_output_stream_write_all (G_OUTPUT_STREAM (stream), line, strlen (line), NULL, NULL,
                                    error) &&
         g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error);
}
