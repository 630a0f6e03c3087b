/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing; see marbre-ctl-output.h. Texts go out in UTF-8 whatever the locale says, since they are
 * files and JSON; only messages go through g_printerr().
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include "marbre-ctl-output.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "marbre-compat.h"
#include "marbre-time.h"

/**
 * marbre_ctl_write_text:
 * @text: UTF-8
 *
 * Writes a text, with a line end if it has none.
 */
void
marbre_ctl_write_text (const char *text)
{
  fputs (text, stdout);
  if (*text != '\0' && !g_str_has_suffix (text, "\n"))
    fputc ('\n', stdout);
}

/* json-glib writes a double with seventeen digits, so that 1.26 becomes 1.26000000000000001. Ten
 * say all that is measured here. Texts are passed over.
 *
 * Returns: (transfer full): the JSON with its numbers rounded */
static char *
round_numbers (const char *json)
{
  GString *out = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *p = json; *p != '\0';)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      gsize length = quoted ? 0 : strspn (p, "0123456789+-.eE");

      if (length > 0 && memchr (p, '.', length) != NULL)
        {
          g_string_append (out, g_ascii_formatd (number, sizeof number, "%.10g",
                                                 g_ascii_strtod (p, NULL)));
          p += length;
          continue;
        }
      if (quoted && *p == '\\' && p[1] != '\0')
        g_string_append_c (out, *p++);
      else if (*p == '"')
        quoted = !quoted;
      g_string_append_c (out, *p++);
    }
  return marbre_string_steal (out);
}

/**
 * marbre_ctl_write_json:
 * @node: (transfer full): a value
 *
 * Writes JSON, indented, its keys in the order in which they were set.
 */
void
marbre_ctl_write_json (JsonNode *node)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;
  g_autofree char *rounded = NULL;

  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, node);
  text = json_generator_to_data (generator, NULL);
  rounded = round_numbers (text);
  marbre_ctl_write_text (rounded);
  json_node_unref (node);
}

/**
 * marbre_ctl_write_object:
 * @object: (transfer full): an object
 */
void
marbre_ctl_write_object (JsonObject *object)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  marbre_ctl_write_json (node);
}

/**
 * marbre_ctl_write_array:
 * @array: (transfer full): a list
 */
void
marbre_ctl_write_array (JsonArray *array)
{
  JsonNode *node = json_node_init_array (json_node_alloc (), array);

  json_array_unref (array);
  marbre_ctl_write_json (node);
}

/**
 * marbre_ctl_show_progress:
 * @format: how far it is, translated
 *
 * Replaces the last line of progress. Says nothing unless standard error is a terminal.
 */
void
marbre_ctl_show_progress (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (!isatty (STDERR_FILENO))
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("\r\033[K%s", text);
}

/**
 * marbre_ctl_end_progress:
 *
 * Takes the line of progress away.
 */
void
marbre_ctl_end_progress (void)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
}

/**
 * marbre_ctl_set_time:
 * @key: a key
 * @seconds: seconds since 1970 UTC; 0 is null
 */
void
marbre_ctl_set_time (JsonObject *object, const char *key, gint64 seconds)
{
  g_autofree char *text = seconds ? marbre_time_format_iso8601 (seconds) : NULL;

  if (text != NULL)
    json_object_set_string_member (object, key, text);
  else
    json_object_set_null_member (object, key);
}

/**
 * marbre_ctl_set_strv:
 * @key: a key
 * @texts: (array zero-terminated=1): a list of texts
 */
void
marbre_ctl_set_strv (JsonObject *object, const char *key, const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (object, key, array);
}

/**
 * marbre_ctl_find_place:
 * @text: a text
 * @offset: a byte of it
 * @line: (out): its line, from 1
 * @column: (out): its column, from 1, in characters
 */
void
marbre_ctl_find_place (const char *text, gsize offset, guint *line, guint *column)
{
  const char *start = text;

  *line = 1;
  for (const char *p = text; p < text + offset; p++)
    if (*p == '\n')
      {
        (*line)++;
        start = p + 1;
      }
  *column = (guint) g_utf8_strlen (start, text + offset - start) + 1;
}
