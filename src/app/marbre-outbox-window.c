/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox's window; see marbre-outbox-window.h. It shows the archive's rows as they are and
 * reads them again whenever one changes.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-outbox-window.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "marbre-remote-error.h"
#include "marbre-when.h"

struct _MarbreOutboxWindow
{
  AdwWindow parent_instance;

  /* Template */
  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *empty;

  MarbreNewsroom *newsroom;  /* (owned) */
  GCancellable *cancellable; /* (owned): ends with the window */
};

enum
{
  MERGE_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreOutboxWindow, marbre_outbox_window, ADW_TYPE_WINDOW)

/* Rows that still want something. */
static const guint open_states = MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_QUEUED) |
                                 MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_SENDING) |
                                 MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_ACCEPTED) |
                                 MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_RETRY) |
                                 MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_NEEDS_USER) |
                                 MARBRE_OUTBOX_STATE_BIT (MARBRE_OUTBOX_NEEDS_SIGN_IN);

static char *
headline_of (const MarbreOutboxRow *row)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  const char *headline = NULL;

  if (json_parser_load_from_data (parser, row->payload, -1, NULL))
    {
      root = json_parser_get_root (parser);
      if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
        headline = json_object_get_string_member_with_default (
            json_node_get_object (root), marbre_field_get_name (MARBRE_FIELD_HEADLINE), NULL);
    }
  return g_strdup (headline != NULL && headline[0] != '\0' ? headline : _("Untitled story"));
}

