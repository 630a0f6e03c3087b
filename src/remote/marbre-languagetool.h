/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Grammar by a LanguageTool server that the user chose: on this machine, the newsroom's or a public
 * one. It sends paragraphs away, and nothing else does that in this program: who makes one of these
 * has asked the user. Main thread; the requests go out on a thread of its own.
 */
#pragma once

#include "marbre-grammar.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_LANGUAGETOOL (marbre_languagetool_get_type ())
G_DECLARE_FINAL_TYPE (MarbreLanguagetool, marbre_languagetool, MARBRE, LANGUAGETOOL, GObject)

MarbreLanguagetool *marbre_languagetool_new          (const char           *address,
                                                      const char           *user,
                                                      const char           *key,
                                                      GError              **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
void                marbre_languagetool_set_french   (MarbreLanguagetool   *self,
                                                      gboolean              french);
void                marbre_languagetool_set_interval (MarbreLanguagetool   *self,
                                                      guint                 interval);
void                marbre_languagetool_stop         (MarbreLanguagetool   *self);

void                marbre_languagetool_ask_async    (MarbreLanguagetool   *self,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
char               *marbre_languagetool_ask_finish   (MarbreLanguagetool   *self,
                                                      GAsyncResult         *result,
                                                      GError              **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
