/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page “Writing”; see marbre-preferences-writing.h. Each row is bound to a key of the settings,
 * which the window watches, so that what is chosen is seen at once behind the preferences.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-preferences-writing.h"

#include <glib/gi18n.h>

/* Typefaces in which one reads and writes for hours, of those that a desktop may have. Any other is
 * behind “Other…”. */
static const char *const typefaces[] = {
  "Vollkorn",       "Source Serif 4",    "Source Serif Pro", "Noto Serif",       "Libertinus Serif",
  "EB Garamond",    "Crimson Pro",       "Literata",         "Merriweather",     "PT Serif",
  "Charter",        "Georgia",           "IBM Plex Serif",   "Liberation Serif", "DejaVu Serif",
  "Source Sans 3",  "Noto Sans",         "Inter",            "Cantarell",        "Liberation Sans",
  "iA Writer Duo",  "iA Writer Quattro", "Courier Prime",    "IBM Plex Mono",    "JetBrains Mono",
  "DejaVu Sans Mono",
};

struct _MarbrePreferencesWriting
{
  AdwPreferencesPage parent_instance;

  /* Template */
  AdwComboRow *font_row;
  GtkSpinButton *zoom_button;
  GtkSpinButton *measure_button;
  AdwComboRow *spacing_row;
  AdwComboRow *focus_row;
  GtkSwitch *typewriter_switch;

  GSettings *settings; /* (owned) (nullable): from marbre_preferences_writing_bind() on */
  GStrv families; /* (owned) (nullable): what the row offers, "" first; “Other…” comes behind */
  gboolean filling; /* the rows change because the settings did */
};

G_DEFINE_FINAL_TYPE (MarbrePreferencesWriting,
                     marbre_preferences_writing,
                     ADW_TYPE_PREFERENCES_PAGE)

static const struct
{
  const char *key;
  gsize row; /* in the instance */
} enums[] = {
  { "text-spacing", G_STRUCT_OFFSET (MarbrePreferencesWriting, spacing_row) },
  { "focus-mode", G_STRUCT_OFFSET (MarbrePreferencesWriting, focus_row) },
};

static GHashTable *
list_families (MarbrePreferencesWriting *self)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PangoFontMap *map =
      pango_context_get_font_map (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  g_autofree PangoFontFamily **families = NULL;
  int n_families;

  pango_font_map_list_families (map, &families, &n_families);
  for (int i = 0; i < n_families; i++)
    g_hash_table_add (names, g_strdup (pango_font_family_get_name (families[i])));
  return names;
}

/* Marbre's own choice, the good ones that are there, and the one that was chosen. */
static void
show_typefaces (MarbrePreferencesWriting *self)
{
  g_autoptr (GHashTable) there = list_families (self);
  g_autoptr (GStrvBuilder) families = g_strv_builder_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_settings_get_string (self->settings, "text-font");
  guint n_shown = 1, selected = 0;

  g_strv_builder_add (families, "");
  gtk_string_list_append (names, _("Marbre’s choice"));
  for (guint i = 0; i < G_N_ELEMENTS (typefaces); i++)
    {
      if (!g_hash_table_contains (there, typefaces[i]))
        continue;
      if (g_str_equal (typefaces[i], chosen))
        selected = n_shown;
      g_strv_builder_add (families, typefaces[i]);
      gtk_string_list_append (names, typefaces[i]);
      n_shown++;
    }
  if (chosen[0] != '\0' && selected == 0)
    {
      g_strv_builder_add (families, chosen);
      gtk_string_list_append (names, chosen);
      selected = n_shown;
    }
  gtk_string_list_append (names, _("Other…"));

  self->filling = TRUE;
  g_strfreev (self->families);
  self->families = g_strv_builder_end (families);
  adw_combo_row_set_model (self->font_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->font_row, selected);
  self->filling = FALSE;
}

static void
other_response_cb (MarbrePreferencesWriting *self, int response, GtkDialog *dialog)
{
  PangoFontFamily *family = gtk_font_chooser_get_font_family (GTK_FONT_CHOOSER (dialog));

  if (response == GTK_RESPONSE_OK && family != NULL)
    g_settings_set_string (self->settings, "text-font", pango_font_family_get_name (family));
  gtk_window_destroy (GTK_WINDOW (dialog));
  show_typefaces (self);
}

static void
choose_other (MarbrePreferencesWriting *self)
{
  GtkWidget *dialog =
      g_object_new (GTK_TYPE_FONT_CHOOSER_DIALOG, "title", _("Typeface"), "use-header-bar", TRUE,
                    "transient-for", gtk_widget_get_root (GTK_WIDGET (self)), "modal", TRUE,
                    "level", GTK_FONT_CHOOSER_LEVEL_FAMILY, NULL);

  g_signal_connect_object (dialog, "response", G_CALLBACK (other_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
typeface_selected_cb (MarbrePreferencesWriting *self)
{
  guint selected = adw_combo_row_get_selected (self->font_row);

  if (self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected < g_strv_length (self->families))
    g_settings_set_string (self->settings, "text-font", self->families[selected]);
  else
    choose_other (self);
}

static void
show_enums (MarbrePreferencesWriting *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (enums); i++)
    adw_combo_row_set_selected (G_STRUCT_MEMBER (AdwComboRow *, self, enums[i].row),
                                (guint) g_settings_get_enum (self->settings, enums[i].key));
  self->filling = FALSE;
}

static void
enum_selected_cb (MarbrePreferencesWriting *self, GParamSpec *pspec, AdwComboRow *row)
{
  if (self->filling)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (enums); i++)
    if (G_STRUCT_MEMBER (AdwComboRow *, self, enums[i].row) == row)
      g_settings_set_enum (self->settings, enums[i].key,
                           (int) adw_combo_row_get_selected (row));
}

static void
marbre_preferences_writing_dispose (GObject *object)
{
  MarbrePreferencesWriting *self = MARBRE_PREFERENCES_WRITING (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->families, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_PREFERENCES_WRITING);
  G_OBJECT_CLASS (marbre_preferences_writing_parent_class)->dispose (object);
}

static void
marbre_preferences_writing_class_init (MarbrePreferencesWritingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_preferences_writing_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-preferences-writing.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferencesWriting, font_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferencesWriting, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferencesWriting, measure_button);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferencesWriting, spacing_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferencesWriting, focus_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferencesWriting,
                                        typewriter_switch);
}

static void
marbre_preferences_writing_init (MarbrePreferencesWriting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * marbre_preferences_writing_bind:
 * @settings: what is shown and changed
 *
 * Fills the page; once.
 */
void
marbre_preferences_writing_bind (MarbrePreferencesWriting *self, GSettings *settings)
{
  g_return_if_fail (MARBRE_IS_PREFERENCES_WRITING (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  show_typefaces (self);
  show_enums (self);
  g_signal_connect_object (self->font_row, "notify::selected", G_CALLBACK (typeface_selected_cb),
                           self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (enums); i++)
    {
      g_autofree char *signal = g_strconcat ("changed::", enums[i].key, NULL);

      g_signal_connect_object (settings, signal, G_CALLBACK (show_enums), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (G_STRUCT_MEMBER (AdwComboRow *, self, enums[i].row),
                               "notify::selected", G_CALLBACK (enum_selected_cb), self,
                               G_CONNECT_SWAPPED);
    }
  g_settings_bind (settings, "text-zoom", self->zoom_button, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "text-measure", self->measure_button, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "typewriter", self->typewriter_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
}
