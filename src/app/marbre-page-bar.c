/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Layout and width of the page; see marbre-page-bar.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-page-bar.h"

#include <glib/gi18n.h>

#define KEY_LAYOUT     "layout"
#define KEY_PAGE_WIDTH "page-width"

struct _MarbrePageBar
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkMenuButton *layout;

  GSettings *settings;    /* (owned) */
  MarbrePreview *preview; /* (owned) */
};

G_DEFINE_FINAL_TYPE (MarbrePageBar, marbre_page_bar, GTK_TYPE_WIDGET)

/* Templates and their names, which are the same in every language. */
static const char *const layouts[][2] = {
  { "quotidien", "Quotidien" },
  { "magazine", "Magazine" },
  { "depeche", "Dépêche" },
};

static void
layout_changed_cb (MarbrePageBar *self)
{
  g_autofree char *layout = g_settings_get_string (self->settings, KEY_LAYOUT);

  marbre_preview_set_template (self->preview, layout);
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (g_str_equal (layouts[i][0], layout))
      {
        /* TRANSLATORS: %s is a name: Quotidien, Magazine or Dépêche */
        g_autofree char *label = g_strdup_printf (_("Layout: %s"), layouts[i][1]);

        gtk_menu_button_set_label (self->layout, layouts[i][1]);
        gtk_accessible_update_property (GTK_ACCESSIBLE (self->layout),
                                        GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      }
}

static void
page_width_changed_cb (MarbrePageBar *self)
{
  marbre_preview_set_page_width (self->preview,
                                 g_settings_get_int (self->settings, KEY_PAGE_WIDTH));
}

static void
marbre_page_bar_dispose (GObject *object)
{
  MarbrePageBar *self = MARBRE_PAGE_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_PAGE_BAR);
  g_clear_object (&self->settings);
  g_clear_object (&self->preview);
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
  gtk_widget_class_bind_template_child (widget_class, MarbrePageBar, layout);
}

static void
marbre_page_bar_init (MarbrePageBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Layout and width of the page"), -1);
}

/**
 * marbre_page_bar_new:
 * @settings: the application's settings
 * @preview: what follows them
 *
 * Returns: (transfer floating): the bar; @preview is laid out as the settings say from now on
 */
GtkWidget *
marbre_page_bar_new (GSettings *settings, MarbrePreview *preview)
{
  MarbrePageBar *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (MARBRE_IS_PREVIEW (preview), NULL);

  self = g_object_new (MARBRE_TYPE_PAGE_BAR, NULL);
  self->settings = g_object_ref (settings);
  self->preview = g_object_ref (preview);
  g_signal_connect_object (settings, "changed::" KEY_LAYOUT, G_CALLBACK (layout_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" KEY_PAGE_WIDTH,
                           G_CALLBACK (page_width_changed_cb), self, G_CONNECT_SWAPPED);
  layout_changed_cb (self);
  page_width_changed_cb (self);
  return GTK_WIDGET (self);
}
