/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bar below the preview: it follows the settings, its buttons change them, everything on it has
 * a name that can be read aloud, and the page shows the face that was chosen as one types.
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "marbre-page-bar.h"
#include "marbre-template.h"

#define WATCHDOG_SEC 60

typedef struct
{
  GSettings *settings;
  GtkWidget *window;
  MarbrePreview *preview;
  MarbreLayoutStore *layouts;
  char *folder;
  GtkWidget *bar;
  guint watchdog;
} Fixture;

static gboolean
timed_out_cb (gpointer data)
{
  g_error ("nothing happened in time");
  return G_SOURCE_REMOVE;
}

static void
load_cb (const char *name,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer callback_data,
         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, callback_data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such picture");
}

static GBytes *
finish_cb (GAsyncResult *result, char **mime, gpointer data, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
add_action (GSimpleActionGroup *group, GSettings *settings, const char *key)
{
  g_autoptr (GAction) action = g_settings_create_action (settings, key);

  g_action_map_add_action (G_ACTION_MAP (group), action);
}

static void
setup (Fixture *self, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->watchdog = g_timeout_add_seconds (WATCHDOG_SEC, timed_out_cb, NULL);
  self->settings = g_settings_new ("io.github.marbre.Marbre");
  g_settings_set_string (self->settings, "layout", "magazine");
  g_settings_set_int (self->settings, "page-width", 820);
  g_settings_set_string (self->settings, "face", "article");
  g_settings_set_string (self->settings, "page-theme", "light");
  add_action (actions, self->settings, "face");
  add_action (actions, self->settings, "layout");
  add_action (actions, self->settings, "page-theme");
  add_action (actions, self->settings, "page-width");
  self->preview = MARBRE_PREVIEW (marbre_preview_new (load_cb, finish_cb, NULL));
  self->folder = g_dir_make_tmp ("marbre-page-bar-XXXXXX", NULL);
  self->layouts = marbre_layout_store_new (self->folder);
  self->bar = marbre_page_bar_new (self->settings, self->preview, self->layouts);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->preview));
  gtk_box_append (GTK_BOX (box), self->bar);
  self->window = gtk_window_new ();
  gtk_widget_insert_action_group (self->window, "win", G_ACTION_GROUP (actions));
  gtk_window_set_child (GTK_WINDOW (self->window), box);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
teardown (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->settings);
  g_clear_object (&self->layouts);
  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_source_remove (self->watchdog);
}

/* The toggle button for screens of @width. */
static GtkWidget *
find_button (GtkWidget *widget, int width)
{
  GtkWidget *found = NULL;

  if (GTK_IS_TOGGLE_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "win.page-width") == 0 &&
      g_variant_get_int32 (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget))) ==
          width)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, width);
  return found;
}

/* The menu button whose entries activate @action. */
static GtkMenuButton *
find_menu (GtkWidget *bar, const char *action)
{
  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_first_child (bar));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      g_autoptr (GMenuModel) section = NULL;
      g_autofree char *name = NULL;

      if (!GTK_IS_MENU_BUTTON (child))
        continue;
      section = g_menu_model_get_item_link (
          gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (child)), 0, G_MENU_LINK_SECTION);
      g_menu_model_get_item_attribute (section, 0, G_MENU_ATTRIBUTE_ACTION, "s", &name);
      if (g_strcmp0 (name, action) == 0)
        return GTK_MENU_BUTTON (child);
    }
  g_assert_not_reached ();
}

static const char *
get_label (GtkMenuButton *menu)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_menu_button_get_child (menu));

  return gtk_label_get_text (GTK_LABEL (label));
}

