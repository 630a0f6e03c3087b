/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page that the preview shows, on paper: to a printer, to a PDF file, or first to the
 * desktop's PDF viewer. All three get the same sheets. One at a time; a person may call it off
 * while it lasts.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <gtk/gtkunixprint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "marbre-print-file.h"
#include "marbre-printer.h"
#include "marbre-slug.h"
#include "marbre-window-private.h"

#define MAX_NAME_SIGNS 60

/* What is over sooner shows no dialog; then it says every so often that it goes on. */
#define PATIENCE_MSEC 500
#define PULSE_MSEC    120

#define PAPER_CHOICE "paper"

struct _MarbreWindowPrinting
{
  MarbreWindow *window;       /* (owned) */
  MarbrePrinter *maker;       /* (owned) */
  GFile *file;                /* (owned) (nullable): to be written */
  GtkPrinter *printer;        /* (owned) (nullable): to print on */
  GtkPrintSettings *settings; /* (owned) (nullable): with @printer */
  GtkPageSetup *paper;        /* (owned) */
  char *title;                /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  GtkWidget *dialog;          /* (owned by itself) (nullable): says that it goes on */
  GtkProgressBar *bar;        /* (borrowed) (nullable): in @dialog */
  guint timer;                /* GSource id */
  int fd;                     /* what @printer reads, −1 if nothing */
  gboolean is_preview;        /* @file is to be opened */
  gboolean is_alone;          /* the window is gone */
};

typedef struct _MarbreWindowPrinting Printing;

static void
close_dialog (Printing *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (self->dialog));
  self->dialog = NULL;
}

static void
printing_end (Printing *self)
{
  self->window->printing = NULL;
  close_dialog (self);
  if (self->fd >= 0)
    close (self->fd);
  g_object_unref (self->maker);
  g_clear_object (&self->file);
  g_clear_object (&self->printer);
  g_clear_object (&self->settings);
  g_object_unref (self->paper);
  g_free (self->title);
  g_object_unref (self->cancellable);
  g_object_unref (self->window);
  g_free (self);
}

/* Says what went wrong, unless the user called it off. */
static void
printing_fail (Printing *self, const char *what, const GError *error)
{
  g_autofree char *text = g_strdup_printf ("%s %s", what, error->message);

  if (!self->is_alone && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    marbre_notice_show (self->window->notice, text, NULL, NULL, NULL);
  printing_end (self);
}

static void
printing_succeed (Printing *self, const char *text)
{
  if (!self->is_alone)
    _marbre_window_toast (self->window, text);
  printing_end (self);
}

/* While it lasts */

static gboolean
pulse_cb (gpointer data)
{
  Printing *self = data;

  gtk_progress_bar_pulse (self->bar);
  return G_SOURCE_CONTINUE;
}

static void
dialog_response_cb (AdwMessageDialog *dialog, const char *response, Printing *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->dialog = NULL; /* an answered dialog closes itself */
  g_cancellable_cancel (self->cancellable);
}

static gboolean
patience_cb (gpointer data)
{
  Printing *self = data;
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (self->window), _("Preparing the pages…"), NULL));

  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Preparing the pages"), -1);
  adw_message_dialog_set_extra_child (dialog, GTK_WIDGET (self->bar));
  adw_message_dialog_add_response (dialog, "cancel", _("_Cancel"));
  g_signal_connect (dialog, "response", G_CALLBACK (dialog_response_cb), self);
  self->dialog = GTK_WIDGET (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  self->timer = g_timeout_add (PULSE_MSEC, pulse_cb, self);
  return G_SOURCE_REMOVE;
}

/* Where it goes */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Printing *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_file_get_uri (G_FILE (source));

  if (!marbre_print_file_write_finish (G_FILE (source), result, &error))
    {
      printing_fail (self, _("The PDF was not written."), error);
      return;
    }
  if (!self->is_preview)
    {
      printing_succeed (self, _("Exported as PDF"));
      return;
    }
  if (!self->is_alone)
    gtk_show_uri (GTK_WINDOW (self->window), uri, GDK_CURRENT_TIME);
  printing_end (self);
}

