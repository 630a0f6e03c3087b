/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The versions of a story; see marbre-revisions-window.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-revisions-window.h"

#include <glib/gi18n.h>

#include "marbre-comparison-view.h"
#include "marbre-restore.h"
#include "marbre-when.h"

struct _MarbreRevisionsWindow
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *title;
  GtkButton *passage_button;
  GtkButton *all_button;
  GtkWidget *side;
  GtkListBox *list;
  GtkLabel *legend;
  MarbreComparisonView *view;

  MarbreArchive *archive;    /* (owned) */
  MarbreDocument *document;  /* (owned) */
  MarbreStory *chosen;       /* (owned) (nullable): the version that is looked at */
  GPtrArray *fields;         /* (owned) (nullable): it, compared with the document */
  GCancellable *cancellable; /* (owned): ends with the window */
  GCancellable *looking;     /* (owned) (nullable): ends when another version is chosen */
  gboolean foreign;          /* the version is a text from elsewhere */
  gboolean kept;             /* the text before the first restoring is a revision */
};

G_DEFINE_FINAL_TYPE (MarbreRevisionsWindow, marbre_revisions_window, ADW_TYPE_WINDOW)

#define REVISION_KEY "marbre-revision"

static void
update (MarbreRevisionsWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n = marbre_comparison_view_get_length (self->view);
  const MarbreComparedField *field;
  const MarbreWordChange *change;
  g_autofree char *text = NULL;

  gtk_widget_action_set_enabled (widget, "revisions.previous", n > 0);
  gtk_widget_action_set_enabled (widget, "revisions.next", n > 0);
  gtk_widget_action_set_enabled (
      widget, "revisions.restore-passage",
      marbre_comparison_view_get_current (self->view, &field, &change));
  gtk_widget_action_set_enabled (widget, "revisions.restore-all", n > 0);
  gtk_widget_action_set_enabled (widget, "revisions.copy", self->chosen != NULL);
  if (self->fields == NULL)
    text = g_strdup ("");
  else if (n == 0)
    text = g_strdup (_("The texts are the same."));
  else if (self->foreign)
    text = g_strdup_printf (
        ngettext ("%u difference. Struck through: only in the file. Underlined: only in the story.",
                  "%u differences. Struck through: only in the file. Underlined: only in the "
                  "story.",
                  n),
        n);
  else
    text = g_strdup_printf (
        ngettext ("%u change. Struck through: gone since. Underlined: new since.",
                  "%u changes. Struck through: gone since. Underlined: new since.", n),
        n);
  gtk_label_set_text (self->legend, text);
}

static void
show_fields (MarbreRevisionsWindow *self, GPtrArray *fields)
{
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->fields = fields;
  marbre_comparison_view_set_fields (self->view, fields);
  update (self);
}

static void
show_error (MarbreRevisionsWindow *self, const GError *error)
{
  show_fields (self, NULL);
  gtk_label_set_text (self->legend, error->message);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreRevisionsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *fields = marbre_comparison_make_finish (result, &error);

  if (fields != NULL)
    show_fields (self, fields);
}

/* Shows what the chosen version and the document do not share. */
static void
compare (MarbreRevisionsWindow *self)
{
  g_autoptr (MarbreStory) present = marbre_document_snapshot (self->document);

  marbre_comparison_make_async (self->chosen, present, self->looking, compared_cb,
                                g_object_ref (self));
}

static void
look_at (MarbreRevisionsWindow *self, MarbreStory *story)
{
  g_set_object (&self->chosen, story);
  compare (self);
}

static void
begin_looking (MarbreRevisionsWindow *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreRevisionsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story =
      marbre_archive_load_revision_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (story != NULL)
    look_at (self, story);
  else
    show_error (self, error);
}

static void
row_selected_cb (MarbreRevisionsWindow *self, GtkListBoxRow *row)
{
  MarbreRevision *revision;

  if (row == NULL)
    return;
  revision = g_object_get_data (G_OBJECT (row), REVISION_KEY);
  begin_looking (self);
  marbre_archive_load_revision_async (self->archive, marbre_revision_get_number (revision),
                                      self->looking, loaded_cb, g_object_ref (self));
}

