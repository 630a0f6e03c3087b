/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A grammar process does not outlive the program that started it, whatever it does when that is
 * killed. The program is this one, started again: a fork of a test that has threads may do little.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "marbre-grammar-process.h"

#define PARENT "--parent"

/* Seconds; nobody waits for it where all is well. */
#define PATIENCE 60

static const char *program;

/* The program: it asks and is killed while it waits for an answer. */
static void
be_parent (void)
{
  g_autofree char *python =
      g_test_build_filename (G_TEST_DIST, "text", "endless-grammalecte.py", NULL);
  g_autoptr (MarbreGrammar) grammar =
      marbre_grammar_process_new_grammalecte (python, 10 * PATIENCE);

  marbre_grammar_process_set_patience (MARBRE_GRAMMAR_PROCESS (grammar), 0, 10 * PATIENCE * 1000);
  marbre_grammar_check_async (grammar, "Une phrase sans fin.", "fr", NULL, NULL, NULL);
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
}

/* Returns: bytes read, 0 if nobody writes there any more, -1 if nothing happens */
static int
read_pipe (int pipe, char *text, gsize size)
{
  struct pollfd waiting = { .fd = pipe, .events = POLLIN };
  int count;

  do
    count = poll (&waiting, 1, PATIENCE * 1000);
  while (count < 0 && errno == EINTR);
  return count == 1 ? (int) read (pipe, text, size) : -1;
}

static int
read_pid (int pipe)
{
  char text[32] = "";
  gint64 pid;

  g_assert_cmpint (read_pipe (pipe, text, sizeof text - 1), >, 0);
  g_strchomp (text);
  g_assert_true (g_ascii_string_to_signed (text, 10, 2, G_MAXINT32, &pid, NULL));
  return (int) pid;
}

/* With data: the grammar process is stopped when its parent is killed. */
static void
test_killed (gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("marbre-orphan-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "alive", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) parent = NULL;
  g_autoptr (GError) error = NULL;
  char rest[8];
  int pipe, pid, left;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_subprocess_launcher_setenv (launcher, "MARBRE_TEST_ENDLESS", path, TRUE);
  parent = g_subprocess_launcher_spawn (launcher, &error, program, PARENT, NULL);
  g_assert_no_error (error);
  pipe = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  pid = read_pid (pipe);
  if (data != NULL)
    g_assert_cmpint (kill (pid, SIGSTOP), ==, 0);

  g_subprocess_force_exit (parent);
  g_assert_true (g_subprocess_wait (parent, NULL, &error));
  left = read_pipe (pipe, rest, sizeof rest);
  if (left != 0)
    kill (pid, SIGKILL);
  g_assert_cmpint (left, ==, 0);

  close (pipe);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 2 && g_str_equal (argv[1], PARENT))
    {
      argc = 1;
      g_test_init (&argc, &argv, NULL);
      be_parent ();
    }
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/grammar-orphan/searches", NULL, test_killed);
  g_test_add_data_func ("/grammar-orphan/stopped", GUINT_TO_POINTER (1), test_killed);
  return g_test_run ();
}
