/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's actions on notes to the desk: writing them, going from one to the next, and deciding
 * on the one at the caret. Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-window-private.h"

static void
comment_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  if (!marbre_note_desk_mark (self->note_desk, MARBRE_CRITIC_COMMENT))
    _marbre_window_toast (self, _ ("Select words of one paragraph to comment on them."));
}

static void
suggest_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  if (!marbre_note_desk_mark (self->note_desk, MARBRE_CRITIC_SUBSTITUTION))
    _marbre_window_toast (self, _ ("Select words of one paragraph to suggest others."));
}

static void
suggest_removal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  if (!marbre_note_desk_mark (self->note_desk, MARBRE_CRITIC_DELETION))
    _marbre_window_toast (self, _ ("Select the words of one paragraph that should go."));
}

static void
step (GtkWidget *widget, gboolean forward)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  if (!marbre_note_desk_step (self->note_desk, forward))
    _marbre_window_toast (self, _("There is no note in the text."));
}

static void
next_note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (widget, TRUE);
}

static void
previous_note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (widget, FALSE);
}

static void
choose (GtkWidget *widget, MarbreCriticChoice choice)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  if (!marbre_note_desk_choose (self->note_desk, choice))
    _marbre_window_toast (self, _("Put the caret in a note first."));
}

static void
accept_note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (widget, MARBRE_CRITIC_ACCEPT);
}

static void
reject_note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (widget, MARBRE_CRITIC_REJECT);
}

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "win.comment", comment_action },
  { "win.suggest", suggest_action },
  { "win.suggest-removal", suggest_removal_action },
  { "win.next-note", next_note_action },
  { "win.previous-note", previous_note_action },
  { "win.accept-note", accept_note_action },
  { "win.reject-note", reject_note_action },
};

/* Called from the class's init. */
void
_marbre_window_install_note_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}

/* Notes are about a story: without one there is nothing to do. */
void
_marbre_window_enable_note_actions (MarbreWindow *self, gboolean enabled)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, enabled);
}
