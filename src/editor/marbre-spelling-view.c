/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spelling in a text view; see marbre-spelling-view.h. One part of the text is out at the worker at
 * a time; if it is edited meanwhile, its report is thrown away and it is read again. What is being
 * written is read in each pause; the rest of a long story waits until no key has come for a second,
 * since whatever the main thread does just then makes a key wait.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-view.h"

#include <string.h>

#include "marbre-spelling-backlog.h"
#include "marbre-spelling-held.h"
#include "marbre-spelling-ink.h"
#include "marbre-spelling-part.h"
#include "marbre-spelling-underline.h"

/* A word that is finished is looked at in the next pause, but not behind each key: a frame that is
 * drawn just then makes the key wait. */
#define PAUSE_MSEC 300
#define MAX_USEC   (1500 * 1000)

/* How long no key may come before what was not written just now is read. */
#define REST_USEC G_USEC_PER_SEC

/* More than that at once was not typed. */
#define MAX_TYPED_BYTES 32

struct _MarbreSpellingView
{
  GObject parent_instance;

  GtkTextView *view;              /* (borrowed) (nullable): weak */
  MarbreSpelling *spelling;       /* (owned) */
  GtkTextBuffer *buffer;          /* (owned) (nullable): whose signals are connected */
  MarbreSpellingBacklog *backlog; /* (owned) (nullable): of the buffer */
  GtkTextTag *mistake;            /* (borrowed): of the buffer */
  MarbreSpellingHeld *held;       /* (owned) (nullable): of the buffer */
  MarbreSpellingPart *part;       /* (owned) (nullable): of the buffer: what is out */
  char *language;                 /* (owned) */
  MarbreProseMode mode;
  guint source;        /* GSource id: the pause; 0 for none */
  gint64 unread_since; /* monotonic µs; 0 if nothing is to be read */
  gint64 last_key;     /* monotonic µs; 0 for never */
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
  marbre_spelling_backlog_add (self->backlog, start, end);
  if (self->part != NULL)
    marbre_spelling_part_note_edit (self->part, start, end);
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
  if (self->typing)
    self->last_key = g_get_monotonic_time ();
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
  if (gtk_text_iter_has_tag (&start, self->mistake) ||
      marbre_spelling_held_is_letter (g_utf8_get_char (text)))
    clear_mistake_at (self, &start);
  note_edit (self, &start, place, bytes <= MAX_TYPED_BYTES);
}

static void
deleted_cb (MarbreSpellingView *self, GtkTextIter *start, GtkTextIter *end)
{
  clear_mistake_at (self, start);
  note_edit (self, start, start, TRUE);
}

static void
mark_set_cb (MarbreSpellingView *self, GtkTextIter *place, GtkTextMark *mark)
{
  GtkTextIter word;

  if (mark != gtk_text_buffer_get_insert (self->buffer) ||
      !marbre_spelling_held_release (self->held, &word))
    return;
  mark_unread (self, &word, &word);
  read_later (self, PAUSE_MSEC);
}

static gboolean
is_being_typed (const GtkTextIter *start, gpointer data)
{
  MarbreSpellingView *self = data;

  return self->typing && marbre_spelling_held_hold (self->held, start);
}

static void
show (MarbreSpellingView *self,
      const GtkTextIter *first,
      const GtkTextIter *last,
      MarbreSpellingReport *report)
{
  if (!self->active)
    g_array_set_size (report->mistakes, 0);
  if (marbre_spelling_underline_show (self->mistake, first, last, report->mistakes, is_being_typed,
                                      self) &&
      self->view != NULL)
    marbre_spelling_ink_queue_draw (self->view, first, last);
  if (self->reading)
    g_signal_emit (self, signals[SIGNAL_READ], 0, first, last, report);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreSpellingView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSpellingReport) report =
      marbre_spelling_check_finish (MARBRE_SPELLING (source), result, &error);
  GtkTextIter first, last;
  gboolean edited;

  if (report == NULL)
    return;
  marbre_spelling_part_get_bounds (self->part, &first, &last);
  edited = marbre_spelling_part_is_edited (self->part);
  g_clear_pointer (&self->part, marbre_spelling_part_free);
  if (edited)
    mark_unread (self, &first, &last);
  else
    show (self, &first, &last, report);
  if (self->source == 0)
    read_next (self); /* else a pause is waited for */
}

static void
send_part (MarbreSpellingView *self, const GtkTextIter *first, const GtkTextIter *last)
{
  g_autofree char *text = gtk_text_buffer_get_slice (self->buffer, first, last, TRUE);

  self->part = marbre_spelling_part_new (first, last);
  marbre_spelling_check_async (self->spelling, text, self->mode, self->language,
                               marbre_spelling_part_get_cancellable (self->part), checked_cb,
                               g_object_ref (self));
}

/* What is in sight is read before the rest. */
static void
get_place_in_sight (MarbreSpellingView *self, GtkTextIter *place)
{
  GdkRectangle visible;

  if (self->view == NULL)
    {
      gtk_text_buffer_get_start_iter (self->buffer, place);
      return;
    }
  gtk_text_view_get_visible_rect (self->view, &visible);
  gtk_text_view_get_line_at_y (self->view, place, visible.y, NULL);
}

static void
read_next (MarbreSpellingView *self)
{
  gint64 rest = self->last_key + REST_USEC - g_get_monotonic_time ();
  GtkTextIter place, first, last;

  if (self->buffer == NULL || self->part != NULL || !(self->active || self->reading))
    return;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &place,
                                    gtk_text_buffer_get_insert (self->buffer));
  if (!marbre_spelling_backlog_take_at (self->backlog, &place, &first, &last))
    {
      if (marbre_spelling_backlog_is_empty (self->backlog))
        return;
      if (self->last_key > 0 && rest > 0)
        {
          read_later (self, (guint) (rest / 1000) + 1);
          return;
        }
      get_place_in_sight (self, &place);
      if (!marbre_spelling_backlog_take_from (self->backlog, &place, &first, &last))
        return;
    }
  send_part (self, &first, &last);
}

static void
leave_buffer (MarbreSpellingView *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->unread_since = 0;
  self->last_key = 0;
  if (self->buffer == NULL)
    return;
  if (self->part != NULL)
    g_cancellable_cancel (marbre_spelling_part_get_cancellable (self->part));
  g_clear_pointer (&self->part, marbre_spelling_part_free);
  g_clear_pointer (&self->held, marbre_spelling_held_free);
  g_signal_handlers_disconnect_by_data (self->buffer, self);
  if (self->view != NULL)
    marbre_spelling_ink_set_tag (self->view, MARBRE_SPELLING_INK_WAVE, NULL);
  g_clear_pointer (&self->backlog, marbre_spelling_backlog_free);
  gtk_text_tag_table_remove (gtk_text_buffer_get_tag_table (self->buffer), self->mistake);
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
  self->backlog = marbre_spelling_backlog_new (buffer, self->mode);
  self->held = marbre_spelling_held_new (buffer);
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
  g_return_val_if_fail (MARBRE_IS_SPELLING_VIEW (self), TRUE);

  return self->buffer == NULL || (self->source == 0 && self->part == NULL &&
                                  marbre_spelling_backlog_is_empty (self->backlog));
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

  return marbre_spelling_underline_find (self->mistake, place, start, end);
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

  return marbre_spelling_underline_find_next (self->mistake, place, start, end);
}
