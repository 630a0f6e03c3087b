/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spare memory; see marbre-spare-memory.h. It is given back when a story was opened or saved and
 * nothing has happened for REST: while one types, giving back what the next key needs again would
 * cost a page fault for each page. For the same reason glibc's own threshold for it is left as it
 * is in this process; a fixed one makes the preview's frames 3 ms later, as the pictures they are
 * drawn into then come from the system each time.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-spare-memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Seconds. */
#define REST 2
/* The main thread's and one for the workers: glibc gives each thread its own otherwise, up to eight
 * for each processor, and each keeps its own rest. */
#define ARENAS 2

struct _MarbreSpareMemory
{
  GObject parent_instance;

  guint rest_id; /* GSource id; 0 if none */
};

G_DEFINE_FINAL_TYPE (MarbreSpareMemory, marbre_spare_memory, G_TYPE_OBJECT)

/* On a thread of GTask's. */
static void
give_back (GTask *task,
           G_GNUC_UNUSED gpointer source,
           G_GNUC_UNUSED gpointer data,
           G_GNUC_UNUSED GCancellable *cancellable)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  g_task_return_boolean (task, TRUE);
}

static gboolean
rest_cb (gpointer user_data)
{
  MarbreSpareMemory *self = user_data;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  self->rest_id = 0;
  g_task_set_source_tag (task, rest_cb);
  g_task_run_in_thread (task, give_back);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (MarbreSpareMemory *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add_seconds (REST, rest_cb, self);
}

static void
marbre_spare_memory_finalize (GObject *object)
{
  MarbreSpareMemory *self = MARBRE_SPARE_MEMORY (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  G_OBJECT_CLASS (marbre_spare_memory_parent_class)->finalize (object);
}

static void
marbre_spare_memory_class_init (MarbreSpareMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_spare_memory_finalize;
}

static void
marbre_spare_memory_init (G_GNUC_UNUSED MarbreSpareMemory *self)
{
}

/**
 * marbre_spare_memory_limit:
 *
 * Makes threads share what is spare, and the processes of WebKit and of the grammar checker keep
 * little of it. To be called before any thread starts; a MALLOC_TRIM_THRESHOLD_ that is set in the
 * environment is left as it is.
 */
void
marbre_spare_memory_limit (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, ARENAS);
  g_setenv ("MALLOC_TRIM_THRESHOLD_", "131072", FALSE); /* bytes; glibc's own at the start */
#endif
}

/**
 * marbre_spare_memory_new:
 * @desk: (transfer none): not kept
 *
 * Gives back what is spare whenever the desk has come to rest, as long as the object lives.
 *
 * Returns: (transfer full): a new object
 */
MarbreSpareMemory *
marbre_spare_memory_new (MarbreDesk *desk)
{
  MarbreSpareMemory *self = g_object_new (MARBRE_TYPE_SPARE_MEMORY, NULL);

  g_signal_connect_object (desk, "notify::document", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::save-state", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}
