/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A screen reader; see marbre-screen-reader.h. The accessibility bus says so on the session bus, in
 * org.a11y.Status. Without a bus, as in a sandbox that has none, nobody reads.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-screen-reader.h"

struct _MarbreScreenReader
{
  GObject parent_instance;

  GDBusProxy *status;        /* (owned) (nullable): once it answered */
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (MarbreScreenReader, marbre_screen_reader, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
properties_cb (MarbreScreenReader *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
proxy_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreScreenReader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusProxy) status = g_dbus_proxy_new_for_bus_finish (result, &error);

  if (status == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("Nobody says whether a screen reader is on: %s", error->message);
      return;
    }
  self->status = g_steal_pointer (&status);
  g_signal_connect_object (self->status, "g-properties-changed", G_CALLBACK (properties_cb), self,
                           G_CONNECT_SWAPPED);
  properties_cb (self);
}

static void
marbre_screen_reader_dispose (GObject *object)
{
  MarbreScreenReader *self = MARBRE_SCREEN_READER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->status);
  G_OBJECT_CLASS (marbre_screen_reader_parent_class)->dispose (object);
}

static void
marbre_screen_reader_class_init (MarbreScreenReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_screen_reader_dispose;

  /**
   * MarbreScreenReader::changed:
   *
   * A screen reader was turned on or off, or it is known for the first time.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", MARBRE_TYPE_SCREEN_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
}

static void
marbre_screen_reader_init (MarbreScreenReader *self)
{
  self->cancellable = g_cancellable_new ();
  g_dbus_proxy_new_for_bus (G_BUS_TYPE_SESSION, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, NULL,
                            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status", self->cancellable,
                            proxy_cb, g_object_ref (self));
}

/**
 * marbre_screen_reader_new:
 *
 * Returns: (transfer full): what says whether a screen reader is on; "changed" follows
 */
MarbreScreenReader *
marbre_screen_reader_new (void)
{
  return g_object_new (MARBRE_TYPE_SCREEN_READER, NULL);
}

/**
 * marbre_screen_reader_is_active:
 *
 * Returns: whether a screen reader is on, as far as is known
 */
gboolean
marbre_screen_reader_is_active (MarbreScreenReader *self)
{
  g_autoptr (GVariant) value = NULL;

  g_return_val_if_fail (MARBRE_IS_SCREEN_READER (self), FALSE);

  if (self->status != NULL)
    value = g_dbus_proxy_get_cached_property (self->status, "ScreenReaderEnabled");
  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) &&
         g_variant_get_boolean (value);
}
