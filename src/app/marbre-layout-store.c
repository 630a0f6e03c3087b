/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of layouts; see marbre-layout-store.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-layout-store.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "marbre-worker.h"

/* Of one file of a layout on disk. */
#define MAX_BYTES (16u * 1024 * 1024)
#define MAX_LAYOUTS 100

struct _MarbreLayoutStore
{
  GObject parent_instance;

  char *folder;          /* (owned) */
  GListStore *list;      /* (owned) (element-type MarbreLayout): by site and name */
  GMenu *menu;           /* (owned): sections by site */
  MarbreLayout *trial;   /* (owned) (nullable): in memory, see marbre_layout_store_try_out() */
  MarbreWorker *disk;    /* (owned) */
  MarbreWorker *network; /* (owned): so that a slow site does not hold up the preview's files */
};

G_DEFINE_FINAL_TYPE (MarbreLayoutStore, marbre_layout_store, G_TYPE_OBJECT)

static void
marbre_layout_store_dispose (GObject *object)
{
  MarbreLayoutStore *self = MARBRE_LAYOUT_STORE (object);

  if (self->disk != NULL)
    marbre_worker_stop (self->disk);
  g_clear_object (&self->disk);
  g_clear_object (&self->network);
  g_clear_object (&self->trial);
  g_clear_object (&self->list);
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (marbre_layout_store_parent_class)->dispose (object);
}

static void
marbre_layout_store_finalize (GObject *object)
{
  MarbreLayoutStore *self = MARBRE_LAYOUT_STORE (object);

  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (marbre_layout_store_parent_class)->finalize (object);
}

static void
marbre_layout_store_class_init (MarbreLayoutStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_layout_store_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_layout_store_finalize;
}

static void
marbre_layout_store_init (MarbreLayoutStore *self)
{
  self->list = g_list_store_new (MARBRE_TYPE_LAYOUT);
  self->menu = g_menu_new ();
  self->disk = marbre_worker_new ("layouts");
  self->network = marbre_worker_new ("layout-maker");
}

/* The list and its menu */

static int
compare_layouts (gconstpointer a, gconstpointer b, gpointer data)
{
  MarbreLayout *first = (MarbreLayout *) a;
  MarbreLayout *second = (MarbreLayout *) b;
  int by_site = g_utf8_collate (marbre_layout_get_site (first), marbre_layout_get_site (second));

  return by_site != 0
             ? by_site
             : g_utf8_collate (marbre_layout_get_name (first), marbre_layout_get_name (second));
}

static void
append_to_menu (GMenu *section, MarbreLayout *layout)
{
  g_autofree char *setting =
      g_strconcat (MARBRE_LAYOUT_PREFIX, marbre_layout_get_id (layout), NULL);
  g_autoptr (GMenuItem) item = g_menu_item_new (marbre_layout_get_name (layout), NULL);

  g_menu_item_set_action_and_target (item, "win.layout", "s", setting);
  g_menu_append_item (section, item);
}

static void
rebuild_menu (MarbreLayoutStore *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autoptr (GMenu) section = NULL;
  g_autoptr (GMenu) tools = g_menu_new ();
  const char *site = NULL;

  g_menu_remove_all (self->menu);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MarbreLayout) layout = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (section == NULL || g_strcmp0 (site, marbre_layout_get_site (layout)) != 0)
        {
          site = marbre_layout_get_site (layout); /* the list keeps it */
          g_clear_object (&section);
          section = g_menu_new ();
          g_menu_append_section (self->menu, site, G_MENU_MODEL (section));
        }
      append_to_menu (section, layout);
    }
  g_menu_append (tools, _("_Use a page of my site…"), "win.layout-from-site");
  if (n > 0)
    g_menu_append (tools, _("_Manage these layouts…"), "win.layouts");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (tools));
}

static guint
find_position (MarbreLayoutStore *self, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MarbreLayout) layout = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (g_str_equal (marbre_layout_get_id (layout), id))
        return i;
    }
  return G_MAXUINT;
}

static void
put_in_list (MarbreLayoutStore *self, MarbreLayout *layout)
{
  guint position = find_position (self, marbre_layout_get_id (layout));

  if (position != G_MAXUINT)
    g_list_store_remove (self->list, position);
  g_list_store_insert_sorted (self->list, layout, compare_layouts, NULL);
  rebuild_menu (self);
}

/* At the start */

