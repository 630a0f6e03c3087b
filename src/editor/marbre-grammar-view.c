/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Grammar in a text view; see marbre-grammar-view.h. The spelling checker says which paragraphs it
 * has read; here each goes to the grammar checker. An answer counts only if the paragraph is still
 * what was sent: what is being written is sent again in the next pause.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-grammar-view.h"

#include <string.h>

#include "marbre-spelling-ink.h"

/* How many of the last paragraphs are looked at for one that is sent again: what is edited was sent
 * a moment ago, and a long story that is opened must not be compared with itself. */
#define MAX_RECENT 32

/* An objection, where it is in the text. */
typedef struct
{
  MarbreGrammarMistake *mistake; /* (owned) */
  GtkTextBuffer *buffer;         /* (owned) */
  GtkTextMark *start, *end;      /* (borrowed): of @buffer */
} Objection;

struct _MarbreGrammarView
{
  GObject parent_instance;

  GtkTextView *view;          /* (borrowed) (nullable): weak */
  MarbreSpellingView *reader; /* (owned) */
  GPtrArray *checkers;        /* (owned) (element-type MarbreGrammar) */
  GtkTextBuffer *buffer;      /* (owned) (nullable): with @tag */
  GtkTextTag *tag;            /* (borrowed): of @buffer */
  gboolean spoken;            /* a screen reader is told of mistakes */
  GPtrArray *objections;      /* (owned) (element-type Objection) */
  char **ignored;             /* (owned): rules, alone or with a tab and words */
  GQueue sent;                /* (element-type Sent): what is on its way, the newest last */
};

G_DEFINE_FINAL_TYPE (MarbreGrammarView, marbre_grammar_view, G_TYPE_OBJECT)

/* A paragraph on its way. */
typedef struct
{
  MarbreGrammarView *self; /* (owned) */
  GtkTextBuffer *buffer;   /* (owned) */
  GtkTextMark *start;      /* (borrowed): of @buffer */
  GtkTextMark *end;        /* (borrowed): of @buffer */
  GCancellable *cancellable; /* (owned) */
  GArray *places;          /* (owned): of each character, from @start */
  char *source;            /* (owned): the text in the buffer when it was sent */
} Sent;

static void
objection_free (Objection *objection)
{
  marbre_grammar_mistake_free (objection->mistake);
  gtk_text_buffer_delete_mark (objection->buffer, objection->start);
  gtk_text_buffer_delete_mark (objection->buffer, objection->end);
  g_object_unref (objection->buffer);
  g_free (objection);
}

static void
sent_free (Sent *sent)
{
  g_queue_remove (&sent->self->sent, sent);
  gtk_text_buffer_delete_mark (sent->buffer, sent->start);
  gtk_text_buffer_delete_mark (sent->buffer, sent->end);
  g_object_unref (sent->buffer);
  g_object_unref (sent->self);
  g_object_unref (sent->cancellable);
  g_array_unref (sent->places);
  g_free (sent->source);
  g_free (sent);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sent, sent_free)

static void
objection_bounds (Objection *objection, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_mark (objection->buffer, start, objection->start);
  gtk_text_buffer_get_iter_at_mark (objection->buffer, end, objection->end);
}

static gboolean
is_ignored (MarbreGrammarView *self, const char *rule, const char *words)
{
  g_autofree char *both = g_strconcat (rule, "\t", words, NULL);

  return g_strv_contains ((const char *const *) self->ignored, rule) ||
         g_strv_contains ((const char *const *) self->ignored, both);
}

static void
remove_objection (MarbreGrammarView *self, guint index)
{
  Objection *objection = g_ptr_array_index (self->objections, index);
  GtkTextIter start, end;

  objection_bounds (objection, &start, &end);
  gtk_text_buffer_remove_tag (objection->buffer, self->tag, &start, &end);
  g_ptr_array_remove_index_fast (self->objections, index);
}

/* Takes back the objections between two places. In a long story that was just opened there are none
 * as a rule, and the tag knows that without a look at all the others.
 *
 * Returns: whether there was one */
static gboolean
remove_objections (MarbreGrammarView *self, const GtkTextIter *first, const GtkTextIter *last)
{
  GtkTextIter next = *first;
  guint before = self->objections->len;

  if (!gtk_text_iter_has_tag (first, self->tag) && !gtk_text_iter_ends_tag (first, self->tag) &&
      (!gtk_text_iter_forward_to_tag_toggle (&next, self->tag) ||
       gtk_text_iter_compare (&next, last) > 0))
    return FALSE;
  for (guint i = self->objections->len; i-- > 0;)
    {
      GtkTextIter start, end;

      objection_bounds (g_ptr_array_index (self->objections, i), &start, &end);
      if (gtk_text_iter_compare (&end, first) >= 0 && gtk_text_iter_compare (&start, last) <= 0)
        remove_objection (self, i);
    }
  return self->objections->len < before;
}

