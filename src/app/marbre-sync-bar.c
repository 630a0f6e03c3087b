/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far a site is fetched; see marbre-sync-bar.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-sync-bar.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"

/* What is done sooner does not move the window about. */
#define SHOW_MILLISECONDS 1000

struct _MarbreSyncBar
{
  GtkWidget parent_instance;

  /* Template */
  GtkRevealer *revealer;
  GtkLabel *label;
  GtkProgressBar *progress;

  char *site_name; /* (owned): the site's, "" while nothing is fetched */
  guint timeout;   /* until it is shown */
};

G_DEFINE_FINAL_TYPE (MarbreSyncBar, marbre_sync_bar, GTK_TYPE_WIDGET)

static void
marbre_sync_bar_dispose (GObject *object)
{
  MarbreSyncBar *self = MARBRE_SYNC_BAR (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_SYNC_BAR);
  G_OBJECT_CLASS (marbre_sync_bar_parent_class)->dispose (object);
}

static void
marbre_sync_bar_finalize (GObject *object)
{
  g_free (MARBRE_SYNC_BAR (object)->site_name);
  G_OBJECT_CLASS (marbre_sync_bar_parent_class)->finalize (object);
}

static void
marbre_sync_bar_class_init (MarbreSyncBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = marbre_sync_bar_dispose;
  object_class->finalize = marbre_sync_bar_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-sync-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreSyncBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, MarbreSyncBar, label);
  gtk_widget_class_bind_template_child (widget_class, MarbreSyncBar, progress);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "syncbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
marbre_sync_bar_init (MarbreSyncBar *self)
{
  self->site_name = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_cb (gpointer user_data)
{
  MarbreSyncBar *self = user_data;

  self->timeout = 0;
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * marbre_sync_bar_begin:
 * @site_name: what the newsroom calls the site
 *
 * A site is being fetched from now on.
 */
void
marbre_sync_bar_begin (MarbreSyncBar *self, const char *site_name)
{
  g_autofree char *text = NULL;

  g_return_if_fail (MARBRE_IS_SYNC_BAR (self));

  marbre_set_str (&self->site_name, site_name);
  text = g_strdup_printf (_ ("Fetching from “%s”…"), site_name);
  gtk_label_set_text (self->label, text);
  gtk_progress_bar_set_fraction (self->progress, 0);
  if (self->timeout == 0)
    self->timeout = g_timeout_add_once (SHOW_MILLISECONDS, show_cb, self);
}

static char *
describe_left (gint64 seconds)
{
  const gulong minutes = (gulong) ((seconds + 30) / 60);

  if (minutes == 0)
    return g_strdup (_ ("less than a minute left"));
  return g_strdup_printf (ngettext ("about %lu minute left", "about %lu minutes left", minutes),
                          minutes);
}

static char *
describe (MarbreSyncBar *self, const MarbreSyncNews *news)
{
  g_autofree char *left = NULL;

  if (news->wait > 0)
    return g_strdup_printf (ngettext ("“%s” is busy. It goes on in %u second.",
                                      "“%s” is busy. It goes on in %u seconds.", news->wait),
                            self->site_name, news->wait);
  if (news->phase == MARBRE_SYNC_SWEEPING)
    return g_strdup_printf (_ ("Looking for what “%s” does not have any more…"), self->site_name);
  if (news->total < 0)
    /* TRANSLATORS: a site and the number of articles that came so far */
    return g_strdup_printf (_ ("Fetching from “%s”: %'lu"), self->site_name, (gulong) news->seen);
  if (news->seconds_left < 0)
    /* TRANSLATORS: a site, the number of articles that came so far and of those that there are */
    return g_strdup_printf (_ ("Fetching from “%s”: %'lu of %'lu"), self->site_name,
                            (gulong) news->seen, (gulong) news->total);
  left = describe_left (news->seconds_left);
  /* TRANSLATORS: a site, the number of articles that came so far and of those that there are, how
   * many come in a second, "about 2 minutes left" */
  return g_strdup_printf (_ ("Fetching from “%s”: %'lu of %'lu, %.0f per second, %s"),
                          self->site_name, (gulong) news->seen, (gulong) news->total, news->rate,
                          left);
}

/**
 * marbre_sync_bar_show:
 * @news: how it goes
 *
 * Says how far it is.
 */
void
marbre_sync_bar_show (MarbreSyncBar *self, const MarbreSyncNews *news)
{
  g_autofree char *text = NULL;

  g_return_if_fail (MARBRE_IS_SYNC_BAR (self));

  text = describe (self, news);
  gtk_label_set_text (self->label, text);
  if (news->total > 0)
    gtk_progress_bar_set_fraction (self->progress,
                                   MIN ((double) news->seen / (double) news->total, 1));
  else
    gtk_progress_bar_pulse (self->progress);
}

/**
 * marbre_sync_bar_end:
 *
 * Takes the strip away.
 */
void
marbre_sync_bar_end (MarbreSyncBar *self)
{
  g_return_if_fail (MARBRE_IS_SYNC_BAR (self));

  g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
