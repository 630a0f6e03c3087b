/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The web addresses in a body, with their places, and what became of the pages behind them. Nothing
 * is asked here (remote/marbre-link-round.h does that). Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Addresses beyond this number are left out: a story has some dozens. */
#define MARBRE_LINKS_MAX 1000

/**
 * MarbreLink:
 * @start: first byte of the address in the body
 * @length: its bytes there
 * @address: (owned): the address, http or https, without Markdown's escapes
 */
typedef struct
{
  gsize start;
  gsize length;
  char *address;
} MarbreLink;

/**
 * MarbreLinkState:
 * @MARBRE_LINK_THERE: the page is there, or somewhere else for the moment
 * @MARBRE_LINK_MOVED: the site says that the page has another address for good
 * @MARBRE_LINK_FRONT: the site leads to its front page instead
 * @MARBRE_LINK_GONE: the site says that it does not have the page
 * @MARBRE_LINK_UNSURE: nobody can say: no answer, an error of the site, a page for its readers only
 */
typedef enum
{
  MARBRE_LINK_THERE,
  MARBRE_LINK_MOVED,
  MARBRE_LINK_FRONT,
  MARBRE_LINK_GONE,
  MARBRE_LINK_UNSURE,
} MarbreLinkState;

/**
 * MarbreLinkAnswer:
 * @is_silent: no site answered at all, as when this computer is offline
 * @target: (owned) (nullable): where the page is now, if it moved
 * @reason: (owned) (nullable): why it is not known, in words for a person
 */
typedef struct
{
  MarbreLinkState state;
  gboolean is_silent;
  char *target;
  char *reason;
} MarbreLinkAnswer;

GArray           *marbre_links_find       (const char       *body) G_GNUC_WARN_UNUSED_RESULT;
GStrv             marbre_links_list       (const char       *body) G_GNUC_WARN_UNUSED_RESULT;
MarbreLinkAnswer *marbre_link_answer_new  (MarbreLinkState   state,
                                           const char       *target,
                                           const char       *reason) G_GNUC_WARN_UNUSED_RESULT;
void              marbre_link_answer_free (MarbreLinkAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreLinkAnswer, marbre_link_answer_free)

G_END_DECLS
