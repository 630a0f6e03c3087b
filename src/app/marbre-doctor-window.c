/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The doctor's window; see marbre-doctor-window.h. It begins by itself and may be asked again. A
 * site that is connected is saved with the certificate that one trusts; of one that is being set up
 * only its window is told, by "trusted".
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-doctor-window.h"

#include <glib/gi18n.h>

#include "marbre-certificate.h"
#include "marbre-doctor.h"

struct _MarbreDoctorWindow
{
  AdwWindow parent_instance;

  /* Template */
  GtkListBox *steps;
  GtkLabel *summary;
  GtkSpinner *spinner;
  GtkWidget *again_button;
  GtkWidget *trust_box;
  GtkLabel *certificate_label;

  MarbreNewsroom *newsroom;   /* (owned) */
  MarbreSite *site;           /* (owned) */
  char *secret;               /* (owned) (nullable): of a site that is being set up */
  MarbreDoctorReport *report; /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned): ends with the window */
};

enum
{
  TRUSTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreDoctorWindow, marbre_doctor_window, ADW_TYPE_WINDOW)

/* The states as a screen reader says them, and as classes of style. */
static const struct
{
  const char *words;
  const char *style;
} states[] = {
  [MARBRE_DOCTOR_GOOD] = { N_ ("In order"), "success" },
  [MARBRE_DOCTOR_WARNING] = { N_ ("Note"), "warning" },
  [MARBRE_DOCTOR_BAD] = { N_ ("Wrong"), "error" },
  [MARBRE_DOCTOR_NOT_SEEN] = { N_ ("Not looked at"), "dim-label" },
};

static GtkWidget *
make_row (const MarbreDoctorStep *step)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *sign = gtk_label_new (marbre_doctor_state_get_sign (step->state));
  g_autofree char *escaped = g_markup_escape_text (step->text, -1);
  g_autofree char *spoken =
      g_strdup_printf ("%s: %s. %s", _ (states[step->state].words), step->title, step->text);

  gtk_widget_add_css_class (sign, states[step->state].style);
  gtk_widget_add_css_class (sign, "title-4");
  gtk_label_set_width_chars (GTK_LABEL (sign), 2);
  gtk_widget_set_tooltip_text (sign, _ (states[step->state].words));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), step->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (step->state == MARBRE_DOCTOR_NOT_SEEN)
    gtk_widget_add_css_class (row, "dim-label");
  return row;
}

static void
clear_steps (MarbreDoctorWindow *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    gtk_list_box_remove (self->steps, row);
}

static void
show_report (MarbreDoctorWindow *self)
{
  const gboolean good = marbre_doctor_report_is_good (self->report);
  g_autofree char *words =
      self->report->certificate ? marbre_certificate_describe (self->report->certificate) : NULL;

  clear_steps (self);
  for (guint i = 0; i < self->report->steps->len; i++)
    gtk_list_box_append (self->steps, make_row (g_ptr_array_index (self->report->steps, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->steps), TRUE);
  gtk_label_set_text (self->summary, good ? _ ("The connection is in order.")
                                          : _ ("The connection fails at the step marked ✗."));
  gtk_widget_set_visible (self->trust_box, words != NULL);
  gtk_label_set_text (self->certificate_label, words ? words : "");
}

static void
set_busy (MarbreDoctorWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->again_button, !busy);
  gtk_widget_set_sensitive (self->trust_box, !busy);
  if (busy)
    gtk_label_set_text (self->summary, _ ("Going the way to the site…"));
}

static void
examined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreDoctorWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  MarbreDoctorReport *report = marbre_doctor_examine_finish (result, &error);

  if (report == NULL)
    return;
  g_clear_pointer (&self->report, marbre_doctor_report_free);
  self->report = report;
  set_busy (self, FALSE);
  show_report (self);
  /* It had the keyboard, and lost it while it could not be pressed. */
  gtk_widget_grab_focus (self->again_button);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreDoctorWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *secret =
      marbre_credentials_load_finish (MARBRE_CREDENTIALS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  marbre_doctor_examine_async (self->site, secret, self->cancellable, examined_cb,
                               g_object_ref (self));
}

static void
begin (MarbreDoctorWindow *self)
{
  set_busy (self, TRUE);
  if (self->secret)
    marbre_doctor_examine_async (self->site, self->secret, self->cancellable, examined_cb,
                                 g_object_ref (self));
  else
    marbre_credentials_load_async (marbre_newsroom_get_credentials (self->newsroom),
                                   marbre_site_get_id (self->site), self->cancellable, loaded_cb,
                                   g_object_ref (self));
}

static void
again_cb (MarbreDoctorWindow *self)
{
  begin (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreDoctorWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean saved = marbre_archive_save_site_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (saved)
    begin (self);
  else
    gtk_label_set_text (self->summary, error->message);
}

static void
trust_cb (MarbreDoctorWindow *self)
{
  g_autofree char *print = NULL;

  if (self->report == NULL || self->report->certificate == NULL)
    return;
  print = marbre_certificate_get_print (self->report->certificate);
  marbre_site_set_certificate (self->site, print);
  g_signal_emit (self, signals[TRUSTED], 0, print);
  if (self->secret)
    begin (self);
  else
    marbre_archive_save_site_async (marbre_newsroom_get_archive (self->newsroom), self->site,
                                    self->cancellable, saved_cb, g_object_ref (self));
}

static void
marbre_doctor_window_dispose (GObject *object)
{
  MarbreDoctorWindow *self = MARBRE_DOCTOR_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_DOCTOR_WINDOW);
  g_clear_object (&self->newsroom);
  g_clear_object (&self->site);
  g_clear_pointer (&self->secret, g_free);
  g_clear_pointer (&self->report, marbre_doctor_report_free);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (marbre_doctor_window_parent_class)->dispose (object);
}

static void
marbre_doctor_window_class_init (MarbreDoctorWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_doctor_window_dispose;
  /**
   * MarbreDoctorWindow::trusted:
   * @print: the fingerprint of the certificate that the user trusts from now on
   */
  signals[TRUSTED] = g_signal_new ("trusted", MARBRE_TYPE_DOCTOR_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-doctor-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreDoctorWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, MarbreDoctorWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, MarbreDoctorWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, MarbreDoctorWindow, again_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreDoctorWindow, trust_box);
  gtk_widget_class_bind_template_child (widget_class, MarbreDoctorWindow, certificate_label);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, trust_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_doctor_window_init (MarbreDoctorWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * marbre_doctor_window_new:
 * @parent: the window it belongs to
 * @newsroom: an open newsroom
 * @site: the site to look at, copied
 * @secret: (nullable): of a site that is being set up; %NULL for one that is connected
 *
 * Returns: (transfer floating): the window, which begins at once
 */
GtkWidget *
marbre_doctor_window_new (GtkWindow *parent,
                          MarbreNewsroom *newsroom,
                          MarbreSite *site,
                          const char *secret)
{
  MarbreDoctorWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_NEWSROOM (newsroom), NULL);
  g_return_val_if_fail (MARBRE_IS_SITE (site), NULL);

  self = g_object_new (MARBRE_TYPE_DOCTOR_WINDOW, "transient-for", parent, NULL);
  self->newsroom = g_object_ref (newsroom);
  self->site = marbre_site_copy (site);
  self->secret = g_strdup (secret);
  begin (self);
  return GTK_WIDGET (self);
}
