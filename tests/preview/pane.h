/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A preview in a window for tests: it opens, shows texts, and answers what is on its page. Each
 * function that waits turns the main loop. Main thread.
 */
#pragma once

#include <gtk/gtk.h>
#include <webkit/webkit.h>

#include "marbre-preview.h"

typedef struct
{
  GtkWidget *window; /* (owned by GTK) */
  MarbrePreview *preview; /* (borrowed): in @window */
  GPtrArray *loads; /* (owned): of char*, what was asked of the media store */
  guint watchdog;
} Pane;

void           pane_open       (Pane          *self);
void           pane_close      (Pane          *self);
void           pane_show       (MarbrePreview *preview,
                                const char    *headline,
                                const char    *body);
char          *pane_get_html   (MarbrePreview *preview) G_GNUC_WARN_UNUSED_RESULT;
WebKitWebView *pane_find_view  (GtkWidget     *widget);
double         pane_run_script (MarbrePreview *preview,
                                const char    *script);
char          *pane_ask_script (MarbrePreview *preview,
                                const char    *script) G_GNUC_WARN_UNUSED_RESULT;
