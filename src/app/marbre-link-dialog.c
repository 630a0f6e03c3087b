/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialog of a link; see marbre-link-dialog.h. One entry takes what is looked for and what is an
 * address; the list below says what Enter would take.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-link-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-summary.h"

#define MAX_STORIES 20

/* Longer is no address. */
#define MAX_URL 2000

struct _MarbreLinkDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkEditable *text;
  GtkEditable *target;
  GtkListBox *list;
  GtkWidget *accept;

  MarbreArchive *archive;    /* (owned) */
  char *clipboard;           /* (owned) (nullable): an address that lies there */
  char *url;                 /* (owned) (nullable): that of the link so far */
  GCancellable *cancellable; /* (owned): ends with the dialog */
  GCancellable *search;      /* (owned) (nullable): the search that is under way */
};

enum
{
  SIGNAL_ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreLinkDialog, marbre_link_dialog, ADW_TYPE_WINDOW)

static gboolean
is_address (const char *text)
{
  g_autofree char *scheme = g_uri_parse_scheme (text);

  return strlen (text) <= MAX_URL && strpbrk (text, " \t\n") == NULL &&
         (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0 ||
          g_strcmp0 (scheme, "mailto") == 0);
}

/* What is written like an address, or is the link's own.
 *
 * Returns: (transfer full) (nullable): the address */
static char *
read_address (MarbreLinkDialog *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->target)));

  if (is_address (typed) || (*typed != '\0' && g_strcmp0 (typed, self->url) == 0))
    return g_steal_pointer (&typed);
  if (g_str_has_prefix (typed, "www.") && strchr (typed, ' ') == NULL)
    return g_strconcat ("https://", typed, NULL);
  return NULL;
}

static void
add_row (MarbreLinkDialog *self, const char *title, const char *subtitle, const char *url)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "url", g_strdup (url), g_free);
  g_object_set_data_full (G_OBJECT (row), "headline", g_strdup (title), g_free);
  gtk_list_box_append (self->list, row);
}

static void
select_first (MarbreLinkDialog *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (gtk_list_box_get_selected_row (self->list) == NULL && first != NULL)
    gtk_list_box_select_row (self->list, first);
  gtk_widget_set_sensitive (self->accept, first != NULL);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreLinkDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stories =
      marbre_archive_list_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (self->cancellable))
    return;
  for (guint i = 0; stories != NULL && i < stories->len; i++)
    {
      MarbreSummary *story = g_ptr_array_index (stories, i);
      const char *url = marbre_summary_get_url (story);

      if (url != NULL && *url != '\0')
        add_row (self, marbre_summary_get_headline (story), url, url);
    }
  select_first (self);
}

/* What is sure stands at the top; the archive's stories come when they are found. */
static void
look (MarbreLinkDialog *self)
{
  g_autofree char *address = read_address (self);
  const char *typed = gtk_editable_get_text (self->target);
  MarbreQuery query = { .text = typed, .limit = MAX_STORIES };
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (address != NULL)
    add_row (self, _("This address"), address, address);
  if (self->clipboard != NULL && *typed == '\0')
    add_row (self, _("The address in the clipboard"), self->clipboard, self->clipboard);
  select_first (self);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  if (address != NULL)
    return;
  self->search = g_cancellable_new ();
  marbre_archive_list_async (self->archive, &query, self->search, listed_cb, g_object_ref (self));
}

static void
clipboard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreLinkDialog) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_strstrip (text);
  if (!is_address (text))
    return;
  self->clipboard = g_steal_pointer (&text);
  if (*gtk_editable_get_text (self->target) == '\0')
    look (self);
}

static void
accept (MarbreLinkDialog *self, GtkListBoxRow *row)
{
  const char *typed = gtk_editable_get_text (self->text);
  const char *url = g_object_get_data (G_OBJECT (row), "url");
  const char *headline = g_object_get_data (G_OBJECT (row), "headline");
  gboolean story = !is_address (gtk_editable_get_text (self->target)) &&
                   g_strcmp0 (url, self->clipboard) != 0;

  /* Without words of its own, a link to a story says its headline, and another its address. */
  if (*typed == '\0')
    typed = story ? headline : url;
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, typed, url);
  gtk_window_close (GTK_WINDOW (self));
}

static void
accept_cb (MarbreLinkDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    accept (self, row);
}

static void
row_cb (MarbreLinkDialog *self, GtkListBoxRow *row)
{
  accept (self, row);
}

static void
changed_cb (MarbreLinkDialog *self)
{
  look (self);
}

/* The list is moved through while one types. */
static gboolean
key_cb (MarbreLinkDialog *self, guint keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;

  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list,
                                       MAX (gtk_list_box_row_get_index (row) + step, 0));
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return GDK_EVENT_STOP;
}

static void
marbre_link_dialog_dispose (GObject *object)
{
  MarbreLinkDialog *self = MARBRE_LINK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->search);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->search);
  g_clear_object (&self->archive);
  g_clear_pointer (&self->clipboard, g_free);
  g_clear_pointer (&self->url, g_free);
  G_OBJECT_CLASS (marbre_link_dialog_parent_class)->dispose (object);
}

static void
marbre_link_dialog_class_init (MarbreLinkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_link_dialog_dispose;

  /**
   * MarbreLinkDialog::accepted:
   * @text: the words of the link
   * @url: where it leads
   */
  signals[SIGNAL_ACCEPTED] =
      g_signal_new ("accepted", MARBRE_TYPE_LINK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-link-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreLinkDialog, text);
  gtk_widget_class_bind_template_child (widget_class, MarbreLinkDialog, target);
  gtk_widget_class_bind_template_child (widget_class, MarbreLinkDialog, list);
  gtk_widget_class_bind_template_child (widget_class, MarbreLinkDialog, accept);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
}

static void
marbre_link_dialog_init (MarbreLinkDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->target), keys);
}

/**
 * marbre_link_dialog_new:
 * @parent: over which window
 * @archive: whose stories are looked through
 * @text: the words that are to be the link, maybe ""
 * @url: where it leads so far, maybe ""
 *
 * Returns: (transfer none): the dialog; it belongs to the toolkit
 */
MarbreLinkDialog *
marbre_link_dialog_new (GtkWindow *parent,
                        MarbreArchive *archive,
                        const char *text,
                        const char *url)
{
  MarbreLinkDialog *self;
  GdkClipboard *clipboard;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);

  self = g_object_new (MARBRE_TYPE_LINK_DIALOG, "transient-for", parent, NULL);
  self->archive = g_object_ref (archive);
  self->url = g_strdup (url);
  gtk_editable_set_text (self->text, text);
  g_signal_handlers_block_by_func (self->target, changed_cb, self);
  gtk_editable_set_text (self->target, url);
  g_signal_handlers_unblock_by_func (self->target, changed_cb, self);
  look (self);
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (parent));
  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), G_TYPE_STRING))
    gdk_clipboard_read_text_async (clipboard, self->cancellable, clipboard_cb,
                                   g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->target));
  return self;
}
