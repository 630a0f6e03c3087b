/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said to a LanguageTool server over HTTP, with its failures in plain words. Private to the
 * files marbre-languagetool*.c. Blocks: for their threads.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MarbreLanguagetoolServer:
 * @base: (owned): its API, up to "v2/"
 * @user: (owned): the account's name, "" for none
 * @key: (owned): the account's key, "" for none; never logged
 *
 * Where the texts go. Not changed once it is made.
 */
typedef struct
{
  GUri *base;
  char *user;
  char *key;
} MarbreLanguagetoolServer;

MarbreLanguagetoolServer *marbre_languagetool_server_new   (const char                *address,
                                                            const char                *user,
                                                            const char                *key,
                                                            GError                   **error)
                                                            G_GNUC_WARN_UNUSED_RESULT;
void                      marbre_languagetool_server_free  (MarbreLanguagetoolServer  *self);
JsonNode                 *marbre_languagetool_server_check (MarbreLanguagetoolServer  *self,
                                                            GHashTable                *form,
                                                            GCancellable              *cancellable,
                                                            GError                   **error)
                                                            G_GNUC_WARN_UNUSED_RESULT;
char                     *marbre_languagetool_server_ask   (MarbreLanguagetoolServer  *self,
                                                            GCancellable              *cancellable,
                                                            GError                   **error)
                                                            G_GNUC_WARN_UNUSED_RESULT;
GError                   *marbre_languagetool_server_misunderstood
                                                           (MarbreLanguagetoolServer  *self)
                                                            G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreLanguagetoolServer, marbre_languagetool_server_free)

G_END_DECLS
