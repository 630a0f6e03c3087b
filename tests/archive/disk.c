/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The disk; see disk.h. The worst that a power cut may leave is assumed: of what was written since
 * a file's last sync, nothing.
 */
#include "config.h"

#include "disk.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* (owned): behind this struct, in SQLite's own memory */
  char *path;         /* (owned) (nullable): of a database or its log; a temporary file has none */
} File;

static struct
{
  GMutex mutex;
  sqlite3_vfs vfs;
  sqlite3_vfs *real;   /* (borrowed) */
  GHashTable *durable; /* (owned) (element-type utf8 GBytes) */
  gboolean full;
  gboolean cut;
  DiskSyncFunc sync_func; /* (nullable) */
} disk;

static void
lay_down (const char *path)
{
  char *bytes;
  gsize length;

  if (g_file_get_contents (path, &bytes, &length, NULL))
    g_hash_table_insert (disk.durable, g_strdup (path), g_bytes_new_take (bytes, length));
}

static int
close_file (sqlite3_file *base)
{
  File *file = (File *) base;
  int result = file->real->pMethods->xClose (file->real);

  g_free (file->path);
  return result;
}

static int
read_file (sqlite3_file *base, void *buffer, int amount, sqlite3_int64 offset)
{
  File *file = (File *) base;

  return file->real->pMethods->xRead (file->real, buffer, amount, offset);
}

static int
write_file (sqlite3_file *base, const void *buffer, int amount, sqlite3_int64 offset)
{
  File *file = (File *) base;
  gboolean full, cut;

  g_mutex_lock (&disk.mutex);
  full = disk.full;
  cut = disk.cut;
  g_mutex_unlock (&disk.mutex);
  if (full || cut)
    return full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  return file->real->pMethods->xWrite (file->real, buffer, amount, offset);
}

static int
truncate_file (sqlite3_file *base, sqlite3_int64 size)
{
  File *file = (File *) base;

  return file->real->pMethods->xTruncate (file->real, size);
}

static int
sync_file (sqlite3_file *base, int flags)
{
  File *file = (File *) base;
  int result = SQLITE_IOERR_FSYNC;

  if (disk.sync_func && file->path != NULL)
    disk.sync_func (FALSE);
  g_mutex_lock (&disk.mutex);
  if (!disk.cut)
    {
      result = file->real->pMethods->xSync (file->real, flags);
      if (result == SQLITE_OK && file->path != NULL)
        lay_down (file->path);
    }
  g_mutex_unlock (&disk.mutex);
  if (disk.sync_func && file->path != NULL)
    disk.sync_func (TRUE);
  return result;
}

static int
size_file (sqlite3_file *base, sqlite3_int64 *size)
{
  File *file = (File *) base;

  return file->real->pMethods->xFileSize (file->real, size);
}

static int
lock_file (sqlite3_file *base, int level)
{
  File *file = (File *) base;

  return file->real->pMethods->xLock (file->real, level);
}

static int
unlock_file (sqlite3_file *base, int level)
{
  File *file = (File *) base;

  return file->real->pMethods->xUnlock (file->real, level);
}

static int
check_lock (sqlite3_file *base, int *locked)
{
  File *file = (File *) base;

  return file->real->pMethods->xCheckReservedLock (file->real, locked);
}

static int
control_file (sqlite3_file *base, int code, void *argument)
{
  File *file = (File *) base;

  return file->real->pMethods->xFileControl (file->real, code, argument);
}

static int
sector_size (sqlite3_file *base)
{
  File *file = (File *) base;

  return file->real->pMethods->xSectorSize (file->real);
}

/* Nothing that would let SQLite leave a sync out. */
static int
characteristics (sqlite3_file *base)
{
  return 0;
}

static int
map_shared (sqlite3_file *base, int page, int size, int extend, void volatile **out)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmMap (file->real, page, size, extend, out);
}

