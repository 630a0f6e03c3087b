/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mark of an unclean end; see marbre-session.h. The mark is a row of `meta`, there while a
 * program has the archive open. Several programs may (the window and marbrectl), so a row alone
 * says nothing: each holds a shared lock on "FILE.lock", and only who could have it alone knows
 * that the row was left behind. The kernel drops the lock of a killed program. The lock is on a
 * file of its own because closing any descriptor of the database would drop SQLite's locks.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-session.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

struct _MarbreSession
{
  int lock; /* -1 where the file system has no locks: then no end counts as unclean */
  gboolean unclean;
};

/* Takes the lock alone if nobody else has it; %FALSE if others do, or cannot be asked. */
static gboolean
lock_alone (int lock)
{
  return lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) == 0;
}

/**
 * marbre_session_leave:
 *
 * Forgets a session and leaves its mark, for a database that could not be used.
 */
void
marbre_session_leave (MarbreSession *self)
{
  if (self->lock >= 0)
    close (self->lock);
  g_free (self);
}

/**
 * marbre_session_begin:
 * @database: a migrated database, may write
 *
 * Marks the archive as open.
 *
 * Returns: (transfer full) (nullable): the session
 */
MarbreSession *
marbre_session_begin (MarbreDatabase *database, GError **error)
{
  static const char mark_sql[] = "INSERT OR REPLACE INTO meta (key, value) VALUES ('open', '')";
  MarbreSession *self = g_new0 (MarbreSession, 1);
  g_autofree char *path = g_strconcat (marbre_database_get_path (database), ".lock", NULL);
  gint64 marked = 0;
  gboolean alone;

  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  alone = lock_alone (self->lock);
  if (!marbre_database_read_int (database, "SELECT count(*) FROM meta WHERE key = 'open'", &marked,
                                 error) ||
      !marbre_database_run (database, mark_sql, error))
    {
      marbre_session_leave (self);
      return NULL;
    }
  self->unclean = alone && marked > 0;
  if (self->lock >= 0)
    flock (self->lock, LOCK_SH | LOCK_NB);
  return self;
}

/**
 * marbre_session_is_unclean:
 *
 * Returns: %TRUE if whoever had the archive before did not close it
 */
gboolean
marbre_session_is_unclean (MarbreSession *self)
{
  return self->unclean;
}

/**
 * marbre_session_end:
 * @database: as for marbre_session_begin()
 *
 * Takes the mark away, unless another program has the archive open still.
 */
void
marbre_session_end (MarbreSession *self, MarbreDatabase *database)
{
  g_autoptr (GError) error = NULL;

  if ((self->lock < 0 || lock_alone (self->lock)) &&
      !marbre_database_run (database, "DELETE FROM meta WHERE key = 'open'", &error))
    g_warning ("The archive could not be marked as closed: %s", error->message);
  marbre_session_leave (self);
}
