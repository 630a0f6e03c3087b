/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The look of Markdown; see marbre-highlighter.h. Blocks of two parses share the stretches that an
 * edit did not touch, so only the others are styled anew: at once if they are few, else what is in
 * view at once and the rest in slices while nothing else is to be done. What is to be styled is
 * kept as lines counted from both ends, which edits in between do not move.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-highlighter.h"

#include "marbre-style-line.h"
#include "marbre-style-tags.h"

/* Lines that are styled before the next frame, whatever their number. */
#define MAX_AT_ONCE 60

/* µs that a slice of the rest may take, and how many lines are styled between two looks at the
 * clock. */
#define SLICE_USEC  3000
#define SLICE_LINES 8

struct _MarbreHighlighter
{
  GObject parent_instance;

  GtkTextBuffer *buffer;   /* (owned) (nullable) */
  GtkTextView *view;       /* (borrowed) (nullable): its weak pointer */
  MarbreStyleTags *tags;   /* (owned) (nullable) */
  MarbreBlocks *blocks;    /* (owned) (nullable): as styled, but for what is pending */
  GtkTextMark *opened;     /* (borrowed): on the line where something folded is open; in @buffer */
  GtkEventController *pointer; /* (borrowed) (nullable): on @view */
  gboolean stale;          /* the buffer was changed since @blocks */
  gboolean held;           /* the pointer clicks, perhaps twice: nothing moves below it */
  guint release_source;    /* GSource id, 0 if none: the end of @held */
  gboolean pending;
  int pending_before; /* lines before those that are to be styled */
  int pending_after;  /* lines behind them */
  guint slice_source; /* GSource id, 0 if none */
};

G_DEFINE_FINAL_TYPE (MarbreHighlighter, marbre_highlighter, G_TYPE_OBJECT)

static int
count_lines (MarbreHighlighter *self)
{
  return gtk_text_buffer_get_line_count (self->buffer);
}

/* Returns: the caret's byte in @line if what is folded there is to be open, else −1 */
static int
find_caret (MarbreHighlighter *self, int line)
{
  GtkTextIter caret;

  if (self->view != NULL && !gtk_text_view_get_editable (self->view))
    return -1;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret,
                                    gtk_text_buffer_get_insert (self->buffer));
  return gtk_text_iter_get_line (&caret) == line ? gtk_text_iter_get_line_index (&caret) : -1;
}

/* Returns: whether there is something to fold in the line */
static gboolean
style_line (MarbreHighlighter *self, const MarbreStretch *stretch, int line)
{
  guint end;
  guint first = marbre_stretch_find_line (stretch, (guint) line - stretch->first_line, &end);
  int caret = find_caret (self, line);

  marbre_style_line_apply (self->buffer, self->tags, line, stretch->runs + first, end - first,
                           caret);
  if (caret < 0)
    return FALSE;
  for (guint i = first; i < end; i++)
    if (stretch->runs[i].kind == MARBRE_RUN_FOLDED)
      return TRUE;
  return FALSE;
}

static void
note_open (MarbreHighlighter *self, int line)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (self->buffer, &iter, line);
  gtk_text_buffer_move_mark (self->buffer, self->opened, &iter);
}

/* Styles from @line on, up to @end.
 *
 * Returns: the line behind the last one */
static int
style_lines (MarbreHighlighter *self, int line, int end)
{
  guint index = marbre_blocks_find_stretch (self->blocks, (guint) line);
  guint n_stretches = marbre_blocks_count_stretches (self->blocks);

  for (; index < n_stretches && line < end; index++)
    {
      MarbreStretch stretch;
      int stretch_end;

      marbre_blocks_get_stretch (self->blocks, index, &stretch);
      stretch_end = MIN ((int) (stretch.first_line + stretch.n_lines), end);
      for (; line < stretch_end; line++)
        if (style_line (self, &stretch, line))
          note_open (self, line);
    }
  return end;
}

static void
style_one (MarbreHighlighter *self, int line)
{
  if (line < count_lines (self))
    style_lines (self, line, line + 1);
}

/* The caret has moved: what it left is folded, what it entered is opened. */
static void
follow_caret (MarbreHighlighter *self)
{
  GtkTextIter caret, opened;

  if (self->stale || self->held || self->blocks == NULL)
    return;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret,
                                    gtk_text_buffer_get_insert (self->buffer));
  gtk_text_buffer_get_iter_at_mark (self->buffer, &opened, self->opened);
  if (gtk_text_iter_get_line (&opened) != gtk_text_iter_get_line (&caret))
    style_one (self, gtk_text_iter_get_line (&opened));
  style_one (self, gtk_text_iter_get_line (&caret));
}

