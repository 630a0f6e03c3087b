/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typographic rules for French and English prose: quotes, apostrophes, dashes, no-break spaces.
 * Works on Markdown and touches only its prose. Not a spelling or grammar check. No state; any
 * thread.
 */
#pragma once

#include "marbre-prose.h"
#include "marbre-site.h"

G_BEGIN_DECLS

/**
 * MarbreTypographyOptions:
 * @spaces: what stands before French punctuation. With %MARBRE_SITE_SPACES_NONE nothing does
 *   before ; : ! ?; « », numbers and their nouns keep their no-break spaces all the same
 */
typedef struct
{
  MarbreSiteSpaces spaces;
} MarbreTypographyOptions;

/**
 * MarbreTypographyEdit:
 * @start: first byte that is replaced
 * @end: byte after the last; @start if something is only inserted
 * @text: (owned): what stands there then
 *
 * One change, as small as it can be.
 */
typedef struct
{
  gsize start;
  gsize end;
  char *text;
} MarbreTypographyEdit;

GArray *marbre_typography_find       (const char                    *text,
                                      const char                    *language,
                                      const MarbreTypographyOptions *options,
                                      MarbreProseMode                mode)
    G_GNUC_WARN_UNUSED_RESULT;
GArray *marbre_typography_find_typed (const char                    *text,
                                      gsize                          caret,
                                      gsize                          typed,
                                      const char                    *language,
                                      const MarbreTypographyOptions *options,
                                      MarbreProseMode                mode)
    G_GNUC_WARN_UNUSED_RESULT;
char   *marbre_typography_apply      (const char                    *markdown,
                                      const char                    *language,
                                      const MarbreTypographyOptions *options)
    G_GNUC_WARN_UNUSED_RESULT;
char   *marbre_typography_apply_line (const char                    *text,
                                      const char                    *language,
                                      const MarbreTypographyOptions *options)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
