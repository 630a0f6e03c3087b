/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks before publication; see marbre-checks.h. The words of the fields are checked here, the
 * pictures and links in marbre-checks-media.c.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-checks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-checks-private.h"
#include "marbre-compat.h"
#include "marbre-language.h"
#include "marbre-measure.h"
#include "marbre-prose.h"
#include "marbre-time.h"

/* What search results and news aggregators show of a headline (schema.org NewsArticle as Google
 * reads it). A site's own limit is its profile's matter. */
#define MAX_HEADLINE_SIGNS 110

typedef struct
{
  MarbreChecks *checks; /* (borrowed) */
  MarbreField field;
  gboolean french;
} FieldCheck;

/* A word of a paragraph: its cells, and its source without markup. */
typedef struct
{
  guint first;
  guint end;
} Word;

/**
 * marbre_check_free:
 * @check: (transfer full): a finding
 */
void
marbre_check_free (MarbreCheck *check)
{
  g_free (check->id);
  g_free (check->message);
  g_free (check);
}

/**
 * marbre_severity_get_name:
 *
 * Returns: "info", "warning" or "error"
 */
const char *
marbre_severity_get_name (MarbreSeverity severity)
{
  static const char *const names[] = {
    [MARBRE_SEVERITY_INFO] = "info",
    [MARBRE_SEVERITY_WARNING] = "warning",
    [MARBRE_SEVERITY_ERROR] = "error",
  };

  g_return_val_if_fail ((guint) severity < G_N_ELEMENTS (names), "info");
  return names[severity];
}

/**
 * marbre_checks_add:
 * @self: the findings so far
 * @id: (not nullable): which check
 * @severity: how bad it is
 * @field: where
 * @start: first byte in the field
 * @length: bytes
 * @message: (transfer full): what is wrong and what to do
 */
void
marbre_checks_add (MarbreChecks *self,
                   const char *id,
                   MarbreSeverity severity,
                   MarbreField field,
                   gsize start,
                   gsize length,
                   char *message)
{
  MarbreCheck *check;

  if (self->found->len >= MARBRE_CHECKS_MAX)
    {
      g_free (message);
      return;
    }
  check = g_new0 (MarbreCheck, 1);
  check->id = g_strdup (id);
  check->severity = severity;
  check->field = field;
  check->start = start;
  check->length = length;
  check->message = message;
  g_ptr_array_add (self->found, check);
}

static const MarbreCell *
cell_at (GArray *cells, guint index)
{
  return &g_array_index (cells, MarbreCell, index);
}

static gboolean
is_text (GArray *cells, guint index)
{
  return index < cells->len && cell_at (cells, index)->kind == MARBRE_CELL_TEXT;
}

static gboolean
is_word_cell (GArray *cells, guint index)
{
  gunichar c = is_text (cells, index) ? cell_at (cells, index)->c : 0;

  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == 0x2019 || c == '\'' || c == '-';
}

static gsize
source_end (GArray *cells, guint end)
{
  const MarbreCell *last = cell_at (cells, end - 1);

  return last->start + last->length;
}

static char *
word_text (GArray *cells, const Word *word)
{
  GString *text = g_string_new (NULL);

  for (guint i = word->first; i < word->end; i++)
    g_string_append_unichar (text, cell_at (cells, i)->c);
  return marbre_string_steal (text);
}

/* Is there nothing but blanks and markup from @from to @to, and a blank at least? */
static gboolean
only_blanks (GArray *cells, guint from, guint to)
{
  gboolean blank = FALSE;

  for (guint i = from; i < to; i++)
    if (cell_at (cells, i)->kind == MARBRE_CELL_OPAQUE)
      return FALSE;
    else if (is_text (cells, i))
      {
        if (!g_unichar_isspace (cell_at (cells, i)->c))
          return FALSE;
        blank = TRUE;
      }
  return blank;
}

/* Words that stand twice in good prose: "nous nous levons", "he had had enough". */
static gboolean
may_be_doubled (const char *folded, gboolean french)
{
  static const char *const fr[] = { "nous", "vous", "faire", NULL };
  static const char *const en[] = { "had", "that", NULL };

  return g_ascii_isdigit (*folded) || g_strv_contains (french ? fr : en, folded);
}