static void
sent_cb (GtkPrintJob *job, gpointer user_data, const GError *error)
{
  Printing *self = user_data;

  if (error != NULL)
    printing_fail (self, _("The story was not printed."), error);
  else
    printing_succeed (self, gtk_printer_is_virtual (self->printer) ? _("Exported as PDF")
                                                                   : _("Sent to the printer"));
}

/* Returns: a file in memory that holds @pdf; −1 with @error set */
static int
open_pdf (GBytes *pdf, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (pdf, &length);
  int fd = memfd_create ("marbre-print", MFD_CLOEXEC);
  gsize written = 0;

  while (fd >= 0 && written < length)
    {
      gssize n = write (fd, data + written, length - written);

      if (n < 0 && errno != EINTR)
        break;
      written += (gsize) MAX (n, 0);
    }
  if (fd < 0 || written < length || lseek (fd, 0, SEEK_SET) < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      if (fd >= 0)
        close (fd);
      fd = -1;
    }
  return fd;
}

static void
send_to_printer (Printing *self, GBytes *pdf)
{
  g_autoptr (GtkPrintJob) job =
      gtk_print_job_new (self->title, self->printer, self->settings, self->paper);
  g_autoptr (GError) error = NULL;

  /* GTK reads it while it sends, and leaves it open. */
  self->fd = open_pdf (pdf, &error);
  if (self->fd >= 0 && gtk_print_job_set_source_fd (job, self->fd, &error))
    gtk_print_job_send (job, sent_cb, self, NULL);
  else
    printing_fail (self, _("The story was not printed."), error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Printing *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = marbre_printer_make_finish (MARBRE_PRINTER (source), result, &error);

  if (pdf == NULL)
    printing_fail (self, self->printer != NULL ? _("The story was not printed.")
                                               : _("The PDF was not written."), error);
  else if (self->file != NULL)
    marbre_print_file_write_async (self->file, pdf, self->cancellable, written_cb, self);
  else
    send_to_printer (self, pdf);
}

static Printing *
printing_new (MarbreWindow *window, GtkPageSetup *paper)
{
  Printing *self = g_new0 (Printing, 1);
  MarbreStory *story = marbre_page_get_story (marbre_reader_get_page (window->reader));

  self->window = g_object_ref (window);
  self->maker = marbre_reader_create_printer (window->reader);
  self->paper = g_object_ref (paper);
  self->title = g_strdup (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE));
  self->cancellable = g_cancellable_new ();
  self->fd = -1;
  window->printing = self;
  return self;
}

static void
printing_start (Printing *self)
{
  MarbreReader *reader = self->window->reader;

  self->timer = g_timeout_add (PATIENCE_MSEC, patience_cb, self);
  marbre_printer_make_async (self->maker, marbre_reader_get_page (reader),
                             marbre_preview_get_template (marbre_reader_get_preview (reader)),
                             self->paper, self->settings, self->cancellable, made_cb, self);
}

/* To a file */

static void
export_response_cb (MarbreWindow *self, int response, GtkFileChooser *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT && self->printing == NULL &&
      marbre_reader_get_page (self->reader) != NULL)
    {
      g_autoptr (GtkPageSetup) paper = gtk_page_setup_new ();
      const char *name = gtk_file_chooser_get_choice (chooser, PAPER_CHOICE);
      GtkPaperSize *size = gtk_paper_size_new (name ? name : GTK_PAPER_NAME_A4);
      Printing *printing;

      gtk_page_setup_set_paper_size (paper, size);
      gtk_paper_size_free (size);
      printing = printing_new (self, paper);
      printing->file = gtk_file_chooser_get_file (chooser);
      printing_start (printing);
    }
  g_object_unref (chooser);
}

static void
add_paper_choice (GtkFileChooser *chooser)
{
  static const char *const papers[] = { GTK_PAPER_NAME_A4, GTK_PAPER_NAME_LETTER, NULL };
  /* TRANSLATORS: sizes of paper */
  const char *names[] = { _("A4"), _("US Letter"), NULL };
  gboolean letter = g_str_equal (gtk_paper_size_get_default (), GTK_PAPER_NAME_LETTER);

  gtk_file_chooser_add_choice (chooser, PAPER_CHOICE, _("Paper"), (const char **) papers, names);
  gtk_file_chooser_set_choice (chooser, PAPER_CHOICE, papers[letter ? 1 : 0]);
}

