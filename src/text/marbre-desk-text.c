/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts with notes to the desk; see marbre-desk-text.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-desk-text.h"

/**
 * marbre_desk_text_is_field:
 * @text: a text
 * @field: (out): the story's field that it is
 *
 * Returns: %FALSE if it is one of the lead picture's
 */
gboolean
marbre_desk_text_is_field (MarbreDeskText text, MarbreField *field)
{
  static const MarbreField fields[] = {
    [MARBRE_DESK_TEXT_KICKER] = MARBRE_FIELD_KICKER,
    [MARBRE_DESK_TEXT_HEADLINE] = MARBRE_FIELD_HEADLINE,
    [MARBRE_DESK_TEXT_STANDFIRST] = MARBRE_FIELD_STANDFIRST,
    [MARBRE_DESK_TEXT_BYLINE] = MARBRE_FIELD_BYLINE,
    [MARBRE_DESK_TEXT_BODY] = MARBRE_FIELD_BODY,
  };

  g_return_val_if_fail ((guint) text < MARBRE_N_DESK_TEXTS, FALSE);

  if (text >= MARBRE_DESK_TEXT_LEAD_ALT && text <= MARBRE_DESK_TEXT_LEAD_CREDIT)
    return FALSE;
  *field = fields[text];
  return TRUE;
}

/**
 * marbre_desk_text_get:
 * @story: a story
 * @text: one of its texts
 *
 * Returns: the text; "" also if there is no lead picture
 */
const char *
marbre_desk_text_get (MarbreStory *story, MarbreDeskText text)
{
  MarbreMedia *image;
  MarbreField field;

  g_return_val_if_fail (MARBRE_IS_STORY (story), "");

  if (marbre_desk_text_is_field (text, &field))
    return marbre_story_get_text (story, field);
  image = marbre_story_get_lead_image (story);
  if (image == NULL)
    return "";
  if (text == MARBRE_DESK_TEXT_LEAD_ALT)
    return marbre_media_get_alt (image);
  if (text == MARBRE_DESK_TEXT_LEAD_CAPTION)
    return marbre_media_get_caption (image);
  return marbre_media_get_credit (image);
}
