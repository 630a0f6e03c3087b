/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A site that misbehaves on order: enough of WordPress in memory to publish to, or what a test
 * gives in its place, in a thread of its own, with one fault at a time and a list of what it was
 * asked.
 */
#pragma once

#include <gio/gio.h>
#include <libsoup/soup.h>

typedef enum
{
  DOUBLE_HONEST,
  DOUBLE_STATUS,    /* answers @status with an empty JSON object, and Retry-After: 120 */
  DOUBLE_HTML,      /* 200 with a web page */
  DOUBLE_WARNING,   /* PHP's words before the JSON */
  DOUBLE_TRUNCATED, /* ends in the middle of the body */
  DOUBLE_SHAPE,     /* 200 with other JSON */
  DOUBLE_NESTED,    /* 200 with ten thousand brackets */
  DOUBLE_REDIRECT,  /* @status, or 307 if that is 0, to @target */
  DOUBLE_LOSE,      /* does the work, then breaks the connection */
  DOUBLE_HANG,      /* never answers */
  DOUBLE_ENDLESS,   /* a body that is larger than any answer may be */
  DOUBLE_FLOOD,     /* a body of 10 GB, as long as somebody reads it */
  DOUBLE_SHORT,     /* a body that is longer than its Content-Length */
  DOUBLE_LENGTH,    /* a Content-Length that is no number */
  DOUBLE_DRIP,      /* headers that come byte by byte and never end */
  DOUBLE_LOOP,      /* sends on to itself, for ever */
} DoubleFault;

typedef struct _RemoteDouble RemoteDouble;

/* Answers a request in place of WordPress, on the double's thread. */
typedef void (*RemoteDoubleServe) (SoupServerMessage *message,
                                   const char        *path,
                                   GHashTable        *query,
                                   gpointer           data);

RemoteDouble *remote_double_new        (GTlsCertificate *certificate);
void          remote_double_free       (RemoteDouble    *self);
void          remote_double_set_serve  (RemoteDouble      *self,
                                        RemoteDoubleServe  serve,
                                        gpointer           data);
char         *remote_double_get_url    (RemoteDouble    *self,
                                        const char      *path);
void          remote_double_set_fault  (RemoteDouble    *self,
                                        const char      *method,
                                        const char      *path,
                                        DoubleFault      fault,
                                        guint            status,
                                        const char      *target);
guint         remote_double_count      (RemoteDouble    *self,
                                        const char      *request);
char         *remote_double_find       (RemoteDouble    *self,
                                        const char      *request);
guint         remote_double_n_requests (RemoteDouble    *self);
guint         remote_double_n_posts    (RemoteDouble    *self);
void          remote_double_wait_for   (RemoteDouble    *self,
                                        const char      *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RemoteDouble, remote_double_free)
