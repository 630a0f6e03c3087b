/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures of a story on their way out, and back; see marbre-pictures.h.
 *
 * A picture that the site does not take (WordPress refuses SVG, an account may lack the right)
 * stays behind with a warning if it is the lead or a figure of its own: the article is worth more
 * than a picture. One in the middle of a sentence holds the article back, because the sentence may
 * need it.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-pictures.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-blocks.h"
#include "marbre-compat.h"
#include "marbre-html.h"
#include "marbre-http.h"
#include "marbre-picture-outgoing.h"
#include "marbre-remote-error.h"

struct _MarbrePictures
{
  MarbreArchive *archive;   /* (borrowed) */
  MarbreEndpoint *endpoint; /* (borrowed) */
  const char *site_id;      /* (borrowed) */
  GHashTable *uploads;      /* (owned) (element-type utf8 MarbreUpload): by name in the store */
  GHashTable *refused;      /* (owned) (element-type utf8): names that the site did not take */
  GPtrArray *warnings;      /* (owned) (element-type utf8), NULL at its end */
  char *lead_name;          /* (owned) (nullable) */
  char *lead_url;           /* (owned) (nullable) */
  char *html;               /* (owned) */
  MarbreBlocks *blocks;     /* (owned) (nullable): the body */
  GPtrArray *sent;          /* (owned) (element-type MarbreBlock): those of @blocks that go */
  GHashTable *ids;          /* (owned) (element-type utf8 utf8): the site's ids, by address */
  gsize max_bytes;          /* a larger file the site does not take, as far as is known */
};

/**
 * marbre_pictures_free:
 * @self: (transfer full): the pictures
 */
void
marbre_pictures_free (MarbrePictures *self)
{
  g_clear_pointer (&self->uploads, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_free (self->lead_name);
  g_free (self->lead_url);
  g_free (self->html);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_free (self);
}

/* Whether a source is a name in the media store, not an address. */
static gboolean
is_local (const char *src)
{
  return *src != '\0' && *src != '/' && g_uri_peek_scheme (src) == NULL;
}

/* The value of an attribute in HTML that marbre-blocks wrote: double quotes, no spaces. */
static char *
read_attribute (const char *html, const char *name)
{
  g_autofree char *start = g_strdup_printf (" %s=\"", name);
  const char *value = strstr (html, start);
  const char *end;

  if (value == NULL)
    return g_strdup ("");
  value += strlen (start);
  end = strchr (value, '"');
  return end ? marbre_html_to_text (value, end - value) : g_strdup ("");
}

static char *
read_caption (const char *html)
{
  const char *caption = strstr (html, "<figcaption>");
  const char *end = caption ? strstr (caption, "</figcaption>") : NULL;

  return end ? marbre_html_to_text (caption, end - caption) : g_strdup ("");
}

/* What a figure says of its picture, so that the site's library has it too. */
static MarbreMedia *
read_figure (const MarbreBlock *block)
{
  g_autofree char *src = read_attribute (block->html, "src");
  g_autofree char *alt = read_attribute (block->html, "alt");
  g_autofree char *caption = read_caption (block->html);

  return marbre_media_new (src, alt, g_strstrip (caption), NULL);
}

static void
warn_refused (MarbrePictures *self, const char *name, const GError *reason)
{
  g_hash_table_add (self->refused, g_strdup (name));
  g_ptr_array_insert (
      self->warnings, (int) self->warnings->len - 1,
      g_strdup_printf (_ ("The picture “%s” is not in the article: the site did not take it. (%s)"),
                       name, reason->message));
}

/* The file as it may go: without its place, and no larger than the site is known to take. */
static GBytes *
make_outgoing (MarbrePictures *self, GBytes *original, GError **error)
{
  g_autoptr (GBytes) clean = marbre_picture_outgoing_clean (original, error);

  if (clean == NULL || g_bytes_get_size (clean) <= self->max_bytes)
    return g_steal_pointer (&clean);
  return marbre_picture_outgoing_fit (clean, self->max_bytes, error);
}

/* Few sites say what they take before they refuse it. Then the picture goes once more, at most half
 * as large, as often as that is possible, and those behind it need not be refused. */
static MarbreUploaded *
send_bytes (MarbrePictures *self,
            MarbreMedia *media,
            GBytes *original,
            const char *type,
            GCancellable *cancellable,
            GError **error)
{
  for (;;)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (GBytes) bytes = make_outgoing (self, original, error);
      MarbreUploaded *uploaded;

      if (bytes == NULL)
        return NULL;
      uploaded =
          marbre_endpoint_upload_media (self->endpoint, media, bytes, type, cancellable, &failure);
      if (uploaded)
        return uploaded;
      if (!g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LARGE))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      self->max_bytes = g_bytes_get_size (bytes) / 2;
    }
}

