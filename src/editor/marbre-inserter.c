/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inserting; see marbre-inserter.h. On an empty line things are put there; within a block they are
 * put behind it, or, as headings, lists and quotes, change the block itself.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-inserter.h"

#include "marbre-footnote.h"
#include "marbre-markup.h"
#include "marbre-table-chooser.h"
#include "marbre-typing-lines.h"
#include "marbre-typing-table.h"

/* A longer selection is not pulled out of the text. */
#define MAX_PULLED 600

struct _MarbreInserter
{
  GObject parent_instance;

  GtkTextView *view;        /* (borrowed) */
  GtkWidget *menu;          /* (borrowed) (nullable): a child of the host */
  GtkWidget *tables;        /* (borrowed) (nullable): a child of the host */
  MarbreDocument *document; /* (owned) (nullable): what the view shows */
};

G_DEFINE_FINAL_TYPE (MarbreInserter, marbre_inserter, G_TYPE_OBJECT)

enum
{
  SIGNAL_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkTextBuffer *
get_buffer (MarbreInserter *self)
{
  return gtk_text_view_get_buffer (self->view);
}

/* A selected sentence is what is pulled out of the text. */
static char *
dup_selected (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;
  char *text;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end) ||
      gtk_text_iter_get_line (&start) != gtk_text_iter_get_line (&end) ||
      gtk_text_iter_get_offset (&end) - gtk_text_iter_get_offset (&start) > MAX_PULLED)
    return g_strdup ("");
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  return g_strstrip (text);
}

