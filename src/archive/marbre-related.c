/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story near a draft; see marbre-related.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-related.h"

#include <string.h>

#include "marbre-archive-values.h"

struct _MarbreRelated
{
  GObject parent_instance;

  MarbreRelatedValues values; /* (owned): never changes; no text is NULL */
};

G_DEFINE_FINAL_TYPE (MarbreRelated, marbre_related, G_TYPE_OBJECT)

static void
marbre_related_finalize (GObject *object)
{
  MarbreRelated *self = MARBRE_RELATED (object);

  marbre_related_values_clear (&self->values);
  G_OBJECT_CLASS (marbre_related_parent_class)->finalize (object);
}

static void
marbre_related_class_init (MarbreRelatedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_related_finalize;
}

static void
marbre_related_init (MarbreRelated *self)
{
}

/**
 * marbre_related_values_clear:
 * @values: (inout): what a row says, zeroed by this
 */
void
marbre_related_values_clear (MarbreRelatedValues *values)
{
  g_free (values->id);
  g_free (values->headline);
  g_free (values->section);
  g_free (values->url);
  g_free (values->language);
  g_strfreev (values->shared_tags);
  g_strfreev (values->shared_terms);
  memset (values, 0, sizeof *values);
}

/**
 * marbre_related_new:
 * @values: (transfer full): what the row says; left empty
 *
 * Only the archive makes them.
 *
 * Returns: (transfer full): the row
 */
MarbreRelated *
marbre_related_new (MarbreRelatedValues *values)
{
  MarbreRelated *self = g_object_new (MARBRE_TYPE_RELATED, NULL);

  self->values = *values;
  memset (values, 0, sizeof *values);
  return self;
}

/**
 * marbre_related_get_id:
 *
 * Returns: the story’s id
 */
const char *
marbre_related_get_id (MarbreRelated *self)
{
  g_return_val_if_fail (MARBRE_IS_RELATED (self), "");
  return self->values.id;
}

/**
 * marbre_related_get_headline:
 *
 * Returns: its headline
 */
const char *
marbre_related_get_headline (MarbreRelated *self)
{
  g_return_val_if_fail (MARBRE_IS_RELATED (self), "");
  return self->values.headline;
}

/**
 * marbre_related_get_section:
 *
 * Returns: its section, "" if none
 */
const char *
marbre_related_get_section (MarbreRelated *self)
{
  g_return_val_if_fail (MARBRE_IS_RELATED (self), "");
  return self->values.section;
}

/**
 * marbre_related_get_url:
 *
 * Returns: its permalink, "" if it has none
 */
const char *
marbre_related_get_url (MarbreRelated *self)
{
  g_return_val_if_fail (MARBRE_IS_RELATED (self), "");
  return self->values.url;
}

/**
 * marbre_related_get_language:
 *
 * Returns: "fr", "en"… or ""
 */
const char *
marbre_related_get_language (MarbreRelated *self)
{
  g_return_val_if_fail (MARBRE_IS_RELATED (self), "");
  return self->values.language;
}

/**
 * marbre_related_get_published:
 *
 * Returns: when it was published, seconds UTC, 0 if it was not
 */
gint64
marbre_related_get_published (MarbreRelated *self)
{
  g_return_val_if_fail (MARBRE_IS_RELATED (self), 0);
  return self->values.published;
}

/**
 * marbre_related_get_score:
 *
 * Returns: how near, 0 to 1; good for an order, not for a sentence
 */
double
marbre_related_get_score (MarbreRelated *self)
{
  g_return_val_if_fail (MARBRE_IS_RELATED (self), 0);
  return self->values.score;
}

/**
 * marbre_related_is_copy:
 *
 * Returns: whether the story says about the same as the draft, so that it may have run already
 */
gboolean
marbre_related_is_copy (MarbreRelated *self)
{
  g_return_val_if_fail (MARBRE_IS_RELATED (self), FALSE);
  return self->values.is_copy;
}

/**
 * marbre_related_get_shared_tags:
 *
 * Returns: (transfer none): the tags in common, in the archive’s spelling
 */
const char *const *
marbre_related_get_shared_tags (MarbreRelated *self)
{
  g_return_val_if_fail (MARBRE_IS_RELATED (self), NULL);
  return (const char *const *) self->values.shared_tags;
}

/**
 * marbre_related_get_shared_terms:
 *
 * Returns: (transfer none): up to three words or names in common, as the draft writes them, the
 *   most telling first
 */
const char *const *
marbre_related_get_shared_terms (MarbreRelated *self)
{
  g_return_val_if_fail (MARBRE_IS_RELATED (self), NULL);
  return (const char *const *) self->values.shared_terms;
}
