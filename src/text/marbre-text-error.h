/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The errors of the text room: what is wrong with a text that came from a person or a file. Not
 * for failures of the disk or the network. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MARBRE_TEXT_ERROR (marbre_text_error_quark ())

/**
 * MarbreTextError:
 * @MARBRE_TEXT_ERROR_INVALID: malformed; the message says where, the writer corrects the input
 * @MARBRE_TEXT_ERROR_TOO_LARGE: longer or nested deeper than Marbre handles; use a part of it
 * @MARBRE_TEXT_ERROR_ENCODING: not UTF-8; offer to read it in another encoding
 */
typedef enum
{
  MARBRE_TEXT_ERROR_INVALID,
  MARBRE_TEXT_ERROR_TOO_LARGE,
  MARBRE_TEXT_ERROR_ENCODING,
} MarbreTextError;

GQuark marbre_text_error_quark (void);

G_END_DECLS
