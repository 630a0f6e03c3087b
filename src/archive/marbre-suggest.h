/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the sidebar is told of a draft: related stories with their reasons, and tags that fit.
 * Private to the archive; on the reader's thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-database.h"
#include "marbre-story.h"

G_BEGIN_DECLS

GPtrArray *marbre_suggest_related (MarbreDatabase  *database,
                                   MarbreStory     *draft,
                                   guint            limit,
                                   GCancellable    *cancellable,
                                   GError         **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *marbre_suggest_tags    (MarbreDatabase  *database,
                                   MarbreStory     *draft,
                                   guint            limit,
                                   GCancellable    *cancellable,
                                   GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
