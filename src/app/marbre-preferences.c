/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferences window; see marbre-preferences.h. Each row is bound to a key of the settings.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-preferences.h"

#include <glib/gi18n.h>

#include "marbre-preferences-grammar.h"
#include "marbre-preferences-writing.h"

struct _MarbrePreferences
{
  AdwPreferencesWindow parent_instance;

  /* Template */
  AdwComboRow *scheme_row;
  AdwComboRow *language_row;
  AdwEntryRow *byline_row;
  GtkSwitch *spelling_switch;
  AdwEntryRow *newsroom_words_row;
  GtkSwitch *typography_switch;
  GtkSwitch *typography_paste_switch;
  AdwActionRow *rules_row;
  GtkWidget *rules_clear;
  MarbrePreferencesWriting *writing_page;
  MarbrePreferencesGrammar *grammar_page;

  GSettings *settings; /* (owned) */
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
show_rules (MarbrePreferences *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "house-rules");
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  adw_action_row_set_subtitle (self->rules_row,
                               *path != '\0' ? escaped
                                             : _("A text file that the newsroom shares"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->rules_row), *path != '\0' ? path : NULL);
  gtk_widget_set_visible (self->rules_clear, *path != '\0');
}

static void
clear_rules_cb (MarbrePreferences *self)
{
  g_settings_reset (self->settings, "house-rules");
}

static void
rules_chosen_cb (MarbrePreferences *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  file = gtk_file_chooser_get_file (chooser);
  if (file != NULL && g_file_peek_path (file) != NULL)
    g_settings_set_string (self->settings, "house-rules", g_file_peek_path (file));
}

static void
choose_rules_cb (MarbrePreferences *self)
{
  g_autoptr (GtkFileChooserNative) chooser =
      gtk_file_chooser_native_new (_("House rules"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  g_signal_connect_object (chooser, "response", G_CALLBACK (rules_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
  /* It lives as long as this window, or until another is opened. */
  g_object_set_data_full (G_OBJECT (self), "marbre-rules-chooser", g_steal_pointer (&chooser),
                          g_object_unref);
}

/* A path is looked for when it is whole, not letter by letter. */
static void
newsroom_words_apply_cb (MarbrePreferences *self)
{
  g_settings_set_string (self->settings, "newsroom-words",
                         gtk_editable_get_text (GTK_EDITABLE (self->newsroom_words_row)));
}

static void
marbre_preferences_dispose (GObject *object)
{
  g_clear_object (&MARBRE_PREFERENCES (object)->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_PREFERENCES);
  G_OBJECT_CLASS (marbre_preferences_parent_class)->dispose (object);
}

static void
marbre_preferences_class_init (MarbrePreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_preferences_dispose;
  g_type_ensure (MARBRE_TYPE_PREFERENCES_WRITING);
  g_type_ensure (MARBRE_TYPE_PREFERENCES_GRAMMAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, language_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, byline_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, spelling_switch);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, newsroom_words_row);
  gtk_widget_class_bind_template_callback (widget_class, newsroom_words_apply_cb);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, typography_switch);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, typography_paste_switch);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, rules_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, rules_clear);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, writing_page);
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferences, grammar_page);
  gtk_widget_class_bind_template_callback (widget_class, clear_rules_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_rules_cb);
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
 * @credentials: (nullable): where keys are kept
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
marbre_preferences_new (GtkWindow *parent, GSettings *settings, MarbreCredentials *credentials)
{
  MarbrePreferences *self;
  g_autofree char *words = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (MARBRE_TYPE_PREFERENCES, "transient-for", parent, NULL);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::house-rules", G_CALLBACK (show_rules), self,
                           G_CONNECT_SWAPPED);
  show_rules (self);
  g_settings_bind_with_mapping (settings, "color-scheme", self->scheme_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, get_choice, set_choice,
                                (gpointer) &scheme_choices, NULL);
  g_settings_bind_with_mapping (settings, "language", self->language_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, get_choice, set_choice,
                                (gpointer) &language_choices, NULL);
  g_settings_bind (settings, "byline", self->byline_row, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "check-spelling", self->spelling_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  words = g_settings_get_string (settings, "newsroom-words");
  gtk_editable_set_text (GTK_EDITABLE (self->newsroom_words_row), words);
  g_settings_bind (settings, "typography", self->typography_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "typography-paste", self->typography_paste_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  marbre_preferences_writing_bind (self->writing_page, settings);
  marbre_preferences_grammar_bind (self->grammar_page, settings, credentials);
  return GTK_WIDGET (self);
}
