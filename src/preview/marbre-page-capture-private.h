/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The capture's inside, shared by the files that make it up: marbre-page-capture.c (from address to
 * HTML), -policy.c (what is loaded and what is refused) and -view.c (the view that is thrown away).
 * Nobody else includes this. Main thread.
 */
#pragma once

#include <webkit/webkit.h>

#include "marbre-page-capture.h"
#include "marbre-preview-error.h"

G_BEGIN_DECLS

/* The task data of marbre_page_capture_async()'s task. */
typedef struct
{
  WebKitWebView *view;            /* (owned) */
  char *address;                  /* (owned): as asked */
  GUri *asked;                    /* (owned) */
  char *uri;                      /* (owned) (nullable): the page's own, once captured */
  MarbreCaptureProgress progress; /* (nullable) */
  gpointer progress_data;         /* (borrowed) */
  GCancellable *cancellable;      /* (owned) (nullable) */
  gulong cancelled_id;
  guint patience;                 /* GSource id */
  guint settling;                 /* GSource id, 0 until loaded */
  gboolean committed;             /* the page's own bytes are coming */
  gboolean reading;               /* the script was called */
  gboolean ended;                 /* the task has its result */
} MarbreCapture;

/* marbre-page-capture.c */
void           _marbre_capture_fail          (GTask              *task,
                                              MarbrePreviewError  code,
                                              const char         *message);

/* marbre-page-capture-policy.c */
GUri          *_marbre_capture_parse_address (const char         *text) G_GNUC_WARN_UNUSED_RESULT;
void           _marbre_capture_watch_policy  (GTask              *task);

/* marbre-page-capture-view.c */
WebKitWebView *_marbre_capture_create_view   (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