static void
test_settings (Fixture *self, gconstpointer data)
{
  GtkMenuButton *menu = find_menu (self->bar, "win.layout");

  g_assert_cmpstr (marbre_preview_get_template (self->preview), ==, "magazine");
  g_assert_cmpint (marbre_preview_get_page_width (self->preview), ==, 820);
  g_assert_cmpstr (get_label (menu), ==, "Magazine");
  gtk_test_accessible_assert_property (menu, GTK_ACCESSIBLE_PROPERTY_LABEL, "Layout: Magazine");

  gtk_widget_activate_action (self->bar, "win.layout", "s", "depeche");
  gtk_widget_activate_action (self->bar, "win.page-width", "i", 390);
  g_assert_cmpstr (marbre_preview_get_template (self->preview), ==, "depeche");
  g_assert_cmpint (marbre_preview_get_page_width (self->preview), ==, 390);
  g_assert_cmpstr (get_label (menu), ==, "Dépêche");
}

/* Only the article has a layout to choose. */
static void
test_face (Fixture *self, gconstpointer data)
{
  GtkMenuButton *menu = find_menu (self->bar, "win.face");
  GMenuModel *model = gtk_menu_button_get_menu_model (menu);
  g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, 0, G_MENU_LINK_SECTION);

  g_assert_cmpint (g_menu_model_get_n_items (section), ==, MARBRE_N_FACES);
  for (int i = MARBRE_N_FACES - 1; i >= 0; i--)
    {
      g_autofree char *target = NULL;
      g_autofree char *label = NULL;
      g_autofree char *aloud = NULL;

      g_menu_model_get_item_attribute (section, i, G_MENU_ATTRIBUTE_TARGET, "s", &target);
      g_menu_model_get_item_attribute (section, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      g_assert_cmpstr (target, ==, marbre_face_get_name ((MarbreFace) i));
      gtk_widget_activate_action (self->bar, "win.face", "s", target);
      g_assert_cmpint (marbre_preview_get_face (self->preview), ==, i);
      g_assert_cmpstr (get_label (menu), ==, label);
      aloud = g_strdup_printf ("Shown as: %s", label);
      gtk_test_accessible_assert_property (menu, GTK_ACCESSIBLE_PROPERTY_LABEL, aloud);
      g_assert_cmpint (
          gtk_widget_get_visible (GTK_WIDGET (find_menu (self->bar, "win.layout"))), ==,
          i == MARBRE_FACE_ARTICLE);
    }
}

static gboolean
is_dark (Fixture *self)
{
  gboolean dark;

  g_object_get (self->preview, "dark", &dark, NULL);
  return dark;
}

static void
test_theme (Fixture *self, gconstpointer data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_false (is_dark (self));
  gtk_widget_activate_action (self->bar, "win.page-theme", "s", "default");
  g_assert_true (is_dark (self));
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_false (is_dark (self));
  gtk_widget_activate_action (self->bar, "win.page-theme", "s", "dark");
  g_assert_true (is_dark (self));
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
}

/* It has room in a pane as narrow as panes get. */
static void
test_narrow (Fixture *self, gconstpointer data)
{
  int minimum;

  gtk_widget_measure (self->bar, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 350);
}

typedef struct
{
  Fixture *fixture;
  const char *expected; /* what the page is to say */
  gboolean found;
} Wait;

static void
html_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;
  g_autofree char *html =
      marbre_preview_get_html_finish (MARBRE_PREVIEW (source), result, NULL);

  wait->found = html != NULL && strstr (html, wait->expected) != NULL;
  if (!wait->found)
    marbre_preview_get_html_async (wait->fixture->preview, NULL, html_cb, wait);
}

static void
write_headline (Fixture *self, const char *headline, const char *expected)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse ("Un texte ?", -1, "fr", NULL, NULL);
  g_autoptr (MarbrePage) page = NULL;
  Wait wait = { self, expected, FALSE };

  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "fr");
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, headline);
  page = marbre_page_new (story, blocks);
  marbre_preview_set_page (self->preview, page, blocks);
  marbre_preview_get_html_async (self->preview, NULL, html_cb, &wait);
  while (!wait.found)
    g_main_context_iteration (NULL, TRUE);
}

