/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sheets that stand in a view → a PDF: GTK's own file printer, found by what it is, writes a
 * file of the cache folder, and a thread reads it back and adds author and language. Main thread,
 * but for read_back().
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-printer-private.h"

#include <glib/gstdio.h>
#include <gtk/gtkunixprint.h>
#include <string.h>

#include "marbre-pdf-info.h"

/* What a whole file has among its last bytes. */
#define PDF_END  "%%EOF"
#define END_ROOM 32

static void
read_back (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const MarbrePrinterJob *job = data;
  g_autoptr (GBytes) pdf = NULL;
  char *contents = NULL;
  gsize length = 0;
  gboolean read = g_file_get_contents (job->path, &contents, &length, NULL);

  g_unlink (job->path);
  pdf = g_bytes_new_take (contents, length);
  /* A file that ends before its end met a full disk. */
  if (!read || memmem (contents + length - MIN (length, END_ROOM), MIN (length, END_ROOM), PDF_END,
                       strlen (PDF_END)) == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_pointer (
        task, marbre_pdf_info_add (pdf, job->title, job->author, job->subject, job->language),
        (GDestroyNotify) g_bytes_unref);
}

static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) pdf = g_task_propagate_pointer (G_TASK (result), NULL);

  if (pdf == NULL)
    _marbre_printer_fail_no_room (task);
  else if (_marbre_printer_end (task) && !g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&pdf), (GDestroyNotify) g_bytes_unref);
}

/* The thread's task borrows the job: what is in it ends on the main thread. */
static void
drawn_cb (WebKitPrintOperation *operation, GTask *task)
{
  MarbrePrinterJob *job = g_task_get_task_data (task);
  g_autofree char *uri = g_filename_to_uri (job->path, NULL, NULL);
  g_autoptr (GTask) reading = NULL;

  if (job->ended)
    return;
  /* GTK lists what its file printer wrote among the user's recent files. */
  gtk_recent_manager_remove_item (gtk_recent_manager_get_default (), uri, NULL);
  reading = g_task_new (g_task_get_source_object (task), NULL, read_back_cb, g_object_ref (task));
  g_task_set_task_data (reading, job, NULL);
  g_task_run_in_thread (reading, read_back);
}

static void
draw_failed_cb (WebKitPrintOperation *operation, const GError *error, GTask *task)
{
  g_message ("WebKit does not print: %s", error->message);
  _marbre_printer_fail_no_room (task);
}

static void
draw (GTask *task)
{
  MarbrePrinterJob *job = g_task_get_task_data (task);
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autoptr (GtkPageSetup) paper = gtk_page_setup_copy (job->paper);
  g_autofree char *uri = g_filename_to_uri (job->path, NULL, NULL);

  /* The margins are the sheets' own. */
  gtk_page_setup_set_top_margin (paper, 0, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (paper, 0, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (paper, 0, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (paper, 0, GTK_UNIT_MM);
  gtk_print_settings_set_printer (settings, job->printer);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_URI, uri);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf");

  job->operation = webkit_print_operation_new (job->view);
  webkit_print_operation_set_print_settings (job->operation, settings);
  webkit_print_operation_set_page_setup (job->operation, paper);
  g_signal_connect_data (job->operation, "failed", G_CALLBACK (draw_failed_cb), g_object_ref (task),
                         (GClosureNotify) (GCallback) g_object_unref, 0);
  g_signal_connect_data (job->operation, "finished", G_CALLBACK (drawn_cb), g_object_ref (task),
                         (GClosureNotify) (GCallback) g_object_unref, 0);
  webkit_print_operation_print (job->operation);
}

static gboolean
printer_found_cb (GtkPrinter *printer, gpointer user_data)
{
  MarbrePrinterJob *job = g_task_get_task_data (user_data);

  if (!gtk_printer_is_virtual (printer) || !gtk_printer_accepts_pdf (printer))
    return FALSE;
  job->printer = g_strdup (gtk_printer_get_name (printer));
  return TRUE;
}

static void
printers_listed_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbrePrinterJob *job = g_task_get_task_data (task);

  if (job->printer == NULL)
    _marbre_printer_fail (task, "GTK has no printer that writes a file");
  else if (!job->ended)
    draw (task);
}

/* Ends @task with the PDF. GTK translates the name of its file printer, so it is looked for by what
 * it is. */
void
_marbre_printer_draw (GTask *task)
{
  gtk_enumerate_printers (printer_found_cb, g_object_ref (task), printers_listed_cb, FALSE);
}
