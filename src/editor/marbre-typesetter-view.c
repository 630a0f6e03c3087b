/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A view's typography; see marbre-typesetter-view.h. A key is one insertion of one sign at the
 * caret inside a user action of the view, or a line break with what a list puts behind it. The
 * change comes before the next event and the next frame, but after the key's own user action: text
 * views have one undo step for each. What is pasted is what came in during the user action before
 * "paste-done"; it is looked at on a thread, and left alone if the text changes meanwhile.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-typesetter-view.h"

#include <string.h>

/* No paragraph of prose is that long; the rules have the same limit. */
#define MAX_LINE (16 * 1024)

struct _MarbreTypesetterView
{
  GObject parent_instance;

  MarbreTypesetter *typesetter; /* (borrowed): owns us */
  GtkTextView *view;            /* (borrowed) (nullable): a weak pointer */
  GtkTextBuffer *buffer;        /* (owned) (nullable): the view's */
  MarbreProseMode mode;

  guint user_actions; /* depth of open user actions in the buffer */
  gboolean undoing;   /* the buffer goes back or forward in its history */
  gboolean setting;   /* we change the text */

  guint pending;  /* source: a key waits to be looked at */
  int typed_from; /* characters before what it brought */
  int typed_to;   /* and before what follows that */

  GtkTextMark *first, *last; /* (borrowed) (nullable): of the buffer: what came in last */
  gboolean anew;             /* what comes in next comes in a new user action */
  GCancellable *pasting;     /* (owned) (nullable): of the look at what was pasted */
  int pasted_from;           /* characters before the text that is looked at */

  gboolean fresh;    /* nothing happened since we changed the text */
  gboolean by_key;   /* for a key, and not for what was pasted */
  GtkTextMark *kept; /* (owned) (nullable): the caret while a change is taken back */
};

G_DEFINE_FINAL_TYPE (MarbreTypesetterView, marbre_typesetter_view, G_TYPE_OBJECT)

static void
forget_key (MarbreTypesetterView *self)
{
  g_clear_handle_id (&self->pending, g_source_remove);
}

static int
get_caret (MarbreTypesetterView *self)
{
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret,
                                    gtk_text_buffer_get_insert (self->buffer));
  return gtk_text_iter_get_offset (&caret);
}

/* From the last one on, so that the places of the others stay; counted in characters from @base. */
static void
make_changes (MarbreTypesetterView *self, int base, GArray *edits, gboolean by_key)
{
  self->setting = TRUE;
  gtk_text_buffer_begin_user_action (self->buffer);
  for (guint i = edits->len; i-- > 0;)
    {
      const MarbreTypographyEdit *edit = &g_array_index (edits, MarbreTypographyEdit, i);
      GtkTextIter start, end;

      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, base + (int) edit->start);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, base + (int) edit->end);
      gtk_text_buffer_delete (self->buffer, &start, &end);
      gtk_text_buffer_insert (self->buffer, &start, edit->text, -1);
    }
  gtk_text_buffer_end_user_action (self->buffer);
  self->setting = FALSE;
  self->fresh = TRUE;
  self->by_key = by_key;
}

/* The line of what was typed, with the line break if that is it. Returns NULL if it is too long. */
static char *
get_line (MarbreTypesetterView *self, const GtkTextIter *from, gboolean with_break)
{
  GtkTextIter start = *from, end = *from;

  if (gtk_text_iter_get_bytes_in_line (from) > MAX_LINE)
    return NULL;
  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  if (with_break)
    gtk_text_iter_forward_char (&end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static gboolean
look_at_key_cb (gpointer data)
{
  MarbreTypesetterView *self = data;
  GtkTextIter from, to;
  gboolean line_break;
  int line;
  gsize start, caret;
  g_autofree char *text = NULL;
  g_autoptr (GArray) edits = NULL;

  self->pending = 0;
  if (get_caret (self) != self->typed_to || gtk_text_buffer_get_has_selection (self->buffer))
    return G_SOURCE_REMOVE;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &from, self->typed_from);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &to, self->typed_to);
  line_break = gtk_text_iter_get_char (&from) == '\n';
  line = gtk_text_iter_get_line (&from);
  text = get_line (self, &from, line_break);
  if (text == NULL)
    return G_SOURCE_REMOVE;
  start = (gsize) gtk_text_iter_get_line_index (&from);
  caret = line_break ? strlen (text) : (gsize) gtk_text_iter_get_line_index (&to);
  edits = marbre_typesetter_find (self->typesetter, self->mode, (guint) line, text, caret,
                                  caret - start);
  marbre_typesetter_count_characters (text, edits);
  gtk_text_iter_set_line_offset (&from, 0);
  if (edits->len > 0)
    make_changes (self, gtk_text_iter_get_offset (&from), edits, TRUE);
  return G_SOURCE_REMOVE;
}

