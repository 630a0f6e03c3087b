/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The links of a body's « Lire aussi » blocks, and what is known of the stories behind them.
 * Nothing is looked up here. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Links beyond this number are left out: nobody reads so many also. */
#define MARBRE_READ_ALSO_MAX 100

/**
 * MarbreReadAlso:
 * @text_start: first byte of the link's text in the body
 * @text_length: its bytes
 * @start: first byte of the address
 * @length: its bytes
 * @text: (owned): without Markdown's escapes
 * @address: (owned): an absolute one, or a path as the embedded site's stories have it
 */
typedef struct
{
  gsize text_start;
  gsize text_length;
  gsize start;
  gsize length;
  char *text;
  char *address;
} MarbreReadAlso;

/**
 * MarbreReadAlsoStory:
 * @address: (owned) (nullable): where the story is now, if it is not where the link leads
 * @headline: (owned): its headline
 * @former: (owned): headlines that it had, folded (marbre_terms_fold())
 */
typedef struct
{
  char *address;
  char *headline;
  GStrv former;
} MarbreReadAlsoStory;

GArray *marbre_read_also_find       (const char          *body) G_GNUC_WARN_UNUSED_RESULT;
char   *marbre_read_also_move       (const char          *body,
                                     const char          *from,
                                     const char          *to) G_GNUC_WARN_UNUSED_RESULT;
void    marbre_read_also_story_free (MarbreReadAlsoStory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreReadAlsoStory, marbre_read_also_story_free)

G_END_DECLS
