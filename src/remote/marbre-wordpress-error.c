/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WordPress: what its refusals mean, in plain words with the remedy.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-html.h"
#include "marbre-json.h"
#include "marbre-remote-error.h"
#include "marbre-wordpress-private.h"

/**
 * marbre_wordpress_shape_error:
 *
 * Returns: (transfer full): that the JSON is not what WordPress answers
 */
GError *
marbre_wordpress_shape_error (void)
{
  GError *error =
      g_error_new_literal (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
                           _ ("The answer is not what WordPress gives. Check the site’s address; a "
                              "plugin may also change its API."));

  /* It was a success, so whatever was asked may have been done. */
  marbre_remote_error_set_was_sent (error);
  return error;
}

/* Plug-ins for a second factor have codes of their own. */
static gboolean
is_two_factor (const char *code)
{
  static const char *const words[] = { "two_factor", "two-factor", "twofactor",
                                       "2fa",        "mfa",        "otp_required" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (code, words[i]))
      return TRUE;
  return FALSE;
}

/**
 * marbre_wordpress_sign_in_error:
 * @code: WordPress's code, or "wrong_kind" for a secret that cannot be an application password
 *
 * Returns: (transfer full): why one cannot sign in
 */
GError *
marbre_wordpress_sign_in_error (const char *code)
{
  MarbreRemoteCause cause = MARBRE_CAUSE_UNKNOWN;
  GError *error;

  const char *text =
      _ ("WordPress did not accept the sign-in. Make a new application password there (Users, "
         "Profile, Application Passwords) and enter it here with your user name; the log-in "
         "password does not work.");

  if (g_str_equal (code, "invalid_username") || g_str_equal (code, "invalid_email"))
    text = _ ("WordPress does not know this user name. Check its spelling in the site’s settings.");
  else if (g_str_equal (code, "application_passwords_disabled") ||
           g_str_equal (code, "application_passwords_disabled_for_user"))
    text = _ ("Application passwords are switched off at this site. Ask whoever runs it to allow "
              "them; they need https.");
  else if (g_str_equal (code, "rest_not_logged_in"))
    {
      /* A wrong password and a header that was lost on the way are answered alike. */
      text = _ ("WordPress did not accept the sign-in. Make a new application password there "
                "(Users, Profile, Application Passwords) and enter it here with your user name; "
                "the log-in password does not work. If it is right, the web server may be dropping "
                "the Authorization header: ask whoever runs the site.");
      cause = MARBRE_CAUSE_HEADER_STRIPPED;
    }
  else if (g_str_equal (code, "wrong_kind"))
    {
      text = _ ("This is not an application password, which has 24 letters and digits: perhaps it "
                "is the one you sign in with. Make an application password at the site: Users, "
                "Profile, Application Passwords.");
      cause = MARBRE_CAUSE_WRONG_PASSWORD;
    }
  else if (is_two_factor (code))
    {
      text = _ ("The site wants a second factor, which a program cannot give. Make an application "
                "password there (Users, Profile, Application Passwords), or ask whoever runs the "
                "site to let the API do without.");
      cause = MARBRE_CAUSE_TWO_FACTOR;
    }
  error = g_error_new_literal (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN, text);
  marbre_remote_error_set_cause (error, cause);
  return error;
}

static GError *
forbidden_error (const char *code)
{
  const char *text = _ ("Your account may not do this at the site. Ask an administrator for the "
                        "right.");

  if (g_str_equal (code, "rest_cannot_publish"))
    text = _ ("Your account may not publish at this site. Hand the story over as a draft, or ask "
              "an administrator for the right.");
  else if (g_str_equal (code, "rest_cannot_edit"))
    text = _ ("Your account may not change this article, which belongs to somebody else. Ask its "
              "author or an administrator.");
  return g_error_new_literal (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_FORBIDDEN, text);
}

/* WordPress's own words for what it refuses, as plain text. */
static GError *
rejected_error (JsonObject *body, MarbreRemoteError code)
{
  const char *message = marbre_json_string (body, "message");
  g_autofree char *text = marbre_html_to_text (message, -1);

  return g_error_new (MARBRE_REMOTE_ERROR, code, _ ("WordPress refuses the article: %s"),
                      g_strstrip (text));
}

static GError *
api_off_error (void)
{
  GError *error = g_error_new_literal (
      MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
      _ ("This part of the REST API is switched off at the site, often by a security plugin. Ask "
         "whoever runs it to allow “wp/v2”."));

  marbre_remote_error_set_cause (error, MARBRE_CAUSE_API_OFF);
  return error;
}

/**
 * marbre_wordpress_check_answer:
 * @answer: what WordPress answered
 * @error: why it is a refusal
 *
 * Returns: %TRUE if it is none
 */
gboolean
marbre_wordpress_check_answer (MarbreHttpAnswer *answer, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *body;
  const char *code;

  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    return TRUE;
  node = marbre_http_answer_get_json (answer, NULL);
  body = marbre_json_node_object (node);
  code = marbre_json_string (body, "code");
  if (*code == '\0')
    return marbre_http_answer_check (answer, error);

  if (g_str_equal (code, "rest_disabled"))
    g_propagate_error (error, api_off_error ());
  else if (answer->status == SOUP_STATUS_UNAUTHORIZED || is_two_factor (code))
    g_propagate_error (error, marbre_wordpress_sign_in_error (code));
  else if (answer->status == SOUP_STATUS_FORBIDDEN)
    g_propagate_error (error, forbidden_error (code));
  else if (g_str_equal (code, "rest_no_route"))
    g_propagate_error (error, api_off_error ());
  else if (answer->status == SOUP_STATUS_NOT_FOUND || answer->status == SOUP_STATUS_GONE)
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                         _ ("The article was deleted at the site."));
  else if (g_str_equal (code, "rest_upload_file_too_big")) /* of a network of sites only */
    g_propagate_error (error, rejected_error (body, MARBRE_REMOTE_ERROR_TOO_LARGE));
  else if (answer->status == SOUP_STATUS_BAD_REQUEST ||
           g_str_equal (code, "rest_upload_sideload_error"))
    g_propagate_error (error, rejected_error (body, MARBRE_REMOTE_ERROR_REJECTED));
  else
    return marbre_http_answer_check (answer, error);
  return FALSE;
}