/* Returns: (transfer full): a file's name for the story of @page, without its ending */
static char *
name_file (MarbrePage *page)
{
  MarbreStory *story = marbre_page_get_story (page);
  g_autofree char *slug = marbre_slug_from_text (
      marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), MAX_NAME_SIGNS);

  return g_strdup (*slug != '\0' ? slug : _("story"));
}

/* Asks for a file and exports the page that is shown into it. */
void
_marbre_window_export_pdf (MarbreWindow *self)
{
  MarbrePage *page = marbre_reader_get_page (self->reader);
  GtkFileChooserNative *native;
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  if (page == NULL || self->printing != NULL)
    return;
  base = name_file (page);
  name = g_strconcat (base, ".pdf", NULL);
  native = gtk_file_chooser_native_new (_("Export as PDF"), GTK_WINDOW (self),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), _("_Cancel"));
  gtk_file_filter_set_name (filter, _("PDF"));
  gtk_file_filter_add_suffix (filter, "pdf");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (native), filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  add_paper_choice (GTK_FILE_CHOOSER (native));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_signal_connect_object (native, "response", G_CALLBACK (export_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/* To a printer */

static void
start_print (MarbreWindow *self, GtkPrintUnixDialog *dialog, gboolean preview)
{
  GtkPrinter *printer = gtk_print_unix_dialog_get_selected_printer (dialog);
  Printing *printing;

  if (self->printing != NULL || marbre_reader_get_page (self->reader) == NULL ||
      (printer == NULL && !preview))
    return;
  printing = printing_new (self, gtk_print_unix_dialog_get_page_setup (dialog));
  printing->settings = gtk_print_unix_dialog_get_settings (dialog);
  printing->is_preview = preview;
  if (preview)
    printing->file = g_file_new_build_filename (g_get_user_cache_dir (), MARBRE_DATA_NAME,
                                                "printing", "preview.pdf", NULL);
  else
    printing->printer = g_object_ref (printer);
  /* The next time begins as this one was chosen. */
  g_set_object (&self->print_settings, printing->settings);
  g_set_object (&self->print_paper, printing->paper);
  printing_start (printing);
}

static void
print_response_cb (GtkPrintUnixDialog *dialog, int response, MarbreWindow *self)
{
  if (response == GTK_RESPONSE_OK || response == GTK_RESPONSE_APPLY)
    start_print (self, dialog, response == GTK_RESPONSE_APPLY);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The window goes away: nobody is left to be told how it ended. */
void
_marbre_window_stop_printing (MarbreWindow *self)
{
  if (self->printing == NULL)
    return;
  self->printing->is_alone = TRUE;
  close_dialog (self->printing);
  g_cancellable_cancel (self->printing->cancellable);
}

/* What was chosen the last time, with a name for the file if the printer is one. */
static void
propose_settings (MarbreWindow *self, GtkPrintUnixDialog *dialog)
{
  const char *folder = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *name = name_file (marbre_reader_get_page (self->reader));

  if (self->print_settings == NULL)
    self->print_settings = gtk_print_settings_new ();
  gtk_print_settings_unset (self->print_settings, GTK_PRINT_SETTINGS_OUTPUT_URI);
  gtk_print_settings_set (self->print_settings, GTK_PRINT_SETTINGS_OUTPUT_DIR,
                          folder != NULL ? folder : g_get_home_dir ());
  gtk_print_settings_set (self->print_settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  gtk_print_unix_dialog_set_settings (dialog, self->print_settings);
  if (self->print_paper != NULL)
    gtk_print_unix_dialog_set_page_setup (dialog, self->print_paper);
}

/* Asks for a printer and prints the page that is shown. */
void
_marbre_window_print (MarbreWindow *self)
{
  GtkPrintUnixDialog *dialog;

  if (marbre_reader_get_page (self->reader) == NULL || self->printing != NULL)
    return;
  dialog = GTK_PRINT_UNIX_DIALOG (gtk_print_unix_dialog_new (_("Print"), GTK_WINDOW (self)));
  gtk_print_unix_dialog_set_manual_capabilities (
      dialog, GTK_PRINT_CAPABILITY_GENERATE_PDF | GTK_PRINT_CAPABILITY_PREVIEW);
  gtk_print_unix_dialog_set_embed_page_setup (dialog, TRUE);
  propose_settings (self, dialog);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (print_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