static int
lock_shared (sqlite3_file *base, int offset, int n, int flags)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmLock (file->real, offset, n, flags);
}

static void
barrier_shared (sqlite3_file *base)
{
  File *file = (File *) base;

  file->real->pMethods->xShmBarrier (file->real);
}

static int
unmap_shared (sqlite3_file *base, int remove)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmUnmap (file->real, remove);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = size_file,
  .xLock = lock_file,
  .xUnlock = unlock_file,
  .xCheckReservedLock = check_lock,
  .xFileControl = control_file,
  .xSectorSize = sector_size,
  .xDeviceCharacteristics = characteristics,
  .xShmMap = map_shared,
  .xShmLock = lock_shared,
  .xShmBarrier = barrier_shared,
  .xShmUnmap = unmap_shared,
};

static int
open_file (sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out)
{
  File *file = (File *) base;
  const gboolean named =
      flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL);
  int result;

  /* What an earlier program left is on the disk by now. */
  g_mutex_lock (&disk.mutex);
  if (named && !g_hash_table_contains (disk.durable, path))
    lay_down (path);
  g_mutex_unlock (&disk.mutex);
  file->base.pMethods = NULL;
  file->path = NULL;
  file->real = (sqlite3_file *) (file + 1);
  result = disk.real->xOpen (disk.real, path, file->real, flags, out);
  if (result != SQLITE_OK)
    return result;
  if (named)
    file->path = g_strdup (path);
  file->base.pMethods = &methods;
  return SQLITE_OK;
}

/* A name that is gone is gone: the worst for a log, and SQLite syncs the folder if it must. */
static int
remove_file (sqlite3_vfs *vfs, const char *path, int sync)
{
  gboolean cut;

  g_mutex_lock (&disk.mutex);
  cut = disk.cut;
  if (!cut)
    g_hash_table_remove (disk.durable, path);
  g_mutex_unlock (&disk.mutex);
  return cut ? SQLITE_IOERR_DELETE : disk.real->xDelete (disk.real, path, sync);
}

/* Puts the disk under every database that is opened from now on. */
void
disk_install (void)
{
  disk.real = sqlite3_vfs_find (NULL);
  disk.vfs = *disk.real;
  disk.vfs.zName = "marbre-disk";
  disk.vfs.szOsFile = (int) sizeof (File) + disk.real->szOsFile;
  disk.vfs.xOpen = open_file;
  disk.vfs.xDelete = remove_file;
  disk.durable =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  sqlite3_vfs_register (&disk.vfs, 1);
}

/* Tells of each sync of a database or its log; before one is opened. */
void
disk_set_sync_func (DiskSyncFunc func)
{
  disk.sync_func = func;
}

/* Whether there is no room for anything. */
void
disk_set_full (gboolean full)
{
  g_mutex_lock (&disk.mutex);
  disk.full = full;
  g_mutex_unlock (&disk.mutex);
}

/* Nothing reaches the disk from now on. */
void
disk_cut_power (void)
{
  g_mutex_lock (&disk.mutex);
  disk.cut = TRUE;
  g_mutex_unlock (&disk.mutex);
}

/* Puts what was durable in the place of what was not, once nobody has a file open any more. */
void
disk_restore (void)
{
  GHashTableIter iter;
  gpointer path, bytes;

  g_mutex_lock (&disk.mutex);
  g_hash_table_iter_init (&iter, disk.durable);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    {
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);
      g_autofree char *index = g_strconcat (path, "-shm", NULL);
      g_autofree char *log = g_strconcat (path, "-wal", NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue; /* of a test that is over */
      if (!g_hash_table_contains (disk.durable, log))
        g_unlink (log);
      g_unlink (index);
      g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
    }
  g_hash_table_remove_all (disk.durable); /* the next sync of a file knows it again, whole */
  disk.cut = FALSE;
  g_mutex_unlock (&disk.mutex);
}
