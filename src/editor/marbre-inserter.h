/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts things into the body: by name for menus and keys, and by "/". What needs the archive or
 * files (pictures, stories to read as well) is asked for by a signal. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-document.h"
#include "marbre-slash-menu.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_INSERTER (marbre_inserter_get_type ())
G_DECLARE_FINAL_TYPE (MarbreInserter, marbre_inserter, MARBRE, INSERTER, GObject)

MarbreInserter  *marbre_inserter_new          (GtkWidget           *host,
                                               GtkTextView         *view)
                                               G_GNUC_WARN_UNUSED_RESULT;
void             marbre_inserter_dispose      (MarbreInserter      *self);
void             marbre_inserter_set_document (MarbreInserter      *self,
                                               MarbreDocument      *document);
void             marbre_inserter_insert       (MarbreInserter      *self,
                                               MarbreInsertCommand  command);
MarbreSlashMenu *marbre_inserter_get_menu     (MarbreInserter      *self);

G_END_DECLS
