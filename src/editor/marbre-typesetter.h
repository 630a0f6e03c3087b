/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typography while one writes: what a key calls for is done right behind it, as an undo step of its
 * own that Backspace takes back too. Plain text that is pasted is set too, if that is wished. The
 * rules are text/marbre-typography's; which text they are for is known here. Not for formatted text
 * (marbre-paste.h), nor for what the program inserts. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks.h"
#include "marbre-document.h"
#include "marbre-typography.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_TYPESETTER (marbre_typesetter_get_type ())
G_DECLARE_FINAL_TYPE (MarbreTypesetter, marbre_typesetter, MARBRE, TYPESETTER, GObject)

MarbreTypesetter *marbre_typesetter_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void              marbre_typesetter_add_view     (MarbreTypesetter *self,
                                                  GtkTextView      *view,
                                                  MarbreProseMode   mode);
void              marbre_typesetter_set_enabled  (MarbreTypesetter *self,
                                                  gboolean          enabled);
void              marbre_typesetter_set_pasted   (MarbreTypesetter *self,
                                                  gboolean          pasted);
gboolean          marbre_typesetter_sets_pasted  (MarbreTypesetter *self);
void              marbre_typesetter_set_spaces   (MarbreTypesetter *self,
                                                  MarbreSiteSpaces  spaces);
void              marbre_typesetter_set_document (MarbreTypesetter *self,
                                                  MarbreDocument   *document);
void              marbre_typesetter_set_blocks   (MarbreTypesetter *self,
                                                  MarbreBlocks     *blocks);
gboolean          marbre_typesetter_is_at_work   (MarbreTypesetter *self);
GArray           *marbre_typesetter_find         (MarbreTypesetter *self,
                                                  MarbreProseMode   mode,
                                                  guint             line,
                                                  const char       *text,
                                                  gsize             caret,
                                                  gsize             typed)
    G_GNUC_WARN_UNUSED_RESULT;
void              marbre_typesetter_find_pasted_async  (MarbreTypesetter   *self,
                                                        MarbreProseMode     mode,
                                                        guint               line,
                                                        const char         *text,
                                                        guint               first,
                                                        guint               last,
                                                        GCancellable       *cancellable,
                                                        GAsyncReadyCallback callback,
                                                        gpointer            user_data);
GArray           *marbre_typesetter_find_pasted_finish (GAsyncResult       *result,
                                                        GError            **error)
    G_GNUC_WARN_UNUSED_RESULT;
void              marbre_typesetter_count_characters   (const char         *text,
                                                        GArray             *edits);

G_END_DECLS
