/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program; see marbre-application.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-application.h"

#include <glib/gi18n.h>

#include "marbre-newsroom.h"
#include "marbre-popover-keys.h"
#include "marbre-preferences.h"
#include "marbre-window.h"

struct _MarbreApplication
{
  AdwApplication parent_instance;

  GSettings *settings;       /* (owned): from startup on */
  MarbreNewsroom *newsroom;  /* (owned) (nullable): from activation on */
  MarbreLayoutStore *layouts; /* (owned) (nullable): once a window has the newsroom */
  MarbrePopoverKeys *popover_keys; /* (owned): from startup on */
  GCancellable *cancellable; /* (owned): ends with the program */
  gboolean open;             /* the newsroom is open */
};

G_DEFINE_FINAL_TYPE (MarbreApplication, marbre_application, ADW_TYPE_APPLICATION)

static MarbreWindow *
first_window (MarbreApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (MARBRE_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
show_newsroom (MarbreApplication *self, MarbreWindow *window)
{
  if (self->layouts == NULL)
    {
      g_autofree char *folder =
          g_build_filename (g_get_user_data_dir (), MARBRE_DATA_NAME, "layouts", NULL);

      self->layouts = marbre_layout_store_new (folder);
    }
  marbre_window_set_newsroom (window, self->newsroom, self->layouts);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MarbreApplication *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = marbre_newsroom_open_finish (MARBRE_NEWSROOM (source), result, &error);
  MarbreWindow *window;

  /* The program holds itself until this comes, so @self is there even after cancellation. */
  g_application_release (G_APPLICATION (self));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Opened again meanwhile: this one has been closed. */
  if (MARBRE_NEWSROOM (source) != self->newsroom)
    return;
  self->open = ok;
  window = first_window (self);
  if (window == NULL)
    return;
  if (ok)
    show_newsroom (self, window);
  else
    marbre_window_show_failure (window, error);
}

static void
open_newsroom (MarbreApplication *self)
{
  g_autoptr (GFile) folder = g_file_new_build_filename (g_get_user_data_dir (), MARBRE_DATA_NAME,
                                                        NULL);

  if (self->newsroom != NULL)
    marbre_newsroom_close (self->newsroom);
  g_clear_object (&self->newsroom);
  self->newsroom = marbre_newsroom_new (folder);
  g_application_hold (G_APPLICATION (self));
  marbre_newsroom_open_async (self->newsroom, self->cancellable, opened_cb, self);
}

static void
reopen_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MarbreApplication *self = MARBRE_APPLICATION (data);
  MarbreWindow *window = first_window (self);

  if (self->open || window == NULL)
    return;
  marbre_window_show_loading (window);
  open_newsroom (self);
}

/* From the desktop's notification. */
static void
outbox_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MarbreWindow *window = first_window (MARBRE_APPLICATION (data));

  if (window == NULL)
    return;
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.outbox", NULL);
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MarbreApplication *self = MARBRE_APPLICATION (data);
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));
  MarbreCredentials *credentials =
      self->newsroom ? marbre_newsroom_get_credentials (self->newsroom) : NULL;

  gtk_window_present (GTK_WINDOW (marbre_preferences_new (parent, self->settings, credentials)));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (data)),
                         "application-name", _("Marbre"),
                         "application-icon", MARBRE_APP_ID,
                         "version", MARBRE_VERSION,
                         "developer-name", _("The Marbre maintainers"),
                         "comments", _("Write, see, find, publish: a desk for journalists"),
                         "license-type", GTK_LICENSE_GPL_3_0, NULL);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MarbreWindow *window = first_window (MARBRE_APPLICATION (data));

  /* The window saves its story first, and says so if it cannot. Those that belong to it go with it.
   * */
  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
}

static const GActionEntry actions[] = {
  { .name = "reopen", .activate = reopen_action },
  { .name = "outbox", .activate = outbox_action },
  { .name = "preferences", .activate = preferences_action },
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
};