/* A block behind the one at the caret, and the caret at its end. */
static void
insert_block (MarbreInserter *self, const char *block, const char *then)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_place_cursor (buffer, &caret);
  marbre_document_insert_markdown (self->document, block);
  gtk_text_buffer_insert_at_cursor (buffer, then, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
insert_house_block (MarbreInserter *self, const char *name, const char *content)
{
  g_autofree char *block = g_strdup_printf ("> [!%s]\n>", name);
  g_autofree char *then = g_strconcat (" ", content, NULL);

  insert_block (self, block, then);
}

/* The caret goes to what follows, or to where it is to be written. */
static void
insert_rule (MarbreInserter *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  int line, column;

  gtk_text_buffer_begin_user_action (buffer);
  insert_block (self, "---", "");
  marbre_line_get_caret (buffer, &line, &column);
  if (line + 2 < gtk_text_buffer_get_line_count (buffer))
    marbre_line_place_caret (buffer, line + 2, 0);
  else
    gtk_text_buffer_insert_at_cursor (buffer, "\n\n", -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
place_popover (MarbreInserter *self, GtkPopover *popover)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GdkRectangle place;
  GtkTextIter iter;
  double x, y;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (self->view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &place.x, &place.y);
  if (gtk_widget_translate_coordinates (GTK_WIDGET (self->view),
                                        gtk_widget_get_parent (GTK_WIDGET (popover)), place.x,
                                        place.y, &x, &y))
    {
      place.x = (int) x;
      place.y = (int) y;
    }
  gtk_popover_set_pointing_to (popover, &place);
}

static void
table_chosen_cb (MarbreInserter *self, guint columns, guint rows)
{
  GtkTextBuffer *buffer = get_buffer (self);
  g_autofree char *table = marbre_table_format (columns, rows);
  int line, column;

  if (self->document == NULL)
    return;
  gtk_text_buffer_begin_user_action (buffer);
  insert_block (self, table, "");
  marbre_line_get_caret (buffer, &line, &column);
  marbre_line_place_caret (buffer, line - (int) rows - 1, 2);
  gtk_text_buffer_end_user_action (buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
chooser_closed_cb (MarbreInserter *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
chosen_cb (MarbreInserter *self, int command)
{
  marbre_inserter_insert (self, (MarbreInsertCommand) command);
}

static void
marbre_inserter_finalize (GObject *object)
{
  g_clear_object (&MARBRE_INSERTER (object)->document);
  G_OBJECT_CLASS (marbre_inserter_parent_class)->finalize (object);
}

static void
marbre_inserter_class_init (MarbreInserterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_inserter_finalize;

  /**
   * MarbreInserter::requested:
   * @name: "picture" or "read-also"
   *
   * The writer wants to insert what is not known here.
   */
  signals[SIGNAL_REQUESTED] = g_signal_new ("requested", MARBRE_TYPE_INSERTER, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
marbre_inserter_init (MarbreInserter *self)
{
}

/**
 * marbre_inserter_new:
 * @host: gets the popovers as children: a widget around @view, with a layout manager
 * @view: the view to insert into
 *
 * Both must live until marbre_inserter_dispose() was called.
 *
 * Returns: (transfer full): an inserter
 */
MarbreInserter *
marbre_inserter_new (GtkWidget *host, GtkTextView *view)
{
  MarbreInserter *self;

  g_return_val_if_fail (GTK_IS_WIDGET (host), NULL);
  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_INSERTER, NULL);
  self->view = view;
  self->menu = marbre_slash_menu_new (view);
  gtk_widget_set_parent (self->menu, host);
  g_signal_connect_object (self->menu, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  self->tables = marbre_table_chooser_new ();
  gtk_widget_set_parent (self->tables, host);
  g_signal_connect_object (self->tables, "chosen", G_CALLBACK (table_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tables, "closed", G_CALLBACK (chooser_closed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_inserter_dispose:
 *
 * Takes the popovers out of the host, which is going.
 */
void
marbre_inserter_dispose (MarbreInserter *self)
{
  g_return_if_fail (MARBRE_IS_INSERTER (self));

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->tables, gtk_widget_unparent);
}

/**
 * marbre_inserter_set_document:
 * @document: (nullable): what the view shows now
 */
void
marbre_inserter_set_document (MarbreInserter *self, MarbreDocument *document)
{
  g_return_if_fail (MARBRE_IS_INSERTER (self));
  g_return_if_fail (document == NULL || MARBRE_IS_DOCUMENT (document));
  g_set_object (&self->document, document);
}

/**
 * marbre_inserter_get_menu:
 *
 * Returns: (transfer none): the list that "/" opens, for whoever has the view's keys
 */
MarbreSlashMenu *
marbre_inserter_get_menu (MarbreInserter *self)
{
  g_return_val_if_fail (MARBRE_IS_INSERTER (self), NULL);
  return MARBRE_SLASH_MENU (self->menu);
}

/**
 * marbre_inserter_insert:
 * @command: what to insert
 *
 * Inserts it at the caret, as one user action, or asks for it.
 */
void
marbre_inserter_insert (MarbreInserter *self, MarbreInsertCommand command)
{
  GtkTextBuffer *buffer;
  g_autofree char *selected = NULL;

  g_return_if_fail (MARBRE_IS_INSERTER (self));
  if (self->document == NULL || !gtk_text_view_get_editable (self->view))
    return;

  buffer = get_buffer (self);
  switch (command)
    {
    case MARBRE_INSERT_HEADING_2:
    case MARBRE_INSERT_HEADING_3:
      marbre_markup_set_heading (buffer, command == MARBRE_INSERT_HEADING_2 ? 2 : 3);
      break;
    case MARBRE_INSERT_BULLETS:
      marbre_markup_toggle_list (buffer, MARBRE_LIST_BULLETS);
      break;
    case MARBRE_INSERT_NUMBERS:
      marbre_markup_toggle_list (buffer, MARBRE_LIST_NUMBERS);
      break;
    case MARBRE_INSERT_TASKS:
      marbre_markup_toggle_list (buffer, MARBRE_LIST_TASKS);
      break;
    case MARBRE_INSERT_QUOTE:
      marbre_markup_toggle_quote (buffer);
      break;
    case MARBRE_INSERT_PULLQUOTE:
      selected = dup_selected (buffer);
      insert_house_block (self, "pullquote", selected);
      break;
    case MARBRE_INSERT_BOX:
      insert_house_block (self, "box", "");
      break;
    case MARBRE_INSERT_KEY_POINTS:
      insert_house_block (self, "key-points", "- ");
      break;
    case MARBRE_INSERT_TABLE:
      place_popover (self, GTK_POPOVER (self->tables));
      gtk_popover_popup (GTK_POPOVER (self->tables));
      return;
    case MARBRE_INSERT_FOOTNOTE:
      if (!marbre_footnote_jump (buffer))
        marbre_footnote_insert (buffer);
      break;
    case MARBRE_INSERT_RULE:
      insert_rule (self);
      break;
    case MARBRE_INSERT_PICTURE:
    case MARBRE_INSERT_READ_ALSO:
    case MARBRE_INSERT_N_COMMANDS:
    default:
      g_signal_emit (self, signals[SIGNAL_REQUESTED], 0,
                     marbre_insert_command_get_info (command)->name);
      return;
    }
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (buffer));
}
