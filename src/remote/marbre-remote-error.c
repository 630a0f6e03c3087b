/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The remote room's errors; see marbre-remote-error.h. The wait that a site asks for travels inside
 * the GError, so that no layer in between can lose it.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-remote-error.h"

typedef struct
{
  gint64 retry_after; /* seconds, 0 = the site did not say */
  gboolean was_sent;  /* the request left, its answer is unknown */
  MarbreRemoteCause cause;
  GTlsCertificate *certificate; /* (owned) (nullable): what the site showed */
} MarbreRemoteErrorPrivate;

static void
marbre_remote_error_private_init (MarbreRemoteErrorPrivate *priv)
{
  priv->retry_after = 0;
  priv->was_sent = FALSE;
  priv->cause = MARBRE_CAUSE_UNKNOWN;
  priv->certificate = NULL;
}

static void
marbre_remote_error_private_copy (const MarbreRemoteErrorPrivate *from,
                                  MarbreRemoteErrorPrivate *to)
{
  *to = *from;
  if (to->certificate)
    g_object_ref (to->certificate);
}

static void
marbre_remote_error_private_clear (MarbreRemoteErrorPrivate *priv)
{
  g_clear_object (&priv->certificate);
}

G_DEFINE_EXTENDED_ERROR (MarbreRemoteError, marbre_remote_error)

static const char *const names[] = {
  [MARBRE_REMOTE_ERROR_OFFLINE] = "offline",
  [MARBRE_REMOTE_ERROR_SIGN_IN] = "sign-in",
  [MARBRE_REMOTE_ERROR_FORBIDDEN] = "forbidden",
  [MARBRE_REMOTE_ERROR_NOT_FOUND] = "not-found",
  [MARBRE_REMOTE_ERROR_CONFLICT] = "conflict",
  [MARBRE_REMOTE_ERROR_REJECTED] = "rejected",
  [MARBRE_REMOTE_ERROR_NOT_AN_API] = "not-an-api",
  [MARBRE_REMOTE_ERROR_CERTIFICATE] = "certificate",
  [MARBRE_REMOTE_ERROR_TRY_LATER] = "try-later",
  [MARBRE_REMOTE_ERROR_TOO_LARGE] = "too-large",
  [MARBRE_REMOTE_ERROR_EMBARGO] = "embargo",
  [MARBRE_REMOTE_ERROR_UNCERTAIN] = "uncertain",
  [MARBRE_REMOTE_ERROR_TOO_LATE] = "too-late",
  [MARBRE_REMOTE_ERROR_PROFILE] = "profile",
};

/**
 * marbre_remote_error_get_name:
 * @code: a #MarbreRemoteError
 *
 * Returns: its name in the outbox's table and in `marbrectl`'s JSON, ASCII; "failed" for others
 */
const char *
marbre_remote_error_get_name (int code)
{
  return code >= 0 && (guint) code < G_N_ELEMENTS (names) ? names[code] : "failed";
}

/**
 * marbre_remote_error_get_retry_after:
 * @error: any error
 *
 * Returns: how many seconds the site asked us to wait, 0 if it did not say
 */
gint64
marbre_remote_error_get_retry_after (const GError *error)
{
  return error->domain == MARBRE_REMOTE_ERROR
             ? marbre_remote_error_get_private (error)->retry_after
             : 0;
}

/**
 * marbre_remote_error_set_retry_after:
 * @error: a %MARBRE_REMOTE_ERROR
 * @seconds: how long the site asked us to wait
 */
void
marbre_remote_error_set_retry_after (GError *error, gint64 seconds)
{
  g_return_if_fail (error->domain == MARBRE_REMOTE_ERROR);
  marbre_remote_error_get_private (error)->retry_after = seconds;
}

/**
 * marbre_remote_error_was_sent:
 * @error: any error
 *
 * Returns: %TRUE if the site may have done what it was asked, though no good answer came back: look
 *   before asking again
 */
gboolean
marbre_remote_error_was_sent (const GError *error)
{
  return error->domain == MARBRE_REMOTE_ERROR && marbre_remote_error_get_private (error)->was_sent;
}

/**
 * marbre_remote_error_set_was_sent:
 * @error: a %MARBRE_REMOTE_ERROR
 */
void
marbre_remote_error_set_was_sent (GError *error)
{
  g_return_if_fail (error->domain == MARBRE_REMOTE_ERROR);
  marbre_remote_error_get_private (error)->was_sent = TRUE;
}

/**
 * marbre_remote_error_get_cause:
 * @error: any error
 *
 * Returns: what stands behind it, %MARBRE_CAUSE_UNKNOWN if that was not told
 */
MarbreRemoteCause
marbre_remote_error_get_cause (const GError *error)
{
  return error->domain == MARBRE_REMOTE_ERROR ? marbre_remote_error_get_private (error)->cause
                                              : MARBRE_CAUSE_UNKNOWN;
}

/**
 * marbre_remote_error_set_cause:
 * @error: a %MARBRE_REMOTE_ERROR
 * @cause: what stands behind it
 */
void
marbre_remote_error_set_cause (GError *error, MarbreRemoteCause cause)
{
  g_return_if_fail (error->domain == MARBRE_REMOTE_ERROR);
  marbre_remote_error_get_private (error)->cause = cause;
}

/**
 * marbre_remote_error_get_certificate:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): the certificate that the user may decide to trust
 */
GTlsCertificate *
marbre_remote_error_get_certificate (const GError *error)
{
  return error->domain == MARBRE_REMOTE_ERROR
             ? marbre_remote_error_get_private (error)->certificate
             : NULL;
}

/**
 * marbre_remote_error_set_certificate:
 * @error: a %MARBRE_REMOTE_ERROR
 * @certificate: what the site showed
 */
void
marbre_remote_error_set_certificate (GError *error, GTlsCertificate *certificate)
{
  g_return_if_fail (error->domain == MARBRE_REMOTE_ERROR);
  g_set_object (&marbre_remote_error_get_private (error)->certificate, certificate);
}
