/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The raw content of a WordPress post: read as Markdown of ours, and written again such that
 * nothing is lost that Markdown cannot say. What did not change keeps its bytes; what no Markdown
 * can say stands in the body as a block of the site (marbre-site-block.h). Not for requests. Any
 * thread, one at a time.
 */
#pragma once

#include "marbre-blocks.h"

G_BEGIN_DECLS

/**
 * MarbreWpBody:
 * @kicker: plain text, "" if there is none
 * @byline: likewise
 * @source: the Markdown
 * @language: (nullable): its language
 * @blocks: (element-type MarbreBlock): its blocks, as they are to be published
 * @picture_ids: (nullable) (element-type utf8 utf8): what the site calls pictures, by address
 * @trusted: whether blocks of a site that are not at this one go as they are: never, if it is sent
 *
 * What a post's content is to say; all borrowed.
 */
typedef struct
{
  const char *kicker;
  const char *byline;
  const char *source;
  const char *language;
  GPtrArray *blocks;
  GHashTable *picture_ids;
  gboolean trusted;
} MarbreWpBody;

typedef struct _MarbreWpContent MarbreWpContent;

MarbreWpContent *marbre_wp_content_read         (const char       *raw,
                                                 GError          **error)
                                                 G_GNUC_WARN_UNUSED_RESULT;
void             marbre_wp_content_free         (MarbreWpContent  *self);
const char      *marbre_wp_content_get_kicker   (MarbreWpContent  *self);
const char      *marbre_wp_content_get_byline   (MarbreWpContent  *self);
const char      *marbre_wp_content_get_markdown (MarbreWpContent  *self);
char            *marbre_wp_content_write        (MarbreWpContent    *self,
                                                 const MarbreWpBody *body,
                                                 guint              *n_lost)
                                                 G_GNUC_WARN_UNUSED_RESULT;
char            *marbre_wp_content_dup_gist     (MarbreWpContent    *self)
                                                 G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreWpContent, marbre_wp_content_free)

G_END_DECLS
