/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The endpoint interface; see marbre-endpoint.h. The functions here only dispatch.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-endpoint.h"

#include <glib/gi18n.h>

#include "marbre-generic.h"
#include "marbre-ghost.h"
#include "marbre-micropub.h"
#include "marbre-remote-error.h"
#include "marbre-wordpress.h"

G_DEFINE_INTERFACE (MarbreEndpoint, marbre_endpoint, G_TYPE_OBJECT)

static void
marbre_endpoint_default_init (MarbreEndpointInterface *iface)
{
}

/**
 * marbre_endpoint_new:
 * @site: the site
 * @secret: its application password, key or token
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if Marbre does not speak the site's kind, or its address
 *   is not one that may be used; %MARBRE_REMOTE_ERROR_PROFILE if its profile is none
 *
 * Makes the endpoint for the site's kind. Nothing is sent.
 *
 * Returns: (transfer full) (nullable): an endpoint, for the calling thread only
 */
MarbreEndpoint *
marbre_endpoint_new (MarbreSite *site, const char *secret, GError **error)
{
  const char *kind;

  g_return_val_if_fail (MARBRE_IS_SITE (site), NULL);
  g_return_val_if_fail (secret != NULL, NULL);

  kind = marbre_site_get_kind (site);
  if (g_str_equal (kind, MARBRE_SITE_WORDPRESS))
    return marbre_wordpress_new (site, secret, error);
  if (g_str_equal (kind, MARBRE_SITE_GHOST))
    return marbre_ghost_new (site, secret, error);
  if (g_str_equal (kind, MARBRE_SITE_GENERIC))
    return marbre_generic_new (site, secret, error);
  if (g_str_equal (kind, MARBRE_SITE_MICROPUB) || marbre_site_is_embedded (site))
    return marbre_micropub_new (site, secret, error);
  g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
               _ ("This version of Marbre does not know sites of the kind “%s”."), kind);
  return NULL;
}

/**
 * marbre_endpoint_get_capabilities:
 *
 * Returns: what the kind of site can do
 */
MarbreCapabilities
marbre_endpoint_get_capabilities (MarbreEndpoint *self)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), 0);
  return MARBRE_ENDPOINT_GET_IFACE (self)->get_capabilities (self);
}

/**
 * marbre_endpoint_digest:
 * @submission: what is to be sent
 *
 * Returns: (transfer full): what marbre_remote_post_get_digest() gives once the site has it
 */
char *
marbre_endpoint_digest (MarbreEndpoint *self, const MarbreSubmission *submission)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->digest (self, submission);
}

/**
 * marbre_endpoint_check:
 * @cancellable: (nullable): stops it
 * @error: why one cannot sign in, in plain words with the remedy
 *
 * Signs in and asks who we are and what we may do. Changes nothing at the site.
 *
 * Returns: (transfer full) (nullable): what the site says
 */
MarbreSiteReport *
marbre_endpoint_check (MarbreEndpoint *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->check (self, cancellable, error);
}

/**
 * marbre_endpoint_reserve:
 * @client_ref: the UUID under which marbre_endpoint_lookup() finds the draft
 * @headline: its title
 * @cancellable: (nullable): stops it
 * @error: marbre_remote_error_was_sent() says whether the draft may exist all the same
 *
 * Makes an empty draft that marbre_endpoint_update() then fills. Only with %MARBRE_CAN_RESERVE.
 *
 * Returns: (transfer full) (nullable): the draft
 */
