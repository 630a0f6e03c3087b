/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sidebar's views on their own: tags as chips, suggestions that are left alone, the outline's
 * rows, and the layout of chips.
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "marbre-outline.h"
#include "marbre-sidebar.h"
#include "marbre-tags-view.h"
#include "marbre-wrap-layout.h"

typedef struct
{
  char *folder; /* (owned) */
  MarbreArchive *archive;
  GtkWidget *sidebar;
  GtkWidget *window;
} Fixture;

static void
save (Fixture *fixture, const char *headline, const char *body, const char *const *tags)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (GError) error = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, headline);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "fr");
  marbre_story_set_tags (story, tags);
  marbre_story_set_state (story, MARBRE_STORY_ARCHIVED);
  marbre_story_set_url (story, "https://example.org/a");
  marbre_archive_save_story_sync (fixture->archive, story, MARBRE_SAVE_NONE, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("marbre-sidebar-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "archive.db", NULL);
  file = g_file_new_for_path (path);
  fixture->archive = marbre_archive_new (file);
  marbre_archive_open_sync (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      save (fixture, "Hexavault pompe l’Aize",
            "Le centre de données d’Hexavault prélève l’eau de l’Aize à Lescure.",
            (const char *[]){ "centre de données", "eau", NULL });
      save (fixture, "Les Nuits de la Rade en chansons",
            "Le festival accueille trente concerts sur le port.",
            (const char *[]){ "festival", "musique", NULL });
    }
  fixture->sidebar = marbre_sidebar_new (fixture->archive);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 320, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->sidebar);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  marbre_archive_close (fixture->archive);
  g_clear_object (&fixture->archive);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static MarbreStory *
make_draft (const char *body)
{
  MarbreStory *story = marbre_story_new ();

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Hexavault, encore un centre de données");
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "fr");
  return story;
}

static void
show (Fixture *fixture, MarbreStory *story)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (
      marbre_story_get_text (story, MARBRE_FIELD_BODY), -1, "fr", NULL, NULL);

  marbre_sidebar_set_story (MARBRE_SIDEBAR (fixture->sidebar), story, blocks);
}

/* The widget below @root with that accessible name or label. */
static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (GTK_IS_BUTTON (child) &&
          g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), label) == 0)
        return child;
      found = find_button (child, label);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
note_string_cb (GtkWidget *widget, const char *text, char **note)
{
  g_free (*note);
  *note = g_strdup (text);
}

static void
test_related_and_suggestions (Fixture *fixture, gconstpointer data)
{
  GListModel *related = marbre_sidebar_get_related (MARBRE_SIDEBAR (fixture->sidebar));
  g_autoptr (MarbreStory) story =
      make_draft ("À Lescure, Hexavault veut prélever davantage d’eau dans l’Aize.");
  g_autoptr (MarbreRelated) first = NULL;
  g_autofree char *added = NULL;
  GtkWidget *button;

  show (fixture, story);
  while (g_list_model_get_n_items (related) == 0)
    g_main_context_iteration (NULL, TRUE);
  first = g_list_model_get_item (related, 0);
  g_assert_cmpstr (marbre_related_get_headline (first), ==, "Hexavault pompe l’Aize");

  while ((button = find_button (fixture->sidebar, "centre de données")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (fixture->sidebar, "tag-added", G_CALLBACK (note_string_cb), &added);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (added, ==, "centre de données");
}

static void
test_tag_is_no_longer_suggested (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = make_draft ("Hexavault et l’eau de l’Aize.");

  show (fixture, story);
  while (find_button (fixture->sidebar, "eau") == NULL)
    g_main_context_iteration (NULL, TRUE);
  {
    g_autoptr (MarbreStory) tagged = marbre_story_copy (story);

    marbre_story_add_tag (tagged, "eau");
    show (fixture, tagged);
  }
  g_assert_null (find_button (fixture->sidebar, "eau"));
}

static void
enter_tag (Fixture *fixture, GtkWidget *entry, const char *tag)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), tag);
  g_signal_emit_by_name (entry, "activate");
}

