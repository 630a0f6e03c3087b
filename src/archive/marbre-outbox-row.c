/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thing to send; see marbre-outbox-row.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-outbox-row.h"

G_DEFINE_BOXED_TYPE (MarbreOutboxRow,
                     marbre_outbox_row,
                     marbre_outbox_row_copy,
                     marbre_outbox_row_free)

static const char *const state_names[] = {
  [MARBRE_OUTBOX_QUEUED] = "queued",
  [MARBRE_OUTBOX_SENDING] = "sending",
  [MARBRE_OUTBOX_ACCEPTED] = "accepted",
  [MARBRE_OUTBOX_DONE] = "done",
  [MARBRE_OUTBOX_RETRY] = "retry",
  [MARBRE_OUTBOX_NEEDS_USER] = "needs-user",
  [MARBRE_OUTBOX_NEEDS_SIGN_IN] = "needs-sign-in",
  [MARBRE_OUTBOX_CANCELLED] = "cancelled",
};

static char *
copy_text (const char *text)
{
  return g_strdup (text ? text : "");
}

/**
 * marbre_outbox_row_new:
 * @story_id: a story of the archive
 * @site_id: a site of the archive
 * @operation: "create" or "update"
 * @status: the status that the story shall have at the site
 *
 * Returns: (transfer full): a queued row without payload, with a client reference of its own
 */
MarbreOutboxRow *
marbre_outbox_row_new (const char *story_id,
                       const char *site_id,
                       const char *operation,
                       const char *status)
{
  const MarbreOutboxRow blank = {
    .story_id = (char *) story_id,
    .site_id = (char *) site_id,
    .operation = (char *) operation,
    .status = (char *) status,
    .pinned = -1,
  };
  MarbreOutboxRow *self;

  g_return_val_if_fail (story_id != NULL, NULL);
  g_return_val_if_fail (site_id != NULL, NULL);

  self = marbre_outbox_row_copy (&blank);
  g_free (self->client_ref);
  self->client_ref = g_uuid_string_random ();
  return self;
}

/**
 * marbre_outbox_row_copy:
 * @self: a row; texts that are %NULL become ""
 *
 * Returns: (transfer full): the same
 */
MarbreOutboxRow *
marbre_outbox_row_copy (const MarbreOutboxRow *self)
{
  MarbreOutboxRow *copy = g_new (MarbreOutboxRow, 1);

  *copy = *self;
  copy->story_id = copy_text (self->story_id);
  copy->site_id = copy_text (self->site_id);
  copy->operation = copy_text (self->operation);
  copy->status = copy_text (self->status);
  copy->password = g_strdup (self->password);
  copy->payload = copy_text (self->payload);
  copy->payload_hash = copy_text (self->payload_hash);
  copy->client_ref = copy_text (self->client_ref);
  copy->error_code = copy_text (self->error_code);
  copy->error_text = copy_text (self->error_text);
  copy->remote_id = copy_text (self->remote_id);
  copy->remote_url = copy_text (self->remote_url);
  return copy;
}

/**
 * marbre_outbox_row_free:
 * @self: (transfer full) (nullable): a row
 */
void
marbre_outbox_row_free (MarbreOutboxRow *self)
{
  if (self == NULL)
    return;
  g_free (self->story_id);
  g_free (self->site_id);
  g_free (self->operation);
  g_free (self->status);
  g_free (self->password);
  g_free (self->payload);
  g_free (self->payload_hash);
  g_free (self->client_ref);
  g_free (self->error_code);
  g_free (self->error_text);
  g_free (self->remote_id);
  g_free (self->remote_url);
  g_free (self);
}

/**
 * marbre_outbox_state_get_name:
 *
 * Returns: the state's name for programs, ASCII
 */
const char *
marbre_outbox_state_get_name (MarbreOutboxState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_names), "");
  return state_names[state];
}