static void
remove_ignored (MarbreGrammarView *self)
{
  for (guint i = self->objections->len; i-- > 0;)
    {
      Objection *objection = g_ptr_array_index (self->objections, i);
      GtkTextIter start, end;
      g_autofree char *words = NULL;

      objection_bounds (objection, &start, &end);
      words = gtk_text_iter_get_slice (&start, &end);
      if (is_ignored (self, objection->mistake->rule, words))
        remove_objection (self, i);
    }
  if (self->view != NULL)
    gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

static void
add_objection (MarbreGrammarView *self, Sent *sent, MarbreGrammarMistake *mistake)
{
  Objection *objection;
  GtkTextIter start, end;
  g_autofree char *words = NULL;
  int first;

  gtk_text_buffer_get_iter_at_mark (sent->buffer, &start, sent->start);
  first = gtk_text_iter_get_offset (&start);
  gtk_text_buffer_get_iter_at_offset (
      sent->buffer, &start,
      first + (int) g_array_index (sent->places, MarbreSpellingPlace, mistake->start).start);
  gtk_text_buffer_get_iter_at_offset (
      sent->buffer, &end,
      first + (int) g_array_index (sent->places, MarbreSpellingPlace, mistake->end - 1).end);
  words = gtk_text_iter_get_slice (&start, &end);
  if (is_ignored (self, mistake->rule, words))
    {
      marbre_grammar_mistake_free (mistake);
      return;
    }
  objection = g_new0 (Objection, 1);
  objection->mistake = mistake;
  objection->buffer = g_object_ref (sent->buffer);
  objection->start = gtk_text_buffer_create_mark (sent->buffer, NULL, &start, FALSE);
  objection->end = gtk_text_buffer_create_mark (sent->buffer, NULL, &end, TRUE);
  g_ptr_array_add (self->objections, objection);
  gtk_text_buffer_apply_tag (sent->buffer, self->tag, &start, &end);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sent) sent = user_data;
  MarbreGrammarView *self = sent->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mistakes =
      marbre_grammar_check_finish (MARBRE_GRAMMAR (source), result, &error);
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  /* What cannot be checked is not underlined; the checker itself says when it gives up. */
  if (mistakes == NULL || sent->buffer != self->buffer ||
      !g_ptr_array_find (self->checkers, source, NULL))
    return;
  gtk_text_buffer_get_iter_at_mark (sent->buffer, &start, sent->start);
  gtk_text_buffer_get_iter_at_mark (sent->buffer, &end, sent->end);
  text = gtk_text_iter_get_slice (&start, &end);
  if (!g_str_equal (text, sent->source))
    return;
  if ((remove_objections (self, &start, &end) || mistakes->len > 0) && self->view != NULL)
    marbre_spelling_ink_queue_draw (self->view, &start, &end);
  g_ptr_array_set_free_func (mistakes, NULL);
  for (guint i = 0; i < mistakes->len; i++)
    {
      MarbreGrammarMistake *mistake = g_ptr_array_index (mistakes, i);

      if (mistake->end <= sent->places->len)
        add_objection (self, sent, mistake);
      else
        marbre_grammar_mistake_free (mistake);
    }
}

/* Who checks that language. */
static MarbreGrammar *
find_checker (MarbreGrammarView *self, const char *language)
{
  for (guint i = 0; i < self->checkers->len; i++)
    if (marbre_grammar_handles (g_ptr_array_index (self->checkers, i), language))
      return g_ptr_array_index (self->checkers, i);
  return NULL;
}

/* A text that was edited before its answer came need not be checked any more. */
static void
cancel_former (MarbreGrammarView *self, const GtkTextIter *first, const GtkTextIter *last)
{
  GList *before;
  guint n = 0;

  for (GList *link = self->sent.tail; link != NULL && n < MAX_RECENT; link = before, n++)
    {
      Sent *sent = link->data;
      GtkTextIter start, end;

      before = link->prev;
      if (sent->buffer != self->buffer)
        continue;
      gtk_text_buffer_get_iter_at_mark (sent->buffer, &start, sent->start);
      gtk_text_buffer_get_iter_at_mark (sent->buffer, &end, sent->end);
      if (gtk_text_iter_compare (&start, last) < 0 && gtk_text_iter_compare (first, &end) < 0)
        g_cancellable_cancel (sent->cancellable);
    }
}

