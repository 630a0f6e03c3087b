/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spelling in a text view; see marbre-spelling-view.h. What is to be read carries a tag without a
 * look, which moves with the text and costs nothing to draw. One part of the text is out at the
 * worker at a time; if it is edited meanwhile, its report is thrown away and it is read again.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-view.h"

#include <string.h>

#include "marbre-spelling-chunk.h"
#include "marbre-spelling-ink.h"

/* A word that is finished is looked at in the next pause, but not behind each key: a frame that is
 * drawn just then makes the key wait. */
#define PAUSE_MSEC 300
#define MAX_USEC   (1500 * 1000)

/* More than that at once was not typed. */
#define MAX_TYPED_BYTES 32

struct _MarbreSpellingView
{
  GObject parent_instance;

  GtkTextView *view; /* (borrowed) (nullable): weak */
  MarbreSpelling *spelling;  /* (owned) */
  GtkTextBuffer *buffer;     /* (owned) (nullable): whose signals are connected */
  GtkTextTag *unread;        /* (borrowed): of the buffer: what is to be read */
  GtkTextTag *code;          /* (borrowed): of the buffer: see marbre-spelling-chunk.h */
  GtkTextTag *mistake;       /* (borrowed): of the buffer */
  GtkTextMark *first, *last; /* (borrowed) (nullable): of the buffer: the part that is out */
  GtkTextMark *held;         /* (borrowed) (nullable): a word that is still being typed */
  GCancellable *cancellable; /* (owned) (nullable): of the part that is out */
  char *language;            /* (owned) */
  MarbreProseMode mode;
  guint source;        /* GSource id: the pause; 0 for none */
  gint64 unread_since; /* monotonic µs; 0 if nothing is to be read */
  gboolean touched;    /* the part that is out was edited */
  gboolean typing;     /* the caret is where the last edit was */
  gboolean active;     /* mistakes are underlined */
  gboolean spoken;     /* for a screen reader */
  gboolean reading;    /* reports are asked for */
};

G_DEFINE_FINAL_TYPE (MarbreSpellingView, marbre_spelling_view, G_TYPE_OBJECT)

enum
{
  SIGNAL_READ,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void read_next (MarbreSpellingView *self);

static gboolean
pause_cb (gpointer data)
{
  MarbreSpellingView *self = data;

  self->source = 0;
  self->unread_since = 0;
  read_next (self);
  return G_SOURCE_REMOVE;
}

/* Not before a pause, unless there is none for long. A text that is opened is read while it is laid
 * out: the worker has nothing else to do. */
static void
read_later (MarbreSpellingView *self, guint pause)
{
  gint64 now = g_get_monotonic_time ();

  if (self->unread_since == 0)
    self->unread_since = now;
  else if (self->source != 0 && now - self->unread_since > MAX_USEC)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add_full (pause > 0 ? G_PRIORITY_LOW : G_PRIORITY_DEFAULT, pause,
                                     pause_cb, self, NULL);
}

/* The lines from @start to @end are to be read, again or for the first time. */
static void
mark_unread (MarbreSpellingView *self, const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextIter from = *start, to = *end;

  gtk_text_iter_set_line_offset (&from, 0);
  gtk_text_iter_forward_line (&to);
  gtk_text_buffer_apply_tag (self->buffer, self->unread, &from, &to);
  if (self->first != NULL)
    {
      GtkTextIter first, last;

      gtk_text_buffer_get_iter_at_mark (self->buffer, &first, self->first);
      gtk_text_buffer_get_iter_at_mark (self->buffer, &last, self->last);
      if (gtk_text_iter_compare (&to, &first) >= 0 && gtk_text_iter_compare (&from, &last) <= 0)
        self->touched = TRUE;
    }
}

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '\'' || c == 0x2019 || c == '-';
}

/* An underline does not stay under a word that becomes another one. */
static void
clear_mistake_at (MarbreSpellingView *self, const GtkTextIter *place)
{
  GtkTextIter start, end;

  if (marbre_spelling_view_find (self, place, &start, &end))
    gtk_text_buffer_remove_tag (self->buffer, self->mistake, &start, &end);
}

static void
note_edit (MarbreSpellingView *self,
           const GtkTextIter *start,
           const GtkTextIter *end,
           gboolean typed)
{
  self->typing = typed && self->view != NULL && gtk_widget_has_focus (GTK_WIDGET (self->view));
  mark_unread (self, start, end);
  read_later (self, PAUSE_MSEC);
}

