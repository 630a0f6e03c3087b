/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading the YAML front matter of a story file; see marbre-story-file-matter.h. Texts are texts
 * whatever they look like (a headline "2026" stays one), so YAML's tags and implicit types are not
 * used.
 * Aliases are followed by libyaml without copying, and we look two levels deep, so that neither a
 * cycle nor a billion laughs costs anything.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-story-file-matter.h"

#include <glib/gi18n.h>
#include <string.h>
#include <yaml.h>

#include "marbre-story-file.h"
#include "marbre-text-error.h"
#include "marbre-time.h"

/* What a read function works on. */
typedef struct
{
  yaml_document_t *document; /* (borrowed) */
  MarbreStory *story;        /* (owned) (nullable): made once the id is known */
  guint first_line;          /* the file's line on which the YAML starts, 1-based */
  const char *id;            /* (borrowed) (nullable): the story's id if the YAML has none */
  const char *key;           /* (borrowed): the key that is being read, for messages */
  GError **error;            /* (borrowed) */
} Reader;

static gboolean fail_at (Reader *reader, yaml_mark_t mark, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Reports what is wrong at @mark. Returns FALSE, so that callers can return it. */
static gboolean
fail_at (Reader *reader, yaml_mark_t mark, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (reader->error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID,
               /* Translators: a line number in a file, then what is wrong there. */
               _ ("Line %u of the front matter: %s"), reader->first_line + (guint) mark.line, what);
  return FALSE;
}

/* A scalar's text, or NULL with an error. YAML's null ("", "~" or "null" without quotes) is "". */
static char *
read_text (Reader *reader, yaml_node_t *node)
{
  const char *value;

  if (node->type != YAML_SCALAR_NODE)
    {
      fail_at (reader, node->start_mark, _ ("“%s” must be a text."), reader->key);
      return NULL;
    }
  value = (const char *) node->data.scalar.value;
  if (strlen (value) != node->data.scalar.length)
    {
      fail_at (reader, node->start_mark, _ ("“%s” contains a NUL character."), reader->key);
      return NULL;
    }
  if (node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
      (g_str_equal (value, "~") || g_str_equal (value, "null")))
    return g_strdup ("");
  return marbre_story_file_one_line (value);
}

/* The first value under @key, or NULL. */
static yaml_node_t *
find_value (Reader *reader, yaml_node_t *mapping, const char *key)
{
  for (yaml_node_pair_t *pair = mapping->data.mapping.pairs.start;
       pair < mapping->data.mapping.pairs.top; pair++)
    {
      yaml_node_t *node = yaml_document_get_node (reader->document, pair->key);

      if (node->type == YAML_SCALAR_NODE &&
          g_str_equal ((const char *) node->data.scalar.value, key))
        return yaml_document_get_node (reader->document, pair->value);
    }
  return NULL;
}

static gboolean
read_field (Reader *reader, yaml_node_t *node, guint field)
{
  g_autofree char *text = read_text (reader, node);

  if (text == NULL)
    return FALSE;
  marbre_story_set_text (reader->story, (MarbreField) field, text);
  return TRUE;
}

static gboolean
read_body (Reader *reader, yaml_node_t *node, guint unused)
{
  return fail_at (reader, node->start_mark,
                  _ ("the body is no key. Write it below the front matter."));
}

/* The id was read before the story was made. */
static gboolean
read_nothing (Reader *reader, yaml_node_t *node, guint unused)
{
  return TRUE;
}

static gboolean
read_url (Reader *reader, yaml_node_t *node, guint unused)
{
  g_autofree char *text = read_text (reader, node);

  if (text == NULL)
    return FALSE;
  marbre_story_set_url (reader->story, text);
  return TRUE;
}

static gboolean
read_state (Reader *reader, yaml_node_t *node, guint unused)
{
  g_autofree char *text = read_text (reader, node);
  MarbreStoryState state;

  if (text == NULL)
    return FALSE;
  if (!marbre_story_state_from_name (text, &state))
    return fail_at (reader, node->start_mark,
                    _ ("“%s” is no state. Write draft, published or archived."), text);
  marbre_story_set_state (reader->story, state);
  return TRUE;
}

static gboolean
read_moment (Reader *reader, yaml_node_t *node, guint moment)
{
  g_autofree char *text = read_text (reader, node);
  gint64 seconds = 0;

  if (text == NULL)
    return FALSE;
  if (strlen (text) == 16) /* written by hand: no seconds */
    {
      g_autofree char *whole = g_strconcat (text, ":00", NULL);

      g_free (g_steal_pointer (&text));
      text = g_steal_pointer (&whole);
    }
  if (*text != '\0' && !marbre_time_parse_iso8601 (text, &seconds))
    return fail_at (reader, node->start_mark,
                    _ ("“%s” is no time. Write it as 2026-11-22T14:30:00+01:00."), text);
  marbre_story_set_time (reader->story, (MarbreMoment) moment, seconds);
  return TRUE;
}

/* "length: 4500": characters with spaces. */
static gboolean
read_length (Reader *reader, yaml_node_t *node, guint unused)
{
  g_autofree char *text = read_text (reader, node);
  guint64 signs = 0;

  if (text == NULL)
    return FALSE;
  if (*text != '\0' &&
      !g_ascii_string_to_unsigned (text, 10, 0, MARBRE_STORY_MAX_LENGTH, &signs, NULL))
    return fail_at (reader, node->start_mark,
                    _ ("“%s” is no length. Write a number of characters, such as 4500."), text);
  marbre_story_set_length (reader->story, (guint) signs);
  return TRUE;
}

/* "tags: [a, b]", a list by lines, or "tags: a, b". */
static gboolean
read_tags (Reader *reader, yaml_node_t *node, guint unused)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) tags = NULL;

  if (node->type == YAML_SCALAR_NODE)
    {
      g_autofree char *text = read_text (reader, node);
      g_auto (GStrv) parts = text ? g_strsplit (text, ",", -1) : NULL;

      if (text == NULL)
        return FALSE;
      for (guint i = 0; parts[i] != NULL; i++)
        g_strv_builder_add (builder, g_strstrip (parts[i]));
    }
  else if (node->type == YAML_SEQUENCE_NODE)
    for (yaml_node_item_t *item = node->data.sequence.items.start;
         item < node->data.sequence.items.top; item++)
      {
        g_autofree char *tag = read_text (reader, yaml_document_get_node (reader->document, *item));

        if (tag == NULL)
          return FALSE;
        g_strv_builder_add (builder, tag);
      }
  else
    return fail_at (reader, node->start_mark, _ ("“%s” must be a list."), reader->key);

  tags = g_strv_builder_end (builder);
  marbre_story_set_tags (reader->story, (const char *const *) tags);
  return TRUE;
}

