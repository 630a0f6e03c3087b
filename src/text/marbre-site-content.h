/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an article says at its site, in the form of that site's editor: read as Markdown of ours,
 * and written again such that nothing is lost that Markdown cannot say. What did not change keeps
 * its bytes; what no Markdown can say stands in the body as a block of the site
 * (marbre-site-block.h). Each kind of site reads in a file of its own (marbre-wp-content.h,
 * marbre-lexical.h). Not for requests. Any thread, one at a time.
 */
#pragma once

#include "marbre-blocks.h"

G_BEGIN_DECLS

/**
 * MarbreSiteBody:
 * @kicker: plain text, "" if there is none
 * @byline: likewise
 * @source: the Markdown
 * @language: (nullable): its language
 * @blocks: (element-type MarbreBlock): its blocks, as they are to be published
 * @picture_ids: (nullable) (element-type utf8 utf8): what the site calls pictures, by address
 * @trusted: whether blocks of a site that are not at this one go as they are: never, if it is sent
 *
 * What an article is to say; all borrowed.
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
} MarbreSiteBody;

typedef struct _MarbreSiteContent MarbreSiteContent;

void        marbre_site_content_free         (MarbreSiteContent *self);
const char *marbre_site_content_get_kicker   (MarbreSiteContent *self);
const char *marbre_site_content_get_byline   (MarbreSiteContent *self);
const char *marbre_site_content_get_markdown (MarbreSiteContent *self);
char       *marbre_site_content_write        (MarbreSiteContent    *self,
                                              const MarbreSiteBody *body,
                                              guint                *n_lost)
                                              G_GNUC_WARN_UNUSED_RESULT;
char       *marbre_site_content_dup_gist     (MarbreSiteContent *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSiteContent, marbre_site_content_free)

G_END_DECLS
