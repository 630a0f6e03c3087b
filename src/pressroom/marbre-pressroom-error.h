/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pressroom's errors, named by what the caller can do about them. What its database says stays
 * a #MarbreArchiveError, and cancellation is %G_IO_ERROR_CANCELLED.
 */
#pragma once

#include <glib.h>

#define MARBRE_PRESSROOM_ERROR (marbre_pressroom_error_quark ())

/**
 * MarbrePressroomError:
 * @MARBRE_PRESSROOM_ERROR_INVALID: the request is malformed; correct it (400)
 * @MARBRE_PRESSROOM_ERROR_NOT_FOUND: there is no such post (404)
 * @MARBRE_PRESSROOM_ERROR_TOO_LARGE: more than the pressroom takes; send less (413)
 * @MARBRE_PRESSROOM_ERROR_UNSUPPORTED: not a kind of content that it takes; convert it (415)
 * @MARBRE_PRESSROOM_ERROR_NOT_STARTED: start it first, or again
 * @MARBRE_PRESSROOM_ERROR_NO_PORT: the machine gives no address to listen on; free one
 */
typedef enum
{
  MARBRE_PRESSROOM_ERROR_INVALID,
  MARBRE_PRESSROOM_ERROR_NOT_FOUND,
  MARBRE_PRESSROOM_ERROR_TOO_LARGE,
  MARBRE_PRESSROOM_ERROR_UNSUPPORTED,
  MARBRE_PRESSROOM_ERROR_NOT_STARTED,
  MARBRE_PRESSROOM_ERROR_NO_PORT,
} MarbrePressroomError;

GQuark marbre_pressroom_error_quark (void);
