/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The library against a real archive: shelves, a search on all of them, pages, and the trash.
 */
#include "config.h"

#include <adwaita.h>

#include "marbre-library.h"
#include "marbre-story-row.h"
#include "scene.h"

typedef struct
{
  Scene scene;
  GtkWidget *window; /* (owned by GTK) */
  MarbreLibrary *library;
  GListModel *rows;
  char *activated; /* (owned) (nullable): the story that was asked for last */
} Fixture;

static void
activated_cb (Fixture *fixture, const char *id)
{
  g_free (fixture->activated);
  fixture->activated = g_strdup (id);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  scene_set_up (&fixture->scene);
  fixture->library = g_object_new (MARBRE_TYPE_LIBRARY, NULL);
  g_signal_connect_swapped (fixture->library, "story-activated", G_CALLBACK (activated_cb),
                            fixture);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 340, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->library));
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->rows = G_LIST_MODEL (gtk_list_view_get_model (
      GTK_LIST_VIEW (scene_find (GTK_WIDGET (fixture->library), GTK_TYPE_LIST_VIEW))));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  scene_tear_down (&fixture->scene);
  g_free (fixture->activated);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (fixture->rows);
}

static char *
headline_at (Fixture *fixture, guint position)
{
  g_autoptr (MarbreSummary) summary = g_list_model_get_item (fixture->rows, position);

  return g_strdup (marbre_summary_get_headline (summary));
}

static void
press (Fixture *fixture, const char *label)
{
  GtkWidget *button = scene_find_button (GTK_WIDGET (fixture->library), label);

  g_assert_nonnull (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static GtkEditable *
search_entry (Fixture *fixture)
{
  return GTK_EDITABLE (scene_find (GTK_WIDGET (fixture->library), GTK_TYPE_SEARCH_ENTRY));
}

static const char *
shown_child (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (
      GTK_STACK (scene_find (GTK_WIDGET (fixture->library), GTK_TYPE_STACK)));
}

static void
test_shelves (Fixture *fixture, gconstpointer data)
{
  g_autofree char *draft =
      scene_add_story (&fixture->scene, "Brouillon", "Un.", MARBRE_STORY_DRAFT);
  g_autofree char *archived =
      scene_add_story (&fixture->scene, "Archive", "Deux.", MARBRE_STORY_ARCHIVED);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  marbre_library_set_archive (fixture->library, fixture->scene.archive);
  scene_wait_until (count (fixture) == 1);
  first = headline_at (fixture, 0);
  g_assert_cmpstr (first, ==, "Brouillon");

  press (fixture, "Published");
  scene_wait_until (count (fixture) == 0);
  g_assert_cmpstr (shown_child (fixture), ==, "empty");

  press (fixture, "Archive");
  scene_wait_until (count (fixture) == 1);
  second = headline_at (fixture, 0);
  g_assert_cmpstr (second, ==, "Archive");
  g_assert_cmpstr (shown_child (fixture), ==, "list");
}

/* Whether the list has that story. */
static gboolean
lists (Fixture *fixture, const char *id)
{
  for (guint i = 0; i < count (fixture); i++)
    {
      g_autoptr (MarbreSummary) summary = g_list_model_get_item (fixture->rows, i);

      if (g_str_equal (marbre_summary_get_id (summary), id))
        return TRUE;
    }
  return FALSE;
}

static void
test_search_looks_on_every_shelf (Fixture *fixture, gconstpointer data)
{
  g_autofree char *draft =
      scene_add_story (&fixture->scene, "La rade", "Un chantier.", MARBRE_STORY_DRAFT);
  g_autofree char *archived =
      scene_add_story (&fixture->scene, "Le chantier", "Deux.", MARBRE_STORY_ARCHIVED);
  g_autofree char *other =
      scene_add_story (&fixture->scene, "Le concert", "Trois.", MARBRE_STORY_DRAFT);

  marbre_library_set_archive (fixture->library, fixture->scene.archive);
  scene_wait_until (count (fixture) == 2);
  gtk_editable_set_text (search_entry (fixture), "archivé introuvable");
  scene_wait_until (g_str_equal (shown_child (fixture), "empty"));
  gtk_editable_set_text (search_entry (fixture), "chantier");
  scene_wait_until (lists (fixture, draft) && lists (fixture, archived));
  g_assert_false (lists (fixture, other));
  g_signal_emit_by_name (search_entry (fixture), "activate");
  g_assert_nonnull (fixture->activated);
  gtk_editable_set_text (search_entry (fixture), "");
  scene_wait_until (lists (fixture, draft) && lists (fixture, other));
  g_assert_false (lists (fixture, archived));
}

/* What the library says of the search; "" if nothing. It has the style of a caption. */
static const char *
note (GtkWidget *root)
{
  const char *found = "";

  if (!gtk_widget_get_visible (root))
    return "";
  if (GTK_IS_LABEL (root) && gtk_widget_has_css_class (root, "caption") &&
      gtk_widget_get_ancestor (root, GTK_TYPE_LIST_VIEW) == NULL)
    return gtk_label_get_text (GTK_LABEL (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found[0] == '\0';
       child = gtk_widget_get_next_sibling (child))
    found = note (child);
  return found;
}

static void
test_slip_of_the_finger (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
      scene_add_story (&fixture->scene, "Le chantier", "Un.", MARBRE_STORY_ARCHIVED);

  marbre_library_set_archive (fixture->library, fixture->scene.archive);
  gtk_editable_set_text (search_entry (fixture), "chnatier ");
  scene_wait_until (lists (fixture, id));
  g_assert_cmpstr (note (GTK_WIDGET (fixture->library)), ==,
                   "Nothing was found for “chnatier”. Showing results for “chantier”.");
  gtk_editable_set_text (search_entry (fixture), "xylophone ");
  scene_wait_until (g_str_equal (shown_child (fixture), "empty"));
  g_assert_cmpstr (note (GTK_WIDGET (fixture->library)), ==, "");
  gtk_editable_set_text (search_entry (fixture), "chantier ");
  scene_wait_until (lists (fixture, id));
  g_assert_cmpstr (note (GTK_WIDGET (fixture->library)), ==, "");
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scroller = scene_find (GTK_WIDGET (fixture->library), GTK_TYPE_SCROLLED_WINDOW);

  for (int i = 0; i < 130; i++)
    {
      g_autofree char *headline = g_strdup_printf ("Article %d", i);
      g_autofree char *id = scene_add_story (&fixture->scene, headline, "Un.", MARBRE_STORY_DRAFT);
    }
  marbre_library_set_archive (fixture->library, fixture->scene.archive);
  scene_wait_until (count (fixture) == 100);
  g_signal_emit_by_name (scroller, "edge-reached", GTK_POS_BOTTOM);
  scene_wait_until (count (fixture) == 130);
}

static void
trashed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data =
      marbre_archive_trash_story_finish (MARBRE_ARCHIVE (source), result, NULL);
}

static void
test_trash (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = scene_add_story (&fixture->scene, "Un", "Un.", MARBRE_STORY_DRAFT);
  g_autofree char *second = scene_add_story (&fixture->scene, "Deux", "Deux.", MARBRE_STORY_DRAFT);
  gboolean done = FALSE;

  marbre_library_set_archive (fixture->library, fixture->scene.archive);
  scene_wait_until (count (fixture) == 2);
  marbre_archive_trash_story_async (fixture->scene.archive, first, TRUE, NULL, trashed_cb, &done);
  scene_wait_until (done && count (fixture) == 1);
  done = FALSE;
  marbre_archive_trash_story_async (fixture->scene.archive, first, FALSE, NULL, trashed_cb, &done);
  scene_wait_until (done && count (fixture) == 2);
}

static void
test_current_is_marked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = scene_add_story (&fixture->scene, "Un", "Un.", MARBRE_STORY_DRAFT);
  g_autofree char *second = scene_add_story (&fixture->scene, "Deux", "Deux.", MARBRE_STORY_DRAFT);
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (fixture->rows);

  marbre_library_set_current (fixture->library, first);
  marbre_library_set_archive (fixture->library, fixture->scene.archive);
  scene_wait_until (count (fixture) == 2);
  g_assert_cmpstr (marbre_summary_get_id (gtk_single_selection_get_selected_item (selection)), ==,
                   first);
  marbre_library_set_current (fixture->library, second);
  g_assert_cmpstr (marbre_summary_get_id (gtk_single_selection_get_selected_item (selection)), ==,
                   second);
}

/* Whether the row that shows a headline is drawn as the selected one. */
static gboolean
is_highlighted (GtkWidget *root, const char *headline)
{
  gboolean found = FALSE;

  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), headline))
    {
      GtkWidget *row = gtk_widget_get_ancestor (root, MARBRE_TYPE_STORY_ROW);

      return (gtk_widget_get_state_flags (gtk_widget_get_parent (row)) & GTK_STATE_FLAG_SELECTED) !=
             0;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = is_highlighted (child, headline);
  return found;
}

