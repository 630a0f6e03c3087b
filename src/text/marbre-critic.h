/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk in a Markdown text: the marks of CriticMarkup (criticmarkup.com), found by
 * their signs, paragraph by paragraph, and what a text becomes if they are accepted or rejected.
 * Code inside of a line is known here; whether a mark is in a block of code only a parse of the
 * body tells (marbre-desk-note.h). No state; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A mark inside of that many others is plain text. */
#define MARBRE_CRITIC_MAX_DEPTH 8

/* Bytes of the signs that open and close a mark, and of the "~>" in a substitution. */
#define MARBRE_CRITIC_SIGN_LENGTH  3
#define MARBRE_CRITIC_ARROW_LENGTH 2

/**
 * MarbreCriticKind:
 * @MARBRE_CRITIC_COMMENT: `{>> text <<}`
 * @MARBRE_CRITIC_ADDITION: `{++ text ++}`
 * @MARBRE_CRITIC_DELETION: `{-- text --}`
 * @MARBRE_CRITIC_SUBSTITUTION: `{~~ old ~> new ~~}`
 * @MARBRE_CRITIC_HIGHLIGHT: `{== text ==}`
 */
typedef enum
{
  MARBRE_CRITIC_COMMENT,
  MARBRE_CRITIC_ADDITION,
  MARBRE_CRITIC_DELETION,
  MARBRE_CRITIC_SUBSTITUTION,
  MARBRE_CRITIC_HIGHLIGHT,
  MARBRE_N_CRITIC_KINDS,
} MarbreCriticKind;

/**
 * MarbreCriticMark:
 * @start: first byte of its opening sign
 * @middle: first byte of the `~>` of a substitution; of others, of the closing sign
 * @end: byte after its closing sign
 * @depth: how many marks it is in
 *
 * A mark. It never goes over the end of a paragraph, nor into another item or heading.
 */
typedef struct
{
  MarbreCriticKind kind;
  guint depth;
  gsize start;
  gsize middle;
  gsize end;
} MarbreCriticMark;

/**
 * MarbreCriticChoice:
 * @MARBRE_CRITIC_ACCEPT: what is suggested is done
 * @MARBRE_CRITIC_REJECT: the text is as it was before; so it is published
 */
typedef enum
{
  MARBRE_CRITIC_ACCEPT,
  MARBRE_CRITIC_REJECT,
} MarbreCriticChoice;

/**
 * MarbreCriticScope:
 * @MARBRE_CRITIC_SUGGESTIONS: additions, deletions and substitutions
 * @MARBRE_CRITIC_COMMENTS: comments, which go by either choice, and highlights, whose text stays
 *
 * What a choice is made of.
 */
typedef enum
{
  MARBRE_CRITIC_SUGGESTIONS = 1 << 0,
  MARBRE_CRITIC_COMMENTS = 1 << 1,
} MarbreCriticScope;

GArray           *marbre_critic_scan      (const char             *text,
                                           gsize                   length)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreCriticScope marbre_critic_get_scope (MarbreCriticKind        kind);
const char       *marbre_critic_get_sign  (MarbreCriticKind        kind,
                                           gboolean                closing);
char             *marbre_critic_dup_text  (const char             *text,
                                           const MarbreCriticMark *mark,
                                           char                  **replacement)
    G_GNUC_WARN_UNUSED_RESULT;
char             *marbre_critic_resolve   (const char             *text,
                                           gsize                   length,
                                           GArray                 *marks,
                                           guint                   index,
                                           MarbreCriticChoice      choice,
                                           MarbreCriticScope       scope,
                                           gsize                  *start)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean          marbre_critic_may_close_up (const char          *next);

G_END_DECLS
