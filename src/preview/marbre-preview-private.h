/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pane's inside, shared by the files that make it up: marbre-preview.c (the widget), -show.c
 * (what the program asks), -signals.c (what the page says), -channel.c (when a message goes to the
 * page) and -life.c (loading, and loading again). Nobody else includes this. Main thread.
 */
#pragma once

#include <webkit/webkit.h>

#include "marbre-preview-patch.h"
#include "marbre-preview-scheme.h"
#include "marbre-preview-sheet.h"
#include "marbre-preview.h"

G_BEGIN_DECLS

struct _MarbrePreview
{
  GtkWidget parent_instance;

  /* Template */
  GtkStack *stack;
  GtkLabel *status;
  GtkWidget *reload;

  MarbrePreviewSheet *sheet; /* (borrowed) (nullable): in the stack */
  WebKitWebView *view;       /* (borrowed) (nullable): on the sheet */
  const char *template;      /* (owned by the table of templates): the layout */
  MarbreFace face;           /* wanted */
  MarbreFace shown_face;     /* the shell's */
  char *layout;              /* (owned) (nullable): a site's, in place of @template */
  MarbreMediaLoadFunc load_layout; /* (nullable) */
  MarbreMediaFinishFunc finish_layout;
  gpointer layout_data;      /* (borrowed): the layouts' loader's */
  MarbrePreviewPatch *patch; /* (owned) */
  MarbrePreviewScheme *scheme; /* (borrowed): the view's context keeps it */
  char *remote_story; /* (owned) (nullable): id of the story that may load from the web */
  GCancellable *cancellable; /* (owned): ends with the widget */
  GQueue html_tasks;         /* (owned): of GTask, waiting for the page to be up to date */
  double line;               /* the place the page is scrolled to, as last heard */
  gint64 reloads_since;      /* monotonic µs: start of the window in which reloads are counted */
  gint64 last_frame;         /* frame clock's counter at the last message */
  guint reloads;
  guint reload_source;
  guint remote_waiting; /* see MarbrePreview:remote-waiting */
  guint tick;
  guint flush_source; /* of _marbre_preview_flush_soon() */
  guint frozen; /* calls of marbre_preview_freeze() without their thaw */
  gboolean is_locked; /* the content filter is in force */
  gboolean is_loaded; /* the shell is there */
  gboolean in_flight; /* a message is on its way */
  gboolean wants_shell; /* another layout or face: load its shell, keep the place */
  gboolean dark;
};

void _marbre_preview_set_remote_waiting (MarbrePreview *self,
                                         guint          waiting);

/* marbre-preview-signals.c */
void _marbre_preview_install_signals (void);
void _marbre_preview_take_message    (MarbrePreview *self,
                                      JSCValue      *message);
void _marbre_preview_take_link       (const char    *uri,
                                      gpointer       data);

/* marbre-preview-channel.c, -layouts.c and -life.c */
void _marbre_preview_flush         (MarbrePreview   *self);
void _marbre_preview_flush_soon    (MarbrePreview   *self);
void _marbre_preview_show_status   (MarbrePreview   *self,
                                    const char      *text,
                                    gboolean         may_reload);
void _marbre_preview_load_shell    (MarbrePreview   *self);
void _marbre_preview_update_paper  (MarbrePreview   *self);
void _marbre_preview_lock_and_load (MarbrePreview   *self);
void _marbre_preview_recover       (MarbrePreview   *self);
void _marbre_preview_load_changed  (MarbrePreview   *self,
                                    WebKitLoadEvent  event);

G_END_DECLS
