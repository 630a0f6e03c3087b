/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of the posts of one page: new ones are written together, changed ones replace the
 * story unless it was written here, and what the outbox is sending is left to it.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-compat.h"
#include "marbre-pictures.h"
#include "marbre-story-digest.h"
#include "marbre-sync-private.h"
#include "marbre-tag-book.h"

#define AT_THEIR_END                                                                               \
  (MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_DONE) |                                                  \
   MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_CANCELLED))

/* A post's story under the id that it has in the archive. */
static MarbreStory *
with_id (MarbreStory *story, const char *id)
{
  MarbreStory *copy = marbre_story_new_with_id (id);

  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    marbre_story_set_text (copy, (MarbreField) i, marbre_story_get_text (story, (MarbreField) i));
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    marbre_story_set_time (copy, (MarbreMoment) i, marbre_story_get_time (story, (MarbreMoment) i));
  marbre_story_set_tags (copy, marbre_story_get_tags (story));
  marbre_story_set_lead_image (copy, marbre_story_get_lead_image (story));
  marbre_story_set_url (copy, marbre_story_get_url (story));
  return copy;
}

/* What the site does not keep stays as it is here. */
static void
keep_ours (MarbreStory *ours, MarbreStory *theirs)
{
  static const MarbreMoment moments[] = { MARBRE_MOMENT_CREATED, MARBRE_MOMENT_EMBARGO_UNTIL };

  if (*marbre_story_get_text (ours, MARBRE_FIELD_LANGUAGE))
    marbre_story_set_text (theirs, MARBRE_FIELD_LANGUAGE,
                           marbre_story_get_text (ours, MARBRE_FIELD_LANGUAGE));
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    marbre_story_set_time (theirs, moments[i], marbre_story_get_time (ours, moments[i]));
  marbre_story_set_state (theirs, marbre_story_get_state (ours));
}

/* Under the newsroom's names, as the archive writes them: what is written is what is compared at
 * the next sync. */
static gboolean
resolve_tags (MarbreSync *self, MarbreStory *story, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) tags = marbre_tag_book_resolve_sync (
      self->archive, marbre_story_get_tags (story), cancellable, error);

  if (tags == NULL)
    return FALSE;
  marbre_story_set_tags (story, (const char *const *) tags);
  return TRUE;
}

/* What a posting says of a post. */
static gboolean
fill_posting (MarbreSync *self,
              MarbrePosting *posting,
              MarbreRemotePost *post,
              MarbreStory *story,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *digest = NULL;

  if (!resolve_tags (self, story, cancellable, error))
    return FALSE;
  digest = marbre_story_digest (story);
  marbre_set_str (&posting->remote_id, marbre_remote_post_get_remote_id (post));
  marbre_set_str (&posting->url, marbre_remote_post_get_url (post));
  marbre_set_str (&posting->version, marbre_remote_post_get_version (post));
  marbre_set_str (&posting->status, marbre_remote_post_get_status (post));
  marbre_set_str (&posting->published_hash, digest);
  marbre_set_str (&posting->base_body, marbre_story_get_text (story, MARBRE_FIELD_BODY));
  posting->published = marbre_story_get_time (story, MARBRE_MOMENT_PUBLISHED);
  posting->pinned = marbre_remote_post_get_pinned (post);
  marbre_set_str (&posting->password, marbre_remote_post_get_password (post));
  return TRUE;
}

/* A new story, as it is to be written. */
static MarbreFetched *
make_fetched (MarbreSync *self, MarbreRemotePost *post, GCancellable *cancellable, GError **error)
{
  MarbreStory *story = marbre_remote_post_get_story (post);
  g_autoptr (MarbrePosting) posting =
      marbre_posting_new (marbre_story_get_id (story), marbre_site_get_id (self->site));

  marbre_story_set_state (story, MARBRE_STORY_ARCHIVED);
  return fill_posting (self, posting, post, story, cancellable, error)
             ? marbre_fetched_new (posting, story)
             : NULL;
}

