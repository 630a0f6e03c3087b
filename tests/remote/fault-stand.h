/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One site of each kind behind a FaultWire, for test-faults.c: doubles in the process, the site
 * that Marbre brings along, or a real server that tests/servers brought up.
 */
#pragma once

#include "fault-wire.h"
#include "marbre-site.h"

typedef struct
{
  const char *title; /* in docs/faults.md */
  FaultWire *wire;   /* (owned) */
  MarbreSite *site;  /* (owned): behind the wire */
  MarbreSite *bare;  /* (owned): without it */
  char *secret;      /* (owned) */
  char *store;       /* (owned) (nullable): where a site that lists nothing keeps its articles */
  gpointer server;   /* (owned) (nullable): what answers */
  void (*stop) (gpointer server);
} FaultStand;

gboolean   fault_stand_open  (FaultStand *self,
                              const char *name);
void       fault_stand_close (FaultStand *self);
GPtrArray *fault_stand_read  (FaultStand *self);
