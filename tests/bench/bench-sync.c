/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fetches many posts from a WordPress in this process, which does next to nothing for them: how fast
 * they can be read and written, and whether memory grows with them.
 *
 *     bench-sync [POSTS] [WORDS]
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "marbre-sync.h"
#include "remote-kit.h"
#include "sync-double.h"

typedef struct
{
  gint64 told; /* posts when memory was last read */
  gint64 every;
} Watch;

static guint64
read_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = g_strstr_len (status, -1, "VmRSS:");
  return line ? g_ascii_strtoull (line + strlen ("VmRSS:"), NULL, 10) / 1024 : 0;
}

static void
progress_cb (const MarbreSyncNews *news, gpointer user_data)
{
  Watch *watch = user_data;

  if (news->phase != MARBRE_SYNC_FETCHING || news->seen - watch->told < watch->every)
    return;
  watch->told = news->seen;
  g_print ("%8lu posts, %6.0f/s, %4lu MB\n", (gulong) news->seen, news->rate,
           (gulong) read_memory ());
  fflush (stdout);
}

int
main (int argc, char *argv[])
{
  const guint n_posts = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  const guint words = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 400;
  g_autoptr (SyncDouble) site = sync_double_new (n_posts, words);
  g_autofree char *api = sync_double_get_api (site);
  g_autoptr (MarbreSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 start = g_get_monotonic_time ();
  Watch watch = { 0, MAX (n_posts / 10, 1) };
  RemoteKit kit;
  double seconds;

  remote_kit_init (&kit, "wordpress", "https://example.org", api, "camille",
                   "abcd abcd abcd abcd abcd abcd");
  g_print ("%8u posts, %6u words each, %4lu MB before\n", n_posts, words,
           (gulong) read_memory ());
  report = marbre_sync_run_sync (kit.archive, kit.credentials, kit.site, progress_cb, &watch, NULL,
                                 &error);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  if (report)
    g_print ("%8u added in %.1f s: %.0f/s\n", report->added, seconds, report->added / seconds);
  else
    g_printerr ("%s\n", error->message);
  remote_kit_clear (&kit);
  return report && report->added == n_posts ? 0 : 1;
}
