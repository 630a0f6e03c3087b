/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of marbre-checks.
 */
#pragma once

#include "marbre-checks.h"

G_BEGIN_DECLS

/* What search results and news aggregators show of a headline (schema.org NewsArticle as Google
 * reads it), for sites that have no limit of their own. */
#define MARBRE_CHECKS_HEADLINE_LIMIT 110

/**
 * MarbreChecks:
 * @story: (borrowed): what is checked
 * @body: (borrowed): its body
 * @options: (borrowed) (not nullable): what it is measured by
 * @read: (borrowed): the story as readers get it, without notes to the desk in all but the body
 * @found: (owned) (element-type MarbreCheck): the findings so far
 */
typedef struct
{
  MarbreStory *story;
  const char *body;
  const MarbreChecksOptions *options;
  MarbreStory *read;
  GPtrArray *found;
} MarbreChecks;

MarbreCheck *marbre_checks_add       (MarbreChecks     *self,
                                      const char       *id,
                                      MarbreSeverity    severity,
                                      MarbreField       field,
                                      gsize             start,
                                      gsize             length,
                                      char             *message);
void         marbre_checks_add_fix   (MarbreChecks     *self,
                                      const char       *id,
                                      MarbreSeverity    severity,
                                      MarbreField       field,
                                      gsize             start,
                                      gsize             length,
                                      char             *message,
                                      char             *replacement);
void         marbre_checks_add_on    (MarbreChecks     *self,
                                      const char       *id,
                                      MarbreSeverity    severity,
                                      MarbreCheckPlace  place,
                                      char             *message);
void         marbre_checks_run_prose (MarbreChecks     *self);
void         marbre_checks_run_media (MarbreChecks     *self,
                                      MarbreBlocks     *blocks);
void         marbre_checks_run_links (MarbreChecks     *self,
                                      MarbreBlocks     *blocks);
gboolean     marbre_checks_is_read_also (MarbreBlocks *blocks,
                                         gsize         start);
void         marbre_checks_run_read_also (MarbreChecks *self,
                                          MarbreBlocks *blocks);
void         marbre_checks_run_tags  (MarbreChecks     *self);
void         marbre_checks_run_notes (MarbreChecks     *self,
                                      MarbreBlocks     *blocks);

G_END_DECLS
