/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of Markdown a body may have, so that no text takes longer than its length allows: cmark
 * reads some things in quadratic time. Inside the text room only. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreAllowed:
 * @tables: tables
 * @links: links of bare addresses
 *
 * What may be parsed.
 */
typedef struct
{
  gboolean tables;
  gboolean links;
} MarbreAllowed;

MarbreAllowed marbre_limits_scan (const char *text,
                                  gsize       length);

G_END_DECLS