static MarbreUpload *
send_file (MarbrePictures *self, MarbreMedia *media, GCancellable *cancellable, GError **error)
{
  const char *name = marbre_media_get_src (media);
  g_autofree char *type = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) bytes =
      marbre_archive_load_media_sync (self->archive, name, &type, cancellable, &failure);
  g_autoptr (MarbreUploaded) uploaded = NULL;
  g_autoptr (MarbreUpload) upload = NULL;

  if (g_error_matches (failure, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND))
    {
      g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                   _ ("The picture “%s” is not on this computer. Add it again, or remove it from "
                      "the story."),
                   name);
      return NULL;
    }
  if (bytes == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  uploaded = send_bytes (self, media, bytes, type ? type : "application/octet-stream", cancellable,
                         error);
  if (uploaded == NULL)
    return NULL;
  upload = marbre_upload_new (self->site_id, name, uploaded->remote_id, uploaded->url);
  /* From here on it is at the site, so it is noted even if the user cancels now. */
  if (!marbre_archive_put_upload_sync (self->archive, upload, NULL, error))
    return NULL;
  return g_steal_pointer (&upload);
}

static gboolean
upload (MarbrePictures *self,
        MarbreMedia *media,
        gboolean may_stay,
        GCancellable *cancellable,
        GError **error)
{
  const char *name = marbre_media_get_src (media);
  g_autoptr (GError) failure = NULL;
  MarbreUpload *found;

  if (!is_local (name) || g_hash_table_contains (self->uploads, name) ||
      (may_stay && g_hash_table_contains (self->refused, name)))
    return TRUE;
  found = marbre_archive_get_upload_sync (self->archive, self->site_id, name, cancellable,
                                          &failure);
  if (found == NULL && failure == NULL)
    found = send_file (self, media, cancellable, &failure);
  if (found)
    {
      g_hash_table_replace (self->uploads, g_strdup (name), found);
      return TRUE;
    }
  if (may_stay && (g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED) ||
                   g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_FORBIDDEN) ||
                   g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LARGE)))
    {
      warn_refused (self, name, failure);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static char *
note_source_cb (const char *uri, gpointer user_data)
{
  GPtrArray *sources = user_data;

  g_ptr_array_add (sources, g_strdup (uri));
  return NULL;
}

static char *
map_source_cb (const char *uri, gpointer user_data)
{
  MarbrePictures *self = user_data;
  MarbreUpload *found = g_hash_table_lookup (self->uploads, uri);

  return found ? g_strdup (found->url) : NULL;
}

static MarbreBlocks *
parse (MarbreStory *story, MarbreUriMapper map, gpointer data)
{
  return marbre_blocks_parse (marbre_story_get_text (story, MARBRE_FIELD_BODY), -1,
                              marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), map, data);
}

