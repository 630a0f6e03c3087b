/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names and slots of the faces; see marbre-face.h. Their slots are written in
 * marbre-face-slots.c.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-face.h"

static const char *const names[MARBRE_N_FACES] = {
  [MARBRE_FACE_ARTICLE] = "article", [MARBRE_FACE_FRONT] = "front",   [MARBRE_FACE_LIST] = "list",
  [MARBRE_FACE_SEARCH] = "search",   [MARBRE_FACE_SOCIAL] = "social",
};

/**
 * marbre_face_get_name:
 *
 * Returns: the face's name in settings, actions and file names, ASCII
 */
const char *
marbre_face_get_name (MarbreFace face)
{
  g_return_val_if_fail ((guint) face < MARBRE_N_FACES, "");
  return names[face];
}

/**
 * marbre_face_from_name:
 * @name: (nullable): a name as marbre_face_get_name() gives it
 * @face: (out): the face
 *
 * Returns: %FALSE if there is no such face
 */
gboolean
marbre_face_from_name (const char *name, MarbreFace *face)
{
  for (guint i = 0; i < MARBRE_N_FACES; i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *face = (MarbreFace) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * marbre_face_has_slot:
 *
 * Returns: whether the face's template has a place for the slot, so that what no one sees need not
 *   be written at each key
 */
gboolean
marbre_face_has_slot (MarbreFace face, MarbreSlot slot)
{
  switch (face)
    {
    case MARBRE_FACE_ARTICLE:
      return slot <= MARBRE_SLOT_RELATED;
    case MARBRE_FACE_FRONT:
    case MARBRE_FACE_LIST:
      return slot == MARBRE_SLOT_SITE || slot == MARBRE_SLOT_KICKER ||
             slot == MARBRE_SLOT_HEADLINE || slot == MARBRE_SLOT_STANDFIRST ||
             slot == MARBRE_SLOT_PICTURE || slot == MARBRE_SLOT_DATE;
    case MARBRE_FACE_SEARCH:
      return slot >= MARBRE_SLOT_DATE && slot <= MARBRE_SLOT_SEARCH_HINTS;
    case MARBRE_FACE_SOCIAL:
      return slot == MARBRE_SLOT_PICTURE ||
             (slot >= MARBRE_SLOT_SOCIAL_SITE && slot <= MARBRE_SLOT_SOCIAL_VALUES);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * marbre_face_get_source:
 * @slot: any slot
 *
 * Returns: the slot of the article with the same text, for who wants to change what another face
 *   shows; @slot itself if there is none
 */
MarbreSlot
marbre_face_get_source (MarbreSlot slot)
{
  switch ((int) slot)
    {
    case MARBRE_SLOT_SEARCH_TITLE:
    case MARBRE_SLOT_SOCIAL_TITLE:
      return MARBRE_SLOT_HEADLINE;
    case MARBRE_SLOT_SEARCH_TEXT:
    case MARBRE_SLOT_SOCIAL_TEXT:
      return MARBRE_SLOT_STANDFIRST;
    case MARBRE_SLOT_PICTURE:
      return MARBRE_SLOT_LEAD;
    default:
      return slot;
    }
}
