/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The story model; see marbre-story.h. The texts and moments are tables indexed by their enums, so
 * that a field added to the enum is at once a property, a front matter key and an archive column
 * name, and cannot be forgotten in one of them.
 */
#define G_LOG_DOMAIN "marbre-core"

#include "config.h"

#include "marbre-story.h"

#include "marbre-compat.h"
#include "marbre-tag-text.h"
#include "marbre-time.h"

struct _MarbreStory
{
  GObject parent_instance;

  char *id;                     /* (owned): UUID or the importer's id; never changes */
  char *texts[MARBRE_N_FIELDS]; /* (owned): never NULL */
  gint64 times[MARBRE_N_MOMENTS];
  GStrv tags;              /* (owned): never NULL, no empty and no equal entries */
  MarbreMedia *lead_image; /* (owned) (nullable) */
  char *url;               /* (owned): permalink, "" while there is none */
  MarbreStoryState state;
  guint length; /* characters with spaces that were commissioned; 0 if none */
};

G_DEFINE_FINAL_TYPE (MarbreStory, marbre_story, G_TYPE_OBJECT)

/* Property ids: the fields first, in the order of MarbreField, so that id = field + 1. */
enum
{
  PROP_TAGS = MARBRE_N_FIELDS + 1,
  PROP_LEAD_IMAGE,
  PROP_STATE,
  PROP_LENGTH,
  PROP_URL,
  PROP_ID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char *const field_names[MARBRE_N_FIELDS] = {
  [MARBRE_FIELD_SECTION] = "section",       [MARBRE_FIELD_KICKER] = "kicker",
  [MARBRE_FIELD_HEADLINE] = "headline",     [MARBRE_FIELD_STANDFIRST] = "standfirst",
  [MARBRE_FIELD_BODY] = "body",             [MARBRE_FIELD_BYLINE] = "byline",
  [MARBRE_FIELD_LANGUAGE] = "language",     [MARBRE_FIELD_SLUG] = "slug",
};

static const char *const state_names[] = {
  [MARBRE_STORY_DRAFT] = "draft",
  [MARBRE_STORY_PUBLISHED] = "published",
  [MARBRE_STORY_ARCHIVED] = "archived",
};

/**
 * marbre_field_get_name:
 *
 * Returns: the field's name in files, properties and the archive, ASCII
 */
const char *
marbre_field_get_name (MarbreField field)
{
  g_return_val_if_fail ((guint) field < MARBRE_N_FIELDS, "");
  return field_names[field];
}

/**
 * marbre_field_from_name:
 * @name: a name as marbre_field_get_name() gives it
 * @field: (out): the field
 *
 * Returns: %FALSE if there is no such field
 */
gboolean
marbre_field_from_name (const char *name, MarbreField *field)
{
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    if (g_strcmp0 (field_names[i], name) == 0)
      {
        *field = (MarbreField) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * marbre_story_state_get_name:
 *
 * Returns: "draft", "published" or "archived"
 */
const char *
marbre_story_state_get_name (MarbreStoryState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_names), "draft");
  return state_names[state];
}

/**
 * marbre_story_state_from_name:
 * @name: a name as marbre_story_state_get_name() gives it
 * @state: (out): the state
 *
 * Returns: %FALSE if there is no such state
 */
gboolean
marbre_story_state_from_name (const char *name, MarbreStoryState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (state_names[i], name) == 0)
      {
        *state = (MarbreStoryState) i;
        return TRUE;
      }
  return FALSE;
}

