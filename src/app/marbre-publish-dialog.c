/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last look before a story goes out; see marbre-publish-dialog.h. It works on a snapshot: what
 * is written meanwhile is not published by surprise.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-publish-dialog.h"

#include <glib/gi18n.h>

#include "marbre-checks.h"
#include "marbre-compat.h"
#include "marbre-endpoint.h"
#include "marbre-outbox.h"
#include "marbre-publish-checks.h"
#include "marbre-publish-choice.h"
#include "marbre-slug.h"
#include "marbre-time.h"
#include "marbre-wall-time.h"
#include "marbre-when.h"

/* A site rounds to minutes and its clock may be ahead: less than this is not "later". Seconds. */
#define SOONEST 120

struct _MarbrePublishDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkButton *accept;
  AdwComboRow *site_row;
  AdwComboRow *status_row;
  GtkWidget *date_row;
  GtkWidget *time_row;
  AdwActionRow *moment_row;
  GtkMenuButton *date_button;
  GtkCalendar *calendar;
  GtkSpinButton *hour;
  GtkSpinButton *minute;
  GtkStringList *status_list;
  AdwEntryRow *slug_row;
  GtkWidget *pin_row;
  GtkSwitch *pin;
  AdwEntryRow *password_row;
  AdwPreferencesGroup *checks_group;

  MarbreStory *story;     /* (owned): a snapshot */
  GPtrArray *checks;      /* (owned) (element-type MarbreCheck): what was found in it */
  MarbrePosting *posting; /* (owned) (nullable): how it stands at one site, if that is known */
  MarbreSite *listed;     /* (owned) (nullable): the site that the choices are of */
  GStrv statuses;         /* (owned) (nullable): the choices */
  gboolean blocked;       /* a check says that it must not go out so */
};

enum
{
  SIGNAL_ACCEPTED,
  SIGNAL_CHECK_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbrePublishDialog, marbre_publish_dialog, ADW_TYPE_WINDOW)

static MarbreSite *
chosen_site (MarbrePublishDialog *self)
{
  return adw_combo_row_get_selected_item (self->site_row);
}

static const char *
chosen_status (MarbrePublishDialog *self)
{
  const guint selected = adw_combo_row_get_selected (self->status_row);

  return self->statuses && selected < g_strv_length (self->statuses) ? self->statuses[selected]
                                                                     : "draft";
}

/* Seconds UTC of the date and time entered, in the desktop's zone. */
static gint64
chosen_date (MarbrePublishDialog *self, MarbreWallTime *kind)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) wall = g_date_time_new_utc (
      g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day),
      gtk_spin_button_get_value_as_int (self->hour),
      gtk_spin_button_get_value_as_int (self->minute), 0);
  MarbreWallTime read;
  gint64 seconds;

  read = marbre_wall_time_read (wall, zone, &seconds);
  if (kind)
    *kind = read;
  return seconds;
}

/* How the story stands at the site chosen, as far as is known here. */
static const MarbrePosting *
known_posting (MarbrePublishDialog *self)
{
  MarbreSite *site = chosen_site (self);

  return site != NULL && self->posting != NULL &&
                 g_str_equal (marbre_site_get_id (site), self->posting->site_id)
             ? self->posting
             : NULL;
}

/* Whether readers would see the story before its embargo ends. */
static gboolean
breaks_embargo (MarbrePublishDialog *self)
{
  const char *status = chosen_status (self);
  gint64 moment = g_str_equal (status, "future") ? chosen_date (self, NULL) : marbre_time_now ();

  return marbre_publish_choice_is_shown (status) &&
         moment < marbre_story_get_time (self->story, MARBRE_MOMENT_EMBARGO_UNTIL);
}

