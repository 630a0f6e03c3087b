/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story of the archive that is near a draft, and why. Not the words on the row: those the sidebar
 * makes from the reasons. Immutable, so any thread may read.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_RELATED (marbre_related_get_type ())
G_DECLARE_FINAL_TYPE (MarbreRelated, marbre_related, MARBRE, RELATED, GObject)

const char        *marbre_related_get_id           (MarbreRelated *self);
const char        *marbre_related_get_headline     (MarbreRelated *self);
const char        *marbre_related_get_section      (MarbreRelated *self);
const char        *marbre_related_get_url          (MarbreRelated *self);
const char        *marbre_related_get_language     (MarbreRelated *self);
gint64             marbre_related_get_published    (MarbreRelated *self);
double             marbre_related_get_score        (MarbreRelated *self);
gboolean           marbre_related_is_copy          (MarbreRelated *self);
const char *const *marbre_related_get_shared_tags  (MarbreRelated *self);
const char *const *marbre_related_get_shared_terms (MarbreRelated *self);

G_END_DECLS
