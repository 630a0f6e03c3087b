/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typography; see marbre-typography.h. Each rule is a small function that looks at one place of a
 * paragraph; the table says in which language and in which order they run. Rules see a paragraph as
 * a reader does: markup is passed over, code and addresses are one opaque thing.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-typography.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-language.h"
#include "marbre-typography-private.h"

/* Rounds of all rules over a paragraph at most. */
#define MAX_ROUNDS 6

#define FRENCH  (1 << 0)
#define ENGLISH (1 << 1)

/* Where a rule can apply, so that it is not asked at each character. */
#define BLANK  (1 << 0)
#define DIGIT  (1 << 1)
#define LETTER (1 << 2) /* the first of a word */
#define SIGN   (1 << 3) /* anything else */

/* Spaces come before everything, since all other rules count on single ones; quotes before the
 * spaces inside them; numbers before the nouns they count. A NULL is the place of what needs the
 * whole paragraph at once: quotes, and what is quoted in the other language. */
static const struct
{
  guint languages;
  guint places;
  MarbreRuleFunc apply;
} rules[] = {
  { FRENCH | ENGLISH, BLANK, marbre_rule_spaces },
  { FRENCH | ENGLISH, SIGN, marbre_rule_ellipsis },
  { FRENCH | ENGLISH, 0, NULL },
  { FRENCH | ENGLISH, SIGN, marbre_rule_apostrophe },
  { FRENCH | ENGLISH, SIGN, marbre_rule_dash },
  { FRENCH | ENGLISH, DIGIT, marbre_rule_years },
  { FRENCH | ENGLISH, DIGIT, marbre_rule_ranges },
  { FRENCH, LETTER, marbre_rule_ligatures },
  { FRENCH, LETTER, marbre_rule_capitals },
  { FRENCH, LETTER | SIGN, marbre_rule_titles },
  { FRENCH, DIGIT, marbre_rule_hours },
  { FRENCH, DIGIT | LETTER, marbre_rule_ordinals },
  { FRENCH, DIGIT, marbre_rule_thousands },
  { FRENCH, BLANK | SIGN, marbre_rule_percent },
  { FRENCH, BLANK, marbre_rule_counted },
  { FRENCH | ENGLISH, BLANK, marbre_rule_units },
  { FRENCH, BLANK | SIGN, marbre_rule_guillemets },
  { FRENCH, BLANK | SIGN, marbre_rule_punctuation },
  { FRENCH, SIGN, marbre_rule_dialogue },
};

/* A text on its way through the rules. */
typedef struct
{
  const char *source;    /* (borrowed) */
  const char *language;  /* (borrowed): "fr" or "en" */
  GArray *edits;         /* (owned) (element-type MarbreTypographyEdit) */
  MarbrePassage passage; /* for the paragraph at hand */
} Setting;

/* What stands at a cell, 0 where no rule applies. */
static guint
get_place (GArray *cells, guint index)
{
  const MarbreCell *cell = &g_array_index (cells, MarbreCell, index);

  if (cell->kind != MARBRE_CELL_TEXT)
    return 0;
  if (marbre_is_blank (cell->c))
    return BLANK;
  if (cell->c < 0x80 && g_ascii_isdigit ((char) cell->c))
    return DIGIT;
  if (!marbre_is_letter (cell->c))
    return SIGN;
  return index == 0 || !marbre_is_letter (cell[-1].c) ? LETTER : 0;
}

static void
apply_rule (MarbrePassage *passage, guint places, MarbreRuleFunc apply)
{
  GArray *cells = passage->cells;
  guint kept = 0; /* cells that are in the output */

  g_array_set_size (passage->out, 0);
  for (guint i = 0; i < cells->len;)
    {
      guint count;

      if ((get_place (cells, i) & places) == 0)
        {
          i++;
          continue;
        }
      /* The rule writes behind what stands before it. */
      marbre_passage_keep (passage, kept, i - kept);
      count = apply (passage, i);
      kept = i + count;
      i += MAX (count, 1);
    }
  if (kept == 0)
    return;
  marbre_passage_keep (passage, kept, cells->len - kept);
  passage->cells = passage->out;
  passage->out = cells;
}

static void
apply_rules (MarbrePassage *passage)
{
  guint language = passage->french ? FRENCH : ENGLISH;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if ((rules[i].languages & language) == 0)
        continue;
      if (rules[i].apply != NULL)
        {
          apply_rule (passage, rules[i].places, rules[i].apply);
          continue;
        }
      marbre_typography_quotes (passage);
      marbre_typography_protect (passage);
    }
}

