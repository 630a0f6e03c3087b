/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A post of the embedded site; see marbre-press-post.h.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-post.h"

#include "marbre-compat.h"

/**
 * marbre_press_post_new:
 *
 * Returns: (transfer full): an empty published post with a UUID of its own
 */
MarbrePressPost *
marbre_press_post_new (void)
{
  MarbrePressPost *self = g_new0 (MarbrePressPost, 1);

  for (guint i = 0; i < MARBRE_PRESS_N_TEXTS; i++)
    self->texts[i] = i == MARBRE_PRESS_UUID ? g_uuid_string_random () : g_strdup ("");
  self->tags = g_new0 (char *, 1);
  return self;
}

/**
 * marbre_press_post_free:
 *
 * Frees a post.
 */
void
marbre_press_post_free (MarbrePressPost *self)
{
  for (guint i = 0; i < MARBRE_PRESS_N_TEXTS; i++)
    g_free (self->texts[i]);
  g_strfreev (self->tags);
  g_free (self);
}

/**
 * marbre_press_post_set_text:
 * @text: which text
 * @value: (nullable): valid UTF-8; %NULL is ""
 *
 * Replaces a text.
 */
void
marbre_press_post_set_text (MarbrePressPost *self, MarbrePressText text, const char *value)
{
  marbre_set_str (&self->texts[text], value ? value : "");
}

/**
 * marbre_press_post_is_public:
 * @now: seconds UTC
 *
 * Returns: %TRUE if readers may see it at that moment
 */
gboolean
marbre_press_post_is_public (const MarbrePressPost *self, gint64 now)
{
  return !self->draft && !self->deleted && self->published <= now;
}

/**
 * marbre_press_post_make_path:
 *
 * Returns: (transfer full): the path of its page
 */
char *
marbre_press_post_make_path (const MarbrePressPost *self)
{
  g_autofree char *slug = g_uri_escape_string (self->texts[MARBRE_PRESS_SLUG], NULL, FALSE);

  return g_strconcat ("/articles/", slug, NULL);
}

/**
 * marbre_press_post_to_story:
 *
 * Returns: (transfer full): the story that a page shows
 */
MarbreStory *
marbre_press_post_to_story (const MarbrePressPost *self)
{
  static const struct
  {
    MarbreField field;
    MarbrePressText text;
  } same[] = {
    { MARBRE_FIELD_SECTION, MARBRE_PRESS_SECTION },
    { MARBRE_FIELD_KICKER, MARBRE_PRESS_KICKER },
    { MARBRE_FIELD_HEADLINE, MARBRE_PRESS_NAME },
    { MARBRE_FIELD_STANDFIRST, MARBRE_PRESS_SUMMARY },
    { MARBRE_FIELD_BODY, MARBRE_PRESS_MARKDOWN },
    { MARBRE_FIELD_BYLINE, MARBRE_PRESS_BYLINE },
    { MARBRE_FIELD_LANGUAGE, MARBRE_PRESS_LANGUAGE },
    { MARBRE_FIELD_SLUG, MARBRE_PRESS_SLUG },
  };
  MarbreStory *story = marbre_story_new_with_id (self->texts[MARBRE_PRESS_UUID]);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    marbre_story_set_text (story, same[i].field, self->texts[same[i].text]);
  marbre_story_set_tags (story, (const char *const *) self->tags);
  if (*self->texts[MARBRE_PRESS_PHOTO] != '\0')
    {
      g_autoptr (MarbreMedia) media = marbre_media_new (
          self->texts[MARBRE_PRESS_PHOTO], self->texts[MARBRE_PRESS_PHOTO_ALT],
          self->texts[MARBRE_PRESS_PHOTO_CAPTION], self->texts[MARBRE_PRESS_PHOTO_CREDIT]);

      marbre_story_set_lead_image (story, media);
    }
  marbre_story_set_state (story, MARBRE_STORY_PUBLISHED);
  marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, self->published);
  marbre_story_set_time (story, MARBRE_MOMENT_UPDATED, self->updated / G_USEC_PER_SEC);
  return story;
}
