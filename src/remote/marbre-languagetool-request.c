/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests to a LanguageTool server; see marbre-languagetool-request.h. Size, time, redirects and
 * certificates are marbre-http.h's business. What the server says in words is not shown: it may
 * repeat the text, and speaks to programmers.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-languagetool-request.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-http.h"
#include "marbre-json.h"
#include "marbre-remote-error.h"

/* 10 KB of text take a server some seconds; one that starts reads its rules first. */
#define IDLE_SECONDS  20
#define TOTAL_SECONDS 40

/* Ten times the longest answer to 10 KB of mistakes that was seen. */
#define MAX_ANSWER (4 * 1024 * 1024)

/**
 * marbre_languagetool_server_new:
 * @address: what the user entered: "http://localhost:8081", "https://example.org/v2"
 * @user: the account's name, "" for none
 * @key: the account's key, "" for none
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if @address is none
 *
 * Other machines are always spoken to by https.
 *
 * Returns: (transfer full) (nullable): a server
 */
MarbreLanguagetoolServer *
marbre_languagetool_server_new (const char *address,
                                const char *user,
                                const char *key,
                                GError **error)
{
  g_autoptr (GUri) uri = marbre_address_parse (address, error);
  g_autoptr (GString) path = NULL;
  MarbreLanguagetoolServer *self;

  if (uri == NULL)
    return NULL;
  path = g_string_new (g_uri_get_path (uri));
  if (g_str_has_suffix (path->str, "/check"))
    g_string_truncate (path, path->len - strlen ("check"));
  if (!g_str_has_suffix (path->str, "/"))
    g_string_append_c (path, '/');
  if (!g_str_has_suffix (path->str, "/v2/"))
    g_string_append (path, "v2/");
  self = g_new0 (MarbreLanguagetoolServer, 1);
  self->base = marbre_address_with_path (uri, path->str);
  self->user = g_strdup (user);
  self->key = g_strdup (key);
  return self;
}

/**
 * marbre_languagetool_server_free:
 *
 * Frees it.
 */
void
marbre_languagetool_server_free (MarbreLanguagetoolServer *self)
{
  g_uri_unref (self->base);
  g_free (self->user);
  g_free (self->key);
  g_free (self);
}

/* (nullable): what was said already says it well enough */
static const char *
words_for_code (int code)
{
  switch (code)
    {
    case MARBRE_REMOTE_ERROR_SIGN_IN:
    case MARBRE_REMOTE_ERROR_FORBIDDEN:
      return _("The LanguageTool server “%s” does not accept the user name and the key. Enter them "
               "again in Preferences.");
    case MARBRE_REMOTE_ERROR_NOT_FOUND:
      return _("There is no LanguageTool at this address of “%s”. Check it in Preferences.");
    case MARBRE_REMOTE_ERROR_NOT_AN_API:
      return _("“%s” answers, but not as LanguageTool does. Check the address in Preferences; a "
               "log-in page or a firewall may stand before it.");
    case MARBRE_REMOTE_ERROR_TOO_LARGE:
      return _("The LanguageTool server “%s” takes no texts of this length, or its answer is too "
               "long.");
    case MARBRE_REMOTE_ERROR_TRY_LATER:
      return _("The LanguageTool server “%s” is busy, is being repaired, or takes no more texts "
               "for now.");
    case MARBRE_REMOTE_ERROR_REJECTED:
      return _("The LanguageTool server “%s” does not take texts in this language.");
    default:
      return NULL;
    }
}

/* Returns: (transfer full): @failure, in words of LanguageTool */
static GError *
explain (MarbreLanguagetoolServer *self, GError *failure)
{
  const char *format =
      failure->domain == MARBRE_REMOTE_ERROR ? words_for_code (failure->code) : NULL;

  g_debug ("LanguageTool: %s %d", g_quark_to_string (failure->domain), failure->code);
  if (format != NULL)
    {
      g_autofree char *was = g_steal_pointer (&failure->message);
      g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

      failure->message = g_strjoinv (g_uri_get_host (self->base), parts);
    }
  return failure;
}

/**
 * marbre_languagetool_server_misunderstood:
 *
 * Returns: (transfer full): the error for JSON that is not LanguageTool's
 */
GError *
marbre_languagetool_server_misunderstood (MarbreLanguagetoolServer *self)
{
  GError *failure =
      g_error_new_literal (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API, "other JSON");

  marbre_remote_error_set_was_sent (failure);
  return explain (self, failure);
}

