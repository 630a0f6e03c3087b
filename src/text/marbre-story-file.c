/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story as a text file; see marbre-story-file.h. Here the file is cut into front matter and body;
 * the YAML between them and the story is in marbre-story-file-matter.c.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-story-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-compat.h"
#include "marbre-foreign-text.h"
#include "marbre-language.h"
#include "marbre-story-file-matter.h"
#include "marbre-text-error.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* CRLF and lone CR become LF, so that everything after this knows one line end. */
static char *
with_unix_line_ends (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length + 1);

  for (gsize i = 0; i < length; i++)
    if (text[i] != '\r')
      g_string_append_c (out, text[i]);
    else if (i + 1 >= length || text[i + 1] != '\n')
      g_string_append_c (out, '\n');
  return marbre_string_steal (out);
}

/* The bytes of the line at @line without its end; @next is where the next one starts, or NULL. */
static gsize
line_length (const char *line, const char **next)
{
  const char *end = strchr (line, '\n');

  *next = end ? end + 1 : NULL;
  return end ? (gsize) (end - line) : strlen (line);
}

static gboolean
line_is_fence (const char *line, gsize length, const char *fence)
{
  while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
    length--;
  return length == strlen (fence) && memcmp (line, fence, length) == 0;
}

/* Finds the YAML between a first line "---" and a later line "---" or "...". Without a second
 * fence the first one is a thematic break of a body. */
static gboolean
find_matter (const char *text, const char **matter, gsize *matter_length, const char **body)
{
  const char *line, *next;
  gsize length = line_length (text, &next);

  if (!line_is_fence (text, length, "---"))
    return FALSE;
  *matter = next;
  for (line = next; line != NULL; line = next)
    {
      length = line_length (line, &next);
      if (line_is_fence (line, length, "---") || line_is_fence (line, length, "..."))
        {
          *matter_length = (gsize) (line - *matter);
          *body = next ? next : line + length;
          return TRUE;
        }
    }
  return FALSE;
}

/* "# Heading ##" → "Heading"; NULL if the line is no heading of the first level. */
static char *
heading_of_line (const char *line, gsize length)
{
  g_autofree char *text = NULL;
  gsize end;

  if (length < 2 || line[0] != '#' || (line[1] != ' ' && line[1] != '\t'))
    return NULL;
  text = g_strstrip (g_strndup (line + 2, length - 2));
  end = strlen (text);
  while (end > 0 && text[end - 1] == '#')
    end--;
  if (end == 0 || text[end - 1] == ' ' || text[end - 1] == '\t')
    text[end] = '\0';
  return marbre_story_file_one_line (text);
}

/* Takes the heading that a file without front matter may start with. Returns where the body is. */
static const char *
take_headline (const char *text, MarbreStory *story)
{
  g_autofree char *headline = NULL;
  const char *line = text, *next;
  gsize length;

  while (*line == '\n')
    line++;
  length = line_length (line, &next);
  headline = heading_of_line (line, length);
  if (headline == NULL)
    return text;
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, headline);
  return next ? next : line + length;
}

/* The body stands between one empty line and one line end, both of them the file's and not its. */
static void
take_body (const char *text, MarbreStory *story)
{
  g_autofree char *body = NULL;
  gsize length;

  if (*text == '\n')
    text++;
  body = g_strdup (text);
  length = strlen (body);
  if (length > 0 && body[length - 1] == '\n')
    body[length - 1] = '\0';
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
}

static gboolean
check_encoding (const char *text, gsize length, GError **error)
{
  const char *end;

  if (g_utf8_validate (text, (gssize) length, &end))
    return TRUE;
  if (marbre_foreign_text_guess_encoding (text, length) == NULL)
    {
      g_set_error_literal (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID,
                           _ ("This is not a text: it has bytes that no text has. Choose a "
                              "Markdown or text file."));
      return FALSE;
    }
  g_set_error (
      error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_ENCODING,
      _ ("The text is not UTF-8 (byte %lu). Save it as UTF-8, or open it with its own encoding."),
      (unsigned long) (end - text) + 1);
  return FALSE;
}

/**
 * marbre_story_file_parse:
 * @text: the file's bytes: UTF-8, with or without a byte order mark, any line ends
 * @length: bytes in @text, -1 if it ends with NUL
 * @error: return location for an error
 *
 * Reads a story. Front matter is the YAML mapping between two lines "---"; its keys are the names
 * of marbre_field_get_name() but "body", and id, tags, created, updated, published, publish_at,
 * embargo_until, state, url and lead_image {src, alt, caption, credit}. Keys it does not know are
 * passed over and not kept. Without front matter, everything is body, but for a first line
 * "# Heading", which is the headline. A file that does not say its language gets the one that its
 * text seems to be in.
 *
 * Returns: (transfer full): the story, with an id of its own if the file names none; %NULL with
 *   %MARBRE_TEXT_ERROR_ENCODING, %MARBRE_TEXT_ERROR_TOO_LARGE or, naming the line,
 *   %MARBRE_TEXT_ERROR_INVALID
 */
