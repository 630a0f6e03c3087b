/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of remote/ share; see remote-kit.h.
 */
#include "config.h"

#include "remote-kit.h"

#include <glib/gstdio.h>
#include <string.h>

#include "marbre-memory-credentials.h"
#include "marbre-story-file.h"

void
remote_kit_init (RemoteKit *kit,
                 const char *kind,
                 const char *url,
                 const char *api,
                 const char *user,
                 const char *secret)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  kit->folder = g_dir_make_tmp ("marbre-remote-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (kit->folder, "archive.db", NULL);
  file = g_file_new_for_path (path);
  kit->archive = marbre_archive_new (file);
  marbre_archive_open_sync (kit->archive, NULL, &error);
  g_assert_no_error (error);
  kit->credentials = marbre_memory_credentials_new ();
  kit->site = marbre_site_new (NULL, "Le Journal", kind, url, api, user);
  marbre_archive_save_site_sync (kit->archive, kit->site, NULL, &error);
  g_assert_no_error (error);
  if (secret)
    marbre_credentials_store_sync (kit->credentials, marbre_site_get_id (kit->site), kind,
                                   "Le Journal", secret, NULL, &error);
  g_assert_no_error (error);
  kit->outbox = marbre_outbox_new (kit->archive, kit->credentials);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_folder (child);
      g_remove (child);
    }
}

void
remote_kit_clear (RemoteKit *kit)
{
  marbre_outbox_stop (kit->outbox);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (kit->outbox);
  marbre_archive_close (kit->archive);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (kit->archive);
  g_assert_finalize_object (kit->credentials);
  g_assert_finalize_object (kit->site);
  remove_folder (kit->folder);
  g_rmdir (kit->folder);
  g_free (kit->folder);
}

/* As after a crash: the rows are as the archive has them, nothing is remembered. */
void
remote_kit_restart (RemoteKit *kit)
{
  marbre_outbox_stop (kit->outbox);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (kit->outbox);
  kit->outbox = marbre_outbox_new (kit->archive, kit->credentials);
}

MarbreStory *
remote_kit_write_story (RemoteKit *kit, const char *headline, const char *body)
{
  MarbreStory *story = marbre_story_new ();
  g_autoptr (GError) error = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, headline);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "fr");
  marbre_archive_save_story_sync (kit->archive, story, MARBRE_SAVE_NONE, NULL, &error);
  g_assert_no_error (error);
  return story;
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Queues only: the run that publishing wakes finds a network that the test has not opened yet. */
gint64
remote_kit_queue (RemoteKit *kit, MarbreStory *story, const char *status, gint64 date)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  marbre_archive_save_story_sync (kit->archive, story, MARBRE_SAVE_NONE, NULL, &error);
  g_assert_no_error (error);
  marbre_outbox_publish_async (kit->outbox, story, kit->site, status, date, NULL, keep_result_cb,
                               &result);
  wait_for (&result);
  id = marbre_outbox_publish_finish (kit->outbox, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

MarbreOutboxRow *
remote_kit_get_row (RemoteKit *kit, gint64 row_id)
{
  g_autoptr (GError) error = NULL;
  MarbreOutboxRow *row = marbre_archive_get_outbox_sync (kit->archive, row_id, NULL, &error);

  g_assert_no_error (error);
  return row;
}

MarbreOutboxRow *
remote_kit_run (RemoteKit *kit, gint64 row_id)
{
  g_autoptr (GError) error = NULL;

  marbre_outbox_run_sync (kit->outbox, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return remote_kit_get_row (kit, row_id);
}

MarbreOutboxRow *
remote_kit_publish (RemoteKit *kit, MarbreStory *story, const char *status, gint64 date)
{
  return remote_kit_run (kit, remote_kit_queue (kit, story, status, date));
}

gboolean
remote_kit_retry (RemoteKit *kit, gint64 row_id, MarbreOutboxRetry how, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  marbre_outbox_retry_async (kit->outbox, row_id, how, NULL, keep_result_cb, &result);
  wait_for (&result);
  return marbre_outbox_retry_finish (kit->outbox, result, error);
}

gboolean
remote_kit_cancel (RemoteKit *kit, gint64 row_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  marbre_outbox_cancel_async (kit->outbox, row_id, NULL, keep_result_cb, &result);
  wait_for (&result);
  return marbre_outbox_cancel_finish (kit->outbox, result, error);
}

/* Instead of waiting for the clock. */
void
remote_kit_make_due (RemoteKit *kit, gint64 row_id)
{
  g_autoptr (MarbreOutboxRow) row = remote_kit_get_row (kit, row_id);
  g_autoptr (GError) error = NULL;

  remote_assert_row (row, MARBRE_OUTBOX_RETRY);
  row->next_attempt = 0;
  marbre_archive_update_outbox_sync (kit->archive, row, MARBRE_OUTBOX_RETRY, NULL, &error);
  g_assert_no_error (error);
}

/* One transparent pixel. */
GBytes *
remote_kit_make_png (void)
{
  static const char base64[] =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
      "AABJRU5ErkJggg==";
  gsize length;
  guchar *bytes = g_base64_decode (base64, &length);

  return g_bytes_new_take (bytes, length);
}

/* A story of data/samples as a site that takes no SVG gets it: WordPress and Ghost take none,
 * whatever it is called. (transfer full) */
MarbreStory *
remote_kit_load_sample (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *png = NULL;
  g_auto (GStrv) parts = NULL;
  MarbreStory *story;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  parts = g_strsplit (text, ".svg", -1);
  png = g_strjoinv (".png", parts);
  story = marbre_story_file_parse (png, -1, &error);
  g_assert_no_error (error);
  return story;
}

/* Puts a PNG into the archive for each picture of the samples. */
void
remote_kit_add_sample_pictures (RemoteKit *kit, const char *samples)
{
  g_autofree char *path = g_build_filename (samples, "pictures", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GBytes) png = remote_kit_make_png ();
  const char *file;

  while (dir && (file = g_dir_read_name (dir)))
    {
      g_autofree char *stem = g_strndup (file, strcspn (file, "."));
      g_autofree char *name = g_strconcat ("pictures/", stem, ".png", NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *added =
          marbre_archive_add_media_sync (kit->archive, png, "image/png", name, NULL, &error);

      g_assert_no_error (error);
    }
}
