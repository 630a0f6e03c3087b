/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Autosave against a real archive: nothing is kept of a blank story, what is written arrives, in
 * time and not at each key, a flush waits for it, and a failure is told and made good.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <gtksourceview/gtksource.h>

#include "disk.h"
#include "marbre-autosave.h"

/* A person who types without a pause: a key each so many milliseconds, for so many keys. */
#define KEY_MS 40
#define N_KEYS 80

typedef struct
{
  char *folder; /* (owned) */
  MarbreArchive *archive;
  MarbreDocument *document;
  MarbreAutosave *autosave;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("marbre-autosave-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "archive.db", NULL);
  file = g_file_new_for_path (path);
  fixture->archive = marbre_archive_new (file);
  marbre_archive_open_sync (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  fixture->document = marbre_document_new (story);
  fixture->autosave = marbre_autosave_new (fixture->archive, fixture->document, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  g_assert_finalize_object (g_steal_pointer (&fixture->autosave));
  g_clear_object (&fixture->document);
  marbre_archive_close (fixture->archive);
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
write_text (Fixture *fixture, const char *text)
{
  gtk_text_buffer_insert_at_cursor (
      GTK_TEXT_BUFFER (marbre_document_get_buffer (fixture->document)), text, -1);
}

static void
wait_for_state (Fixture *fixture, MarbreSaveState state)
{
  while (marbre_autosave_get_state (fixture->autosave) != state)
    g_main_context_iteration (NULL, TRUE);
}

static MarbreStory *
stored (Fixture *fixture)
{
  return marbre_archive_load_story_sync (
      fixture->archive, marbre_story_get_id (marbre_document_get_story (fixture->document)), NULL,
      NULL);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
flush (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  marbre_autosave_flush_async (fixture->autosave, NULL, flushed_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return marbre_autosave_flush_finish (fixture->autosave, result, error);
}

static void
test_written_is_stored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = NULL;

  g_assert_cmpint (marbre_autosave_get_state (fixture->autosave), ==, MARBRE_SAVE_STATE_NEW);
  write_text (fixture, "Il pleut sur la rade.");
  g_assert_cmpint (marbre_autosave_get_state (fixture->autosave), ==, MARBRE_SAVE_STATE_PENDING);
  wait_for_state (fixture, MARBRE_SAVE_STATE_SAVED);
  story = stored (fixture);
  g_assert_nonnull (story);
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BODY), ==, "Il pleut sur la rade.");
}

static void
test_blank_is_not_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GError) error = NULL;

  marbre_story_set_text (marbre_document_get_story (fixture->document), MARBRE_FIELD_BYLINE,
                         "Service Culture");
  g_assert_true (flush (fixture, &error));
  g_assert_no_error (error);
  story = stored (fixture);
  g_assert_null (story);
  g_assert_cmpint (marbre_autosave_get_state (fixture->autosave), ==, MARBRE_SAVE_STATE_NEW);
}

static void
test_flush_takes_what_came_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MarbreStory) story = NULL;

  write_text (fixture, "Un");
  marbre_autosave_flush_async (fixture->autosave, NULL, flushed_cb, &result);
  write_text (fixture, " deux");
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (marbre_autosave_flush_finish (fixture->autosave, result, NULL));
  story = stored (fixture);
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BODY), ==, "Un deux");
}

static void
test_failure_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_text (fixture, "Avant.");
  g_assert_true (flush (fixture, &error));
  marbre_archive_close (fixture->archive);
  write_text (fixture, " Après.");
  g_assert_false (flush (fixture, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (marbre_autosave_get_state (fixture->autosave), ==, MARBRE_SAVE_STATE_FAILED);
  g_assert_nonnull (marbre_autosave_get_error (fixture->autosave));
}

typedef struct
{
  Fixture *fixture;
  gint64 last; /* monotonic microseconds of the last save */
  gint64 longest;
  guint n_saves;
  guint n_keys;
} Typist;

static gboolean
key_cb (gpointer data)
{
  Typist *typist = data;

  write_text (typist->fixture, "e");
  return ++typist->n_keys < N_KEYS;
}

static void
story_saved_cb (MarbreArchive *archive, const char *id, gpointer data)
{
  Typist *typist = data;
  gint64 now = g_get_monotonic_time ();

  typist->longest = MAX (typist->longest, now - typist->last);
  typist->last = now;
  typist->n_saves++;
}

/* DESIGN §7: at least every two seconds while typing; but no save for each key. */
static void
test_typing_on (Fixture *fixture, gconstpointer data)
{
  Typist typist = { .fixture = fixture, .last = g_get_monotonic_time () };
  gulong id = g_signal_connect (fixture->archive, "story-changed", G_CALLBACK (story_saved_cb),
                                &typist);

  g_timeout_add (KEY_MS, key_cb, &typist);
  while (typist.n_keys < N_KEYS)
    g_main_context_iteration (NULL, TRUE);
  wait_for_state (fixture, MARBRE_SAVE_STATE_SAVED);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_handler_disconnect (fixture->archive, id);
  g_test_message ("%u saves, longest wait %d ms", typist.n_saves, (int) (typist.longest / 1000));
  g_assert_cmpint (typist.longest, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpuint (typist.n_saves, >=, 3);
  g_assert_cmpuint (typist.n_saves, <=, 10);
}

static void
count_states_cb (MarbreAutosave *autosave, GParamSpec *pspec, gpointer data)
{
  guint *seen = data;

  seen[marbre_autosave_get_state (autosave)]++;
}

/* The text waits in the window for room, says why, and does not say "saving" at each try. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  guint seen[MARBRE_SAVE_STATE_FAILED + 1] = { 0 };
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GError) error = NULL;

  write_text (fixture, "Avant.");
  g_assert_true (flush (fixture, &error));
  disk_set_full (TRUE);
  write_text (fixture, " Pendant.");
  wait_for_state (fixture, MARBRE_SAVE_STATE_FAILED);
  g_assert_error (marbre_autosave_get_error (fixture->autosave), MARBRE_ARCHIVE_ERROR,
                  MARBRE_ARCHIVE_ERROR_FULL);
  g_signal_connect (fixture->autosave, "notify::state", G_CALLBACK (count_states_cb), seen);
  write_text (fixture, " Encore.");
  g_assert_false (flush (fixture, NULL));
  g_assert_cmpuint (seen[MARBRE_SAVE_STATE_PENDING], ==, 0);
  disk_set_full (FALSE);
  wait_for_state (fixture, MARBRE_SAVE_STATE_SAVED);
  story = stored (fixture);
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BODY), ==, "Avant. Pendant. Encore.");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  gtk_source_init ();
  disk_install ();

#define ADD(name, func)                                                                            \
  g_test_add ("/app/autosave/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("written-is-stored", test_written_is_stored);
  ADD ("blank-is-not-kept", test_blank_is_not_kept);
  ADD ("flush-takes-what-came-meanwhile", test_flush_takes_what_came_meanwhile);
  ADD ("failure-is-told", test_failure_is_told);
  ADD ("typing-on", test_typing_on);
  ADD ("full-disk", test_full_disk);
#undef ADD
  return g_test_run ();
}
