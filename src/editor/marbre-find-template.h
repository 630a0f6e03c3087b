/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is put in the place of what was found: with a regular expression \1, $1, ${name}, \n and \t
 * mean what they say. Immutable; any thread.
 */
#pragma once

#include "marbre-find-pattern.h"

G_BEGIN_DECLS

typedef struct _MarbreFindTemplate MarbreFindTemplate;

MarbreFindTemplate *marbre_find_template_new    (const char         *text,
                                                 MarbreFindPattern  *pattern,
                                                 GError            **error)
    G_GNUC_WARN_UNUSED_RESULT;
void                marbre_find_template_free   (MarbreFindTemplate *self);
char               *marbre_find_template_expand (MarbreFindTemplate *self,
                                                 const GMatchInfo   *match)
    G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreFindTemplate, marbre_find_template_free)

G_END_DECLS
