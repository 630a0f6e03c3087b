/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The faces of a story: its article, and how it looks where readers meet it first, on a front page,
 * in a list, among a search engine's results, on a social network. A face is a template with slots
 * of its own, filled like any other page (marbre_template_load_face()). Not for what is published:
 * other sites make these from the page's head. No state; any thread.
 */
#pragma once

#include "marbre-page.h"

G_BEGIN_DECLS

/**
 * MarbreFace:
 * @MARBRE_FACE_ARTICLE: the article, in whatever layout
 * @MARBRE_FACE_FRONT: on the paper's front page, as its opening and as one of several
 * @MARBRE_FACE_LIST: in a list of stories
 * @MARBRE_FACE_SEARCH: a search engine's result
 * @MARBRE_FACE_SOCIAL: a social network's card, with the values it is made of
 */
typedef enum
{
  MARBRE_FACE_ARTICLE,
  MARBRE_FACE_FRONT,
  MARBRE_FACE_LIST,
  MARBRE_FACE_SEARCH,
  MARBRE_FACE_SOCIAL,
} MarbreFace;

#define MARBRE_N_FACES (MARBRE_FACE_SOCIAL + 1)

const char *marbre_face_get_name    (MarbreFace  face);
gboolean    marbre_face_from_name   (const char *name,
                                     MarbreFace *face);
gboolean    marbre_face_has_slot    (MarbreFace  face,
                                     MarbreSlot  slot);
MarbreSlot  marbre_face_get_source  (MarbreSlot  slot);
void        marbre_face_append_slot (MarbrePage *page,
                                     MarbreSlot  slot,
                                     GString    *out);

G_END_DECLS