static void
check_doubled (FieldCheck *self, GArray *cells, const Word *before, const Word *word)
{
  g_autofree char *one = word_text (cells, before);
  g_autofree char *other = word_text (cells, word);
  g_autofree char *folded_one = g_utf8_casefold (one, -1);
  g_autofree char *folded_other = g_utf8_casefold (other, -1);
  gsize start = cell_at (cells, before->first)->start;

  if (!g_str_equal (folded_one, folded_other) || may_be_doubled (folded_one, self->french) ||
      g_unichar_isupper (cell_at (cells, word->first)->c)) /* "New York, York": a name */
    return;
  marbre_checks_add (self->checks, "word-doubled", MARBRE_SEVERITY_WARNING, self->field, start,
                     source_end (cells, word->end) - start,
                     g_strdup_printf (_ ("“%s” stands twice. Delete one."), other));
}

/* "TK", "TKTK": to come, as newsrooms mark it. */
static void
check_to_come (FieldCheck *self, GArray *cells, const Word *word)
{
  g_autofree char *text = word_text (cells, word);
  gsize start = cell_at (cells, word->first)->start;
  const char *p = text;

  while (p[0] == 'T' && p[1] == 'K')
    p += 2;
  if (p == text || *p != '\0')
    return;
  marbre_checks_add (self->checks, "tk", MARBRE_SEVERITY_WARNING, self->field, start,
                     source_end (cells, word->end) - start,
                     g_strdup (_ ("“TK” marks text to come. Write it, or delete the mark.")));
}

static void
check_words (FieldCheck *self, GArray *cells)
{
  Word before = { 0, 0 };

  for (guint i = 0; i < cells->len; i++)
    {
      Word word = { i, i };

      while (is_word_cell (cells, word.end))
        word.end++;
      if (word.end == i)
        continue;
      if (before.end > 0 && only_blanks (cells, before.end, word.first) &&
          g_unichar_isalpha (cell_at (cells, word.first)->c))
        check_doubled (self, cells, &before, &word);
      check_to_come (self, cells, &word);
      before = word;
      i = word.end - 1;
    }
}

/* Blanks at the ends of lines and cells are Markdown's matter. */
static void
check_spaces (FieldCheck *self, GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      guint end = i;

      while (is_text (cells, end) && cell_at (cells, end)->c == ' ')
        end++;
      if (end - i >= 2 && i > 0 && end < cells->len && cell_at (cells, end)->c != '\n' &&
          cell_at (cells, i - 1)->c != '\n')
        marbre_checks_add (self->checks, "space-doubled", MARBRE_SEVERITY_INFO, self->field,
                           cell_at (cells, i)->start, end - i,
                           g_strdup (_ ("More than one space. Leave one.")));
      i = MAX (i, end > 0 ? end - 1 : 0);
    }
}

/* One finding a paragraph. Feet and inches ("6'2\"") are straight for good. */
static void
check_quotes (FieldCheck *self, GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      gunichar c = is_text (cells, i) ? cell_at (cells, i)->c : 0;

      if ((c != '"' && c != '\'') ||
          (i > 0 && is_text (cells, i - 1) && g_unichar_isdigit (cell_at (cells, i - 1)->c)))
        continue;
      marbre_checks_add (
          self->checks, "quotes-straight", MARBRE_SEVERITY_INFO, self->field,
          cell_at (cells, i)->start, 1,
          g_strdup (self->french ? _ ("Straight quotation marks. Use « » and ’, or correct the "
                                      "typography of the whole story.")
                                 : _ ("Straight quotation marks. Use “ ” and ’, or correct the "
                                      "typography of the whole story.")));
      return;
    }
}

static void
check_prose_cb (GArray *cells, gpointer data)
{
  check_words (data, cells);
  check_spaces (data, cells);
  check_quotes (data, cells);
}

static void
check_field (MarbreChecks *self, MarbreField field)
{
  const char *text = marbre_story_get_text (self->story, field);
  const char *language = marbre_story_get_text (self->story, MARBRE_FIELD_LANGUAGE);
  FieldCheck check = { self, field, g_str_equal (marbre_language_resolve (language), "fr") };

  if (field != MARBRE_FIELD_BODY)
    {
      marbre_prose_foreach (text, strlen (text), MARBRE_PROSE_LINE, check_prose_cb, &check);
      return;
    }
  marbre_prose_foreach (text, strlen (text), MARBRE_PROSE_BODY, check_prose_cb, &check);
  marbre_prose_foreach (text, strlen (text), MARBRE_PROSE_TITLES, check_prose_cb, &check);
}

