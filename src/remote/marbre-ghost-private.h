/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the Ghost kind share; nobody else includes it.
 */
#pragma once

#include "marbre-ghost-token.h"
#include "marbre-ghost.h"
#include "marbre-http.h"
#include "marbre-json.h"

G_BEGIN_DECLS

struct _MarbreGhost
{
  GObject parent_instance;

  MarbreSite *site;    /* (owned) */
  MarbreHttp *http;    /* (owned) */
  MarbreGhostKey *key; /* (owned) */
  GUri *api;           /* (owned): the root of the Admin API, with a slash at its end */
  JsonObject *seen;    /* (owned) (nullable): the post that was read last */
};

/* marbre-ghost.c */
GUri     *marbre_ghost_route    (MarbreGhost           *self,
                                 const char            *route);
JsonNode *marbre_ghost_call     (MarbreGhost           *self,
                                 const char            *method,
                                 GUri                  *uri,
                                 const MarbreHttpBody  *body,
                                 GCancellable          *cancellable,
                                 GError               **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *marbre_ghost_ask_user (MarbreGhost           *self,
                                 GCancellable          *cancellable,
                                 GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* marbre-ghost-error.c */
GError   *marbre_ghost_shape_error  (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_ghost_check_answer (MarbreHttpAnswer  *answer,
                                     gint64             now,
                                     GError           **error);

/* marbre-ghost-cards.c */
char *marbre_ghost_write_cards (const char *html) G_GNUC_WARN_UNUSED_RESULT;

/* marbre-ghost-body.c */
gboolean  marbre_ghost_write_body (JsonObject             *post,
                                   const MarbreSubmission *submission,
                                   JsonObject             *seen,
                                   GPtrArray              *warnings);
char     *marbre_ghost_digest     (MarbreEndpoint         *endpoint,
                                   const MarbreSubmission *submission) G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_ghost_read_body  (MarbreGhost            *self,
                                   JsonObject             *post,
                                   MarbreStory            *story,
                                   char                  **gist,
                                   char                  **cards,
                                   GError                **error);

/* marbre-ghost-content.c */
JsonObject       *marbre_ghost_write_post (const MarbreSubmission *submission,
                                           JsonObject             *seen,
                                           GPtrArray              *warnings,
                                           gboolean               *is_html)
                                           G_GNUC_WARN_UNUSED_RESULT;
const char       *marbre_ghost_get_author (JsonObject             *post);
MarbreRemotePost *marbre_ghost_read_post  (MarbreGhost            *self,
                                           JsonObject             *post,
                                           GError                **error)
                                           G_GNUC_WARN_UNUSED_RESULT;

/* marbre-ghost-posts.c */
MarbreRemotePost *marbre_ghost_reserve      (MarbreEndpoint          *endpoint,
                                             const char              *client_ref,
                                             const char              *headline,
                                             GCancellable            *cancellable,
                                             GError                 **error);
MarbreRemotePost *marbre_ghost_update       (MarbreEndpoint          *endpoint,
                                             const char              *remote_id,
                                             const MarbreSubmission  *submission,
                                             GCancellable            *cancellable,
                                             GError                 **error);
MarbreRemotePost *marbre_ghost_lookup       (MarbreEndpoint          *endpoint,
                                             const char              *client_ref,
                                             GCancellable            *cancellable,
                                             GError                 **error);
MarbreRemotePost *marbre_ghost_fetch        (MarbreEndpoint          *endpoint,
                                             const char              *remote_id,
                                             GCancellable            *cancellable,
                                             GError                 **error);
GUri             *marbre_ghost_posts_uri    (MarbreGhost             *self,
                                             const char              *remote_id)
                                             G_GNUC_WARN_UNUSED_RESULT;

/* marbre-ghost-list.c */
MarbreListPage *marbre_ghost_ask_page   (MarbreEndpoint       *endpoint,
                                     const MarbreListing  *listing,
                                     const char           *cursor,
                                     GCancellable         *cancellable,
                                     GError              **error);
GPtrArray  *marbre_ghost_read_page  (MarbreEndpoint       *endpoint,
                                     MarbreListPage           *page,
                                     GError              **error);
GPtrArray  *marbre_ghost_read_entries (MarbreEndpoint       *endpoint,
                                     MarbreListPage           *page,
                                     GError              **error);

/* marbre-ghost-media.c */
MarbreUploaded *marbre_ghost_upload_media (MarbreEndpoint  *endpoint,
                                           MarbreMedia     *media,
                                           GBytes          *bytes,
                                           const char      *type,
                                           GCancellable    *cancellable,
                                           GError         **error);

G_END_DECLS