static gboolean
slice_cb (gpointer data)
{
  MarbreHighlighter *self = MARBRE_HIGHLIGHTER (data);
  gint64 until = g_get_monotonic_time () + SLICE_USEC;
  int end;

  if (self->stale)
    {
      self->slice_source = 0;
      return G_SOURCE_REMOVE; /* the next blocks go on */
    }
  end = count_lines (self) - self->pending_after;
  while (self->pending_before < end && g_get_monotonic_time () < until)
    self->pending_before = style_lines (self, self->pending_before,
                                        MIN (self->pending_before + SLICE_LINES, end));
  if (self->pending_before < end)
    return G_SOURCE_CONTINUE;
  self->pending = FALSE;
  self->slice_source = 0;
  return G_SOURCE_REMOVE;
}

static void
style_view (MarbreHighlighter *self, int first, int end)
{
  GdkRectangle rect;
  GtkTextIter top, bottom;

  if (self->view == NULL || gtk_text_view_get_buffer (self->view) != self->buffer)
    return;
  gtk_text_view_get_visible_rect (self->view, &rect);
  gtk_text_view_get_line_at_y (self->view, &top, rect.y, NULL);
  gtk_text_view_get_line_at_y (self->view, &bottom, rect.y + rect.height, NULL);
  first = MAX (first, gtk_text_iter_get_line (&top));
  end = MIN (end, gtk_text_iter_get_line (&bottom) + 1);
  if (first < end)
    style_lines (self, first, MIN (end, first + MAX_AT_ONCE));
}

static void
style_pending (MarbreHighlighter *self)
{
  int end = count_lines (self) - self->pending_after;

  if (!self->pending)
    return;
  if (end - self->pending_before <= MAX_AT_ONCE)
    {
      if (self->pending_before < end)
        style_lines (self, self->pending_before, end);
      self->pending = FALSE;
      g_clear_handle_id (&self->slice_source, g_source_remove);
      return;
    }
  style_view (self, self->pending_before, end);
  if (self->slice_source == 0)
    self->slice_source = g_idle_add_full (G_PRIORITY_LOW, slice_cb, self, NULL);
}

/* Adds what two parses do not share. */
static void
compare (MarbreHighlighter *self, MarbreBlocks *blocks)
{
  guint n_old = self->blocks ? marbre_blocks_count_stretches (self->blocks) : 0;
  guint n_new = marbre_blocks_count_stretches (blocks);
  guint first = 0, last = 0;
  int before = count_lines (self), after = 0;
  MarbreStretch old, new;

  for (; first < n_new; first++)
    {
      marbre_blocks_get_stretch (blocks, first, &new);
      before = (int) new.first_line;
      if (first >= n_old)
        break;
      marbre_blocks_get_stretch (self->blocks, first, &old);
      if (old.id != new.id)
        break;
    }
  if (first == n_new && n_new == n_old)
    return;
  for (; first + last < n_new && first + last < n_old; last++)
    {
      marbre_blocks_get_stretch (blocks, n_new - 1 - last, &new);
      marbre_blocks_get_stretch (self->blocks, n_old - 1 - last, &old);
      if (old.id != new.id)
        break;
      after += (int) new.n_lines;
    }
  self->pending_before = self->pending ? MIN (self->pending_before, before) : before;
  self->pending_after = self->pending ? MIN (self->pending_after, after) : after;
  self->pending = TRUE;
}

static void
changes_cb (MarbreHighlighter *self)
{
  self->stale = TRUE;
}

static gboolean
release_cb (gpointer data)
{
  MarbreHighlighter *self = MARBRE_HIGHLIGHTER (data);

  self->release_source = 0;
  self->held = FALSE;
  follow_caret (self);
  return G_SOURCE_REMOVE;
}

/* A second click may follow the first one, and means the same word. */
static void
release_soon (MarbreHighlighter *self)
{
  int msec;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self->view)), "gtk-double-click-time", &msec,
                NULL);
  g_clear_handle_id (&self->release_source, g_source_remove);
  self->release_source = g_timeout_add ((guint) MAX (msec, 0), release_cb, self);
}

static gboolean
pointer_cb (MarbreHighlighter *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS)
    {
      g_clear_handle_id (&self->release_source, g_source_remove);
      self->held = TRUE;
    }
  else if (self->held && (type == GDK_BUTTON_RELEASE || type == GDK_GRAB_BROKEN))
    release_soon (self);
  return GDK_EVENT_PROPAGATE;
}

static void
watch_pointer (MarbreHighlighter *self)
{
  self->pointer = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (self->pointer, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->pointer, "event", G_CALLBACK (pointer_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), self->pointer);
}

