/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row of a list of stories: what the library and the search results show. Not the story (load
 * that by id). Immutable, so any thread may read.
 */
#pragma once

#include "marbre-story.h"

G_BEGIN_DECLS

/**
 * MarbreSpan:
 * @start: first byte
 * @length: bytes
 *
 * A part of a UTF-8 text.
 */
typedef struct
{
  guint start;
  guint length;
} MarbreSpan;

#define MARBRE_TYPE_SUMMARY (marbre_summary_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSummary, marbre_summary, MARBRE, SUMMARY, GObject)

const char       *marbre_summary_get_id               (MarbreSummary *self);
const char       *marbre_summary_get_headline         (MarbreSummary *self);
const char       *marbre_summary_get_section          (MarbreSummary *self);
const char       *marbre_summary_get_byline           (MarbreSummary *self);
const char       *marbre_summary_get_language         (MarbreSummary *self);
const char       *marbre_summary_get_url              (MarbreSummary *self);
MarbreStoryState  marbre_summary_get_state            (MarbreSummary *self);
gint64            marbre_summary_get_updated          (MarbreSummary *self);
gint64            marbre_summary_get_published        (MarbreSummary *self);
gboolean          marbre_summary_get_trashed          (MarbreSummary *self);
const char       *marbre_summary_get_remote_status    (MarbreSummary *self);
const char       *marbre_summary_get_snippet          (MarbreSummary *self);
const MarbreSpan *marbre_summary_get_matches          (MarbreSummary *self,
                                                       guint         *n_matches);
const MarbreSpan *marbre_summary_get_headline_matches (MarbreSummary *self,
                                                       guint         *n_matches);

G_END_DECLS