static void
marbre_story_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MarbreStory *self = MARBRE_STORY (object);

  if (prop_id >= 1 && prop_id <= MARBRE_N_FIELDS)
    {
      g_value_set_string (value, self->texts[prop_id - 1]);
      return;
    }

  switch (prop_id)
    {
    case PROP_TAGS:
      g_value_set_boxed (value, self->tags);
      break;
    case PROP_LEAD_IMAGE:
      g_value_set_object (value, self->lead_image);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_LENGTH:
      g_value_set_uint (value, self->length);
      break;
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_story_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MarbreStory *self = MARBRE_STORY (object);

  if (prop_id >= 1 && prop_id <= MARBRE_N_FIELDS)
    {
      marbre_story_set_text (self, (MarbreField) (prop_id - 1), g_value_get_string (value));
      return;
    }

  switch (prop_id)
    {
    case PROP_TAGS:
      marbre_story_set_tags (self, g_value_get_boxed (value));
      break;
    case PROP_LEAD_IMAGE:
      marbre_story_set_lead_image (self, g_value_get_object (value));
      break;
    case PROP_STATE:
      marbre_story_set_state (self, (MarbreStoryState) g_value_get_int (value));
      break;
    case PROP_LENGTH:
      marbre_story_set_length (self, g_value_get_uint (value));
      break;
    case PROP_URL:
      marbre_story_set_url (self, g_value_get_string (value));
      break;
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_story_constructed (GObject *object)
{
  MarbreStory *self = MARBRE_STORY (object);

  G_OBJECT_CLASS (marbre_story_parent_class)->constructed (object);
  if (self->id == NULL)
    self->id = g_uuid_string_random ();
}

static void
marbre_story_finalize (GObject *object)
{
  MarbreStory *self = MARBRE_STORY (object);

  g_clear_pointer (&self->id, g_free);
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    g_clear_pointer (&self->texts[i], g_free);
  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_object (&self->lead_image);
  g_clear_pointer (&self->url, g_free);
  G_OBJECT_CLASS (marbre_story_parent_class)->finalize (object);
}

static void
marbre_story_class_init (MarbreStoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = marbre_story_constructed;
  object_class->finalize = marbre_story_finalize;
  object_class->get_property = marbre_story_get_property;
  object_class->set_property = marbre_story_set_property;

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    properties[i + 1] = g_param_spec_string (field_names[i], NULL, NULL, "", flags);
  properties[PROP_TAGS] = g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_LEAD_IMAGE] =
      g_param_spec_object ("lead-image", NULL, NULL, MARBRE_TYPE_MEDIA, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, MARBRE_STORY_ARCHIVED,
                                             MARBRE_STORY_DRAFT, flags);
  properties[PROP_LENGTH] =
      g_param_spec_uint ("length", NULL, NULL, 0, MARBRE_STORY_MAX_LENGTH, 0, flags);
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, "", flags);
  properties[PROP_ID] =
      g_param_spec_string ("id", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
marbre_story_init (MarbreStory *self)
{
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    self->texts[i] = g_strdup ("");
  self->tags = g_new0 (char *, 1);
  self->url = g_strdup ("");
  self->times[MARBRE_MOMENT_CREATED] = marbre_time_now ();
}

/**
 * marbre_story_new:
 *
 * Returns: (transfer full): an empty draft with an id of its own, created now
 */
MarbreStory *
marbre_story_new (void)
{
  return g_object_new (MARBRE_TYPE_STORY, NULL);
}

/**
 * marbre_story_new_with_id:
 * @id: the id under which the archive or an importer knows the story
 *
 * Returns: (transfer full): an empty story with that id
 */
MarbreStory *
marbre_story_new_with_id (const char *id)
{
  g_return_val_if_fail (id != NULL && *id != '\0', NULL);
  return g_object_new (MARBRE_TYPE_STORY, "id", id, NULL);
}

/**
 * marbre_story_copy:
 *
 * Returns: (transfer full): a story that says the same, with the same id, for another thread
 */
MarbreStory *
marbre_story_copy (MarbreStory *self)
{
  MarbreStory *copy;

  g_return_val_if_fail (MARBRE_IS_STORY (self), NULL);

  copy = marbre_story_new_with_id (self->id);
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    marbre_set_str (&copy->texts[i], self->texts[i]);
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    copy->times[i] = self->times[i];
  g_strfreev (copy->tags);
  copy->tags = g_strdupv (self->tags);
  g_set_object (&copy->lead_image, self->lead_image);
  marbre_set_str (&copy->url, self->url);
  copy->state = self->state;
  copy->length = self->length;
  return copy;
}

/**
 * marbre_story_get_id:
 *
 * Returns: the id, which never changes
 */
const char *
marbre_story_get_id (MarbreStory *self)
{
  g_return_val_if_fail (MARBRE_IS_STORY (self), "");
  return self->id;
}

/**
 * marbre_story_get_text:
 *
 * Returns: the text of @field in UTF-8, never %NULL
 */
const char *
marbre_story_get_text (MarbreStory *self, MarbreField field)
{
  g_return_val_if_fail (MARBRE_IS_STORY (self), "");
  g_return_val_if_fail ((guint) field < MARBRE_N_FIELDS, "");
  return self->texts[field];
}

/**
 * marbre_story_set_text:
 * @field: which text
 * @text: (nullable): valid UTF-8; %NULL is ""
 *
 * Notifies the property of the same name, if the text changed.
 */
void
marbre_story_set_text (MarbreStory *self, MarbreField field, const char *text)
{
  g_return_if_fail (MARBRE_IS_STORY (self));
  g_return_if_fail ((guint) field < MARBRE_N_FIELDS);

  if (marbre_set_str (&self->texts[field], text ? text : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[field + 1]);
}

/**
 * marbre_story_get_tags:
 *
 * Returns: (transfer none) (array zero-terminated=1): the tags in the writer's order, valid until
 *   they change
 */
const char *const *
marbre_story_get_tags (MarbreStory *self)
{
  g_return_val_if_fail (MARBRE_IS_STORY (self), NULL);
  return (const char *const *) self->tags;
}

/**
 * marbre_story_set_tags:
 * @tags: (nullable): the tags; empty and repeated ones are left out, and white space that nobody
 *   sees
 */
void
marbre_story_set_tags (MarbreStory *self, const char *const *tags)
{
  GStrv clean;

  g_return_if_fail (MARBRE_IS_STORY (self));

  clean = marbre_tag_text_clean_all (tags);
  if (g_strv_equal ((const char *const *) clean, (const char *const *) self->tags))
    {
      g_strfreev (clean);
      return;
    }
  g_strfreev (self->tags);
  self->tags = clean;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAGS]);
}

/**
 * marbre_story_add_tag:
 * @tag: a tag, not empty
 *
 * Returns: %FALSE if the story had it already, or nobody would see it
 */
gboolean
marbre_story_add_tag (MarbreStory *self, const char *tag)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *clean = NULL;
  g_auto (GStrv) tags = NULL;

  g_return_val_if_fail (MARBRE_IS_STORY (self), FALSE);
  g_return_val_if_fail (tag != NULL && *tag != '\0', FALSE);

  clean = marbre_tag_text_clean (tag);
  if (clean[0] == '\0' || g_strv_contains ((const char *const *) self->tags, clean))
    return FALSE;
  g_strv_builder_addv (builder, (const char **) self->tags);
  g_strv_builder_add (builder, clean);
  tags = g_strv_builder_end (builder);
  marbre_story_set_tags (self, (const char *const *) tags);
  return TRUE;
}

