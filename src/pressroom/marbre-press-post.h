/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A post of the embedded site, as its table has it: plain values that belong to whoever made them.
 * Not for Micropub's JSON (marbre-press-properties.h) and not for SQL (marbre-press-store.h).
 */
#pragma once

#include "marbre-story.h"

G_BEGIN_DECLS

/* The texts of a post, each a column of the table. */
typedef enum
{
  MARBRE_PRESS_UUID,
  MARBRE_PRESS_SLUG,
  MARBRE_PRESS_UID,
  MARBRE_PRESS_NAME,
  MARBRE_PRESS_SUMMARY,
  MARBRE_PRESS_HTML,
  MARBRE_PRESS_MARKDOWN,
  MARBRE_PRESS_SECTION,
  MARBRE_PRESS_KICKER,
  MARBRE_PRESS_BYLINE,
  MARBRE_PRESS_LANGUAGE,
  MARBRE_PRESS_PHOTO,
  MARBRE_PRESS_PHOTO_ALT,
  MARBRE_PRESS_PHOTO_CAPTION,
  MARBRE_PRESS_PHOTO_CREDIT,
} MarbrePressText;

#define MARBRE_PRESS_N_TEXTS (MARBRE_PRESS_PHOTO_CREDIT + 1)

/**
 * MarbrePressPost:
 * @number: its row, 0 before it is stored
 * @published: seconds UTC, 0 for none; in the future = hidden until then
 * @updated: microseconds UTC of the last change; the store sets it
 */
typedef struct
{
  gint64 number;
  char *texts[MARBRE_PRESS_N_TEXTS]; /* (owned): never NULL */
  GStrv tags;                        /* (owned): without the section */
  gboolean draft;
  gboolean deleted;
  gint64 published;
  gint64 updated;
} MarbrePressPost;

MarbrePressPost *marbre_press_post_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void             marbre_press_post_free      (MarbrePressPost       *self);
void             marbre_press_post_set_text  (MarbrePressPost       *self,
                                              MarbrePressText        text,
                                              const char            *value);
gboolean         marbre_press_post_is_public (const MarbrePressPost *self,
                                              gint64                 now);
char            *marbre_press_post_make_path (const MarbrePressPost *self)
                                              G_GNUC_WARN_UNUSED_RESULT;
MarbreStory     *marbre_press_post_to_story  (const MarbrePressPost *self)
                                              G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbrePressPost, marbre_press_post_free)

G_END_DECLS
