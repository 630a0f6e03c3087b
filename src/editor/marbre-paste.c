/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A paste on its way; see marbre-paste.h. It holds itself until it is done, failed or cancelled;
 * whoever keeps it longer can still make the text plain.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-paste.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-foreign-text.h"
#include "marbre-paste-place.h"
#include "marbre-text-paste.h"

#define PART (256 * 1024)

struct _MarbrePaste
{
  GObject parent_instance;

  GtkTextView *view;         /* (owned) */
  GtkTextBuffer *buffer;     /* (owned) */
  GtkTextMark *start;        /* (owned): of the selection, later of what was pasted */
  GtkTextMark *end;          /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GByteArray *read;          /* (owned): of the clipboard */
  char *language;            /* (owned) (nullable): NULL for no typography */
  MarbreTypographyOptions options;
  MarbrePasted *pasted; /* (owned) (nullable): once it is read */
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (MarbrePaste, marbre_paste, G_TYPE_OBJECT)

enum
{
  SIGNAL_PICTURES,
  SIGNAL_DONE,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What the thread works on; the object itself is the main thread's. */
typedef struct
{
  GBytes *clipboard;    /* (owned) (nullable): to be read */
  char *before;         /* (owned) (nullable): the body up to the caret */
  char *after;          /* (owned) (nullable) */
  MarbrePasted *pasted; /* (owned) (nullable): read */
  char **names;         /* (owned) (nullable): of its pictures */
  char *language;       /* (owned) (nullable) */
  MarbreTypographyOptions options;
  char *markdown; /* (owned) (nullable): written */
  gboolean is_code;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_clear_pointer (&self->clipboard, g_bytes_unref);
  g_clear_pointer (&self->pasted, marbre_pasted_free);
  g_strfreev (self->names);
  g_free (self->before);
  g_free (self->after);
  g_free (self->language);
  g_free (self->markdown);
  g_free (self);
}

static void
finish (MarbrePaste *self, const char *failure)
{
  if (self->ended)
    return;
  self->ended = TRUE;
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, failure);
  g_object_unref (self);
}

static gboolean
is_still_wanted (MarbrePaste *self)
{
  return !self->ended && gtk_text_view_get_editable (self->view) &&
         gtk_text_view_get_buffer (self->view) == self->buffer;
}

static void
write_markdown (Work *work, GError **error)
{
  g_autofree char *markdown =
      marbre_pasted_to_markdown (work->pasted, (const char *const *) work->names, error);

  if (markdown == NULL)
    return;
  g_strchomp (markdown);
  work->markdown = work->language
                       ? marbre_typography_apply (markdown, work->language, &work->options)
                       : g_steal_pointer (&markdown);
}

static void
convert (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (work->pasted == NULL)
    {
      guint first_note = marbre_paste_place_next_note (work->before, work->after);

      work->is_code = marbre_paste_place_is_code (work->before);
      work->pasted = marbre_pasted_new (work->clipboard, first_note, &error);
    }
  if (error == NULL && (work->pasted->pictures->len == 0 || work->names != NULL))
    write_markdown (work, &error);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Puts @text between the marks, in place of what is there, in one step. */
static gboolean
replace (MarbrePaste *self, const char *text)
{
  int before = gtk_text_buffer_get_char_count (self->buffer);
  g_autoptr (GtkTextMark) old_end = NULL;
  GtkTextIter start, end;
  gboolean taken;

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, self->end);
  old_end = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &end, TRUE));
  /* Behind what goes: whoever refuses the text by its length leaves the selection as it was. */
  gtk_text_buffer_insert (self->buffer, &end, text, -1);
  taken = gtk_text_buffer_get_char_count (self->buffer) > before || *text == '\0';
  if (taken)
    {
      gtk_text_buffer_place_cursor (self->buffer, &end);
      gtk_text_buffer_get_iter_at_mark (self->buffer, &start, self->start);
      gtk_text_buffer_get_iter_at_mark (self->buffer, &end, old_end);
      gtk_text_buffer_delete (self->buffer, &start, &end);
    }
  gtk_text_buffer_delete_mark (self->buffer, old_end);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (self->buffer));
  return taken;
}

