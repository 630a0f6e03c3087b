/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of a body parsed apart from the others: cut into parts, then rendered. The whole body is a
 * region, too, so that there is one way to blocks. Not where in the body a region has to begin and
 * end (marbre-blocks-edit.c). Inside the text room only. One thread at a time.
 */
#pragma once

#include "marbre-blocks-part.h"
#include "marbre-blocks-render.h"

G_BEGIN_DECLS

typedef struct _MarbreRegion MarbreRegion;

/**
 * MarbreSurroundings:
 * @follows_list: the last block before may be a list
 * @is_end: the region reaches to the end of the body
 * @labels: (nullable) (element-type utf8): labels of footnotes that the rest of the body defines
 * @definers: (nullable) (element-type MarbrePart): parts of the rest that define references of
 *   links
 *
 * What a region has to know of the rest of its body.
 */
typedef struct
{
  gboolean follows_list;
  gboolean is_end;
  GPtrArray *labels;   /* (borrowed) (nullable) */
  GPtrArray *definers; /* (borrowed) (nullable) */
} MarbreSurroundings;

gboolean      marbre_region_may_begin    (const char               *line,
                                          gsize                     length,
                                          gboolean                  follows_list);
MarbreRegion *marbre_region_new          (const char               *text,
                                          gsize                     length,
                                          const MarbreSurroundings *around)
    G_GNUC_WARN_UNUSED_RESULT;
void          marbre_region_free         (MarbreRegion             *self);
gboolean      marbre_region_is_open      (MarbreRegion             *self);
gboolean      marbre_region_ends_in_list (MarbreRegion             *self);
gboolean      marbre_region_is_odd       (MarbreRegion             *self);
gboolean      marbre_region_has_heading  (MarbreRegion             *self);
GPtrArray    *marbre_region_get_parts    (MarbreRegion             *self);
GPtrArray    *marbre_region_get_labels   (MarbreRegion             *self);
guint         marbre_region_count_called (MarbreRegion             *self);
void          marbre_region_set_numbers  (MarbreRegion             *self,
                                          GArray                   *numbers);
void          marbre_region_render       (MarbreRegion             *self,
                                          MarbreBlocksRenderer     *renderer);
void          marbre_region_render_note  (MarbreRegion             *self,
                                          guint                     number,
                                          MarbreBlocksRenderer     *renderer,
                                          gboolean                  raw);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreRegion, marbre_region_free)

G_END_DECLS
