/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The spellings of a text, each folded and stemmed once: a long story has some thousand of them and
 * uses each many times. Only marbre-terms.c uses it. One text, one thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreTermsForm:
 * @text: (borrowed): the spelling, not terminated
 * @length: its bytes
 * @fold: (owned): folded, without apostrophes; "" if it is too long for a word
 * @is_silent: %TRUE for what the index leaves out: stop words, lone letters, what is no word
 * @is_no_topic: whether no text is about it: a number in words, a day, a month, a title
 * @stem: (owned) (nullable): see marbre_terms_forms_get_stem()
 * @count: for whoever counts, at first 0
 */
typedef struct
{
  const char *text;
  gsize length;
  char *fold;
  gboolean is_silent;
  gboolean is_no_topic;
  char *stem;
  guint count;
} MarbreTermsForm;

typedef struct _MarbreTermsForms MarbreTermsForms;

MarbreTermsForms *marbre_terms_forms_new      (gboolean          french,
                                               gboolean          lasting) G_GNUC_WARN_UNUSED_RESULT;
void              marbre_terms_forms_free     (MarbreTermsForms *self);
guint             marbre_terms_forms_get_size (MarbreTermsForms *self);
MarbreTermsForm  *marbre_terms_forms_get      (MarbreTermsForms *self,
                                               const char       *text,
                                               gsize             length);
const char       *marbre_terms_forms_get_stem (MarbreTermsForms *self,
                                               MarbreTermsForm  *form,
                                               gboolean          is_number);

G_END_DECLS
