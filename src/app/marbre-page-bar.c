/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Face, layout, light and width of the page; see marbre-page-bar.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-page-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define KEY_FACE       "face"
#define KEY_LAYOUT     "layout"
#define KEY_PAGE_THEME "page-theme"
#define KEY_PAGE_WIDTH "page-width"

struct _MarbrePageBar
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkMenuButton *face;
  GtkLabel *face_label;
  GtkMenuButton *layout;
  GtkLabel *layout_label;

  GSettings *settings;    /* (owned) */
  MarbrePreview *preview; /* (owned) */
  MarbreLayoutStore *layouts; /* (owned) */
};

G_DEFINE_FINAL_TYPE (MarbrePageBar, marbre_page_bar, GTK_TYPE_WIDGET)

/* Templates and their names, which are the same in every language. */
static const char *const layouts[][2] = {
  { "quotidien", "Quotidien" },
  { "magazine", "Magazine" },
  { "depeche", "Dépêche" },
};

/* As the menu in marbre-page-bar.ui says. */
static const char *const face_names[MARBRE_N_FACES] = {
  [MARBRE_FACE_ARTICLE] = NC_ ("face", "Article"), [MARBRE_FACE_FRONT] = NC_ ("face", "Front page"),
  [MARBRE_FACE_LIST] = NC_ ("face", "List"),       [MARBRE_FACE_SEARCH] = NC_ ("face", "Search"),
  [MARBRE_FACE_SOCIAL] = NC_ ("face", "Social"),
};

/* Says on a menu's button what is chosen; aloud with the words of what it is. */
static void
show_choice (GtkMenuButton *button, GtkLabel *label, const char *choice, const char *aloud)
{
  gtk_label_set_text (label, choice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, aloud,
                                  -1);
}

/* The layout is the article's: the other faces have a look of their own. */
static void
face_changed_cb (MarbrePageBar *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, KEY_FACE);
  g_autofree char *aloud = NULL;
  const char *label;
  MarbreFace face;

  if (!marbre_face_from_name (name, &face))
    return;
  marbre_preview_set_face (self->preview, face);
  gtk_widget_set_visible (GTK_WIDGET (self->layout), face == MARBRE_FACE_ARTICLE);
  label = g_dpgettext2 (NULL, "face", face_names[face]);
  /* TRANSLATORS: %s is where the story is shown: Article, Front page, List, Search or Social */
  aloud = g_strdup_printf (_ ("Shown as: %s"), label);
  show_choice (self->face, self->face_label, label, aloud);
}

static void
say_layout (MarbrePageBar *self, const char *name)
{
  /* TRANSLATORS: %s is a name: Quotidien, Magazine, Dépêche, or that of a site */
  g_autofree char *aloud = g_strdup_printf (_("Layout: %s"), name);

  show_choice (self->layout, self->layout_label, name, aloud);
}

static void
layout_changed_cb (MarbrePageBar *self)
{
  g_autofree char *setting = g_settings_get_string (self->settings, KEY_LAYOUT);
  MarbreLayout *own = marbre_layout_store_find (self->layouts, setting);
  g_autofree char *path = own ? marbre_layout_dup_path (own) : NULL;
  /* One of a site that is gone, or not read from the disk yet. */
  const char *layout = g_str_has_prefix (setting, MARBRE_LAYOUT_PREFIX) ? layouts[0][0] : setting;

  marbre_preview_set_layout (self->preview, path);
  if (own != NULL)
    {
      say_layout (self, marbre_layout_get_name (own));
      return;
    }
  marbre_preview_set_template (self->preview, layout);
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (g_str_equal (layouts[i][0], layout))
      say_layout (self, layouts[i][1]);
}

static void
page_width_changed_cb (MarbrePageBar *self)
{
  marbre_preview_set_page_width (self->preview,
                                 g_settings_get_int (self->settings, KEY_PAGE_WIDTH));
}

/* Light, dark, or as the desktop is. */
static void
page_theme_changed_cb (MarbrePageBar *self)
{
  g_autofree char *theme = g_settings_get_string (self->settings, KEY_PAGE_THEME);
  gboolean dark = g_str_equal (theme, "default")
                      ? adw_style_manager_get_dark (adw_style_manager_get_default ())
                      : g_str_equal (theme, "dark");

  g_object_set (self->preview, "dark", dark, NULL);
}

static void
marbre_page_bar_dispose (GObject *object)
{
  MarbrePageBar *self = MARBRE_PAGE_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_PAGE_BAR);
  g_clear_object (&self->settings);
  g_clear_object (&self->preview);
  g_clear_object (&self->layouts);
  G_OBJECT_CLASS (marbre_page_bar_parent_class)->dispose (object);
}

static void
marbre_page_bar_class_init (MarbrePageBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_page_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pagebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/marbre/Marbre/app/marbre-page-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbrePageBar, box);
  gtk_widget_class_bind_template_child (widget_class, MarbrePageBar, face);
  gtk_widget_class_bind_template_child (widget_class, MarbrePageBar, face_label);
  gtk_widget_class_bind_template_child (widget_class, MarbrePageBar, layout);
  gtk_widget_class_bind_template_child (widget_class, MarbrePageBar, layout_label);
}

static void
marbre_page_bar_init (MarbrePageBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How the page is shown"), -1);
}

/* Files of a site's layout, for the preview */

static void
load_file (const char *path,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer callback_data,
           gpointer data)
{
  marbre_layout_store_load_async (data, path, cancellable, callback, callback_data);
}

static GBytes *
finish_file (GAsyncResult *result, char **mime, gpointer data, GError **error)
{
  return marbre_layout_store_load_finish (data, result, error);
}

/* The built-in layouts, then those of sites. */
static void
add_layouts (MarbrePageBar *self)
{
  GMenu *menu = G_MENU (gtk_menu_button_get_menu_model (self->layout));

  g_menu_append_section (menu, NULL, marbre_layout_store_get_menu (self->layouts));
}

/**
 * marbre_page_bar_new:
 * @settings: the application's settings
 * @preview: what follows them
 * @store: layouts to choose from beside the built-in ones
 *
 * Returns: (transfer floating): the bar; @preview is laid out as the settings say from now on
 */
GtkWidget *
marbre_page_bar_new (GSettings *settings, MarbrePreview *preview, MarbreLayoutStore *store)
{
  MarbrePageBar *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (MARBRE_IS_PREVIEW (preview), NULL);
  g_return_val_if_fail (MARBRE_IS_LAYOUT_STORE (store), NULL);

  self = g_object_new (MARBRE_TYPE_PAGE_BAR, NULL);
  self->settings = g_object_ref (settings);
  self->preview = g_object_ref (preview);
  self->layouts = g_object_ref (store);
  marbre_preview_set_layout_loader (preview, load_file, finish_file, store);
  add_layouts (self);

#define FOLLOW(object, signal, callback)                                                           \
  g_signal_connect_object (object, signal, G_CALLBACK (callback), self, G_CONNECT_SWAPPED);        \
  callback (self)
  FOLLOW (settings, "changed::" KEY_LAYOUT, layout_changed_cb);
  FOLLOW (settings, "changed::" KEY_FACE, face_changed_cb);
  FOLLOW (settings, "changed::" KEY_PAGE_WIDTH, page_width_changed_cb);
  FOLLOW (settings, "changed::" KEY_PAGE_THEME, page_theme_changed_cb);
#undef FOLLOW
  g_signal_connect_object (marbre_layout_store_get_list (store), "items-changed",
                           G_CALLBACK (layout_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (page_theme_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
