/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding; see marbre-find-pattern.h.
 *
 * The text is read in windows of some lines: GRegex looks at all that it is given for each match,
 * to see whether it is UTF-8, and nothing can stop it before it has an answer. Whoever would read
 * on behind a window says so (a “partial match”), and gets a longer one. A pattern that tries too
 * many ways at one place ends with PCRE2's own limit, one that is slow everywhere at the clock.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-find-pattern.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-find-needle.h"

/* How many ways are tried at one place; some milliseconds. */
#define LIMIT "(*LIMIT_MATCH=200000)"

#define WINDOW_BYTES 2048

/* Before and behind a word there is none of this. */
#define NO_WORD_BEFORE "(?<![\\p{L}\\p{N}_])(?:"
#define NO_WORD_BEHIND ")(?![\\p{L}\\p{N}_])"

struct _MarbreFindPattern
{
  gatomicrefcount references;
  GRegex *regex; /* (owned) */
  gboolean is_regex;
};

/* What is wrong with a pattern, by GRegex' codes that people meet; its own words are for those who
 * know the library. */
static const struct
{
  int code;
  const char *words;
} complaints[] = {
  { G_REGEX_ERROR_UNMATCHED_PARENTHESIS,
    N_("a parenthesis is opened or closed without the other") },
  { G_REGEX_ERROR_UNTERMINATED_CHARACTER_CLASS, N_("the bracket [ is never closed") },
  { G_REGEX_ERROR_NOTHING_TO_REPEAT, N_("there is nothing that *, + or ? could repeat") },
  { G_REGEX_ERROR_STRAY_BACKSLASH, N_("nothing follows the backslash") },
  { G_REGEX_ERROR_QUANTIFIERS_OUT_OF_ORDER, N_("the numbers in { } are in the wrong order") },
  { G_REGEX_ERROR_QUANTIFIER_TOO_BIG, N_("the number in { } is too large") },
  { G_REGEX_ERROR_RANGE_OUT_OF_ORDER, N_("the range in [ ] is in the wrong order") },
  { G_REGEX_ERROR_UNRECOGNIZED_CHARACTER, N_("what follows (? is not known") },
  { G_REGEX_ERROR_UNRECOGNIZED_ESCAPE, N_("what follows the backslash is not known") },
  { G_REGEX_ERROR_INEXISTENT_SUBPATTERN_REFERENCE, N_("there is no group of that number") },
  { G_REGEX_ERROR_UNKNOWN_POSIX_CLASS_NAME, N_("there is no class of that name") },
  { G_REGEX_ERROR_UNKNOWN_PROPERTY, N_("there is no property of that name") },
  { G_REGEX_ERROR_MISSING_SUBPATTERN_NAME, N_("the name of a group is missing") },
  { G_REGEX_ERROR_MISSING_SUBPATTERN_NAME_TERMINATOR, N_("the name of a group does not end") },
  { G_REGEX_ERROR_DUPLICATE_SUBPATTERN_NAME, N_("two groups have the same name") },
  { G_REGEX_ERROR_VARIABLE_LENGTH_LOOKBEHIND,
    N_("what is looked for behind (?<= must have a fixed length") },
};

/* GRegex says the place only in its message, behind the pattern, in whatever language.
 *
 * Returns: characters of @pattern before the place, −1 if that is not said */
static int
find_place (const char *pattern, const char *message)
{
  const char *place = strstr (message, pattern);

  if (place == NULL)
    return -1;
  place += strlen (pattern);
  while (*place != '\0' && !g_ascii_isdigit (*place))
    place++;
  return *place == '\0' ? -1 : (int) MIN (g_ascii_strtoull (place, NULL, 10), G_MAXINT / 2);
}

static void
set_complaint (GError **error, const char *pattern, const GError *problem)
{
  int place = find_place (pattern, problem->message);
  const char *words = N_("it cannot be read as a regular expression");

  for (guint i = 0; i < G_N_ELEMENTS (complaints); i++)
    if (complaints[i].code == problem->code)
      words = complaints[i].words;
  if (place < 0 || place >= g_utf8_strlen (pattern, -1))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 /* TRANSLATORS: what is wrong with a regular expression */
                 _("The pattern is not complete: %s."), _(words));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 /* TRANSLATORS: a number, and what is wrong with a regular expression */
                 _("The pattern stops making sense at character %d: %s."), place + 1, _(words));
}

static GRegex *
compile (const char *pattern, MarbreFindFlags flags, GError **error)
{
  g_autofree char *limited = g_strconcat (LIMIT, pattern, NULL);
  GRegexCompileFlags options = G_REGEX_MULTILINE | G_REGEX_NEWLINE_ANYCRLF;

  if ((flags & MARBRE_FIND_CASE) == 0)
    options |= G_REGEX_CASELESS;
  /* What is nothing is no word. */
  return g_regex_new (limited, options, flags & MARBRE_FIND_WORD ? G_REGEX_MATCH_NOTEMPTY : 0,
                      error);
}

/**
 * marbre_find_pattern_new:
 * @needle: what is looked for, UTF-8, not empty
 * @flags: how
 * @error: return location: %G_IO_ERROR_INVALID_ARGUMENT, in words, for a regular expression that
 *   makes no sense
 *
 * `^` and `$` are the ends of a line; they and their like are found as places without length.
 *
 * Returns: (transfer full) (nullable): the pattern
 */
