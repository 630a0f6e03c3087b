/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What checks grammar, whoever does it: a process on this machine, or a server that the user chose.
 * Paragraphs go in, mistakes with an explanation come back. Main thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A longer paragraph is data; it is not checked. */
#define MARBRE_GRAMMAR_MAX_BYTES (16 * 1024)

/* A kicker or a caption of two words has no grammar to check. */
#define MARBRE_GRAMMAR_MIN_CHARS 12

/**
 * MarbreGrammarMistake:
 * @start: the first character that is wrong
 * @end: the one behind
 * @rule: (owned): which rule says so; the same for all its mistakes
 * @message: (owned): the explanation, in the language of the text
 * @replacements: (owned) (array zero-terminated=1): what may be meant
 *
 * A mistake in a paragraph.
 */
typedef struct
{
  guint start;
  guint end;
  char *rule;
  char *message;
  char **replacements;
} MarbreGrammarMistake;

#define MARBRE_TYPE_GRAMMAR (marbre_grammar_get_type ())
G_DECLARE_INTERFACE (MarbreGrammar, marbre_grammar, MARBRE, GRAMMAR, GObject)

struct _MarbreGrammarInterface
{
  GTypeInterface parent_iface;

  gboolean   (*handles)      (MarbreGrammar        *self,
                              const char           *language);
  void       (*check_async)  (MarbreGrammar        *self,
                              const char           *text,
                              const char           *language,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
  GPtrArray *(*check_finish) (MarbreGrammar        *self,
                              GAsyncResult         *result,
                              GError              **error);
  void       (*note_key)     (MarbreGrammar        *self); /* (nullable) */
};

gboolean   marbre_grammar_handles        (MarbreGrammar        *self,
                                          const char           *language);
void       marbre_grammar_check_async    (MarbreGrammar        *self,
                                          const char           *text,
                                          const char           *language,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray *marbre_grammar_check_finish   (MarbreGrammar        *self,
                                          GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_grammar_note_key       (MarbreGrammar        *self);
void       marbre_grammar_mistake_free   (MarbreGrammarMistake *self);

G_END_DECLS