/* The text under @key of a mapping, which must be one; *@text stays NULL if it is not there. */
static gboolean
read_part (Reader *reader, yaml_node_t *mapping, const char *key, char **text)
{
  yaml_node_t *node = find_value (reader, mapping, key);

  if (node == NULL)
    return TRUE;
  reader->key = key;
  *text = read_text (reader, node);
  return *text != NULL;
}

/* "lead_image: {src, alt, caption, credit}", or its src alone. */
static gboolean
read_lead_image (Reader *reader, yaml_node_t *node, guint unused)
{
  g_autofree char *src = NULL;
  g_autofree char *alt = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *credit = NULL;
  g_autoptr (MarbreMedia) media = NULL;

  if (node->type == YAML_SCALAR_NODE)
    src = read_text (reader, node);
  else if (node->type != YAML_MAPPING_NODE)
    return fail_at (reader, node->start_mark, _ ("“%s” must have src, alt, caption and credit."),
                    reader->key);
  else if (!read_part (reader, node, "src", &src) || !read_part (reader, node, "alt", &alt) ||
           !read_part (reader, node, "caption", &caption) ||
           !read_part (reader, node, "credit", &credit))
    return FALSE;

  if (node->type == YAML_SCALAR_NODE && src == NULL)
    return FALSE;
  if (src == NULL || *src == '\0')
    return TRUE;
  media = marbre_media_new (src, alt, caption, credit);
  marbre_story_set_lead_image (reader->story, media);
  return TRUE;
}

typedef gboolean (*ReadFunc) (Reader *reader, yaml_node_t *node, guint argument);

