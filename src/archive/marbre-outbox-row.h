/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thing to send, as the outbox's table keeps it (DESIGN §8). A plain value that belongs to
 * whoever made it; the policy (when to send, what an answer means) is remote/'s.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MarbreOutboxState:
 * @MARBRE_OUTBOX_QUEUED: waits for its turn; nothing was sent of this payload
 * @MARBRE_OUTBOX_SENDING: a request is out; found after a crash, look it up before sending again
 * @MARBRE_OUTBOX_ACCEPTED: the site has it; the posting is not written yet
 * @MARBRE_OUTBOX_DONE: the site has it and the posting says so
 * @MARBRE_OUTBOX_RETRY: failed, again at `next_attempt`
 * @MARBRE_OUTBOX_NEEDS_USER: failed, somebody has to decide or correct
 * @MARBRE_OUTBOX_NEEDS_SIGN_IN: failed, credentials are missing or refused
 * @MARBRE_OUTBOX_CANCELLED: given up by the user, or merged into another row
 *
 * The numbers are kept in the database: add at the end only.
 */
typedef enum
{
  MARBRE_OUTBOX_QUEUED,
  MARBRE_OUTBOX_SENDING,
  MARBRE_OUTBOX_ACCEPTED,
  MARBRE_OUTBOX_DONE,
  MARBRE_OUTBOX_RETRY,
  MARBRE_OUTBOX_NEEDS_USER,
  MARBRE_OUTBOX_NEEDS_SIGN_IN,
  MARBRE_OUTBOX_CANCELLED,
} MarbreOutboxState;

/* A set of states for marbre_archive_list_outbox_async(): 1 << state, or-ed. */
#define MARBRE_OUTBOX_STATE_BIT(state) (1u << (state))

/**
 * MarbreOutboxRow:
 *
 * A row of the outbox.
 */
typedef struct
{
  gint64 id; /* given by the archive, 0 before */
  char *story_id;     /* (owned) */
  char *site_id;      /* (owned) */
  char *operation;    /* (owned): "create" or "update" */
  char *status;       /* (owned): "draft", "publish", "future", "private", "pending", "trash" */
  gint64 date;        /* seconds UTC for "future", else 0 */
  int pinned;         /* at the top of the front page: 1 yes, 0 no, -1 as it is there */
  char *password;     /* (owned) (nullable): what readers are asked for, %NULL as it is there */
  char *payload;      /* (owned): the story as marbre_story_to_json() wrote it */
  char *payload_hash; /* (owned) */
  char *client_ref;   /* (owned): UUID that travels in the request */
  MarbreOutboxState state;
  guint attempts;
  gint64 next_attempt; /* seconds UTC, 0 = at once */
  char *error_code;    /* (owned): for programs, "" while nothing failed */
  char *error_text;    /* (owned): for people, "" while nothing failed */
  char *remote_id;     /* (owned): "" until accepted */
  char *remote_url;    /* (owned): "" until accepted */
  gint64 created;      /* seconds UTC, given by the archive */
  gint64 updated;      /* seconds UTC, given by the archive */
} MarbreOutboxRow;

#define MARBRE_TYPE_OUTBOX_ROW (marbre_outbox_row_get_type ())
GType            marbre_outbox_row_get_type   (void);
MarbreOutboxRow *marbre_outbox_row_new        (const char            *story_id,
                                               const char            *site_id,
                                               const char            *operation,
                                               const char            *status)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreOutboxRow *marbre_outbox_row_copy       (const MarbreOutboxRow *self)
    G_GNUC_WARN_UNUSED_RESULT;
void             marbre_outbox_row_free       (MarbreOutboxRow       *self);
const char      *marbre_outbox_state_get_name (MarbreOutboxState      state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreOutboxRow, marbre_outbox_row_free)

G_END_DECLS
