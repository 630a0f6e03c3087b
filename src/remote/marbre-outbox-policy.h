/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows from a failure: whether a row waits for the network, for the clock, for a password
 * or for a decision. Pure functions; any thread.
 */
#pragma once

#include "marbre-outbox-row.h"
#include "marbre-story.h"

G_BEGIN_DECLS

gint64   marbre_outbox_policy_delay        (guint                  attempts,
                                            gint64                 retry_after);
void     marbre_outbox_policy_fail         (MarbreOutboxRow       *row,
                                            const GError          *error,
                                            gboolean               in_doubt,
                                            gint64                 now);
gboolean marbre_outbox_policy_is_due       (const MarbreOutboxRow *row,
                                            gint64                 now,
                                            gboolean               network_is_back);
gboolean marbre_outbox_policy_must_look_up (const MarbreOutboxRow *row);
gboolean marbre_outbox_policy_check_embargo (MarbreStory          *story,
                                             const char           *status,
                                             gint64                date,
                                             GError              **error);

G_END_DECLS
