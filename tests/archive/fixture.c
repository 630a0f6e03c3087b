/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the archive's tests share; see fixture.h.
 */
#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>

/* Makes a folder for the archive's file. */
void
fixture_set_up (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("marbre-archive-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "archive.db", NULL);
  fixture->archive = NULL;
}

/* Opens the archive and expects that to work. */
void
fixture_open (Fixture *fixture)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GError) error = NULL;

  g_assert_null (fixture->archive);
  fixture->archive = marbre_archive_new (file);
  marbre_archive_open_sync (fixture->archive, NULL, &error);
  g_assert_no_error (error);
}

/* Closes the archive; nobody else may hold it. */
void
fixture_close (Fixture *fixture)
{
  GWeakRef ref;
  gpointer left;

  marbre_archive_close (fixture->archive);
  fixture_settle ();
  g_weak_ref_init (&ref, fixture->archive);
  g_clear_object (&fixture->archive);
  /* A thread of GTask's holds its task a moment longer than the task's answer takes to come. */
  while ((left = g_weak_ref_get (&ref)) != NULL)
    {
      g_object_unref (left);
      g_thread_yield ();
    }
  g_weak_ref_clear (&ref);
}

/* Closes and removes everything. */
void
fixture_tear_down (Fixture *fixture)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (fixture->folder == NULL)
    return; /* skipped before it began */
  if (fixture->archive != NULL)
    fixture_close (fixture);
  g_chmod (fixture->folder, 0700);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->path, g_free);
}

/* A callback for operations: keeps the result in *user_data. */
void
fixture_wait_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}

/* Runs the main context until the result is there. */
GAsyncResult *
fixture_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (result);
}

/* Runs what is ready in the main context: signals that were on their way. */
void
fixture_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* A story; @tags has commas between. */
MarbreStory *
fixture_story (const char *id,
               const char *language,
               const char *headline,
               const char *body,
               const char *tags)
{
  MarbreStory *story = marbre_story_new_with_id (id);
  g_auto (GStrv) list = g_strsplit (tags, ",", -1);

  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, language);
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, headline);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  marbre_story_set_tags (story, (const char *const *) list);
  return story;
}

/* Saves a story and expects that to work. */
void
fixture_save (Fixture *fixture, MarbreStory *story)
{
  g_autoptr (GError) error = NULL;

  marbre_archive_save_story_sync (fixture->archive, story, MARBRE_SAVE_NONE, NULL, &error);
  g_assert_no_error (error);
}

/* Lists what a text finds, from all states. */
GPtrArray *
fixture_list (Fixture *fixture, const char *text)
{
  const MarbreQuery query = { .text = text };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;
  GPtrArray *found;

  marbre_archive_list_async (fixture->archive, &query, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  found = marbre_archive_list_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
  return found;
}

/* The ids of summaries with spaces between. */
char *
fixture_ids (GPtrArray *summaries)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < summaries->len; i++)
    g_strv_builder_add (builder, marbre_summary_get_id (g_ptr_array_index (summaries, i)));
  ids = g_strv_builder_end (builder);
  return g_strjoinv (" ", ids);
}