MarbreRemotePost *
marbre_endpoint_reserve (MarbreEndpoint *self,
                         const char *client_ref,
                         const char *headline,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  g_return_val_if_fail (MARBRE_ENDPOINT_GET_IFACE (self)->reserve != NULL, NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->reserve (self, client_ref, headline, cancellable, error);
}

/**
 * marbre_endpoint_create:
 * @submission: what to publish
 * @cancellable: (nullable): stops it
 * @error: marbre_remote_error_was_sent() says whether the post may exist all the same
 *
 * Makes a post in one request. Only without %MARBRE_CAN_RESERVE.
 *
 * Returns: (transfer full) (nullable): the post as the site keeps it
 */
MarbreRemotePost *
marbre_endpoint_create (MarbreEndpoint *self,
                        const MarbreSubmission *submission,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  g_return_val_if_fail (MARBRE_ENDPOINT_GET_IFACE (self)->create != NULL, NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->create (self, submission, cancellable, error);
}

/**
 * marbre_endpoint_update:
 * @remote_id: which post
 * @submission: what it shall say
 * @cancellable: (nullable): stops it
 * @error: as for the others; doing it again is harmless
 *
 * Replaces all that a post says. It does not look whether somebody else changed it: the caller
 * does.
 *
 * Returns: (transfer full) (nullable): the post as the site keeps it
 */
MarbreRemotePost *
marbre_endpoint_update (MarbreEndpoint *self,
                        const char *remote_id,
                        const MarbreSubmission *submission,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->update (self, remote_id, submission, cancellable, error);
}

/**
 * marbre_endpoint_lookup:
 * @client_ref: the reference of a request whose answer is unknown
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if the post certainly did not arrive,
 *   %MARBRE_REMOTE_ERROR_UNCERTAIN if this site cannot tell
 *
 * Returns: (transfer full) (nullable): the post
 */
MarbreRemotePost *
marbre_endpoint_lookup (MarbreEndpoint *self,
                        const char *client_ref,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->lookup (self, client_ref, cancellable, error);
}

/**
 * marbre_endpoint_fetch:
 * @remote_id: which post
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if it is gone
 *
 * Returns: (transfer full) (nullable): the post as it is now
 */
MarbreRemotePost *
marbre_endpoint_fetch (MarbreEndpoint *self,
                       const char *remote_id,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->fetch (self, remote_id, cancellable, error);
}

/**
 * marbre_endpoint_trash:
 * @remote_id: which post
 * @cancellable: (nullable): stops it
 * @error: as for the others; doing it again is harmless
 *
 * Takes a post away from everybody; it can be brought back at the site. Only with
 * %MARBRE_CAN_TRASH. It does not look whether somebody else changed it: the caller does.
 *
 * Returns: %TRUE if it is in the trash now
 */
gboolean
marbre_endpoint_trash (MarbreEndpoint *self,
                       const char *remote_id,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), FALSE);
  g_return_val_if_fail (MARBRE_ENDPOINT_GET_IFACE (self)->trash != NULL, FALSE);
  return MARBRE_ENDPOINT_GET_IFACE (self)->trash (self, remote_id, cancellable, error);
}

/**
 * marbre_endpoint_upload_media:
 * @media: the picture's name, alternative text, caption and credit
 * @bytes: the file, at most %MARBRE_HTTP_MAX_UPLOAD
 * @type: its media type
 * @cancellable: (nullable): stops it
 * @error: as for the others
 *
 * Returns: (transfer full) (nullable): where the picture is now
 */
MarbreUploaded *
marbre_endpoint_upload_media (MarbreEndpoint *self,
                              MarbreMedia *media,
                              GBytes *bytes,
                              const char *type,
                              GCancellable *cancellable,
                              GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->upload_media (self, media, bytes, type, cancellable,
                                                         error);
}

/**
 * marbre_endpoint_list_media:
 * @search: words that the pictures' texts have, "" for all
 * @page: 0 for the first page
 * @more: (out): whether there is a next page
 * @cancellable: (nullable): stops it
 * @error: as for the others
 *
 * One page of the site's pictures, the newest first. Only with %MARBRE_CAN_BROWSE.
 *
 * Returns: (transfer full) (element-type MarbreSiteMedia) (nullable): the page
 */