static gboolean
same_text (GArray *one, GArray *other)
{
  if (one->len != other->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++)
    if (g_array_index (one, MarbreCell, i).c != g_array_index (other, MarbreCell, i).c)
      return FALSE;
  return TRUE;
}

/* What a late rule makes of garbled text may be work for an early one, so rules run until nothing
 * changes. Prose is done after the first round. */
static void
settle (MarbrePassage *passage)
{
  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      g_autoptr (GArray) before = g_array_copy (passage->cells);

      apply_rules (passage);
      if (same_text (before, passage->cells))
        return;
    }
}

static void
clear_edit (MarbreTypographyEdit *edit)
{
  g_clear_pointer (&edit->text, g_free);
}

/* Adds the change from the bytes @start to @end of the source to @text, without what both begin and
 * end with. */
static void
add_edit (Setting *self, gsize start, gsize end, const char *text)
{
  const char *to = text + strlen (text);
  MarbreTypographyEdit edit;

  while (start < end && text < to && self->source[start] == *text)
    {
      start++;
      text++;
    }
  while (start < end && text < to && self->source[end - 1] == to[-1])
    {
      end--;
      to--;
    }
  /* Not inside a character. */
  while ((self->source[start] & 0xc0) == 0x80 || (*text & 0xc0) == 0x80)
    {
      start--;
      text--;
    }
  while ((self->source[end] & 0xc0) == 0x80 || (*to & 0xc0) == 0x80)
    {
      end++;
      to++;
    }
  if (start == end && text == to)
    return;
  edit = (MarbreTypographyEdit){ start, end, g_strndup (text, (gsize) (to - text)) };
  g_array_append_val (self->edits, edit);
}

/* The character of a cell, 0 if it stands for bytes of the source. */
static gunichar
get_own (const MarbreCell *cell)
{
  return cell->kind == MARBRE_CELL_TEXT || cell->c != 0xfffc ? cell->c : 0;
}

/* Compares a paragraph from @start to @end of the source with its cells now. A cell that is as it
 * was parts one change from the next. */
static void
add_edits (Setting *self, gsize start, gsize end)
{
  GArray *cells = self->passage.cells;
  g_autoptr (GString) text = g_string_new (NULL);
  gsize done = start;

  for (guint i = 0; i < cells->len; i++)
    {
      const MarbreCell *cell = &g_array_index (cells, MarbreCell, i);
      gunichar own = get_own (cell);

      if (own == 0 ||
          (cell->length > 0 && g_utf8_get_char (self->source + cell->start) == own))
        {
          add_edit (self, done, cell->start, text->str);
          g_string_truncate (text, 0);
          done = cell->start + cell->length;
        }
      else
        g_string_append_unichar (text, own);
    }
  add_edit (self, done, end, text->str);
}

/* Is the paragraph in the other language, as a quotation may be? Our rules are not its rules. */
static gboolean
is_foreign (Setting *self, GArray *cells)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < cells->len; i++)
    if (g_array_index (cells, MarbreCell, i).kind == MARBRE_CELL_TEXT)
      g_string_append_unichar (text, g_array_index (cells, MarbreCell, i).c);
  return marbre_language_is_other (text->str, self->language);
}

static void
set_paragraph_cb (GArray *cells, gpointer data)
{
  Setting *self = data;
  MarbrePassage *passage = &self->passage;
  const MarbreCell *first = &g_array_index (cells, MarbreCell, 0);
  const MarbreCell *last = &g_array_index (cells, MarbreCell, cells->len - 1);

  if (is_foreign (self, cells))
    return;
  g_array_set_size (passage->cells, 0);
  g_array_append_vals (passage->cells, cells->data, cells->len);
  settle (passage);
  add_edits (self, first->start, last->start + last->length);
}

static void
choose_spaces (MarbrePassage *passage, const MarbreTypographyOptions *options)
{
  MarbreSiteSpaces spaces = options ? options->spaces : MARBRE_SITE_SPACES_NARROW;
  gboolean wide = spaces == MARBRE_SITE_SPACES_WIDE;
  gboolean none = spaces == MARBRE_SITE_SPACES_NONE;

  passage->narrow = wide ? MARBRE_NO_BREAK_SPACE : MARBRE_NARROW_SPACE;
  passage->mark_space = none ? 0 : passage->narrow;
  passage->colon_space = none ? 0 : MARBRE_NO_BREAK_SPACE;
}

