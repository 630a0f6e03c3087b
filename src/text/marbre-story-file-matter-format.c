/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing the YAML front matter of a story file; see marbre-story-file-matter.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-story-file-matter.h"

#include <string.h>
#include <yaml.h>

#include "marbre-compat.h"
#include "marbre-story-file.h"
#include "marbre-time.h"

static int
write_cb (void *data, unsigned char *buffer, size_t size)
{
  g_string_append_len (data, (const char *) buffer, (gssize) size);
  return 1;
}

static void
emit (yaml_emitter_t *emitter, yaml_event_t *event)
{
  /* Fails only for want of memory and for events out of order, which would be our bug. */
  if (!yaml_emitter_emit (emitter, event))
    g_error ("libyaml: %s", emitter->problem ? emitter->problem : "out of memory");
}

/* Would a YAML reader take the text, unquoted, for something else than a text? By the core schema
 * of YAML 1.2 §10.3 and the booleans of 1.1, which many readers still follow. A colon or a hash is
 * quoted too, so that a headline that grows a second clause by hand stays one. */
static gboolean
needs_quotes (const char *text)
{
  static const char *const words[] = { "null", "true", "false", "yes", "no", "on", "off",
                                       "y",    "n",    "nan",   "inf", "~",  NULL };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return *text == '\0' || g_ascii_isdigit (*text) || strchr ("+-.=<", *text) != NULL ||
         strpbrk (text, ":#") != NULL || g_strv_contains (words, lower);
}

static void
emit_plain (yaml_emitter_t *emitter, const char *text)
{
  yaml_event_t event;

  yaml_scalar_event_initialize (&event, NULL, NULL, (const yaml_char_t *) text, (int) strlen (text),
                                1, 1, YAML_PLAIN_SCALAR_STYLE);
  emit (emitter, &event);
}

static void
emit_text (yaml_emitter_t *emitter, const char *text)
{
  yaml_event_t event;

  yaml_scalar_event_initialize (
      &event, NULL, NULL, (const yaml_char_t *) text, (int) strlen (text), 1, 1,
      needs_quotes (text) ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE);
  emit (emitter, &event);
}

/* A key and its text; an empty text is left out. */
static void
emit_pair (yaml_emitter_t *emitter, const char *key, const char *text)
{
  if (*text == '\0')
    return;
  emit_plain (emitter, key);
  emit_text (emitter, text);
}

static void
emit_mapping_start (yaml_emitter_t *emitter)
{
  yaml_event_t event;

  yaml_mapping_start_event_initialize (&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE);
  emit (emitter, &event);
}

static void
emit_mapping_end (yaml_emitter_t *emitter)
{
  yaml_event_t event;

  yaml_mapping_end_event_initialize (&event);
  emit (emitter, &event);
}

static void
emit_tags (yaml_emitter_t *emitter, MarbreStory *story)
{
  const char *const *tags = marbre_story_get_tags (story);
  yaml_event_t event;

  if (tags[0] == NULL)
    return;
  emit_plain (emitter, "tags");
  yaml_sequence_start_event_initialize (&event, NULL, NULL, 1, YAML_FLOW_SEQUENCE_STYLE);
  emit (emitter, &event);
  for (guint i = 0; tags[i] != NULL; i++)
    emit_text (emitter, tags[i]);
  yaml_sequence_end_event_initialize (&event);
  emit (emitter, &event);
}

static void
emit_lead_image (yaml_emitter_t *emitter, MarbreMedia *media)
{
  if (media == NULL)
    return;
  emit_plain (emitter, "lead_image");
  emit_mapping_start (emitter);
  emit_pair (emitter, "src", marbre_media_get_src (media));
  emit_pair (emitter, "alt", marbre_media_get_alt (media));
  emit_pair (emitter, "caption", marbre_media_get_caption (media));
  emit_pair (emitter, "credit", marbre_media_get_credit (media));
  emit_mapping_end (emitter);
}

static void
emit_story (yaml_emitter_t *emitter, MarbreStory *story)
{
  emit_mapping_start (emitter);
  emit_pair (emitter, "id", marbre_story_get_id (story));
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    if (i != MARBRE_FIELD_BODY)
      emit_pair (emitter, marbre_field_get_name ((MarbreField) i),
                 marbre_story_get_text (story, (MarbreField) i));
  emit_tags (emitter, story);
  emit_lead_image (emitter, marbre_story_get_lead_image (story));
  if (marbre_story_get_length (story) > 0)
    {
      g_autofree char *length = g_strdup_printf ("%u", marbre_story_get_length (story));

      emit_plain (emitter, "length");
      emit_plain (emitter, length);
    }
  emit_pair (emitter, "state", marbre_story_state_get_name (marbre_story_get_state (story)));
  emit_pair (emitter, "url", marbre_story_get_url (story));
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    {
      gint64 seconds = marbre_story_get_time (story, (MarbreMoment) i);
      g_autofree char *text = seconds ? marbre_time_format_iso8601 (seconds) : NULL;

      if (text == NULL || *text == '\0')
        continue;
      emit_plain (emitter, marbre_story_file_moment_key ((MarbreMoment) i));
      emit_plain (emitter, text);
    }
  emit_mapping_end (emitter);
}

/**
 * marbre_story_file_matter_format:
 * @story: a story
 *
 * Returns: (transfer full): the lines between the fences, each with its end
 */
char *
marbre_story_file_matter_format (MarbreStory *story)
{
  GString *out = g_string_new (NULL);
  yaml_emitter_t emitter;
  yaml_event_t event;

  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);

  if (!yaml_emitter_initialize (&emitter))
    g_error ("out of memory");
  yaml_emitter_set_output (&emitter, write_cb, out);
  yaml_emitter_set_unicode (&emitter, 1);
  yaml_emitter_set_width (&emitter, -1);

  yaml_stream_start_event_initialize (&event, YAML_UTF8_ENCODING);
  emit (&emitter, &event);
  yaml_document_start_event_initialize (&event, NULL, NULL, NULL, 1);
  emit (&emitter, &event);
  emit_story (&emitter, story);
  yaml_document_end_event_initialize (&event, 1);
  emit (&emitter, &event);
  yaml_stream_end_event_initialize (&event);
  emit (&emitter, &event);
  yaml_emitter_delete (&emitter);
  return marbre_string_steal (out);
}
