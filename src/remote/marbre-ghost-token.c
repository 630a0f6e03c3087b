/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON Web Tokens (RFC 7519) as Ghost wants them: HS256 with the second half of the key, whose
 * first half is the token's "kid".
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-ghost-token.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-remote-error.h"

/* Ghost's are 32 bytes; a key that is longer than this is none. */
#define MAX_SECRET_BYTES 128

struct _MarbreGhostKey
{
  char *id;           /* (owned): hexadecimal */
  GByteArray *secret; /* (owned) */
};

static GByteArray *
decode_hex (const char *text)
{
  const gsize length = strlen (text);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (length == 0 || length % 2 != 0 || length > 2 * MAX_SECRET_BYTES)
    return NULL;
  for (gsize i = 0; i < length; i += 2)
    {
      const int high = g_ascii_xdigit_value (text[i]);
      const int low = g_ascii_xdigit_value (text[i + 1]);
      guint8 byte;

      if (high < 0 || low < 0)
        return NULL;
      byte = (guint8) (high << 4 | low);
      g_byte_array_append (bytes, &byte, 1);
    }
  return g_steal_pointer (&bytes);
}

static gboolean
is_id (const char *text)
{
  return *text != '\0' && strlen (text) <= 2 * MAX_SECRET_BYTES &&
         strspn (text, "0123456789abcdefABCDEF") == strlen (text);
}

/**
 * marbre_ghost_key_parse:
 * @text: an Admin API key or a staff access token, "id:secret" in hexadecimal; space around it does
 *   not matter
 * @error: %MARBRE_REMOTE_ERROR_SIGN_IN if it is none
 *
 * Returns: (transfer full) (nullable): the key
 */
MarbreGhostKey *
marbre_ghost_key_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_auto (GStrv) parts = g_strsplit (trimmed, ":", 3);
  GByteArray *secret = NULL;
  MarbreGhostKey *self;

  if (g_strv_length (parts) == 2 && is_id (parts[0]))
    secret = decode_hex (parts[1]);
  if (secret == NULL)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                           _ ("This is not an Admin API key, which is two rows of letters and "
                              "digits with a colon between them. Copy the Admin API key of the "
                              "integration, not its Content API key."));
      if (error)
        marbre_remote_error_set_cause (*error, MARBRE_CAUSE_WRONG_PASSWORD);
      return NULL;
    }
  self = g_new0 (MarbreGhostKey, 1);
  self->id = g_strdup (parts[0]);
  self->secret = secret;
  return self;
}

/**
 * marbre_ghost_key_free:
 * @self: (transfer full): the key
 */
void
marbre_ghost_key_free (MarbreGhostKey *self)
{
  g_free (self->id);
  g_byte_array_unref (self->secret);
  g_free (self);
}

/* Base64 in the letters of addresses, without padding (RFC 7515, 2). */
static char *
encode (const guchar *bytes, gsize length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static char *
encode_text (const char *text)
{
  return encode ((const guchar *) text, strlen (text));
}

/**
 * marbre_ghost_key_sign:
 * @now: the moment from which it is valid, in seconds since 1970
 *
 * Returns: (transfer full): the Authorization header of one request; it is a secret
 */
char *
marbre_ghost_key_sign (MarbreGhostKey *self, gint64 now)
{
  /* The id is hexadecimal, so it needs no escapes. */
  g_autofree char *header =
      g_strdup_printf ("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}", self->id);
  g_autofree char *claims = g_strdup_printf (
      "{\"iat\":%" G_GINT64_FORMAT ",\"exp\":%" G_GINT64_FORMAT ",\"aud\":\"/admin/\"}", now,
      now + MARBRE_GHOST_TOKEN_SECONDS);
  g_autofree char *first = encode_text (header);
  g_autofree char *second = encode_text (claims);
  g_autofree char *message = g_strconcat (first, ".", second, NULL);
  g_autoptr (GHmac) hmac =
      g_hmac_new (G_CHECKSUM_SHA256, self->secret->data, self->secret->len);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *third = NULL;

  g_hmac_update (hmac, (const guchar *) message, (gssize) strlen (message));
  g_hmac_get_digest (hmac, digest, &length);
  third = encode (digest, length);
  return g_strconcat ("Ghost ", message, ".", third, NULL);
}
