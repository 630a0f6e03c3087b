/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sheets of paper; see marbre-printer.h. The view gets the layout's empty page, ui/printer.js puts
 * the story into it and divides it into sheets, WebKit draws them into a file of the cache folder,
 * and a thread reads it back. The job is its GTask: each step holds one, and a step that comes
 * after the end does nothing.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-printer-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "marbre-compat.h"
#include "marbre-template.h"

G_DEFINE_FINAL_TYPE (MarbrePrinter, marbre_printer, G_TYPE_OBJECT)
G_DEFINE_QUARK (marbre-printer-error-quark, marbre_printer_error)

static void
job_free (MarbrePrinterJob *job)
{
  g_cancellable_cancel (job->loads);
  g_object_unref (job->loads);
  g_clear_object (&job->operation);
  g_clear_object (&job->view);
  g_object_unref (job->paper);
  g_free (job->layout);
  g_free (job->letters);
  g_free (job->wanted);
  g_free (job->path);
  g_free (job->printer);
  g_free (job->title);
  g_free (job->author);
  g_free (job->subject);
  g_free (job->language);
  g_free (job);
}

/* No more steps; @task may have its result. */
gboolean
_marbre_printer_end (GTask *task)
{
  MarbrePrinterJob *job = g_task_get_task_data (task);

  if (job->ended)
    return FALSE;
  job->ended = TRUE;
  if (job->view != NULL)
    g_signal_handlers_disconnect_by_data (job->view, task);
  if (job->operation != NULL)
    g_signal_handlers_disconnect_by_data (job->operation, task);
  return TRUE;
}

void
_marbre_printer_fail (GTask *task, const char *why)
{
  if (!_marbre_printer_end (task))
    return;
  if (!g_task_return_error_if_cancelled (task))
    {
      g_message ("No sheets: %s", why);
      g_task_return_new_error (task, MARBRE_PRINTER_ERROR, MARBRE_PRINTER_ERROR_FAILED,
                               _("Its pages could not be prepared. Try again."));
    }
}

void
_marbre_printer_fail_no_room (GTask *task)
{
  if (_marbre_printer_end (task) && !g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, MARBRE_PRINTER_ERROR, MARBRE_PRINTER_ERROR_NO_ROOM,
                             _("The disk of your home folder is full, or cannot be written to. "
                               "Make room there, then try again."));
}

static void
folder_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    {
      _marbre_printer_fail_no_room (task);
      return;
    }
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      _marbre_printer_fail (task, "cancelled");
      return;
    }
  _marbre_printer_open_view (task);
}

static void
make_folder (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *folder = g_path_get_dirname (data);

  g_task_return_boolean (task, g_mkdir_with_parents (folder, 0700) == 0);
}

static void
marbre_printer_finalize (GObject *object)
{
  MarbrePrinter *self = MARBRE_PRINTER (object);

  g_clear_pointer (&self->layout, g_free);
  G_OBJECT_CLASS (marbre_printer_parent_class)->finalize (object);
}

static void
marbre_printer_class_init (MarbrePrinterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_printer_finalize;
  /* The preview's class registers the room's resources. */
  g_type_class_unref (g_type_class_ref (MARBRE_TYPE_PREVIEW));
}

static void
marbre_printer_init (MarbrePrinter *self)
{
}

/**
 * marbre_printer_new:
 * @load: starts to load a picture of the story
 * @finish: ends it
 * @data: for both; must outlive the printer
 *
 * Returns: (transfer full): a printer; it costs nothing until it is used
 */
MarbrePrinter *
marbre_printer_new (MarbreMediaLoadFunc load, MarbreMediaFinishFunc finish, gpointer data)
{
  MarbrePrinter *self;

  g_return_val_if_fail (load != NULL && finish != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_PRINTER, NULL);
  self->load = load;
  self->finish = finish;
  self->data = data;
  return self;
}

/**
 * marbre_printer_set_remote_allowed:
 * @allowed: whether pictures on the web are asked of the loader
 */
