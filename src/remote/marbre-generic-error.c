/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a system's refusals mean, as its profile says it, and HTTP where the profile is silent.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "marbre-generic-private.h"
#include "marbre-json-pointer.h"
#include "marbre-json.h"
#include "marbre-remote-error.h"
#include "marbre-time.h"

/* A system's own words are shown up to here, in characters. */
#define MAX_WORDS 300
/* Clocks that differ by less are not why a signature was refused. */
#define TOLERATED_SECONDS 60

/**
 * marbre_generic_shape_error:
 * @what: what was expected, as the profile names it
 *
 * Returns: (transfer full): that the answer is not what the profile promises
 */
GError *
marbre_generic_shape_error (MarbreGeneric *self, const char *what)
{
  GError *error = g_error_new (
      MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
      _ ("The answer has no “%s” where the profile “%s” looks for it. Check the site’s address; if "
         "it is right, the profile does not fit this system."),
      what, marbre_mapping_get_name (self->mapping));

  /* It was a success, so whatever was asked may have been done. */
  marbre_remote_error_set_was_sent (error);
  return error;
}

static const char *
words_for (int code)
{
  switch (code)
    {
    case MARBRE_REMOTE_ERROR_SIGN_IN:
      return _ ("The site did not accept the sign-in. Enter the password, token or key again in "
                "the site’s settings.");
    case MARBRE_REMOTE_ERROR_FORBIDDEN:
      return _ ("Your account may not do this at the site. Ask whoever runs it for the right, or "
                "hand the story over as a draft.");
    case MARBRE_REMOTE_ERROR_NOT_FOUND:
      return _ ("The article is not at the site any more.");
    case MARBRE_REMOTE_ERROR_CONFLICT:
      return _ ("Somebody changed the article at the site since you last saw it. Nothing was "
                "overwritten. Compare both, then decide.");
    case MARBRE_REMOTE_ERROR_TOO_LARGE:
      return _ ("The site takes no file as large as this one. Use a smaller picture.");
    case MARBRE_REMOTE_ERROR_TRY_LATER:
      return _ ("The site is busy or being repaired. Marbre tries again by itself.");
    default:
      return _ ("The site refuses the article.");
    }
}

/* A word of the profile's "errors/codes"; -1 for none. */
static int
code_from_name (const char *name)
{
  static const int codes[] = { MARBRE_REMOTE_ERROR_SIGN_IN,   MARBRE_REMOTE_ERROR_FORBIDDEN,
                               MARBRE_REMOTE_ERROR_NOT_FOUND, MARBRE_REMOTE_ERROR_CONFLICT,
                               MARBRE_REMOTE_ERROR_REJECTED,  MARBRE_REMOTE_ERROR_TOO_LARGE,
                               MARBRE_REMOTE_ERROR_TRY_LATER };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (marbre_remote_error_get_name (codes[i]), name))
      return codes[i];
  return -1;
}

/* What the status alone means where HTTP's general words are not the best; -1 for none. */
static int
code_from_status (guint status)
{
  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      return MARBRE_REMOTE_ERROR_SIGN_IN;
    case SOUP_STATUS_FORBIDDEN:
      return MARBRE_REMOTE_ERROR_FORBIDDEN;
    case SOUP_STATUS_CONFLICT:
    case SOUP_STATUS_PRECONDITION_FAILED:
    case 428: /* Precondition Required, RFC 6585 */
      return MARBRE_REMOTE_ERROR_CONFLICT;
    case SOUP_STATUS_BAD_REQUEST:
    case SOUP_STATUS_UNPROCESSABLE_ENTITY:
      return MARBRE_REMOTE_ERROR_REJECTED;
    default:
      return -1;
    }
}

/* The system's own explanation, bounded. */
static char *
own_words (MarbreGeneric *self, JsonNode *node)
{
  JsonObject *errors = marbre_mapping_get_section (self->mapping, "errors");
  const char *pointer = marbre_json_string (errors, "message");
  g_autofree char *text = node && errors && json_object_has_member (errors, "message")
                              ? marbre_json_pointer_text (node, pointer)
                              : g_strdup ("");

  g_strstrip (text);
  return g_utf8_strlen (text, -1) > MAX_WORDS ? g_utf8_substring (text, 0, MAX_WORDS)
                                              : g_steal_pointer (&text);
}

static int
own_code (MarbreGeneric *self, JsonNode *node)
{
  JsonObject *errors = marbre_mapping_get_section (self->mapping, "errors");
  g_autofree char *code = NULL;

  if (node == NULL || errors == NULL || !json_object_has_member (errors, "code"))
    return -1;
  code = marbre_json_pointer_text (node, marbre_json_string (errors, "code"));
  return code_from_name (marbre_json_string (marbre_json_object (errors, "codes"), code));
}

/* Signatures carry the time, and a wrong clock makes them too old or not valid yet. */
static GError *
clock_error (MarbreGeneric *self, MarbreHttpAnswer *answer)
{
  JsonObject *sign_in = marbre_mapping_get_section (self->mapping, "sign-in");
  const char *text = soup_message_headers_get_one (answer->headers, "Date");
  g_autoptr (GDateTime) date = text ? soup_date_time_new_from_http_string (text) : NULL;
  const gint64 lag = date ? llabs (g_date_time_to_unix (date) - marbre_time_now ()) : 0;
  GError *error;

  if (lag <= TOLERATED_SECONDS ||
      !g_str_equal (marbre_json_string (sign_in, "scheme"), "hmac-sha256"))
    return NULL;
  error = g_error_new (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                       ngettext ("The site did not accept the sign-in, because this computer’s "
                                 "clock is %lu minute off. Set the clock, then try again.",
                                 "The site did not accept the sign-in, because this computer’s "
                                 "clock is %lu minutes off. Set the clock, then try again.",
                                 (gulong) (lag + 30) / 60),
                       (gulong) (lag + 30) / 60);
  marbre_remote_error_set_cause (error, MARBRE_CAUSE_CLOCK);
  return error;
}

/**
 * marbre_generic_check_answer:
 * @answer: what the system answered
 * @error: why it is a refusal
 *
 * Some systems answer 200 to everything and say in the body that it went wrong: a code that the
 * profile knows counts whatever the status.
 *
 * Returns: %TRUE if it is none
 */
gboolean
marbre_generic_check_answer (MarbreGeneric *self, MarbreHttpAnswer *answer, GError **error)
{
  g_autoptr (JsonNode) node = marbre_http_answer_get_json (answer, NULL);
  g_autofree char *words = own_words (self, node);
  int code = own_code (self, node);
  GError *failure;

  if (code < 0 && SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    return TRUE;
  if (code < 0)
    code = code_from_status (answer->status);
  /* An API refuses in its own language; a page comes from what stands before it. */
  if (code == MARBRE_REMOTE_ERROR_FORBIDDEN && node == NULL)
    code = -1;
  /* What waits as long as the site asks knows how to. */
  if (code < 0 || (code == MARBRE_REMOTE_ERROR_TRY_LATER && answer->status >= 400))
    return marbre_http_answer_check (answer, error);
  failure = code == MARBRE_REMOTE_ERROR_SIGN_IN ? clock_error (self, answer) : NULL;
  if (failure)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_set_error (error, MARBRE_REMOTE_ERROR, code, *words ? "%s (%s)" : "%s", words_for (code),
               words);
  return FALSE;
}
