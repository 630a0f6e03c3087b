/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row of a list of stories; see marbre-summary.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-summary.h"

#include <string.h>

#include "marbre-archive-values.h"

struct _MarbreSummary
{
  GObject parent_instance;

  MarbreSummaryValues values; /* (owned): never changes; no text is NULL */
};

G_DEFINE_FINAL_TYPE (MarbreSummary, marbre_summary, G_TYPE_OBJECT)

static void
marbre_summary_finalize (GObject *object)
{
  MarbreSummary *self = MARBRE_SUMMARY (object);

  marbre_summary_values_clear (&self->values);
  G_OBJECT_CLASS (marbre_summary_parent_class)->finalize (object);
}

static void
marbre_summary_class_init (MarbreSummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_summary_finalize;
}

static void
marbre_summary_init (MarbreSummary *self)
{
}

/**
 * marbre_summary_values_clear:
 * @values: (inout): what a row says, zeroed by this
 */
void
marbre_summary_values_clear (MarbreSummaryValues *values)
{
  g_free (values->id);
  g_free (values->headline);
  g_free (values->section);
  g_free (values->byline);
  g_free (values->language);
  g_free (values->url);
  g_free (values->remote_status);
  g_free (values->snippet);
  g_clear_pointer (&values->matches, g_array_unref);
  g_clear_pointer (&values->headline_matches, g_array_unref);
  memset (values, 0, sizeof *values);
}

/**
 * marbre_summary_new:
 * @values: (transfer full): what the row says; left empty
 *
 * Only the archive makes them.
 *
 * Returns: (transfer full): the row
 */
MarbreSummary *
marbre_summary_new (MarbreSummaryValues *values)
{
  MarbreSummary *self = g_object_new (MARBRE_TYPE_SUMMARY, NULL);

  self->values = *values;
  memset (values, 0, sizeof *values);
  return self;
}

/**
 * marbre_summary_get_id:
 *
 * Returns: the story’s id
 */
const char *
marbre_summary_get_id (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), "");
  return self->values.id;
}

/**
 * marbre_summary_get_headline:
 *
 * Returns: the headline, "" while there is none
 */
const char *
marbre_summary_get_headline (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), "");
  return self->values.headline;
}

/**
 * marbre_summary_get_section:
 *
 * Returns: the section, "" if none
 */
const char *
marbre_summary_get_section (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), "");
  return self->values.section;
}

/**
 * marbre_summary_get_byline:
 *
 * Returns: the byline, "" if none
 */
const char *
marbre_summary_get_byline (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), "");
  return self->values.byline;
}

/**
 * marbre_summary_get_language:
 *
 * Returns: "fr", "en"… or ""
 */
const char *
marbre_summary_get_language (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), "");
  return self->values.language;
}

/**
 * marbre_summary_get_url:
 *
 * Returns: the permalink, "" if it has none
 */
const char *
marbre_summary_get_url (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), "");
  return self->values.url;
}

/**
 * marbre_summary_get_remote_status:
 *
 * Returns: the status at the site where it was posted last ("draft", "publish", "future",
 *   "private", "pending"), "" if it was never posted
 */
const char *
marbre_summary_get_remote_status (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), "");
  return self->values.remote_status;
}

/**
 * marbre_summary_get_snippet:
 *
 * Returns: plain text: the standfirst or the body’s start; in a search the place that matched,
 *   "…" where it is cut
 */
const char *
marbre_summary_get_snippet (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), "");
  return self->values.snippet;
}

/**
 * marbre_summary_get_state:
 *
 * Returns: draft, published or archived
 */
MarbreStoryState
marbre_summary_get_state (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), MARBRE_STORY_DRAFT);
  return self->values.state;
}

/**
 * marbre_summary_get_updated:
 *
 * Returns: last change, seconds UTC
 */
gint64
marbre_summary_get_updated (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), 0);
  return self->values.updated;
}

/**
 * marbre_summary_get_published:
 *
 * Returns: first publication, seconds UTC, 0 if none
 */
gint64
marbre_summary_get_published (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), 0);
  return self->values.published;
}

/**
 * marbre_summary_get_trashed:
 *
 * Returns: %TRUE if it is in the trash
 */
gboolean
marbre_summary_get_trashed (MarbreSummary *self)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), FALSE);
  return self->values.trashed;
}

/**
 * marbre_summary_get_matches:
 * @n_matches: (out): how many
 *
 * Returns: (array length=n_matches) (nullable): the parts of the snippet that a search found, from
 *   its start to its end, in bytes
 */
const MarbreSpan *
marbre_summary_get_matches (MarbreSummary *self, guint *n_matches)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), NULL);

  *n_matches = self->values.matches ? self->values.matches->len : 0;
  return *n_matches > 0 ? (const MarbreSpan *) self->values.matches->data : NULL;
}

/**
 * marbre_summary_get_headline_matches:
 * @n_matches: (out): how many
 *
 * Returns: (array length=n_matches) (nullable): the parts of the headline that a search found, from
 *   its start to its end, in bytes
 */
const MarbreSpan *
marbre_summary_get_headline_matches (MarbreSummary *self, guint *n_matches)
{
  g_return_val_if_fail (MARBRE_IS_SUMMARY (self), NULL);

  *n_matches = self->values.headline_matches ? self->values.headline_matches->len : 0;
  return *n_matches > 0 ? (const MarbreSpan *) self->values.headline_matches->data : NULL;
}
