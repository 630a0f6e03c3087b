/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story's fingerprint; see marbre-story-digest.h.
 */
#define G_LOG_DOMAIN "marbre-core"

#include "config.h"

#include "marbre-story-digest.h"

#include <string.h>

/* With its NUL, so that what moves from one text to the next is seen. */
static void
add (GChecksum *checksum, const char *text)
{
  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

/**
 * marbre_story_digest:
 * @story: a story
 *
 * Returns: (transfer full): the same text for stories that marbre_story_equal() finds equal
 */
char *
marbre_story_digest (MarbreStory *story)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *const *tags = marbre_story_get_tags (story);
  MarbreMedia *lead = marbre_story_get_lead_image (story);

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    add (checksum, marbre_story_get_text (story, (MarbreField) i));
  for (; *tags; tags++)
    add (checksum, *tags);
  add (checksum, "");
  if (lead)
    {
      add (checksum, marbre_media_get_src (lead));
      add (checksum, marbre_media_get_alt (lead));
      add (checksum, marbre_media_get_caption (lead));
      add (checksum, marbre_media_get_credit (lead));
    }
  return g_strdup (g_checksum_get_string (checksum));
}
