/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A word processor's tree → plain HTML that says the same with elements alone. Inside the text room
 * only: called by marbre-html-paste.c. One thread at a time.
 */
#pragma once

#include <gumbo.h>

#include "marbre-html-paste.h"

G_BEGIN_DECLS

/* What pictures that were taken out of the HTML are called in it: this and their index. */
#define MARBRE_PASTED_PICTURE "marbre-paste/"

void marbre_html_clean (MarbrePasted    *pasted,
                        const GumboNode *root,
                        GPtrArray       *embedded,
                        guint            first_note);

G_END_DECLS
