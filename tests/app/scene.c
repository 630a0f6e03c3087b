/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stage of app's tests; see scene.h.
 */
#include "config.h"

#include "scene.h"

#include <glib/gstdio.h>

void
scene_set_up (Scene *scene)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  scene->folder = g_dir_make_tmp ("marbre-app-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (scene->folder, "archive.db", NULL);
  file = g_file_new_for_path (path);
  scene->archive = marbre_archive_new (file);
  marbre_archive_open_sync (scene->archive, NULL, &error);
  g_assert_no_error (error);
}

/* Deletes a folder of files. */
void
scene_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

void
scene_tear_down (Scene *scene)
{
  marbre_archive_close (scene->archive);
  /* What was under way ends with "cancelled" or with an error of the closed archive. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&scene->archive);
  scene_remove (scene->folder);
  g_clear_pointer (&scene->folder, g_free);
}

/* Returns: (transfer full): the id of the new story */
char *
scene_add_story (Scene *scene, const char *headline, const char *body, MarbreStoryState state)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (GError) error = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "fr");
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, headline);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  marbre_story_set_state (story, state);
  marbre_archive_save_story_sync (scene->archive, story, MARBRE_SAVE_NONE, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (marbre_story_get_id (story));
}

MarbreStory *
scene_load_story (Scene *scene, const char *id)
{
  return marbre_archive_load_story_sync (scene->archive, id, NULL, NULL);
}

/* Returns: (transfer none) (nullable): the first widget of @type below @root */
GtkWidget *
scene_find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = scene_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Returns: (transfer none) (nullable): the first button below @root that says @label */
GtkWidget *
scene_find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = scene_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}
