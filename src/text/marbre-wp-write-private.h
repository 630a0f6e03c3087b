/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files that write block markup share; nobody else includes it.
 */
#pragma once

#include "marbre-html-tree.h"
#include "marbre-wp-write.h"

G_BEGIN_DECLS

/* marbre-wp-write-leaf.c */
void     _marbre_wp_open            (GString         *out,
                                     const char      *name,
                                     const char      *attributes);
void     _marbre_wp_close           (GString         *out,
                                     const char      *name);
void     _marbre_wp_append_inline   (GString         *out,
                                     const GumboNode *node);
gboolean _marbre_wp_is_blank        (const GumboNode *node);
void     _marbre_wp_write_paragraph (GString         *out,
                                     const GumboNode *node);
void     _marbre_wp_write_embed     (GString         *out,
                                     const GumboNode *link);
void     _marbre_wp_write_heading   (GString         *out,
                                     const GumboNode *node);
void     _marbre_wp_write_label     (GString         *out,
                                     const GumboNode *node);
void     _marbre_wp_write_code      (GString         *out,
                                     const GumboNode *node);
void     _marbre_wp_write_picture   (GString         *out,
                                     const GumboNode *node,
                                     GHashTable      *picture_ids);
void     _marbre_wp_write_table     (GString         *out,
                                     const GumboNode *node);
void     _marbre_wp_write_rule      (GString         *out);
void     _marbre_wp_write_html      (GString         *out,
                                     const GumboNode *node);

/* marbre-wp-write-list.c */
void     _marbre_wp_write_list      (GString         *out,
                                     const GumboNode *node);

G_END_DECLS
