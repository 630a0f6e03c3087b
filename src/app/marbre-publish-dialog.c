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
#include "marbre-slug.h"
#include "marbre-time.h"
#include "marbre-when.h"

/* A site rounds to minutes and its clock may be ahead: less than this is not "later". Seconds. */
#define SOONEST 120

/* The order of the rows in the template. */
static const char *const statuses[] = { "publish", "draft", "future" };

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
  AdwEntryRow *slug_row;
  AdwPreferencesGroup *checks_group;

  MarbreStory *story; /* (owned): a snapshot */
  GPtrArray *checks;  /* (owned) (element-type MarbreCheck): what was found in it */
  char *online_site;  /* (owned) (nullable): id of the site that has the story already */
  gboolean blocked;   /* a check says that it must not go out so */
};

enum
{
  SIGNAL_ACCEPTED,
  SIGNAL_CHECK_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbrePublishDialog, marbre_publish_dialog, ADW_TYPE_WINDOW)

static const char *
chosen_status (MarbrePublishDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->status_row);

  return statuses[MIN (selected, G_N_ELEMENTS (statuses) - 1)];
}

/* Seconds UTC of the date and time entered, in the desktop's zone. */
static gint64
chosen_date (MarbrePublishDialog *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) moment = g_date_time_new_local (
      g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day),
      gtk_spin_button_get_value_as_int (self->hour),
      gtk_spin_button_get_value_as_int (self->minute), 0);

  return moment ? g_date_time_to_unix (moment) : 0;
}

/* Whether the site chosen has the story already, as far as is known here. */
static gboolean
is_online (MarbrePublishDialog *self)
{
  MarbreSite *site = adw_combo_row_get_selected_item (self->site_row);

  return site != NULL && g_strcmp0 (marbre_site_get_id (site), self->online_site) == 0;
}

/* Whether readers would see the story before its embargo ends. */
static gboolean
breaks_embargo (MarbrePublishDialog *self)
{
  gint64 moment = g_str_equal (chosen_status (self), "future") ? chosen_date (self)
                                                               : marbre_time_now ();

  return moment < marbre_story_get_time (self->story, MARBRE_MOMENT_EMBARGO_UNTIL);
}

static void
show_date (MarbrePublishDialog *self)
{
  gint64 date = chosen_date (self);
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (date);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *here = marbre_when_format_full (date, local);
  g_autofree char *there = marbre_when_format_full (date, utc);
  /* TRANSLATORS: the day chosen for a publication, "12 March 2026" */
  g_autofree char *day = moment ? g_date_time_format (moment, _("%-d %B %Y")) : NULL;
  gboolean soon = date < marbre_time_now () + SOONEST;

  gtk_menu_button_set_label (self->date_button, day ? day : "");
  /* In the desk's time and in the world's: a site may stand in another zone. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->moment_row),
                                 soon ? _("Choose a time at least two minutes ahead.") : here);
  adw_action_row_set_subtitle (self->moment_row, soon ? "" : there);
}

static void
update (MarbrePublishDialog *self)
{
  const char *status = chosen_status (self);
  gboolean later = g_str_equal (status, "future");
  gboolean draft = g_str_equal (status, "draft");
  gboolean online = is_online (self);
  const char *label;

  gtk_window_set_title (GTK_WINDOW (self), online ? _("Update") : _("Publish"));
  /* The address of a page that readers have already shared is not changed in passing. */
  gtk_widget_set_visible (GTK_WIDGET (self->slug_row), !online);
  gtk_widget_set_visible (self->date_row, later);
  gtk_widget_set_visible (self->time_row, later);
  gtk_widget_set_visible (GTK_WIDGET (self->moment_row), later);
  if (later)
    show_date (self);
  if (draft)
    label = _("_Save draft");
  else if (later)
    label = _("_Schedule");
  else
    label = online ? _("_Update") : _("_Publish");
  gtk_button_set_label (self->accept, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept),
                            adw_combo_row_get_selected_item (self->site_row) != NULL &&
                                (draft || (!self->blocked && !breaks_embargo (self))) &&
                                (!later || chosen_date (self) >= marbre_time_now () + SOONEST));
}

static void
changed_cb (MarbrePublishDialog *self)
{
  update (self);
}

