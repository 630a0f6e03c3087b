/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The versions of the story on the desk, by day and time, and what each had that the present has
 * not; passages or all of it can be brought back. Also compares the story with a text from
 * elsewhere. Modal, so that nobody writes meanwhile. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-archive.h"
#include "marbre-document.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_REVISIONS_WINDOW (marbre_revisions_window_get_type ())
G_DECLARE_FINAL_TYPE (MarbreRevisionsWindow, marbre_revisions_window, MARBRE, REVISIONS_WINDOW,
                      AdwWindow)

GtkWidget *marbre_revisions_window_new         (GtkWindow      *parent,
                                                MarbreArchive  *archive,
                                                MarbreDocument *document)
                                                G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *marbre_revisions_window_new_for_text (GtkWindow     *parent,
                                                MarbreArchive  *archive,
                                                MarbreDocument *document,
                                                MarbreStory    *text,
                                                const char     *name)
                                                G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
