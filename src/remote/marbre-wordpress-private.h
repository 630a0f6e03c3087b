/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the WordPress kind share; nobody else includes it.
 */
#pragma once

#include "marbre-http.h"
#include "marbre-json.h"
#include "marbre-wordpress.h"
#include "marbre-wp-content.h"

G_BEGIN_DECLS

/* The most that WordPress gives at a time. */
#define MARBRE_WORDPRESS_PAGE_SIZE 100

struct _MarbreWordpress
{
  GObject parent_instance;

  MarbreSite *site; /* (owned) */
  MarbreHttp *http; /* (owned) */
  GUri *api;        /* (owned): the root of the API, in either form of permalinks */
  GHashTable *names;  /* (owned) (element-type utf8 JsonObject): sections, tags and authors by
                         "route/id", as far as they were asked for; NULL for one that is hidden */
  guint page_size;    /* posts that are asked for at a time */
  gboolean plausible; /* whether the secret looks like an application password */
};

/**
 * MarbreWordpressPresent:
 * @content: (owned): what is there
 * @author: (owned) (nullable): the name of the account that it belongs to
 * @has_text: it is not empty
 *
 * What is at the site while an update is written.
 */
typedef struct
{
  MarbreSiteContent *content;
  char *author;
  gboolean has_text;
} MarbreWordpressPresent;

/* marbre-wordpress.c */
GUri     *marbre_wordpress_route (MarbreWordpress *self,
                                  const char      *route);
JsonNode *marbre_wordpress_call  (MarbreWordpress       *self,
                                  const char            *method,
                                  GUri                  *uri,
                                  const MarbreHttpBody  *body,
                                  SoupMessageHeaders   **headers,
                                  GCancellable          *cancellable,
                                  GError               **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *marbre_wordpress_post  (MarbreWordpress       *self,
                                  GUri                  *uri,
                                  JsonObject            *body,
                                  GCancellable          *cancellable,
                                  GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* marbre-wordpress-error.c */
GError   *marbre_wordpress_shape_error   (void) G_GNUC_WARN_UNUSED_RESULT;
GError   *marbre_wordpress_sign_in_error (const char        *code) G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_wordpress_check_answer  (MarbreHttpAnswer  *answer,
                                          GError           **error);

/* marbre-wordpress-posts.c */
MarbreRemotePost *marbre_wordpress_reserve      (MarbreEndpoint          *endpoint,
                                                 const char              *client_ref,
                                                 const char              *headline,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);
MarbreRemotePost *marbre_wordpress_update       (MarbreEndpoint          *endpoint,
                                                 const char              *remote_id,
                                                 const MarbreSubmission  *submission,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);
MarbreRemotePost *marbre_wordpress_lookup       (MarbreEndpoint          *endpoint,
                                                 const char              *client_ref,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);
MarbreRemotePost *marbre_wordpress_fetch        (MarbreEndpoint          *endpoint,
                                                 const char              *remote_id,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);

/* marbre-wordpress-list.c */
MarbreListPage *marbre_wordpress_ask_page   (MarbreEndpoint       *endpoint,
                                         const MarbreListing  *listing,
                                         const char           *cursor,
                                         GCancellable         *cancellable,
                                         GError              **error);
GPtrArray  *marbre_wordpress_read_page  (MarbreEndpoint       *endpoint,
                                         MarbreListPage           *page,
                                         GError              **error);
GPtrArray  *marbre_wordpress_read_entries (MarbreEndpoint       *endpoint,
                                         MarbreListPage           *page,
                                         GError              **error);

/* marbre-wordpress-names.c */
gboolean marbre_wordpress_embed_names (MarbreWordpress  *self,
                                       JsonArray        *posts,
                                       GCancellable     *cancellable,
                                       GError          **error);

/* marbre-wordpress-content.c */
JsonObject       *marbre_wordpress_write_post (const MarbreSubmission *submission,
                                               const MarbreWordpressPresent *present,
                                               GPtrArray              *warnings)
                                               G_GNUC_WARN_UNUSED_RESULT;
char             *marbre_wordpress_digest     (MarbreEndpoint         *endpoint,
                                               const MarbreSubmission *submission)
                                               G_GNUC_WARN_UNUSED_RESULT;
MarbreRemotePost *marbre_wordpress_read_post  (JsonNode    *node,
                                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean marbre_wordpress_present_read  (MarbreWordpressPresent *self,
                                         JsonNode               *node,
                                         GError                **error);
void     marbre_wordpress_present_clear (MarbreWordpressPresent *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreWordpressPresent, marbre_wordpress_present_clear)

/* marbre-wordpress-terms.c */
gboolean marbre_wordpress_write_terms (MarbreWordpress         *self,
                                       const MarbreSubmission  *submission,
                                       JsonObject              *post,
                                       GPtrArray               *warnings,
                                       GCancellable            *cancellable,
                                       GError                 **error);

gboolean          marbre_wordpress_trash        (MarbreEndpoint          *endpoint,
                                                 const char              *remote_id,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);

/* marbre-wordpress-media.c */
MarbreUploaded *marbre_wordpress_upload_media (MarbreEndpoint  *endpoint,
                                               MarbreMedia     *media,
                                               GBytes          *bytes,
                                               const char      *type,
                                               GCancellable    *cancellable,
                                               GError         **error);
GPtrArray      *marbre_wordpress_list_media   (MarbreEndpoint  *endpoint,
                                               const char      *search,
                                               guint            page,
                                               gboolean        *more,
                                               GCancellable    *cancellable,
                                               GError         **error);

G_END_DECLS