static void
accept_cb (MarbrePublishDialog *self)
{
  MarbreSite *site = adw_combo_row_get_selected_item (self->site_row);
  const char *status = chosen_status (self);
  gint64 date = g_str_equal (status, "future") ? chosen_date (self) : 0;

  if (site == NULL)
    return;
  marbre_story_set_text (self->story, MARBRE_FIELD_SLUG,
                         gtk_editable_get_text (GTK_EDITABLE (self->slug_row)));
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, site, status, date);
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

/* A kind of finding: what it is, or what one alone says. It leads to the first of them. */
static void
add_kind (MarbrePublishDialog *self, const MarbreCheck *check, guint count)
{
  g_autofree char *title =
      count > 1 ? g_strdup_printf (C_ ("kind of finding and how many", "%s (%u)"),
                                   marbre_check_get_title (check), count)
                : NULL;
  static const char *const icons[] = {
    [MARBRE_SEVERITY_INFO] = "dialog-information-symbolic",
    [MARBRE_SEVERITY_WARNING] = "dialog-warning-symbolic",
    [MARBRE_SEVERITY_ERROR] = "dialog-error-symbolic",
  };
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (icons[check->severity]);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title ? title : check->message);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _("Go there"));
  g_object_set_data (G_OBJECT (row), "check", (gpointer) check);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  if (check->severity == MARBRE_SEVERITY_ERROR)
    gtk_widget_add_css_class (icon, "error");
  else if (check->severity == MARBRE_SEVERITY_WARNING)
    gtk_widget_add_css_class (icon, "warning");
  adw_preferences_group_add (self->checks_group, row);
}

static guint
count_kind (GPtrArray *checks, const char *id)
{
  guint count = 0;

  for (guint i = 0; i < checks->len; i++)
    count += g_str_equal (((const MarbreCheck *) g_ptr_array_index (checks, i))->id, id);
  return count;
}

/* The same findings as in the sidebar, one row to each kind, the worst first. */
static void
show_checks (MarbrePublishDialog *self, GPtrArray *checks)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);

  for (int severity = MARBRE_SEVERITY_ERROR; severity >= MARBRE_SEVERITY_INFO; severity--)
    for (guint i = 0; i < checks->len; i++)
      {
        const MarbreCheck *check = g_ptr_array_index (checks, i);

        if ((int) check->severity != severity || !g_hash_table_add (shown, check->id))
          continue;
        add_kind (self, check, count_kind (checks, check->id));
        /* Whether an embargo is over depends on when the story appears. */
        if (check->severity == MARBRE_SEVERITY_ERROR && !g_str_equal (check->id, "embargo"))
          self->blocked = TRUE;
      }
  if (checks->len == 0)
    adw_preferences_group_set_description (self->checks_group, _("Nothing to correct."));
  else if (self->blocked)
    adw_preferences_group_set_description (
        self->checks_group,
        _("Errors have to be mended before readers see the story. A draft may go."));
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
  g_clear_pointer (&self->online_site, g_free);
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
   * @status: "publish", "draft" or "future"
   * @date: seconds since 1970 UTC for "future", else 0
   */
  signals[SIGNAL_ACCEPTED] =
      g_signal_new ("accepted", MARBRE_TYPE_PUBLISH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, MARBRE_TYPE_SITE, G_TYPE_STRING, G_TYPE_INT64);
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
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, slug_row);
  gtk_widget_class_bind_template_child (widget_class, MarbrePublishDialog, checks_group);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
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
 * @online: it stands at @site already
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
                           gboolean online)
{
  MarbrePublishDialog *self;
  const char *headline;
  const char *slug;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (sites), NULL);
  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);
  g_return_val_if_fail (checks != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_PUBLISH_DIALOG, "transient-for", parent, NULL);
  self->story = g_object_ref (story);
  self->checks = g_ptr_array_ref (checks);
  self->online_site = online && site != NULL ? g_strdup (marbre_site_get_id (site)) : NULL;
  headline = marbre_story_get_text (story, MARBRE_FIELD_HEADLINE);
  slug = marbre_story_get_text (story, MARBRE_FIELD_SLUG);

  if (slug[0] != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->slug_row), slug);
  else
    {
      g_autofree char *proposed = marbre_slug_from_text (headline, 60);

      gtk_editable_set_text (GTK_EDITABLE (self->slug_row), proposed);
    }
  show_sites (self, sites, site);
  show_checks (self, checks);
  propose_date (self);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (statuses[i], status) == 0)
      adw_combo_row_set_selected (self->status_row, i);
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
