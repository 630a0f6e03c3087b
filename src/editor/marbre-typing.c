/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The writer's keys; see marbre-typing.h. Keys and not insertions are watched: what is pasted or
 * dropped, or comes from an input method, stays as it is.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-typing.h"

#include "marbre-typing-block.h"
#include "marbre-typing-list.h"
#include "marbre-typing-pairs.h"
#include "marbre-typing-table.h"

struct _MarbreTyping
{
  GObject parent_instance;

  GtkTextView *view;        /* (borrowed): owns the controller that calls us */
  MarbreDocument *document; /* (owned) (nullable): what the view shows */
  MarbreBlocks *blocks;     /* (owned) (nullable): of @document, or a change older */
  MarbreSlashMenu *menu;    /* (owned) (nullable): has the keys first */
  gboolean composing;       /* an input method has the keys */
};

G_DEFINE_FINAL_TYPE (MarbreTyping, marbre_typing, G_TYPE_OBJECT)

static GtkTextBuffer *
get_buffer (MarbreTyping *self)
{
  return gtk_text_view_get_buffer (self->view);
}

/* Code means what it says. */
static gboolean
is_in_code (MarbreTyping *self)
{
  GtkTextIter caret;
  guint line, index;
  const MarbreBlock *block;

  if (self->blocks == NULL)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &caret,
                                    gtk_text_buffer_get_insert (get_buffer (self)));
  line = (guint) gtk_text_iter_get_line (&caret);
  index = marbre_blocks_find_line (self->blocks, line);
  if (index >= marbre_blocks_get_length (self->blocks))
    return FALSE;
  block = marbre_blocks_get (self->blocks, index);
  return (block->kind == MARBRE_BLOCK_CODE || block->kind == MARBRE_BLOCK_SITE ||
          block->kind == MARBRE_BLOCK_HTML) &&
         block->first_line <= line && line <= block->last_line;
}

static gboolean
type_sign (MarbreTyping *self, guint keyval)
{
  const char *language = self->document ? marbre_document_get_language (self->document) : "";

  return marbre_pair_type (get_buffer (self), gdk_keyval_to_unicode (keyval), language);
}

static void
ring_unless (MarbreTyping *self, gboolean done)
{
  if (!done)
    gtk_widget_error_bell (GTK_WIDGET (self->view));
}

/* The bell, and not the next widget, when an item cannot go further. */
static gboolean
press_tab (MarbreTyping *self, gboolean forward)
{
  gboolean done;

  if (marbre_table_step (get_buffer (self), forward))
    return TRUE;
  if (!marbre_list_shift (get_buffer (self), forward, &done))
    return FALSE;
  ring_unless (self, done);
  return TRUE;
}

static gboolean
press_plain (MarbreTyping *self, guint keyval)
{
  GtkTextBuffer *buffer = get_buffer (self);

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return marbre_table_break (buffer) || marbre_list_break (buffer);
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return press_tab (self, TRUE);
    case GDK_KEY_BackSpace:
      return marbre_pair_erase (buffer) || marbre_list_erase_marker (buffer);
    default:
      return type_sign (self, keyval);
    }
}

static gboolean
press_with_shift (MarbreTyping *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return marbre_table_break_line (get_buffer (self));
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
      return press_tab (self, FALSE);
    case GDK_KEY_BackSpace:
      return FALSE;
    default:
      return type_sign (self, keyval);
    }
}

static gboolean
press_for_block (MarbreTyping *self, guint keyval, GdkModifierType modifiers)
{
  GtkTextBuffer *buffer = get_buffer (self);
  gboolean down = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down;
  gboolean up = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up;

  if (modifiers == GDK_ALT_MASK && (up || down))
    ring_unless (self, marbre_block_move (buffer, self->blocks, down));
  else if (modifiers == GDK_CONTROL_MASK && (keyval == GDK_KEY_d || keyval == GDK_KEY_D))
    ring_unless (self, marbre_block_duplicate (buffer, self->blocks));
  else if (modifiers == GDK_CONTROL_MASK && (keyval == GDK_KEY_l || keyval == GDK_KEY_L))
    marbre_block_select (buffer, self->blocks);
  else
    return FALSE;
  return TRUE;
}

static gboolean
press (MarbreTyping *self, guint keyval, GdkModifierType modifiers)
{
  if (self->menu != NULL && !is_in_code (self) &&
      marbre_slash_menu_press (self->menu, keyval, modifiers))
    return TRUE;
  if (press_for_block (self, keyval, modifiers))
    return TRUE;
  if ((modifiers != 0 && modifiers != GDK_SHIFT_MASK) || is_in_code (self))
    return FALSE;
  return modifiers == 0 ? press_plain (self, keyval) : press_with_shift (self, keyval);
}

static gboolean
key_pressed_cb (MarbreTyping *self, guint keyval, guint keycode, GdkModifierType state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (self->composing || !gtk_text_view_get_editable (self->view) ||
      !press (self, keyval, modifiers))
    return GDK_EVENT_PROPAGATE;
  gtk_text_view_reset_im_context (self->view);
  gtk_text_view_reset_cursor_blink (self->view);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (get_buffer (self)));
  return GDK_EVENT_STOP;
}

static void
preedit_changed_cb (MarbreTyping *self, const char *preedit)
{
  self->composing = *preedit != '\0';
}

static void
marbre_typing_finalize (GObject *object)
{
  MarbreTyping *self = MARBRE_TYPING (object);

  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_clear_object (&self->document);
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (marbre_typing_parent_class)->finalize (object);
}

static void
marbre_typing_class_init (MarbreTypingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_typing_finalize;
}

static void
marbre_typing_init (MarbreTyping *self)
{
}

/**
 * marbre_typing_new:
 * @view: the view to type in; must live as long as this
 *
 * Returns: (transfer full): what watches its keys
 */
MarbreTyping *
marbre_typing_new (GtkTextView *view)
{
  MarbreTyping *self;
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_TYPING, NULL);
  self->view = view;
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  g_signal_connect_object (view, "preedit-changed", G_CALLBACK (preedit_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_typing_set_blocks:
 * @blocks: (nullable): the text as it is parsed; until it comes, nothing is taken for code
 */
void
marbre_typing_set_blocks (MarbreTyping *self, MarbreBlocks *blocks)
{
  g_return_if_fail (MARBRE_IS_TYPING (self));

  if (self->blocks == blocks)
    return;
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = blocks ? marbre_blocks_ref (blocks) : NULL;
}

/**
 * marbre_typing_set_document:
 * @document: (nullable): what the view shows now; its blocks are yet to come
 */
void
marbre_typing_set_document (MarbreTyping *self, MarbreDocument *document)
{
  g_return_if_fail (MARBRE_IS_TYPING (self));
  g_return_if_fail (document == NULL || MARBRE_IS_DOCUMENT (document));

  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_set_object (&self->document, document);
}

/**
 * marbre_typing_set_menu:
 * @menu: (nullable): what "/" opens
 */
void
marbre_typing_set_menu (MarbreTyping *self, MarbreSlashMenu *menu)
{
  g_return_if_fail (MARBRE_IS_TYPING (self));
  g_return_if_fail (menu == NULL || MARBRE_IS_SLASH_MENU (menu));
  g_set_object (&self->menu, menu);
}