/* Behind "insert-text"; who pastes ends with "paste-done". */
static void
remember_insertion (MarbreTypesetterView *self, const GtkTextIter *place, int n_chars)
{
  GtkTextIter start = *place;

  if (!self->anew || self->setting || self->undoing)
    return;
  self->anew = FALSE;
  gtk_text_iter_backward_chars (&start, n_chars);
  if (self->first == NULL)
    {
      self->first = gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE);
      self->last = gtk_text_buffer_create_mark (self->buffer, NULL, place, FALSE);
    }
  gtk_text_buffer_move_mark (self->buffer, self->first, &start);
  gtk_text_buffer_move_mark (self->buffer, self->last, place);
}

static void
pasted_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreTypesetterView) self = user_data;
  g_autoptr (GArray) edits = marbre_typesetter_find_pasted_finish (result, NULL);

  if (edits == NULL)
    return; /* another text now */
  g_clear_object (&self->pasting);
  if (edits->len > 0)
    make_changes (self, self->pasted_from, edits, FALSE);
}

/* The rules see whole lines: a quote is opened by what stands before it. */
static void
paste_done_cb (MarbreTypesetterView *self)
{
  GtkTextIter first, last, start, end;
  g_autofree char *text = NULL;
  int from;

  if (self->first == NULL || self->view == NULL || !gtk_text_view_get_editable (self->view) ||
      !marbre_typesetter_sets_pasted (self->typesetter))
    return;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &first, self->first);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &last, self->last);
  start = first;
  end = last;
  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  from = gtk_text_iter_get_offset (&start);
  text = gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);
  g_cancellable_cancel (self->pasting);
  g_clear_object (&self->pasting);
  self->pasting = g_cancellable_new ();
  self->pasted_from = from;
  marbre_typesetter_find_pasted_async (
      self->typesetter, self->mode, (guint) gtk_text_iter_get_line (&first), text,
      (guint) (gtk_text_iter_get_offset (&first) - from),
      (guint) (gtk_text_iter_get_offset (&last) - from), self->pasting, pasted_found_cb,
      g_object_ref (self));
}

/* After the text is in the buffer; @place is behind it. */
static void
inserted_cb (MarbreTypesetterView *self, GtkTextIter *place, const char *text, int length)
{
  int to = gtk_text_iter_get_offset (place);
  gboolean key = length > 0 && (g_utf8_strlen (text, length) == 1 || text[0] == '\n');

  if (marbre_typesetter_sets_pasted (self->typesetter))
    remember_insertion (self, place, (int) g_utf8_strlen (text, length));
  /* What a second insertion of the same moment brings is no key. */
  if (self->pending != 0 || !key || self->setting || self->undoing || self->user_actions == 0 ||
      !marbre_typesetter_is_at_work (self->typesetter) || self->view == NULL ||
      !gtk_widget_is_focus (GTK_WIDGET (self->view)))
    {
      forget_key (self);
      return;
    }
  self->typed_from = to - (int) g_utf8_strlen (text, length);
  self->typed_to = to;
  /* Before the next event, and before the frame. */
  self->pending = g_idle_add_full (G_PRIORITY_HIGH, look_at_key_cb, self, NULL);
}

static void
changed_cb (MarbreTypesetterView *self)
{
  if (self->setting)
    return;
  self->fresh = FALSE;
  g_cancellable_cancel (self->pasting);
  g_clear_object (&self->pasting);
}

static void
begin_user_action_cb (MarbreTypesetterView *self)
{
  self->anew |= self->user_actions == 0;
  self->user_actions++;
}

static void
end_user_action_cb (MarbreTypesetterView *self)
{
  if (self->user_actions > 0)
    self->user_actions--;
}