static void
inserted_cb (MarbreSpellingView *self, GtkTextIter *place, const char *text, int length)
{
  GtkTextIter start = *place;
  gsize bytes = length < 0 ? strlen (text) : (gsize) length;

  if (bytes == 0)
    return;
  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, (gssize) bytes));
  if (gtk_text_iter_has_tag (&start, self->mistake) || is_word_char (g_utf8_get_char (text)))
    clear_mistake_at (self, &start);
  note_edit (self, &start, place, bytes <= MAX_TYPED_BYTES);
}

static void
deleted_cb (MarbreSpellingView *self, GtkTextIter *start, GtkTextIter *end)
{
  clear_mistake_at (self, start);
  note_edit (self, start, start, TRUE);
}

/* Whether the caret is still in the word that begins at @start. */
static gboolean
caret_is_in_word (MarbreSpellingView *self, const GtkTextIter *start)
{
  GtkTextIter caret, iter = *start;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret,
                                    gtk_text_buffer_get_insert (self->buffer));
  while (gtk_text_iter_compare (&iter, &caret) < 0 && is_word_char (gtk_text_iter_get_char (&iter)))
    gtk_text_iter_forward_char (&iter);
  return gtk_text_iter_equal (&iter, &caret);
}

static void
release_held (MarbreSpellingView *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, self->held);
  if (caret_is_in_word (self, &iter))
    return;
  gtk_text_buffer_delete_mark (self->buffer, self->held);
  self->held = NULL;
  mark_unread (self, &iter, &iter);
  read_later (self, PAUSE_MSEC);
}

static void
mark_set_cb (MarbreSpellingView *self, GtkTextIter *place, GtkTextMark *mark)
{
  if (mark != gtk_text_buffer_get_insert (self->buffer))
    return;
  if (self->held != NULL)
    release_held (self);
}

static void
forget_part (MarbreSpellingView *self)
{
  if (self->first != NULL)
    {
      gtk_text_buffer_delete_mark (self->buffer, self->first);
      gtk_text_buffer_delete_mark (self->buffer, self->last);
    }
  self->first = self->last = NULL;
  self->touched = FALSE;
  g_clear_object (&self->cancellable);
}

static GArray *
collect_mistakes (MarbreSpellingView *self, const GtkTextIter *first, const GtkTextIter *last)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (MarbreSpellingPlace));
  guint offset = (guint) gtk_text_iter_get_offset (first);
  GtkTextIter iter = *first;

  if (!gtk_text_iter_has_tag (&iter, self->mistake))
    gtk_text_iter_forward_to_tag_toggle (&iter, self->mistake);
  while (gtk_text_iter_compare (&iter, last) < 0)
    {
      MarbreSpellingPlace place = { .start = (guint) gtk_text_iter_get_offset (&iter) - offset };

      gtk_text_iter_forward_to_tag_toggle (&iter, self->mistake);
      place.end = (guint) gtk_text_iter_get_offset (&iter) - offset;
      g_array_append_val (places, place);
      gtk_text_iter_forward_to_tag_toggle (&iter, self->mistake);
    }
  return places;
}

static void
set_mistake (MarbreSpellingView *self, int offset, MarbreSpellingPlace place, gboolean is_mistake)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset + (int) place.start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, offset + (int) place.end);
  if (is_mistake)
    gtk_text_buffer_apply_tag (self->buffer, self->mistake, &start, &end);
  else
    gtk_text_buffer_remove_tag (self->buffer, self->mistake, &start, &end);
  if (self->view != NULL)
    gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

/* Who is typing a word is not told that it is wrong before it is whole. */
static gboolean
is_being_typed (MarbreSpellingView *self, int offset, MarbreSpellingPlace place)
{
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset + (int) place.start);
  if (!self->typing || !caret_is_in_word (self, &start))
    return FALSE;
  if (self->held == NULL)
    self->held = gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE);
  else
    gtk_text_buffer_move_mark (self->buffer, self->held, &start);
  return TRUE;
}

