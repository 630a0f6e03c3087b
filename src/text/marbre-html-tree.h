/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A parsed piece of foreign HTML and the few questions the text room asks its nodes. It holds
 * gumbo's tree in an arena, because gumbo frees its nodes by recursion and ten thousand nested
 * elements would end the program. Not for judging what is allowed (marbre-sanitize.h). One thread
 * at a time.
 */
#pragma once

#include <gumbo.h>

#include <glib.h>

G_BEGIN_DECLS

/* Walks go no deeper; what lies below is left out. Real pages stay under 60. */
#define MARBRE_HTML_MAX_DEPTH 400

typedef struct _MarbreHtmlTree MarbreHtmlTree;

MarbreHtmlTree  *marbre_html_tree_new_fragment (const char     *html,
                                                gssize          length,
                                                GError        **error) G_GNUC_WARN_UNUSED_RESULT;
MarbreHtmlTree  *marbre_html_tree_new_document (const char     *html,
                                                gssize          length,
                                                GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void             marbre_html_tree_free         (MarbreHtmlTree *self);
const GumboNode *marbre_html_tree_get_document (MarbreHtmlTree *self);
const GumboNode *marbre_html_tree_get_root     (MarbreHtmlTree *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreHtmlTree, marbre_html_tree_free)

guint            marbre_html_node_get_n_children      (const GumboNode *node);
const GumboNode *marbre_html_node_get_child           (const GumboNode *node,
                                                       guint            index);
gboolean         marbre_html_node_is                  (const GumboNode *node,
                                                       GumboTag         tag);
gboolean         marbre_html_node_is_text             (const GumboNode *node);
char            *marbre_html_node_dup_name            (const GumboNode *node)
    G_GNUC_WARN_UNUSED_RESULT;
const char      *marbre_html_node_get_attribute       (const GumboNode *node,
                                                       const char      *name);
int              marbre_html_node_get_number          (const GumboNode *node,
                                                       const char      *name,
                                                       int              fallback);
gboolean         marbre_html_node_has_token           (const GumboNode *node,
                                                       const char      *attribute,
                                                       const char      *token);
gboolean         marbre_html_node_starts_with_newline (const GumboNode *node);
const GumboNode *marbre_html_node_find                (const GumboNode *node,
                                                       GumboTag         tag);
void             marbre_html_node_append_text         (const GumboNode *node,
                                                       GString         *out);

G_END_DECLS
