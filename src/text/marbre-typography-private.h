/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of marbre-typography: the paragraph that rules work on, and the rules. Sources
 * of the rules, cited by their short names:
 * - Lexique: Lexique des règles typographiques en usage à l'Imprimerie nationale (2002), by entry;
 * - Chicago: The Chicago Manual of Style, 17th edition, by subject;
 * - Guardian: Guardian and Observer style guide, by entry.
 */
#pragma once

#include "marbre-prose.h"
#include "marbre-typography.h"

G_BEGIN_DECLS

#define MARBRE_NO_BREAK_SPACE  0x00a0
#define MARBRE_NARROW_SPACE    0x202f
#define MARBRE_APOSTROPHE      0x2019
#define MARBRE_LEFT_SINGLE     0x2018
#define MARBRE_LEFT_DOUBLE     0x201c
#define MARBRE_RIGHT_DOUBLE    0x201d
#define MARBRE_LEFT_GUILLEMET  0x00ab
#define MARBRE_RIGHT_GUILLEMET 0x00bb
#define MARBRE_EN_DASH         0x2013
#define MARBRE_EM_DASH         0x2014
#define MARBRE_ELLIPSIS        0x2026

/* No rule looks at more digits or blanks in a row: nothing longer is a number or a space. */
#define MARBRE_PASSAGE_MAX_RUN 32

#define MARBRE_NO_CARET G_MAXSIZE

/**
 * MarbrePassage:
 * @cells: (owned) (element-type MarbreCell): the paragraph as it is before the rule that runs
 * @out: (owned) (element-type MarbreCell): what that rule has made of it so far
 * @french: which language's rules apply
 * @narrow: the space inside thousands in French
 * @mark_space: the one before ; ! ?, 0 for none
 * @colon_space: the one before :, 0 for none
 * @caret: where in the source somebody is writing, so that more will follow; %MARBRE_NO_CARET if
 *   the text is all there
 */
typedef struct
{
  GArray *cells;
  GArray *out;
  gboolean french;
  gunichar narrow;
  gunichar mark_space;
  gunichar colon_space;
  gsize caret;
} MarbrePassage;

/**
 * MarbreRuleFunc:
 * @passage: the paragraph
 * @index: a cell of text in it
 *
 * Applies a rule at @index: if it has something to say there, it writes what should stand there to
 * the output and says how many cells that replaces.
 *
 * Returns: the number of cells dealt with, 0 to leave the cell as it is
 */
typedef guint (*MarbreRuleFunc) (MarbrePassage *passage,
                                 guint          index);

gunichar marbre_passage_get         (MarbrePassage *self,
                                     guint          index);
gunichar marbre_passage_get_before  (MarbrePassage *self,
                                     guint          index);
gunichar marbre_passage_get_after   (MarbrePassage *self,
                                     guint          index);
guint    marbre_passage_count_space (MarbrePassage *self,
                                     guint          index);
guint    marbre_passage_count_digit (MarbrePassage *self,
                                     guint          index);
guint    marbre_passage_match       (MarbrePassage *self,
                                     guint          index,
                                     const char    *word);
guint    marbre_passage_match_any   (MarbrePassage *self,
                                     guint          index,
                                     const char *const *words);
gboolean marbre_passage_at_start    (MarbrePassage *self,
                                     guint          index);
void     marbre_passage_put         (MarbrePassage *self,
                                     gunichar       c);
void     marbre_passage_keep        (MarbrePassage *self,
                                     guint          index,
                                     guint          count);
void     marbre_passage_set         (MarbrePassage *self,
                                     guint          index,
                                     gunichar       c);
gboolean marbre_passage_is_at_caret (MarbrePassage *self,
                                     guint          index);
gboolean marbre_is_letter           (gunichar       c);
gboolean marbre_is_blank            (gunichar       c);

/* Rules of a whole paragraph: marbre-typography-quotes.c and marbre-typography-foreign.c */
void marbre_typography_quotes  (MarbrePassage *passage);
void marbre_typography_protect (MarbrePassage *passage);

/* marbre-typography.c, for marbre-typography-typed.c */
GArray *_marbre_typography_find (const char                    *text,
                                 const char                    *language,
                                 const MarbreTypographyOptions *options,
                                 MarbreProseMode                mode,
                                 gsize                          caret);

/* Rules of both languages, marbre-typography-common.c */
guint marbre_rule_spaces     (MarbrePassage *passage, guint index);
guint marbre_rule_ellipsis   (MarbrePassage *passage, guint index);
guint marbre_rule_apostrophe (MarbrePassage *passage, guint index);
guint marbre_rule_dash       (MarbrePassage *passage, guint index);
guint marbre_rule_years      (MarbrePassage *passage, guint index);
guint marbre_rule_ranges     (MarbrePassage *passage, guint index);
guint marbre_rule_units      (MarbrePassage *passage, guint index);

/* Rules of French, marbre-typography-french.c and marbre-typography-numbers.c */
guint marbre_rule_guillemets  (MarbrePassage *passage, guint index);
guint marbre_rule_punctuation (MarbrePassage *passage, guint index);
guint marbre_rule_titles      (MarbrePassage *passage, guint index);
guint marbre_rule_ligatures   (MarbrePassage *passage, guint index);
guint marbre_rule_capitals    (MarbrePassage *passage, guint index);
guint marbre_rule_dialogue    (MarbrePassage *passage, guint index);
guint marbre_rule_hours       (MarbrePassage *passage, guint index);
guint marbre_rule_ordinals    (MarbrePassage *passage, guint index);
guint marbre_rule_thousands   (MarbrePassage *passage, guint index);
guint marbre_rule_percent     (MarbrePassage *passage, guint index);
guint marbre_rule_counted     (MarbrePassage *passage, guint index);

G_END_DECLS