static const struct
{
  const char *action;
  const char *keys[5];
} accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "win.new-story", { "<Control>n" } },
  { "win.open-file", { "<Control>o" } },
  { "win.save", { "<Control>s" } },
  { "win.save-file", { "<Control><Shift>s" } },
  { "win.insert-picture", { "<Control><Shift>i" } },
  { "win.describe-picture", { "<Control><Shift>d" } },
  { "win.go-to-heading", { "<Control>j" } },
  { "win.find", { "<Control>f" } },
  { "win.find-replace", { "<Control>h" } },
  { "win.find-next", { "F3", "<Control>g" } },
  { "win.find-previous", { "<Shift>F3", "<Control><Shift>g" } },
  { "win.paste-plain", { "<Control><Shift>v" } },
  { "win.comment", { "<Control><Alt>m" } },
  { "win.suggest", { "<Control><Alt>s" } },
  { "win.suggest-removal", { "<Control><Alt>x" } },
  { "win.next-check", { "F8" } },
  { "win.previous-check", { "<Shift>F8" } },
  { "win.correct-check", { "<Control>period" } },
  { "win.versions", { "<Control><Shift>h" } },
  { "win.accept-note", { "<Control><Alt>a" } },
  { "win.reject-note", { "<Control><Alt>r" } },
  { "win.next-note", { "<Control>F8" } },
  { "win.previous-note", { "<Control><Shift>F8" } },
  { "win.print", { "<Control>p" } },
  { "win.search", { "<Control><Shift>f" } },
  { "win.publish", { "<Control>Return" } },
  { "win.view-online", { "<Control><Shift>o" } },
  { "win.fullscreen", { "F11" } },
  { "win.next-focus", { "F12" } },
  { "win.typewriter", { "<Shift>F12" } },
  { "win.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
  /* On a French keyboard the digit is the key’s second sign. */
  { "win.zoom-normal", { "<Control>0", "<Control>KP_0", "<Control>agrave" } },
  { "win.show-library", { "F9" } },
  { "win.show-preview", { "<Control><Shift>p" } },
  { "win.show-sidebar", { "<Control><Shift>r" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
};

static void
update_style (MarbreApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  int chosen = g_settings_get_enum (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (chosen, 0, 2)]);
}

static void
marbre_application_startup (GApplication *application)
{
  MarbreApplication *self = MARBRE_APPLICATION (application);

  G_APPLICATION_CLASS (marbre_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (MARBRE_APP_ID);

  self->settings = g_settings_new (MARBRE_APP_ID);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (update_style),
                           self, G_CONNECT_SWAPPED);
  update_style (self);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           (const char **) accelerators[i].keys);
  self->popover_keys = marbre_popover_keys_new (GTK_APPLICATION (self));
}

static void
marbre_application_activate (GApplication *application)
{
  MarbreApplication *self = MARBRE_APPLICATION (application);
  MarbreWindow *window = first_window (self);

  if (window == NULL)
    {
      window = marbre_window_new (GTK_APPLICATION (self), self->settings);
      if (self->open)
        show_newsroom (self, window);
    }
  gtk_window_present (GTK_WINDOW (window));
  if (self->newsroom == NULL)
    open_newsroom (self);
}

static void
marbre_application_shutdown (GApplication *application)
{
  MarbreApplication *self = MARBRE_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  if (self->newsroom != NULL)
    marbre_newsroom_close (self->newsroom);
  g_clear_object (&self->newsroom);
  g_clear_object (&self->layouts);
  g_clear_object (&self->settings);
  g_clear_object (&self->popover_keys);
  G_APPLICATION_CLASS (marbre_application_parent_class)->shutdown (application);
}

static void
marbre_application_finalize (GObject *object)
{
  g_clear_object (&MARBRE_APPLICATION (object)->cancellable);
  G_OBJECT_CLASS (marbre_application_parent_class)->finalize (object);
}

static void
marbre_application_class_init (MarbreApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = marbre_application_finalize;
  application_class->startup = marbre_application_startup;
  application_class->activate = marbre_application_activate;
  application_class->shutdown = marbre_application_shutdown;
}

static void
marbre_application_init (MarbreApplication *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * marbre_application_new:
 *
 * Returns: (transfer full): the program
 */
MarbreApplication *
marbre_application_new (void)
{
  return g_object_new (MARBRE_TYPE_APPLICATION, "application-id", MARBRE_APP_ID,
                       "resource-base-path", "/io/github/marbre/Marbre/app", NULL);
}