GPtrArray *
marbre_endpoint_list_media (MarbreEndpoint *self,
                            const char *search,
                            guint page,
                            gboolean *more,
                            GCancellable *cancellable,
                            GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  g_return_val_if_fail (MARBRE_ENDPOINT_GET_IFACE (self)->list_media != NULL, NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->list_media (self, search, page, more, cancellable,
                                                       error);
}

/**
 * marbre_endpoint_ask_page:
 * @listing: what is asked for; the same for all pages of a list
 * @cursor: (nullable): the page before's next, also one that was kept from an earlier day; %NULL
 *   for the first page
 * @cancellable: (nullable): stops it
 * @error: as for the others
 *
 * Asks for one page of the site's posts, oldest change first where the site can, those in the trash
 * left out. How many posts a page has is the site's to say. Only with %MARBRE_CAN_LIST.
 *
 * Returns: (transfer full) (nullable): the page, not read yet
 */
MarbreListPage *
marbre_endpoint_ask_page (MarbreEndpoint *self,
                          const MarbreListing *listing,
                          const char *cursor,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->ask_page (self, listing, cursor, cancellable, error);
}

/**
 * marbre_endpoint_read_page:
 * @page: a page
 * @error: %MARBRE_REMOTE_ERROR_NOT_AN_API if it is none
 *
 * Reads the posts. Unlike the others this may be called on another thread, also while the endpoint
 * asks for the next page: it reads nothing of it that ever changes.
 *
 * Returns: (transfer full) (element-type MarbreRemotePost) (nullable): the posts
 */
GPtrArray *
marbre_endpoint_read_page (MarbreEndpoint *self, MarbreListPage *page, GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->read_page (self, page, error);
}

/**
 * marbre_endpoint_read_entries:
 * @page: a page of a listing of entries
 * @error: %MARBRE_REMOTE_ERROR_NOT_AN_API if it is none
 *
 * As marbre_endpoint_read_page(). Only with %MARBRE_CAN_SWEEP.
 *
 * Returns: (transfer full) (element-type MarbrePostEntry) (nullable): the posts without their texts
 */
GPtrArray *
marbre_endpoint_read_entries (MarbreEndpoint *self, MarbreListPage *page, GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ENDPOINT (self), NULL);
  return MARBRE_ENDPOINT_GET_IFACE (self)->read_entries (self, page, error);
}

/**
 * marbre_uploaded_free:
 * @self: (transfer full): what an upload answered
 */
void
marbre_uploaded_free (MarbreUploaded *self)
{
  g_free (self->remote_id);
  g_free (self->url);
  g_free (self);
}

/**
 * marbre_endpoint_look_up_capabilities:
 * @site: a site
 *
 * What can be offered before anything is sent, on any thread: without the rights of the account,
 * which marbre_site_get_rights() has.
 *
 * Returns: what the kind of site can do
 */
MarbreCapabilities
marbre_endpoint_look_up_capabilities (MarbreSite *site)
{
  const char *kind;

  g_return_val_if_fail (MARBRE_IS_SITE (site), 0);

  kind = marbre_site_get_kind (site);
  if (g_str_equal (kind, MARBRE_SITE_WORDPRESS))
    return MARBRE_WORDPRESS_CAPABILITIES;
  if (g_str_equal (kind, MARBRE_SITE_GHOST))
    return MARBRE_GHOST_CAPABILITIES;
  if (g_str_equal (kind, MARBRE_SITE_GENERIC))
    return marbre_generic_look_up_capabilities (marbre_site_get_mapping (site));
  return marbre_micropub_look_up_capabilities (site);
}

/**
 * marbre_site_report_learn:
 * @self: what a check answered
 * @site: (inout): the site that was asked
 *
 * Notes with the site what it said of itself and of what one may do there.
 */
void
marbre_site_report_learn (const MarbreSiteReport *self, MarbreSite *site)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (MARBRE_IS_SITE (site));

  marbre_site_set_rights (site, (self->can_publish ? MARBRE_SITE_MAY_PUBLISH : 0) |
                                    (self->can_upload ? MARBRE_SITE_MAY_UPLOAD : 0) |
                                    (self->can_pin ? MARBRE_SITE_MAY_PIN : 0));
  marbre_site_set_zone (site, self->zone ? self->zone : "");
}

/**
 * marbre_site_report_free:
 * @self: (transfer full): what a check answered
 */
void
marbre_site_report_free (MarbreSiteReport *self)
{
  g_free (self->user);
  g_free (self->text);
  g_free (self->zone);
  g_free (self);
}