static char *
describe (MarbreOutboxWindow *self, const MarbreOutboxRow *row)
{
  g_autoptr (MarbreSite) site = marbre_newsroom_dup_site (self->newsroom, row->site_id);
  const char *name = site ? marbre_site_get_name (site) : _("a site that was removed");
  g_autofree char *when = marbre_when_format_short (row->next_attempt);

  switch (row->state)
    {
    case MARBRE_OUTBOX_QUEUED:
      return g_strdup_printf (_("Waits to be sent to %s"), name);
    case MARBRE_OUTBOX_SENDING:
    case MARBRE_OUTBOX_ACCEPTED:
      return g_strdup_printf (_("Being sent to %s"), name);
    case MARBRE_OUTBOX_RETRY:
      return g_strdup_printf (_("%s\nNext attempt: %s"), row->error_text, when);
    case MARBRE_OUTBOX_NEEDS_USER:
    case MARBRE_OUTBOX_NEEDS_SIGN_IN:
      return g_strdup (row->error_text);
    case MARBRE_OUTBOX_DONE:
    case MARBRE_OUTBOX_CANCELLED:
    default:
      return g_strdup (name);
    }
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreOutboxWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  MarbreOutbox *outbox = MARBRE_OUTBOX (source);
  gboolean ok = g_async_result_is_tagged (result, marbre_outbox_retry_async)
                    ? marbre_outbox_retry_finish (outbox, result, &error)
                    : marbre_outbox_cancel_finish (outbox, result, &error);
  GtkWidget *dialog;

  if (ok || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("That was not possible"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gint64
row_of (GtkWidget *button)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "row");

  return *id;
}

static void
retry (MarbreOutboxWindow *self, gint64 row, MarbreOutboxRetry how)
{
  marbre_outbox_retry_async (marbre_newsroom_get_outbox (self->newsroom), row, how,
                             self->cancellable, done_cb, g_object_ref (self));
}

static void
retry_cb (MarbreOutboxWindow *self, GtkWidget *button)
{
  retry (self, row_of (button), MARBRE_OUTBOX_AGAIN);
}

static void
overwrite_response_cb (MarbreOutboxWindow *self, const char *response, GtkWidget *dialog)
{
  if (g_str_equal (response, "overwrite"))
    retry (self, row_of (dialog), MARBRE_OUTBOX_OVERWRITE);
}

static void
keep_row (gpointer object, gint64 row)
{
  g_object_set_data_full (object, "row", g_memdup2 (&row, sizeof row), g_free);
}

static void
overwrite_cb (MarbreOutboxWindow *self, GtkWidget *button)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _("Replace what is online?"),
      _("Somebody changed this story at the site after you last saw it. Replacing it takes their "
        "changes off the page."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"),
                                    "overwrite", _("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "overwrite",
                                              ADW_RESPONSE_DESTRUCTIVE);
  keep_row (dialog, row_of (button));
  g_signal_connect_object (dialog, "response", G_CALLBACK (overwrite_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
merge_cb (MarbreOutboxWindow *self, GtkWidget *button)
{
  g_autofree char *story_id = g_strdup (g_object_get_data (G_OBJECT (button), "story"));
  const gint64 row_id = row_of (button);

  /* The other window is modal, too. */
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[MERGE_REQUESTED], 0, story_id, row_id);
  g_object_unref (self);
}

static void
not_there_cb (MarbreOutboxWindow *self, GtkWidget *button)
{
  retry (self, row_of (button), MARBRE_OUTBOX_NOT_THERE);
}

static void
cancel_cb (MarbreOutboxWindow *self, GtkWidget *button)
{
  marbre_outbox_cancel_async (marbre_newsroom_get_outbox (self->newsroom), row_of (button),
                              self->cancellable, done_cb, g_object_ref (self));
}

static GtkWidget *
add_button (MarbreOutboxWindow *self,
            GtkWidget *row,
            gint64 id,
            const char *label,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  keep_row (button, id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
add_conflict_buttons (MarbreOutboxWindow *self, GtkWidget *row, const MarbreOutboxRow *data)
{
  GtkWidget *merge = add_button (self, row, data->id, _("_Merge…"), G_CALLBACK (merge_cb));

  g_object_set_data_full (G_OBJECT (merge), "story", g_strdup (data->story_id), g_free);
  add_button (self, row, data->id, _("_Replace online…"), G_CALLBACK (overwrite_cb));
}

static GtkWidget *
make_row (MarbreOutboxWindow *self, const MarbreOutboxRow *data)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = headline_of (data);
  g_autofree char *subtitle = describe (self, data);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);
  gboolean waits = data->state == MARBRE_OUTBOX_RETRY || data->state == MARBRE_OUTBOX_NEEDS_USER ||
                   data->state == MARBRE_OUTBOX_NEEDS_SIGN_IN;
  const char *conflict = marbre_remote_error_get_name (MARBRE_REMOTE_ERROR_CONFLICT);
  const char *gone = marbre_remote_error_get_name (MARBRE_REMOTE_ERROR_NOT_FOUND);
  const char *uncertain = marbre_remote_error_get_name (MARBRE_REMOTE_ERROR_UNCERTAIN);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* In libadwaita 1.2 only the title knows "use-markup"; a subtitle is always markup. */
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  if (waits && g_str_equal (data->error_code, conflict))
    add_conflict_buttons (self, row, data);
  else if (waits &&
           (g_str_equal (data->error_code, uncertain) || g_str_equal (data->error_code, gone)))
    add_button (self, row, data->id, _("It is not there: _send"), G_CALLBACK (not_there_cb));
  else if (waits)
    add_button (self, row, data->id, _("_Try now"), G_CALLBACK (retry_cb));
  if (waits || data->state == MARBRE_OUTBOX_QUEUED)
    add_button (self, row, data->id, _("_Cancel"), G_CALLBACK (cancel_cb));
  return row;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreOutboxWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      marbre_archive_list_outbox_finish (MARBRE_ARCHIVE (source), result, &error);
  GtkWidget *child;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (rows == NULL)
    {
      adw_status_page_set_title (self->empty, _("The outbox cannot be read"));
      adw_status_page_set_description (self->empty, error->message);
    }
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (rows, i)));
  gtk_stack_set_visible_child_name (self->stack, rows != NULL && rows->len > 0 ? "list" : "empty");
}

static void
refresh (MarbreOutboxWindow *self)
{
  marbre_archive_list_outbox_async (marbre_newsroom_get_archive (self->newsroom), open_states,
                                    self->cancellable, listed_cb, g_object_ref (self));
}

static void
marbre_outbox_window_dispose (GObject *object)
{
  MarbreOutboxWindow *self = MARBRE_OUTBOX_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_OUTBOX_WINDOW);
  g_clear_object (&self->newsroom);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (marbre_outbox_window_parent_class)->dispose (object);
}

static void
marbre_outbox_window_class_init (MarbreOutboxWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_outbox_window_dispose;

  /**
   * MarbreOutboxWindow::merge-requested:
   * @story_id: a story that was changed here and at its site
   * @row_id: its row
   *
   * The window closes, and somebody is to merge.
   */
  signals[MERGE_REQUESTED] =
      g_signal_new ("merge-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-outbox-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreOutboxWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MarbreOutboxWindow, list);
  gtk_widget_class_bind_template_child (widget_class, MarbreOutboxWindow, empty);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_outbox_window_init (MarbreOutboxWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * marbre_outbox_window_new:
 * @parent: the window it belongs to
 * @newsroom: an open newsroom
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
marbre_outbox_window_new (GtkWindow *parent, MarbreNewsroom *newsroom)
{
  MarbreOutboxWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_NEWSROOM (newsroom), NULL);

  self = g_object_new (MARBRE_TYPE_OUTBOX_WINDOW, "transient-for", parent, NULL);
  self->newsroom = g_object_ref (newsroom);
  g_signal_connect_object (marbre_newsroom_get_archive (newsroom), "outbox-changed",
                           G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
