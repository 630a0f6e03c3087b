/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the archive fills the immutable rows that its lists give: a struct of values, which the new
 * object takes over. Private to the archive.
 */
#pragma once

#include "marbre-facet-value.h"
#include "marbre-related.h"
#include "marbre-summary.h"
#include "marbre-tag-entry.h"
#include "marbre-tag-suggestion.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;            /* (owned) */
  char *headline;      /* (owned) */
  char *section;       /* (owned) */
  char *byline;        /* (owned) */
  char *language;      /* (owned) */
  char *url;           /* (owned) */
  char *remote_status; /* (owned) */
  char *snippet;       /* (owned) */
  MarbreStoryState state;
  gint64 updated;
  gint64 published;
  gboolean trashed;
  GArray *matches;          /* (owned) (element-type MarbreSpan) (nullable) */
  GArray *headline_matches; /* (owned) (element-type MarbreSpan) (nullable) */
} MarbreSummaryValues;

void marbre_summary_values_clear (MarbreSummaryValues *values);
MarbreSummary *marbre_summary_new (MarbreSummaryValues *values) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreSummaryValues, marbre_summary_values_clear)

typedef struct
{
  char *id;       /* (owned) */
  char *headline; /* (owned) */
  char *section;  /* (owned) */
  char *url;      /* (owned) */
  char *language; /* (owned) */
  gint64 published;
  double score;
  gboolean is_copy;
  GStrv shared_tags;  /* (owned) */
  GStrv shared_terms; /* (owned) */
} MarbreRelatedValues;

void marbre_related_values_clear (MarbreRelatedValues *values);
MarbreRelated *marbre_related_new (MarbreRelatedValues *values) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreRelatedValues, marbre_related_values_clear)

typedef struct
{
  char *name; /* (owned) */
  guint story_count;
  double score;
  gboolean mentioned;
} MarbreTagSuggestionValues;

void marbre_tag_suggestion_values_clear (MarbreTagSuggestionValues *values);
MarbreTagSuggestion *
marbre_tag_suggestion_new (MarbreTagSuggestionValues *values) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreTagSuggestionValues, marbre_tag_suggestion_values_clear)

typedef struct
{
  char *name; /* (owned) */
  guint count;
  GStrv aliases; /* (owned) */
  GStrv near;    /* (owned) */
  char *key;     /* (owned): all its names, folded */
} MarbreTagEntryValues;

void marbre_tag_entry_values_clear (MarbreTagEntryValues *values);
MarbreTagEntry *marbre_tag_entry_new (MarbreTagEntryValues *values) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreTagEntryValues, marbre_tag_entry_values_clear)

typedef struct
{
  char *name;  /* (owned) */
  char *alias; /* (owned) (nullable) */
  guint count;
} MarbreFacetValueValues;

void marbre_facet_value_values_clear (MarbreFacetValueValues *values);
MarbreFacetValue *marbre_facet_value_new (MarbreFacetValueValues *values) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreFacetValueValues, marbre_facet_value_values_clear)

G_END_DECLS
