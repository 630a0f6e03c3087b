/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page “Grammar”; see marbre-preferences-grammar.h. Text goes to a server after three acts: its
 * address is entered, and applied, and the switch is turned on; another address turns it off again.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-preferences-grammar.h"

#include <glib/gi18n.h>

#include "marbre-address.h"
#include "marbre-grammar-desk.h"
#include "marbre-languagetool.h"

struct _MarbrePreferencesGrammar
{
  AdwPreferencesPage parent_instance;

  /* Template */
  GtkSwitch *grammalecte_switch;
  GtkEditable *address_row;
  GtkEditable *user_row;
  GtkEditable *key_row;
  AdwActionRow *test_row;
  GtkWidget *test_button;
  AdwActionRow *server_row;
  GtkSwitch *server_switch;
  GtkWidget *french_row;
  GtkSwitch *french_switch;
  GtkWidget *embargo_row;
  GtkSwitch *embargo_switch;
  AdwActionRow *ignored_row;
  GtkWidget *ignored_button;

  GSettings *settings;            /* (owned) (nullable): from bind() on */
  MarbreCredentials *credentials; /* (owned) (nullable): likewise */
  GCancellable *cancellable;      /* (owned): ends with the page */
};

G_DEFINE_FINAL_TYPE (MarbrePreferencesGrammar,
                     marbre_preferences_grammar,
                     ADW_TYPE_PREFERENCES_PAGE)

static void
set_subtitle (AdwActionRow *row, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, escaped);
}

static void
show_server (MarbrePreferencesGrammar *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "languagetool-address");
  g_autoptr (GUri) uri = *address != '\0' ? marbre_address_parse (address, NULL) : NULL;
  g_autofree char *text = NULL;

  if (uri == NULL)
    text = g_strdup (_("Needs an address first. Until then nothing is sent."));
  else if (marbre_address_is_loopback (uri))
    text = g_strdup (_("To a program on this computer"));
  else
    text = g_strdup_printf (_("To “%s”, encrypted on the way"), g_uri_get_host (uri));
  set_subtitle (self->server_row, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->server_row), uri != NULL);
  gtk_widget_set_sensitive (self->french_row, uri != NULL);
  gtk_widget_set_sensitive (self->embargo_row, uri != NULL);
}

static void
show_ignored (MarbrePreferencesGrammar *self)
{
  g_auto (GStrv) ignored = g_settings_get_strv (self->settings, "ignored-grammar");
  guint n = g_strv_length (ignored);
  g_autofree char *text = NULL;

  if (n == 0)
    text = g_strdup (_("None. The menu of an underlined place turns its rule off."));
  else
    text = g_strdup_printf (ngettext ("%u rule, for all words or for some",
                                      "%u rules, for all words or for some", n),
                            n);
  set_subtitle (self->ignored_row, text);
  gtk_widget_set_sensitive (self->ignored_button, n > 0);
}

static void
ignored_cb (MarbrePreferencesGrammar *self)
{
  g_settings_reset (self->settings, "ignored-grammar");
}

/* Who said yes to one server did not say yes to another. */
static void
address_apply_cb (MarbrePreferencesGrammar *self)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (self->address_row)));
  g_autofree char *old = g_settings_get_string (self->settings, "languagetool-address");
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = *address != '\0' ? marbre_address_parse (address, &error) : NULL;

  set_subtitle (self->test_row, error ? error->message : "");
  if (g_str_equal (address, old) || error != NULL)
    return;
  g_settings_set_boolean (self->settings, "languagetool", FALSE);
  g_settings_set_string (self->settings, "languagetool-address", address);
}

static void
user_apply_cb (MarbrePreferencesGrammar *self)
{
  g_settings_set_string (self->settings, "languagetool-user",
                         gtk_editable_get_text (self->user_row));
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePreferencesGrammar) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = marbre_credentials_store_finish (MARBRE_CREDENTIALS (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!ok)
    {
      set_subtitle (self->test_row, error->message);
      return;
    }
  set_subtitle (self->test_row, _("The key is in the keyring."));
  /* It is read when the server is switched on. */
  if (g_settings_get_boolean (self->settings, "languagetool"))
    {
      g_settings_set_boolean (self->settings, "languagetool", FALSE);
      g_settings_set_boolean (self->settings, "languagetool", TRUE);
    }
}

static void
key_apply_cb (MarbrePreferencesGrammar *self)
{
  marbre_credentials_store_async (self->credentials, MARBRE_GRAMMAR_DESK_SECRET, "languagetool",
                                  _("LanguageTool’s key for Marbre"),
                                  gtk_editable_get_text (self->key_row), self->cancellable,
                                  stored_cb, g_object_ref (self));
}