static void
marbre_highlighter_dispose (GObject *object)
{
  MarbreHighlighter *self = MARBRE_HIGHLIGHTER (object);

  g_clear_handle_id (&self->slice_source, g_source_remove);
  g_clear_handle_id (&self->release_source, g_source_remove);
  if (self->view != NULL && self->pointer != NULL)
    gtk_widget_remove_controller (GTK_WIDGET (self->view), g_steal_pointer (&self->pointer));
  g_clear_weak_pointer (&self->view);
  if (self->opened)
    gtk_text_buffer_delete_mark (self->buffer, g_steal_pointer (&self->opened));
  g_clear_object (&self->tags);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (marbre_highlighter_parent_class)->dispose (object);
}

static void
marbre_highlighter_class_init (MarbreHighlighterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_highlighter_dispose;
}

static void
marbre_highlighter_init (MarbreHighlighter *self)
{
}

/**
 * marbre_highlighter_new:
 * @buffer: a buffer with Markdown
 * @view: (nullable): shows it
 * @dark: whether the text is light on dark
 *
 * Returns: (transfer full): a highlighter; when it goes, so does the look
 */
MarbreHighlighter *
marbre_highlighter_new (GtkTextBuffer *buffer, GtkTextView *view, gboolean dark)
{
  MarbreHighlighter *self;
  GtkTextIter start;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), NULL);
  g_return_val_if_fail (view == NULL || GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_HIGHLIGHTER, NULL);
  self->buffer = g_object_ref (buffer);
  self->tags = marbre_style_tags_new (gtk_text_buffer_get_tag_table (buffer));
  marbre_style_tags_set_dark (self->tags, dark);
  gtk_text_buffer_get_start_iter (buffer, &start);
  self->opened = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);
  g_set_weak_pointer (&self->view, view);
  if (view != NULL)
    {
      watch_pointer (self);
      marbre_highlighter_update_font (self);
      g_signal_connect_object (view, "notify::editable", G_CALLBACK (follow_caret), self,
                               G_CONNECT_SWAPPED);
    }
  /* Not "changed": there, the document may have been parsed already. */
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (changes_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "delete-range", G_CALLBACK (changes_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "notify::cursor-position", G_CALLBACK (follow_caret), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_highlighter_set_dark:
 * @dark: whether the text is light on dark
 */
void
marbre_highlighter_set_dark (MarbreHighlighter *self, gboolean dark)
{
  g_return_if_fail (MARBRE_IS_HIGHLIGHTER (self));
  marbre_style_tags_set_dark (self->tags, dark);
}

/**
 * marbre_highlighter_update_font:
 *
 * The view has another font.
 */
void
marbre_highlighter_update_font (MarbreHighlighter *self)
{
  g_return_if_fail (MARBRE_IS_HIGHLIGHTER (self));

  if (self->view != NULL)
    marbre_style_tags_set_context (self->tags,
                                   gtk_widget_get_pango_context (GTK_WIDGET (self->view)));
}

/**
 * marbre_highlighter_set_blocks:
 * @blocks: the parsed text
 *
 * Styles what was parsed anew since the last call. Blocks of another text are left alone: newer
 * ones will come.
 */
void
marbre_highlighter_set_blocks (MarbreHighlighter *self, MarbreBlocks *blocks)
{
  MarbreStretch last;

  g_return_if_fail (MARBRE_IS_HIGHLIGHTER (self));
  g_return_if_fail (blocks != NULL);

  if (blocks == self->blocks)
    return;
  marbre_blocks_get_stretch (blocks, marbre_blocks_count_stretches (blocks) - 1, &last);
  if ((int) (last.first_line + last.n_lines) != count_lines (self))
    return;
  compare (self, blocks);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = marbre_blocks_ref (blocks);
  self->stale = FALSE;
  style_pending (self);
  follow_caret (self);
  if (self->view != NULL)
    gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

/**
 * marbre_highlighter_get_blocks:
 *
 * Returns: (transfer none) (nullable): the blocks that the text has; %NULL while it is newer
 */
MarbreBlocks *
marbre_highlighter_get_blocks (MarbreHighlighter *self)
{
  g_return_val_if_fail (MARBRE_IS_HIGHLIGHTER (self), NULL);
  return self->stale ? NULL : self->blocks;
}

/**
 * marbre_highlighter_is_open:
 * @line: a line
 *
 * Returns: whether the caret is there, and what is folded elsewhere is seen
 */
gboolean
marbre_highlighter_is_open (MarbreHighlighter *self, int line)
{
  g_return_val_if_fail (MARBRE_IS_HIGHLIGHTER (self), FALSE);
  return find_caret (self, line) >= 0;
}
