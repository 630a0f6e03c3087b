/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk in HTML that is made first and gets its notes afterwards: what is sanitized as
 * a whole, and lines of text. Where a mark begins or ends stands a tab, a character that means
 * nothing to an HTML parser; here tabs become elements, or go with what readers do not get. Inside
 * the text room only. No state; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreCriticTab:
 *
 * What begins or ends at a tab. A substitution is something removed and something added.
 */
typedef enum
{
  MARBRE_CRITIC_TAB_COMMENT,
  MARBRE_CRITIC_TAB_COMMENT_END,
  MARBRE_CRITIC_TAB_ADDED,
  MARBRE_CRITIC_TAB_ADDED_END,
  MARBRE_CRITIC_TAB_REMOVED,
  MARBRE_CRITIC_TAB_REMOVED_END,
  MARBRE_CRITIC_TAB_FLAGGED,
  MARBRE_CRITIC_TAB_FLAGGED_END,
} MarbreCriticTab;

#define MARBRE_N_CRITIC_TABS (MARBRE_CRITIC_TAB_FLAGGED_END + 1)

void     marbre_critic_append_tab      (GString         *text,
                                        MarbreCriticTab  tab);
gboolean marbre_critic_has_tabs        (const char      *html);
char    *marbre_critic_show_tabs       (const char      *html) G_GNUC_WARN_UNUSED_RESULT;
char    *marbre_critic_publish_tabs    (const char      *html) G_GNUC_WARN_UNUSED_RESULT;
void     marbre_critic_append_comment  (GString         *html,
                                        const char      *encoded);

G_END_DECLS
