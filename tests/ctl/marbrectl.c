/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Running marbrectl; see marbrectl.h.
 */
#include "config.h"

#include "marbrectl.h"

#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>

static const char *program; /* the binary, the test's first argument */
static char *home;          /* (owned): the XDG folders and the keyring of this test */

/**
 * marbrectl_init:
 *
 * Takes the path of marbrectl off the command line, as meson gives it.
 */
void
marbrectl_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_test_init (argc, argv, NULL);
  g_assert_cmpint (*argc, ==, 2);
  program = (*argv)[1];
  home = g_dir_make_tmp ("marbrectl-XXXXXX", &error);
  g_assert_no_error (error);
}

/**
 * marbrectl_home:
 *
 * Returns: a folder of this test's own
 */
const char *
marbrectl_home (void)
{
  return home;
}

/**
 * marbrectl_fixture:
 *
 * Returns: (transfer full): the path of a file in tests/ctl/data
 */
char *
marbrectl_fixture (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "ctl", "data", name, NULL);
}

static char *
text_of (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 0 ? g_strndup (data, length) : g_strdup ("");
}

/**
 * marbrectl_run:
 * @input: (nullable): what it reads on standard input
 * @...: its arguments, ended by %NULL
 *
 * Returns: (transfer full): how it ended
 */
Outcome *
marbrectl_run (const char *input, ...)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *keyring = g_build_filename (home, "keyring", NULL);
  g_autoptr (GBytes) stdin_bytes = g_bytes_new (input ? input : "", input ? strlen (input) : 0);
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  Outcome *outcome = g_new0 (Outcome, 1);
  va_list args;
  char *word;

  g_ptr_array_add (words, (gpointer) program);
  va_start (args, input);
  do
    {
      word = va_arg (args, char *);
      g_ptr_array_add (words, word);
    }
  while (word != NULL);
  va_end (args);

  launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_setenv (launcher, "HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PATH", keyring, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, stdin_bytes, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  outcome->status = g_subprocess_get_exit_status (process);
  outcome->out = text_of (out);
  outcome->err = text_of (err);
  return outcome;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/**
 * marbrectl_cleanup:
 *
 * Removes the folder of this test.
 */
void
marbrectl_cleanup (void)
{
  remove_tree (home);
  g_clear_pointer (&home, g_free);
}

/**
 * outcome_free:
 */
void
outcome_free (Outcome *self)
{
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}
