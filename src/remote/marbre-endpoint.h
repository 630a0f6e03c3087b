/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the outbox and the sync ask of a site, whatever its kind. One REST kind implements it per
 * family of files (marbre-wordpress*.c, marbre-ghost*.c, marbre-micropub*.c, marbre-generic*.c).
 * Synchronous, for worker threads only, and for one at a time but where it says otherwise. Not for
 * policy: when to send, whether to overwrite and what to keep is the outbox's.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-listing.h"
#include "marbre-remote-post.h"
#include "marbre-site.h"

G_BEGIN_DECLS

/**
 * MarbreCapabilities:
 * @MARBRE_CAN_DRAFT: keeps drafts
 * @MARBRE_CAN_SCHEDULE: publishes at a date to come
 * @MARBRE_CAN_RESERVE: makes an empty draft under a client reference, marbre_endpoint_reserve()
 * @MARBRE_CAN_LIST: lists its posts
 * @MARBRE_KEEPS_BLOCKS: takes the blocks of its own editor that Markdown has no words for
 * @MARBRE_CAN_PEND: keeps drafts that wait for an editor
 * @MARBRE_CAN_HIDE: shows articles to the newsroom only
 * @MARBRE_CAN_PIN: keeps articles at the top of the front page
 * @MARBRE_CAN_GUARD: asks readers for a password
 * @MARBRE_CAN_TRASH: takes articles away so that they can be brought back there
 * @MARBRE_CAN_BROWSE: lists the pictures that it has
 * @MARBRE_CAN_SWEEP: lists the ids of its posts without their texts, and posts by their ids
 * @MARBRE_LISTS_ALL: knows no "changed since": its list is always the whole
 */
typedef enum
{
  MARBRE_CAN_DRAFT = 1 << 0,
  MARBRE_CAN_SCHEDULE = 1 << 1,
  MARBRE_CAN_RESERVE = 1 << 2,
  MARBRE_CAN_LIST = 1 << 3,
  MARBRE_KEEPS_BLOCKS = 1 << 4,
  MARBRE_CAN_PEND = 1 << 5,
  MARBRE_CAN_HIDE = 1 << 6,
  MARBRE_CAN_PIN = 1 << 7,
  MARBRE_CAN_GUARD = 1 << 8,
  MARBRE_CAN_TRASH = 1 << 9,
  MARBRE_CAN_BROWSE = 1 << 10,
  MARBRE_CAN_SWEEP = 1 << 11,
  MARBRE_LISTS_ALL = 1 << 12,
} MarbreCapabilities;

/**
 * MarbreSubmission:
 * @story: the texts, tags and times
 * @html: the body as the site gets it, with the addresses of uploaded pictures; without what only
 *   the site that it came from can show
 * @lead_id: (nullable): the site's id of the lead picture
 * @lead_url: (nullable): its address
 * @status: "draft", "pending", "private", "publish" or "future"
 * @date: when it is (to be) published, 0 for the moment it arrives
 * @pinned: 1 keeps it at the top of the front page, 0 does not, -1 leaves it as it is there
 * @password: (nullable): what readers are asked for, "" for nothing; %NULL leaves it as it is there
 * @client_ref: the UUID that finds it again
 * @fresh: it fills a draft that marbre_endpoint_reserve() made
 * @blocks: (element-type MarbreBlock): the body, block by block, with all of them
 * @picture_ids: (element-type utf8 utf8): the site's ids of pictures, by address
 *
 * One story on its way out; all fields are borrowed for the call.
 */
typedef struct
{
  MarbreStory *story;
  const char *html;
  const char *lead_id;
  const char *lead_url;
  const char *status;
  gint64 date;
  int pinned;
  const char *password;
  const char *client_ref;
  gboolean fresh;
  GPtrArray *blocks;
  GHashTable *picture_ids;
} MarbreSubmission;

/**
 * MarbreUploaded:
 * @remote_id: (owned): the site's id, "" where it has none
 * @url: (owned): where the picture is now
 */
typedef struct
{
  char *remote_id;
  char *url;
} MarbreUploaded;

/**
 * MarbreSiteReport:
 * @user: (owned): whom the site takes us for, "" if it does not say
 * @text: (owned): that and what they may do, in plain words, one sentence a line
 * @can_publish: may publish without an editor
 * @can_upload: may add pictures
 * @can_pin: may keep an article at the top of the front page
 * @zone: (owned) (nullable): the site's time zone as marbre_site_set_zone() takes it, if it says it
 */
typedef struct
{
  char *user;
  char *text;
  gboolean can_publish;
  gboolean can_upload;
  gboolean can_pin;
  char *zone;
} MarbreSiteReport;

#define MARBRE_TYPE_ENDPOINT (marbre_endpoint_get_type ())
G_DECLARE_INTERFACE (MarbreEndpoint, marbre_endpoint, MARBRE, ENDPOINT, GObject)

/* Each returns %FALSE or %NULL with a MARBRE_REMOTE_ERROR, or G_IO_ERROR_CANCELLED. */
struct _MarbreEndpointInterface
{
  GTypeInterface parent_iface;

