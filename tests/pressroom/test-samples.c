/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sample newsroom: that all of it is there, online and in the archive, that every link and
 * picture leads somewhere, and that installing it twice, or over somebody's work, harms nothing.
 */
#include "config.h"

#include <string.h>
#include <time.h>

#include "marbre-samples.h"
#include "newsstand.h"

/* A user waits for it at the first start. It is the processor's time that is measured: the clock
 * would measure what else the machine does. */
#ifdef __SANITIZE_ADDRESS__
#define MAX_SECONDS 20.0
#else
#define MAX_SECONDS 3.0
#endif

static double
seconds_used (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

static MarbreArchive *
open_archive (Newsstand *stand)
{
  g_autofree char *path = g_build_filename (stand->folder, "archive.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  MarbreArchive *archive = marbre_archive_new (file);
  g_autoptr (GError) error = NULL;

  marbre_archive_open_sync (archive, NULL, &error);
  g_assert_no_error (error);
  return archive;
}

static void
close_archive (MarbreArchive *archive)
{
  marbre_archive_close (archive);
  g_assert_finalize_object (archive);
}

static void
install (Newsstand *stand, MarbreArchive *archive)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSite) site =
      marbre_pressroom_prepare_sync (stand->pressroom, archive, NULL, &error);

  g_assert_no_error (error);
  marbre_samples_install_sync (stand->pressroom, archive, site, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_files (const char *folder, const char *suffix)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "samples", folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, suffix);
  return n;
}

/* (transfer full): every post that the site has. */
static GPtrArray *
list_posts (Newsstand *stand)
{
  GPtrArray *posts = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint n = 100; n == 100;)
    {
      g_autofree char *query = g_strdup_printf ("q=source&limit=100&offset=%u", posts->len);
      g_autoptr (Answer) answer = newsstand_query (stand, query);
      g_autoptr (JsonObject) object = answer_get_object (answer);
      JsonArray *items = json_object_get_array_member (object, "items");

      n = json_array_get_length (items);
      for (guint i = 0; i < n; i++)
        g_ptr_array_add (posts, json_object_ref (json_object_get_object_member (
                                    json_array_get_object_element (items, i), "properties")));
    }
  return posts;
}

static void
test_installs_everything (Newsstand *stand, gconstpointer data)
{
  MarbreArchive *archive = open_archive (stand);
  const double start = seconds_used ();
  g_autoptr (GPtrArray) posts = NULL;
  guint n_stories = count_files ("fr", ".md") + count_files ("en", ".md");

  install (stand, archive);
  g_test_message ("installed in %.3f s", seconds_used () - start);
  g_assert_cmpfloat (seconds_used () - start, <, MAX_SECONDS);

  posts = list_posts (stand);
  g_assert_cmpuint (posts->len, ==, n_stories);
  for (guint i = 0; i < posts->len; i++)
    {
      JsonObject *post = g_ptr_array_index (posts, i);
      const char *url = newsstand_first (post, "url");
      g_autoptr (GError) error = NULL;
      g_autoptr (MarbreStory) story =
          marbre_archive_find_story_by_url_sync (archive, url, NULL, &error);
      g_autoptr (MarbreSite) site = marbre_pressroom_make_site (stand->pressroom);
      g_autoptr (MarbrePosting) posting = NULL;

      g_assert_no_error (error);
      g_assert_nonnull (story);
      g_assert_cmpint (marbre_story_get_state (story), ==, MARBRE_STORY_ARCHIVED);
      g_assert_cmpstr (marbre_story_get_id (story), ==, newsstand_first (post, "uid"));
      g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_SLUG), ==,
                       newsstand_first (post, "mp-slug"));
      posting = marbre_archive_get_posting_sync (archive, marbre_story_get_id (story),
                                                 marbre_site_get_id (site), NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (posting->remote_id, ==, url);
      g_assert_cmpstr (posting->version, ==, newsstand_first (post, "updated"));
      g_assert_cmpstr (posting->base_body, ==, marbre_story_get_text (story, MARBRE_FIELD_BODY));
    }
  close_archive (archive);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GPtrArray **summaries = user_data;
  g_autoptr (GError) error = NULL;

  *summaries = marbre_archive_list_finish (MARBRE_ARCHIVE (source), result, &error);
  g_assert_no_error (error);
}

