/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preloaded into a program under test: how long its main thread lets nobody in. A thread of its own
 * asks the main context for a turn, at a priority before all else, and writes down when the turn
 * comes late: a line "WHEN HOW-LONG" in milliseconds, the first of the monotonic clock, in the file
 * that MARBRE_HEARTBEAT names. Time in which the thread wanted to run and the machine was busy with
 * others does not count, nor what a virtual machine's host took meanwhile. A turn that is very late
 * also writes where the main thread is, once for each, so that a failing test says what to mend.
 * Never part of the program.
 *
 * WebKit's helper processes inherit the preload; they have no default main loop that matters here,
 * and MARBRE_HEARTBEAT_OF names the one program that is watched.
 */
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

#define PAUSE_MSEC 5      /* between two turns */
#define LATE_USEC  50000  /* worth a line */
#define TRACE_USEC 100000 /* worth a trace */
#define MAX_FRAMES 40

static pthread_t main_thread;
static int out = -1;
static atomic_bool waiting;
static atomic_llong turned; /* when the last turn came, monotonic µs */

static gboolean
turn_cb (gpointer data)
{
  atomic_store (&turned, g_get_monotonic_time ());
  atomic_store (&waiting, false);
  return G_SOURCE_REMOVE;
}

/* In the main thread, in the middle of whatever keeps it. */
static void
trace_cb (int number)
{
  void *frames[MAX_FRAMES];
  int saved = errno;

  backtrace_symbols_fd (frames, backtrace (frames, MAX_FRAMES), out);
  errno = saved;
}

static void
ask_for_turn (void)
{
  GSource *source = g_idle_source_new ();

  atomic_store (&waiting, true);
  g_source_set_priority (source, G_PRIORITY_HIGH * 10);
  g_source_set_callback (source, turn_cb, NULL, NULL);
  g_source_attach (source, NULL);
  g_source_unref (source);
}

/* Reads the beginning of a file in /proc; "" if there is none. */
static void
read_start (const char *path, char *text, gsize size)
{
  int file = open (path, O_RDONLY | O_CLOEXEC);
  ssize_t n = file < 0 ? 0 : read (file, text, size - 1);

  if (file >= 0)
    close (file);
  text[MAX (n, 0)] = '\0';
}

/* Returns: microseconds that the host took from this machine's processors so far, all together, in
 * steps of a tick; proc(5). To the thread it looks like work of its own. */
static gint64
get_taken (void)
{
  char text[256];
  long long taken = 0;

  read_start ("/proc/stat", text, sizeof text);
  if (sscanf (text, "cpu %*d %*d %*d %*d %*d %*d %*d %lld", &taken) != 1)
    return 0;
  return taken * G_USEC_PER_SEC / sysconf (_SC_CLK_TCK);
}

/* Returns: microseconds in which the main thread, whose id is the process's, could not work
 * up to now: it waited for a processor, or had one that was taken away; 0 if nobody says. */
static gint64
get_delay (void)
{
  char path[64], text[128];
  long long ran = 0, waited = 0;

  snprintf (path, sizeof path, "/proc/self/task/%d/schedstat", (int) getpid ());
  read_start (path, text, sizeof text);
  if (sscanf (text, "%lld %lld", &ran, &waited) != 2)
    waited = 0;
  return waited / 1000 + get_taken ();
}

static void *
watch (void *data)
{
  for (;;)
    {
      gint64 asked = g_get_monotonic_time ();
      gint64 delay = get_delay ();
      gint64 late = 0;
      gboolean traced = FALSE;

      ask_for_turn ();
      while (atomic_load (&waiting))
        {
          poll (NULL, 0, 1);
          late = g_get_monotonic_time () - asked - (get_delay () - delay);
          if (late > TRACE_USEC && !traced)
            {
              pthread_kill (main_thread, SIGUSR2);
              traced = TRUE;
            }
        }
      /* On a busy machine this thread comes late as well, and the system counts a wait only when it
       * is over. */
      late = atomic_load (&turned) - asked - (get_delay () - delay);
      if (late > LATE_USEC || traced)
        dprintf (out, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", asked / 1000,
                 MAX (late, 0) / 1000);
      poll (NULL, 0, PAUSE_MSEC);
    }
  return data;
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *path = getenv ("MARBRE_HEARTBEAT");
  const char *program = getenv ("MARBRE_HEARTBEAT_OF");
  void *frame;
  pthread_t thread;

  if (path == NULL || program == NULL || strcmp (program, program_invocation_short_name) != 0)
    return;
  out = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (out < 0)
    return;
  main_thread = pthread_self ();
  backtrace (&frame, 1); /* loads what it needs now, and not in a signal's handler */
  signal (SIGUSR2, trace_cb);
  pthread_create (&thread, NULL, watch, NULL);
}
