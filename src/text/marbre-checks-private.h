/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of marbre-checks.
 */
#pragma once

#include "marbre-checks.h"

G_BEGIN_DECLS

/**
 * MarbreChecks:
 * @story: (borrowed): what is checked
 * @body: (borrowed): its body
 * @found: (owned) (element-type MarbreCheck): the findings so far
 */
typedef struct
{
  MarbreStory *story;
  const char *body;
  GPtrArray *found;
} MarbreChecks;

void marbre_checks_add       (MarbreChecks   *self,
                              const char     *id,
                              MarbreSeverity  severity,
                              MarbreField     field,
                              gsize           start,
                              gsize           length,
                              char           *message);
void marbre_checks_run_media (MarbreChecks   *self,
                              MarbreBlocks   *blocks);

G_END_DECLS