/* How @key is read; NULL for a key that is not ours. */
static ReadFunc
find_read_func (const char *key, guint *argument)
{
  static const struct
  {
    const char *key;
    ReadFunc read;
  } others[] = {
    { "id", read_nothing },
    { "tags", read_tags },
    { "length", read_length },
    { "state", read_state },
    { "url", read_url },
    { "lead_image", read_lead_image },
  };
  MarbreField field;

  *argument = 0;
  if (marbre_field_from_name (key, &field))
    {
      *argument = field;
      return field == MARBRE_FIELD_BODY ? read_body : read_field;
    }
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    if (g_str_equal (marbre_story_file_moment_key ((MarbreMoment) i), key))
      {
        *argument = i;
        return read_moment;
      }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (others[i].key, key))
      return others[i].read;
  return NULL;
}

/* Makes the story, whose id cannot be given later. Its age is unknown unless the file says it. */
static gboolean
make_story (Reader *reader, yaml_node_t *root)
{
  yaml_node_t *node = root ? find_value (reader, root, "id") : NULL;
  g_autofree char *id = NULL;

  reader->key = "id";
  if (node != NULL && (id = read_text (reader, node)) == NULL)
    return FALSE;
  if (id != NULL && *id != '\0')
    reader->story = marbre_story_new_with_id (id);
  else
    reader->story = reader->id ? marbre_story_new_with_id (reader->id) : marbre_story_new ();
  marbre_story_set_time (reader->story, MARBRE_MOMENT_CREATED, 0);
  return TRUE;
}

static gboolean
read_pairs (Reader *reader, yaml_node_t *root)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (yaml_node_pair_t *pair = root->data.mapping.pairs.start; pair < root->data.mapping.pairs.top;
       pair++)
    {
      yaml_node_t *key = yaml_document_get_node (reader->document, pair->key);
      guint argument;
      ReadFunc read;

      if (key->type != YAML_SCALAR_NODE)
        continue;
      reader->key = (const char *) key->data.scalar.value;
      read = find_read_func (reader->key, &argument);
      if (read == NULL)
        continue;
      if (!g_hash_table_add (seen, (gpointer) reader->key))
        return fail_at (reader, key->start_mark, _ ("“%s” is there twice. Keep one."), reader->key);
      if (!read (reader, yaml_document_get_node (reader->document, pair->value), argument))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_document (Reader *reader)
{
  yaml_node_t *root = yaml_document_get_root_node (reader->document);
  yaml_mark_t start = { 0 };

  if (root == NULL) /* nothing but comments */
    return make_story (reader, NULL);
  if (root->type != YAML_MAPPING_NODE)
    return fail_at (reader, start, _ ("Lines of the form “headline: …” are expected here."));
  return make_story (reader, root) && read_pairs (reader, root);
}

/**
 * marbre_story_file_matter_parse:
 * @yaml: UTF-8, the lines between the fences
 * @length: bytes in @yaml
 * @first_line: the number of its first line in the file, for messages
 * @id: (nullable): the story's id if the YAML names none
 * @error: return location for an error
 *
 * Returns: (transfer full): a story without a body; %NULL with %MARBRE_TEXT_ERROR_TOO_LARGE or,
 *   naming the line, %MARBRE_TEXT_ERROR_INVALID
 */
MarbreStory *
marbre_story_file_matter_parse (
    const char *yaml, gsize length, guint first_line, const char *id, GError **error)
{
  yaml_parser_t parser;
  yaml_document_t document;
  Reader reader = { .document = &document, .first_line = first_line, .id = id, .error = error };
  gboolean ok;

  g_return_val_if_fail (yaml != NULL, NULL);

  if (length > MARBRE_STORY_FILE_MATTER_MAX_BYTES)
    {
      g_set_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE,
                   _ ("The front matter has more than %d kB. Shorten it."),
                   MARBRE_STORY_FILE_MATTER_MAX_BYTES / 1024);
      return NULL;
    }

  if (!yaml_parser_initialize (&parser))
    g_error ("out of memory");
  yaml_parser_set_encoding (&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&parser, (const unsigned char *) yaml, length);
  if (yaml_parser_load (&parser, &document))
    {
      ok = read_document (&reader);
      yaml_document_delete (&document);
    }
  else
    ok = fail_at (&reader, parser.problem_mark, _ ("this is not YAML (%s)."),
                  parser.problem ? parser.problem : "?");
  yaml_parser_delete (&parser);

  if (!ok)
    g_clear_object (&reader.story);
  return reader.story;
}