static int
compare_edits (gconstpointer a, gconstpointer b)
{
  gsize one = ((const MarbreTypographyEdit *) a)->start;
  gsize other = ((const MarbreTypographyEdit *) b)->start;

  return one < other ? -1 : one > other;
}

/* What marbre_typography_find() does, for a text in which somebody writes at @caret. */
GArray *
_marbre_typography_find (const char *text,
                         const char *language,
                         const MarbreTypographyOptions *options,
                         MarbreProseMode mode,
                         gsize caret)
{
  gsize length = strlen (text);
  Setting self = {
    .source = text,
    .language = marbre_language_resolve (language),
    .edits = g_array_new (FALSE, FALSE, sizeof (MarbreTypographyEdit)),
    .passage = {
      .cells = g_array_new (FALSE, FALSE, sizeof (MarbreCell)),
      .out = g_array_new (FALSE, FALSE, sizeof (MarbreCell)),
      .caret = caret,
    },
  };

  g_array_set_clear_func (self.edits, (GDestroyNotify) clear_edit);
  choose_spaces (&self.passage, options);
  self.passage.french = g_str_equal (self.language, "fr");
  if (mode != MARBRE_PROSE_LINE && strstr (text, "](") != NULL)
    marbre_prose_foreach (text, length, MARBRE_PROSE_TITLES, set_paragraph_cb, &self);
  if (mode != MARBRE_PROSE_TITLES)
    marbre_prose_foreach (text, length, mode, set_paragraph_cb, &self);
  /* Titles were first, and stand between the rest. */
  g_array_sort (self.edits, compare_edits);
  g_array_unref (self.passage.cells);
  g_array_unref (self.passage.out);
  return self.edits;
}

/**
 * marbre_typography_find:
 * @text: valid UTF-8
 * @language: (nullable): BCP 47; the rules are those of French for French, else of English
 * @options: (nullable): %NULL for narrow spaces
 * @mode: %MARBRE_PROSE_BODY for Markdown, captions included; %MARBRE_PROSE_LINE for a plain text
 *
 * What the rules would change.
 *
 * Returns: (transfer full) (element-type MarbreTypographyEdit): the changes in the order of the
 *   text; none overlap
 */
GArray *
marbre_typography_find (const char *text,
                        const char *language,
                        const MarbreTypographyOptions *options,
                        MarbreProseMode mode)
{
  g_return_val_if_fail (text != NULL, NULL);
  return _marbre_typography_find (text, language, options, mode, MARBRE_NO_CARET);
}

static char *
set_text (const char *text,
          const char *language,
          const MarbreTypographyOptions *options,
          MarbreProseMode mode)
{
  g_autoptr (GArray) edits = marbre_typography_find (text, language, options, mode);
  GString *out = g_string_sized_new (strlen (text) + 64);
  gsize done = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const MarbreTypographyEdit *edit = &g_array_index (edits, MarbreTypographyEdit, i);

      g_string_append_len (out, text + done, (gssize) (edit->start - done));
      g_string_append (out, edit->text);
      done = edit->end;
    }
  g_string_append (out, text + done);
  return marbre_string_steal (out);
}

/**
 * marbre_typography_apply:
 * @markdown: valid UTF-8
 * @language: (nullable): BCP 47; the rules are those of French for French, else of English
 * @options: (nullable): %NULL for narrow spaces
 *
 * Sets the prose of a Markdown text by the rules of its language, captions included. Code,
 * addresses, HTML, front matter, file names, times and emoticons stay, and so does a paragraph or a
 * quotation in the other language. Doing it twice gives the same as once.
 *
 * Returns: (transfer full): the text
 */
char *
marbre_typography_apply (const char *markdown,
                         const char *language,
                         const MarbreTypographyOptions *options)
{
  g_return_val_if_fail (markdown != NULL, NULL);
  return set_text (markdown, language, options, MARBRE_PROSE_BODY);
}

/**
 * marbre_typography_apply_line:
 * @text: valid UTF-8, plain: a headline, a caption
 * @language: (nullable): BCP 47, as for marbre_typography_apply()
 * @options: (nullable): %NULL for narrow spaces
 *
 * Sets one plain text by the same rules.
 *
 * Returns: (transfer full): the text
 */
char *
marbre_typography_apply_line (const char *text,
                              const char *language,
                              const MarbreTypographyOptions *options)
{
  g_return_val_if_fail (text != NULL, NULL);
  return set_text (text, language, options, MARBRE_PROSE_LINE);
}
