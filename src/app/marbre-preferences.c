/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferences window; see marbre-preferences.h. Each row is bound to a key of the settings.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-preferences.h"

struct _MarbrePreferences
{
  AdwPreferencesWindow parent_instance;

  /* Template */
  AdwComboRow *scheme_row;
  AdwComboRow *language_row;
  AdwEntryRow *byline_row;
};

G_DEFINE_FINAL_TYPE (MarbrePreferences, marbre_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* The rows' order in the template, as the settings say it. */
static const char *const schemes[] = { "default", "light", "dark" };
static const char *const languages[] = { "", "fr", "en" };

typedef struct
{
  const char *const *values; /* (borrowed) */
  guint n_values;
} Choices;

static const Choices scheme_choices = { schemes, G_N_ELEMENTS (schemes) };
static const Choices language_choices = { languages, G_N_ELEMENTS (languages) };

static gboolean
get_choice (GValue *value, GVariant *variant, gpointer data)
{
  const Choices *choices = data;

  for (guint i = 0; i < choices->n_values; i++)
    if (g_str_equal (choices->values[i], g_variant_get_string (variant, NULL)))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
set_choice (const GValue *value, const GVariantType *type, gpointer data)
{
  const Choices *choices = data;
  guint chosen = g_value_get_uint (value);

  return g_variant_new_string (choices->values[MIN (chosen, choices->n_values - 1)]);
}

static void
marbre_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_PREFERENCES);
  G_OBJECT_CLASS (marbre_preferences_parent_class)->dispose (object);
}

static void
marbre_preferences_class_init (MarbrePreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_preferences_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, language_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, byline_row);
}

static void
marbre_preferences_init (MarbrePreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * marbre_preferences_new:
 * @parent: (nullable): the window it belongs to
 * @settings: what is shown and changed
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
marbre_preferences_new (GtkWindow *parent, GSettings *settings)
{
  MarbrePreferences *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (MARBRE_TYPE_PREFERENCES, "transient-for", parent, NULL);
  g_settings_bind_with_mapping (settings, "color-scheme", self->scheme_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, get_choice, set_choice,
                                (gpointer) &scheme_choices, NULL);
  g_settings_bind_with_mapping (settings, "language", self->language_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, get_choice, set_choice,
                                (gpointer) &language_choices, NULL);
  g_settings_bind (settings, "byline", self->byline_row, "text", G_SETTINGS_BIND_DEFAULT);
  return GTK_WIDGET (self);
}
