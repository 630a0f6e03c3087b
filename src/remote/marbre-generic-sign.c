/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in by profile; see marbre-generic-sign.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-generic-sign.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-json.h"
#include "marbre-remote-error.h"
#include "marbre-time.h"
#include "marbre-variables.h"

struct _MarbreGenericSign
{
  JsonObject *rules; /* (owned): the profile's "sign-in" */
  char *user;        /* (owned) */
  char *secret;      /* (owned) */
};

static gboolean
is_line (const char *text)
{
  for (; *text; text++)
    if (g_ascii_iscntrl (*text))
      return FALSE;
  return TRUE;
}

/**
 * marbre_generic_sign_new:
 * @mapping: a site profile
 * @user: the login name or the key's id, "" for none
 * @secret: the password, token or key; space around it does not matter
 * @error: %MARBRE_REMOTE_ERROR_SIGN_IN if it cannot be one
 *
 * Returns: (transfer full) (nullable): who signs requests
 */
MarbreGenericSign *
marbre_generic_sign_new (MarbreMapping *mapping,
                         const char *user,
                         const char *secret,
                         GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (secret));
  MarbreGenericSign *self;

  if (!is_line (trimmed) || !is_line (user))
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                           _ ("The password, token or key must be one line. Copy it once more."));
      return NULL;
    }
  if (*user == '\0' && marbre_mapping_needs_user (mapping))
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                           _ ("This system signs in with a name, too. Enter the user name, or the "
                              "key’s identifier."));
      return NULL;
    }
  self = g_new0 (MarbreGenericSign, 1);
  self->rules = json_object_ref (marbre_mapping_get_section (mapping, "sign-in"));
  self->user = g_strdup (user);
  self->secret = g_steal_pointer (&trimmed);
  return self;
}

/**
 * marbre_generic_sign_free:
 * @self: (transfer full): who signs
 */
void
marbre_generic_sign_free (MarbreGenericSign *self)
{
  json_object_unref (self->rules);
  g_free (self->user);
  g_free (self->secret);
  g_free (self);
}

static const char *
rule (MarbreGenericSign *self, const char *name, const char *otherwise)
{
  const char *value = marbre_json_string (self->rules, name);

  return *value ? value : otherwise;
}

static char *
format_date (MarbreGenericSign *self, gint64 now)
{
  const char *format = rule (self, "date-format", "http");
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (now);

  if (g_str_equal (format, "unix"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, now);
  if (g_str_equal (format, "iso8601"))
    return marbre_time_format_iso8601 (now);
  return soup_date_time_to_string (date, SOUP_DATE_HTTP);
}

/* One line of what is signed goes into the sum. The body may be a picture and have NULs, so it goes
 * as it is, where a line is nothing but it. */
static void
add_line (GHmac *hmac, const char *line, const MarbreVariable *variables, GBytes *body)
{
  g_autofree char *text = NULL;
  gsize length;
  const guchar *bytes = g_bytes_get_data (body, &length);

  if (g_str_equal (line, "{body}"))
    {
      if (length > 0)
        g_hmac_update (hmac, bytes, (gssize) length);
      return;
    }
  text = marbre_variables_expand (line, variables);
  g_hmac_update (hmac, (const guchar *) text, (gssize) strlen (text));
}

static char *
make_signature (MarbreGenericSign *self, const MarbreVariable *variables, GBytes *body)
{
  static const char *const usual[] = { "{method}", "{target}", "{date}", "{body}" };
  JsonArray *lines = marbre_json_array (self->rules, "sign");
  const guint n_lines = lines ? json_array_get_length (lines) : G_N_ELEMENTS (usual);
  g_autoptr (GHmac) hmac =
      g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) self->secret, strlen (self->secret));
  guint8 digest[32];
  gsize length = sizeof digest;

  for (guint i = 0; i < n_lines; i++)
    {
      if (i > 0)
        g_hmac_update (hmac, (const guchar *) "\n", 1);
      add_line (hmac, lines ? json_array_get_string_element (lines, i) : usual[i], variables, body);
    }
  if (g_str_equal (rule (self, "encoding", "hex"), "hex"))
    return g_strdup (g_hmac_get_string (hmac));
  g_hmac_get_digest (hmac, digest, &length);
  return g_base64_encode (digest, length);
}

static char *
body_text (GBytes *body)
{
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);

  return length > 0 && g_utf8_validate (bytes, (gssize) length, NULL) ? g_strndup (bytes, length)
                                                                      : g_strdup ("");
}

static void
add_signature (MarbreGenericSign *self,
               const char *method,
               GUri *uri,
               const MarbreHttpBody *body,
               gint64 now,
               SoupMessageHeaders *headers)
{
  g_autoptr (GBytes) bytes = body ? g_bytes_ref (body->bytes) : g_bytes_new (NULL, 0);
  const char *query = g_uri_get_query (uri);
  g_autofree char *target = query ? g_strconcat (g_uri_get_path (uri), "?", query, NULL)
                                  : g_strdup (g_uri_get_path (uri));
  g_autofree char *date = format_date (self, now);
  g_autofree char *text = body_text (bytes);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *signature = NULL;
  g_autofree char *value = NULL;
  MarbreVariable variables[] = {
    { "method", method },
    { "path", g_uri_get_path (uri) },
    { "query", query },
    { "target", target },
    { "date", date },
    { "host", g_uri_get_host (uri) },
    { "body", text },
    { "user", self->user },
    { "body-sha256", sum },
    { "signature", NULL },
    { NULL },
  };

  signature = make_signature (self, variables, bytes);
  variables[G_N_ELEMENTS (variables) - 2].value = signature;
  value = marbre_variables_expand (rule (self, "value", "{signature}"), variables);
  soup_message_headers_replace (headers, rule (self, "date-header", "Date"), date);
  soup_message_headers_replace (headers, rule (self, "header", "Authorization"), value);
}

/**
 * marbre_generic_sign_add:
 * @method: the request's method
 * @uri: where it goes
 * @body: (nullable): what is sent
 * @now: the moment, in seconds since 1970
 * @headers: takes the sign-in; it is a secret
 *
 * Signs one request.
 */
void
marbre_generic_sign_add (MarbreGenericSign *self,
                         const char *method,
                         GUri *uri,
                         const MarbreHttpBody *body,
                         gint64 now,
                         SoupMessageHeaders *headers)
{
  const char *scheme = rule (self, "scheme", "");
  const MarbreVariable variables[] = { { "secret", self->secret },
                                       { "user", self->user },
                                       { NULL } };
  g_autofree char *value = NULL;

  if (g_str_equal (scheme, "hmac-sha256"))
    {
      add_signature (self, method, uri, body, now, headers);
      return;
    }
  if (g_str_equal (scheme, "bearer"))
    value = g_strconcat ("Bearer ", self->secret, NULL);
  else if (g_str_equal (scheme, "basic"))
    {
      /* RFC 7617 */
      g_autofree char *pair = g_strconcat (self->user, ":", self->secret, NULL);
      g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

      value = g_strconcat ("Basic ", encoded, NULL);
    }
  else
    value = marbre_variables_expand (rule (self, "value", "{secret}"), variables);
  soup_message_headers_replace (headers, rule (self, "header", "Authorization"), value);
}
