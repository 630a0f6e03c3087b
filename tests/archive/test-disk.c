/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the disk may do to an archive: a power cut loses no save that was reported, and a full disk
 * refuses a save without harm to what is there.
 */
#include "config.h"

#include "disk.h"
#include "fixture.h"

#define N_SAVES 40

static void
expect_body (Fixture *fixture, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story =
      marbre_archive_load_story_sync (fixture->archive, "a", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BODY), ==, body);
}

/* The power goes after the nth save, for several n. */
static void
test_power_cut (void)
{
  for (guint n = 1; n <= N_SAVES; n += 13)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autofree char *body = NULL;

      fixture_set_up (&fixture);
      fixture_open (&fixture);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (MarbreStory) story = NULL;

          g_free (body);
          body = g_strdup_printf ("Version %u.\n", i);
          story = fixture_story ("a", "en", "Power", body, "");
          fixture_save (&fixture, story);
        }
      disk_cut_power ();
      g_test_expect_message ("marbre-archive", G_LOG_LEVEL_WARNING, "*not be marked as closed*");
      fixture_close (&fixture);
      g_test_assert_expected_messages ();
      disk_restore ();
      fixture_open (&fixture);
      g_assert_true (marbre_archive_was_unclean (fixture.archive));
      expect_body (&fixture, body);
    }
}

static void
test_full (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "en", "Room", "Before.\n", "");
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  fixture_save (&fixture, story);
  disk_set_full (TRUE);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "After.\n");
  g_assert_false (marbre_archive_save_story_sync (fixture.archive, story, MARBRE_SAVE_REVISION,
                                                  NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_FULL);
  expect_body (&fixture, "Before.\n");
  disk_set_full (FALSE);
  fixture_save (&fixture, story);
  expect_body (&fixture, "After.\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  disk_install ();
  g_test_add_func ("/archive/disk/power-cut", test_power_cut);
  g_test_add_func ("/archive/disk/full", test_full);
  return g_test_run ();
}
