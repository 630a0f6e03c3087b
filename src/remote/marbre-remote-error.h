/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can go wrong with a site, coded by what the person or the outbox can do about it. Messages
 * are whole sentences for the journalist: what happened, at which site, what to do. Any thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MARBRE_REMOTE_ERROR (marbre_remote_error_quark ())

/**
 * MarbreRemoteError:
 * @MARBRE_REMOTE_ERROR_OFFLINE: the site was not reached; the outbox tries again by itself
 * @MARBRE_REMOTE_ERROR_SIGN_IN: the secret is wrong or missing: ask for it again
 * @MARBRE_REMOTE_ERROR_FORBIDDEN: the account lacks a right: ask an administrator
 * @MARBRE_REMOTE_ERROR_NOT_FOUND: the post, or the API, is not there
 * @MARBRE_REMOTE_ERROR_CONFLICT: the remote copy changed since it was last seen: compare, then
 *   retry
 * @MARBRE_REMOTE_ERROR_REJECTED: the site refuses the content: edit it
 * @MARBRE_REMOTE_ERROR_NOT_AN_API: HTML or other JSON came back: check the address or the plugins
 * @MARBRE_REMOTE_ERROR_CERTIFICATE: the site could not prove who it is: nothing was sent
 * @MARBRE_REMOTE_ERROR_TRY_LATER: the site is busy or broken for now, see
 *   marbre_remote_error_get_retry_after(); the outbox tries again by itself
 * @MARBRE_REMOTE_ERROR_TOO_LARGE: a file or an answer is over the stated limit
 * @MARBRE_REMOTE_ERROR_EMBARGO: the story may not be published yet
 * @MARBRE_REMOTE_ERROR_UNCERTAIN: a post may have arrived and cannot be looked up: look at the site
 * @MARBRE_REMOTE_ERROR_TOO_LATE: the site has accepted the story: it cannot be cancelled any more
 * @MARBRE_REMOTE_ERROR_PROFILE: a site profile is wrong at the place that the message names:
 *   correct the file
 */
typedef enum
{
  MARBRE_REMOTE_ERROR_OFFLINE,
  MARBRE_REMOTE_ERROR_SIGN_IN,
  MARBRE_REMOTE_ERROR_FORBIDDEN,
  MARBRE_REMOTE_ERROR_NOT_FOUND,
  MARBRE_REMOTE_ERROR_CONFLICT,
  MARBRE_REMOTE_ERROR_REJECTED,
  MARBRE_REMOTE_ERROR_NOT_AN_API,
  MARBRE_REMOTE_ERROR_CERTIFICATE,
  MARBRE_REMOTE_ERROR_TRY_LATER,
  MARBRE_REMOTE_ERROR_TOO_LARGE,
  MARBRE_REMOTE_ERROR_EMBARGO,
  MARBRE_REMOTE_ERROR_UNCERTAIN,
  MARBRE_REMOTE_ERROR_TOO_LATE,
  MARBRE_REMOTE_ERROR_PROFILE,
} MarbreRemoteError;

/**
 * MarbreRemoteCause:
 * @MARBRE_CAUSE_UNKNOWN: nothing more is known than the error's code says
 * @MARBRE_CAUSE_PROXY: a proxy between this computer and the site
 * @MARBRE_CAUSE_CERTIFICATE: a certificate from an authority that this computer does not know;
 *   marbre_remote_error_get_certificate() has it
 * @MARBRE_CAUSE_CERTIFICATE_CHANGED: another certificate than the one that was trusted; likewise
 * @MARBRE_CAUSE_MOVED: the site sends on to another host
 * @MARBRE_CAUSE_FIREWALL: a web page of a firewall or a log-in page in place of the API
 * @MARBRE_CAUSE_API_OFF: the API, or a part of it, is switched off
 * @MARBRE_CAUSE_CLOCK: this computer's clock is wrong
 * @MARBRE_CAUSE_HEADER_STRIPPED: the site answers as to a stranger: the Authorization header does
 *   not reach it, or the password is wrong
 * @MARBRE_CAUSE_WRONG_PASSWORD: it is no password of the kind that the site's API takes
 * @MARBRE_CAUSE_TWO_FACTOR: the site wants a second factor
 *
 * What stands behind an error, as far as it can be told, for the connection doctor.
 */
typedef enum
{
  MARBRE_CAUSE_UNKNOWN,
  MARBRE_CAUSE_PROXY,
  MARBRE_CAUSE_CERTIFICATE,
  MARBRE_CAUSE_CERTIFICATE_CHANGED,
  MARBRE_CAUSE_MOVED,
  MARBRE_CAUSE_FIREWALL,
  MARBRE_CAUSE_API_OFF,
  MARBRE_CAUSE_CLOCK,
  MARBRE_CAUSE_HEADER_STRIPPED,
  MARBRE_CAUSE_WRONG_PASSWORD,
  MARBRE_CAUSE_TWO_FACTOR,
} MarbreRemoteCause;

GQuark      marbre_remote_error_quark           (void);
const char *marbre_remote_error_get_name        (int            code);
gint64      marbre_remote_error_get_retry_after (const GError  *error);
void        marbre_remote_error_set_retry_after (GError        *error,
                                                 gint64         seconds);
gboolean    marbre_remote_error_was_sent        (const GError  *error);
void        marbre_remote_error_set_was_sent    (GError        *error);
MarbreRemoteCause
            marbre_remote_error_get_cause       (const GError      *error);
void        marbre_remote_error_set_cause       (GError            *error,
                                                 MarbreRemoteCause  cause);
GTlsCertificate *
            marbre_remote_error_get_certificate (const GError      *error);
void        marbre_remote_error_set_certificate (GError            *error,
                                                 GTlsCertificate   *certificate);

G_END_DECLS
