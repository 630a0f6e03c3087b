/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tag that fits a draft; see marbre-tag-suggestion.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-suggestion.h"

#include <string.h>

#include "marbre-archive-values.h"

struct _MarbreTagSuggestion
{
  GObject parent_instance;

  MarbreTagSuggestionValues values; /* (owned): never changes; no text is NULL */
};

G_DEFINE_FINAL_TYPE (MarbreTagSuggestion, marbre_tag_suggestion, G_TYPE_OBJECT)

static void
marbre_tag_suggestion_finalize (GObject *object)
{
  MarbreTagSuggestion *self = MARBRE_TAG_SUGGESTION (object);

  marbre_tag_suggestion_values_clear (&self->values);
  G_OBJECT_CLASS (marbre_tag_suggestion_parent_class)->finalize (object);
}

static void
marbre_tag_suggestion_class_init (MarbreTagSuggestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_tag_suggestion_finalize;
}

static void
marbre_tag_suggestion_init (MarbreTagSuggestion *self)
{
}

/**
 * marbre_tag_suggestion_values_clear:
 * @values: (inout): what a row says, zeroed by this
 */
void
marbre_tag_suggestion_values_clear (MarbreTagSuggestionValues *values)
{
  g_free (values->name);
  memset (values, 0, sizeof *values);
}

/**
 * marbre_tag_suggestion_new:
 * @values: (transfer full): what the row says; left empty
 *
 * Only the archive makes them.
 *
 * Returns: (transfer full): the row
 */
MarbreTagSuggestion *
marbre_tag_suggestion_new (MarbreTagSuggestionValues *values)
{
  MarbreTagSuggestion *self = g_object_new (MARBRE_TYPE_TAG_SUGGESTION, NULL);

  self->values = *values;
  memset (values, 0, sizeof *values);
  return self;
}

/**
 * marbre_tag_suggestion_get_name:
 *
 * Returns: the tag, in the newsroom’s spelling
 */
const char *
marbre_tag_suggestion_get_name (MarbreTagSuggestion *self)
{
  g_return_val_if_fail (MARBRE_IS_TAG_SUGGESTION (self), "");
  return self->values.name;
}

/**
 * marbre_tag_suggestion_get_story_count:
 *
 * Returns: how many stories have it; %MARBRE_TAG_SUGGESTION_MAX_COUNT for so many or more
 */
guint
marbre_tag_suggestion_get_story_count (MarbreTagSuggestion *self)
{
  g_return_val_if_fail (MARBRE_IS_TAG_SUGGESTION (self), 0);
  return self->values.story_count;
}

/**
 * marbre_tag_suggestion_get_score:
 *
 * Returns: how well it fits, 0 to 1
 */
double
marbre_tag_suggestion_get_score (MarbreTagSuggestion *self)
{
  g_return_val_if_fail (MARBRE_IS_TAG_SUGGESTION (self), 0);
  return self->values.score;
}

/**
 * marbre_tag_suggestion_get_mentioned:
 *
 * Returns: %TRUE if the draft’s text has the tag’s words
 */
gboolean
marbre_tag_suggestion_get_mentioned (MarbreTagSuggestion *self)
{
  g_return_val_if_fail (MARBRE_IS_TAG_SUGGESTION (self), FALSE);
  return self->values.mentioned;
}
