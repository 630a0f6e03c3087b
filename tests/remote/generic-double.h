/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A newsroom's own CMS in memory: articles as JSON in a collection, made by POST or by PUT, changed
 * by PUT or PATCH, listed in every way that a profile can say. Answers through a RemoteDouble.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "remote-double.h"

typedef enum
{
  GENERIC_BEARER,
  GENERIC_BASIC,
  GENERIC_HEADER,
  GENERIC_HMAC,
} GenericScheme;

typedef struct _GenericDouble GenericDouble;

#define GENERIC_USER "desk"
#define GENERIC_SECRET "s3cret, & more"

GenericDouble *generic_double_new        (RemoteDouble  *wire);
void           generic_double_free       (GenericDouble *self);
void           generic_double_set_scheme (GenericDouble *self,
                                          GenericScheme  scheme);
void           generic_double_set_mute   (GenericDouble *self,
                                          gboolean       mute);
void           generic_double_set_deaf   (GenericDouble *self,
                                          gboolean       deaf);
guint          generic_double_n_items    (GenericDouble *self);
char          *generic_double_get        (GenericDouble *self,
                                          const char    *pointer);
void           generic_double_edit       (GenericDouble *self,
                                          const char    *pointer,
                                          const char    *text);
void           generic_double_add        (GenericDouble *self,
                                          const char    *json);