static void
send (MarbreGrammarView *self,
      const GtkTextIter *first,
      const MarbreSpellingParagraph *paragraph)
{
  MarbreGrammar *checker = find_checker (self, paragraph->language);
  Sent *sent;
  GtkTextIter start = *first, end = *first;
  guint n = paragraph->places->len;
  guint from;

  if (checker == NULL || n < MARBRE_GRAMMAR_MIN_CHARS ||
      strlen (paragraph->text) > MARBRE_GRAMMAR_MAX_BYTES)
    return;
  from = g_array_index (paragraph->places, MarbreSpellingPlace, 0).start;
  gtk_text_iter_forward_chars (&start, (int) from);
  gtk_text_iter_forward_chars (
      &end, (int) g_array_index (paragraph->places, MarbreSpellingPlace, n - 1).end);
  cancel_former (self, &start, &end);
  sent = g_new0 (Sent, 1);
  sent->self = g_object_ref (self);
  sent->buffer = g_object_ref (self->buffer);
  sent->cancellable = g_cancellable_new ();
  sent->start = gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE);
  sent->end = gtk_text_buffer_create_mark (self->buffer, NULL, &end, FALSE);
  sent->source = gtk_text_iter_get_slice (&start, &end);
  sent->places = g_array_copy (paragraph->places);
  for (guint i = 0; i < n; i++)
    {
      MarbreSpellingPlace *place = &g_array_index (sent->places, MarbreSpellingPlace, i);

      place->start -= from;
      place->end -= from;
    }
  g_queue_push_tail (&self->sent, sent);
  marbre_grammar_check_async (checker, paragraph->text, paragraph->language, sent->cancellable,
                              checked_cb, sent);
}

static void
changed_cb (MarbreGrammarView *self)
{
  if (self->view == NULL || !gtk_widget_has_focus (GTK_WIDGET (self->view)))
    return;
  for (guint i = 0; i < self->checkers->len; i++)
    marbre_grammar_note_key (g_ptr_array_index (self->checkers, i));
}

static void
leave_buffer (MarbreGrammarView *self)
{
  for (GList *link = self->sent.head; link != NULL; link = link->next)
    g_cancellable_cancel (((Sent *) link->data)->cancellable);
  if (self->view != NULL)
    marbre_spelling_ink_set_tag (self->view, MARBRE_SPELLING_INK_DOUBLE, NULL);
  g_ptr_array_set_size (self->objections, 0);
  if (self->buffer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->buffer, self);
      gtk_text_tag_table_remove (gtk_text_buffer_get_tag_table (self->buffer), self->tag);
    }
  g_clear_object (&self->buffer);
}

/* A screen reader is told of a tag's underline only, which has each paragraph laid out again. */
static void
update_look (MarbreGrammarView *self)
{
  g_object_set (self->tag, "underline",
                self->spoken ? PANGO_UNDERLINE_ERROR : PANGO_UNDERLINE_NONE, "underline-set",
                self->spoken, NULL);
  marbre_spelling_ink_set_tag (self->view, MARBRE_SPELLING_INK_DOUBLE,
                               self->spoken ? NULL : self->tag);
}

static void
enter_buffer (MarbreGrammarView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  if (buffer == self->buffer)
    return;
  leave_buffer (self);
  self->buffer = g_object_ref (buffer);
  self->tag = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update_look (self);
}

static void
read_cb (MarbreGrammarView *self,
         GtkTextIter *first,
         GtkTextIter *last,
         MarbreSpellingReport *report)
{
  if (self->checkers->len == 0 || self->view == NULL)
    return;
  enter_buffer (self);
  for (guint i = 0; i < report->paragraphs->len; i++)
    send (self, first, g_ptr_array_index (report->paragraphs, i));
}

static void
marbre_grammar_view_dispose (GObject *object)
{
  MarbreGrammarView *self = MARBRE_GRAMMAR_VIEW (object);

  leave_buffer (self);
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->reader);
  g_ptr_array_set_size (self->checkers, 0);
  G_OBJECT_CLASS (marbre_grammar_view_parent_class)->dispose (object);
}

static void
marbre_grammar_view_finalize (GObject *object)
{
  MarbreGrammarView *self = MARBRE_GRAMMAR_VIEW (object);

  g_clear_pointer (&self->objections, g_ptr_array_unref);
  g_clear_pointer (&self->checkers, g_ptr_array_unref);
  g_clear_pointer (&self->ignored, g_strfreev);
  G_OBJECT_CLASS (marbre_grammar_view_parent_class)->finalize (object);
}