static gboolean
is_empty (MarbreChecks *self, MarbreField field)
{
  g_autofree char *text = g_strstrip (g_strdup (marbre_story_get_text (self->story, field)));

  return *text == '\0';
}

static void
check_headline (MarbreChecks *self)
{
  const char *headline = marbre_story_get_text (self->story, MARBRE_FIELD_HEADLINE);
  MarbreMeasure measure;

  if (is_empty (self, MARBRE_FIELD_HEADLINE))
    {
      marbre_checks_add (self, "headline-empty", MARBRE_SEVERITY_ERROR, MARBRE_FIELD_HEADLINE, 0, 0,
                         g_strdup (_ ("There is no headline. Write one.")));
      return;
    }
  marbre_measure_text (headline, &measure);
  if (measure.signs > MAX_HEADLINE_SIGNS)
    marbre_checks_add (self, "headline-long", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_HEADLINE, 0,
                       strlen (headline),
                       g_strdup_printf (_ ("The headline has %u characters. Search results and "
                                           "front pages cut it after %d: shorten it."),
                                        measure.signs, MAX_HEADLINE_SIGNS));
}

static void
check_missing (MarbreChecks *self)
{
  if (is_empty (self, MARBRE_FIELD_BODY))
    marbre_checks_add (self, "body-empty", MARBRE_SEVERITY_ERROR, MARBRE_FIELD_BODY, 0, 0,
                       g_strdup (_ ("There is no text. Write it before you publish.")));
  if (is_empty (self, MARBRE_FIELD_STANDFIRST))
    marbre_checks_add (self, "standfirst-missing", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_STANDFIRST,
                       0, 0, g_strdup (_ ("There is no standfirst. Write one or two sentences.")));
  if (is_empty (self, MARBRE_FIELD_SECTION))
    marbre_checks_add (self, "section-missing", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_SECTION, 0, 0,
                       g_strdup (_ ("The story is in no section. Choose one.")));
  if (marbre_story_get_tags (self->story)[0] == NULL)
    marbre_checks_add (self, "tag-missing", MARBRE_SEVERITY_WARNING, MARBRE_FIELD_HEADLINE, 0, 0,
                       g_strdup (_ ("The story has no tag. Add one from the suggestions.")));
}

static void
check_embargo (MarbreChecks *self)
{
  gint64 until = marbre_story_get_time (self->story, MARBRE_MOMENT_EMBARGO_UNTIL);
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *when = NULL;

  if (until <= marbre_time_now ())
    return;
  moment = g_date_time_new_from_unix_local (until);
  when = moment ? g_date_time_format (moment, "%c") : g_strdup ("?");
  marbre_checks_add (
      self, "embargo", MARBRE_SEVERITY_ERROR, MARBRE_FIELD_HEADLINE, 0, 0,
      g_strdup_printf (_ ("Under embargo until %s. Publish it after that, or schedule it."), when));
}

/**
 * marbre_checks_run:
 * @story: a story
 * @blocks: (nullable): its body, if the caller has it parsed; %NULL to parse it here
 *
 * Looks at a story as it would go out. Nothing inside code and addresses is a finding.
 *
 * Returns: (transfer full) (element-type MarbreCheck): the findings, those on the story as a whole
 *   first, then by field; at most %MARBRE_CHECKS_MAX
 */
GPtrArray *
marbre_checks_run (MarbreStory *story, MarbreBlocks *blocks)
{
  static const MarbreField fields[] = { MARBRE_FIELD_SECTION,  MARBRE_FIELD_KICKER,
                                        MARBRE_FIELD_HEADLINE, MARBRE_FIELD_STANDFIRST,
                                        MARBRE_FIELD_BYLINE,   MARBRE_FIELD_BODY };
  g_autoptr (MarbreBlocks) parsed = NULL;
  MarbreChecks checks = { .story = story };

  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);

  checks.found = g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_check_free);
  checks.body = marbre_story_get_text (story, MARBRE_FIELD_BODY);
  if (blocks == NULL)
    blocks = parsed = marbre_blocks_parse (
        checks.body, -1, marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), NULL, NULL);

  check_headline (&checks);
  check_embargo (&checks);
  check_missing (&checks);
  marbre_checks_run_media (&checks, blocks);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    check_field (&checks, fields[i]);
  return checks.found;
}
