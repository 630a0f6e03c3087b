/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a careful desk would stop before a story goes out: text still to come, pictures without
 * credit, doubled words. Findings only; nothing is changed and nothing is looked up on a network.
 * Any thread.
 */
#pragma once

#include "marbre-blocks.h"
#include "marbre-story.h"

G_BEGIN_DECLS

/* Findings beyond this number are left out: nobody reads them, and garbage makes millions. */
#define MARBRE_CHECKS_MAX 500

/**
 * MarbreSeverity:
 * @MARBRE_SEVERITY_INFO: worth knowing
 * @MARBRE_SEVERITY_WARNING: a reader or the desk will notice
 * @MARBRE_SEVERITY_ERROR: must not be published so
 */
typedef enum
{
  MARBRE_SEVERITY_INFO,
  MARBRE_SEVERITY_WARNING,
  MARBRE_SEVERITY_ERROR,
} MarbreSeverity;

/**
 * MarbreCheckPlace:
 * @MARBRE_CHECK_PLACE_TEXT: a stretch of a field, or the field as a whole
 * @MARBRE_CHECK_PLACE_TAGS: the tags
 * @MARBRE_CHECK_PLACE_LEAD: the lead picture
 * @MARBRE_CHECK_PLACE_STORY: the story as a whole, such as its embargo
 */
typedef enum
{
  MARBRE_CHECK_PLACE_TEXT,
  MARBRE_CHECK_PLACE_TAGS,
  MARBRE_CHECK_PLACE_LEAD,
  MARBRE_CHECK_PLACE_STORY,
} MarbreCheckPlace;

/**
 * MarbreCheck:
 * @id: (owned): which check, ASCII, stable: "tk", "alt-missing", …; "house-12" for the house rule
 *   of line 12
 * @severity: how bad it is
 * @place: where
 * @field: which text; the headline for tags and story, the body for the lead picture
 * @start: first byte in that field's text
 * @length: bytes, 0 for a finding on the field as a whole
 * @message: (owned): what is wrong and what to do, in the interface's language
 * @found: (owned) (nullable): what is replaced: the bytes from @start on, or a tag; %NULL if there
 *   is no sure correction
 * @replacement: (owned) (nullable): what to put there, with @found; "" to delete it
 */
typedef struct
{
  char *id;
  MarbreSeverity severity;
  MarbreCheckPlace place;
  MarbreField field;
  gsize start;
  gsize length;
  char *message;
  char *found;
  char *replacement;
} MarbreCheck;

typedef struct _MarbreHouseRules MarbreHouseRules;

/**
 * MarbreChecksOptions:
 * @rules: (borrowed) (nullable): what the house does not print
 * @tags: (borrowed) (nullable) (element-type utf8 guint): the newsroom's tags, each with how many
 *   stories have it, this one included
 * @headline_limit: characters that the site shows of a headline, 0 for what search engines take
 * @standfirst_limit: the same of a standfirst, 0 for no limit
 * @links: (borrowed) (nullable) (element-type utf8 MarbreLinkAnswer): what is known of the pages
 *   behind the body's addresses
 * @stories: (borrowed) (nullable) (element-type utf8 MarbreReadAlsoStory): the stories behind the
 *   addresses of « Lire aussi » blocks
 *
 * What a story is measured by besides itself.
 */
typedef struct
{
  MarbreHouseRules *rules;
  GHashTable *tags;
  guint headline_limit;
  guint standfirst_limit;
  GHashTable *links;
  GHashTable *stories;
} MarbreChecksOptions;

MarbreCheck *marbre_check_copy        (const MarbreCheck         *check)
                                       G_GNUC_WARN_UNUSED_RESULT;
void         marbre_check_free        (MarbreCheck               *check);
const char  *marbre_check_get_title   (const MarbreCheck         *check);
const char  *marbre_severity_get_name (MarbreSeverity             severity);
GPtrArray   *marbre_checks_run        (MarbreStory               *story,
                                       MarbreBlocks              *blocks,
                                       const MarbreChecksOptions *options)
                                       G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreCheck, marbre_check_free)

G_END_DECLS
