/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who checks grammar; see marbre-grammar-desk.h. A server is made anew with each change of what the
 * user said about it, so that one that was switched off knows nothing any more.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-grammar-desk.h"

#include <glib/gi18n.h>

#include "marbre-grammar-process.h"
#include "marbre-languagetool.h"

/* How long Grammalecte may think about one paragraph. */
#define GRAMMAR_SECONDS 10

struct _MarbreGrammarDesk
{
  GObject parent_instance;

  GSettings *settings;            /* (owned) */
  MarbreCredentials *credentials; /* (owned) */
  GPtrArray *checkers;            /* (owned) (element-type MarbreGrammar) */
  MarbreGrammar *process;         /* (owned) (nullable): Grammalecte */
  MarbreLanguagetool *server;     /* (owned) (nullable) */
  GCancellable *cancellable;      /* (owned) (nullable): of the key that is looked up */
  gboolean embargoed;
};

G_DEFINE_FINAL_TYPE (MarbreGrammarDesk, marbre_grammar_desk, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell (MarbreGrammarDesk *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_TOLD], 0, text);
}

static void
process_failed_cb (MarbreGrammarDesk *self, const char *reason, MarbreGrammar *process)
{
  if (process != self->process)
    return;
  /* Grammalecte is optional: who has not installed it does not miss it. */
  if (reason == NULL)
    g_debug ("Grammalecte is not installed");
  else
    tell (self, _("French grammar is not checked any more: Grammalecte failed several times. To "
                  "try again, turn it off and on in Preferences."));
}

static void
server_failed_cb (MarbreGrammarDesk *self, const char *reason, MarbreLanguagetool *server)
{
  if (server == self->server)
    tell (self, reason);
}

static void
server_troubled_cb (MarbreGrammarDesk *self, const char *reason, MarbreLanguagetool *server)
{
  g_autofree char *text = NULL;

  if (server != self->server)
    return;
  /* Translators: two sentences, the first of them says what is wrong with a server. */
  text = g_strdup_printf (_("%s Grammar is not checked there for now."), reason);
  tell (self, text);
}

static void
announce (MarbreGrammarDesk *self)
{
  g_ptr_array_set_size (self->checkers, 0);
  if (self->process != NULL)
    g_ptr_array_add (self->checkers, g_object_ref (self->process));
  if (self->server != NULL)
    g_ptr_array_add (self->checkers, g_object_ref (self->server));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What is on its way there is given up, what waits is not sent. */
static void
drop_server (MarbreGrammarDesk *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->server != NULL)
    marbre_languagetool_stop (self->server);
  g_clear_object (&self->server);
}

