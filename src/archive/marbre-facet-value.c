/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tag, section or byline for completion; see marbre-facet-value.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-facet-value.h"

#include <string.h>

#include "marbre-archive-values.h"

struct _MarbreFacetValue
{
  GObject parent_instance;

  MarbreFacetValueValues values; /* (owned): never changes; no text is NULL */
};

G_DEFINE_FINAL_TYPE (MarbreFacetValue, marbre_facet_value, G_TYPE_OBJECT)

static void
marbre_facet_value_finalize (GObject *object)
{
  MarbreFacetValue *self = MARBRE_FACET_VALUE (object);

  marbre_facet_value_values_clear (&self->values);
  G_OBJECT_CLASS (marbre_facet_value_parent_class)->finalize (object);
}

static void
marbre_facet_value_class_init (MarbreFacetValueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_facet_value_finalize;
}

static void
marbre_facet_value_init (MarbreFacetValue *self)
{
}

/**
 * marbre_facet_value_values_clear:
 * @values: (inout): what a row says, zeroed by this
 */
void
marbre_facet_value_values_clear (MarbreFacetValueValues *values)
{
  g_free (values->name);
  g_free (values->alias);
  memset (values, 0, sizeof *values);
}

/**
 * marbre_facet_value_new:
 * @values: (transfer full): what the row says; left empty
 *
 * Only the archive makes them.
 *
 * Returns: (transfer full): the row
 */
MarbreFacetValue *
marbre_facet_value_new (MarbreFacetValueValues *values)
{
  MarbreFacetValue *self = g_object_new (MARBRE_TYPE_FACET_VALUE, NULL);

  self->values = *values;
  memset (values, 0, sizeof *values);
  return self;
}

/**
 * marbre_facet_value_get_name:
 *
 * Returns: its spelling in the archive
 */
const char *
marbre_facet_value_get_name (MarbreFacetValue *self)
{
  g_return_val_if_fail (MARBRE_IS_FACET_VALUE (self), "");
  return self->values.name;
}

/**
 * marbre_facet_value_get_alias:
 *
 * Returns: the other name of the tag by which it was found; "" if it was by its own
 */
const char *
marbre_facet_value_get_alias (MarbreFacetValue *self)
{
  g_return_val_if_fail (MARBRE_IS_FACET_VALUE (self), "");
  return self->values.alias != NULL ? self->values.alias : "";
}

/**
 * marbre_facet_value_get_count:
 *
 * Returns: how many stories have it
 */
guint
marbre_facet_value_get_count (MarbreFacetValue *self)
{
  g_return_val_if_fail (MARBRE_IS_FACET_VALUE (self), 0);
  return self->values.count;
}