static void
show_answer (MarbrePreferencesGrammar *self, const char *text)
{
  set_subtitle (self->test_row, text);
  gtk_widget_set_sensitive (self->test_button, TRUE);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePreferencesGrammar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words =
      marbre_languagetool_ask_finish (MARBRE_LANGUAGETOOL (source), result, &error);

  if (!g_cancellable_is_cancelled (self->cancellable))
    show_answer (self, words ? words : error->message);
}

static void
ask (MarbrePreferencesGrammar *self, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreLanguagetool) server =
      marbre_languagetool_new (gtk_editable_get_text (self->address_row),
                               gtk_editable_get_text (self->user_row), key, &error);

  if (server == NULL)
    show_answer (self, error->message);
  else
    marbre_languagetool_ask_async (server, self->cancellable, asked_cb, g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePreferencesGrammar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *key =
      marbre_credentials_load_finish (MARBRE_CREDENTIALS (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (error != NULL)
    show_answer (self, error->message);
  else
    ask (self, key ? key : "");
}

static void
test_cb (MarbrePreferencesGrammar *self)
{
  const char *key = gtk_editable_get_text (self->key_row);

  gtk_widget_set_sensitive (self->test_button, FALSE);
  set_subtitle (self->test_row, _("Asking the server…"));
  if (*key == '\0' && *gtk_editable_get_text (self->user_row) != '\0')
    marbre_credentials_load_async (self->credentials, MARBRE_GRAMMAR_DESK_SECRET,
                                   self->cancellable, loaded_cb, g_object_ref (self));
  else
    ask (self, key);
}

static void
update_test_button (MarbrePreferencesGrammar *self)
{
  gtk_widget_set_sensitive (self->test_button, *gtk_editable_get_text (self->address_row) != '\0');
}

static void
marbre_preferences_grammar_dispose (GObject *object)
{
  MarbrePreferencesGrammar *self = MARBRE_PREFERENCES_GRAMMAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->credentials);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_PREFERENCES_GRAMMAR);
  G_OBJECT_CLASS (marbre_preferences_grammar_parent_class)->dispose (object);
}

static void
marbre_preferences_grammar_finalize (GObject *object)
{
  g_clear_object (&MARBRE_PREFERENCES_GRAMMAR (object)->cancellable);
  G_OBJECT_CLASS (marbre_preferences_grammar_parent_class)->finalize (object);
}

static void
marbre_preferences_grammar_class_init (MarbrePreferencesGrammarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_preferences_grammar_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_preferences_grammar_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-preferences-grammar.ui");
#define BIND(child)                                                                                \
  gtk_widget_class_bind_template_child (widget_class, MarbrePreferencesGrammar, child)
  BIND (grammalecte_switch);
  BIND (address_row);
  BIND (user_row);
  BIND (key_row);
  BIND (test_row);
  BIND (test_button);
  BIND (server_row);
  BIND (server_switch);
  BIND (french_row);
  BIND (french_switch);
  BIND (embargo_row);
  BIND (embargo_switch);
  BIND (ignored_row);
  BIND (ignored_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, address_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, user_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
  gtk_widget_class_bind_template_callback (widget_class, ignored_cb);
}

static void
marbre_preferences_grammar_init (MarbrePreferencesGrammar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * marbre_preferences_grammar_bind:
 * @settings: what is shown and changed
 * @credentials: (nullable): where the server's key is; without it none can be entered
 *
 * To be called once.
 */
void
marbre_preferences_grammar_bind (MarbrePreferencesGrammar *self,
                                 GSettings *settings,
                                 MarbreCredentials *credentials)
{
  g_autofree char *address = NULL;
  g_autofree char *user = NULL;

  g_return_if_fail (MARBRE_IS_PREFERENCES_GRAMMAR (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_set_object (&self->credentials, credentials);
  gtk_widget_set_sensitive (GTK_WIDGET (self->key_row), credentials != NULL);
  address = g_settings_get_string (settings, "languagetool-address");
  user = g_settings_get_string (settings, "languagetool-user");
  gtk_editable_set_text (self->address_row, address);
  gtk_editable_set_text (self->user_row, user);
#define BIND(key, child) g_settings_bind (settings, key, child, "active", G_SETTINGS_BIND_DEFAULT)
  BIND ("check-grammar", self->grammalecte_switch);
  BIND ("languagetool", self->server_switch);
  BIND ("languagetool-french", self->french_switch);
  BIND ("languagetool-embargo", self->embargo_switch);
#undef BIND
  g_signal_connect_object (settings, "changed::languagetool-address", G_CALLBACK (show_server),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::ignored-grammar", G_CALLBACK (show_ignored), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->address_row, "changed", G_CALLBACK (update_test_button), self,
                           G_CONNECT_SWAPPED);
  show_server (self);
  show_ignored (self);
  update_test_button (self);
}