void
marbre_printer_set_remote_allowed (MarbrePrinter *self, gboolean allowed)
{
  g_return_if_fail (MARBRE_IS_PRINTER (self));
  self->remote_allowed = allowed;
}

/**
 * marbre_printer_set_layout:
 * @path: (nullable): where a layout's page.html is for the loader; %NULL for none
 * @load: starts to load "PATH/FILE" of the layout
 * @finish: ends it
 * @data: for both; must outlive the printer
 *
 * Sets stories in the letters of a layout that was cut from a site: its families, weights and
 * capitals. The site's page is made for screens; the sheets are those of %MARBRE_TEMPLATE_DEFAULT.
 */
void
marbre_printer_set_layout (MarbrePrinter *self,
                           const char *path,
                           MarbreMediaLoadFunc load,
                           MarbreMediaFinishFunc finish,
                           gpointer data)
{
  g_return_if_fail (MARBRE_IS_PRINTER (self));
  g_return_if_fail (path == NULL || (load != NULL && finish != NULL));

  marbre_set_str (&self->layout, path);
  self->load_layout = load;
  self->finish_layout = finish;
  self->layout_data = data;
}

static const char *
find_template (const char *name)
{
  const char *const *names = marbre_template_get_names ();

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return names[i];
  return MARBRE_TEMPLATE_DEFAULT;
}

static MarbrePrinterJob *
job_new (MarbrePage *page, const char *template, GtkPageSetup *paper)
{
  MarbrePrinterJob *job = g_new0 (MarbrePrinterJob, 1);
  MarbreStory *story = marbre_page_get_story (page);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *file = g_strconcat (uuid, ".pdf", NULL);

  job->loads = g_cancellable_new ();
  job->paper = gtk_page_setup_copy (paper);
  job->template = find_template (template);
  job->letters = g_strdup ("null");
  job->path = g_build_filename (g_get_user_cache_dir (), MARBRE_DATA_NAME, "printing", file, NULL);
  job->title = g_strdup (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE));
  job->author = g_strdup (marbre_story_get_text (story, MARBRE_FIELD_BYLINE));
  job->subject = g_strdup (marbre_story_get_text (story, MARBRE_FIELD_STANDFIRST));
  job->language = g_strdup (marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE));
  return job;
}

/**
 * marbre_printer_make_async:
 * @page: the story; read at once
 * @template: one of marbre_template_get_names(), for sheets; another name stands for the first of
 *   them
 * @paper: size and orientation of the sheets; the margins are the layout's
 * @settings: (nullable): whose page ranges are made, %NULL for all pages
 * @cancellable: (nullable): a cancellable
 * @callback: called with the PDF
 * @user_data: for @callback
 *
 * Lays the story out on sheets. Pictures that are missing, or on the web and not allowed, are
 * printed as the words that describe them.
 */
void
marbre_printer_make_async (MarbrePrinter *self,
                           MarbrePage *page,
                           const char *template,
                           GtkPageSetup *paper,
                           GtkPrintSettings *settings,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  g_autoptr (GTask) folder = NULL;
  MarbrePrinterJob *job;

  g_return_if_fail (MARBRE_IS_PRINTER (self));
  g_return_if_fail (MARBRE_IS_PAGE (page));
  g_return_if_fail (template != NULL);
  g_return_if_fail (GTK_IS_PAGE_SETUP (paper));

  job = job_new (page, template, paper);
  job->layout = g_strdup (self->layout);
  if (self->layout != NULL)
    job->template = MARBRE_TEMPLATE_DEFAULT;
  job->wanted = _marbre_printer_describe (job, page, self->remote_allowed, settings);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_printer_make_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  folder = g_task_new (self, NULL, folder_made_cb, task);
  g_task_set_task_data (folder, g_strdup (job->path), g_free);
  g_task_run_in_thread (folder, make_folder);
}

/**
 * marbre_printer_make_finish:
 *
 * Returns: (transfer full) (nullable): a PDF; %NULL with a %MARBRE_PRINTER_ERROR whose message may
 *   be shown
 */
GBytes *
marbre_printer_make_finish (MarbrePrinter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
