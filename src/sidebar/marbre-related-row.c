/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A related story as a row; see marbre-related-row.h. The words of the reason are made here, since
 * they are the interface's language and not the archive's.
 */
#define G_LOG_DOMAIN "marbre-sidebar"

#include "config.h"

#include "marbre-related-row.h"

#include <glib/gi18n.h>

struct _MarbreRelatedRow
{
  GtkListBoxRow parent_instance;

  /* Template */
  GtkWidget *copy;
  GtkLabel *copy_label;
  GtkLabel *headline;
  GtkLabel *details;
  GtkLabel *reason;
  GtkWidget *dismiss;
  GtkWidget *insert;

  MarbreRelated *related; /* (owned) */
};

enum
{
  SIGNAL_INSERT,
  SIGNAL_DISMISS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreRelatedRow, marbre_related_row, GTK_TYPE_LIST_BOX_ROW)

static void
insert_cb (MarbreRelatedRow *self)
{
  g_signal_emit (self, signals[SIGNAL_INSERT], 0);
}

static void
dismiss_cb (MarbreRelatedRow *self)
{
  /* The button goes: the focus must have another place first. */
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_visible (self->copy, FALSE);
  gtk_widget_set_visible (self->dismiss, FALSE);
  g_signal_emit (self, signals[SIGNAL_DISMISS], 0);
}

static void
marbre_related_row_dispose (GObject *object)
{
  MarbreRelatedRow *self = MARBRE_RELATED_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_RELATED_ROW);
  g_clear_object (&self->related);
  G_OBJECT_CLASS (marbre_related_row_parent_class)->dispose (object);
}

static void
marbre_related_row_class_init (MarbreRelatedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_related_row_dispose;

  /**
   * MarbreRelatedRow::insert:
   *
   * The story shall be inserted as read-also.
   */
  signals[SIGNAL_INSERT] = g_signal_new ("insert", MARBRE_TYPE_RELATED_ROW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * MarbreRelatedRow::dismiss:
   *
   * The story has not run already under this one.
   */
  signals[SIGNAL_DISMISS] = g_signal_new ("dismiss", MARBRE_TYPE_RELATED_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/sidebar/marbre-related-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreRelatedRow, copy);
  gtk_widget_class_bind_template_child (widget_class, MarbreRelatedRow, copy_label);
  gtk_widget_class_bind_template_child (widget_class, MarbreRelatedRow, headline);
  gtk_widget_class_bind_template_child (widget_class, MarbreRelatedRow, details);
  gtk_widget_class_bind_template_child (widget_class, MarbreRelatedRow, reason);
  gtk_widget_class_bind_template_child (widget_class, MarbreRelatedRow, dismiss);
  gtk_widget_class_bind_template_child (widget_class, MarbreRelatedRow, insert);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
  gtk_widget_class_bind_template_callback (widget_class, insert_cb);
}

static void
marbre_related_row_init (MarbreRelatedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* NULL if it was not published. */
static char *
format_date (MarbreRelated *related)
{
  gint64 published = marbre_related_get_published (related);
  g_autoptr (GDateTime) moment = published ? g_date_time_new_from_unix_local (published) : NULL;

  /* TRANSLATORS: the date of a related story, "12 March 2026" */
  return moment ? g_date_time_format (moment, _("%-d %B %Y")) : NULL;
}

static char *
format_details (MarbreRelated *related)
{
  const char *section = marbre_related_get_section (related);
  g_autofree char *date = format_date (related);

  if (section[0] != '\0' && date != NULL)
    return g_strdup_printf ("%s · %s", section, date);
  return g_strdup (date ? date : section);
}

static char *
format_reason (MarbreRelated *related)
{
  const char *const *tags = marbre_related_get_shared_tags (related);
  const char *const *terms = marbre_related_get_shared_terms (related);
  guint n_tags = g_strv_length ((char **) tags);
  g_autofree char *names = g_strjoinv (", ", (char **) terms);
  g_autofree char *shared = NULL;

  if (n_tags == 1)
    shared = g_strdup_printf (_("Tag in common: %s"), tags[0]);
  else if (n_tags > 1)
    shared = g_strdup_printf (ngettext ("%u tag in common", "%u tags in common", n_tags), n_tags);
  if (shared != NULL && names[0] != '\0')
    return g_strdup_printf ("%s · %s", shared, names);
  return shared ? g_steal_pointer (&shared) : g_steal_pointer (&names);
}

/**
 * marbre_related_row_is_copy:
 * @related: a story
 *
 * Returns: whether its row asks if it is the same: stories that did not run are no reason to
 */
gboolean
marbre_related_row_is_copy (MarbreRelated *related)
{
  return marbre_related_is_copy (related) && marbre_related_get_published (related) != 0;
}

/* Says above the headline that it may be the same story.
 *
 * Returns: (transfer full): what is read out */
static char *
show_copy (MarbreRelatedRow *self)
{
  const char *headline = marbre_related_get_headline (self->related);
  g_autofree char *date = format_date (self->related);
  /* TRANSLATORS: %s is a date */
  g_autofree char *text = g_strdup_printf (_("You may have run this on %s"), date);
  g_autofree char *name = g_strdup_printf (_("Not the same story: %s"), headline);

  gtk_label_set_text (self->copy_label, text);
  gtk_widget_set_visible (self->copy, TRUE);
  gtk_widget_set_visible (self->dismiss, TRUE);
  gtk_widget_set_tooltip_text (self->dismiss, _("Not the same story"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dismiss), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  return g_strdup_printf (C_ ("notice and headline", "%s: %s"), text, headline);
}

/**
 * marbre_related_row_new:
 * @related: the story
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
marbre_related_row_new (MarbreRelated *related)
{
  MarbreRelatedRow *self;
  g_autofree char *details = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *name = NULL;
  g_autofree char *said = NULL;
  const char *headline;

  g_return_val_if_fail (MARBRE_IS_RELATED (related), NULL);

  self = g_object_new (MARBRE_TYPE_RELATED_ROW, NULL);
  self->related = g_object_ref (related);
  headline = marbre_related_get_headline (related);
  details = format_details (related);
  reason = format_reason (related);
  gtk_label_set_text (self->headline, headline);
  gtk_label_set_text (self->details, details);
  gtk_label_set_text (self->reason, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->details), details[0] != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason[0] != '\0');

  name = g_strdup_printf (_("Insert as read also: %s"), headline);
  gtk_widget_set_tooltip_text (self->insert, _("Insert as read also"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->insert), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  said = marbre_related_row_is_copy (related) ? show_copy (self) : g_strdup (headline);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  /* A story that is nowhere online cannot be linked. */
  gtk_widget_set_visible (self->insert, marbre_related_get_url (related)[0] != '\0');
  return GTK_WIDGET (self);
}

/**
 * marbre_related_row_get_related:
 *
 * Returns: (transfer none): the story
 */
MarbreRelated *
marbre_related_row_get_related (MarbreRelatedRow *self)
{
  g_return_val_if_fail (MARBRE_IS_RELATED_ROW (self), NULL);
  return self->related;
}