static gboolean
upload_body (MarbrePictures *self, MarbreStory *story, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MarbreBlocks) blocks = parse (story, note_source_cb, sources);

  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    {
      const MarbreBlock *block = marbre_blocks_get (blocks, i);
      g_autoptr (MarbreMedia) media = NULL;

      if (block->kind != MARBRE_BLOCK_FIGURE)
        continue;
      media = read_figure (block);
      if (!upload (self, media, TRUE, cancellable, error))
        return FALSE;
    }
  for (guint i = 0; i < sources->len; i++)
    {
      g_autoptr (MarbreMedia) media =
          marbre_media_new (g_ptr_array_index (sources, i), NULL, NULL, NULL);

      if (!g_hash_table_contains (self->refused, g_ptr_array_index (sources, i)) &&
          !upload (self, media, FALSE, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* The body without the figures whose picture stayed behind. */
static void
choose_blocks (MarbrePictures *self, MarbreStory *story)
{
  self->blocks = parse (story, map_source_cb, self);
  self->sent = g_ptr_array_new ();
  for (guint i = 0; i < marbre_blocks_get_length (self->blocks); i++)
    {
      const MarbreBlock *block = marbre_blocks_get (self->blocks, i);
      g_autofree char *src =
          block->kind == MARBRE_BLOCK_FIGURE ? read_attribute (block->html, "src") : NULL;

      if (*block->html != '\0' && (src == NULL || !g_hash_table_contains (self->refused, src)))
        g_ptr_array_add (self->sent, (gpointer) block);
    }
}

/* The blocks that any site can show. */
static char *
write_html (MarbrePictures *self)
{
  GString *html = g_string_new (NULL);

  for (guint i = 0; i < self->sent->len; i++)
    {
      const MarbreBlock *block = g_ptr_array_index (self->sent, i);

      if (block->kind == MARBRE_BLOCK_SITE)
        continue;
      if (html->len > 0)
        g_string_append_c (html, '\n');
      g_string_append (html, block->html);
    }
  return marbre_string_steal (html);
}

static GHashTable *
collect_ids (MarbrePictures *self)
{
  GHashTable *ids = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer upload;

  g_hash_table_iter_init (&iter, self->uploads);
  while (g_hash_table_iter_next (&iter, NULL, &upload))
    g_hash_table_insert (ids, ((MarbreUpload *) upload)->url, ((MarbreUpload *) upload)->remote_id);
  return ids;
}

/**
 * marbre_pictures_upload:
 * @archive: where the files and the list of uploads are
 * @endpoint: where they go
 * @site_id: its site
 * @story: whose pictures
 * @cancellable: (nullable): stops it between and during uploads; what is up stays noted
 * @error: why the article cannot be sent
 *
 * Sends those pictures of the media store that the site does not have yet, and writes the body's
 * HTML with the addresses that they have there.
 *
 * Returns: (transfer full) (nullable): the pictures; @archive, @endpoint and @site_id must outlive
 *   the call only
 */
MarbrePictures *
marbre_pictures_upload (MarbreArchive *archive,
                        MarbreEndpoint *endpoint,
                        const char *site_id,
                        MarbreStory *story,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (MarbrePictures) self = g_new0 (MarbrePictures, 1);
  MarbreMedia *lead = marbre_story_get_lead_image (story);

  self->archive = archive;
  self->endpoint = endpoint;
  self->site_id = site_id;
  self->max_bytes = MARBRE_HTTP_MAX_UPLOAD;
  self->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) marbre_upload_free);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->warnings, NULL);

  if (lead && !upload (self, lead, TRUE, cancellable, error))
    return NULL;
  if (!upload_body (self, story, cancellable, error))
    return NULL;
  if (lead && is_local (marbre_media_get_src (lead)))
    self->lead_name = g_strdup (marbre_media_get_src (lead));
  else if (lead)
    self->lead_url = g_strdup (marbre_media_get_src (lead));
  choose_blocks (self, story);
  self->html = write_html (self);
  self->ids = collect_ids (self);
  return g_steal_pointer (&self);
}

/**
 * marbre_pictures_get_html:
 *
 * Returns: the body as the site gets it
 */
