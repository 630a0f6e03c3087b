/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading stories from JSON lines; see marbre-import.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-import.h"

#include <string.h>

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "marbre-archive-error.h"
#include "marbre-story-json.h"

#define CHUNK_SIZE (64 * 1024)

struct _MarbreLineReader
{
  GInputStream *stream; /* (owned) */
  GString *line;        /* (owned): the current line, at most the longest */
  guint64 n_lines;
  guint64 n_bytes;
  gboolean too_long; /* the current line is; its rest is passed over */
  gboolean at_end;
  gsize start; /* of what is not read yet in @chunk */
  gsize end;
  char chunk[CHUNK_SIZE];
};

/**
 * marbre_line_reader_new:
 * @stream: what to read
 *
 * Returns: (transfer full): a reader before the first line
 */
MarbreLineReader *
marbre_line_reader_new (GInputStream *stream)
{
  MarbreLineReader *self = g_new0 (MarbreLineReader, 1);

  self->stream = g_object_ref (stream);
  self->line = g_string_new (NULL);
  return self;
}

/**
 * marbre_line_reader_free:
 *
 * Forgets the reader; the stream is not closed.
 */
void
marbre_line_reader_free (MarbreLineReader *self)
{
  g_object_unref (self->stream);
  g_string_free (self->line, TRUE);
  g_free (self);
}

/**
 * marbre_line_reader_get_lines:
 *
 * Returns: the number of the current line, from 1
 */
guint64
marbre_line_reader_get_lines (MarbreLineReader *self)
{
  return self->n_lines;
}

/**
 * marbre_line_reader_get_bytes:
 *
 * Returns: how much was read of the stream
 */
guint64
marbre_line_reader_get_bytes (MarbreLineReader *self)
{
  return self->n_bytes;
}

static gboolean
fill (MarbreLineReader *self, GCancellable *cancellable, GError **error)
{
  const gssize got =
      g_input_stream_read (self->stream, self->chunk, CHUNK_SIZE, cancellable, error);

  if (got < 0)
    return FALSE;
  self->start = 0;
  self->end = (gsize) got;
  self->n_bytes += (guint64) got;
  self->at_end = got == 0;
  return TRUE;
}

/* Takes what the chunk has of the current line; %TRUE at the line's end. */
static gboolean
take_piece (MarbreLineReader *self)
{
  const char *piece = self->chunk + self->start;
  const gsize rest = self->end - self->start;
  const char *newline = memchr (piece, '\n', rest);
  const gsize length = newline ? (gsize) (newline - piece) : rest;

  if (self->line->len + length > MARBRE_IMPORT_MAX_LINE)
    self->too_long = TRUE;
  if (!self->too_long)
    g_string_append_len (self->line, piece, (gssize) length);
  self->start += length + (newline ? 1 : 0);
  return newline != NULL;
}

/**
 * marbre_line_reader_next:
 * @line: (out) (nullable): the line without its end, valid until the next; %NULL at the end of the
 *   stream
 * @length: (out): its bytes
 * @error: %MARBRE_ARCHIVE_ERROR_INVALID for a line that is too long, after which reading may go on;
 *   the stream's errors
 *
 * Returns: %FALSE if there is no line to look at
 */
gboolean
marbre_line_reader_next (MarbreLineReader *self,
                         const char **line,
                         gsize *length,
                         GCancellable *cancellable,
                         GError **error)
{
  gboolean whole = FALSE;

  *line = NULL;
  *length = 0;
  self->too_long = FALSE;
  g_string_truncate (self->line, 0);
  while (!whole && !self->at_end)
    {
      if (self->start == self->end && !fill (self, cancellable, error))
        return FALSE;
      whole = take_piece (self);
    }
  if (!whole && self->line->len == 0 && !self->too_long)
    return TRUE;
  self->n_lines++;
  if (self->too_long)
    {
      g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                   _ ("The line is longer than %d MB"), MARBRE_IMPORT_MAX_LINE / (1024 * 1024));
      return FALSE;
    }
  if (self->line->len > 0 && self->line->str[self->line->len - 1] == '\r')
    g_string_truncate (self->line, self->line->len - 1);
  *line = self->line->str;
  *length = self->line->len;
  return TRUE;
}

/* Counts brackets outside strings, which is enough for a limit; the parser sees to the rest. */
static gboolean
is_too_deep (const char *line, gsize length)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && line[i] == '\\')
        i++;
      else if (line[i] == '"')
        in_string = !in_string;
      else if (!in_string && (line[i] == '{' || line[i] == '['))
        {
          if (++depth > MARBRE_IMPORT_MAX_DEPTH)
            return TRUE;
        }
      else if (!in_string && (line[i] == '}' || line[i] == ']') && depth > 0)
        depth--;
    }
  return FALSE;
}

/* A story without an id gets one that the same line gets again, so that importing a file twice does
 * not double it. */
static void
give_id (JsonObject *object, const char *line, gsize length)
{
  JsonNode *url = json_object_get_member (object, "url");
  const char *text = url != NULL && JSON_NODE_HOLDS_VALUE (url) ? json_node_get_string (url) : NULL;
  const gboolean has_url = text != NULL && *text != '\0';
  g_autofree char *hash =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, has_url ? text : line,
                                     has_url ? -1 : (gssize) length);
  g_autofree char *id = g_strdup_printf ("import-%.32s", hash);

  json_object_set_string_member (object, "id", id);
}

static gboolean
has_id (JsonObject *object)
{
  JsonNode *id = json_object_get_member (object, "id");

  /* What is no text is the reader's to refuse. */
  return id != NULL && (!JSON_NODE_HOLDS_VALUE (id) ||
                        json_node_get_value_type (id) != G_TYPE_STRING ||
                        *json_node_get_string (id) != '\0');
}

/**
 * marbre_import_parse:
 * @line: a JSON object
 * @length: its bytes
 * @error: why the line is no story
 *
 * Returns: (transfer full) (nullable): the story
 */
MarbreStory *
marbre_import_parse (const char *line, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonObject *object;

  if (!g_utf8_validate_len (line, length, NULL))
    {
      g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                           _ ("The line is not UTF-8"));
      return NULL;
    }
  if (is_too_deep (line, length))
    {
      g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                           _ ("The line’s JSON is nested too deep"));
      return NULL;
    }
  if (!json_parser_load_from_data (parser, line, (gssize) length, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                           _ ("The line is not a JSON object"));
      return NULL;
    }
  object = json_node_get_object (root);
  if (!has_id (object))
    give_id (object, line, length);
  return marbre_story_from_json (object, error);
}