static char *
name_reason (MarbreRevision *revision)
{
  switch (marbre_revision_get_reason (revision))
    {
    case MARBRE_REVISION_PUBLICATION:
      return g_strdup (_("published"));
    case MARBRE_REVISION_REPLACED:
      return g_strdup (_("before the site’s text"));
    case MARBRE_REVISION_RESTORED:
      return g_strdup (_("before a restore"));
    case MARBRE_REVISION_AT_SITE:
      /* TRANSLATORS: a text that a site had until an update; %s is the site’s name */
      return g_strdup_printf (_("was at %s until the update"), marbre_revision_get_site (revision));
    case MARBRE_REVISION_PAUSE:
    default:
      return NULL;
    }
}

static GDateTime *
get_date (MarbreRevision *revision)
{
  return g_date_time_new_from_unix_local (marbre_revision_get_made (revision));
}

static GtkWidget *
make_row (MarbreRevision *revision)
{
  g_autoptr (GDateTime) date = get_date (revision);
  /* TRANSLATORS: a time of day, as in strftime () */
  g_autofree char *time = g_date_time_format (date, _("%H:%M"));
  g_autofree char *reason = name_reason (revision);
  g_autofree char *first = reason ? g_strdup_printf ("%s · %s", time, reason) : g_strdup (time);
  /* TRANSLATORS: words that came and words that went */
  g_autofree char *size = g_strdup_printf (_("+%u −%u words"), marbre_revision_get_added (revision),
                                           marbre_revision_get_removed (revision));
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (first);
  GtkWidget *subtitle = gtk_label_new (size);
  g_autofree char *label = g_strdup_printf ("%s, %s", first, size);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (row), REVISION_KEY, g_object_ref (revision), g_object_unref);
  return row;
}

/* Days have a heading of their own. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  g_autoptr (GDateTime) date = get_date (g_object_get_data (G_OBJECT (row), REVISION_KEY));
  g_autoptr (GDateTime) other =
      before ? get_date (g_object_get_data (G_OBJECT (before), REVISION_KEY)) : NULL;
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (other != NULL && g_date_time_get_year (date) == g_date_time_get_year (other) &&
      g_date_time_get_day_of_year (date) == g_date_time_get_day_of_year (other))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  /* TRANSLATORS: a day, as in strftime () */
  text = g_date_time_format (date, _("%A %-d %B %Y"));
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 4);
  gtk_widget_set_margin_start (label, 12);
  gtk_list_box_row_set_header (row, label);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreRevisionsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) revisions =
      marbre_archive_list_revisions_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (revisions == NULL)
    {
      show_error (self, error);
      return;
    }
  for (guint i = 0; i < revisions->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (revisions, i)));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreRevisionsWindow *self = MARBRE_REVISIONS_WINDOW (widget);

  marbre_comparison_view_step (self->view, g_str_equal (name, "revisions.next") ? 1 : -1);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreRevisionsWindow *self = MARBRE_REVISIONS_WINDOW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          marbre_story_get_text (self->chosen, MARBRE_FIELD_BODY));
}

/* What the document says now stays as a revision. The archive has it already, for the window opens
 * after a save; so this changes no story. */
static void
keep_present (MarbreRevisionsWindow *self)
{
  g_autoptr (MarbreStory) present = NULL;

  if (self->kept)
    return;
  self->kept = TRUE;
  present = marbre_document_snapshot (self->document);
  marbre_archive_save_story_async (self->archive, present, MARBRE_SAVE_BEFORE_RESTORE, NULL, NULL,
                                   NULL);
}

static void
restore_passage_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreRevisionsWindow *self = MARBRE_REVISIONS_WINDOW (widget);
  const MarbreComparedField *field;
  const MarbreWordChange *change;

  if (!marbre_comparison_view_get_current (self->view, &field, &change))
    return;
  keep_present (self);
  /* If the document has moved on, the new comparison shows it; nothing was restored then. */
  marbre_restore_passage (self->document, field, change);
  begin_looking (self);
  compare (self);
}