static JsonNode *
exchange (MarbreLanguagetoolServer *self,
          const char *method,
          const char *name,
          const MarbreHttpBody *body,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (MarbreHttp) http = marbre_http_new (NULL);
  g_autoptr (GUri) uri = marbre_address_resolve (self->base, name, error);
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  GError *failure = NULL;
  JsonNode *node = NULL;

  if (uri == NULL)
    return NULL;
  marbre_http_set_patience (http, IDLE_SECONDS, TOTAL_SECONDS);
  marbre_http_set_expectation (http, "application/json", MAX_ANSWER, NULL);
  answer = marbre_http_send (http, method, uri, body, cancellable, &failure);
  if (answer != NULL && marbre_http_answer_check (answer, &failure))
    node = marbre_http_answer_get_json (answer, &failure);
  if (node == NULL)
    g_propagate_error (error, explain (self, failure));
  return node;
}

/**
 * marbre_languagetool_server_check:
 * @form: (element-type utf8 utf8): the fields; those of the account are added
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_REMOTE_ERROR, with words for the user
 *
 * Returns: (transfer full) (nullable): the answer, which is JSON of any form
 */
JsonNode *
marbre_languagetool_server_check (MarbreLanguagetoolServer *self,
                                  GHashTable *form,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autofree char *encoded = NULL;
  g_autoptr (GBytes) bytes = NULL;
  MarbreHttpBody body = { .type = SOUP_FORM_MIME_TYPE_URLENCODED };

  if (*self->user != '\0' && *self->key != '\0')
    {
      g_hash_table_insert (form, g_strdup ("username"), g_strdup (self->user));
      g_hash_table_insert (form, g_strdup ("apiKey"), g_strdup (self->key));
    }
  encoded = soup_form_encode_hash (form);
  bytes = g_bytes_new (encoded, strlen (encoded));
  body.bytes = bytes;
  return exchange (self, SOUP_METHOD_POST, "check", &body, cancellable, error);
}

static gboolean
knows (JsonArray *languages, const char *language)
{
  for (guint i = 0; i < json_array_get_length (languages); i++)
    {
      JsonObject *one = marbre_json_node_object (json_array_get_element (languages, i));

      if (g_str_has_prefix (marbre_json_string (one, "code"), language))
        return TRUE;
    }
  return FALSE;
}

static char *
describe (JsonArray *languages)
{
  gboolean french = knows (languages, "fr"), english = knows (languages, "en");

  if (french && english)
    return g_strdup (_("The server answers. It checks French and English."));
  if (french)
    return g_strdup (_("The server answers. It checks French; it has no rules for English."));
  if (english)
    return g_strdup (_("The server answers. It checks English; it has no rules for French."));
  return g_strdup (_("The server answers, but has rules for neither French nor English. Ask "
                     "whoever runs it."));
}

/* Ours, not the user's. */
static gboolean
check_sample (MarbreLanguagetoolServer *self,
              JsonArray *languages,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GHashTable) form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (JsonNode) node = NULL;

  g_hash_table_insert (form, g_strdup ("text"), g_strdup ("Marbre."));
  g_hash_table_insert (form, g_strdup ("language"),
                       g_strdup (knows (languages, "fr") ? "fr" : "en"));
  node = marbre_languagetool_server_check (self, form, cancellable, error);
  if (node == NULL)
    return FALSE;
  if (marbre_json_array (marbre_json_node_object (node), "matches") != NULL)
    return TRUE;
  g_propagate_error (error, marbre_languagetool_server_misunderstood (self));
  return FALSE;
}

/**
 * marbre_languagetool_server_ask:
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_REMOTE_ERROR, with words for the user
 *
 * Tries the server, and the account if there is one, with a word of the program's own.
 *
 * Returns: (transfer full) (nullable): what it can do, for the user
 */
char *
marbre_languagetool_server_ask (MarbreLanguagetoolServer *self,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (JsonNode) node =
      exchange (self, SOUP_METHOD_GET, "languages", NULL, cancellable, error);
  JsonArray *languages = marbre_json_node_array (node);

  if (node == NULL)
    return NULL;
  if (languages == NULL)
    {
      g_propagate_error (error, marbre_languagetool_server_misunderstood (self));
      return NULL;
    }
  if (!knows (languages, "fr") && !knows (languages, "en"))
    return describe (languages);
  return check_sample (self, languages, cancellable, error) ? describe (languages) : NULL;
}
