/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The interface of grammar checkers; see marbre-grammar.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-grammar.h"

G_DEFINE_INTERFACE (MarbreGrammar, marbre_grammar, G_TYPE_OBJECT)

static void
marbre_grammar_default_init (MarbreGrammarInterface *iface)
{
  /**
   * MarbreGrammar::failed:
   * @reason: %NULL if it is not installed, or what the system says
   *
   * Grammar is not checked any more. Emitted once.
   */
  g_signal_new ("failed", MARBRE_TYPE_GRAMMAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_STRING);

  /**
   * MarbreGrammar::troubled:
   * @reason: a sentence for the user
   *
   * Grammar is not checked for now, or not in one language. Emitted once until it works again.
   */
  g_signal_new ("troubled", MARBRE_TYPE_GRAMMAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
}

/**
 * marbre_grammar_handles:
 * @language: a BCP 47 tag
 *
 * Returns: whether texts in that language are checked
 */
gboolean
marbre_grammar_handles (MarbreGrammar *self, const char *language)
{
  g_return_val_if_fail (MARBRE_IS_GRAMMAR (self), FALSE);
  g_return_val_if_fail (language != NULL, FALSE);
  return MARBRE_GRAMMAR_GET_IFACE (self)->handles (self, language);
}

/**
 * marbre_grammar_check_async:
 * @text: a paragraph without markup, at most %MARBRE_GRAMMAR_MAX_BYTES
 * @language: a BCP 47 tag that it handles
 * @cancellable: (nullable): cancels
 * @callback: called when the paragraph is checked
 * @user_data: for @callback
 *
 * Checks a paragraph.
 */
void
marbre_grammar_check_async (MarbreGrammar *self,
                            const char *text,
                            const char *language,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_GRAMMAR (self));
  g_return_if_fail (text != NULL && language != NULL);
  MARBRE_GRAMMAR_GET_IFACE (self)->check_async (self, text, language, cancellable, callback,
                                                user_data);
}

/**
 * marbre_grammar_check_finish:
 * @result: what the callback got
 * @error: return location for an error; the paragraph may be checked again when it changes
 *
 * Returns: (transfer full) (element-type MarbreGrammarMistake) (nullable): the mistakes
 */
GPtrArray *
marbre_grammar_check_finish (MarbreGrammar *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (MARBRE_IS_GRAMMAR (self), NULL);
  return MARBRE_GRAMMAR_GET_IFACE (self)->check_finish (self, result, error);
}

/**
 * marbre_grammar_note_key:
 *
 * Somebody writes: what costs time of this machine waits for a pause, but for the paragraphs that
 * are asked for within the next second. Those are what is written.
 */
void
marbre_grammar_note_key (MarbreGrammar *self)
{
  g_return_if_fail (MARBRE_IS_GRAMMAR (self));

  if (MARBRE_GRAMMAR_GET_IFACE (self)->note_key != NULL)
    MARBRE_GRAMMAR_GET_IFACE (self)->note_key (self);
}

/**
 * marbre_grammar_mistake_free:
 *
 * Frees a mistake.
 */
void
marbre_grammar_mistake_free (MarbreGrammarMistake *self)
{
  g_free (self->rule);
  g_free (self->message);
  g_strfreev (self->replacements);
  g_free (self);
}
