/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The story: one model for a draft, a published article and an archived one (DESIGN §2, §4).
 * Not for storage, rendering or sending. A story belongs to one thread at a time; hand
 * marbre_story_copy() to another.
 */
#pragma once

#include "marbre-media.h"

G_BEGIN_DECLS

/**
 * MarbreField:
 *
 * The texts of a story. Each is also a GObject property of #MarbreStory, a key of the front matter
 * and a key of the archive's JSONL, under the name that marbre_field_get_name() gives.
 */
typedef enum
{
  MARBRE_FIELD_SECTION,
  MARBRE_FIELD_KICKER,
  MARBRE_FIELD_HEADLINE,
  MARBRE_FIELD_STANDFIRST,
  MARBRE_FIELD_BODY, /* Markdown, DESIGN §4; the only field that is not a single plain line */
  MARBRE_FIELD_BYLINE,
  MARBRE_FIELD_LANGUAGE, /* BCP 47, "fr" or "en" */
  MARBRE_FIELD_SLUG,     /* "" lets the site make one */
} MarbreField;

#define MARBRE_N_FIELDS (MARBRE_FIELD_SLUG + 1)

/**
 * MarbreMoment:
 *
 * The times of a story, each in seconds since 1970 UTC, 0 where there is none.
 */
typedef enum
{
  MARBRE_MOMENT_CREATED,
  MARBRE_MOMENT_UPDATED,   /* last change of the text here or at the site */
  MARBRE_MOMENT_PUBLISHED, /* first publication */
  MARBRE_MOMENT_PUBLISH_AT,
  MARBRE_MOMENT_EMBARGO_UNTIL,
} MarbreMoment;

#define MARBRE_N_MOMENTS (MARBRE_MOMENT_EMBARGO_UNTIL + 1)

/**
 * MarbreStoryState:
 * @MARBRE_STORY_DRAFT: written here, not online
 * @MARBRE_STORY_PUBLISHED: written here and online (or scheduled) at a site
 * @MARBRE_STORY_ARCHIVED: came from a site, an import or the samples
 */
typedef enum
{
  MARBRE_STORY_DRAFT,
  MARBRE_STORY_PUBLISHED,
  MARBRE_STORY_ARCHIVED,
} MarbreStoryState;

const char *marbre_field_get_name         (MarbreField       field);
gboolean    marbre_field_from_name        (const char       *name,
                                           MarbreField      *field);
const char *marbre_story_state_get_name   (MarbreStoryState  state);
gboolean    marbre_story_state_from_name  (const char       *name,
                                           MarbreStoryState *state);

/* A length beyond this was not ordered but mistyped: six hundred feuillets. */
#define MARBRE_STORY_MAX_LENGTH 900000

#define MARBRE_TYPE_STORY (marbre_story_get_type ())
G_DECLARE_FINAL_TYPE (MarbreStory, marbre_story, MARBRE, STORY, GObject)

MarbreStory       *marbre_story_new            (void) G_GNUC_WARN_UNUSED_RESULT;
MarbreStory       *marbre_story_new_with_id    (const char         *id) G_GNUC_WARN_UNUSED_RESULT;
MarbreStory       *marbre_story_copy           (MarbreStory        *self) G_GNUC_WARN_UNUSED_RESULT;
const char        *marbre_story_get_id         (MarbreStory        *self);
const char        *marbre_story_get_text       (MarbreStory        *self,
                                                MarbreField         field);
void               marbre_story_set_text       (MarbreStory        *self,
                                                MarbreField         field,
                                                const char         *text);
const char *const *marbre_story_get_tags       (MarbreStory        *self);
void               marbre_story_set_tags       (MarbreStory        *self,
                                                const char *const  *tags);
gboolean           marbre_story_add_tag        (MarbreStory        *self,
                                                const char         *tag);
gboolean           marbre_story_remove_tag     (MarbreStory        *self,
                                                const char         *tag);
MarbreMedia       *marbre_story_get_lead_image (MarbreStory        *self);
void               marbre_story_set_lead_image (MarbreStory        *self,
                                                MarbreMedia        *media);
MarbreStoryState   marbre_story_get_state      (MarbreStory        *self);
void               marbre_story_set_state      (MarbreStory        *self,
                                                MarbreStoryState    state);
gint64             marbre_story_get_time       (MarbreStory        *self,
                                                MarbreMoment        moment);
void               marbre_story_set_time       (MarbreStory        *self,
                                                MarbreMoment        moment,
                                                gint64              seconds);
guint              marbre_story_get_length     (MarbreStory        *self);
void               marbre_story_set_length     (MarbreStory        *self,
                                                guint               signs);
const char        *marbre_story_get_url        (MarbreStory        *self);
void               marbre_story_set_url        (MarbreStory        *self,
                                                const char         *url);
gboolean           marbre_story_is_blank       (MarbreStory        *self);
gboolean           marbre_story_equal          (MarbreStory        *self,
                                                MarbreStory        *other);

G_END_DECLS
