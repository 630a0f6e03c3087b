/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts that come from elsewhere: in which encoding their bytes may be, and whether a person can
 * write in them. Not for HTML (marbre-html.h) nor for what a story file says (marbre-story-file.h).
 * Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be edited without waiting: some 300,000 words, and a paragraph of some 10,000. A text
 * view sets a whole paragraph for each key, in about 1 ms for 1 KB, but a word that does not fit in
 * a line in a time that grows with the square of its length. */
#define MARBRE_TEXT_MAX_BYTES (2 * 1024 * 1024)
#define MARBRE_TEXT_MAX_LINE  (64 * 1024)
#define MARBRE_TEXT_MAX_WORD  (4 * 1024)

const char *marbre_foreign_text_guess_encoding (const char  *bytes,
                                                gsize        length);
char       *marbre_foreign_text_decode         (const char  *bytes,
                                                gsize        length,
                                                const char  *encoding,
                                                gsize       *decoded_length,
                                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    marbre_foreign_text_check_length   (const char  *text,
                                                gssize       length,
                                                GError     **error);

G_END_DECLS
