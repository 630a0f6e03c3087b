/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the outbox share; nobody else includes it.
 */
#pragma once

#include "marbre-outbox.h"
#include "marbre-sender.h"
#include "marbre-worker.h"

G_BEGIN_DECLS

struct _MarbreOutbox
{
  GObject parent_instance;

  MarbreArchive *archive; /* (owned) */
  MarbreSender *sender;   /* (owned): used on the worker only, once it runs */
  MarbreWorker *worker;   /* (owned) */
  GMainContext *context;  /* (owned): where signals come */
  GCancellable *stop;     /* (owned) */
  GSource *timer;         /* (owned) (nullable): for the next row that waits for the clock */
  gboolean running;       /* a run is queued or on its way */
  gboolean again;         /* another one was asked for meanwhile */
  gboolean network_is_back;

  GMutex lock;
  gint64 current;        /* (mutex lock): the row that is being carried, 0 = none */
  GCancellable *cancel;  /* (mutex lock) (owned) (nullable): the user's, for that row */
};

void marbre_outbox_tell_change (MarbreOutbox          *self,
                                const MarbreOutboxRow *row);

G_END_DECLS
