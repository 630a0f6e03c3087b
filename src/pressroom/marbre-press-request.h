/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Micropub POST read from its body, in JSON or as a form. Not for what it does
 * (marbre-press-micropub.h). Any thread.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The largest body that is read: the longest text and its JSON around it. */
#define MARBRE_PRESS_MAX_REQUEST (12 * 1024 * 1024)

typedef enum
{
  MARBRE_PRESS_CREATE,
  MARBRE_PRESS_UPDATE,
  MARBRE_PRESS_DELETE,
  MARBRE_PRESS_UNDELETE,
} MarbrePressAction;

/**
 * MarbrePressRequest:
 * @properties: of the post to create; empty for other actions
 * @whole: the JSON object, where an update's changes are
 */
typedef struct
{
  MarbrePressAction action;
  char *url;              /* (owned) (nullable): which post; only creation has none */
  char *token;            /* (owned) (nullable): a form's access_token */
  JsonObject *properties; /* (owned) */
  JsonObject *whole;      /* (owned) (nullable): NULL for a form */
} MarbrePressRequest;

MarbrePressRequest *marbre_press_request_parse (const char          *content_type,
                                                GBytes              *body,
                                                GError             **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
void                marbre_press_request_free  (MarbrePressRequest  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbrePressRequest, marbre_press_request_free)

G_END_DECLS