/* The same moment where the site stands, and in the world's time. */
static char *
describe_elsewhere (MarbrePublishDialog *self, gint64 date, MarbreWallTime kind)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  MarbreSite *site = chosen_site (self);
  g_autoptr (GTimeZone) zone = site ? marbre_site_dup_zone (site) : NULL;
  g_autofree char *world = marbre_when_format_full (date, utc);
  g_autofree char *there = zone ? marbre_when_format_full (date, zone) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (kind == MARBRE_WALL_TIME_NEVER)
    g_string_append_printf (text, "%s\n", _("The clock is put forward over the time you chose."));
  else if (kind == MARBRE_WALL_TIME_TWICE)
    g_string_append_printf (text, "%s\n",
                            _("The clock shows this time twice that night; the first is meant."));
  if (there)
    {
      /* TRANSLATORS: a moment in the time zone of the site */
      g_string_append_printf (text, _("At the site: %s"), there);
      g_string_append_c (text, '\n');
    }
  g_string_append (text, world);
  return marbre_string_steal (g_steal_pointer (&text));
}

static void
show_date (MarbrePublishDialog *self)
{
  MarbreWallTime kind;
  gint64 date = chosen_date (self, &kind);
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (date);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *here = marbre_when_format_full (date, local);
  g_autofree char *elsewhere = describe_elsewhere (self, date, kind);
  /* TRANSLATORS: the day chosen for a publication, "12 March 2026" */
  g_autofree char *day = moment ? g_date_time_format (moment, _("%-d %B %Y")) : NULL;
  gboolean soon = date < marbre_time_now () + SOONEST;

  gtk_menu_button_set_label (self->date_button, day ? day : "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->moment_row),
                                 soon ? _("Choose a time at least two minutes ahead.") : here);
  adw_action_row_set_subtitle (self->moment_row, soon ? "" : elsewhere);
}

/* What the site chosen can do; what was chosen stays chosen, if it can do that. */
static void
list_choices (MarbrePublishDialog *self, const char *wished)
{
  MarbreSite *site = chosen_site (self);
  const MarbrePosting *posting = known_posting (self);
  g_autofree char *status = g_strdup (wished ? wished : chosen_status (self));
  g_auto (GStrv) statuses = site ? marbre_publish_choice_list (site, posting) : g_new0 (char *, 1);
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  guint selected = 0;

  for (guint i = 0; statuses[i]; i++)
    {
      g_ptr_array_add (titles, (gpointer) marbre_publish_choice_get_title (statuses[i], posting));
      if (g_str_equal (statuses[i], status))
        selected = i;
    }
  g_ptr_array_add (titles, NULL);
  g_set_object (&self->listed, site);
  g_clear_pointer (&self->statuses, g_strfreev);
  self->statuses = g_steal_pointer (&statuses);
  gtk_string_list_splice (self->status_list, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->status_list)),
                          (const char *const *) titles->pdata);
  adw_combo_row_set_selected (self->status_row, selected);
}

