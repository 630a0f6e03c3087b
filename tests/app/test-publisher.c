/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Publishing as the window sees it, in a newsroom with its embedded site: a story that is online is
 * updated and has an address, another is not and has none, and the dialog sends a story on its way.
 */
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "marbre-checks.h"
#include "marbre-publish-choice.h"
#include "marbre-publish-dialog.h"
#include "marbre-publisher.h"
#include "marbre-time.h"
#include "scene.h"

typedef struct
{
  char *folder; /* (owned) */
  MarbreNewsroom *newsroom;
  MarbrePublisher *publisher;
  GtkWidget *parent; /* (owned by GTK) */
  char *done;        /* (owned) (nullable): the address that "done" told */
  guint changes;     /* how often "changed" was told */
} Fixture;

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
changed_cb (Fixture *fixture)
{
  fixture->changes++;
}

static void
done_cb (Fixture *fixture, const char *text, const char *url)
{
  g_free (fixture->done);
  fixture->done = g_strdup (url);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.marbre.Marbre");
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("marbre-publisher-XXXXXX", &error);
  g_assert_no_error (error);
  folder = g_file_new_for_path (fixture->folder);
  fixture->newsroom = marbre_newsroom_new (folder);
  marbre_newsroom_open_async (fixture->newsroom, NULL, result_cb, &result);
  scene_wait_until (result != NULL);
  marbre_newsroom_open_finish (fixture->newsroom, result, &error);
  g_assert_no_error (error);
  g_assert_true (marbre_newsroom_is_first_start (fixture->newsroom));

  fixture->parent = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (fixture->parent));
  fixture->publisher = marbre_publisher_new (fixture->newsroom, settings);
  g_signal_connect_swapped (fixture->publisher, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect_swapped (fixture->publisher, "done", G_CALLBACK (done_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->publisher);
  gtk_window_destroy (GTK_WINDOW (fixture->parent));
  marbre_newsroom_close (fixture->newsroom);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->newsroom);
  scene_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->done);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GPtrArray **) user_data = marbre_archive_list_finish (MARBRE_ARCHIVE (source), result, NULL);
}

/* Returns: (transfer full): the newest sample in that state */
static MarbreStory *
sample (Fixture *fixture, MarbreStoryState state)
{
  MarbreArchive *archive = marbre_newsroom_get_archive (fixture->newsroom);
  const MarbreQuery query = { .states = MARBRE_STORY_STATE_BIT (state), .limit = 1 };
  g_autoptr (GPtrArray) rows = NULL;

  marbre_archive_list_async (archive, &query, NULL, listed_cb, &rows);
  scene_wait_until (rows != NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  return marbre_archive_load_story_sync (
      archive, marbre_summary_get_id (g_ptr_array_index (rows, 0)), NULL, NULL);
}

static void
look_at (Fixture *fixture, MarbreStory *story)
{
  guint before = fixture->changes;

  marbre_publisher_set_story (fixture->publisher, story);
  scene_wait_until (fixture->changes > before);
}

static void
test_online_or_not (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) draft = sample (fixture, MARBRE_STORY_DRAFT);
  g_autoptr (MarbreStory) archived = sample (fixture, MARBRE_STORY_ARCHIVED);

  look_at (fixture, archived);
  g_assert_true (marbre_publisher_is_online (fixture->publisher));
  g_assert_cmpstr (marbre_publisher_get_url (fixture->publisher), !=, "");
  look_at (fixture, draft);
  g_assert_false (marbre_publisher_is_online (fixture->publisher));
  g_assert_cmpstr (marbre_publisher_get_url (fixture->publisher), ==, "");
}

/* Two stories in quick succession: what is said is of the second. */
static void
test_late_answer_is_of_the_other (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) draft = sample (fixture, MARBRE_STORY_DRAFT);
  g_autoptr (MarbreStory) archived = sample (fixture, MARBRE_STORY_ARCHIVED);

  marbre_publisher_set_story (fixture->publisher, archived);
  look_at (fixture, draft);
  g_assert_false (marbre_publisher_is_online (fixture->publisher));
}

static GtkWindow *
dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = g_list_model_get_n_items (windows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (MARBRE_IS_PUBLISH_DIALOG (window))
        return window;
    }
  return NULL;
}

static void
test_dialog_sends_the_story (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) draft = sample (fixture, MARBRE_STORY_DRAFT);
  GtkWidget *accept;

  look_at (fixture, draft);
  marbre_publisher_present (fixture->publisher, GTK_WINDOW (fixture->parent), draft, NULL,
                            "publish");
  scene_wait_until (dialog () != NULL);
  accept = gtk_window_get_default_widget (dialog ());
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (accept)), ==, "_Publish");
  g_assert_true (gtk_widget_get_sensitive (accept));
  g_signal_emit_by_name (accept, "clicked");
  scene_wait_until (fixture->done != NULL &&
                    marbre_publisher_is_online (fixture->publisher));
  g_assert_cmpstr (fixture->done, !=, "");
  g_assert_null (dialog ());

  marbre_publisher_present (fixture->publisher, GTK_WINDOW (fixture->parent), draft, NULL,
                            "publish");
  scene_wait_until (dialog () != NULL);
  accept = gtk_window_get_default_widget (dialog ());
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (accept)), ==, "_Update");
  gtk_window_destroy (dialog ());
}