static gboolean
renew (MarbreSync *self,
       MarbrePosting *posting,
       MarbreRemotePost *post,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (MarbreStory) ours =
      marbre_archive_load_story_sync (self->archive, posting->story_id, cancellable, error);
  g_autoptr (MarbreStory) theirs = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *digest = NULL;

  if (ours == NULL)
    return FALSE;
  digest = marbre_story_digest (ours);
  /* If ours is kept the posting keeps the version that it is based on: sending it will stop. */
  if (!g_str_equal (digest, posting->published_hash))
    {
      self->report.kept++;
      return TRUE;
    }
  theirs = with_id (marbre_remote_post_get_story (post), posting->story_id);
  keep_ours (ours, theirs);
  if (!marbre_pictures_restore (self->archive, posting->site_id, ours, theirs, cancellable, error))
    return FALSE;
  if (!fill_posting (self, posting, post, theirs, cancellable, error))
    return FALSE;
  if (marbre_archive_replace_story_sync (self->archive, posting, theirs, ours, cancellable,
                                         &failure))
    {
      self->report.updated++;
      return TRUE;
    }
  /* Somebody wrote while the pictures came. */
  if (g_error_matches (failure, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_BUSY))
    {
      self->report.kept++;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Whether a post without a posting is one that the outbox makes just now, or had made when the
 * program ended: its posting comes from there, and a second story of it would prevent that. */
static gboolean
is_underway (MarbreSync *self, MarbreRemotePost *post)
{
  const char *remote_id = marbre_remote_post_get_remote_id (post);
  const char *client_ref = marbre_remote_post_get_client_ref (post);

  /* A draft that still has a reference for a slug is being filled, if not by us. */
  if (g_str_equal (marbre_remote_post_get_status (post), "draft") && *client_ref != '\0')
    return TRUE;
  for (guint i = 0; i < self->underway->len; i++)
    {
      const MarbreOutboxRow *row = g_ptr_array_index (self->underway, i);

      if (g_str_equal (row->site_id, marbre_site_get_id (self->site)) &&
          (g_str_equal (row->remote_id, remote_id) ||
           (*client_ref != '\0' && g_str_equal (row->client_ref, client_ref))))
        return TRUE;
    }
  return FALSE;
}

/* Takes a post. New ones are only put with the @fetched. */
static gboolean
take (MarbreSync *self,
      MarbreRemotePost *post,
      GHashTable *known,
      GPtrArray *fetched,
      GCancellable *cancellable,
      GError **error)
{
  MarbrePosting *posting = g_hash_table_lookup (known, marbre_remote_post_get_remote_id (post));
  MarbreFetched *new;

  if (posting == NULL)
    {
      if (is_underway (self, post))
        return TRUE;
      new = make_fetched (self, post, cancellable, error);
      if (new)
        g_ptr_array_add (fetched, new);
      return new != NULL;
    }
  if (*posting->version != '\0' &&
      g_str_equal (posting->version, marbre_remote_post_get_version (post)) &&
      g_str_equal (posting->status, marbre_remote_post_get_status (post)))
    {
      self->report.unchanged++;
      return TRUE;
    }
  return renew (self, posting, post, cancellable, error);
}

/* One by one, when they cannot be written together because of one of them. */
static gboolean
write_singly (MarbreSync *self,
              GPtrArray *fetched,
              const char *mark,
              GCancellable *cancellable,
              GError **error)
{
  const char *site_id = marbre_site_get_id (self->site);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; i < fetched->len; i++)
    {
      const MarbreFetched *one = g_ptr_array_index (fetched, i);
      g_autoptr (GError) failure = NULL;

      if (marbre_archive_put_posting_sync (self->archive, one->posting, one->story, cancellable,
                                           &failure))
        self->report.added++;
      else if (g_error_matches (failure, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID))
        self->report.skipped++;
      else
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return marbre_archive_put_fetched_sync (self->archive, site_id, none, mark, FALSE, cancellable,
                                          error);
}

static gboolean
write_fetched (MarbreSync *self,
               GPtrArray *fetched,
               const char *mark,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (fetched->len == 0 && mark == NULL)
    return TRUE;
  if (marbre_archive_put_fetched_sync (self->archive, marbre_site_get_id (self->site), fetched,
                                       mark, FALSE, cancellable, &failure))
    {
      self->report.added += fetched->len;
      return TRUE;
    }
  if (g_error_matches (failure, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID))
    return write_singly (self, fetched, mark, cancellable, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The postings of the posts, as far as there are any. A post that a page has twice counts once. */
static GHashTable *
match (MarbreSync *self, GPtrArray *posts, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < posts->len;)
    {
      const char *id = marbre_remote_post_get_remote_id (g_ptr_array_index (posts, i));

      if (!g_hash_table_contains (seen, id))
        {
          g_hash_table_add (seen, (gpointer) id);
          g_ptr_array_add (ids, (gpointer) id);
          i++;
        }
      else
        g_ptr_array_remove_index (posts, i);
    }
  g_ptr_array_add (ids, NULL);
  return marbre_archive_match_postings_sync (self->archive, marbre_site_get_id (self->site),
                                             (const char *const *) ids->pdata, cancellable, error);
}

/**
 * marbre_sync_take:
 * @posts: (inout) (element-type MarbreRemotePost): a page
 * @mark: (nullable): how far the list is read with them, kept when they are
 * @cancellable: (nullable): stops it between posts; what is written stays
 * @error: the archive's
 *
 * Takes a page of posts into the archive.
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_sync_take (MarbreSync *self,
                  GPtrArray *posts,
                  const char *mark,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GPtrArray) fetched =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_fetched_free);
  g_autoptr (GHashTable) known = NULL;

  /* After the page came and before its postings are looked up: what ends in between is found. */
  g_clear_pointer (&self->underway, g_ptr_array_unref);
  self->underway =
      marbre_archive_list_outbox_sync (self->archive, ~AT_THEIR_END, cancellable, error);
  known = self->underway ? match (self, posts, cancellable, error) : NULL;
  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < posts->len; i++)
    if (!take (self, g_ptr_array_index (posts, i), known, fetched, cancellable, error))
      return FALSE;
  return write_fetched (self, fetched, mark, cancellable, error);
}
