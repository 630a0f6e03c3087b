/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Postings and uploads; see marbre-posting.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-posting.h"

G_DEFINE_BOXED_TYPE (MarbrePosting, marbre_posting, marbre_posting_copy, marbre_posting_free)
G_DEFINE_BOXED_TYPE (MarbreUpload, marbre_upload, marbre_upload_copy, marbre_upload_free)

static char *
copy_text (const char *text)
{
  return g_strdup (text ? text : "");
}

/**
 * marbre_posting_new:
 * @story_id: the story
 * @site_id: the site
 *
 * Returns: (transfer full): a posting of which nothing is known, all texts ""
 */
MarbrePosting *
marbre_posting_new (const char *story_id, const char *site_id)
{
  const MarbrePosting blank = { .story_id = (char *) story_id, .site_id = (char *) site_id };

  g_return_val_if_fail (story_id != NULL, NULL);
  g_return_val_if_fail (site_id != NULL, NULL);
  return marbre_posting_copy (&blank);
}

/**
 * marbre_posting_copy:
 * @self: a posting; texts that are %NULL become ""
 *
 * Returns: (transfer full): the same
 */
MarbrePosting *
marbre_posting_copy (const MarbrePosting *self)
{
  MarbrePosting *copy = g_new0 (MarbrePosting, 1);

  copy->story_id = copy_text (self->story_id);
  copy->site_id = copy_text (self->site_id);
  copy->remote_id = copy_text (self->remote_id);
  copy->url = copy_text (self->url);
  copy->version = copy_text (self->version);
  copy->status = copy_text (self->status);
  copy->client_ref = copy_text (self->client_ref);
  copy->published_hash = copy_text (self->published_hash);
  copy->base_body = copy_text (self->base_body);
  copy->published = self->published;
  copy->pinned = self->pinned;
  copy->password = copy_text (self->password);
  return copy;
}

/**
 * marbre_posting_free:
 * @self: (transfer full) (nullable): a posting
 */
void
marbre_posting_free (MarbrePosting *self)
{
  if (self == NULL)
    return;
  g_free (self->story_id);
  g_free (self->site_id);
  g_free (self->remote_id);
  g_free (self->url);
  g_free (self->version);
  g_free (self->status);
  g_free (self->client_ref);
  g_free (self->published_hash);
  g_free (self->base_body);
  g_free (self->password);
  g_free (self);
}

/**
 * marbre_upload_new:
 * @site_id: the site
 * @media_name: the picture's name in the media store
 * @remote_id: (nullable): the site's id of it
 * @url: (nullable): where the site serves it
 *
 * Returns: (transfer full): an upload
 */
MarbreUpload *
marbre_upload_new (const char *site_id,
                   const char *media_name,
                   const char *remote_id,
                   const char *url)
{
  MarbreUpload *self = g_new0 (MarbreUpload, 1);

  self->site_id = copy_text (site_id);
  self->media_name = copy_text (media_name);
  self->remote_id = copy_text (remote_id);
  self->url = copy_text (url);
  return self;
}

/**
 * marbre_upload_copy:
 *
 * Returns: (transfer full): the same
 */
MarbreUpload *
marbre_upload_copy (const MarbreUpload *self)
{
  return marbre_upload_new (self->site_id, self->media_name, self->remote_id, self->url);
}

/**
 * marbre_upload_free:
 * @self: (transfer full) (nullable): an upload
 */
void
marbre_upload_free (MarbreUpload *self)
{
  if (self == NULL)
    return;
  g_free (self->site_id);
  g_free (self->media_name);
  g_free (self->remote_id);
  g_free (self->url);
  g_free (self);
}
