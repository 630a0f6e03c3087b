/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk on their way through cmark. It would tear their signs apart (`{~~` is a struck
 * word, `{>>https://…` an address), so they are masked before it reads a body: each by something as
 * long that means nothing to it, so that all else stays in its place. In the tree the masks become
 * what the renderer writes, or go with what is not to be published. Inside the text room only. One
 * thread at a time.
 */
#pragma once

#include <cmark-gfm.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreCriticNode:
 * @MARBRE_CRITIC_NODE_TEXT: any other text
 * @MARBRE_CRITIC_NODE_COMMENT: a comment; it is the node's literal
 * @MARBRE_CRITIC_NODE_ADDED: before what is to be added; the literals of all these are empty
 * @MARBRE_CRITIC_NODE_ADDED_END: behind it
 * @MARBRE_CRITIC_NODE_REMOVED: before what is to be removed
 * @MARBRE_CRITIC_NODE_REMOVED_END: behind it
 * @MARBRE_CRITIC_NODE_FLAGGED: before what is highlighted
 * @MARBRE_CRITIC_NODE_FLAGGED_END: behind it
 *
 * What a text node stands for, if notes are shown.
 */
typedef enum
{
  MARBRE_CRITIC_NODE_TEXT,
  MARBRE_CRITIC_NODE_COMMENT,
  MARBRE_CRITIC_NODE_ADDED,
  MARBRE_CRITIC_NODE_ADDED_END,
  MARBRE_CRITIC_NODE_REMOVED,
  MARBRE_CRITIC_NODE_REMOVED_END,
  MARBRE_CRITIC_NODE_FLAGGED,
  MARBRE_CRITIC_NODE_FLAGGED_END,
} MarbreCriticNode;

gboolean         marbre_critic_mask     (char       *text,
                                         gsize       length);
gboolean         marbre_critic_unmask   (cmark_node *root,
                                         gboolean    show);
MarbreCriticNode marbre_critic_get_node (cmark_node *node);
gboolean         marbre_critic_render   (cmark_node *node,
                                         gboolean    tabs,
                                         GString    *html);

G_END_DECLS