static void
restore_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreRevisionsWindow *self = MARBRE_REVISIONS_WINDOW (widget);

  keep_present (self);
  if (marbre_restore_all (self->document, self->fields, self->chosen))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  begin_looking (self);
  compare (self);
}

static void
marbre_revisions_window_dispose (GObject *object)
{
  MarbreRevisionsWindow *self = MARBRE_REVISIONS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->looking);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_REVISIONS_WINDOW);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_object (&self->chosen);
  g_clear_object (&self->document);
  g_clear_object (&self->archive);
  g_clear_object (&self->looking);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (marbre_revisions_window_parent_class)->dispose (object);
}

static void
marbre_revisions_window_class_init (MarbreRevisionsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_revisions_window_dispose;
  g_type_ensure (MARBRE_TYPE_COMPARISON_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-revisions-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreRevisionsWindow, title);
  gtk_widget_class_bind_template_child (widget_class, MarbreRevisionsWindow, passage_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreRevisionsWindow, all_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreRevisionsWindow, side);
  gtk_widget_class_bind_template_child (widget_class, MarbreRevisionsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, MarbreRevisionsWindow, legend);
  gtk_widget_class_bind_template_child (widget_class, MarbreRevisionsWindow, view);
  gtk_widget_class_install_action (widget_class, "revisions.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "revisions.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "revisions.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "revisions.restore-passage", NULL,
                                   restore_passage_action);
  gtk_widget_class_install_action (widget_class, "revisions.restore-all", NULL,
                                   restore_all_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK,
                                       "revisions.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "revisions.next",
                                       NULL);
}

static void
marbre_revisions_window_init (MarbreRevisionsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (row_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "moved", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static MarbreRevisionsWindow *
create (GtkWindow *parent, MarbreArchive *archive, MarbreDocument *document)
{
  MarbreRevisionsWindow *self =
      g_object_new (MARBRE_TYPE_REVISIONS_WINDOW, "transient-for", parent, NULL);

  self->archive = g_object_ref (archive);
  self->document = g_object_ref (document);
  return self;
}

/**
 * marbre_revisions_window_new:
 * @parent: the window it belongs to
 * @archive: the archive
 * @document: the story on the desk, saved just now
 *
 * Returns: (transfer floating): a window with the story's revisions
 */
GtkWidget *
marbre_revisions_window_new (GtkWindow *parent, MarbreArchive *archive, MarbreDocument *document)
{
  MarbreRevisionsWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (document), NULL);

  self = create (parent, archive, document);
  marbre_archive_list_revisions_async (
      archive, marbre_story_get_id (marbre_document_get_story (document)), self->cancellable,
      listed_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * marbre_revisions_window_new_for_text:
 * @parent: the window it belongs to
 * @archive: the archive
 * @document: the story on the desk, saved just now
 * @text: what to compare it with
 * @name: what @text is, such as a file's name
 *
 * Returns: (transfer floating): a window that compares the story with one other text
 */
GtkWidget *
marbre_revisions_window_new_for_text (GtkWindow *parent,
                                      MarbreArchive *archive,
                                      MarbreDocument *document,
                                      MarbreStory *text,
                                      const char *name)
{
  MarbreRevisionsWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (MARBRE_IS_STORY (text), NULL);

  self = create (parent, archive, document);
  gtk_window_set_title (GTK_WINDOW (self), _("Compare"));
  adw_window_title_set_title (self->title, _("Compare"));
  adw_window_title_set_subtitle (self->title, name);
  gtk_widget_set_visible (self->side, FALSE);
  self->foreign = TRUE;
  gtk_button_set_label (self->passage_button, _("Take _passage"));
  gtk_button_set_label (self->all_button, _("Take _all"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->passage_button),
                               _("Take the selected difference from the file"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->all_button),
                               _("Take the whole text of the file; Undo takes it away again"));
  begin_looking (self);
  look_at (self, text);
  return GTK_WIDGET (self);
}
