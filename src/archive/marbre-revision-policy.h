/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which revisions of a story stay: the only rule by which Marbre deletes something by itself
 * (DESIGN §7). It decides and deletes nothing. Private to the archive; any thread.
 */
#pragma once

#include "marbre-revision.h"

G_BEGIN_DECLS

/**
 * MarbreRevisionMark:
 * @number: its row
 * @made: when, seconds UTC
 * @reason: why
 * @keep: what the rule says
 */
typedef struct
{
  gint64 number;
  gint64 made;
  MarbreRevisionReason reason;
  gboolean keep;
} MarbreRevisionMark;

void marbre_revision_policy_mark (MarbreRevisionMark *marks,
                                  guint               length,
                                  gint64              now,
                                  GTimeZone          *zone);

G_END_DECLS