static void
test_leaves_drafts_to_finish (Newsstand *stand, gconstpointer data)
{
  MarbreArchive *archive = open_archive (stand);
  const MarbreQuery query = { .states = MARBRE_STORY_STATE_BIT (MARBRE_STORY_DRAFT) };
  g_autoptr (GPtrArray) drafts = NULL;

  install (stand, archive);
  marbre_archive_list_async (archive, &query, NULL, listed_cb, &drafts);
  while (drafts == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (drafts->len, ==, count_files ("drafts", ".md"));
  for (guint i = 0; i < drafts->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MarbreStory) draft = marbre_archive_load_story_sync (
          archive, marbre_summary_get_id (g_ptr_array_index (drafts, i)), NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (strstr (marbre_story_get_text (draft, MARBRE_FIELD_BODY), "TK"));
      g_assert_null (marbre_story_get_tags (draft)[0]);
    }
  close_archive (archive);
}

static void
test_respects_what_is_there (Newsstand *stand, gconstpointer data)
{
  MarbreArchive *archive = open_archive (stand);
  g_autoptr (GPtrArray) posts = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreStory) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) removed = NULL;
  g_autofree char *removal = NULL;
  const char *uid;

  install (stand, archive);
  posts = list_posts (stand);
  removal = g_strdup_printf ("{\"action\":\"delete\",\"url\":\"%s\"}",
                             newsstand_first (g_ptr_array_index (posts, 1), "url"));
  removed = newsstand_post_json (stand, removal);
  g_assert_cmpuint (removed->status, ==, SOUP_STATUS_NO_CONTENT);
  uid = newsstand_first (g_ptr_array_index (posts, 0), "uid");
  story = marbre_archive_load_story_sync (archive, uid, NULL, &error);
  g_assert_no_error (error);
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Mon titre");
  marbre_archive_save_story_sync (archive, story, MARBRE_SAVE_NONE, NULL, &error);
  g_assert_no_error (error);

  install (stand, archive);
  again = list_posts (stand);
  after = marbre_archive_load_story_sync (archive, uid, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (marbre_story_get_text (after, MARBRE_FIELD_HEADLINE), ==, "Mon titre");
  g_assert_cmpuint (again->len, ==, posts->len - 1);
  close_archive (archive);
}

/* Follows every src and href of a page that stays on the site. */
static void
check_page (Newsstand *stand, const char *path, GHashTable *seen, GQueue *queue)
{
  g_autoptr (Answer) page = newsstand_get (stand, path);
  g_autoptr (GRegex) regex =
      g_regex_new ("(?:src|href)=\"(/[^\"]*)\"", G_REGEX_DEFAULT, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (page->status != SOUP_STATUS_OK)
    g_test_message ("%s", path);
  g_assert_cmpuint (page->status, ==, SOUP_STATUS_OK);
  if (g_strcmp0 (soup_message_headers_get_content_type (page->headers, NULL), "text/html") != 0)
    return;
  for (g_regex_match (regex, page->body, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *target = g_match_info_fetch (match, 1);

      if (!g_str_equal (target, "/micropub") && g_hash_table_add (seen, g_strdup (target)))
        g_queue_push_tail (queue, g_strdup (target));
    }
}

static void
test_has_no_dead_link (Newsstand *stand, gconstpointer data)
{
  MarbreArchive *archive = open_archive (stand);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) posts = NULL;
  GQueue queue = G_QUEUE_INIT;
  guint n_pictures = 0;
  guint n = 0;

  install (stand, archive);
  posts = list_posts (stand);
  for (guint i = 0; i < posts->len; i++)
    {
      g_autofree char *path =
          g_strdup (newsstand_first (g_ptr_array_index (posts, i), "url") + strlen (stand->url));

      if (g_hash_table_add (seen, g_strdup (path)))
        g_queue_push_tail (&queue, g_steal_pointer (&path));
    }
  g_queue_push_tail (&queue, g_strdup ("/"));
  for (char *path; (path = g_queue_pop_head (&queue)) != NULL; g_free (path), n++)
    {
      check_page (stand, path, seen, &queue);
      n_pictures += g_str_has_prefix (path, "/media/");
    }
  g_test_message ("%u pages and pictures, of these %u pictures", n, n_pictures);
  g_assert_cmpuint (n_pictures, >=, 10);
  close_archive (archive);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  NEWSSTAND_TEST ("/pressroom/samples/installs-everything", test_installs_everything);
  NEWSSTAND_TEST ("/pressroom/samples/leaves-drafts-to-finish", test_leaves_drafts_to_finish);
  NEWSSTAND_TEST ("/pressroom/samples/respects-what-is-there", test_respects_what_is_there);
  NEWSSTAND_TEST ("/pressroom/samples/has-no-dead-link", test_has_no_dead_link);
  return g_test_run ();
}