/* What lies behind "More": what the site can do and the account may, as it is there now. */
static void
show_more (MarbrePublishDialog *self)
{
  MarbreSite *site = chosen_site (self);
  const MarbrePosting *posting = known_posting (self);
  const MarbreCapabilities can = site ? marbre_endpoint_look_up_capabilities (site) : 0;
  const int rights = site ? marbre_site_get_rights (site) : MARBRE_SITE_RIGHTS_UNKNOWN;
  const gboolean may_pin = rights == MARBRE_SITE_RIGHTS_UNKNOWN || (rights & MARBRE_SITE_MAY_PIN);

  gtk_widget_set_visible (self->pin_row, (can & MARBRE_CAN_PIN) && may_pin);
  gtk_widget_set_visible (GTK_WIDGET (self->password_row), (can & MARBRE_CAN_GUARD) != 0);
  gtk_switch_set_active (self->pin, posting != NULL && posting->pinned);
  gtk_editable_set_text (GTK_EDITABLE (self->password_row), posting ? posting->password : "");
  /* Readers have shared the address of what is online. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->slug_row),
                                 marbre_publish_choice_is_online (posting)
                                     ? _("End of the address (slug); readers’ links may break")
                                     : _("End of the address (slug)"));
}

/* The slug that is there, or for a new address one of the headline. */
static void
propose_slug (MarbrePublishDialog *self)
{
  const char *slug = marbre_story_get_text (self->story, MARBRE_FIELD_SLUG);
  g_autofree char *proposed =
      slug[0] != '\0' || marbre_publish_choice_is_online (known_posting (self))
          ? g_strdup (slug)
          : marbre_slug_from_text (marbre_story_get_text (self->story, MARBRE_FIELD_HEADLINE), 60);

  gtk_editable_set_text (GTK_EDITABLE (self->slug_row), proposed);
}

static void
update (MarbrePublishDialog *self)
{
  MarbreSite *site = chosen_site (self);
  const MarbrePosting *posting = known_posting (self);
  const char *status = chosen_status (self);
  const gboolean later = g_str_equal (status, "future");
  const gboolean shown = marbre_publish_choice_is_shown (status);
  g_autofree char *outcome =
      site ? marbre_publish_choice_describe (status, site, posting) : g_strdup ("");

  gtk_window_set_title (GTK_WINDOW (self),
                        marbre_publish_choice_is_there (posting) ? _("Update") : _("Publish"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->status_row), outcome);
  gtk_widget_set_visible (self->date_row, later);
  gtk_widget_set_visible (self->time_row, later);
  gtk_widget_set_visible (GTK_WIDGET (self->moment_row), later);
  if (later)
    show_date (self);
  gtk_button_set_label (self->accept, marbre_publish_choice_get_label (status, posting));
  gtk_widget_set_sensitive (
      GTK_WIDGET (self->accept),
      site != NULL && (!shown || (!self->blocked && !breaks_embargo (self))) &&
          (!later || chosen_date (self, NULL) >= marbre_time_now () + SOONEST));
}

static void
changed_cb (MarbrePublishDialog *self)
{
  update (self);
}

static void
site_changed_cb (MarbrePublishDialog *self)
{
  if (chosen_site (self) == self->listed)
    return;
  list_choices (self, NULL);
  show_more (self);
  propose_slug (self);
  update (self);
}

/* Only what was changed here goes, so that a colleague's decision at the site stays. */
static void
accept_cb (MarbrePublishDialog *self)
{
  MarbreSite *site = chosen_site (self);
  const MarbrePosting *posting = known_posting (self);
  const char *status = chosen_status (self);
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password_row));
  const gboolean pinned = gtk_switch_get_active (self->pin);
  const MarbreOutboxOrder order = {
    .status = status,
    .date = g_str_equal (status, "future") ? chosen_date (self, NULL) : 0,
    .pinned = pinned == (posting != NULL && posting->pinned) ? -1 : pinned,
    .password = g_str_equal (password, posting ? posting->password : "") ? NULL : password,
  };

  if (site == NULL)
    return;
  marbre_story_set_text (self->story, MARBRE_FIELD_SLUG,
                         gtk_editable_get_text (GTK_EDITABLE (self->slug_row)));
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, site, &order);
  gtk_window_close (GTK_WINDOW (self));
}

static void
row_activated_cb (MarbrePublishDialog *self, GtkWidget *row)
{
  MarbreCheck *check = g_object_get_data (G_OBJECT (row), "check");
  g_autoptr (MarbreCheck) chosen = marbre_check_copy (check);

  /* Closing may be the end of the dialog; the keyboard goes to the place, not to this button. */
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_CHECK_CHOSEN], 0, chosen);
  g_object_unref (self);
}

static char *
site_label (MarbreSite *site, gpointer data)
{
  return site ? g_strdup (marbre_site_get_name (site)) : g_strdup ("");
}

static void
show_sites (MarbrePublishDialog *self, GListModel *sites, MarbreSite *site)
{
  g_autoptr (GtkExpression) name =
      gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (site_label), NULL,
                                   NULL);
  guint n = g_list_model_get_n_items (sites);

  adw_combo_row_set_expression (self->site_row, name);
  adw_combo_row_set_model (self->site_row, sites);
  for (guint i = 0; site != NULL && i < n; i++)
    {
      g_autoptr (MarbreSite) other = g_list_model_get_item (sites, i);

      if (g_str_equal (marbre_site_get_id (other), marbre_site_get_id (site)))
        adw_combo_row_set_selected (self->site_row, i);
    }
  if (n == 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->site_row),
                                 _("Connect a site first: main menu, Sites."));
}

