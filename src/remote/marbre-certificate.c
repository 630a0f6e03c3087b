/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Trust by one certificate; see marbre-certificate.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-certificate.h"

#include <glib/gi18n.h>

#include "marbre-remote-error.h"

/**
 * marbre_certificate_get_print:
 * @certificate: a certificate
 *
 * Returns: (transfer full): the SHA-256 of its DER form, hexadecimal: what the archive keeps of it
 */
char *
marbre_certificate_get_print (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return der ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len) : g_strdup ("");
}

/* "1a:2b:3c…", as browsers and openssl write it. */
static char *
with_colons (const char *print)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (; print[0] && print[1]; print += 2)
    g_string_append_printf (text, "%s%c%c", text->len > 0 ? ":" : "", g_ascii_toupper (print[0]),
                            g_ascii_toupper (print[1]));
  return g_strdup (text->str);
}

/**
 * marbre_certificate_describe:
 * @certificate: a certificate
 *
 * Returns: (transfer full): whom it names, who made it, until when it is valid and its fingerprint,
 *   a line each, for a person to compare
 */
char *
marbre_certificate_describe (GTlsCertificate *certificate)
{
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);
  g_autofree char *until = end ? g_date_time_format (end, "%x") : g_strdup ("–");
  g_autofree char *print = marbre_certificate_get_print (certificate);
  g_autofree char *colons = with_colons (print);

  return g_strdup_printf (_ ("For: %s\nIssued by: %s\nValid until: %s\nFingerprint (SHA-256): %s"),
                          subject ? subject : "–", issuer ? issuer : "–", until, colons);
}

/* What a person can decide: the rest (another name, too old, withdrawn) is wrong whoever trusts. */
static gboolean
is_only_unknown (GTlsCertificateFlags flags)
{
  return flags == G_TLS_CERTIFICATE_UNKNOWN_CA;
}

/**
 * marbre_certificate_is:
 * @certificate: (nullable): what a site shows
 * @flags: what is wrong with it
 * @trusted: the fingerprint that the user trusts, "" for none
 *
 * Returns: %TRUE if it is that one, and nothing is wrong with it but that nobody else vouches
 *   for it
 */
gboolean
marbre_certificate_is (GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       const char *trusted)
{
  g_autofree char *print = certificate ? marbre_certificate_get_print (certificate) : NULL;

  return print && *trusted && is_only_unknown (flags) && g_str_equal (print, trusted);
}

static const char *
words_for (GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return _ ("The site’s certificate has expired. Ask whoever runs the site to renew it, and "
              "check this computer’s clock.");
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return _ ("The site’s certificate is not valid yet. Check this computer’s clock.");
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _ ("The site’s certificate belongs to another address. Check the address, then ask "
              "whoever runs the site.");
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return _ ("The site’s certificate was withdrawn. Ask whoever runs the site for a new one.");
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return _ ("The site’s certificate comes from an authority that this computer does not know. "
              "If it is your newsroom’s own, have its authority installed on this computer, or "
              "trust this one certificate under “Check connection”.");
  return _ ("No safe connection to the site is possible: its certificate or encryption is not "
            "good enough. Ask whoever runs the site.");
}

/**
 * marbre_certificate_error:
 * @certificate: (nullable): what a site showed
 * @flags: what is wrong with it, 0 if that is not known
 * @trusted: the fingerprint that the user trusts, "" for none
 *
 * Returns: (transfer full): %MARBRE_REMOTE_ERROR_CERTIFICATE with its cause, and with the
 *   certificate if the user may decide to trust it
 */
GError *
marbre_certificate_error (GTlsCertificate *certificate,
                          GTlsCertificateFlags flags,
                          const char *trusted)
{
  const gboolean decidable = certificate && is_only_unknown (flags);
  const gboolean changed = decidable && *trusted;
  GError *error = g_error_new_literal (
      MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_CERTIFICATE,
      changed ? _ ("The site shows another certificate than the one you trusted. Somebody may "
                   "stand between you and the site: nothing was sent. Ask whoever runs the site "
                   "whether it was renewed, and compare its fingerprint under “Check connection”.")
              : words_for (flags));

  if (decidable)
    {
      marbre_remote_error_set_cause (
          error, changed ? MARBRE_CAUSE_CERTIFICATE_CHANGED : MARBRE_CAUSE_CERTIFICATE);
      marbre_remote_error_set_certificate (error, certificate);
    }
  return error;
}
