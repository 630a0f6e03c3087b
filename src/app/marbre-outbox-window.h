/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox as one sees it: what waits, what failed and why, with the remedy beside it. Not the
 * policy (MarbreOutbox has it). Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-newsroom.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_OUTBOX_WINDOW (marbre_outbox_window_get_type ())
G_DECLARE_FINAL_TYPE (MarbreOutboxWindow, marbre_outbox_window, MARBRE, OUTBOX_WINDOW, AdwWindow)

GtkWidget *marbre_outbox_window_new (GtkWindow      *parent,
                                     MarbreNewsroom *newsroom) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