static void
insert (MarbrePaste *self, const char *markdown)
{
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  if (!is_still_wanted (self))
    {
      finish (self, NULL);
      return;
    }
  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, self->start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, self->end);
  text = marbre_paste_place_fit (&start, &end, self->pasted->html, markdown);
  if (replace (self, text))
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
  finish (self, NULL);
}

static void
paste_as_it_is (MarbrePaste *self)
{
  if (is_still_wanted (self))
    marbre_text_paste_plain (self->view, MARBRE_TEXT_MAX_BYTES);
  finish (self, NULL);
}

static void
converted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MarbrePaste) self = MARBRE_PASTE (g_object_ref (source));
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      finish (self,
              g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : error->message);
      return;
    }
  g_clear_pointer (&self->pasted, marbre_pasted_free);
  self->pasted = g_steal_pointer (&work->pasted);
  if (work->is_code || self->pasted->is_source)
    paste_as_it_is (self);
  else if (work->markdown != NULL)
    insert (self, work->markdown);
  else
    g_signal_emit (self, signals[SIGNAL_PICTURES], 0);
}

static void
run (MarbrePaste *self, Work *work)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, converted_cb, NULL);

  work->language = g_strdup (self->language);
  work->options = self->options;
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, convert);
}

static void
convert_clipboard (MarbrePaste *self)
{
  Work *work = g_new0 (Work, 1);
  GtkTextIter first, caret, last;

  gtk_text_buffer_get_bounds (self->buffer, &first, &last);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, self->start);
  work->before = gtk_text_buffer_get_text (self->buffer, &first, &caret, TRUE);
  work->after = gtk_text_buffer_get_text (self->buffer, &caret, &last, TRUE);
  work->clipboard = g_byte_array_free_to_bytes (g_steal_pointer (&self->read));
  run (self, work);
}

/* Reading */

static void read_part (MarbrePaste *self, GInputStream *stream);

static void
part_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePaste) self = user_data;
  GInputStream *stream = G_INPUT_STREAM (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) part = g_input_stream_read_bytes_finish (stream, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    finish (self, NULL);
  else if (part == NULL)
    finish (self,
            _ ("The program that was copied from does not hand its text over. Copy it again."));
  else if (g_bytes_get_size (part) == 0)
    convert_clipboard (self);
  else if (self->read->len + g_bytes_get_size (part) > MARBRE_PASTE_MAX_BYTES)
    finish (self, _ ("What was copied is larger than 64 MB. Paste it as plain text, or in parts."));
  else
    {
      g_byte_array_append (self->read, g_bytes_get_data (part, NULL),
                           (guint) g_bytes_get_size (part));
      read_part (self, stream);
    }
}

static void
read_part (MarbrePaste *self, GInputStream *stream)
{
  g_input_stream_read_bytes_async (stream, PART, G_PRIORITY_DEFAULT, self->cancellable,
                                   part_read_cb, g_object_ref (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePaste) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    finish (self, NULL);
  else if (stream == NULL)
    paste_as_it_is (self);
  else
    read_part (self, stream);
}

/* Class */

static void
marbre_paste_dispose (GObject *object)
{
  MarbrePaste *self = MARBRE_PASTE (object);
  GtkTextMark *marks[] = { self->start, self->end };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i] && !gtk_text_mark_get_deleted (marks[i]))
      gtk_text_buffer_delete_mark (self->buffer, marks[i]);
  g_clear_object (&self->start);
  g_clear_object (&self->end);
  g_clear_object (&self->view);
  g_clear_object (&self->buffer);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (marbre_paste_parent_class)->dispose (object);
}

static void
marbre_paste_finalize (GObject *object)
{
  MarbrePaste *self = MARBRE_PASTE (object);

  g_clear_pointer (&self->read, g_byte_array_unref);
  g_clear_pointer (&self->pasted, marbre_pasted_free);
  g_free (self->language);
  G_OBJECT_CLASS (marbre_paste_parent_class)->finalize (object);
}

