/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of marbre-blocks-critic: a block's leaves, each with the marks that it is in.
 */
#pragma once

#include "marbre-blocks-critic.h"
#include "marbre-critic.h"

G_BEGIN_DECLS

/* What a leaf is in, as bits. */
enum
{
  MARBRE_CRITIC_IN_COMMENT = 1 << 0,
  MARBRE_CRITIC_IN_ADDED = 1 << 1,
  MARBRE_CRITIC_IN_REMOVED = 1 << 2,
  MARBRE_CRITIC_IN_FLAGGED = 1 << 3,
};

#define MARBRE_CRITIC_IS_UNPUBLISHED(state)                                                        \
  (((state) & (MARBRE_CRITIC_IN_COMMENT | MARBRE_CRITIC_IN_ADDED)) != 0)

/* A leaf, or a piece of one. */
typedef struct
{
  cmark_node *node; /* (borrowed) */
  cmark_node *line; /* (borrowed): the paragraph, heading or cell that it is in */
  guint state;
} MarbreCriticPiece;

typedef struct
{
  cmark_node *root; /* (borrowed) */
  gboolean show;
  GArray *pieces; /* (owned) (element-type MarbreCriticPiece): in order */
  guint depth[MARBRE_N_CRITIC_KINDS];
  guint n_new; /* of the substitutions that we are in, how many are past their arrow */
} MarbreCriticUnmasker;

static inline gboolean
marbre_critic_is_inline (cmark_node *node)
{
  return (cmark_node_get_type (node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;
}

static inline gboolean
marbre_critic_is_picture (cmark_node *node)
{
  return cmark_node_get_type (node) == CMARK_NODE_IMAGE;
}

static inline MarbreCriticPiece *
marbre_critic_get_piece (MarbreCriticUnmasker *self, guint index)
{
  return &g_array_index (self->pieces, MarbreCriticPiece, index);
}

static inline gboolean
marbre_critic_is_text (MarbreCriticPiece *piece)
{
  return cmark_node_get_type (piece->node) == CMARK_NODE_TEXT;
}

static inline gboolean
marbre_critic_is_break (MarbreCriticPiece *piece)
{
  return cmark_node_get_type (piece->node) == CMARK_NODE_SOFTBREAK;
}

/* marbre-blocks-critic-mask.c */
const char *_marbre_critic_find_mask (const char           *p,
                                      gsize                *length,
                                      guint                *code);
void        _marbre_critic_take_sign (MarbreCriticUnmasker *self,
                                      guint                 code);
guint       _marbre_critic_get_state (MarbreCriticUnmasker *self);
char       *_marbre_critic_restore   (const char           *text) G_GNUC_WARN_UNUSED_RESULT;
char       *_marbre_critic_publish   (const char           *text) G_GNUC_WARN_UNUSED_RESULT;
char       *_marbre_critic_tab_html  (const char           *html) G_GNUC_WARN_UNUSED_RESULT;

void  marbre_critic_remove_node   (cmark_node           *node,
                                   cmark_node           *top);
guint marbre_critic_find_line_end (MarbreCriticUnmasker *self,
                                   guint                 first);
void  marbre_critic_show_all      (MarbreCriticUnmasker *self);

G_END_DECLS