MarbreFindPattern *
marbre_find_pattern_new (const char *needle, MarbreFindFlags flags, GError **error)
{
  gboolean is_regex = (flags & MARBRE_FIND_REGEX) != 0;
  g_autofree char *pattern = NULL, *whole = NULL;
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GError) problem = NULL;
  MarbreFindPattern *self;

  g_return_val_if_fail (needle != NULL && *needle != '\0', NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (strlen (needle) > MARBRE_FIND_MAX_NEEDLE)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("This is too long to be looked for."));
      return NULL;
    }
  pattern = is_regex ? g_strdup (needle)
                     : marbre_find_needle_to_regex (needle, (flags & MARBRE_FIND_EXACT) != 0);
  /* By itself first: what stands around it for whole words would hide what is wrong with it. */
  regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, &problem);
  if (regex != NULL)
    {
      g_clear_pointer (&regex, g_regex_unref);
      if ((flags & MARBRE_FIND_WORD) != 0)
        whole = g_strconcat (NO_WORD_BEFORE, pattern, NO_WORD_BEHIND, NULL);
      regex = compile (whole ? whole : pattern, flags, &problem);
    }
  if (regex == NULL)
    {
      set_complaint (error, pattern, problem);
      return NULL;
    }
  self = g_new0 (MarbreFindPattern, 1);
  g_atomic_ref_count_init (&self->references);
  self->regex = g_steal_pointer (&regex);
  self->is_regex = is_regex;
  return self;
}

/**
 * marbre_find_pattern_ref:
 *
 * Returns: (transfer full): @self
 */
MarbreFindPattern *
marbre_find_pattern_ref (MarbreFindPattern *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * marbre_find_pattern_unref:
 *
 * Gives a reference back.
 */
void
marbre_find_pattern_unref (MarbreFindPattern *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_regex_unref (self->regex);
  g_free (self);
}

/**
 * marbre_find_pattern_get_regex:
 *
 * Returns: (transfer none): the regular expression, for its groups
 */
GRegex *
marbre_find_pattern_get_regex (MarbreFindPattern *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->regex;
}

/**
 * marbre_find_pattern_is_regex:
 *
 * Returns: whether a regular expression was looked for, and not words
 */
gboolean
marbre_find_pattern_is_regex (MarbreFindPattern *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->is_regex;
}

/* Returns: where a line ends, some lines behind @from */
static gsize
find_window_end (const char *text, gsize length, gsize from, gsize bytes)
{
  const char *line_end;

  if (bytes >= length - from)
    return length;
  line_end = memchr (text + from + bytes, '\n', length - from - bytes);
  return line_end ? (gsize) (line_end - text) + 1 : length;
}

/* Returns: where the line before that of @place begins: some patterns look back */
static gsize
find_window_start (const char *text, gsize place)
{
  for (guint breaks = 0; place > 0; place--)
    if (text[place - 1] == '\n' && ++breaks > 1)
      break;
  return place;
}

/* What is nothing must not be found for ever in one place.
 *
 * Returns: behind the next character; behind @length if there is none */
static gsize
next_place (const char *text, gsize length, gsize place)
{
  return place < length ? (gsize) (g_utf8_next_char (text + place) - text) : length + 1;
}

static gboolean
too_slow (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                       _("This pattern takes too long. Make it simpler: what repeats within what "
                         "repeats, such as (a+)+, is slow."));
  return FALSE;
}

/**
 * marbre_find_pattern_search:
 * @text: where it is looked for, UTF-8
 * @length: its bytes
 * @until: monotonic time in µs after which it gives up
 * @cancellable: (nullable): to give up earlier
 * @func: (scope call): is called for each match, from the first one on
 * @data: for @func
 * @error: return location: %G_IO_ERROR_TIMED_OUT, in words, or %G_IO_ERROR_CANCELLED
 *
 * Finds what does not overlap; nothing (`x*`) is not found right behind something, nor in a text in
 * which there is nothing. Gives up at the latest some tenths of a second behind @until.
 *
 * Returns: %FALSE if it gave up
 */
gboolean
marbre_find_pattern_search (MarbreFindPattern *self,
                            const char *text,
                            gsize length,
                            gint64 until,
                            GCancellable *cancellable,
                            MarbreFindFunc func,
                            gpointer data,
                            GError **error)
{
  gsize place = 0, bytes = WINDOW_BYTES, end = 0, base = 0;
  gsize behind = G_MAXSIZE; /* the last match */

  g_return_val_if_fail (self != NULL && text != NULL && func != NULL, FALSE);

  end = find_window_end (text, length, 0, bytes);
  while (length > 0 && place <= length)
    {
      GRegexMatchFlags flags = end < length ? G_REGEX_MATCH_PARTIAL_HARD : 0;
      g_autoptr (GMatchInfo) match = NULL;
      g_autoptr (GError) problem = NULL;
      gboolean found;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (g_get_monotonic_time () > until)
        return too_slow (error);
      found = g_regex_match_full (self->regex, text + base, (gssize) (end - base),
                                  (int) (place - base), flags, &match, &problem);
      if (problem != NULL)
        return too_slow (error);
      if (found)
        {
          int from, to;

          /* Older versions of PCRE2 let a match end before it begins: (?=a\K). */
          g_match_info_fetch_pos (match, 0, &from, &to);
          if ((to > from || (to == from && base + (gsize) to != behind)) &&
              !func (match, base + (gsize) from, base + (gsize) to, data))
            return TRUE;
          behind = base + (gsize) to;
          place = MAX (base + (gsize) MAX (from, to), place);
          if (to <= from)
            place = next_place (text, length, place);
          bytes = WINDOW_BYTES;
          if (place < end || place > length)
            continue;
        }
      else if (g_match_info_is_partial_match (match))
        {
          bytes *= 2;
          end = find_window_end (text, length, end, bytes);
          continue;
        }
      else if (end == length)
        return TRUE;
      else
        {
          place = end;
          bytes = WINDOW_BYTES;
        }
      base = find_window_start (text, place);
      end = find_window_end (text, length, place, bytes);
    }
  return TRUE;
}
