/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox's lock; see marbre-outbox-lock.h. An advisory lock of the kernel's, which vanishes
 * with the process, on an empty file beside the archive.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-outbox-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "marbre-remote-error.h"

#define POLL_MICROSECONDS (100 * 1000)

/**
 * marbre_outbox_lock:
 * @archive: the archive's file
 * @cancellable: (nullable): stops the wait
 * @error: %MARBRE_REMOTE_ERROR_TRY_LATER if the lock's file cannot be made
 *
 * Waits until no other program carries the outbox of @archive.
 *
 * Returns: the lock, for marbre_outbox_unlock(); -1 on error
 */
int
marbre_outbox_lock (GFile *archive, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (archive);
  g_autofree char *name = g_strconcat (path, ".outbox-lock", NULL);
  int lock = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  while (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno != EWOULDBLOCK && errno != EINTR)
        {
          g_close (lock, NULL);
          lock = -1;
          break;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_close (lock, NULL);
          return -1;
        }
      g_usleep (POLL_MICROSECONDS);
    }
  if (lock < 0)
    g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TRY_LATER, "%s: %s", name,
                 g_strerror (errno));
  return lock;
}

/**
 * marbre_outbox_unlock:
 * @lock: what marbre_outbox_lock() gave
 */
void
marbre_outbox_unlock (int lock)
{
  g_close (lock, NULL);
}