/**
 * marbre_story_remove_tag:
 * @tag: a tag
 *
 * Returns: %FALSE if the story did not have it
 */
gboolean
marbre_story_remove_tag (MarbreStory *self, const char *tag)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) tags = NULL;

  g_return_val_if_fail (MARBRE_IS_STORY (self), FALSE);
  g_return_val_if_fail (tag != NULL, FALSE);

  if (!g_strv_contains ((const char *const *) self->tags, tag))
    return FALSE;
  for (guint i = 0; self->tags[i] != NULL; i++)
    if (!g_str_equal (self->tags[i], tag))
      g_strv_builder_add (builder, self->tags[i]);
  tags = g_strv_builder_end (builder);
  marbre_story_set_tags (self, (const char *const *) tags);
  return TRUE;
}

/**
 * marbre_story_get_lead_image:
 *
 * Returns: (transfer none) (nullable): the lead image
 */
MarbreMedia *
marbre_story_get_lead_image (MarbreStory *self)
{
  g_return_val_if_fail (MARBRE_IS_STORY (self), NULL);
  return self->lead_image;
}

/**
 * marbre_story_set_lead_image:
 * @media: (nullable): the lead image
 */
void
marbre_story_set_lead_image (MarbreStory *self, MarbreMedia *media)
{
  g_return_if_fail (MARBRE_IS_STORY (self));
  g_return_if_fail (media == NULL || MARBRE_IS_MEDIA (media));

  if (marbre_media_equal (self->lead_image, media))
    return;
  g_set_object (&self->lead_image, media);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEAD_IMAGE]);
}

/**
 * marbre_story_get_state:
 *
 * Returns: whether it is a draft, published or archived
 */