static void
make_server (MarbreGrammarDesk *self, const char *key)
{
  g_autofree char *address = g_settings_get_string (self->settings, "languagetool-address");
  g_autofree char *user = g_settings_get_string (self->settings, "languagetool-user");
  g_autoptr (GError) error = NULL;

  self->server = marbre_languagetool_new (address, user, key, &error);
  if (self->server == NULL)
    {
      tell (self, error->message);
      return;
    }
  marbre_languagetool_set_french (self->server,
                                  g_settings_get_boolean (self->settings, "languagetool-french"));
  g_signal_connect_object (self->server, "failed", G_CALLBACK (server_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->server, "troubled", G_CALLBACK (server_troubled_cb), self,
                           G_CONNECT_SWAPPED);
  announce (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreGrammarDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *key =
      marbre_credentials_load_finish (MARBRE_CREDENTIALS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (error != NULL)
    tell (self, error->message);
  else
    make_server (self, key ? key : "");
}

static gboolean
wants_server (MarbreGrammarDesk *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "languagetool-address");

  return g_settings_get_boolean (self->settings, "languagetool") && *address != '\0' &&
         (!self->embargoed || g_settings_get_boolean (self->settings, "languagetool-embargo"));
}

static void
update_server (MarbreGrammarDesk *self)
{
  g_autofree char *user = g_settings_get_string (self->settings, "languagetool-user");

  drop_server (self);
  if (!wants_server (self))
    return;
  if (*user == '\0')
    {
      make_server (self, "");
      return;
    }
  self->cancellable = g_cancellable_new ();
  marbre_credentials_load_async (self->credentials, MARBRE_GRAMMAR_DESK_SECRET, self->cancellable,
                                 loaded_cb, g_object_ref (self));
}

static void
update_process (MarbreGrammarDesk *self)
{
  g_autofree char *python = g_settings_get_string (self->settings, "grammalecte-python");
  gboolean elsewhere = wants_server (self) &&
                       g_settings_get_boolean (self->settings, "languagetool-french");
  gboolean wanted = g_settings_get_boolean (self->settings, "check-grammar") && !elsewhere;

  if (wanted == (self->process != NULL))
    return;
  g_clear_object (&self->process);
  if (!wanted)
    return;
  self->process = marbre_grammar_process_new_grammalecte (python, GRAMMAR_SECONDS);
  g_signal_connect_object (self->process, "failed", G_CALLBACK (process_failed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
update (MarbreGrammarDesk *self)
{
  update_process (self);
  update_server (self);
  announce (self);
}

static void
python_cb (MarbreGrammarDesk *self)
{
  g_clear_object (&self->process);
  update (self);
}

static void
marbre_grammar_desk_dispose (GObject *object)
{
  MarbreGrammarDesk *self = MARBRE_GRAMMAR_DESK (object);

  drop_server (self);
  g_clear_object (&self->process);
  g_ptr_array_set_size (self->checkers, 0);
  g_clear_object (&self->settings);
  g_clear_object (&self->credentials);
  G_OBJECT_CLASS (marbre_grammar_desk_parent_class)->dispose (object);
}

static void
marbre_grammar_desk_finalize (GObject *object)
{
  g_clear_pointer (&MARBRE_GRAMMAR_DESK (object)->checkers, g_ptr_array_unref);
  G_OBJECT_CLASS (marbre_grammar_desk_parent_class)->finalize (object);
}

static void
marbre_grammar_desk_class_init (MarbreGrammarDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_grammar_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_grammar_desk_finalize;

  /**
   * MarbreGrammarDesk::changed:
   *
   * Others check from now on; have the text read again.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MARBRE_TYPE_GRAMMAR_DESK, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbreGrammarDesk::told:
   * @text: what cannot be checked, and the remedy
   */
  signals[SIGNAL_TOLD] = g_signal_new ("told", MARBRE_TYPE_GRAMMAR_DESK, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
marbre_grammar_desk_init (MarbreGrammarDesk *self)
{
  self->checkers = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * marbre_grammar_desk_new:
 * @settings: the application's settings, which are followed
 * @credentials: where the server's key is
 *
 * The desk takes a story to be under embargo until it is told that it is not.
 *
 * Returns: (transfer full): who checks grammar
 */
MarbreGrammarDesk *
marbre_grammar_desk_new (GSettings *settings, MarbreCredentials *credentials)
{
  static const char *const keys[] = { "changed::check-grammar",        "changed::languagetool",
                                      "changed::languagetool-address", "changed::languagetool-user",
                                      "changed::languagetool-french",
                                      "changed::languagetool-embargo" };
  MarbreGrammarDesk *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (MARBRE_IS_CREDENTIALS (credentials), NULL);

  self = g_object_new (MARBRE_TYPE_GRAMMAR_DESK, NULL);
  self->settings = g_object_ref (settings);
  self->credentials = g_object_ref (credentials);
  self->embargoed = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_signal_connect_object (settings, keys[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::grammalecte-python", G_CALLBACK (python_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return self;
}

/**
 * marbre_grammar_desk_get_checkers:
 *
 * Returns: (transfer none) (element-type MarbreGrammar): who checks now, the first that handles a
 *   language before the others
 */
GPtrArray *
marbre_grammar_desk_get_checkers (MarbreGrammarDesk *self)
{
  g_return_val_if_fail (MARBRE_IS_GRAMMAR_DESK (self), NULL);
  return self->checkers;
}

/**
 * marbre_grammar_desk_set_embargoed:
 * @embargoed: whether the story on the desk may not be known yet
 *
 * Such a story goes to no server, unless the user wants that.
 */
void
marbre_grammar_desk_set_embargoed (MarbreGrammarDesk *self, gboolean embargoed)
{
  g_return_if_fail (MARBRE_IS_GRAMMAR_DESK (self));

  if (embargoed == self->embargoed)
    return;
  self->embargoed = embargoed;
  if (g_settings_get_boolean (self->settings, "languagetool"))
    update (self);
}
