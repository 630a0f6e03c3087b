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
 * MarbreCheck:
 * @id: (owned): which check, ASCII, stable: "tk", "alt-missing", …
 * @severity: how bad it is
 * @field: where; findings on tags and times say %MARBRE_FIELD_HEADLINE with a length of 0, those on
 *   the lead image %MARBRE_FIELD_BODY at 0 with a length of 0
 * @start: first byte in that field's text
 * @length: bytes, 0 for a finding on the field as a whole
 * @message: (owned): what is wrong and what to do, in the interface's language
 */
typedef struct
{
  char *id;
  MarbreSeverity severity;
  MarbreField field;
  gsize start;
  gsize length;
  char *message;
} MarbreCheck;

void        marbre_check_free        (MarbreCheck    *check);
const char *marbre_severity_get_name (MarbreSeverity  severity);
GPtrArray  *marbre_checks_run        (MarbreStory    *story,
                                      MarbreBlocks   *blocks) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreCheck, marbre_check_free)

G_END_DECLS