/* Each face shows what is written, as it is written; the article comes back with its text. */
static void
test_follows_typing (Fixture *self, gconstpointer data)
{
  write_headline (self, "Un port", "<h1 class=\"headline\" data-marbre-slot=\"headline\">Un port");
  gtk_widget_activate_action (self->bar, "win.face", "s", "search");
  write_headline (self, "Un port &", "data-marbre-slot=\"search-title\">Un port &amp;</p>");
  write_headline (self, "Un port & lui", "data-marbre-slot=\"search-title\">Un port &amp; lui</p>");
  gtk_widget_activate_action (self->bar, "win.face", "s", "social");
  write_headline (self, "Un port & lui", "<dt>og:title</dt><dd>Un port &amp; lui</dd>");
  gtk_widget_activate_action (self->bar, "win.face", "s", "front");
  write_headline (self, "Deux ports", "<h3 data-marbre-slot=\"headline\">Deux ports</h3>");
  gtk_widget_activate_action (self->bar, "win.face", "s", "article");
  write_headline (self, "Trois ports", "Un texte\u202f?</p>");
}

static void
test_buttons (Fixture *self, gconstpointer data)
{
  static const int widths[] = { 0, 390, 820, 1280 };
  static const char *const names[] = { "As wide as the pane", "As on a phone", "As on a tablet",
                                       "As on a desktop" };
  GtkIconTheme *icons = gtk_icon_theme_get_for_display (gtk_widget_get_display (self->bar));

  gtk_icon_theme_add_resource_path (icons, "/io/github/marbre/Marbre/app/icons");
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *button = find_button (self->bar, widths[i]);

      g_assert_nonnull (button);
      gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, names[i]);
      g_assert_true (gtk_widget_get_focusable (button));
      g_assert_true (
          gtk_icon_theme_has_icon (icons, gtk_button_get_icon_name (GTK_BUTTON (button))));
      g_signal_emit_by_name (button, "clicked");
      g_assert_cmpint (g_settings_get_int (self->settings, "page-width"), ==, widths[i]);
      g_assert_cmpint (marbre_preview_get_page_width (self->preview), ==, widths[i]);
      for (guint k = 0; k < G_N_ELEMENTS (widths); k++)
        g_assert_cmpint (gtk_toggle_button_get_active (
                             GTK_TOGGLE_BUTTON (find_button (self->bar, widths[k]))),
                         ==, k == i);
    }
}

/* What can be chosen is what there is. */
static void
test_choices (Fixture *self, gconstpointer data)
{
  GMenuModel *menu = gtk_menu_button_get_menu_model (find_menu (self->bar, "win.layout"));
  g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SECTION);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) key = NULL;

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  key = g_settings_schema_get_key (schema, "layout");
  g_assert_cmpint (g_menu_model_get_n_items (section), ==,
                   (int) g_strv_length ((char **) marbre_template_get_names ()));
  for (int i = 0; i < g_menu_model_get_n_items (section); i++)
    {
      g_autofree char *target = NULL;
      g_autoptr (GVariant) value = NULL;

      g_menu_model_get_item_attribute (section, i, G_MENU_ATTRIBUTE_TARGET, "s", &target);
      g_assert_cmpstr (target, ==, marbre_template_get_names ()[i]);
      value = g_variant_ref_sink (g_variant_new_string (target));
      g_assert_true (g_settings_schema_key_range_check (key, value));
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/app/page-bar/settings", Fixture, NULL, setup, test_settings, teardown);
  g_test_add ("/app/page-bar/face", Fixture, NULL, setup, test_face, teardown);
  g_test_add ("/app/page-bar/theme", Fixture, NULL, setup, test_theme, teardown);
  g_test_add ("/app/page-bar/narrow", Fixture, NULL, setup, test_narrow, teardown);
  g_test_add ("/app/page-bar/follows-typing", Fixture, NULL, setup, test_follows_typing,
              teardown);
  g_test_add ("/app/page-bar/buttons", Fixture, NULL, setup, test_buttons, teardown);
  g_test_add ("/app/page-bar/choices", Fixture, NULL, setup, test_choices, teardown);
  return g_test_run ();
}
