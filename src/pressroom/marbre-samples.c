/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sample newsroom; see marbre-samples.h. Its files are data/samples, compiled into this library
 * with the pictures drawn to PNG, since a site may refuse SVG.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-samples.h"

#include "marbre-blocks.h"
#include "marbre-html.h"
#include "marbre-press-micropub.h"
#include "marbre-press-properties.h"
#include "marbre-pressroom-private.h"
#include "marbre-samples-resources.h"
#include "marbre-story-file.h"
#include "marbre-time.h"

#define ROOT     "/io/github/marbre/Marbre/samples/"
#define PICTURES "pictures/"

static GBytes *
load (const char *path, GError **error)
{
  return g_resource_lookup_data (marbre_samples_get_resource (), path,
                                 G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/* Returns: (transfer full) (nullable): the names in a folder, such as "pictures/" */
static GStrv
list (const char *folder, GError **error)
{
  g_autofree char *path = g_strconcat (ROOT, folder, NULL);

  return g_resource_enumerate_children (marbre_samples_get_resource (), path,
                                        G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/* Puts @to where the text of a story mentions the picture file @from. */
static char *
swap_pictures (const char *text, const char *pattern, const char *replacement)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);

  return g_regex_replace (regex, text, -1, 0, replacement, 0, NULL);
}

/* The files name the drawings; the newsroom has the pictures made of them. */
static void
use_drawn_pictures (MarbreStory *story)
{
  static const char drawing[] = "(?<=\\()(pictures/[a-z0-9-]+)\\.svg\\b";
  static const char lead_drawing[] = "^(pictures/[a-z0-9-]+)\\.svg$";
  g_autofree char *body =
      swap_pictures (marbre_story_get_text (story, MARBRE_FIELD_BODY), drawing, "\\1.png");
  MarbreMedia *lead = marbre_story_get_lead_image (story);

  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  if (lead != NULL)
    {
      g_autofree char *src = swap_pictures (marbre_media_get_src (lead), lead_drawing, "\\1.png");
      g_autoptr (MarbreMedia) drawn =
          marbre_media_new (src, marbre_media_get_alt (lead), marbre_media_get_caption (lead),
                            marbre_media_get_credit (lead));

      marbre_story_set_lead_image (story, drawn);
    }
}

static MarbreStory *
load_story (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (ROOT, folder, name, NULL);
  g_autoptr (GBytes) text = load (path, error);
  MarbreStory *story;

  if (text == NULL)
    return NULL;
  story = marbre_story_file_parse (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text),
                                   error);
  if (story == NULL)
    g_prefix_error (error, "%s%s: ", folder, name);
  else
    use_drawn_pictures (story);
  return story;
}

static gboolean
load_stories (GPtrArray *stories, const char *folder, GError **error)
{
  g_auto (GStrv) names = list (folder, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      MarbreStory *story = load_story (folder, names[i], error);

      if (story == NULL)
        return FALSE;
      g_ptr_array_add (stories, story);
    }
  return TRUE;
}

static char *
map_to_media (const char *uri, gpointer data)
{
  return g_str_has_prefix (uri, PICTURES) ? g_strconcat (MARBRE_PRESS_MEDIA_PATH "/", uri, NULL)
                                          : NULL;
}

static void
set_lead (MarbrePressPost *post, MarbreMedia *lead)
{
  g_autofree char *src = map_to_media (marbre_media_get_src (lead), NULL);

  marbre_press_post_set_text (post, MARBRE_PRESS_PHOTO, src);
  marbre_press_post_set_text (post, MARBRE_PRESS_PHOTO_ALT, marbre_media_get_alt (lead));
  marbre_press_post_set_text (post, MARBRE_PRESS_PHOTO_CAPTION, marbre_media_get_caption (lead));
  marbre_press_post_set_text (post, MARBRE_PRESS_PHOTO_CREDIT, marbre_media_get_credit (lead));
}

static void
set_content (MarbrePressPost *post, MarbreStory *story)
{
  const char *body = marbre_story_get_text (story, MARBRE_FIELD_BODY);
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (
      body, -1, marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), map_to_media, NULL);
  g_autofree char *html = marbre_blocks_to_html (blocks);
  g_autofree char *stored = marbre_html_sanitize (html, -1);
  g_autofree char *markdown =
      swap_pictures (body, "(?<=\\()(pictures/)", MARBRE_PRESS_MEDIA_PATH "/\\1");

  marbre_press_post_set_text (post, MARBRE_PRESS_HTML, stored);
  marbre_press_post_set_text (post, MARBRE_PRESS_MARKDOWN, markdown);
}

