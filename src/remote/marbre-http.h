/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thin layer over SoupSession for talking to one site: https only (http on the loopback
 * interface), time-outs, bounded bodies, redirects that never carry credentials elsewhere, and
 * transport failures as MARBRE_REMOTE_ERROR. It knows nothing of any CMS. Synchronous: to be
 * created, used and freed on a worker thread, never on one that draws.
 */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "marbre-http-failure.h"

G_BEGIN_DECLS

/* The longest answer that is read: a page of 100 long posts is about 0.6 MB. */
#define MARBRE_HTTP_MAX_BODY (16 * 1024 * 1024)
/* The largest picture that is sent. */
#define MARBRE_HTTP_MAX_UPLOAD (64 * 1024 * 1024)

/**
 * MarbreHttpBody:
 * @type: media type, without parameters
 * @bytes: what is sent
 * @disposition: (nullable): value of Content-Disposition
 *
 * The body of a request; all fields are borrowed for the call.
 */
typedef struct
{
  const char *type;
  GBytes *bytes;
  const char *disposition;
} MarbreHttpBody;

/**
 * MarbreHttpAnswer:
 * @status: HTTP status, 200 to 599
 * @uri: (owned): the address that answered, after redirects
 * @moved: whether there were redirects, and each said that it is for good
 * @headers: (owned): the answer's headers
 * @body: (owned): the body, at most %MARBRE_HTTP_MAX_BODY bytes
 */
typedef struct
{
  guint status;
  GUri *uri;
  gboolean moved;
  SoupMessageHeaders *headers;
  GBytes *body;
} MarbreHttpAnswer;

/**
 * MarbreHttpRedirectFunc:
 * @from: the address that redirects
 * @to: where it sends on to
 * @cancellable: (nullable): a cancellable
 * @error: why not
 *
 * Returns: whether to follow
 */
typedef gboolean (*MarbreHttpRedirectFunc) (GUri          *from,
                                            GUri          *to,
                                            GCancellable  *cancellable,
                                            GError       **error);

/**
 * MarbreHttpDecorate:
 * @method: the request's method
 * @uri: where it goes
 * @body: (nullable): what is sent
 * @headers: takes further headers
 * @user_data: as it was set
 *
 * Adds headers to a request that is about to go out, each redirect's too: a signature, a key.
 */
typedef void (*MarbreHttpDecorate) (const char            *method,
                                    GUri                  *uri,
                                    const MarbreHttpBody  *body,
                                    SoupMessageHeaders    *headers,
                                    gpointer               user_data);

#define MARBRE_TYPE_HTTP (marbre_http_get_type ())
G_DECLARE_FINAL_TYPE (MarbreHttp, marbre_http, MARBRE, HTTP, GObject)

MarbreHttp       *marbre_http_new              (const char            *authorization)
                                                G_GNUC_WARN_UNUSED_RESULT;
void              marbre_http_set_authorization (MarbreHttp           *self,
                                                 const char           *authorization);
void              marbre_http_set_decorate     (MarbreHttp            *self,
                                                MarbreHttpDecorate     decorate,
                                                gpointer               user_data);
void              marbre_http_set_trusted      (MarbreHttp            *self,
                                                const char            *print);
void              marbre_http_set_patience     (MarbreHttp            *self,
                                                guint                  idle_seconds,
                                                guint                  total_seconds);
void              marbre_http_set_expectation  (MarbreHttp            *self,
                                                const char            *accept,
                                                gsize                  max_body,
                                                MarbreHttpRedirectFunc may_redirect);
MarbreHttpAnswer *marbre_http_send             (MarbreHttp            *self,
                                                const char            *method,
                                                GUri                  *uri,
                                                const MarbreHttpBody  *body,
                                                GCancellable          *cancellable,
                                                GError               **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
void              marbre_http_answer_free      (MarbreHttpAnswer      *answer);
gboolean          marbre_http_answer_check     (MarbreHttpAnswer      *answer,
                                                GError               **error);
JsonNode         *marbre_http_answer_get_json  (MarbreHttpAnswer      *answer,
                                                GError               **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
char             *marbre_http_answer_find_link (MarbreHttpAnswer      *answer,
                                                const char            *rel)
                                                G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreHttpAnswer, marbre_http_answer_free)

G_END_DECLS
