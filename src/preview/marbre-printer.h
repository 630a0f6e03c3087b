/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story on paper: lays a page out on sheets, with a running head and numbers, in a locked view of
 * its own that nobody sees, and gives them as a PDF. What becomes of the PDF, a file or a printer,
 * is the program's matter. Main thread only.
 */
#pragma once

#include "marbre-preview.h"

G_BEGIN_DECLS

/**
 * MarbrePrinterError:
 * @MARBRE_PRINTER_ERROR_NO_ROOM: no room, or no right, for a file in the cache folder; make room
 * @MARBRE_PRINTER_ERROR_FAILED: WebKit could not set or draw the sheets; try again
 *
 * Why there is no PDF.
 */
typedef enum
{
  MARBRE_PRINTER_ERROR_NO_ROOM,
  MARBRE_PRINTER_ERROR_FAILED,
} MarbrePrinterError;

#define MARBRE_PRINTER_ERROR (marbre_printer_error_quark ())
GQuark  marbre_printer_error_quark (void);

#define MARBRE_TYPE_PRINTER (marbre_printer_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePrinter, marbre_printer, MARBRE, PRINTER, GObject)

MarbrePrinter *marbre_printer_new          (MarbreMediaLoadFunc    load,
                                            MarbreMediaFinishFunc  finish,
                                            gpointer               data) G_GNUC_WARN_UNUSED_RESULT;
void           marbre_printer_set_remote_allowed
                                           (MarbrePrinter         *self,
                                            gboolean               allowed);
void           marbre_printer_set_layout   (MarbrePrinter         *self,
                                            const char            *path,
                                            MarbreMediaLoadFunc    load,
                                            MarbreMediaFinishFunc  finish,
                                            gpointer               data);
void           marbre_printer_make_async   (MarbrePrinter         *self,
                                            MarbrePage            *page,
                                            const char            *template,
                                            GtkPageSetup          *paper,
                                            GtkPrintSettings      *settings,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
void           marbre_preview_instruct_printer
                                           (MarbrePreview         *self,
                                            MarbrePrinter         *printer);
GBytes        *marbre_printer_make_finish  (MarbrePrinter         *self,
                                            GAsyncResult          *result,
                                            GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