MarbreStoryState
marbre_story_get_state (MarbreStory *self)
{
  g_return_val_if_fail (MARBRE_IS_STORY (self), MARBRE_STORY_DRAFT);
  return self->state;
}

/**
 * marbre_story_set_state:
 * @state: the new state
 */
void
marbre_story_set_state (MarbreStory *self, MarbreStoryState state)
{
  g_return_if_fail (MARBRE_IS_STORY (self));
  g_return_if_fail ((guint) state < G_N_ELEMENTS (state_names));

  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * marbre_story_get_time:
 *
 * Returns: seconds since 1970 UTC, 0 where the story has no such time
 */
gint64
marbre_story_get_time (MarbreStory *self, MarbreMoment moment)
{
  g_return_val_if_fail (MARBRE_IS_STORY (self), 0);
  g_return_val_if_fail ((guint) moment < MARBRE_N_MOMENTS, 0);
  return self->times[moment];
}

/**
 * marbre_story_set_time:
 * @moment: which time
 * @seconds: seconds since 1970 UTC, 0 for none
 */
void
marbre_story_set_time (MarbreStory *self, MarbreMoment moment, gint64 seconds)
{
  g_return_if_fail (MARBRE_IS_STORY (self));
  g_return_if_fail ((guint) moment < MARBRE_N_MOMENTS);
  self->times[moment] = seconds;
}

/**
 * marbre_story_get_length:
 *
 * Returns: the characters with spaces that were commissioned, 0 if no length was
 */
guint
marbre_story_get_length (MarbreStory *self)
{
  g_return_val_if_fail (MARBRE_IS_STORY (self), 0);
  return self->length;
}

/**
 * marbre_story_set_length:
 * @signs: the characters with spaces that were commissioned, up to %MARBRE_STORY_MAX_LENGTH; 0 for
 *   no length
 */
void
marbre_story_set_length (MarbreStory *self, guint signs)
{
  g_return_if_fail (MARBRE_IS_STORY (self));

  signs = MIN (signs, MARBRE_STORY_MAX_LENGTH);
  if (self->length == signs)
    return;
  self->length = signs;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LENGTH]);
}

/**
 * marbre_story_get_url:
 *
 * Returns: the permalink of the published story, "" while there is none
 */
const char *
marbre_story_get_url (MarbreStory *self)
{
  g_return_val_if_fail (MARBRE_IS_STORY (self), "");
  return self->url;
}

/**
 * marbre_story_set_url:
 * @url: (nullable): an absolute http(s) URL
 */
void
marbre_story_set_url (MarbreStory *self, const char *url)
{
  g_return_if_fail (MARBRE_IS_STORY (self));

  if (marbre_set_str (&self->url, url ? url : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
}

/**
 * marbre_story_is_blank:
 *
 * Returns: %TRUE if nothing was written that would be missed: no text but section, byline and
 *   language (which are filled in for the writer), no tag and no picture
 */
gboolean
marbre_story_is_blank (MarbreStory *self)
{
  g_return_val_if_fail (MARBRE_IS_STORY (self), TRUE);
  return self->texts[MARBRE_FIELD_KICKER][0] == '\0' &&
         self->texts[MARBRE_FIELD_HEADLINE][0] == '\0' &&
         self->texts[MARBRE_FIELD_STANDFIRST][0] == '\0' &&
         self->texts[MARBRE_FIELD_BODY][0] == '\0' && self->tags[0] == NULL &&
         self->lead_image == NULL;
}

/**
 * marbre_story_equal:
 * @other: another story
 *
 * Compares what the writer wrote: texts, tags and lead image; not id, state, times or the length
 * that was ordered.
 *
 * Returns: %TRUE if they say the same
 */
gboolean
marbre_story_equal (MarbreStory *self, MarbreStory *other)
{
  g_return_val_if_fail (MARBRE_IS_STORY (self), FALSE);
  g_return_val_if_fail (MARBRE_IS_STORY (other), FALSE);

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    if (!g_str_equal (self->texts[i], other->texts[i]))
      return FALSE;
  return g_strv_equal ((const char *const *) self->tags, (const char *const *) other->tags) &&
         marbre_media_equal (self->lead_image, other->lead_image);
}
