/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The errors of the preview room: why a page of a site cannot be had. Main thread only.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MARBRE_PREVIEW_ERROR (marbre_preview_error_quark ())

/**
 * MarbrePreviewError:
 * @MARBRE_PREVIEW_ERROR_ADDRESS: not an address that is loaded; correct it
 * @MARBRE_PREVIEW_ERROR_UNREACHABLE: no answer, or one cut short; try again
 * @MARBRE_PREVIEW_ERROR_REFUSED: the site has no such page for us; choose another
 * @MARBRE_PREVIEW_ERROR_NOT_A_PAGE: a picture, a feed, a file; choose another
 * @MARBRE_PREVIEW_ERROR_TOO_LARGE: more than Marbre reads; choose another
 */
typedef enum
{
  MARBRE_PREVIEW_ERROR_ADDRESS,
  MARBRE_PREVIEW_ERROR_UNREACHABLE,
  MARBRE_PREVIEW_ERROR_REFUSED,
  MARBRE_PREVIEW_ERROR_NOT_A_PAGE,
  MARBRE_PREVIEW_ERROR_TOO_LARGE,
} MarbrePreviewError;

GQuark marbre_preview_error_quark (void);

G_END_DECLS