/* Changes what differs only: what stays is not drawn again. */
static void
show_mistakes (MarbreSpellingView *self,
               const GtkTextIter *first,
               const GtkTextIter *last,
               GArray *mistakes)
{
  g_autoptr (GArray) shown = collect_mistakes (self, first, last);
  int offset = gtk_text_iter_get_offset (first);
  guint old = 0;

  for (guint i = 0; i < mistakes->len; i++)
    {
      MarbreSpellingPlace place = g_array_index (mistakes, MarbreSpellingPlace, i);
      MarbreSpellingPlace *before = NULL;

      for (; old < shown->len; old++)
        {
          before = &g_array_index (shown, MarbreSpellingPlace, old);
          if (before->end > place.start)
            break;
          set_mistake (self, offset, *before, FALSE);
        }
      if (old < shown->len && before->start == place.start && before->end == place.end)
        {
          old++;
          continue;
        }
      for (; old < shown->len; old++)
        {
          before = &g_array_index (shown, MarbreSpellingPlace, old);
          if (before->start >= place.end)
            break;
          set_mistake (self, offset, *before, FALSE);
        }
      if (!is_being_typed (self, offset, place))
        set_mistake (self, offset, place, TRUE);
    }
  for (; old < shown->len; old++)
    set_mistake (self, offset, g_array_index (shown, MarbreSpellingPlace, old), FALSE);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreSpellingView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSpellingReport) report =
      marbre_spelling_check_finish (MARBRE_SPELLING (source), result, &error);
  GtkTextIter first, last;
  gboolean touched = self->touched;

  if (report == NULL)
    return;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &first, self->first);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &last, self->last);
  forget_part (self);
  if (touched)
    {
      gtk_text_buffer_apply_tag (self->buffer, self->unread, &first, &last);
      read_later (self, PAUSE_MSEC);
      return;
    }
  if (!self->active)
    g_array_set_size (report->mistakes, 0);
  show_mistakes (self, &first, &last, report->mistakes);
  if (self->reading)
    g_signal_emit (self, signals[SIGNAL_READ], 0, &first, &last, report);
  read_next (self);
}

static void
send_part (MarbreSpellingView *self, GtkTextIter *first)
{
  GtkTextIter last;
  g_autofree char *text = NULL;

  if (self->mode == MARBRE_PROSE_BODY)
    marbre_spelling_chunk_find (self->buffer, self->code, first, &last);
  else
    gtk_text_buffer_get_bounds (self->buffer, first, &last);
  gtk_text_buffer_remove_tag (self->buffer, self->unread, first, &last);
  text = gtk_text_buffer_get_slice (self->buffer, first, &last, TRUE);
  self->first = gtk_text_buffer_create_mark (self->buffer, NULL, first, TRUE);
  self->last = gtk_text_buffer_create_mark (self->buffer, NULL, &last, FALSE);
  self->cancellable = g_cancellable_new ();
  marbre_spelling_check_async (self->spelling, text, self->mode, self->language, self->cancellable,
                               checked_cb, g_object_ref (self));
}

static void
read_next (MarbreSpellingView *self)
{
  GtkTextIter iter;

  if (self->buffer == NULL || self->first != NULL || !(self->active || self->reading))
    return;
  gtk_text_buffer_get_start_iter (self->buffer, &iter);
  if (gtk_text_iter_has_tag (&iter, self->unread) ||
      gtk_text_iter_forward_to_tag_toggle (&iter, self->unread))
    send_part (self, &iter);
}

