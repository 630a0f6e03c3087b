/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the archive knows of a story at a site: the posting (story ↔ site) and the upload (picture ↔
 * site). Plain values that belong to whoever made them; not the requests (remote/ makes those).
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MarbrePosting:
 *
 * A story at a site. There is at most one for a story and a site.
 */
typedef struct
{
  char *story_id;       /* (owned) */
  char *site_id;        /* (owned) */
  char *remote_id;      /* (owned): as the site names it, "" while unknown */
  char *url;            /* (owned): permalink, "" while unknown */
  char *version;        /* (owned): what the site said of its version (modified_gmt…) */
  char *status;         /* (owned): "draft", "publish", "future", "private", "pending", "trash" */
  char *client_ref;     /* (owned): the reference of the request that created it */
  char *published_hash; /* (owned): hash of the payload that the site accepted last */
  char *base_body;      /* (owned): Markdown as sent or fetched last, the base of a merge */
  gint64 published;     /* seconds UTC of the first publication, 0 while there is none */
  gboolean pinned;      /* kept at the top of the front page */
  char *password;       /* (owned): what readers are asked for, "" for nothing */
} MarbrePosting;

#define MARBRE_TYPE_POSTING (marbre_posting_get_type ())
GType          marbre_posting_get_type (void);
MarbrePosting *marbre_posting_new      (const char          *story_id,
                                        const char          *site_id) G_GNUC_WARN_UNUSED_RESULT;
MarbrePosting *marbre_posting_copy     (const MarbrePosting *self) G_GNUC_WARN_UNUSED_RESULT;
void           marbre_posting_free     (MarbrePosting       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbrePosting, marbre_posting_free)

/**
 * MarbreUpload:
 *
 * A picture of the media store that a site has already.
 */
typedef struct
{
  char *site_id;    /* (owned) */
  char *media_name; /* (owned): name in the media store */
  char *remote_id;  /* (owned): as the site names it, "" where it has no id */
  char *url;        /* (owned): where the site serves it */
} MarbreUpload;

#define MARBRE_TYPE_UPLOAD (marbre_upload_get_type ())
GType         marbre_upload_get_type (void);
MarbreUpload *marbre_upload_new      (const char         *site_id,
                                      const char         *media_name,
                                      const char         *remote_id,
                                      const char         *url) G_GNUC_WARN_UNUSED_RESULT;
MarbreUpload *marbre_upload_copy     (const MarbreUpload *self) G_GNUC_WARN_UNUSED_RESULT;
void          marbre_upload_free     (MarbreUpload       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreUpload, marbre_upload_free)

G_END_DECLS
