/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A prepared statement with its bound values and its rows. The first failure sticks: preparing,
 * binding and stepping report nothing, marbre_statement_end() does, so that the reader of a query
 * sees the query. For the archive and the embedded site; belongs to its connection's thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

struct sqlite3;

typedef struct _MarbreStatement MarbreStatement;

MarbreStatement *marbre_statement_new        (struct sqlite3         *database,
                                              const char      *sql);
void             marbre_statement_free       (MarbreStatement *self);
void             marbre_statement_begin      (MarbreStatement *self);
void             marbre_statement_bind_text  (MarbreStatement *self,
                                              int              index,
                                              const char      *text);
void             marbre_statement_bind_int   (MarbreStatement *self,
                                              int              index,
                                              gint64           value);
void             marbre_statement_bind_bytes (MarbreStatement *self,
                                              int              index,
                                              GBytes          *bytes);
gboolean         marbre_statement_next       (MarbreStatement *self);
gboolean         marbre_statement_end        (MarbreStatement *self,
                                              GError         **error);
gboolean         marbre_statement_run        (MarbreStatement *self,
                                              GError         **error);
const char      *marbre_statement_get_text   (MarbreStatement *self,
                                              int              column);
char            *marbre_statement_dup_text   (MarbreStatement *self,
                                              int              column) G_GNUC_WARN_UNUSED_RESULT;
gint64           marbre_statement_get_int    (MarbreStatement *self,
                                              int              column);
GBytes          *marbre_statement_dup_bytes  (MarbreStatement *self,
                                              int              column) G_GNUC_WARN_UNUSED_RESULT;
const guint8    *marbre_statement_get_bytes  (MarbreStatement *self,
                                              int              column,
                                              gsize           *size);
void             marbre_statement_reset      (MarbreStatement *self);

/* Leaving the scope ends the query, and with it the read transaction; the connection keeps it. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreStatement, marbre_statement_reset)

G_END_DECLS
