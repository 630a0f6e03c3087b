/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What foreign HTML may keep: an allow-list of elements, attributes, classes and URL schemes.
 * Everything that leaves this file can be shown in the preview and sent to a site. Inside the text
 * room only; others call marbre_html_sanitize(). Any thread.
 */
#pragma once

#include "marbre-blocks.h"

G_BEGIN_DECLS

/**
 * MarbreUriUse:
 * @MARBRE_URI_LINK: a reader may follow it: http, https, mailto, tel or relative
 * @MARBRE_URI_RESOURCE: a page loads it: http, https or relative
 */
typedef enum
{
  MARBRE_URI_LINK,
  MARBRE_URI_RESOURCE,
} MarbreUriUse;

char *marbre_sanitize_uri      (const char      *uri,
                                MarbreUriUse     use) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_sanitize_fragment (const char      *html,
                                gssize           length,
                                MarbreUriMapper  map_image,
                                gpointer         data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
