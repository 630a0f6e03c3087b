/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list below a "/"; see marbre-slash-menu.h. What filters it is the text between the "/" and
 * the caret, read again after each change, so that Backspace and undo need no case of their own.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-slash-menu.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-typing-lines.h"

#define MAX_HEIGHT 320

struct _MarbreSlashMenu
{
  GtkPopover parent_instance;

  GtkTextView *view;     /* (borrowed): where "/" is typed */
  GtkListBox *list;      /* (borrowed): in the popover */
  GtkTextBuffer *buffer; /* (owned) (nullable): while the list is open */
  int line;              /* of the "/" */
  int column;            /* behind the "/" */
  char *typed;           /* (owned): behind the "/" */
  gboolean choosing;     /* the text changes because something was chosen */
};

G_DEFINE_FINAL_TYPE (MarbreSlashMenu, marbre_slash_menu, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
close_list (MarbreSlashMenu *self)
{
  if (self->buffer == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->view),
                                 GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
select_row (MarbreSlashMenu *self, GtkListBoxRow *row)
{
  gtk_list_box_select_row (self->list, row);
  if (row == NULL)
    return;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
}

/* The first row at @index or beyond that is not filtered out. */
static GtkListBoxRow *
find_row (MarbreSlashMenu *self, int index, int step)
{
  GtkListBoxRow *row;

  for (; (row = gtk_list_box_get_row_at_index (self->list, index)) != NULL; index += step)
    if (marbre_insert_command_matches ((MarbreInsertCommand) index, self->typed))
      return row;
  return NULL;
}

static void
move_selection (MarbreSlashMenu *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next = find_row (self, gtk_list_box_row_get_index (row) + step, step);
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;

  if (next == NULL)
    next = find_row (self, step > 0 ? 0 : MARBRE_INSERT_N_COMMANDS - 1, step);
  select_row (self, next);
  adjustment = gtk_list_box_get_adjustment (self->list);
  if (adjustment && gtk_widget_compute_bounds (GTK_WIDGET (next), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

/* Reads what was typed behind the "/", if the caret is still there. */
static gboolean
read_typed (MarbreSlashMenu *self)
{
  g_autofree char *text = NULL;
  int line, column;

  marbre_line_get_caret (self->buffer, &line, &column);
  if (line != self->line || column < self->column)
    return FALSE;
  text = marbre_line_dup_text (self->buffer, line);
  if (*g_utf8_offset_to_pointer (text, self->column - 1) != '/')
    return FALSE;
  g_free (self->typed);
  self->typed = g_utf8_substring (text, self->column, column);
  return TRUE;
}

/* What matches nothing is text that begins with a slash. */
static void
update (MarbreSlashMenu *self)
{
  GtkListBoxRow *first;

  if (self->choosing)
    return;
  if (!read_typed (self))
    {
      close_list (self);
      return;
    }
  first = find_row (self, 0, 1);
  if (first == NULL)
    {
      close_list (self);
      return;
    }
  gtk_list_box_invalidate_filter (self->list);
  select_row (self, first);
}

static void
point_to_caret (MarbreSlashMenu *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  GdkRectangle place;
  GtkTextIter iter;
  double x, y;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_view_get_iter_location (self->view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &place.x, &place.y);
  if (gtk_widget_translate_coordinates (GTK_WIDGET (self->view), parent, place.x, place.y, &x, &y))
    {
      place.x = (int) x;
      place.y = (int) y;
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &place);
}

/* Types the "/" and shows what it can become. */
static void
open_list (MarbreSlashMenu *self)
{
  self->buffer = g_object_ref (gtk_text_view_get_buffer (self->view));
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_insert_at_cursor (self->buffer, "/", 1);
  gtk_text_buffer_end_user_action (self->buffer);
  marbre_line_get_caret (self->buffer, &self->line, &self->column);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  point_to_caret (self);
  gtk_popover_popup (GTK_POPOVER (self));
}

static void
choose (MarbreSlashMenu *self, GtkListBoxRow *row)
{
  g_autoptr (GtkTextBuffer) buffer = g_object_ref (self->buffer);
  int command = gtk_list_box_row_get_index (row);

  self->choosing = TRUE;
  gtk_text_buffer_begin_user_action (buffer);
  marbre_line_replace (buffer, self->line, self->column - 1,
                       self->column + (int) g_utf8_strlen (self->typed, -1), "");
  close_list (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, command);
  gtk_text_buffer_end_user_action (buffer);
  self->choosing = FALSE;
}

static void
row_activated_cb (MarbreSlashMenu *self, GtkListBoxRow *row)
{
  if (self->buffer != NULL)
    choose (self, row);
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  MarbreSlashMenu *self = MARBRE_SLASH_MENU (data);

  return marbre_insert_command_matches ((MarbreInsertCommand) gtk_list_box_row_get_index (row),
                                        self->typed);
}

static GtkWidget *
make_row (MarbreInsertCommand command)
{
  const MarbreInsertInfo *info = marbre_insert_command_get_info (command);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *label = gtk_label_new (_ (info->label));
  GtkWidget *source = gtk_label_new (info->source);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (source, "dim-label");
  gtk_widget_add_css_class (source, "monospace");
  gtk_widget_add_css_class (source, "caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), source);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (info->label), -1);
  return row;
}

static void
marbre_slash_menu_dispose (GObject *object)
{
  MarbreSlashMenu *self = MARBRE_SLASH_MENU (object);

  if (self->buffer)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (marbre_slash_menu_parent_class)->dispose (object);
}

static void
marbre_slash_menu_finalize (GObject *object)
{
  g_clear_pointer (&MARBRE_SLASH_MENU (object)->typed, g_free);
  G_OBJECT_CLASS (marbre_slash_menu_parent_class)->finalize (object);
}

static void
marbre_slash_menu_class_init (MarbreSlashMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = marbre_slash_menu_dispose;
  object_class->finalize = marbre_slash_menu_finalize;

  /**
   * MarbreSlashMenu::chosen:
   * @command: a #MarbreInsertCommand
   *
   * The writer has chosen. The "/" and what followed is gone from the text; what is changed now
   * belongs to the same user action.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MARBRE_TYPE_SLASH_MENU, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
marbre_slash_menu_init (MarbreSlashMenu *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->typed = g_strdup ("");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Insert"), -1);
  for (guint i = 0; i < MARBRE_INSERT_N_COMMANDS; i++)
    gtk_list_box_append (self->list, make_row ((MarbreInsertCommand) i));
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), "completion");
}

/**
 * marbre_slash_menu_new:
 * @view: where "/" is typed; must live as long as this
 *
 * The caller gives it a parent, around @view.
 *
 * Returns: (transfer floating): the list, closed
 */
GtkWidget *
marbre_slash_menu_new (GtkTextView *view)
{
  MarbreSlashMenu *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_SLASH_MENU, NULL);
  self->view = view;
  g_signal_connect_object (view, "notify::has-focus", G_CALLBACK (close_list), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

static gboolean
may_open (MarbreSlashMenu *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  int line, column;

  marbre_line_get_caret (buffer, &line, &column);
  return !gtk_text_buffer_get_has_selection (buffer) && marbre_line_is_empty (buffer, line);
}

/**
 * marbre_slash_menu_press:
 * @keyval: the key
 * @modifiers: those that are held
 *
 * A key was pressed in the text.
 *
 * Returns: whether it was meant for the list, and is done with
 */
gboolean
marbre_slash_menu_press (MarbreSlashMenu *self, guint keyval, GdkModifierType modifiers)
{
  g_return_val_if_fail (MARBRE_IS_SLASH_MENU (self), FALSE);

  if (self->buffer == NULL)
    {
      if ((modifiers & ~GDK_SHIFT_MASK) != 0 ||
          (keyval != GDK_KEY_slash && keyval != GDK_KEY_KP_Divide) || !may_open (self))
        return FALSE;
      open_list (self);
      return TRUE;
    }
  if (modifiers != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_selection (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_selection (self, -1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_Tab:
      choose (self, gtk_list_box_get_selected_row (self->list));
      return TRUE;
    case GDK_KEY_Escape:
      close_list (self);
      return TRUE;
    default:
      return FALSE;
    }
}
