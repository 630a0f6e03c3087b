/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who checks grammar: what the settings and an embargo let out of the machine, and what they keep.
 */
#include "config.h"

#include <gtk/gtk.h>

#include "marbre-editor-resources.h"
#include "marbre-grammar-desk.h"
#include "marbre-grammar.h"
#include "marbre-memory-credentials.h"

typedef struct
{
  GSettings *settings;            /* (owned) */
  MarbreCredentials *credentials; /* (owned) */
  MarbreGrammarDesk *desk;        /* (owned) */
  char *told;                     /* (owned) (nullable) */
  guint changed;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->changed++;
}

static void
told_cb (Fixture *fixture, const char *text)
{
  g_free (fixture->told);
  fixture->told = g_strdup (text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { "check-grammar",        "languagetool",
                                      "languagetool-address", "languagetool-user",
                                      "languagetool-french",  "languagetool-embargo" };

  fixture->settings = g_settings_new (MARBRE_APP_ID);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (fixture->settings, keys[i]);
  fixture->credentials = marbre_memory_credentials_new ();
  fixture->desk = marbre_grammar_desk_new (fixture->settings, fixture->credentials);
  g_signal_connect_swapped (fixture->desk, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect_swapped (fixture->desk, "told", G_CALLBACK (told_cb), fixture);
  marbre_grammar_desk_set_embargoed (fixture->desk, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->desk);
  g_clear_object (&fixture->credentials);
  g_clear_object (&fixture->settings);
  g_free (fixture->told);
}

static gboolean
is_checked (Fixture *fixture, const char *language)
{
  GPtrArray *checkers = marbre_grammar_desk_get_checkers (fixture->desk);

  for (guint i = 0; i < checkers->len; i++)
    if (marbre_grammar_handles (g_ptr_array_index (checkers, i), language))
      return TRUE;
  return FALSE;
}

static void
set_server (Fixture *fixture)
{
  g_settings_set_string (fixture->settings, "languagetool-address", "https://example.org/");
  g_settings_set_boolean (fixture->settings, "languagetool", TRUE);
}

static void
test_default (Fixture *fixture, gconstpointer data)
{
  g_assert_true (is_checked (fixture, "fr"));
  g_assert_false (is_checked (fixture, "en"));
  g_settings_set_boolean (fixture->settings, "check-grammar", FALSE);
  g_assert_false (is_checked (fixture, "fr"));
}

/* An address alone is no consent, and consent without an address has nowhere to go. */
static void
test_consent (Fixture *fixture, gconstpointer data)
{
  g_settings_set_string (fixture->settings, "languagetool-address", "https://example.org/");
  g_assert_false (is_checked (fixture, "en"));
  g_settings_set_string (fixture->settings, "languagetool-address", "");
  g_settings_set_boolean (fixture->settings, "languagetool", TRUE);
  g_assert_false (is_checked (fixture, "en"));
  set_server (fixture);
  g_assert_true (is_checked (fixture, "en"));
  g_settings_set_boolean (fixture->settings, "languagetool", FALSE);
  g_assert_false (is_checked (fixture, "en"));
}

static void
test_french (Fixture *fixture, gconstpointer data)
{
  set_server (fixture);
  g_settings_set_boolean (fixture->settings, "check-grammar", FALSE);
  g_assert_false (is_checked (fixture, "fr"));
  g_settings_set_boolean (fixture->settings, "languagetool-french", TRUE);
  g_assert_true (is_checked (fixture, "fr"));
  g_settings_set_boolean (fixture->settings, "check-grammar", TRUE);
  g_assert_cmpuint (marbre_grammar_desk_get_checkers (fixture->desk)->len, ==, 1);
}

/* French under embargo goes to Grammalecte again, which keeps it here. */
static void
test_embargo (Fixture *fixture, gconstpointer data)
{
  set_server (fixture);
  g_settings_set_boolean (fixture->settings, "languagetool-french", TRUE);
  fixture->changed = 0;
  marbre_grammar_desk_set_embargoed (fixture->desk, TRUE);
  g_assert_cmpuint (fixture->changed, ==, 1);
  g_assert_false (is_checked (fixture, "en"));
  g_assert_true (is_checked (fixture, "fr"));
  g_settings_set_boolean (fixture->settings, "languagetool-embargo", TRUE);
  g_assert_true (is_checked (fixture, "en"));
  g_settings_set_boolean (fixture->settings, "languagetool-embargo", FALSE);
  g_assert_false (is_checked (fixture, "en"));
  marbre_grammar_desk_set_embargoed (fixture->desk, FALSE);
  g_assert_true (is_checked (fixture, "en"));
}

/* With an account, its key is looked up first. */
static void
test_account (Fixture *fixture, gconstpointer data)
{
  g_assert_true (marbre_credentials_store_sync (fixture->credentials, MARBRE_GRAMMAR_DESK_SECRET,
                                                "languagetool", "Key", "secret", NULL, NULL));
  g_settings_set_string (fixture->settings, "languagetool-user", "desk@example.org");
  set_server (fixture);
  g_assert_false (is_checked (fixture, "en"));
  while (!is_checked (fixture, "en"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (fixture->told);
}

static void
test_address (Fixture *fixture, gconstpointer data)
{
  g_settings_set_string (fixture->settings, "languagetool-address", "no address");
  g_settings_set_boolean (fixture->settings, "languagetool", TRUE);
  g_assert_false (is_checked (fixture, "en"));
  g_assert_nonnull (fixture->told);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  marbre_editor_register_resource ();
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/grammar-desk/default", test_default);
  ADD ("/grammar-desk/consent", test_consent);
  ADD ("/grammar-desk/french", test_french);
  ADD ("/grammar-desk/embargo", test_embargo);
  ADD ("/grammar-desk/account", test_account);
  ADD ("/grammar-desk/address", test_address);
#undef ADD
  return g_test_run ();
}
