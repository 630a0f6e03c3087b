/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts the words of one text after the other, for an index: the same words as
 * marbre_terms_extract() finds, without its names and spellings, and several times quicker, since a
 * spelling is folded and stemmed once for many texts. Any thread, one at a time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreTermsCount:
 * @stem: (borrowed): folded; the same stem may come several times, for several spellings
 * @count: how often, at least 1
 */
typedef struct
{
  const char *stem;
  guint count;
} MarbreTermsCount;

typedef struct _MarbreTermsCounter MarbreTermsCounter;

MarbreTermsCounter *marbre_terms_counter_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void                marbre_terms_counter_free  (MarbreTermsCounter *self);
const GArray       *marbre_terms_counter_count (MarbreTermsCounter *self,
                                                const char         *plain_text,
                                                const char         *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreTermsCounter, marbre_terms_counter_free)

G_END_DECLS