MarbreStory *
marbre_story_file_parse (const char *text, gssize length, GError **error)
{
  return marbre_story_file_parse_as (text, length, NULL, error);
}

/**
 * marbre_story_file_parse_as:
 * @text: the file's bytes
 * @length: bytes in @text, -1 if it ends with NUL
 * @id: (nullable): the story's id if the file names none
 * @error: return location for an error
 *
 * Reads a story as marbre_story_file_parse() does, for who knows which story a file without an id
 * is: the same one each time.
 *
 * Returns: (transfer full): the story, or %NULL with the same errors
 */
MarbreStory *
marbre_story_file_parse_as (const char *text, gssize length, const char *id, GError **error)
{
  g_autoptr (MarbreStory) story = NULL;
  g_autofree char *clean = NULL;
  const char *matter, *body;
  gsize size, matter_length;

  g_return_val_if_fail (text != NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  if (size > MARBRE_STORY_FILE_MAX_BYTES)
    {
      g_set_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE,
                   _ ("The file has more than %d MB. A story file is text; add pictures as files."),
                   MARBRE_STORY_FILE_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  if (!check_encoding (text, size, error))
    return NULL;
  if (size >= 3 && memcmp (text, BYTE_ORDER_MARK, 3) == 0)
    {
      text += 3;
      size -= 3;
    }
  clean = with_unix_line_ends (text, size);

  if (find_matter (clean, &matter, &matter_length, &body))
    story = marbre_story_file_matter_parse (matter, matter_length, 2, id, error);
  else
    {
      story = id ? marbre_story_new_with_id (id) : marbre_story_new ();
      marbre_story_set_time (story, MARBRE_MOMENT_CREATED, 0);
      body = take_headline (clean, story);
    }
  if (story == NULL)
    return NULL;
  take_body (body, story);
  if (*marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE) == '\0')
    marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, marbre_language_guess (body));
  return g_steal_pointer (&story);
}

/**
 * marbre_story_file_format:
 * @story: a story
 *
 * Writes a story as the file that marbre_story_file_parse() reads: empty fields are left out, texts
 * that another YAML reader could take for a number or a date are quoted.
 *
 * Returns: (transfer full): UTF-8 with LF line ends
 */
char *
marbre_story_file_format (MarbreStory *story)
{
  g_autofree char *matter = NULL;
  const char *body;

  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);

  matter = marbre_story_file_matter_format (story);
  body = marbre_story_get_text (story, MARBRE_FIELD_BODY);
  if (*body == '\0')
    return g_strconcat ("---\n", matter, "---\n", NULL);
  return g_strconcat ("---\n", matter, "---\n\n", body, "\n", NULL);
}

static gboolean
is_line_break (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 ||
         c == 0x2029;
}

/**
 * marbre_story_file_one_line:
 * @text: valid UTF-8
 *
 * Makes a field of a text that a file or a server broke into lines: each break, with the blanks
 * around it, becomes one space, and the ends are trimmed. No-break spaces stay.
 *
 * Returns: (transfer full): one line
 */
char *
marbre_story_file_one_line (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean broken = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_line_break (c))
        {
          while (out->len > 0 && (out->str[out->len - 1] == ' ' || out->str[out->len - 1] == '\t'))
            g_string_truncate (out, out->len - 1);
          broken = TRUE;
          continue;
        }
      if (broken && (c == ' ' || c == '\t'))
        continue;
      if (broken && out->len > 0)
        g_string_append_c (out, ' ');
      broken = FALSE;
      g_string_append_unichar (out, c);
    }
  return g_strstrip (marbre_string_steal (out));
}

/**
 * marbre_story_file_moment_key:
 *
 * Returns: the key under which files and JSON have @moment, ASCII
 */
const char *
marbre_story_file_moment_key (MarbreMoment moment)
{
  static const char *const keys[MARBRE_N_MOMENTS] = {
    [MARBRE_MOMENT_CREATED] = "created",
    [MARBRE_MOMENT_UPDATED] = "updated",
    [MARBRE_MOMENT_PUBLISHED] = "published",
    [MARBRE_MOMENT_PUBLISH_AT] = "publish_at",
    [MARBRE_MOMENT_EMBARGO_UNTIL] = "embargo_until",
  };

  g_return_val_if_fail ((guint) moment < MARBRE_N_MOMENTS, "");
  return keys[moment];
}
