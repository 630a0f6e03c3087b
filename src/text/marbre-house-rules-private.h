/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between marbre-house-rules.c (reading the file) and marbre-house-rules-run.c (looking at a
 * story).
 */
#pragma once

#include "marbre-checks-private.h"
#include "marbre-house-rules.h"

G_BEGIN_DECLS

/**
 * MarbreHouseRule:
 * @line: of the file, from 1
 * @regex: (owned): what is not printed
 * @message: (owned): why, and what to write
 * @replacement: (owned) (nullable): what to write, with GRegex's references
 * @language: (owned) (nullable): the stories it is for; %NULL for all
 */
typedef struct
{
  guint line;
  GRegex *regex;
  char *message;
  char *replacement;
  char *language;
  MarbreSeverity severity;
} MarbreHouseRule;

const MarbreHouseRule *marbre_house_rules_get (MarbreHouseRules *self,
                                               guint             index);
void                   marbre_house_rules_run (MarbreHouseRules *self,
                                               MarbreChecks     *checks);

G_END_DECLS