/* Tomorrow at seven: when a daily's morning begins. */
static void
propose_date (MarbrePublishDialog *self)
{
  gint64 wished = marbre_story_get_time (self->story, MARBRE_MOMENT_PUBLISH_AT);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) known = wished > marbre_time_now ()
                                    ? g_date_time_new_from_unix_local (wished)
                                    : NULL;

  gtk_calendar_select_day (self->calendar, known ? known : tomorrow);
  gtk_spin_button_set_value (self->hour, known ? g_date_time_get_hour (known) : 7);
  gtk_spin_button_set_value (self->minute, known ? g_date_time_get_minute (known) : 0);
}

static gboolean
show_two_digits (GtkSpinButton *button, gpointer data)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (button));

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (button)), text))
    gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

static void
marbre_publish_dialog_dispose (GObject *object)
{
  MarbrePublishDialog *self = MARBRE_PUBLISH_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_PUBLISH_DIALOG);
  g_clear_object (&self->story);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->posting, marbre_posting_free);
  g_clear_object (&self->listed);
  g_clear_pointer (&self->statuses, g_strfreev);
  G_OBJECT_CLASS (marbre_publish_dialog_parent_class)->dispose (object);
}

static void
marbre_publish_dialog_class_init (MarbrePublishDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_publish_dialog_dispose;

  /**
   * MarbrePublishDialog::accepted:
   * @site: where to
   * @order: (type gpointer): a #MarbreOutboxOrder, valid during the emission
   */
  signals[SIGNAL_ACCEPTED] =
      g_signal_new ("accepted", MARBRE_TYPE_PUBLISH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, MARBRE_TYPE_SITE, G_TYPE_POINTER);
  /**
   * MarbrePublishDialog::check-chosen:
   * @check: (type gpointer): a finding to go to; the dialog is closed. Valid during the emission
   */
  signals[SIGNAL_CHECK_CHOSEN] =
      g_signal_new ("check-chosen", MARBRE_TYPE_PUBLISH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-publish-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, site_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, status_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, time_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, moment_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, date_button);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, calendar);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, hour);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, minute);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, status_list);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, slug_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, pin_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, pin);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, checks_group);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, site_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_publish_dialog_init (MarbrePublishDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->hour, "output", G_CALLBACK (show_two_digits), NULL);
  g_signal_connect (self->minute, "output", G_CALLBACK (show_two_digits), NULL);
}

/**
 * marbre_publish_dialog_new:
 * @parent: the window it belongs to
 * @sites: (element-type MarbreSite): where stories can go
 * @site: (nullable): the one proposed
 * @story: a snapshot of the story; its slug may be changed here
 * @checks: (element-type MarbreCheck): what was found in it
 * @status: (nullable): what is proposed, "publish" if %NULL
 * @posting: (nullable): how it stands at a site, if that is known; copied
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
marbre_publish_dialog_new (GtkWindow *parent,
                           GListModel *sites,
                           MarbreSite *site,
                           MarbreStory *story,
                           GPtrArray *checks,
                           const char *status,
                           const MarbrePosting *posting)
{
  MarbrePublishDialog *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (sites), NULL);
  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);
  g_return_val_if_fail (checks != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_PUBLISH_DIALOG, "transient-for", parent, NULL);
  self->story = g_object_ref (story);
  self->checks = g_ptr_array_ref (checks);
  self->posting = posting ? marbre_posting_copy (posting) : NULL;
  show_sites (self, sites, site);
  self->blocked = marbre_publish_checks_show (self->checks_group, checks,
                                              G_CALLBACK (row_activated_cb), G_OBJECT (self));
  propose_date (self);
  list_choices (self, status ? status : "publish");
  show_more (self);
  propose_slug (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->accept));
  return GTK_WIDGET (self);
}

/**
 * marbre_publish_dialog_get_story:
 *
 * Returns: (transfer none): the snapshot, with the slug that was chosen
 */
MarbreStory *
marbre_publish_dialog_get_story (MarbrePublishDialog *self)
{
  g_return_val_if_fail (MARBRE_IS_PUBLISH_DIALOG (self), NULL);
  return self->story;
}
