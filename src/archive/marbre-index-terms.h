/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story as the index sees it: each word once, as a hash of its stem, with how often it is there.
 * Private to the archive; no state, any thread.
 */
#pragma once

#include <glib.h>

#include "marbre-story.h"
#include "marbre-terms-counter.h"

G_BEGIN_DECLS

/* A story of more different words is not read further. */
#define MARBRE_INDEX_MAX_TERMS 4000

/**
 * MarbreIndexTerm:
 * @hash: of the stem; two stems of one hash are one term, which is rare and does no harm
 * @count: how often, the headline's words twice
 * @is_name: a capital inside a sentence
 * @surface: (owned): as the story writes it
 */
typedef struct
{
  guint32 hash;
  guint count;
  gboolean is_name;
  char *surface;
} MarbreIndexTerm;

/**
 * MarbreIndexTerms:
 * @terms: (owned) (element-type MarbreIndexTerm): by hash, each once
 * @names: (owned) (element-type utf8): names of several words, as the story writes them
 * @length: the sum of the counts
 */
typedef struct
{
  GArray *terms;
  GPtrArray *names;
  guint length;
} MarbreIndexTerms;

guint32           marbre_index_terms_hash (const char       *stem);
MarbreIndexTerms *marbre_index_terms_new  (MarbreStory      *story,
                                           const char       *body) G_GNUC_WARN_UNUSED_RESULT;
MarbreIndexTerms *marbre_index_terms_new_counted
                                          (MarbreStory        *story,
                                           const char         *body,
                                           MarbreTermsCounter *counter) G_GNUC_WARN_UNUSED_RESULT;
void              marbre_index_terms_free (MarbreIndexTerms *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreIndexTerms, marbre_index_terms_free)

G_END_DECLS
