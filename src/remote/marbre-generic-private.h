/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the generic kind share; nobody else includes it.
 */
#pragma once

#include "marbre-generic-sign.h"
#include "marbre-generic.h"
#include "marbre-http.h"
#include "marbre-mapping.h"
#include "marbre-variables.h"

G_BEGIN_DECLS

/**
 * MarbreGenericSeen:
 * @id: (owned): which article
 * @item: (owned): its JSON
 * @etag: (owned) (nullable): its entity tag (RFC 9110, 8.8.3)
 * @modified: (owned) (nullable): its Last-Modified
 *
 * The article that was read last: what an update is built on, and must not find changed.
 */
typedef struct
{
  char *id;
  JsonNode *item;
  char *etag;
  char *modified;
} MarbreGenericSeen;

struct _MarbreGeneric
{
  GObject parent_instance;

  MarbreSite *site;            /* (owned) */
  MarbreMapping *mapping;      /* (owned) */
  MarbreHttp *http;            /* (owned) */
  MarbreGenericSign *sign;     /* (owned) */
  GUri *api;                   /* (owned): the API's root, with a slash at its end */
  SoupMessageHeaders *headers; /* (owned): further headers of the request under way */
  MarbreGenericSeen seen;
  JsonNode *first; /* (owned) (nullable): the first article of the page that was asked for last */
};

/* marbre-generic.c */
GUri             *marbre_generic_address (MarbreGeneric         *self,
                                          JsonObject            *request,
                                          const MarbreVariable  *variables,
                                          GError               **error) G_GNUC_WARN_UNUSED_RESULT;
MarbreHttpAnswer *marbre_generic_call    (MarbreGeneric         *self,
                                          JsonObject            *request,
                                          const char            *method,
                                          GUri                  *uri,
                                          const MarbreVariable  *variables,
                                          const MarbreHttpBody  *body,
                                          GCancellable          *cancellable,
                                          GError               **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode         *marbre_generic_ask     (MarbreGeneric         *self,
                                          const char            *name,
                                          const MarbreVariable  *variables,
                                          MarbreHttpAnswer     **answer,
                                          GCancellable          *cancellable,
                                          GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* marbre-generic-check.c */
MarbreSiteReport *marbre_generic_check (MarbreEndpoint  *endpoint,
                                        GCancellable    *cancellable,
                                        GError         **error);

/* marbre-generic-error.c */
GError   *marbre_generic_shape_error  (MarbreGeneric     *self,
                                       const char        *what) G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_generic_check_answer (MarbreGeneric     *self,
                                       MarbreHttpAnswer  *answer,
                                       GError           **error);

/* marbre-generic-write.c */
const char *marbre_generic_write_status (MarbreGeneric           *self,
                                         const char              *status);
JsonNode   *marbre_generic_write_item   (MarbreGeneric           *self,
                                         const MarbreSubmission  *submission,
                                         JsonNode                *seen,
                                         gboolean                 patch)
                                         G_GNUC_WARN_UNUSED_RESULT;
char       *marbre_generic_write_html   (MarbreGeneric           *self,
                                         const MarbreSubmission  *submission)
                                         G_GNUC_WARN_UNUSED_RESULT;
void        marbre_generic_add_warnings (MarbreGeneric           *self,
                                         MarbreStory             *story,
                                         MarbreRemotePost        *post);

/* marbre-generic-read.c */
MarbreRemotePost *marbre_generic_read_item (MarbreGeneric           *self,
                                            JsonNode                *item,
                                            GError                 **error)
                                            G_GNUC_WARN_UNUSED_RESULT;
char             *marbre_generic_digest    (MarbreEndpoint          *endpoint,
                                            const MarbreSubmission  *submission)
                                            G_GNUC_WARN_UNUSED_RESULT;

/* marbre-generic-posts.c */
MarbreRemotePost *marbre_generic_create (MarbreEndpoint          *endpoint,
                                         const MarbreSubmission  *submission,
                                         GCancellable            *cancellable,
                                         GError                 **error);
MarbreRemotePost *marbre_generic_update (MarbreEndpoint          *endpoint,
                                         const char              *remote_id,
                                         const MarbreSubmission  *submission,
                                         GCancellable            *cancellable,
                                         GError                 **error);
MarbreRemotePost *marbre_generic_lookup (MarbreEndpoint          *endpoint,
                                         const char              *client_ref,
                                         GCancellable            *cancellable,
                                         GError                 **error);
MarbreRemotePost *marbre_generic_fetch  (MarbreEndpoint          *endpoint,
                                         const char              *remote_id,
                                         GCancellable            *cancellable,
                                         GError                 **error);
void              marbre_generic_forget (MarbreGeneric           *self);

/* marbre-generic-list.c */
MarbreListPage *marbre_generic_ask_page  (MarbreEndpoint       *endpoint,
                                      const MarbreListing  *listing,
                                      const char           *cursor,
                                      GCancellable         *cancellable,
                                      GError              **error);
GPtrArray  *marbre_generic_read_page (MarbreEndpoint       *endpoint,
                                      MarbreListPage           *page,
                                      GError              **error);

/* marbre-generic-media.c */
MarbreUploaded *marbre_generic_upload_media (MarbreEndpoint  *endpoint,
                                             MarbreMedia     *media,
                                             GBytes          *bytes,
                                             const char      *type,
                                             GCancellable    *cancellable,
                                             GError         **error);

G_END_DECLS
