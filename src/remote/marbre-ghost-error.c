/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ghost: what its refusals mean, in plain words with the remedy.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-ghost-private.h"
#include "marbre-remote-error.h"

/* A clock that is less behind than this is not why a token was refused. */
#define TOLERATED_SECONDS 60

/**
 * marbre_ghost_shape_error:
 *
 * Returns: (transfer full): that the JSON is not what Ghost answers
 */
GError *
marbre_ghost_shape_error (void)
{
  GError *error = g_error_new_literal (
      MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
      _ ("The answer is not what Ghost gives. Check the site’s address; Marbre speaks to Ghost 5 "
         "and 6."));

  /* It was a success, so whatever was asked may have been done. */
  marbre_remote_error_set_was_sent (error);
  return error;
}

/* How many seconds our clock is behind the site's, 0 if the site does not say. */
static gint64
clock_lag (MarbreHttpAnswer *answer, gint64 now)
{
  const char *text = soup_message_headers_get_one (answer->headers, "Date");
  g_autoptr (GDateTime) date = text ? soup_date_time_new_from_http_string (text) : NULL;

  return date ? g_date_time_to_unix (date) - now : 0;
}

/* Ghost looks at a token's age only, so a clock that is ahead does not matter. */
static GError *
sign_in_error (const char *code, gint64 lag)
{
  const char *text = _ ("Ghost did not accept the key. Copy the whole Admin API key there once "
                        "more (Settings, Integrations) and enter it here.");

  if (g_str_equal (code, "UNKNOWN_ADMIN_API_KEY"))
    text = _ ("Ghost does not know this key: it was deleted or renewed there. Copy the Admin API "
              "key once more (Settings, Integrations) and enter it here.");
  else if (lag > TOLERATED_SECONDS)
    {
      const gulong minutes = (gulong) (lag + 30) / 60;
      GError *error = g_error_new (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                          ngettext ("Ghost did not accept the sign-in, because this computer’s "
                                    "clock is %lu minute behind. Set the clock, then try again.",
                                    "Ghost did not accept the sign-in, because this computer’s "
                                    "clock is %lu minutes behind. Set the clock, then try again.",
                                    minutes),
                          minutes);

      marbre_remote_error_set_cause (error, MARBRE_CAUSE_CLOCK);
      return error;
    }
  return g_error_new_literal (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN, text);
}

/* Ghost's own words for what it refuses: the context says more than the message, where there is
 * one. */
static GError *
rejected_error (JsonObject *failure)
{
  const char *context = marbre_json_string (failure, "context");

  return g_error_new (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                      _ ("Ghost refuses the article: %s"),
                      *context ? context : marbre_json_string (failure, "message"));
}

static GError *
two_factor_error (void)
{
  GError *error = g_error_new_literal (
      MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
      _ ("Ghost wants a second factor, which a program cannot give. Use the Admin API key of an "
         "integration (Settings, Integrations) instead."));

  marbre_remote_error_set_cause (error, MARBRE_CAUSE_TWO_FACTOR);
  return error;
}

/* %NULL if HTTP's own words are the best. */
static GError *
translate (guint status, JsonObject *failure, gint64 lag)
{
  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      return sign_in_error (marbre_json_string (failure, "code"), lag);
    case SOUP_STATUS_FORBIDDEN:
      if (g_str_has_prefix (marbre_json_string (failure, "code"), "2FA_"))
        return two_factor_error ();
      return g_error_new_literal (
          MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_FORBIDDEN,
          _ ("This key may not do this at the site. Hand the story over as a draft, or ask an "
             "administrator for the key of an integration."));
    case SOUP_STATUS_NOT_FOUND:
      return g_error_new_literal (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                                  _ ("The article was deleted at the site."));
    case SOUP_STATUS_NOT_ACCEPTABLE:
      return g_error_new_literal (
          MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
          _ ("This Ghost does not offer what Marbre asks for. Marbre speaks to Ghost 5 and 6: ask "
             "whoever runs the site to update it."));
    case SOUP_STATUS_CONFLICT:
      return g_error_new_literal (
          MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_CONFLICT,
          _ ("Somebody changed the article at the site since you last saw it. Nothing was "
             "overwritten. Compare both, then decide."));
    case SOUP_STATUS_BAD_REQUEST:
    case SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE:
    case SOUP_STATUS_UNPROCESSABLE_ENTITY:
      return rejected_error (failure);
    default:
      return NULL;
    }
}

/**
 * marbre_ghost_check_answer:
 * @answer: what Ghost answered
 * @now: our clock when it came, in seconds since 1970
 * @error: why it is a refusal
 *
 * Returns: %TRUE if it is none
 */
gboolean
marbre_ghost_check_answer (MarbreHttpAnswer *answer, gint64 now, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *failures;
  JsonObject *first = NULL;
  GError *failure;

  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    return TRUE;
  node = marbre_http_answer_get_json (answer, NULL);
  failures = marbre_json_array (marbre_json_node_object (node), "errors");
  if (failures && json_array_get_length (failures) > 0)
    first = marbre_json_node_object (json_array_get_element (failures, 0));
  failure = first ? translate (answer->status, first, clock_lag (answer, now)) : NULL;
  if (failure == NULL)
    return marbre_http_answer_check (answer, error);
  g_propagate_error (error, failure);
  return FALSE;
}
