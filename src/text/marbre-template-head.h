/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a page says of itself in its head, to search engines and social networks: for
 * marbre-template.c, which writes it, and marbre-face-slots.c, which shows how others will. Any
 * thread that owns the page.
 */
#pragma once

#include "marbre-page.h"

G_BEGIN_DECLS

/**
 * MarbreMeta:
 * @attribute: "name" or "property"
 * @name: what it says, "og:title" and the like
 * @content: plain text, never empty
 *
 * A meta element of the head.
 */
typedef struct
{
  const char *attribute; /* (static) */
  const char *name;      /* (static) */
  char *content;         /* (owned) */
} MarbreMeta;

GPtrArray  *marbre_template_head_list_meta    (MarbrePage *page) G_GNUC_WARN_UNUSED_RESULT;
const char *marbre_template_head_find_meta    (GPtrArray  *list,
                                               const char *name);
char       *marbre_template_head_dup_title    (MarbrePage *page) G_GNUC_WARN_UNUSED_RESULT;
char       *marbre_template_head_make_article (MarbrePage *page,
                                               gboolean    indented) G_GNUC_WARN_UNUSED_RESULT;
void        marbre_template_head_append       (MarbrePage *page,
                                               GString    *out);

G_END_DECLS