static void
save_as (Fixture *fixture, const char *id, const char *headline)
{
  g_autoptr (MarbreStory) story = marbre_story_new_with_id (id);
  g_autoptr (GError) error = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, headline);
  marbre_archive_save_story_sync (fixture->scene.archive, story, MARBRE_SAVE_NONE, NULL, &error);
  g_assert_no_error (error);
}

/* A new story is not in the archive yet: until it is, no other one is marked in its place. */
static void
test_new_story_is_marked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = scene_add_story (&fixture->scene, "Un", "Un.", MARBRE_STORY_DRAFT);
  g_autofree char *second = scene_add_story (&fixture->scene, "Deux", "Deux.", MARBRE_STORY_DRAFT);
  GtkWidget *list = GTK_WIDGET (fixture->library);

  marbre_library_set_current (fixture->library, second);
  marbre_library_set_archive (fixture->library, fixture->scene.archive);
  scene_wait_until (count (fixture) == 2 && is_highlighted (list, "Deux"));
  marbre_library_set_current (fixture->library, "new");
  g_assert_false (is_highlighted (list, "Deux"));
  save_as (fixture, second, "Deux, fini");
  scene_wait_until (count (fixture) == 2 && lists (fixture, second));
  g_assert_false (is_highlighted (list, "Deux, fini"));
  save_as (fixture, "new", "Trois");
  scene_wait_until (count (fixture) == 3 && is_highlighted (list, "Trois"));
  g_assert_false (is_highlighted (list, "Deux, fini"));
  save_as (fixture, "new", "Quatre");
  scene_wait_until (is_highlighted (list, "Quatre"));
  g_assert_false (is_highlighted (list, "Deux, fini"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func) g_test_add ("/app/library/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("shelves", test_shelves);
  ADD ("search-looks-on-every-shelf", test_search_looks_on_every_shelf);
  ADD ("slip-of-the-finger", test_slip_of_the_finger);
  ADD ("pages", test_pages);
  ADD ("trash", test_trash);
  ADD ("current-is-marked", test_current_is_marked);
  ADD ("new-story-is-marked", test_new_story_is_marked);
#undef ADD
  return g_test_run ();
}
