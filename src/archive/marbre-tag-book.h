/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The newsroom's tags as a whole: what there is, what is nearly the same, and changes of it. A
 * change is one transaction, which stories follow at once; search and index catch up in the
 * background. What is online stays as it is until a story is updated there. The _async functions
 * are for the main thread.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-tag-entry.h"

G_BEGIN_DECLS

/**
 * MarbreTagUndo:
 *
 * How things were before a change.
 */
typedef struct _MarbreTagUndo MarbreTagUndo;

MarbreTagUndo *marbre_tag_undo_ref               (MarbreTagUndo        *self);
void           marbre_tag_undo_unref             (MarbreTagUndo        *self);
guint          marbre_tag_undo_get_stories       (MarbreTagUndo        *self);

void           marbre_tag_book_list_async        (MarbreArchive        *archive,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GPtrArray     *marbre_tag_book_list_finish       (MarbreArchive        *archive,
                                                  GAsyncResult         *result,
                                                  guint                *waiting,
                                                  GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
void           marbre_tag_book_join_async        (MarbreArchive        *archive,
                                                  const char *const    *names,
                                                  const char           *into,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void           marbre_tag_book_set_aliases_async (MarbreArchive        *archive,
                                                  const char           *name,
                                                  const char *const    *aliases,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void           marbre_tag_book_remove_async      (MarbreArchive        *archive,
                                                  const char *const    *names,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
MarbreTagUndo *marbre_tag_book_change_finish     (MarbreArchive        *archive,
                                                  GAsyncResult         *result,
                                                  GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
void           marbre_tag_book_undo_async        (MarbreArchive        *archive,
                                                  MarbreTagUndo        *undo,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean       marbre_tag_book_undo_finish       (MarbreArchive        *archive,
                                                  GAsyncResult         *result,
                                                  GError              **error);
GStrv          marbre_tag_book_resolve_sync      (MarbreArchive        *archive,
                                                  const char *const    *tags,
                                                  GCancellable         *cancellable,
                                                  GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreTagUndo, marbre_tag_undo_unref)

G_END_DECLS
