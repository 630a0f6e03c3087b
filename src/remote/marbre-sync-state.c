/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far a site was read; see marbre-sync-state.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-sync-state.h"

#include <string.h>

#include "marbre-json.h"

static char *
dup_member (JsonObject *object, const char *name)
{
  const char *text = marbre_json_string (object, name);

  return *text ? g_strdup (text) : NULL;
}

/**
 * marbre_sync_state_read:
 * @self: (out caller-allocates): the state, to be cleared
 * @text: (nullable): what was kept; also a moment alone, as earlier versions wrote it. What is no
 *   state reads as none: then all is fetched again, which does no harm
 */
void
marbre_sync_state_read (MarbreSyncState *self, const char *text)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  *self = (MarbreSyncState){ 0 };
  if (text == NULL || *text == '\0')
    return;
  if (*text != '{')
    {
      self->mark = g_strdup (text);
      return;
    }
  bytes = g_bytes_new_static (text, strlen (text));
  node = marbre_json_parse (bytes, NULL);
  object = marbre_json_node_object (node);
  self->mark = dup_member (object, "mark");
  self->next = dup_member (object, "next");
  self->since = dup_member (object, "since");
  self->newest = marbre_json_int (object, "newest");
  self->seen = marbre_json_int (object, "seen");
  self->swept = marbre_json_int (object, "swept");
  self->surplus = marbre_json_int (object, "surplus");
}

static void
set_member (JsonObject *object, const char *name, const char *text)
{
  if (text)
    json_object_set_string_member (object, name, text);
}

/**
 * marbre_sync_state_write:
 *
 * Returns: (transfer full): the state as it is kept
 */
char *
marbre_sync_state_write (const MarbreSyncState *self)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  set_member (object, "mark", self->mark);
  if (self->next)
    {
      json_object_set_string_member (object, "next", self->next);
      set_member (object, "since", self->since);
      json_object_set_int_member (object, "newest", self->newest);
      json_object_set_int_member (object, "seen", self->seen);
    }
  json_object_set_int_member (object, "swept", self->swept);
  json_object_set_int_member (object, "surplus", self->surplus);
  json_object_unref (object);
  return json_to_string (node, FALSE);
}

/**
 * marbre_sync_state_clear:
 *
 * Frees what it holds.
 */
void
marbre_sync_state_clear (MarbreSyncState *self)
{
  g_clear_pointer (&self->mark, g_free);
  g_clear_pointer (&self->next, g_free);
  g_clear_pointer (&self->since, g_free);
}