static MarbrePressPost *
make_post (MarbreStory *story)
{
  static const struct
  {
    MarbrePressText text;
    MarbreField field;
  } same[] = {
    { MARBRE_PRESS_SLUG, MARBRE_FIELD_SLUG },
    { MARBRE_PRESS_NAME, MARBRE_FIELD_HEADLINE },
    { MARBRE_PRESS_SUMMARY, MARBRE_FIELD_STANDFIRST },
    { MARBRE_PRESS_SECTION, MARBRE_FIELD_SECTION },
    { MARBRE_PRESS_KICKER, MARBRE_FIELD_KICKER },
    { MARBRE_PRESS_BYLINE, MARBRE_FIELD_BYLINE },
    { MARBRE_PRESS_LANGUAGE, MARBRE_FIELD_LANGUAGE },
  };
  MarbrePressPost *post = marbre_press_post_new ();

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    marbre_press_post_set_text (post, same[i].text, marbre_story_get_text (story, same[i].field));
  marbre_press_post_set_text (post, MARBRE_PRESS_UID, marbre_story_get_id (story));
  set_content (post, story);
  if (marbre_story_get_lead_image (story) != NULL)
    set_lead (post, marbre_story_get_lead_image (story));
  g_strfreev (post->tags);
  post->tags = g_strdupv ((char **) marbre_story_get_tags (story));
  post->published = marbre_story_get_time (story, MARBRE_MOMENT_PUBLISHED);
  return post;
}

/* What goes to the embedded site, and what came of it there. */
typedef struct
{
  GPtrArray *stories;      /* (borrowed) (element-type MarbreStory) */
  GPtrArray *posts;        /* (owned) (element-type MarbrePressPost): one for each story */
  MarbrePressStore *store; /* (borrowed): while the call runs */
} Edition;

static gboolean
print_pictures (MarbrePressStore *store, GError **error)
{
  g_auto (GStrv) names = list (PICTURES, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (PICTURES, names[i], NULL);
      g_autofree char *path = g_strconcat (ROOT, name, NULL);
      g_autoptr (GBytes) bytes = load (path, error);
      g_autofree char *kept =
          bytes ? marbre_press_store_add_media (store, name, "image/png", bytes, error) : NULL;

      if (kept == NULL)
        return FALSE;
    }
  return names != NULL;
}

/* A sample that is there already stays as it is, whatever was done to it. */
static gboolean
print_story (Edition *edition, MarbreStory *story, GError **error)
{
  const MarbrePressFilter filter = { .uid = marbre_story_get_id (story),
                                     .deleted_too = TRUE,
                                     .limit = 1 };
  g_autoptr (GPtrArray) found = marbre_press_store_list_posts (edition->store, &filter, error);
  g_autoptr (MarbrePressPost) post = NULL;

  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    {
      g_ptr_array_add (edition->posts, g_ptr_array_steal_index (found, 0));
      return TRUE;
    }
  post = make_post (story);
  /* As if each had been sent when it was published; the fraction keeps the versions apart. */
  post->updated = post->published * G_USEC_PER_SEC + edition->posts->len;
  if (!marbre_press_store_save_post (edition->store, post, error))
    return FALSE;
  g_ptr_array_add (edition->posts, g_steal_pointer (&post));
  return TRUE;
}

