/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chosen stories; see marbre-chosen-stories.h. A story that is moved keeps the keyboard, so that
 * the same key moves it further.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-chosen-stories.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MAX_CHOSEN 12 /* more is no « read also » any more */

/* What a row has: its story, and its buttons by what they do. */
#define SUMMARY_KEY "marbre-summary"
#define UP_KEY      "marbre-up"
#define DOWN_KEY    "marbre-down"

struct _MarbreChosenStories
{
  GtkWidget parent_instance;

  GtkListBox *list;   /* (owned by the widget tree) */
  GListStore *chosen; /* (owned) (element-type MarbreSummary): in order */
};

G_DEFINE_FINAL_TYPE (MarbreChosenStories, marbre_chosen_stories, GTK_TYPE_WIDGET)

static guint
count (MarbreChosenStories *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->chosen));
}

static gboolean
find (MarbreChosenStories *self, MarbreSummary *story, guint *position)
{
  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr (MarbreSummary) other = g_list_model_get_item (G_LIST_MODEL (self->chosen), i);

      if (g_str_equal (marbre_summary_get_id (other), marbre_summary_get_id (story)))
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* @key: (nullable): the button of the row, if the row itself is not meant */
static void
focus (MarbreChosenStories *self, guint position, const char *key)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) position);
  GtkWidget *button = row != NULL && key != NULL ? g_object_get_data (G_OBJECT (row), key) : NULL;

  if (row != NULL)
    gtk_widget_grab_focus (button != NULL ? button : GTK_WIDGET (row));
}

static void
move (MarbreChosenStories *self, MarbreSummary *story, guint to, const char *key)
{
  g_autoptr (MarbreSummary) kept = g_object_ref (story);
  guint from;

  if (!find (self, kept, &from) || to >= count (self))
    return;
  if (from != to)
    {
      g_list_store_remove (self->chosen, from);
      g_list_store_insert (self->chosen, to, kept);
    }
  focus (self, to, key);
}

static void
move_by (MarbreChosenStories *self, MarbreSummary *story, int step, const char *key)
{
  guint at;

  if (!find (self, story, &at))
    return;
  if ((step < 0 && at == 0) || (step > 0 && at + 1 == count (self)))
    gtk_widget_error_bell (GTK_WIDGET (self));
  else
    move (self, story, (guint) ((int) at + step), key);
}

/* The keyboard goes to the next story, or the one before if there is none. */
static void
drop (MarbreChosenStories *self, MarbreSummary *story)
{
  guint at;

  if (!find (self, story, &at))
    return;
  g_list_store_remove (self->chosen, at);
  if (count (self) > 0)
    focus (self, MIN (at, count (self) - 1), NULL);
  else
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                            GTK_DIR_TAB_FORWARD);
}

static MarbreSummary *
story_of (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), SUMMARY_KEY);
}

static void
up_cb (MarbreChosenStories *self, GtkWidget *button)
{
  move_by (self, story_of (button), -1, UP_KEY);
}

static void
down_cb (MarbreChosenStories *self, GtkWidget *button)
{
  move_by (self, story_of (button), 1, DOWN_KEY);
}

static void
remove_cb (MarbreChosenStories *self, GtkWidget *button)
{
  drop (self, story_of (button));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint keyval,
                guint code,
                GdkModifierType state,
                MarbreChosenStories *self)
{
  MarbreSummary *story =
      story_of (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys)));

  state &= gtk_accelerator_get_default_mod_mask ();
  if (state == GDK_ALT_MASK && (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up))
    move_by (self, story, -1, NULL);
  else if (state == GDK_ALT_MASK && (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down))
    move_by (self, story, 1, NULL);
  else if (state == 0 && (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete))
    drop (self, story);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* Dragging */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, MarbreChosenStories *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (MARBRE_TYPE_SUMMARY, story_of (row));
}

