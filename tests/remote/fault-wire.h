/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stretch of network before a site, of which one request breaks: a proxy on loopback that knows
 * where one request ends and the next begins, and nothing else of what goes through. A thread of
 * its own; one client at a time.
 */
#pragma once

#include <glib.h>

typedef enum
{
  FAULT_NONE,
  FAULT_REFUSED, /* nobody listens, from that request on */
  FAULT_HEAD,    /* breaks when the request's headers have come; the site sees nothing */
  FAULT_REQUEST, /* breaks when all of the request has come; the site sees nothing */
  FAULT_CUT,     /* the site does its work; half of its answer comes */
  FAULT_LOST,    /* the site does its work; nothing of its answer comes */
} Fault;

typedef struct _FaultWire FaultWire;

FaultWire *fault_wire_new          (guint        port);
void       fault_wire_free         (FaultWire   *self);
char      *fault_wire_get_url      (FaultWire   *self,
                                    const char  *path);
void       fault_wire_arm          (FaultWire   *self,
                                    Fault        fault,
                                    guint        request);
GPtrArray *fault_wire_get_requests (FaultWire   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultWire, fault_wire_free)
