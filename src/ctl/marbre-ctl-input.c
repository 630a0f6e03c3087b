/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading files and standard input; see marbre-ctl-input.h.
 */
#define G_LOG_DOMAIN "marbre-ctl"

#include "config.h"

#include "marbre-ctl-input.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "marbre-compat.h"
#include "marbre-story-file.h"
#include "marbre-text-error.h"

/* Reads to the end, or a little more than @max bytes: then the caller sees that it is too much. */
static char *
read_all (FILE *file, gsize max, gsize *length)
{
  GString *text = g_string_new (NULL);
  char buffer[16384];
  gsize count;

  while (text->len <= max && (count = fread (buffer, 1, sizeof buffer, file)) > 0)
    g_string_append_len (text, buffer, (gssize) count);
  *length = text->len;
  return marbre_string_steal (text);
}

static char *
fail_to_read (const char *path, int code, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               /* Translators: a file name, then the system's reason. */
               _ ("“%s” cannot be read: %s."), name, g_strerror (code));
  return NULL;
}

static char *
read_file (const char *path, gsize *length, GError **error)
{
  g_autofree char *text = NULL;
  FILE *file;
  int failed;

  if (g_str_equal (path, "-"))
    return read_all (stdin, MARBRE_STORY_FILE_MAX_BYTES, length);
  file = g_fopen (path, "rbe");
  if (file == NULL)
    return fail_to_read (path, errno, error);
  errno = 0;
  text = read_all (file, MARBRE_STORY_FILE_MAX_BYTES, length);
  failed = ferror (file) ? errno : 0;
  fclose (file);
  return failed ? fail_to_read (path, failed, error) : g_steal_pointer (&text);
}

/**
 * marbre_ctl_read_text:
 * @path: a file, or "-" for standard input
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its text in valid UTF-8; %NULL with a %G_FILE_ERROR or
 *   %MARBRE_TEXT_ERROR
 */
char *
marbre_ctl_read_text (const char *path, GError **error)
{
  gsize length;
  g_autofree char *text = read_file (path, &length, error);

  if (text == NULL)
    return NULL;
  if (length > MARBRE_STORY_FILE_MAX_BYTES)
    g_set_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE,
                 _ ("The text has more than %d MB. Give a part of it."),
                 MARBRE_STORY_FILE_MAX_BYTES / (1024 * 1024));
  else if (!g_utf8_validate (text, (gssize) length, NULL))
    g_set_error_literal (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_ENCODING,
                         _ ("The text is not UTF-8. Convert it first, for example with iconv."));
  else
    return g_steal_pointer (&text);
  return NULL;
}

/* The id of the story in a file that names none: the same as long as the file stays where it is. */
static char *
id_of_path (const char *path)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *sum = NULL;

  if (g_str_equal (path, "-"))
    return NULL;
  file = g_file_new_for_path (path);
  uri = g_file_get_uri (file);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);
  return g_strdup_printf ("file-%.32s", sum);
}

/**
 * marbre_ctl_read_story:
 * @path: a story file, or "-" for standard input
 * @error: return location for an error
 *
 * Reads a story. Where the file has no id, its place is the id, so that publishing the same file
 * again is an update.
 *
 * Returns: (transfer full) (nullable): the story; %NULL with a %G_FILE_ERROR or %MARBRE_TEXT_ERROR
 */
MarbreStory *
marbre_ctl_read_story (const char *path, GError **error)
{
  gsize length;
  g_autofree char *text = read_file (path, &length, error);
  g_autofree char *id = text ? id_of_path (path) : NULL;

  return text ? marbre_story_file_parse_as (text, (gssize) length, id, error) : NULL;
}

/**
 * marbre_ctl_get_base:
 * @path: a file, or "-" for standard input
 *
 * Returns: (transfer full): the folder that its pictures' names start from
 */
char *
marbre_ctl_get_base (const char *path)
{
  return g_str_equal (path, "-") ? g_get_current_dir () : g_path_get_dirname (path);
}

/* Lets nobody read over a shoulder. Returns whether there was anything to restore. */
static gboolean
silence_terminal (struct termios *before)
{
  struct termios quiet;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, before) != 0)
    return FALSE;
  quiet = *before;
  quiet.c_lflag &= ~(tcflag_t) ECHO;
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
}

/**
 * marbre_ctl_read_secret:
 * @error: return location for an error
 *
 * Reads one line from standard input, without an echo on a terminal. Secrets come no other way: a
 * command line is seen by every user of the machine.
 *
 * Returns: (transfer full) (nullable): the secret, %NULL if there was none
 */
char *
marbre_ctl_read_secret (GError **error)
{
  char line[MARBRE_CTL_MAX_SECRET];
  struct termios before;
  gboolean silent = silence_terminal (&before);
  gboolean got;
  char *secret;

  if (silent)
    g_printerr ("%s ", _ ("Password or token:"));
  got = fgets (line, sizeof line, stdin) != NULL;
  if (silent)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
      g_printerr ("\n");
    }
  if (got)
    line[strcspn (line, "\r\n")] = '\0';
  if (!got || *line == '\0' || !g_utf8_validate (line, -1, NULL))
    {
      g_set_error_literal (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID,
                           _ ("No secret on standard input. Give the password or token there."));
      return NULL;
    }
  secret = g_strdup (line);
  explicit_bzero (line, sizeof line);
  return secret;
}
