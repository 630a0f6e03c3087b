/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The printer's inside, shared by the files that make it up: marbre-printer.c (the job), -view.c
 * (the pages that are loaded for it, up to its sheets), -wanted.c (what the sheets are told) and
 * -file.c (from sheets to a PDF). Nobody else includes this. Main thread.
 */
#pragma once

#include <webkit/webkit.h>

#include "marbre-printer.h"

G_BEGIN_DECLS

struct _MarbrePrinter
{
  GObject parent_instance;

  MarbreMediaLoadFunc load;
  MarbreMediaFinishFunc finish;
  gpointer data; /* (borrowed): the loader's */
  char *layout;  /* (owned) (nullable): see marbre_printer_set_layout() */
  MarbreMediaLoadFunc load_layout;
  MarbreMediaFinishFunc finish_layout;
  gpointer layout_data; /* (borrowed): the layouts' loader's */
  gboolean remote_allowed;
};

/* The task data of marbre_printer_make_async()'s task. */
typedef struct
{
  WebKitWebView *view;             /* (owned) (nullable): until the end */
  WebKitPrintOperation *operation; /* (owned) (nullable) */
  GCancellable *loads;             /* (owned): ends the pictures' loads with the job */
  GtkPageSetup *paper;             /* (owned) */
  const char *template;            /* (owned by the table of templates) */
  char *layout;                    /* (owned) (nullable): whose letters are to be read */
  char *letters;                   /* (owned): those letters, JSON; "null" for the template's own */
  char *wanted;                    /* (owned): what printer.js is told, JSON */
  char *path;                      /* (owned): the file that WebKit writes */
  char *printer;                   /* (owned) (nullable): what GTK calls its file printer */
  char *title;                     /* (owned) */
  char *author;                    /* (owned) */
  char *subject;                   /* (owned) */
  char *language;                  /* (owned) */
  gboolean ended;                  /* it has a result */
} MarbrePrinterJob;

/* marbre-printer.c */
gboolean _marbre_printer_end          (GTask            *task);
void     _marbre_printer_fail         (GTask            *task,
                                       const char       *why);
void     _marbre_printer_fail_no_room (GTask            *task);

/* marbre-printer-view.c */
void     _marbre_printer_open_view    (GTask            *task);

/* marbre-printer-wanted.c */
char    *_marbre_printer_describe     (MarbrePrinterJob *job,
                                       MarbrePage       *page,
                                       gboolean          remote,
                                       GtkPrintSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/* marbre-printer-file.c */
void     _marbre_printer_draw         (GTask            *task);

G_END_DECLS