static gboolean
print_in_transaction (MarbreDatabase *database, gpointer data, GError **error)
{
  Edition *edition = data;

  if (!print_pictures (edition->store, error))
    return FALSE;
  for (guint i = 0; i < edition->stories->len; i++)
    if (!print_story (edition, g_ptr_array_index (edition->stories, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
print_edition (MarbrePress *press, gpointer data, GError **error)
{
  Edition *edition = data;

  edition->store = marbre_press_get_store (press);
  return marbre_database_transact (marbre_press_store_get_database (edition->store),
                                   print_in_transaction, edition, error);
}

/* Into the archive, with the note that the site has them already. */
static gboolean
file_pictures (MarbreArchive *archive, MarbreSite *site, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) names = list (PICTURES, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (PICTURES, names[i], NULL);
      g_autofree char *path = g_strconcat (ROOT, name, NULL);
      g_autofree char *url =
          g_strconcat (marbre_site_get_url (site), MARBRE_PRESS_MEDIA_PATH "/", name, NULL);
      g_autoptr (MarbreUpload) upload =
          marbre_upload_new (marbre_site_get_id (site), name, url, url);
      g_autoptr (GBytes) bytes = load (path, error);
      g_autofree char *kept = NULL;

      if (bytes != NULL)
        kept = marbre_archive_add_media_sync (archive, bytes, "image/png", name, cancellable,
                                              error);
      if (kept == NULL || !marbre_archive_put_upload_sync (archive, upload, cancellable, error))
        return FALSE;
    }
  return names != NULL;
}

static gboolean
archive_has (MarbreArchive *archive,
             const char *id,
             gboolean *found,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MarbreStory) story =
      marbre_archive_load_story_sync (archive, id, cancellable, &failure);

  *found = story != NULL;
  if (story == NULL &&
      !g_error_matches (failure, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static MarbrePosting *
make_posting (MarbreStory *story, MarbreSite *site, const MarbrePressPost *post)
{
  MarbrePosting *posting =
      marbre_posting_new (marbre_story_get_id (story), marbre_site_get_id (site));
  g_autofree char *path = marbre_press_post_make_path (post);

  g_free (posting->remote_id);
  g_free (posting->url);
  g_free (posting->version);
  g_free (posting->status);
  g_free (posting->client_ref);
  g_free (posting->base_body);
  posting->url = g_strconcat (marbre_site_get_url (site), path, NULL);
  posting->remote_id = g_strdup (posting->url);
  posting->version = marbre_press_properties_format_updated (post->updated);
  posting->status = g_strdup ("publish");
  posting->client_ref = g_strdup (post->texts[MARBRE_PRESS_UID]);
  posting->base_body = g_strdup (marbre_story_get_text (story, MARBRE_FIELD_BODY));
  posting->published = post->published;
  return posting;
}

static gboolean
file_published (MarbreArchive *archive,
                MarbreSite *site,
                MarbreStory *story,
                const MarbrePressPost *post,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (MarbrePosting) posting = NULL;
  gboolean found;

  if (!archive_has (archive, marbre_story_get_id (story), &found, cancellable, error) || found)
    return found;
  posting = make_posting (story, site, post);
  marbre_story_set_url (story, posting->url);
  marbre_story_set_state (story, MARBRE_STORY_ARCHIVED);
  marbre_story_set_time (story, MARBRE_MOMENT_CREATED, post->published);
  marbre_story_set_time (story, MARBRE_MOMENT_UPDATED, post->published);
  return marbre_archive_put_posting_sync (archive, posting, story, cancellable, error);
}

static gboolean
file_draft (MarbreArchive *archive, MarbreStory *story, GCancellable *cancellable, GError **error)
{
  gboolean found;

  if (!archive_has (archive, marbre_story_get_id (story), &found, cancellable, error) || found)
    return found;
  marbre_story_set_state (story, MARBRE_STORY_DRAFT);
  marbre_story_set_time (story, MARBRE_MOMENT_CREATED, marbre_time_now ());
  marbre_story_set_time (story, MARBRE_MOMENT_UPDATED, marbre_time_now ());
  return marbre_archive_save_story_sync (archive, story, MARBRE_SAVE_NONE, cancellable, error);
}

static gboolean
file_all (MarbreArchive *archive,
          MarbreSite *site,
          const Edition *edition,
          GPtrArray *drafts,
          GCancellable *cancellable,
          GError **error)
{
  if (!file_pictures (archive, site, cancellable, error))
    return FALSE;
  for (guint i = 0; i < edition->stories->len; i++)
    if (!file_published (archive, site, g_ptr_array_index (edition->stories, i),
                         g_ptr_array_index (edition->posts, i), cancellable, error))
      return FALSE;
  for (guint i = 0; i < drafts->len; i++)
    if (!file_draft (archive, g_ptr_array_index (drafts, i), cancellable, error))
      return FALSE;
  return TRUE;
}

/**
 * marbre_samples_install_sync:
 * @pressroom: where the stories are online
 * @archive: an open archive
 * @site: from marbre_pressroom_prepare_sync() or marbre_pressroom_make_site(); saved in the archive
 * @cancellable: (nullable): gives up between two stories
 * @error: of the pressroom or the archive
 *
 * Puts the sample newsroom onto the embedded site and into the archive: published stories with
 * their posting, pictures, and some drafts. What is there already is left as it is, so that doing
 * it again only completes what an interruption left out.
 *
 * Returns: %TRUE if the whole newsroom is there
 */
gboolean
marbre_samples_install_sync (MarbrePressroom *pressroom,
                             MarbreArchive *archive,
                             MarbreSite *site,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GPtrArray) stories = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) posts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_press_post_free);
  Edition edition = { .stories = stories, .posts = posts };

  g_return_val_if_fail (MARBRE_IS_PRESSROOM (pressroom), FALSE);
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), FALSE);
  g_return_val_if_fail (MARBRE_IS_SITE (site), FALSE);

  return load_stories (stories, "fr/", error) && load_stories (stories, "en/", error) &&
         load_stories (drafts, "drafts/", error) &&
         marbre_archive_save_site_sync (archive, site, cancellable, error) &&
         marbre_pressroom_call (pressroom, print_edition, &edition, error) &&
         file_all (archive, site, &edition, drafts, cancellable, error);
}
