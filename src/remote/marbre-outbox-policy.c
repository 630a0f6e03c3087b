/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows from a failure; see marbre-outbox-policy.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-outbox-policy.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-remote-error.h"
#include "marbre-time.h"

#define FIRST_DELAY 15
#define LONGEST_DELAY 3600

/**
 * marbre_outbox_policy_delay:
 * @attempts: how often it was tried, at least 1
 * @retry_after: seconds that the site asked for, 0 if it did not
 *
 * 15 seconds, doubled each time up to an hour, give or take a fifth so that a newsroom's machines
 * do not all come back to a site in the same second; never sooner than the site asked.
 *
 * Returns: seconds until the next attempt
 */
gint64
marbre_outbox_policy_delay (guint attempts, gint64 retry_after)
{
  gint64 delay = FIRST_DELAY;

  for (guint i = 1; i < attempts && delay < LONGEST_DELAY; i++)
    delay *= 2;
  delay = MIN (delay, LONGEST_DELAY);
  delay = (gint64) ((double) delay * g_random_double_range (0.8, 1.2));
  return MAX (delay, retry_after);
}

static MarbreOutboxState
state_after (const GError *error)
{
  /* The disk or the database may be free again later; nothing is wrong with the story. */
  if (error->domain != MARBRE_REMOTE_ERROR)
    return MARBRE_OUTBOX_RETRY;
  switch (error->code)
    {
    case MARBRE_REMOTE_ERROR_OFFLINE:
    case MARBRE_REMOTE_ERROR_TRY_LATER:
      return MARBRE_OUTBOX_RETRY;
    case MARBRE_REMOTE_ERROR_SIGN_IN:
      return MARBRE_OUTBOX_NEEDS_SIGN_IN;
    default:
      return MARBRE_OUTBOX_NEEDS_USER;
    }
}

/**
 * marbre_outbox_policy_fail:
 * @row: (inout): what was tried
 * @error: how it failed
 * @in_doubt: whether the site may have a post of this row that is not known here
 * @now: seconds since 1970 UTC
 *
 * Writes state, next attempt and error into @row.
 */
void
marbre_outbox_policy_fail (MarbreOutboxRow *row, const GError *error, gboolean in_doubt, gint64 now)
{
  const gint64 retry_after = marbre_remote_error_get_retry_after (error);
  int code = error->domain == MARBRE_REMOTE_ERROR ? error->code : -1;

  row->state = state_after (error);
  row->next_attempt = row->state == MARBRE_OUTBOX_RETRY
                          ? now + marbre_outbox_policy_delay (MAX (row->attempts, 1), retry_after)
                          : 0;
  if (in_doubt)
    code = MARBRE_REMOTE_ERROR_UNCERTAIN;
  marbre_set_str (&row->error_code, marbre_remote_error_get_name (code));
  marbre_set_str (&row->error_text, error->message);
}

/**
 * marbre_outbox_policy_is_due:
 * @row: a row
 * @now: seconds since 1970 UTC
 * @network_is_back: the network just came up: what waited for it need not wait for the clock
 *
 * Returns: %TRUE if the row is to be carried now; also one that the last run of the program left in
 *   the middle
 */
gboolean
marbre_outbox_policy_is_due (const MarbreOutboxRow *row, gint64 now, gboolean network_is_back)
{
  switch (row->state)
    {
    case MARBRE_OUTBOX_QUEUED:
    case MARBRE_OUTBOX_RETRY:
      return row->next_attempt <= now ||
             (network_is_back &&
              (g_str_equal (row->error_code,
                            marbre_remote_error_get_name (MARBRE_REMOTE_ERROR_OFFLINE)) ||
               g_str_equal (row->error_code,
                            marbre_remote_error_get_name (MARBRE_REMOTE_ERROR_UNCERTAIN))));
    case MARBRE_OUTBOX_SENDING:
    case MARBRE_OUTBOX_ACCEPTED:
      return TRUE;
    case MARBRE_OUTBOX_DONE:
    case MARBRE_OUTBOX_NEEDS_USER:
    case MARBRE_OUTBOX_NEEDS_SIGN_IN:
    case MARBRE_OUTBOX_CANCELLED:
    default:
      return FALSE;
    }
}

/**
 * marbre_outbox_policy_must_look_up:
 * @row: a row that is due
 *
 * Returns: %TRUE if an earlier request may have reached the site. Where the reason of an earlier
 *   failure is not known any more, because a newer text took its place, it may have
 */
gboolean
marbre_outbox_policy_must_look_up (const MarbreOutboxRow *row)
{
  if (*row->remote_id != '\0')
    return FALSE;
  return row->state == MARBRE_OUTBOX_SENDING ||
         (row->attempts > 0 &&
          (*row->error_code == '\0' ||
           g_str_equal (row->error_code,
                        marbre_remote_error_get_name (MARBRE_REMOTE_ERROR_UNCERTAIN))));
}

/**
 * marbre_outbox_policy_check_embargo:
 * @story: a story
 * @status: what it shall become
 * @date: when, for "future"
 * @error: %MARBRE_REMOTE_ERROR_EMBARGO
 *
 * Looks whether readers would see the story before its embargo ends. Drafts may always go.
 *
 * Returns: %TRUE if it may be sent
 */
gboolean
marbre_outbox_policy_check_embargo (MarbreStory *story,
                                    const char *status,
                                    gint64 date,
                                    GError **error)
{
  const gint64 until = marbre_story_get_time (story, MARBRE_MOMENT_EMBARGO_UNTIL);
  gint64 moment;

  if (g_str_equal (status, "publish"))
    moment = marbre_time_now ();
  else if (g_str_equal (status, "future"))
    moment = date;
  else
    return TRUE;
  if (moment >= until)
    return TRUE;
  g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_EMBARGO,
                       _ ("The story is under embargo. Schedule it for after the embargo’s end, or "
                          "hand it over as a draft."));
  return FALSE;
}
