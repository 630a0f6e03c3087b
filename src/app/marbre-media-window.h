/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures that a site has already: looked through, searched, and one of them chosen. Not for
 * taking it into a story. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-credentials.h"
#include "marbre-fetcher.h"
#include "marbre-site-media.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_MEDIA_WINDOW (marbre_media_window_get_type ())
G_DECLARE_FINAL_TYPE (MarbreMediaWindow, marbre_media_window, MARBRE, MEDIA_WINDOW, AdwWindow)

GtkWidget *marbre_media_window_new (GtkWindow         *parent,
                                    GListModel        *sites,
                                    MarbreCredentials *credentials,
                                    MarbreFetcher     *fetcher) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
