/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tag, section or byline that the archive knows, for completion. Immutable, so any thread may
 * read.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MarbreFacet:
 *
 * What a completion completes.
 */
typedef enum
{
  MARBRE_FACET_TAG,
  MARBRE_FACET_SECTION,
  MARBRE_FACET_BYLINE,
} MarbreFacet;

#define MARBRE_TYPE_FACET_VALUE (marbre_facet_value_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFacetValue, marbre_facet_value, MARBRE, FACET_VALUE, GObject)

const char *marbre_facet_value_get_name  (MarbreFacetValue *self);
const char *marbre_facet_value_get_alias (MarbreFacetValue *self);
guint       marbre_facet_value_get_count (MarbreFacetValue *self);

G_END_DECLS
