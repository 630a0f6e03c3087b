/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The addresses that a foreign style sheet loads from, rewritten one by one. It reads CSS as far as
 * addresses need it and judges nothing else: a style sheet can show, hide and colour, and load.
 * Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreAddressUse:
 * @MARBRE_ADDRESS_STYLE: a style sheet: a linked one, or one that another imports
 * @MARBRE_ADDRESS_FILE: a picture or a font
 */
typedef enum
{
  MARBRE_ADDRESS_STYLE,
  MARBRE_ADDRESS_FILE,
} MarbreAddressUse;

/**
 * MarbreAddressMapper:
 * @address: an absolute http(s) address
 * @use: what the page does with it
 * @data: the caller's
 *
 * Returns: (transfer full) (nullable): where it is found instead, %NULL to load nothing
 */
typedef char *(*MarbreAddressMapper) (const char       *address,
                                      MarbreAddressUse  use,
                                      gpointer          data);

char *marbre_style_map         (const char          *css,
                                gssize               length,
                                const char          *base_uri,
                                MarbreAddressMapper  map,
                                gpointer             data) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_style_map_address (const char          *reference,
                                const char          *base_uri,
                                MarbreAddressUse     use,
                                MarbreAddressMapper  map,
                                gpointer             data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
