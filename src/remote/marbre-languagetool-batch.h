/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paragraphs that a LanguageTool server gets in one request, and its answer, taken apart again for
 * each. What is code or an address in the story is sent as a mark that says "something is here".
 * No I/O; any thread, one at a time.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "marbre-grammar.h"

G_BEGIN_DECLS

/* What one request may carry: well below the 20 KB that the public server takes. */
#define MARBRE_LANGUAGETOOL_MAX_BYTES      (10 * 1024)
#define MARBRE_LANGUAGETOOL_MAX_PARAGRAPHS 50

typedef struct _MarbreLanguagetoolBatch MarbreLanguagetoolBatch;

MarbreLanguagetoolBatch *marbre_languagetool_batch_new   (const char              *language)
                                                          G_GNUC_WARN_UNUSED_RESULT;
void                     marbre_languagetool_batch_free  (MarbreLanguagetoolBatch *self);
gboolean                 marbre_languagetool_batch_add   (MarbreLanguagetoolBatch *self,
                                                          const char              *text);
GHashTable              *marbre_languagetool_batch_write (MarbreLanguagetoolBatch *self)
                                                          G_GNUC_WARN_UNUSED_RESULT;
GPtrArray               *marbre_languagetool_batch_read  (MarbreLanguagetoolBatch *self,
                                                          JsonNode                *answer)
                                                          G_GNUC_WARN_UNUSED_RESULT;

char                    *marbre_languagetool_language    (const char              *language)
                                                          G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreLanguagetoolBatch, marbre_languagetool_batch_free)

G_END_DECLS
