/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a buffer is still to be read for spelling and grammar, and in which order. It carries a
 * tag without a look, which moves with the text and costs nothing to draw. When it is read is the
 * owner's business. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-prose.h"

G_BEGIN_DECLS

typedef struct _MarbreSpellingBacklog MarbreSpellingBacklog;

MarbreSpellingBacklog *marbre_spelling_backlog_new       (GtkTextBuffer         *buffer,
                                                          MarbreProseMode        mode)
                                                          G_GNUC_WARN_UNUSED_RESULT;
void                   marbre_spelling_backlog_free      (MarbreSpellingBacklog *self);
void                   marbre_spelling_backlog_add       (MarbreSpellingBacklog *self,
                                                          const GtkTextIter     *start,
                                                          const GtkTextIter     *end);
gboolean               marbre_spelling_backlog_is_empty  (MarbreSpellingBacklog *self);
gboolean               marbre_spelling_backlog_take_at   (MarbreSpellingBacklog *self,
                                                          const GtkTextIter     *place,
                                                          GtkTextIter           *first,
                                                          GtkTextIter           *last);
gboolean               marbre_spelling_backlog_take_from (MarbreSpellingBacklog *self,
                                                          const GtkTextIter     *place,
                                                          GtkTextIter           *first,
                                                          GtkTextIter           *last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSpellingBacklog, marbre_spelling_backlog_free)

G_END_DECLS
