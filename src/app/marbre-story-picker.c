/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picker; see marbre-story-picker.h. It is made for the keyboard: words, Enter takes the first
 * story, more words, Enter, and Enter in the empty field inserts.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-story-picker.h"

#include "marbre-chosen-stories.h"
#include "marbre-story-row.h"

#define MAX_FOUND 40

struct _MarbreStoryPicker
{
  AdwWindow parent_instance;

  /* Template */
  GtkWidget *insert_button;
  GtkEditable *search;
  GtkListBox *found_list;
  GtkWidget *chosen_box;
  MarbreChosenStories *chosen_list;

  MarbreArchive *archive;    /* (owned) */
  char *own_id;              /* (owned): the story that points, which is not offered */
  GListStore *found;         /* (owned): of MarbreSummary */
  GListModel *chosen;        /* (owned): of MarbreSummary, in order */
  GCancellable *cancellable; /* (owned) (nullable): of the search under way */
  gboolean pointing;         /* the arrow keys went to a story since one was taken */
};

G_DEFINE_FINAL_TYPE (MarbreStoryPicker, marbre_story_picker, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What was found */

static void
take_found (MarbreStoryPicker *self, GPtrArray *rows)
{
  g_list_store_remove_all (self->found);
  for (guint i = 0; i < rows->len; i++)
    {
      MarbreSummary *summary = g_ptr_array_index (rows, i);

      if (marbre_summary_get_url (summary)[0] != '\0' &&
          !g_str_equal (marbre_summary_get_id (summary), self->own_id))
        g_list_store_append (self->found, summary);
    }
  gtk_list_box_select_row (self->found_list, gtk_list_box_get_row_at_index (self->found_list, 0));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreStoryPicker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = marbre_archive_list_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    g_warning ("The archive cannot be searched: %s", error->message);
  else
    take_found (self, rows);
}

static void
search_cb (MarbreStoryPicker *self)
{
  const MarbreQuery query = {
    .text = gtk_editable_get_text (self->search),
    .states = MARBRE_STORY_STATE_BIT (MARBRE_STORY_PUBLISHED) |
              MARBRE_STORY_STATE_BIT (MARBRE_STORY_ARCHIVED),
    .limit = MAX_FOUND,
  };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  marbre_archive_list_async (self->archive, &query, self->cancellable, found_cb,
                             g_object_ref (self));
}

static GtkWidget *
make_found_row (gpointer item, gpointer user_data)
{
  GtkWidget *content = marbre_story_row_new ();
  GtkWidget *row = gtk_list_box_row_new ();

  marbre_story_row_set_summary (MARBRE_STORY_ROW (content), MARBRE_SUMMARY (item));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  marbre_summary_get_headline (MARBRE_SUMMARY (item)), -1);
  return row;
}

/* What is chosen */

static void
chosen_changed_cb (MarbreStoryPicker *self)
{
  gboolean some = g_list_model_get_n_items (self->chosen) > 0;

  gtk_widget_set_sensitive (self->insert_button, some);
  gtk_widget_set_visible (self->chosen_box, some);
}

static void
add (MarbreStoryPicker *self, guint position)
{
  g_autoptr (MarbreSummary) summary = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  if (summary == NULL || !marbre_chosen_stories_add (self->chosen_list, summary))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  self->pointing = FALSE;
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
found_activated_cb (MarbreStoryPicker *self, GtkListBoxRow *row)
{
  add (self, (guint) gtk_list_box_row_get_index (row));
}

static void
insert_cb (MarbreStoryPicker *self)
{
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, self->chosen);
  gtk_window_close (GTK_WINDOW (self));
}

static void
entered_cb (MarbreStoryPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->found_list);

  if (!self->pointing && gtk_editable_get_text (self->search)[0] == '\0' &&
      g_list_model_get_n_items (self->chosen) > 0)
    insert_cb (self);
  else if (row != NULL)
    add (self, (guint) gtk_list_box_row_get_index (row));
}

/* Up and down in the list while one types. */
static gboolean
key_pressed_cb (MarbreStoryPicker *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->found_list);
  int step = keyval == GDK_KEY_Down ? 1 : -1;
  GtkListBoxRow *next;

  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_Up) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  next = gtk_list_box_get_row_at_index (self->found_list, gtk_list_box_row_get_index (row) + step);
  if (next != NULL)
    gtk_list_box_select_row (self->found_list, next);
  self->pointing = TRUE;
  return GDK_EVENT_STOP;
}

static void
marbre_story_picker_dispose (GObject *object)
{
  MarbreStoryPicker *self = MARBRE_STORY_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_STORY_PICKER);
  g_clear_object (&self->archive);
  g_clear_object (&self->found);
  g_clear_object (&self->chosen);
  G_OBJECT_CLASS (marbre_story_picker_parent_class)->dispose (object);
}

static void
marbre_story_picker_finalize (GObject *object)
{
  g_clear_pointer (&MARBRE_STORY_PICKER (object)->own_id, g_free);
  G_OBJECT_CLASS (marbre_story_picker_parent_class)->finalize (object);
}

static void
marbre_story_picker_class_init (MarbreStoryPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MARBRE_TYPE_CHOSEN_STORIES);
  object_class->dispose = marbre_story_picker_dispose;
  object_class->finalize = marbre_story_picker_finalize;

  /**
   * MarbreStoryPicker::picked:
   * @stories: a #GListModel of #MarbreSummary, in the order wanted, never empty
   */
  signals[SIGNAL_PICKED] = g_signal_new ("picked", MARBRE_TYPE_STORY_PICKER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_LIST_MODEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-story-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreStoryPicker, insert_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreStoryPicker, search);
  gtk_widget_class_bind_template_child (widget_class, MarbreStoryPicker, found_list);
  gtk_widget_class_bind_template_child (widget_class, MarbreStoryPicker, chosen_box);
  gtk_widget_class_bind_template_child (widget_class, MarbreStoryPicker, chosen_list);
  gtk_widget_class_bind_template_callback (widget_class, insert_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_story_picker_init (MarbreStoryPicker *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = g_list_store_new (MARBRE_TYPE_SUMMARY);
  self->chosen = g_object_ref (marbre_chosen_stories_get_model (self->chosen_list));
  gtk_list_box_bind_model (self->found_list, G_LIST_MODEL (self->found), make_found_row, NULL,
                           NULL);
  g_signal_connect_object (self->chosen, "items-changed", G_CALLBACK (chosen_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

/**
 * marbre_story_picker_new:
 * @parent: the window it belongs to
 * @archive: where to search
 * @own_id: the story that is to point to others
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
marbre_story_picker_new (GtkWindow *parent, MarbreArchive *archive, const char *own_id)
{
  MarbreStoryPicker *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (own_id != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_STORY_PICKER, "transient-for", parent, NULL);
  self->archive = g_object_ref (archive);
  self->own_id = g_strdup (own_id);
  search_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET (self);
}