/* Before the buffer goes back. It would put the caret where our change was. */
static void
undo_cb (MarbreTypesetterView *self)
{
  GtkTextIter caret;

  self->undoing = TRUE;
  forget_key (self);
  if (!self->fresh)
    return;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret,
                                    gtk_text_buffer_get_insert (self->buffer));
  self->kept = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &caret, FALSE));
}

static void
undone_cb (MarbreTypesetterView *self)
{
  GtkTextIter caret;

  self->undoing = FALSE;
  if (self->kept == NULL)
    return;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, self->kept);
  gtk_text_buffer_place_cursor (self->buffer, &caret);
  gtk_text_buffer_delete_mark (self->buffer, self->kept);
  g_clear_object (&self->kept);
}

static void
redo_cb (MarbreTypesetterView *self)
{
  self->undoing = TRUE;
  forget_key (self);
}

static void
moved_cb (MarbreTypesetterView *self)
{
  if (!self->setting)
    self->fresh = FALSE;
}

static gboolean
key_pressed_cb (MarbreTypesetterView *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_BackSpace || !self->fresh || !self->by_key || self->view == NULL ||
      (state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      !gtk_text_view_get_editable (self->view) ||
      gtk_text_buffer_get_has_selection (self->buffer))
    return GDK_EVENT_PROPAGATE;
  gtk_text_buffer_undo (self->buffer);
  gtk_text_view_reset_im_context (self->view);
  return GDK_EVENT_STOP;
}

static void
leave_buffer (MarbreTypesetterView *self)
{
  forget_key (self);
  self->fresh = self->undoing = FALSE;
  self->user_actions = 0;
  g_cancellable_cancel (self->pasting);
  g_clear_object (&self->pasting);
  g_clear_object (&self->kept);
  if (self->first != NULL)
    {
      gtk_text_buffer_delete_mark (self->buffer, self->first);
      gtk_text_buffer_delete_mark (self->buffer, self->last);
    }
  self->first = self->last = NULL;
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
}

static void
buffer_cb (MarbreTypesetterView *self)
{
  leave_buffer (self);
  if (self->view == NULL)
    return;
  self->buffer = g_object_ref (gtk_text_view_get_buffer (self->view));
#define CONNECT(signal, callback, flags)                                                           \
  g_signal_connect_object (self->buffer, signal, G_CALLBACK (callback), self,                      \
                           G_CONNECT_SWAPPED | (flags))
  CONNECT ("insert-text", inserted_cb, G_CONNECT_AFTER);
  CONNECT ("changed", changed_cb, 0);
  CONNECT ("paste-done", paste_done_cb, 0);
  CONNECT ("begin-user-action", begin_user_action_cb, 0);
  CONNECT ("end-user-action", end_user_action_cb, 0);
  CONNECT ("undo", undo_cb, 0);
  CONNECT ("undo", undone_cb, G_CONNECT_AFTER);
  CONNECT ("redo", redo_cb, 0);
  CONNECT ("redo", undone_cb, G_CONNECT_AFTER);
  CONNECT ("notify::cursor-position", moved_cb, 0);
#undef CONNECT
}

static void
marbre_typesetter_view_dispose (GObject *object)
{
  MarbreTypesetterView *self = MARBRE_TYPESETTER_VIEW (object);

  leave_buffer (self);
  g_clear_weak_pointer (&self->view);
  G_OBJECT_CLASS (marbre_typesetter_view_parent_class)->dispose (object);
}

static void
marbre_typesetter_view_class_init (MarbreTypesetterViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_typesetter_view_dispose;
}

static void
marbre_typesetter_view_init (MarbreTypesetterView *self)
{
}

/**
 * marbre_typesetter_view_new:
 * @typesetter: says what to change; lives longer
 * @view: where one writes
 * @mode: how its text is read
 *
 * Returns: (transfer full): what watches @view
 */
MarbreTypesetterView *
marbre_typesetter_view_new (MarbreTypesetter *typesetter, GtkTextView *view, MarbreProseMode mode)
{
  MarbreTypesetterView *self;
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_val_if_fail (MARBRE_IS_TYPESETTER (typesetter), NULL);
  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_TYPESETTER_VIEW, NULL);
  self->typesetter = typesetter;
  self->mode = mode;
  g_set_weak_pointer (&self->view, view);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  g_signal_connect_object (view, "notify::buffer", G_CALLBACK (buffer_cb), self,
                           G_CONNECT_SWAPPED);
  buffer_cb (self);
  return self;
}