static void
leave_buffer (MarbreSpellingView *self)
{
  GtkTextTagTable *table;

  g_clear_handle_id (&self->source, g_source_remove);
  self->unread_since = 0;
  if (self->buffer == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  forget_part (self);
  if (self->held != NULL)
    gtk_text_buffer_delete_mark (self->buffer, self->held);
  self->held = NULL;
  g_signal_handlers_disconnect_by_data (self->buffer, self);
  if (self->view != NULL)
    marbre_spelling_ink_set_tag (self->view, MARBRE_SPELLING_INK_WAVE, NULL);
  table = gtk_text_buffer_get_tag_table (self->buffer);
  gtk_text_tag_table_remove (table, self->unread);
  gtk_text_tag_table_remove (table, self->code);
  gtk_text_tag_table_remove (table, self->mistake);
  g_clear_object (&self->buffer);
}

/* A screen reader is told of a tag's underline only, which has each paragraph laid out again. */
static void
update_look (MarbreSpellingView *self)
{
  g_object_set (self->mistake, "underline",
                self->spoken ? PANGO_UNDERLINE_ERROR : PANGO_UNDERLINE_NONE, "underline-set",
                self->spoken, NULL);
  marbre_spelling_ink_set_tag (self->view, MARBRE_SPELLING_INK_WAVE,
                               self->spoken ? NULL : self->mistake);
}

static void
enter_buffer (MarbreSpellingView *self, GtkTextBuffer *buffer)
{
  self->buffer = g_object_ref (buffer);
  self->typing = FALSE;
  self->unread = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->code = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->mistake = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  update_look (self);
  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (inserted_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (buffer, "delete-range", G_CALLBACK (deleted_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (buffer, "mark-set", G_CALLBACK (mark_set_cb), self, G_CONNECT_SWAPPED);
  marbre_spelling_view_check_again (self);
}

static void
buffer_cb (MarbreSpellingView *self)
{
  leave_buffer (self);
  if (self->view != NULL)
    enter_buffer (self, gtk_text_view_get_buffer (self->view));
}

static void
marbre_spelling_view_dispose (GObject *object)
{
  MarbreSpellingView *self = MARBRE_SPELLING_VIEW (object);

  leave_buffer (self);
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->spelling);
  g_clear_pointer (&self->language, g_free);
  G_OBJECT_CLASS (marbre_spelling_view_parent_class)->dispose (object);
}

static void
marbre_spelling_view_class_init (MarbreSpellingViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_spelling_view_dispose;

  /**
   * MarbreSpellingView::read:
   * @first: (type GtkTextIter): the beginning of a part of the text
   * @last: (type GtkTextIter): its end
   * @report: (type MarbreSpellingReport): what is there; places count from @first
   *
   * A part of the text was read, and the text is still what it was then.
   */
  signals[SIGNAL_READ] = g_signal_new ("read", MARBRE_TYPE_SPELLING_VIEW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 3, GTK_TYPE_TEXT_ITER,
                                       GTK_TYPE_TEXT_ITER, G_TYPE_POINTER);
}

static void
marbre_spelling_view_init (MarbreSpellingView *self)
{
  self->language = g_strdup ("en");
  self->active = TRUE;
}

/**
 * marbre_spelling_view_new:
 * @spelling: the dictionaries
 * @view: a text view; its buffer may change
 * @mode: %MARBRE_PROSE_BODY for Markdown, %MARBRE_PROSE_LINE for a field
 *
 * Returns: (transfer full): a checker; when it goes, so do the underlines
 */
MarbreSpellingView *
marbre_spelling_view_new (MarbreSpelling *spelling, GtkTextView *view, MarbreProseMode mode)
{
  MarbreSpellingView *self;

  g_return_val_if_fail (MARBRE_IS_SPELLING (spelling), NULL);
  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_SPELLING_VIEW, NULL);
  self->spelling = g_object_ref (spelling);
  self->mode = mode;
  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (view, "notify::buffer", G_CALLBACK (buffer_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (spelling, "changed", G_CALLBACK (marbre_spelling_view_check_again),
                           self, G_CONNECT_SWAPPED);
  buffer_cb (self);
  return self;
}

/**
 * marbre_spelling_view_get_spelling:
 *
 * Returns: (transfer none): the dictionaries
 */
MarbreSpelling *
marbre_spelling_view_get_spelling (MarbreSpellingView *self)
{
  g_return_val_if_fail (MARBRE_IS_SPELLING_VIEW (self), NULL);
  return self->spelling;
}

/**
 * marbre_spelling_view_set_language:
 * @language: the story's language, a BCP 47 tag
 */
void
marbre_spelling_view_set_language (MarbreSpellingView *self, const char *language)
{
  g_return_if_fail (MARBRE_IS_SPELLING_VIEW (self));
  g_return_if_fail (language != NULL);

  if (g_str_equal (self->language, language))
    return;
  g_free (self->language);
  self->language = g_strdup (language);
  marbre_spelling_view_check_again (self);
}

/**
 * marbre_spelling_view_get_language:
 *
 * Returns: (transfer none): the story's language
 */
const char *
marbre_spelling_view_get_language (MarbreSpellingView *self)
{
  g_return_val_if_fail (MARBRE_IS_SPELLING_VIEW (self), NULL);
  return self->language;
}

/**
 * marbre_spelling_view_set_active:
 * @spelling: whether mistakes are underlined
 * @reading: whether "read" is emitted
 */
void
marbre_spelling_view_set_active (MarbreSpellingView *self, gboolean spelling, gboolean reading)
{
  g_return_if_fail (MARBRE_IS_SPELLING_VIEW (self));

  spelling = !!spelling;
  reading = !!reading;
  if (self->active == spelling && self->reading == reading)
    return;
  self->active = spelling;
  self->reading = reading;
  if (!spelling && self->buffer != NULL)
    {
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (self->buffer, &start, &end);
      gtk_text_buffer_remove_tag (self->buffer, self->mistake, &start, &end);
      if (self->view != NULL)
        gtk_widget_queue_draw (GTK_WIDGET (self->view));
    }
  marbre_spelling_view_check_again (self);
}

/**
 * marbre_spelling_view_set_spoken:
 * @spoken: whether a screen reader is told of mistakes
 */
void
marbre_spelling_view_set_spoken (MarbreSpellingView *self, gboolean spoken)
{
  g_return_if_fail (MARBRE_IS_SPELLING_VIEW (self));

  spoken = !!spoken;
  if (self->spoken == spoken)
    return;
  self->spoken = spoken;
  if (self->buffer != NULL && self->view != NULL)
    update_look (self);
}

/**
 * marbre_spelling_view_check_again:
 *
 * Reads all of the text, part after part.
 */
void
marbre_spelling_view_check_again (MarbreSpellingView *self)
{
  GtkTextIter start, end;

  g_return_if_fail (MARBRE_IS_SPELLING_VIEW (self));

  if (self->buffer == NULL)
    return;
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  mark_unread (self, &start, &end);
  read_later (self, 0);
}

/**
 * marbre_spelling_view_is_idle:
 *
 * Returns: whether everything was read, and nothing was edited since
 */
gboolean
marbre_spelling_view_is_idle (MarbreSpellingView *self)
{
  GtkTextIter iter;

  g_return_val_if_fail (MARBRE_IS_SPELLING_VIEW (self), TRUE);

  if (self->buffer == NULL)
    return TRUE;
  gtk_text_buffer_get_start_iter (self->buffer, &iter);
  return self->source == 0 && self->first == NULL &&
         !gtk_text_iter_has_tag (&iter, self->unread) &&
         !gtk_text_iter_forward_to_tag_toggle (&iter, self->unread);
}

/**
 * marbre_spelling_view_find:
 * @place: a place in the buffer
 * @start: (out): where the mistake begins
 * @end: (out): where it ends
 *
 * Returns: whether there is a mistake at @place, or just before it
 */
gboolean
marbre_spelling_view_find (MarbreSpellingView *self,
                           const GtkTextIter *place,
                           GtkTextIter *start,
                           GtkTextIter *end)
{
  g_return_val_if_fail (MARBRE_IS_SPELLING_VIEW (self), FALSE);

  *start = *end = *place;
  if (!gtk_text_iter_has_tag (start, self->mistake) &&
      !gtk_text_iter_ends_tag (start, self->mistake))
    return FALSE;
  if (!gtk_text_iter_starts_tag (start, self->mistake))
    gtk_text_iter_backward_to_tag_toggle (start, self->mistake);
  if (!gtk_text_iter_ends_tag (end, self->mistake))
    gtk_text_iter_forward_to_tag_toggle (end, self->mistake);
  return TRUE;
}

/**
 * marbre_spelling_view_find_next:
 * @place: a place in the buffer
 * @start: (out): where the mistake begins
 * @end: (out): where it ends
 *
 * Returns: whether there is a mistake behind @place
 */
gboolean
marbre_spelling_view_find_next (MarbreSpellingView *self,
                                const GtkTextIter *place,
                                GtkTextIter *start,
                                GtkTextIter *end)
{
  g_return_val_if_fail (MARBRE_IS_SPELLING_VIEW (self), FALSE);

  *start = *place;
  do
    if (!gtk_text_iter_forward_to_tag_toggle (start, self->mistake))
      return FALSE;
  while (!gtk_text_iter_starts_tag (start, self->mistake));
  *end = *start;
  gtk_text_iter_forward_to_tag_toggle (end, self->mistake);
  return TRUE;
}