static GPtrArray *
load_folder (const char *path)
{
  GPtrArray *layouts = g_ptr_array_new_with_free_func (g_object_unref);
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && layouts->len < MAX_LAYOUTS && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *own = g_build_filename (path, name, NULL);
      g_autoptr (GError) error = NULL;
      MarbreLayout *layout = marbre_layout_load (own, &error);

      if (layout != NULL && g_str_equal (marbre_layout_get_id (layout), name))
        g_ptr_array_add (layouts, layout);
      else
        {
          g_message ("A layout cannot be used: %s", error ? error->message : "it is not its own");
          g_clear_object (&layout);
        }
    }
  if (folder != NULL)
    g_dir_close (folder);
  return layouts;
}

static void
list_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, load_folder (data), (GDestroyNotify) g_ptr_array_unref);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MarbreLayoutStore *self = MARBRE_LAYOUT_STORE (object);
  g_autoptr (GPtrArray) layouts = g_task_propagate_pointer (G_TASK (result), NULL);

  if (layouts == NULL || self->list == NULL)
    return;
  for (guint i = 0; i < layouts->len; i++)
    put_in_list (self, g_ptr_array_index (layouts, i));
}

/**
 * marbre_layout_store_new:
 * @folder: where layouts are kept; need not be there
 *
 * Returns: (transfer full): the store; its list is filled as soon as the folder is read
 */
MarbreLayoutStore *
marbre_layout_store_new (const char *folder)
{
  MarbreLayoutStore *self;
  g_autoptr (GTask) task = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_LAYOUT_STORE, NULL);
  self->folder = g_strdup (folder);
  rebuild_menu (self);
  task = g_task_new (self, NULL, listed_cb, NULL);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  marbre_worker_push (self->disk, task, list_job);
  return self;
}

/**
 * marbre_layout_store_get_list:
 *
 * Returns: (transfer none) (element-type MarbreLayout): the layouts, by site and name
 */
GListModel *
marbre_layout_store_get_list (MarbreLayoutStore *self)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT_STORE (self), NULL);
  return G_LIST_MODEL (self->list);
}

/**
 * marbre_layout_store_get_menu:
 *
 * Returns: (transfer none): sections of layouts for the action win.layout, then
 *   win.layout-from-site and, if there are any, win.layouts
 */
GMenuModel *
marbre_layout_store_get_menu (MarbreLayoutStore *self)
{
  g_return_val_if_fail (MARBRE_IS_LAYOUT_STORE (self), NULL);
  return G_MENU_MODEL (self->menu);
}

/**
 * marbre_layout_store_find:
 * @setting: what the setting "layout" says
 *
 * Returns: (transfer none) (nullable): the layout that is meant, %NULL for a built-in one and for
 *   one that is not (or not yet) in the list
 */
MarbreLayout *
marbre_layout_store_find (MarbreLayoutStore *self, const char *setting)
{
  guint position = G_MAXUINT;
  g_autoptr (MarbreLayout) layout = NULL;

  g_return_val_if_fail (MARBRE_IS_LAYOUT_STORE (self), NULL);

  if (g_str_has_prefix (setting, MARBRE_LAYOUT_PREFIX))
    position = find_position (self, setting + strlen (MARBRE_LAYOUT_PREFIX));
  if (position == G_MAXUINT)
    return NULL;
  layout = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  return layout; /* the list keeps it */
}

/* Making */

static void
make_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  MarbreLayout *layout = marbre_layout_maker_run (data, cancellable, &error);

  if (layout != NULL)
    g_task_return_pointer (task, layout, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * marbre_layout_store_make_async:
 * @recipe: what the layout is made of; must stay as it is until the callback
 * @cancellable: (nullable): ends it soon
 * @callback: called with the layout
 * @user_data: for @callback
 *
 * Makes a layout, in memory. It is neither in the list nor on disk.
 */
void
marbre_layout_store_make_async (MarbreLayoutStore *self,
                                MarbreLayoutRecipe *recipe,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, marbre_layout_store_make_async);
  g_task_set_task_data (task, recipe, NULL);
  marbre_worker_push (self->network, task, make_job);
}

/**
 * marbre_layout_store_make_finish:
 * @error: as marbre_layout_maker_run()
 *
 * Returns: (transfer full) (nullable): the layout
 */
MarbreLayout *
marbre_layout_store_make_finish (MarbreLayoutStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * marbre_layout_store_try_out:
 * @layout: (nullable): a layout just made, %NULL to forget it
 *
 * The preview finds its files as if it were kept.
 */
void
marbre_layout_store_try_out (MarbreLayoutStore *self, MarbreLayout *layout)
{
  g_return_if_fail (MARBRE_IS_LAYOUT_STORE (self));
  g_set_object (&self->trial, layout);
}

/* Keeping */

typedef struct
{
  MarbreLayout *layout; /* (owned) */
  char *folder;         /* (owned): its own */
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  g_object_unref (self->layout);
  g_free (self->folder);
  g_free (self);
}

static Keeping *
keeping_new (MarbreLayoutStore *self, MarbreLayout *layout)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->layout = g_object_ref (layout);
  keeping->folder = g_build_filename (self->folder, marbre_layout_get_id (layout), NULL);
  return keeping;
}