static GtkWidget *
find_entry (GtkWidget *root)
{
  GtkWidget *found = GTK_IS_ENTRY (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_entry (child);
  return found;
}

/* A suggestion with the keyboard on it stays while others come, and these follow. */
static void
test_suggestion_in_focus_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = make_draft ("Hexavault et l’eau de l’Aize.");
  GtkWidget *entry = find_entry (fixture->sidebar);
  GtkWidget *view = gtk_widget_get_ancestor (entry, MARBRE_TYPE_TAGS_VIEW);
  GtkWidget *button;

  gtk_test_widget_wait_for_draw (fixture->window);
  show (fixture, story);
  while ((button = find_button (fixture->sidebar, "eau")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_grab_focus (button));
  marbre_tags_view_set_suggestions (MARBRE_TAGS_VIEW (view), NULL);
  g_assert_true (find_button (fixture->sidebar, "eau") == button);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == button);
  gtk_widget_grab_focus (entry);
  g_assert_true (find_button (fixture->sidebar, "eau") == button); /* not while it is left */
  while (find_button (fixture->sidebar, "eau") != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_near_tag_is_asked_about (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = make_draft ("Un concert.");
  g_autofree char *added = NULL;
  GtkWidget *entry = find_entry (fixture->sidebar);
  GtkWidget *button;

  g_signal_connect (fixture->sidebar, "tag-added", G_CALLBACK (note_string_cb), &added);
  show (fixture, story);
  enter_tag (fixture, entry, "Tramway");
  while (added == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (added, ==, "Tramway");

  g_clear_pointer (&added, g_free);
  enter_tag (fixture, entry, "Festivals");
  while ((button = find_button (fixture->sidebar, "Add “Festivals” as new")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (added);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Festivals");
  g_signal_emit_by_name (find_button (fixture->sidebar, "festival"), "clicked");
  g_assert_cmpstr (added, ==, "festival");

  g_clear_pointer (&added, g_free);
  enter_tag (fixture, entry, "Festivals");
  while ((button = find_button (fixture->sidebar, "Add “Festivals” as new")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (added, ==, "Festivals");
}

static void
note_line_cb (GtkWidget *widget, guint line, guint *note)
{
  *note = line;
}

static void
test_outline (Fixture *fixture, gconstpointer data)
{
  GtkWidget *outline = g_object_ref_sink (marbre_outline_new ());
  g_autoptr (MarbreBlocks) blocks =
      marbre_blocks_parse ("Un.\n\n## Le port\n\nDeux.\n\n### La grue\n", -1, "fr", NULL, NULL);
  GtkWidget *list = gtk_widget_get_first_child (outline);
  GtkListBoxRow *row;
  guint line = 0;

  marbre_outline_set_blocks (MARBRE_OUTLINE (outline), blocks);
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 2));
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1);
  g_assert_nonnull (row);
  g_signal_connect (outline, "line-activated", G_CALLBACK (note_line_cb), &line);
  g_signal_emit_by_name (list, "row-activated", row);
  g_assert_cmpuint (line, ==, 6);
  g_assert_finalize_object (outline);
}

static void
test_wrap (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  int one_line;
  int lines;

  gtk_widget_set_layout_manager (box, g_object_new (MARBRE_TYPE_WRAP_LAYOUT, NULL));
  for (guint i = 0; i < 6; i++)
    {
      GtkWidget *child = gtk_label_new ("");

      gtk_widget_set_size_request (child, 100, 20);
      gtk_box_append (GTK_BOX (box), child);
    }
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 1000, &one_line, NULL, NULL, NULL);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 250, &lines, NULL, NULL, NULL);
  g_assert_cmpint (one_line, ==, 20);
  g_assert_cmpint (lines, ==, 3 * 20 + 2 * 6);
  g_assert_finalize_object (box);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func) g_test_add ("/sidebar/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("related-and-suggestions", test_related_and_suggestions);
  ADD ("tag-is-no-longer-suggested", test_tag_is_no_longer_suggested);
  ADD ("suggestion-in-focus-stays", test_suggestion_in_focus_stays);
  ADD ("near-tag-is-asked-about", test_near_tag_is_asked_about);
  ADD ("outline", test_outline);
  ADD ("wrap", test_wrap);
#undef ADD
  return g_test_run ();
}
