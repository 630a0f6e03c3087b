/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The house rules of a newsroom: what it does not print, read from a plain text file that it shares
 * (docs/house-rules.md). Not spelling and not typography. A set of rules is immutable and counted
 * atomically: any thread.
 */
#pragma once

#include <glib-object.h>

#include "marbre-checks.h"

G_BEGIN_DECLS

/* A house's stylebook has some hundred rules; a file beyond these sizes is something else. */
#define MARBRE_HOUSE_RULES_MAX_BYTES   (1024 * 1024)
#define MARBRE_HOUSE_RULES_MAX         2000
#define MARBRE_HOUSE_RULES_MAX_PATTERN 1000

/**
 * MarbreHouseProblem:
 * @line: of the file, from 1
 * @message: (owned): what is wrong there and what to do, in the interface's language
 *
 * A rule that could not be read. The other rules of the file go on.
 */
typedef struct
{
  guint line;
  char *message;
} MarbreHouseProblem;

MarbreHouseRules *marbre_house_rules_parse        (const char       *text,
                                                   gssize            length,
                                                   GError          **error)
                                                   G_GNUC_WARN_UNUSED_RESULT;
MarbreHouseRules *marbre_house_rules_ref          (MarbreHouseRules *self);
void              marbre_house_rules_unref        (MarbreHouseRules *self);
guint             marbre_house_rules_get_length   (MarbreHouseRules *self);
GPtrArray        *marbre_house_rules_get_problems (MarbreHouseRules *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreHouseRules, marbre_house_rules_unref)

G_END_DECLS
