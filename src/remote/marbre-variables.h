/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts of a site profile with names in braces, filled in: addresses, headers, what is signed. The
 * profile's schema says which names may stand where. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreVariable:
 * @name: as in the braces; %NULL ends a list
 * @value: (nullable): what stands in their place
 */
typedef struct
{
  const char *name;
  const char *value;
} MarbreVariable;

char *marbre_variables_expand         (const char            *text,
                                       const MarbreVariable  *variables)
                                       G_GNUC_WARN_UNUSED_RESULT;
char *marbre_variables_expand_address (const char            *text,
                                       const MarbreVariable  *variables)
                                       G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