static void
marbre_grammar_view_class_init (MarbreGrammarViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_grammar_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_grammar_view_finalize;
}

static void
marbre_grammar_view_init (MarbreGrammarView *self)
{
  self->objections = g_ptr_array_new_with_free_func ((GDestroyNotify) objection_free);
  self->checkers = g_ptr_array_new_with_free_func (g_object_unref);
  self->ignored = g_new0 (char *, 1);
  g_queue_init (&self->sent);
}

/**
 * marbre_grammar_view_new:
 * @reader: what reads the text of @view
 * @view: a text view
 *
 * Returns: (transfer full): a view without a checker
 */
MarbreGrammarView *
marbre_grammar_view_new (MarbreSpellingView *reader, GtkTextView *view)
{
  MarbreGrammarView *self;

  g_return_val_if_fail (MARBRE_IS_SPELLING_VIEW (reader), NULL);
  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_GRAMMAR_VIEW, NULL);
  self->reader = g_object_ref (reader);
  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (reader, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_grammar_view_set_checkers:
 * @checkers: (element-type MarbreGrammar): who checks from now on: a paragraph goes to the first
 *   that handles its language; have the text read again
 */
void
marbre_grammar_view_set_checkers (MarbreGrammarView *self, GPtrArray *checkers)
{
  g_return_if_fail (MARBRE_IS_GRAMMAR_VIEW (self));
  g_return_if_fail (checkers != NULL);

  leave_buffer (self);
  g_ptr_array_set_size (self->checkers, 0);
  for (guint i = 0; i < checkers->len; i++)
    g_ptr_array_add (self->checkers, g_object_ref (g_ptr_array_index (checkers, i)));
}

/**
 * marbre_grammar_view_set_ignored:
 * @ignored: (array zero-terminated=1): rules that are off: a rule, or a rule, a tab and the words
 *   for which it is off
 */
void
marbre_grammar_view_set_ignored (MarbreGrammarView *self, const char *const *ignored)
{
  g_return_if_fail (MARBRE_IS_GRAMMAR_VIEW (self));
  g_strfreev (self->ignored);
  self->ignored = g_strdupv ((char **) ignored);
  remove_ignored (self);
}

/**
 * marbre_grammar_view_set_spoken:
 * @spoken: whether a screen reader is told of mistakes
 */
void
marbre_grammar_view_set_spoken (MarbreGrammarView *self, gboolean spoken)
{
  g_return_if_fail (MARBRE_IS_GRAMMAR_VIEW (self));

  spoken = !!spoken;
  if (self->spoken == spoken)
    return;
  self->spoken = spoken;
  if (self->buffer != NULL && self->view != NULL)
    update_look (self);
}

/**
 * marbre_grammar_view_find:
 * @place: a place in the buffer
 * @start: (out): where the mistake begins
 * @end: (out): where it ends
 *
 * Returns: (transfer none) (nullable): the mistake at @place
 */
const MarbreGrammarMistake *
marbre_grammar_view_find (MarbreGrammarView *self,
                          const GtkTextIter *place,
                          GtkTextIter *start,
                          GtkTextIter *end)
{
  g_return_val_if_fail (MARBRE_IS_GRAMMAR_VIEW (self), NULL);

  for (guint i = 0; i < self->objections->len; i++)
    {
      Objection *objection = g_ptr_array_index (self->objections, i);

      objection_bounds (objection, start, end);
      if (gtk_text_iter_compare (start, place) <= 0 && gtk_text_iter_compare (place, end) <= 0 &&
          gtk_text_iter_compare (start, end) < 0)
        return objection->mistake;
    }
  return NULL;
}

/**
 * marbre_grammar_view_find_next:
 * @place: a place in the buffer
 * @start: (out): where the next mistake begins
 * @end: (out): where it ends
 *
 * Returns: whether there is a mistake behind @place
 */
gboolean
marbre_grammar_view_find_next (MarbreGrammarView *self,
                               const GtkTextIter *place,
                               GtkTextIter *start,
                               GtkTextIter *end)
{
  gboolean found = FALSE;

  g_return_val_if_fail (MARBRE_IS_GRAMMAR_VIEW (self), FALSE);

  for (guint i = 0; i < self->objections->len; i++)
    {
      GtkTextIter from, to;

      objection_bounds (g_ptr_array_index (self->objections, i), &from, &to);
      if (gtk_text_iter_compare (&from, place) <= 0 || gtk_text_iter_equal (&from, &to) ||
          (found && gtk_text_iter_compare (&from, start) >= 0))
        continue;
      *start = from;
      *end = to;
      found = TRUE;
    }
  return found;
}