const char *
marbre_pictures_get_html (MarbrePictures *self)
{
  return self->html;
}

/**
 * marbre_pictures_get_blocks:
 *
 * Returns: (transfer none) (element-type MarbreBlock): the body's blocks that are to be sent
 */
GPtrArray *
marbre_pictures_get_blocks (MarbrePictures *self)
{
  return self->sent;
}

/**
 * marbre_pictures_get_ids:
 *
 * Returns: (transfer none) (element-type utf8 utf8): what the site calls its pictures, by address
 */
GHashTable *
marbre_pictures_get_ids (MarbrePictures *self)
{
  return self->ids;
}

static MarbreUpload *
find_lead (MarbrePictures *self)
{
  return self->lead_name ? g_hash_table_lookup (self->uploads, self->lead_name) : NULL;
}

/**
 * marbre_pictures_get_lead_id:
 *
 * Returns: (nullable): the site's id of the lead picture
 */
const char *
marbre_pictures_get_lead_id (MarbrePictures *self)
{
  MarbreUpload *lead = find_lead (self);

  return lead ? lead->remote_id : NULL;
}

/**
 * marbre_pictures_get_lead_url:
 *
 * Returns: (nullable): the address of the lead picture
 */
const char *
marbre_pictures_get_lead_url (MarbrePictures *self)
{
  MarbreUpload *lead = find_lead (self);

  return lead ? lead->url : self->lead_url;
}

/**
 * marbre_pictures_get_warnings:
 *
 * Returns: (array zero-terminated=1): a sentence for each picture that stayed behind
 */
const char *const *
marbre_pictures_get_warnings (MarbrePictures *self)
{
  return (const char *const *) self->warnings->pdata;
}

static char *
replace_all (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  return g_strjoinv (to, parts);
}

/* One of our names in place of the address that it has at the site. */
static gboolean
restore_one (MarbreArchive *archive,
             const char *site_id,
             const char *name,
             MarbreStory *theirs,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MarbreUpload) upload = NULL;
  g_autofree char *body = NULL;
  MarbreMedia *lead = marbre_story_get_lead_image (theirs);

  if (!is_local (name))
    return TRUE;
  upload = marbre_archive_get_upload_sync (archive, site_id, name, cancellable, &failure);
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (upload == NULL || *upload->url == '\0')
    return TRUE;
  body = replace_all (marbre_story_get_text (theirs, MARBRE_FIELD_BODY), upload->url, name);
  marbre_story_set_text (theirs, MARBRE_FIELD_BODY, body);
  if (lead && g_str_equal (marbre_media_get_src (lead), upload->url))
    {
      g_autoptr (MarbreMedia) media =
          marbre_media_new (name, marbre_media_get_alt (lead), marbre_media_get_caption (lead),
                            marbre_media_get_credit (lead));

      marbre_story_set_lead_image (theirs, media);
    }
  return TRUE;
}

/**
 * marbre_pictures_restore:
 * @archive: where the list of uploads is
 * @site_id: the site
 * @ours: the story as it was sent
 * @theirs: (inout): the story as the site has it
 * @cancellable: (nullable): stops it
 * @error: why the archive could not be read
 *
 * Undoes marbre_pictures_upload(): @theirs names the pictures as @ours does.
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_pictures_restore (MarbreArchive *archive,
                         const char *site_id,
                         MarbreStory *ours,
                         MarbreStory *theirs,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MarbreBlocks) blocks = parse (ours, note_source_cb, sources);
  MarbreMedia *lead = marbre_story_get_lead_image (ours);

  if (lead)
    g_ptr_array_add (sources, g_strdup (marbre_media_get_src (lead)));
  for (guint i = 0; i < sources->len; i++)
    if (!restore_one (archive, site_id, g_ptr_array_index (sources, i), theirs, cancellable, error))
      return FALSE;
  return TRUE;
}