static void
marbre_paste_class_init (MarbrePasteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = marbre_paste_dispose;
  object_class->finalize = marbre_paste_finalize;

  /**
   * MarbrePaste::pictures:
   *
   * Pictures came along: store them, then call marbre_paste_set_names().
   */
  signals[SIGNAL_PICTURES] = g_signal_new ("pictures", MARBRE_TYPE_PASTE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbrePaste::done:
   *
   * The text is in the story.
   */
  signals[SIGNAL_DONE] = g_signal_new ("done", MARBRE_TYPE_PASTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);

  /**
   * MarbrePaste::ended:
   * @failure: (nullable): a sentence for the writer, if it failed; %NULL if it is done, was
   *   cancelled, or was pasted as plain text
   *
   * Always comes, and is the last.
   */
  signals[SIGNAL_ENDED] = g_signal_new ("ended", MARBRE_TYPE_PASTE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
marbre_paste_init (MarbrePaste *self)
{
  self->cancellable = g_cancellable_new ();
  self->read = g_byte_array_new ();
}

/**
 * marbre_paste_new:
 * @view: where to, in place of its selection
 *
 * Returns: (transfer full): a paste that has not begun
 */
MarbrePaste *
marbre_paste_new (GtkTextView *view)
{
  MarbrePaste *self;
  GtkTextIter start, end;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_PASTE, NULL);
  self->view = g_object_ref (view);
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  self->start = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE));
  self->end = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &end, FALSE));
  return self;
}

/**
 * marbre_paste_set_typography:
 * @language: (nullable): by whose rules the text is set; %NULL to leave it
 * @options: and how
 */
void
marbre_paste_set_typography (MarbrePaste *self,
                             const char *language,
                             const MarbreTypographyOptions *options)
{
  g_return_if_fail (MARBRE_IS_PASTE (self));

  g_free (self->language);
  self->language = g_strdup (language);
  if (options)
    self->options = *options;
}

/**
 * marbre_paste_start:
 *
 * Reads the clipboard's HTML. @self holds itself until "ended".
 */
void
marbre_paste_start (MarbrePaste *self)
{
  static const char *const types[] = { "text/html", NULL };

  g_return_if_fail (MARBRE_IS_PASTE (self));

  g_object_ref (self);
  gdk_clipboard_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self->view)),
                            (const char **) types, G_PRIORITY_DEFAULT, self->cancellable, opened_cb,
                            g_object_ref (self));
}

/**
 * marbre_paste_cancel:
 *
 * Nothing is pasted any more, unless it is already.
 */
void
marbre_paste_cancel (MarbrePaste *self)
{
  g_return_if_fail (MARBRE_IS_PASTE (self));
  g_cancellable_cancel (self->cancellable);
  finish (self, NULL);
}

/**
 * marbre_paste_get_pasted:
 *
 * Returns: (transfer none) (nullable): what the clipboard had; %NULL before "pictures" or "done"
 */
const MarbrePasted *
marbre_paste_get_pasted (MarbrePaste *self)
{
  g_return_val_if_fail (MARBRE_IS_PASTE (self), NULL);
  return self->pasted;
}

/**
 * marbre_paste_set_names:
 * @names: (array zero-terminated=1): what each picture is called in the store, "" for one that is
 *   not
 *
 * Goes on after "pictures".
 */
void
marbre_paste_set_names (MarbrePaste *self, const char *const *names)
{
  Work *work;

  g_return_if_fail (MARBRE_IS_PASTE (self));
  g_return_if_fail (self->pasted != NULL);
  g_return_if_fail (g_strv_length ((char **) names) == self->pasted->pictures->len);

  if (self->ended)
    return;
  work = g_new0 (Work, 1);
  work->pasted = g_steal_pointer (&self->pasted);
  work->names = g_strdupv ((char **) names);
  run (self, work);
}

/**
 * marbre_paste_make_plain:
 *
 * After "done": puts the letters alone in place of what was pasted, as a step of its own.
 */
void
marbre_paste_make_plain (MarbrePaste *self)
{
  g_autofree char *letters = NULL;
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  g_return_if_fail (MARBRE_IS_PASTE (self));

  if (self->pasted == NULL || !gtk_text_view_get_editable (self->view) ||
      gtk_text_view_get_buffer (self->view) != self->buffer)
    return;
  letters = marbre_pasted_to_text (self->pasted);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, self->start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, self->end);
  text = marbre_paste_place_fit (&start, &end, self->pasted->html, letters);
  replace (self, text);
}
