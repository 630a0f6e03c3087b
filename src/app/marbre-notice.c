/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A strip with a message and its remedy; see marbre-notice.h. (libadwaita has AdwBanner for this,
 * from 1.3 on; our floor is 1.2.)
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-notice.h"

struct _MarbreNotice
{
  GtkWidget parent_instance;

  /* Template */
  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (MarbreNotice, marbre_notice, GTK_TYPE_WIDGET)

static void
close_cb (MarbreNotice *self)
{
  marbre_notice_hide (self);
}

static void
marbre_notice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_NOTICE);
  G_OBJECT_CLASS (marbre_notice_parent_class)->dispose (object);
}

static void
marbre_notice_class_init (MarbreNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_notice_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/marbre/Marbre/app/marbre-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, MarbreNotice, label);
  gtk_widget_class_bind_template_child (widget_class, MarbreNotice, button);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "notice");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
marbre_notice_init (MarbreNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * marbre_notice_show:
 * @text: what happened and what to do, plain text
 * @button: (nullable): the remedy's label
 * @action: (nullable): the action that the button runs, "win.retry"; with @button
 * @target: (nullable): the action's parameter; a floating reference is taken
 *
 * Shows the strip in place of what it showed before.
 */
void
marbre_notice_show (MarbreNotice *self,
                    const char *text,
                    const char *button,
                    const char *action,
                    GVariant *target)
{
  g_autoptr (GVariant) parameter = target ? g_variant_ref_sink (target) : NULL;

  g_return_if_fail (MARBRE_IS_NOTICE (self));
  g_return_if_fail (text != NULL);
  g_return_if_fail ((button == NULL) == (action == NULL));

  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
  if (button != NULL)
    {
      gtk_button_set_label (self->button, button);
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), parameter);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
    }
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * marbre_notice_hide:
 *
 * Takes the strip away.
 */
void
marbre_notice_hide (MarbreNotice *self)
{
  g_return_if_fail (MARBRE_IS_NOTICE (self));
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

/**
 * marbre_notice_get_text:
 *
 * Returns: (nullable): what the strip says, %NULL while it is hidden
 */
const char *
marbre_notice_get_text (MarbreNotice *self)
{
  g_return_val_if_fail (MARBRE_IS_NOTICE (self), NULL);
  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->label) : NULL;
}