static void
keep_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keeping *keeping = data;
  gboolean whole = g_hash_table_size (marbre_layout_get_files (keeping->layout)) > 0;
  g_autoptr (GError) error = NULL;

  if (whole ? marbre_layout_save (keeping->layout, keeping->folder, &error)
            : marbre_layout_save_notes (keeping->layout, keeping->folder, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * marbre_layout_store_keep_async:
 * @layout: one just made, or one of the list under another name
 * @cancellable: (nullable): ends the waiting; what was begun is completed
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Keeps a layout, in place of its older version.
 */
void
marbre_layout_store_keep_async (MarbreLayoutStore *self,
                                MarbreLayout *layout,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, marbre_layout_store_keep_async);
  g_task_set_task_data (task, keeping_new (self, layout), keeping_free);
  marbre_worker_push (self->disk, task, keep_job);
}

/**
 * marbre_layout_store_keep_finish:
 *
 * Returns: %FALSE with @error set if the disk did not take it; otherwise it is in the list
 */
gboolean
marbre_layout_store_keep_finish (MarbreLayoutStore *self, GAsyncResult *result, GError **error)
{
  Keeping *keeping = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  put_in_list (self, keeping->layout);
  return TRUE;
}

/* Removing */

static void
remove_tree (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR) && !g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        remove_tree (inner);
      else
        g_unlink (inner);
    }
  if (folder != NULL)
    g_dir_close (folder);
  g_rmdir (path);
}

static void
remove_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keeping *keeping = data;

  remove_tree (keeping->folder);
  g_task_return_boolean (task, TRUE);
}

/**
 * marbre_layout_store_remove:
 * @layout: one of the list
 *
 * Forgets a layout; its files go soon.
 */
void
marbre_layout_store_remove (MarbreLayoutStore *self, MarbreLayout *layout)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);
  guint position;

  g_return_if_fail (MARBRE_IS_LAYOUT_STORE (self));

  g_task_set_task_data (task, keeping_new (self, layout), keeping_free);
  position = find_position (self, marbre_layout_get_id (layout));
  if (position != G_MAXUINT)
    g_list_store_remove (self->list, position);
  rebuild_menu (self);
  marbre_worker_push (self->disk, task, remove_job);
}

/* Files for the preview */

static void
load_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *path = data;
  g_autoptr (GError) error = NULL;
  GStatBuf status;
  char *contents;
  gsize length;

  if (g_stat (path, &status) != 0 || status.st_size > MAX_BYTES ||
      !g_file_get_contents (path, &contents, &length, &error))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "A layout's file is missing");
  else
    g_task_return_pointer (task, g_bytes_new_take (contents, length),
                           (GDestroyNotify) g_bytes_unref);
}

static gboolean
is_file_name (const char *name)
{
  return *name != '\0' && *name != '.' && strlen (name) < 64 &&
         strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789.") == strlen (name);
}

/* "ID/VERSION/FILE" */
static gboolean
split_path (const char *path, char ***parts)
{
  *parts = g_strsplit (path, "/", 4);
  return g_strv_length (*parts) == 3 && g_uuid_string_is_valid ((*parts)[0]) &&
         g_uuid_string_is_valid ((*parts)[1]) && is_file_name ((*parts)[2]);
}

/**
 * marbre_layout_store_load_async:
 * @path: "ID/VERSION/FILE"; foreign text
 * @cancellable: (nullable): a cancellable
 * @callback: called with the file
 * @user_data: for @callback
 *
 * Loads a file of a layout for the preview.
 */
void
marbre_layout_store_load_async (MarbreLayoutStore *self,
                                const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_auto (GStrv) parts = NULL;
  GBytes *bytes = NULL;

  g_task_set_source_tag (task, marbre_layout_store_load_async);
  if (!split_path (path, &parts))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No file of a layout");
      return;
    }
  if (self->trial != NULL && g_str_equal (marbre_layout_get_version (self->trial), parts[1]))
    bytes = marbre_layout_get_file (self->trial, parts[2]);
  if (bytes != NULL)
    {
      g_task_return_pointer (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
      return;
    }
  g_task_set_task_data (task, g_build_filename (self->folder, parts[0], parts[1], parts[2], NULL),
                        g_free);
  marbre_worker_push (self->disk, task, load_job);
}

/**
 * marbre_layout_store_load_finish:
 *
 * Returns: (transfer full) (nullable): the file; %NULL with @error set if there is none
 */
GBytes *
marbre_layout_store_load_finish (MarbreLayoutStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
