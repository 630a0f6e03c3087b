/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The content of a Ghost post as its editor keeps it: Lexical, a tree of nodes in JSON. See
 * marbre-site-content.h for what is done with it. Any thread.
 */
#pragma once

#include "marbre-site-content.h"

G_BEGIN_DECLS

/* What blocks of Ghost are called in a body begins with this. */
#define MARBRE_LEXICAL_PREFIX "ghost/"

MarbreSiteContent *marbre_lexical_read        (const char  *document,
                                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char              *marbre_lexical_dup_cards   (MarbreSiteContent *self) G_GNUC_WARN_UNUSED_RESULT;
char              *marbre_lexical_dup_excerpt (const char  *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
