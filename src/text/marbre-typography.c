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

/* Spaces come before everything, since all other rules count on single ones; quotes before the
 * spaces inside them; numbers before the nouns they count. A NULL is the place of the rule that
 * needs the whole paragraph at once, marbre_typography_quotes(). */
static const struct
{
  guint languages;
  MarbreRuleFunc apply;
} rules[] = {
  { FRENCH | ENGLISH, marbre_rule_spaces },
  { FRENCH | ENGLISH, marbre_rule_ellipsis },
  { FRENCH | ENGLISH, NULL },
  { FRENCH | ENGLISH, marbre_rule_apostrophe },
  { FRENCH | ENGLISH, marbre_rule_dash },
  { FRENCH | ENGLISH, marbre_rule_years },
  { FRENCH, marbre_rule_ligatures },
  { FRENCH, marbre_rule_capitals },
  { FRENCH, marbre_rule_titles },
  { FRENCH, marbre_rule_hours },
  { FRENCH, marbre_rule_ordinals },
  { FRENCH, marbre_rule_thousands },
  { FRENCH, marbre_rule_percent },
  { FRENCH, marbre_rule_counted },
  { FRENCH | ENGLISH, marbre_rule_units },
  { FRENCH, marbre_rule_guillemets },
  { FRENCH, marbre_rule_punctuation },
  { FRENCH, marbre_rule_dialogue },
};

/* A text on its way through the rules. */
typedef struct
{
  const char *source;    /* (borrowed) */
  gsize done;            /* bytes of it that are in the output */
  GString *out;          /* (owned) */
  const char *language;  /* (borrowed): "fr" or "en" */
  MarbrePassage passage; /* for the paragraph at hand */
} Setting;

static void
apply_rule (MarbrePassage *passage, MarbreRuleFunc apply)
{
  GArray *cells = passage->cells;

  g_array_set_size (passage->out, 0);
  for (guint i = 0; i < cells->len;)
    {
      gboolean text = g_array_index (cells, MarbreCell, i).kind == MARBRE_CELL_TEXT;
      guint count = text ? apply (passage, i) : 0;

      if (count == 0)
        marbre_passage_keep (passage, i, 1);
      i += MAX (count, 1);
    }
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
        apply_rule (passage, rules[i].apply);
      else
        marbre_typography_quotes (passage);
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
append_cells (Setting *self, GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const MarbreCell *cell = &g_array_index (cells, MarbreCell, i);

      if (cell->kind == MARBRE_CELL_TEXT)
        g_string_append_unichar (self->out, cell->c);
      else
        g_string_append_len (self->out, self->source + cell->start, (gssize) cell->length);
    }
}

/* Is the paragraph in the other language, as a quotation may be? Our rules are not its rules. */
static gboolean
is_foreign (Setting *self, GArray *cells)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *guess;

  for (guint i = 0; i < cells->len; i++)
    if (g_array_index (cells, MarbreCell, i).kind == MARBRE_CELL_TEXT)
      g_string_append_unichar (text, g_array_index (cells, MarbreCell, i).c);
  guess = marbre_language_guess (text->str);
  return guess != NULL && !g_str_equal (guess, self->language);
}

static void
set_paragraph_cb (GArray *cells, gpointer data)
{
  Setting *self = data;
  MarbrePassage *passage = &self->passage;
  const MarbreCell *first = &g_array_index (cells, MarbreCell, 0);
  const MarbreCell *last = &g_array_index (cells, MarbreCell, cells->len - 1);

  g_string_append_len (self->out, self->source + self->done, (gssize) (first->start - self->done));
  self->done = last->start + last->length;
  g_array_set_size (passage->cells, 0);
  g_array_append_vals (passage->cells, cells->data, cells->len);
  if (!is_foreign (self, cells))
    settle (passage);
  append_cells (self, passage->cells);
}

static char *
set_text (const char *text,
          const char *language,
          const MarbreTypographyOptions *options,
          MarbreProseMode mode)
{
  gboolean narrow = options == NULL || options->narrow_spaces;
  Setting self = {
    .source = text,
    .out = g_string_sized_new (strlen (text) + 64),
    .language = marbre_language_resolve (language),
    .passage = {
      .cells = g_array_new (FALSE, FALSE, sizeof (MarbreCell)),
      .out = g_array_new (FALSE, FALSE, sizeof (MarbreCell)),
      .narrow = narrow ? MARBRE_NARROW_SPACE : MARBRE_NO_BREAK_SPACE,
    },
  };

  self.passage.french = g_str_equal (self.language, "fr");
  marbre_prose_foreach (text, strlen (text), mode, set_paragraph_cb, &self);
  g_string_append (self.out, text + self.done);
  g_array_unref (self.passage.cells);
  g_array_unref (self.passage.out);
  return marbre_string_steal (self.out);
}

/**
 * marbre_typography_apply:
 * @markdown: valid UTF-8
 * @language: (nullable): BCP 47; the rules are those of French for French, else of English
 * @options: (nullable): %NULL for narrow spaces
 *
 * Sets the prose of a Markdown text by the rules of its language, captions included. Code,
 * addresses, HTML, front matter, file names, times and emoticons stay, and so does a paragraph in
 * the other language. Doing it twice gives the same as once.
 *
 * Returns: (transfer full): the text
 */
char *
marbre_typography_apply (const char *markdown,
                         const char *language,
                         const MarbreTypographyOptions *options)
{
  g_autofree char *titles = NULL;

  g_return_val_if_fail (markdown != NULL, NULL);

  titles = set_text (markdown, language, options, MARBRE_PROSE_TITLES);
  return set_text (titles, language, options, MARBRE_PROSE_BODY);
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
