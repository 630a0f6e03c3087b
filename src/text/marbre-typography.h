/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typographic rules for French and English prose: quotes, apostrophes, dashes, no-break spaces.
 * Works on Markdown and touches only its prose. Not a spelling or grammar check. No state; any
 * thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreTypographyOptions:
 * @narrow_spaces: French: U+202F before ; ! ? and inside thousands, as printed; if %FALSE, U+00A0
 *   everywhere, for sites whose fonts lack the narrow space
 */
typedef struct
{
  gboolean narrow_spaces;
} MarbreTypographyOptions;

char *marbre_typography_apply      (const char                    *markdown,
                                    const char                    *language,
                                    const MarbreTypographyOptions *options)
    G_GNUC_WARN_UNUSED_RESULT;
char *marbre_typography_apply_line (const char                    *text,
                                    const char                    *language,
                                    const MarbreTypographyOptions *options)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