static void
chosen_cb (MarbrePublisher *publisher, const MarbreCheck *check, gpointer data)
{
  g_assert_null (*(char **) data);
  *(char **) data = g_strdup (check->id);
}

static GtkListBoxRow *
find_check_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_ACTION_ROW (root) &&
      strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) != NULL)
    return GTK_LIST_BOX_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkListBoxRow *found = find_check_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A finding leads to its place instead of to readers. */
static void
test_finding_leads_to_its_place (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) draft = sample (fixture, MARBRE_STORY_DRAFT);
  g_autofree char *chosen = NULL;

  g_signal_connect (fixture->publisher, "check-chosen", G_CALLBACK (chosen_cb), &chosen);
  marbre_story_set_text (draft, MARBRE_FIELD_STANDFIRST, "");
  marbre_publisher_present (fixture->publisher, GTK_WINDOW (fixture->parent), draft, NULL,
                            "publish");
  scene_wait_until (dialog () != NULL);
  g_signal_emit_by_name (find_check_row (GTK_WIDGET (dialog ()), "no standfirst"), "activate");
  scene_wait_until (chosen != NULL);
  g_assert_cmpstr (chosen, ==, "standfirst-missing");
  g_assert_null (dialog ());
  g_assert_null (fixture->done);
}

/* Under embargo a story may be scheduled for after it, and handed over as a draft, but not
 * published. */
static void
test_embargo (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *status;
    int hours;
    gboolean allowed;
  } cases[] = {
    { "publish", 1, FALSE }, { "draft", 1, TRUE }, { "future", 1, TRUE }, { "future", 72, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MarbreStory) draft = sample (fixture, MARBRE_STORY_DRAFT);
      GtkWidget *accept;

      marbre_story_set_time (draft, MARBRE_MOMENT_EMBARGO_UNTIL,
                             marbre_time_now () + cases[i].hours * 3600);
      marbre_story_set_time (draft, MARBRE_MOMENT_PUBLISH_AT, marbre_time_now () + 24 * 3600);
      marbre_publisher_present (fixture->publisher, GTK_WINDOW (fixture->parent), draft, NULL,
                                cases[i].status);
      scene_wait_until (dialog () != NULL);
      accept = gtk_window_get_default_widget (dialog ());
      g_assert_cmpint (gtk_widget_get_sensitive (accept), ==, cases[i].allowed);
      gtk_window_destroy (dialog ());
    }
}

/* What is offered is what the kind of site can do, the account may, and the story's stand lets. */
static void
test_choices (void)
{
  static const struct
  {
    const char *kind;
    int rights;
    const char *stands; /* NULL if it is not there */
    const char *choices;
  } cases[] = {
    { "wordpress", -1, NULL, "publish draft future pending private" },
    { "wordpress", -1, "draft", "publish draft future pending private trash" },
    { "wordpress", -1, "trash", "publish draft future pending private" },
    { "wordpress", MARBRE_SITE_MAY_UPLOAD, "draft", "draft pending trash" },
    { "ghost", MARBRE_SITE_MAY_PUBLISH, "publish", "publish draft future" },
    { "ghost", 0, NULL, "draft" },
    { "micropub", -1, "publish", "publish draft trash" },
    { "embedded", -1, NULL, "publish draft future" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MarbreSite) site =
          marbre_site_new (NULL, "Le Quai", cases[i].kind, "https://q.example", "https://q.example",
                           NULL);
      g_autoptr (MarbrePosting) posting =
          cases[i].stands ? marbre_posting_new ("s", marbre_site_get_id (site)) : NULL;
      g_auto (GStrv) statuses = NULL;
      g_autofree char *choices = NULL;

      if (posting)
        {
          g_free (posting->remote_id);
          posting->remote_id = g_strdup ("1");
          g_free (posting->status);
          posting->status = g_strdup (cases[i].stands);
        }
      marbre_site_set_rights (site, cases[i].rights);
      statuses = marbre_publish_choice_list (site, posting);
      choices = g_strjoinv (" ", statuses);
      g_assert_cmpstr (choices, ==, cases[i].choices);
      for (guint j = 0; statuses[j]; j++)
        {
          g_autofree char *words = marbre_publish_choice_describe (statuses[j], site, posting);

          g_assert_nonnull (strstr (words, "Le Quai"));
          g_assert_cmpstr (marbre_publish_choice_get_label (statuses[j], posting), !=, "");
        }
    }
}

/* The window may go while the checks run: nothing is asked any more. */
static void
test_gone_while_checking (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) draft = sample (fixture, MARBRE_STORY_DRAFT);

  marbre_publisher_present (fixture->publisher, GTK_WINDOW (fixture->parent), draft, NULL, NULL);
  g_object_run_dispose (G_OBJECT (fixture->publisher));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (dialog ());
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func) g_test_add ("/app/publisher/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("online-or-not", test_online_or_not);
  ADD ("late-answer-is-of-the-other", test_late_answer_is_of_the_other);
  ADD ("dialog-sends-the-story", test_dialog_sends_the_story);
  ADD ("finding-leads-to-its-place", test_finding_leads_to_its_place);
  ADD ("embargo", test_embargo);
  ADD ("gone-while-checking", test_gone_while_checking);
#undef ADD
  g_test_add_func ("/app/publisher/choices", test_choices);
  return g_test_run ();
}
