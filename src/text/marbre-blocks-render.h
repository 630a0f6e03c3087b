/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One block of the body → its HTML. What one block must know of the others (ids in use, how often
 * a footnote was called) is in the renderer, so that blocks are rendered in order, one at a time.
 * Inside the text room only. One thread at a time.
 */
#pragma once

#include <cmark-gfm.h>

#include "marbre-blocks-part.h"
#include "marbre-blocks.h"

G_BEGIN_DECLS

typedef struct _MarbreBlocksRenderer MarbreBlocksRenderer;

/**
 * MarbreRendered:
 * @kind: what the block turned out to be
 * @html: sanitized, well-formed
 * @text: its prose, plain; "" for pictures, links to other stories and embeds
 *
 * What became of a block.
 */
typedef struct
{
  MarbreBlockKind kind;
  char *html; /* (owned) */
  char *text; /* (owned) */
} MarbreRendered;

MarbreBlocksRenderer *marbre_blocks_renderer_new         (const char           *language,
                                                          MarbreUriMapper       map_image,
                                                          gpointer              map_data)
    G_GNUC_WARN_UNUSED_RESULT;
void                  marbre_blocks_renderer_free        (MarbreBlocksRenderer *self);
void                  marbre_blocks_renderer_set_numbers (MarbreBlocksRenderer *self,
                                                          GArray               *numbers);
void                  marbre_blocks_renderer_set_masked  (MarbreBlocksRenderer *self,
                                                          gboolean              masked);
void                  marbre_blocks_renderer_show_desk   (MarbreBlocksRenderer *self);
void                  marbre_blocks_renderer_set_part    (MarbreBlocksRenderer *self,
                                                          MarbrePart           *part);
void                  marbre_blocks_renderer_skip_calls  (MarbreBlocksRenderer *self,
                                                          GArray               *calls);
void                  marbre_blocks_renderer_skip_headings (MarbreBlocksRenderer *self,
                                                            GPtrArray          *slugs);
gboolean              marbre_blocks_renderer_keeps_ids   (MarbreBlocksRenderer *self,
                                                          MarbrePart           *part);
gboolean              marbre_blocks_holds_raw            (cmark_node           *root);
void                  marbre_blocks_render               (MarbreBlocksRenderer *self,
                                                          cmark_node           *block,
                                                          const char           *bare_uri,
                                                          MarbreRendered       *out);
void                  marbre_blocks_render_note          (MarbreBlocksRenderer *self,
                                                          cmark_node           *node,
                                                          gboolean              raw,
                                                          MarbreNote           *note);
void                  marbre_blocks_sanitize             (MarbreBlocksRenderer *self,
                                                          const char           *html,
                                                          MarbreRendered       *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreBlocksRenderer, marbre_blocks_renderer_free)

G_END_DECLS
