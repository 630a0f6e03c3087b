/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The texts of a story that may hold notes to the desk, in the order of the window: what readers
 * see of it, but for names that belong to the site. Any thread.
 */
#pragma once

#include "marbre-story.h"

G_BEGIN_DECLS

/**
 * MarbreDeskText:
 *
 * All but the body are one plain line.
 */
typedef enum
{
  MARBRE_DESK_TEXT_KICKER,
  MARBRE_DESK_TEXT_HEADLINE,
  MARBRE_DESK_TEXT_STANDFIRST,
  MARBRE_DESK_TEXT_BYLINE,
  MARBRE_DESK_TEXT_LEAD_ALT,
  MARBRE_DESK_TEXT_LEAD_CAPTION,
  MARBRE_DESK_TEXT_LEAD_CREDIT,
  MARBRE_DESK_TEXT_BODY,
} MarbreDeskText;

#define MARBRE_N_DESK_TEXTS (MARBRE_DESK_TEXT_BODY + 1)

const char *marbre_desk_text_get      (MarbreStory    *story,
                                       MarbreDeskText  text);
gboolean    marbre_desk_text_is_field (MarbreDeskText  text,
                                       MarbreField    *field);

G_END_DECLS