  MarbreCapabilities (*get_capabilities) (MarbreEndpoint *self);
  char *(*digest) (MarbreEndpoint *self, const MarbreSubmission *submission);
  MarbreSiteReport *(*check) (MarbreEndpoint *self, GCancellable *cancellable, GError **error);
  MarbreRemotePost *(*reserve) (MarbreEndpoint *self,
                                const char *client_ref,
                                const char *headline,
                                GCancellable *cancellable,
                                GError **error);
  MarbreRemotePost *(*create) (MarbreEndpoint *self,
                               const MarbreSubmission *submission,
                               GCancellable *cancellable,
                               GError **error);
  MarbreRemotePost *(*update) (MarbreEndpoint *self,
                               const char *remote_id,
                               const MarbreSubmission *submission,
                               GCancellable *cancellable,
                               GError **error);
  MarbreRemotePost *(*lookup) (MarbreEndpoint *self,
                               const char *client_ref,
                               GCancellable *cancellable,
                               GError **error);
  MarbreRemotePost *(*fetch) (MarbreEndpoint *self,
                              const char *remote_id,
                              GCancellable *cancellable,
                              GError **error);
  gboolean (*trash) (MarbreEndpoint *self,
                     const char *remote_id,
                     GCancellable *cancellable,
                     GError **error);
  MarbreUploaded *(*upload_media) (MarbreEndpoint *self,
                                   MarbreMedia *media,
                                   GBytes *bytes,
                                   const char *type,
                                   GCancellable *cancellable,
                                   GError **error);
  GPtrArray *(*list_media) (MarbreEndpoint *self,
                            const char *search,
                            guint page,
                            gboolean *more,
                            GCancellable *cancellable,
                            GError **error);
  MarbreListPage *(*ask_page) (MarbreEndpoint *self,
                           const MarbreListing *listing,
                           const char *cursor,
                           GCancellable *cancellable,
                           GError **error);
  GPtrArray *(*read_page) (MarbreEndpoint *self, MarbreListPage *page, GError **error);
  GPtrArray *(*read_entries) (MarbreEndpoint *self, MarbreListPage *page, GError **error);
};

MarbreEndpoint     *marbre_endpoint_new              (MarbreSite              *site,
                                                      const char              *secret,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
MarbreCapabilities  marbre_endpoint_get_capabilities (MarbreEndpoint          *self);
char               *marbre_endpoint_digest           (MarbreEndpoint          *self,
                                                      const MarbreSubmission  *submission)
                                                      G_GNUC_WARN_UNUSED_RESULT;
MarbreSiteReport   *marbre_endpoint_check            (MarbreEndpoint          *self,
                                                      GCancellable            *cancellable,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
MarbreRemotePost   *marbre_endpoint_reserve          (MarbreEndpoint          *self,
                                                      const char              *client_ref,
                                                      const char              *headline,
                                                      GCancellable            *cancellable,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
MarbreRemotePost   *marbre_endpoint_create           (MarbreEndpoint          *self,
                                                      const MarbreSubmission  *submission,
                                                      GCancellable            *cancellable,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
MarbreRemotePost   *marbre_endpoint_update           (MarbreEndpoint          *self,
                                                      const char              *remote_id,
                                                      const MarbreSubmission  *submission,
                                                      GCancellable            *cancellable,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
MarbreRemotePost   *marbre_endpoint_lookup           (MarbreEndpoint          *self,
                                                      const char              *client_ref,
                                                      GCancellable            *cancellable,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
MarbreRemotePost   *marbre_endpoint_fetch            (MarbreEndpoint          *self,
                                                      const char              *remote_id,
                                                      GCancellable            *cancellable,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
gboolean            marbre_endpoint_trash            (MarbreEndpoint          *self,
                                                      const char              *remote_id,
                                                      GCancellable            *cancellable,
                                                      GError                 **error);
MarbreUploaded     *marbre_endpoint_upload_media     (MarbreEndpoint          *self,
                                                      MarbreMedia             *media,
                                                      GBytes                  *bytes,
                                                      const char              *type,
                                                      GCancellable            *cancellable,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
GPtrArray          *marbre_endpoint_list_media       (MarbreEndpoint          *self,
                                                      const char              *search,
                                                      guint                    page,
                                                      gboolean                *more,
                                                      GCancellable            *cancellable,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
MarbreListPage     *marbre_endpoint_ask_page         (MarbreEndpoint          *self,
                                                      const MarbreListing     *listing,
                                                      const char              *cursor,
                                                      GCancellable            *cancellable,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
GPtrArray          *marbre_endpoint_read_page        (MarbreEndpoint          *self,
                                                      MarbreListPage          *page,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
GPtrArray          *marbre_endpoint_read_entries     (MarbreEndpoint          *self,
                                                      MarbreListPage          *page,
                                                      GError                 **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
void                marbre_uploaded_free             (MarbreUploaded          *self);
MarbreCapabilities  marbre_endpoint_look_up_capabilities (MarbreSite          *site);
void                marbre_site_report_learn         (const MarbreSiteReport  *self,
                                                      MarbreSite              *site);
void                marbre_site_report_free          (MarbreSiteReport        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreUploaded, marbre_uploaded_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSiteReport, marbre_site_report_free)

G_END_DECLS
