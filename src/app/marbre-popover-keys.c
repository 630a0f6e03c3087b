/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys in popovers; see marbre-popover-keys.h. Those of drop-down lists and of menu buttons are
 * made by GTK, so each popover gets its keys when it is mapped for the first time.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-popover-keys.h"

struct _MarbrePopoverKeys
{
  GObject parent_instance;

  GtkApplication *application; /* (borrowed): owns this */
  guint map_signal;
  gulong hook;
};

G_DEFINE_FINAL_TYPE (MarbrePopoverKeys, marbre_popover_keys, G_TYPE_OBJECT)

static G_DEFINE_QUARK (marbre-popover-keys, keys)

/* Returns: (nullable): the action that has the key of @event */
static const char *
find_action (MarbrePopoverKeys *self, char **actions, GdkEvent *event)
{
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (self->application, actions[i]);

      for (guint j = 0; accels[j] != NULL; j++)
        {
          guint key;
          GdkModifierType modifiers;

          if (gtk_accelerator_parse (accels[j], &key, &modifiers) &&
              gdk_key_event_matches (event, key, modifiers) == GDK_KEY_MATCH_EXACT)
            return actions[i];
        }
    }
  return NULL;
}

/* Dialogs have no stories to begin. */
static gboolean
has_action (GtkWidget *popover, const char *action)
{
  return g_str_has_prefix (action, "app.") ||
         GTK_IS_APPLICATION_WINDOW (gtk_widget_get_root (popover));
}

static gboolean
key_pressed_cb (MarbrePopoverKeys *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventController *controller)
{
  GtkWidget *popover = gtk_event_controller_get_widget (controller);
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (self->application);
  const char *action =
      find_action (self, actions, gtk_event_controller_get_current_event (controller));
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GtkRoot *root;

  if (action == NULL || !has_action (popover, action) ||
      !g_action_parse_detailed_name (action, &name, &target, NULL))
    return GDK_EVENT_PROPAGATE;
  /* Closed first: a popover that closes gives the keyboard back to its button. */
  root = gtk_widget_get_root (popover);
  gtk_popover_popdown (GTK_POPOVER (popover));
  return gtk_widget_activate_action_variant (GTK_WIDGET (root), name, target);
}

static gboolean
mapped_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  MarbrePopoverKeys *self = data;
  GtkWidget *widget = g_value_get_object (&values[0]);
  GtkEventController *keys;

  if (!GTK_IS_POPOVER (widget) || g_object_get_qdata (G_OBJECT (widget), keys_quark ()) != NULL)
    return TRUE;
  keys = gtk_event_controller_key_new ();
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, keys);
  g_object_set_qdata (G_OBJECT (widget), keys_quark (), keys);
  return TRUE;
}

static void
marbre_popover_keys_dispose (GObject *object)
{
  MarbrePopoverKeys *self = MARBRE_POPOVER_KEYS (object);

  if (self->hook != 0)
    g_signal_remove_emission_hook (self->map_signal, self->hook);
  self->hook = 0;
  G_OBJECT_CLASS (marbre_popover_keys_parent_class)->dispose (object);
}

static void
marbre_popover_keys_class_init (MarbrePopoverKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_popover_keys_dispose;
}

static void
marbre_popover_keys_init (MarbrePopoverKeys *self)
{
}

/**
 * marbre_popover_keys_new:
 * @application: whose accelerators work in popovers; has to live longer
 *
 * Returns: (transfer full): what gives each popover those keys, until it goes
 */
MarbrePopoverKeys *
marbre_popover_keys_new (GtkApplication *application)
{
  MarbrePopoverKeys *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  self = g_object_new (MARBRE_TYPE_POPOVER_KEYS, NULL);
  self->application = application;
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET)); /* which has the signal made */
  self->map_signal = g_signal_lookup ("map", GTK_TYPE_WIDGET);
  self->hook = g_signal_add_emission_hook (self->map_signal, 0, mapped_cb, self, NULL);
  return self;
}
