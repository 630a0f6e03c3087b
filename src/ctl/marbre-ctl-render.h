/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The forms in which `marbrectl render` writes a story. One thread.
 */
#pragma once

#include "marbre-face.h"
#include "marbre-story.h"

G_BEGIN_DECLS

/**
 * MarbreCtlRender:
 * @MARBRE_CTL_RENDER_PAGE: the whole page, through a template
 * @MARBRE_CTL_RENDER_ARTICLE: the HTML of the body
 * @MARBRE_CTL_RENDER_BLOCKS: the body's blocks with their places in the source, as JSON
 * @MARBRE_CTL_RENDER_TEXT: the prose of the body
 * @MARBRE_CTL_RENDER_JSON: the story as a line of an archive's JSONL, indented
 */
typedef enum
{
  MARBRE_CTL_RENDER_PAGE,
  MARBRE_CTL_RENDER_ARTICLE,
  MARBRE_CTL_RENDER_BLOCKS,
  MARBRE_CTL_RENDER_TEXT,
  MARBRE_CTL_RENDER_JSON,
} MarbreCtlRender;

gboolean marbre_ctl_render_from_name (const char       *name,
                                      MarbreCtlRender  *render);
gboolean marbre_ctl_render           (MarbreStory      *story,
                                      MarbreCtlRender   render,
                                      const char       *template_name,
                                      MarbreFace        face,
                                      GError          **error);

G_END_DECLS
