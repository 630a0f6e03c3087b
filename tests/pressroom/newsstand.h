/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the pressroom's tests share: a pressroom in a folder of its own, and a client that asks it
 * over HTTP as any program would.
 */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "marbre-pressroom.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;               /* (owned) */
  GFile *database;            /* (owned) */
  MarbrePressroom *pressroom; /* (owned): started */
  SoupSession *session;       /* (owned) */
  char *url;                  /* (owned): changes only where a test restarts it elsewhere */
  char *token;                /* (owned): what requests carry; a test may change it */
} Newsstand;

/* An answer, and how to ask for one. */
typedef struct
{
  guint status;
  char *location;              /* (owned) (nullable) */
  char *body;                  /* (owned): NUL-terminated */
  gsize length;
  SoupMessageHeaders *headers; /* (owned) */
} Answer;

void        newsstand_open      (Newsstand      *self,
                                 gconstpointer   data);
void        newsstand_close     (Newsstand      *self,
                                 gconstpointer   data);
void        newsstand_reopen    (Newsstand      *self);
Answer     *newsstand_ask       (Newsstand      *self,
                                 const char     *method,
                                 const char     *path_or_url,
                                 const char     *type,
                                 const char     *body,
                                 gssize          length);
Answer     *newsstand_get       (Newsstand      *self,
                                 const char     *path_or_url);
Answer     *newsstand_post_json (Newsstand      *self,
                                 const char     *json);
Answer     *newsstand_query     (Newsstand      *self,
                                 const char     *query);
char       *newsstand_publish   (Newsstand      *self,
                                 const char     *properties);
Answer     *newsstand_upload    (Newsstand      *self,
                                 const char     *bytes,
                                 gsize           length);
JsonObject *newsstand_source    (Newsstand      *self,
                                 const char     *url);
const char *newsstand_first     (JsonObject     *properties,
                                 const char     *name);
JsonObject *answer_get_object   (Answer         *self);
void        answer_free         (Answer         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

#define NEWSSTAND_TEST(name, func)                                                                 \
  g_test_add (name, Newsstand, NULL, newsstand_open, func, newsstand_close)

G_END_DECLS
