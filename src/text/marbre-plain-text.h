/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A body as plain text, for indexes: the same as marbre_blocks_to_text() says of it, but without
 * making blocks where there is nothing but plain paragraphs, as in most of an imported archive. Any
 * thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The form of the text that is made. An archive that was indexed with another one indexes anew, so
 * this goes up by one when marbre_blocks_to_text() says something else of any body. */
#define MARBRE_PLAIN_TEXT_FORM 1

char *marbre_plain_text_new      (const char *markdown,
                                  const char *language) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_plain_text_dup_form (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
