/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking for what the house does not print; see marbre-house-rules.h. A pattern sees a paragraph
 * as a reader does, without its markup and with code and addresses as U+FFFC; what it finds is
 * brought back to the source, and is replaced only where no markup stands between.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-compat.h"
#include "marbre-house-rules-private.h"
#include "marbre-language.h"
#include "marbre-prose.h"

/* A paragraph as a reader sees it, and where each of its characters stands. */
typedef struct
{
  GString *text;  /* (owned) */
  GArray *offsets; /* (owned) (element-type gsize): in @text, of each cell that is in it */
  GArray *indices; /* (owned) (element-type guint): which cell that is */
} Sight;

typedef struct
{
  MarbreHouseRules *rules; /* (borrowed) */
  MarbreChecks *checks;    /* (borrowed) */
  MarbreField field;
  const char *language; /* (borrowed) */
  gboolean *failed;     /* (borrowed): by rule: it takes too long */
  Sight sight;
} Run;

static void
look (Sight *self, GArray *cells)
{
  g_string_truncate (self->text, 0);
  g_array_set_size (self->offsets, 0);
  g_array_set_size (self->indices, 0);
  for (guint i = 0; i < cells->len; i++)
    {
      const MarbreCell *cell = &g_array_index (cells, MarbreCell, i);

      if (cell->kind == MARBRE_CELL_MARKUP)
        continue;
      g_array_append_val (self->offsets, self->text->len);
      g_array_append_val (self->indices, i);
      g_string_append_unichar (self->text, cell->c == '\n' ? ' ' : cell->c);
    }
}

/* The cell that has the byte at @offset. */
static guint
cell_at (const Sight *self, gsize offset)
{
  guint low = 0, high = self->offsets->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->offsets, gsize, middle) <= offset)
        low = middle;
      else
        high = middle;
    }
  return g_array_index (self->indices, guint, low);
}

static gboolean
is_plain (GArray *cells, guint first, guint last)
{
  for (guint i = first; i <= last; i++)
    if (g_array_index (cells, MarbreCell, i).kind != MARBRE_CELL_TEXT)
      return FALSE;
  return TRUE;
}

static void
add_finding (Run *self, GArray *cells, const MarbreHouseRule *rule, GMatchInfo *match)
{
  int from, to;
  guint first, last;
  gsize start, end;
  const MarbreCell *cell;
  g_autofree char *id = g_strdup_printf ("house-%u", rule->line);
  g_autofree char *replacement = NULL;

  if (!g_match_info_fetch_pos (match, 0, &from, &to) || to <= from)
    return;
  first = cell_at (&self->sight, (gsize) from);
  last = cell_at (&self->sight, (gsize) to - 1);
  start = g_array_index (cells, MarbreCell, first).start;
  cell = &g_array_index (cells, MarbreCell, last);
  end = cell->start + cell->length;
  if (rule->replacement != NULL && is_plain (cells, first, last))
    replacement = g_match_info_expand_references (match, rule->replacement, NULL);
  marbre_checks_add_fix (self->checks, id, rule->severity, self->field, start, end - start,
                         g_strdup (rule->message), g_steal_pointer (&replacement));
}

static void
apply (Run *self, GArray *cells, guint index)
{
  const MarbreHouseRule *rule = marbre_house_rules_get (self->rules, index);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;

  g_regex_match_full (rule->regex, self->sight.text->str, (gssize) self->sight.text->len, 0, 0,
                      &match, &error);
  while (error == NULL && g_match_info_matches (match))
    {
      add_finding (self, cells, rule, match);
      g_match_info_next (match, &error);
    }
  if (error == NULL)
    return;
  self->failed[index] = TRUE;
  marbre_checks_add (self->checks, "house-rule-slow", MARBRE_SEVERITY_INFO, self->field, 0, 0,
                     g_strdup_printf (_ ("The house rule of line %u takes too long and is left "
                                         "out. Make its pattern simpler."),
                                      rule->line));
}

static void
check_prose_cb (GArray *cells, gpointer data)
{
  Run *self = data;

  look (&self->sight, cells);
  if (self->sight.text->len == 0)
    return;
  for (guint i = 0; i < marbre_house_rules_get_length (self->rules); i++)
    {
      const MarbreHouseRule *rule = marbre_house_rules_get (self->rules, i);

      if (!self->failed[i] &&
          (rule->language == NULL || g_str_equal (rule->language, self->language)))
        apply (self, cells, i);
    }
}

/**
 * marbre_house_rules_run:
 * @self: the house's rules
 * @checks: the findings so far
 *
 * Adds what the house would not print of the fields and the body of a story.
 */
void
marbre_house_rules_run (MarbreHouseRules *self, MarbreChecks *checks)
{
  static const MarbreField fields[] = { MARBRE_FIELD_SECTION,  MARBRE_FIELD_KICKER,
                                        MARBRE_FIELD_HEADLINE, MARBRE_FIELD_STANDFIRST,
                                        MARBRE_FIELD_BYLINE,   MARBRE_FIELD_BODY };
  g_autofree gboolean *failed = g_new0 (gboolean, marbre_house_rules_get_length (self) + 1);
  Run run = { .rules = self, .checks = checks, .failed = failed };

  run.language =
      marbre_language_resolve (marbre_story_get_text (checks->story, MARBRE_FIELD_LANGUAGE));
  run.sight.text = g_string_new (NULL);
  run.sight.offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  run.sight.indices = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = marbre_story_get_text (checks->story, fields[i]);
      gboolean body = fields[i] == MARBRE_FIELD_BODY;

      run.field = fields[i];
      marbre_prose_foreach (text, strlen (text), body ? MARBRE_PROSE_BODY : MARBRE_PROSE_LINE,
                            check_prose_cb, &run);
      if (body)
        marbre_prose_foreach (text, strlen (text), MARBRE_PROSE_TITLES, check_prose_cb, &run);
    }
  g_string_free (run.sight.text, TRUE);
  g_array_unref (run.sight.offsets);
  g_array_unref (run.sight.indices);
}
