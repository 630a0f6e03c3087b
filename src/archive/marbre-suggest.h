/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the sidebar is told of a draft: related stories with their reasons, and tags that fit.
 * Private to the archive; belongs to the reader's thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-database.h"
#include "marbre-story.h"

G_BEGIN_DECLS

/* A tag that is less likely is not suggested: usually right, and not too shy. */
#define MARBRE_SUGGEST_MIN_CHANCE 0.25

typedef struct _MarbreSuggester MarbreSuggester;

MarbreSuggester *marbre_suggester_new     (MarbreDatabase   *database) G_GNUC_WARN_UNUSED_RESULT;
void             marbre_suggester_free    (MarbreSuggester  *self);
GPtrArray       *marbre_suggester_related (MarbreSuggester  *self,
                                           MarbreStory      *draft,
                                           guint             limit,
                                           GCancellable     *cancellable,
                                           GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray       *marbre_suggester_tags    (MarbreSuggester  *self,
                                           MarbreStory      *draft,
                                           guint             limit,
                                           double            min_chance,
                                           GCancellable     *cancellable,
                                           GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSuggester, marbre_suggester_free)

G_END_DECLS
