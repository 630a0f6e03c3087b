/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A post as a site answered it, translated into our model. Not the link between a story and a site
 * (the archive's posting keeps that). Filled by one endpoint, then only read; one thread at a time.
 */
#pragma once

#include "marbre-story.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_REMOTE_POST (marbre_remote_post_get_type ())
G_DECLARE_FINAL_TYPE (MarbreRemotePost, marbre_remote_post, MARBRE, REMOTE_POST, GObject)

MarbreRemotePost   *marbre_remote_post_new            (const char        *remote_id,
                                                       const char        *url,
                                                       const char        *version,
                                                       const char        *status,
                                                       const char        *client_ref,
                                                       MarbreStory       *story)
                                                       G_GNUC_WARN_UNUSED_RESULT;
const char         *marbre_remote_post_get_remote_id  (MarbreRemotePost  *self);
const char         *marbre_remote_post_get_url        (MarbreRemotePost  *self);
const char         *marbre_remote_post_get_version    (MarbreRemotePost  *self);
const char         *marbre_remote_post_get_status     (MarbreRemotePost  *self);
const char         *marbre_remote_post_get_client_ref (MarbreRemotePost  *self);
MarbreStory        *marbre_remote_post_get_story      (MarbreRemotePost  *self);
const char         *marbre_remote_post_get_digest     (MarbreRemotePost  *self);
void                marbre_remote_post_set_digest     (MarbreRemotePost  *self,
                                                       const char        *headline,
                                                       const char        *standfirst,
                                                       const char        *content);
char               *marbre_remote_post_make_digest    (const char        *headline,
                                                       const char        *standfirst,
                                                       const char        *content)
                                                       G_GNUC_WARN_UNUSED_RESULT;
gboolean            marbre_remote_post_get_pinned     (MarbreRemotePost  *self);
const char         *marbre_remote_post_get_password   (MarbreRemotePost  *self);
void                marbre_remote_post_set_stand      (MarbreRemotePost  *self,
                                                       gboolean           pinned,
                                                       const char        *password);
void                marbre_remote_post_check_date     (MarbreRemotePost  *self,
                                                       const char        *kept_status,
                                                       gint64             kept,
                                                       const char        *asked_status,
                                                       gint64             asked);
const char *const  *marbre_remote_post_get_warnings   (MarbreRemotePost  *self);
void                marbre_remote_post_add_warning    (MarbreRemotePost  *self,
                                                       const char        *warning);

G_END_DECLS
