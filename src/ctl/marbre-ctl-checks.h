/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a story is measured by on the command line: the house's rules, the newsroom's tags and a
 * site's limits, as far as they are there; for the commands check and publish. One thread, which
 * may wait.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-checks.h"
#include "marbre-house-rules.h"

G_BEGIN_DECLS

/**
 * MarbreCtlChecks:
 * @rules: (owned) (nullable): what the house does not print
 * @tags: (owned) (nullable) (element-type utf8 guint): the newsroom's tags
 * @site: (owned) (nullable): whose limits count
 * @links: (owned) (nullable) (element-type utf8 MarbreLinkAnswer): what became of linked pages
 */
typedef struct
{
  MarbreHouseRules *rules;
  GHashTable *tags;
  MarbreSite *site;
  GHashTable *links;
} MarbreCtlChecks;

gboolean   marbre_ctl_checks_read_rules (MarbreCtlChecks  *self,
                                         const char       *path,
                                         GError          **error);
gboolean   marbre_ctl_checks_read_tags  (MarbreCtlChecks  *self,
                                         MarbreArchive    *archive,
                                         MarbreStory      *story,
                                         GError          **error);
gboolean   marbre_ctl_checks_ask_links  (MarbreCtlChecks  *self,
                                         MarbreStory      *story,
                                         GError          **error);
GPtrArray *marbre_ctl_checks_run        (MarbreCtlChecks  *self,
                                         MarbreStory      *story,
                                         MarbreBlocks     *blocks) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_ctl_checks_clear      (MarbreCtlChecks  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreCtlChecks, marbre_ctl_checks_clear)

G_END_DECLS