static gboolean
drop_cb (MarbreChosenStories *self, const GValue *value, double x, double y)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int) y);
  MarbreSummary *story = g_value_get_object (value);
  guint from;

  if (!find (self, story, &from))
    return FALSE; /* dragged here from another picker */
  move (self, story, row != NULL ? (guint) gtk_list_box_row_get_index (row) : count (self) - 1,
        NULL);
  return TRUE;
}

/* Rows */

static GtkWidget *
add_button (MarbreChosenStories *self,
            GtkWidget *row,
            const char *icon,
            const char *label,
            const char *key,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *text = g_strdup_printf ("%s (%s)", label, key);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), SUMMARY_KEY, g_object_ref (story_of (row)),
                          g_object_unref);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
add_controllers (MarbreChosenStories *self, GtkWidget *row)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDragSource *source = gtk_drag_source_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (row, keys);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  MarbreChosenStories *self = MARBRE_CHOSEN_STORIES (user_data);
  MarbreSummary *story = MARBRE_SUMMARY (item);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *up = gtk_accelerator_get_label (GDK_KEY_Up, GDK_ALT_MASK);
  g_autofree char *down = gtk_accelerator_get_label (GDK_KEY_Down, GDK_ALT_MASK);
  g_autofree char *away = gtk_accelerator_get_label (GDK_KEY_Delete, 0);

  g_object_set_data_full (G_OBJECT (row), SUMMARY_KEY, g_object_ref (story), g_object_unref);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), marbre_summary_get_headline (story));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                  "Alt+Up Alt+Down Delete", -1);
  g_object_set_data (G_OBJECT (row), UP_KEY,
                     add_button (self, row, "go-up-symbolic", _ ("Move up"), up,
                                 G_CALLBACK (up_cb)));
  g_object_set_data (G_OBJECT (row), DOWN_KEY,
                     add_button (self, row, "go-down-symbolic", _ ("Move down"), down,
                                 G_CALLBACK (down_cb)));
  add_button (self, row, "list-remove-symbolic", _ ("Remove"), away, G_CALLBACK (remove_cb));
  add_controllers (self, row);
  return row;
}

static void
marbre_chosen_stories_dispose (GObject *object)
{
  MarbreChosenStories *self = MARBRE_CHOSEN_STORIES (object);

  g_clear_pointer ((GtkWidget **) &self->list, gtk_widget_unparent);
  g_clear_object (&self->chosen);
  G_OBJECT_CLASS (marbre_chosen_stories_parent_class)->dispose (object);
}

static void
marbre_chosen_stories_class_init (MarbreChosenStoriesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_chosen_stories_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
marbre_chosen_stories_init (MarbreChosenStories *self)
{
  GtkDropTarget *target = gtk_drop_target_new (MARBRE_TYPE_SUMMARY, GDK_ACTION_MOVE);

  self->chosen = g_list_store_new (MARBRE_TYPE_SUMMARY);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("To be inserted, in this order"), -1);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->chosen), make_row, self, NULL);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (target));
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

/**
 * marbre_chosen_stories_add:
 * @story: what to choose too, behind the others
 *
 * Returns: %FALSE if it is there already, or there are enough
 */
gboolean
marbre_chosen_stories_add (MarbreChosenStories *self, MarbreSummary *story)
{
  guint at;

  g_return_val_if_fail (MARBRE_IS_CHOSEN_STORIES (self), FALSE);
  g_return_val_if_fail (MARBRE_IS_SUMMARY (story), FALSE);

  if (find (self, story, &at) || count (self) >= MAX_CHOSEN)
    return FALSE;
  g_list_store_append (self->chosen, story);
  return TRUE;
}

/**
 * marbre_chosen_stories_get_model:
 *
 * Returns: (transfer none): the stories (#MarbreSummary), in their order
 */
GListModel *
marbre_chosen_stories_get_model (MarbreChosenStories *self)
{
  g_return_val_if_fail (MARBRE_IS_CHOSEN_STORIES (self), NULL);
  return G_LIST_MODEL (self->chosen);
}
