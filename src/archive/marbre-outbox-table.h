/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox's table and its promises: for one story and site one row waits at most and one is on
 * its way at most. Private to the archive; the functions run on the thread of the connection they
 * are given, those that write inside a transaction of their caller.
 */
#pragma once

#include "marbre-database.h"
#include "marbre-outbox-row.h"

G_BEGIN_DECLS

gboolean   marbre_outbox_table_load    (MarbreDatabase     *database,
                                        gint64              id,
                                        MarbreOutboxRow   **row,
                                        GError            **error);
GPtrArray *marbre_outbox_table_list    (MarbreDatabase     *database,
                                        guint               states,
                                        GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   marbre_outbox_table_enqueue (MarbreDatabase     *database,
                                        MarbreOutboxRow    *row,
                                        GError            **error);
gboolean   marbre_outbox_table_update  (MarbreDatabase     *database,
                                        MarbreOutboxRow    *row,
                                        MarbreOutboxState   from,
                                        gint64             *merged,
                                        GError            **error);

G_END_DECLS
