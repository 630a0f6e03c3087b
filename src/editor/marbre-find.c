/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked for, and when; see marbre-find.h. Each search reads copies of the texts on a
 * thread. While one writes, the places that are known move along, and a pause brings a new search.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-find.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-editor-find.h"
#include "marbre-find-private.h"

/* ms without a key until what was written is searched again */
#define PAUSE_MSEC 150

/* More words than that are no needle but a passage. */
#define MAX_SELECTION 80

G_DEFINE_FINAL_TYPE (MarbreFind, marbre_find, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
_marbre_find_tell (MarbreFind *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* @message is %NULL for nothing. Does not tell. */
void
_marbre_find_say (MarbreFind *self, const char *message, gboolean problem)
{
  marbre_set_str (&self->message, message);
  self->problem = problem;
}

static void
set_marked (MarbreFind *self, gboolean marked)
{
  for (guint i = 0; i < self->fields->len; i++)
    marbre_find_field_set_marked (g_ptr_array_index (self->fields, i), marked);
}

static void
forget_places (MarbreFind *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    marbre_find_field_set_places (g_ptr_array_index (self->fields, i), NULL);
}

static void
stop_search (MarbreFind *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  if (self->search == NULL)
    return;
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  self->stale = TRUE;
}

/* Copies of what is searched, in the order of the fields. */
GArray *
_marbre_find_dup_texts (MarbreFind *self)
{
  GArray *texts = marbre_find_texts_new ();
  MarbreFindPlace range;
  gboolean part = FALSE;

  for (guint i = 0; i < self->fields->len; i++)
    part |= marbre_find_field_get_range (g_ptr_array_index (self->fields, i), &range);
  for (guint i = 0; i < self->fields->len; i++)
    {
      MarbreFindField *field = g_ptr_array_index (self->fields, i);
      gboolean here = marbre_find_field_is_usable (field) &&
                      (marbre_find_field_get_range (field, &range) || !part);
      MarbreFindText text = { NULL, 0, 0 };

      text.text = here ? marbre_find_field_dup_text (field) : g_strdup ("");
      text.first = part && here ? range.start : 0;
      text.last = part && here ? range.end : G_MAXUINT;
      g_array_append_val (texts, text);
    }
  return texts;
}

static void
take_places (MarbreFind *self, GPtrArray *found)
{
  for (guint i = 0; i < self->fields->len && i < found->len; i++)
    marbre_find_field_set_places (g_ptr_array_index (self->fields, i),
                                  g_array_ref (g_ptr_array_index (found, i)));
}

typedef struct
{
  MarbreFind *self;  /* (owned) */
  guint64 generation;
} Search;

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Search *search = user_data;
  g_autoptr (MarbreFind) self = search->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = marbre_find_job_finish (result, &error);
  MarbreFindPlace here;
  MarbreFindWish wish;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->search);
  if (found != NULL && search->generation != self->generation)
    {
      _marbre_find_search (self, self->wish); /* it was edited meanwhile */
      return;
    }
  wish = self->wish;
  self->wish = MARBRE_FIND_WISH_NONE;
  self->stale = FALSE;
  if (found == NULL)
    {
      forget_places (self);
      self->replacements = 0;
      _marbre_find_say (self, error->message, TRUE);
    }
  else
    {
      here = _marbre_find_get_here (self);
      take_places (self, found);
      _marbre_find_look_at (self, here);
      _marbre_find_walk (self, wish);
      _marbre_find_go_on (self);
    }
  _marbre_find_tell (self);
}

/* Searches, and then does what is wished for. */
void
_marbre_find_search (MarbreFind *self, MarbreFindWish wish)
{
  Search *search;

  stop_search (self);
  self->wish = wish;
  if (self->pattern == NULL)
    {
      forget_places (self);
      _marbre_find_tell (self);
      return;
    }
  if (self->worker == NULL)
    self->worker = marbre_worker_new ("marbre-find");
  self->search = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->self = g_object_ref (self);
  search->generation = self->generation;
  marbre_find_job_async (self->worker, self->pattern, NULL, _marbre_find_dup_texts (self),
                         self->search, searched_cb, search);
}

static gboolean
delay_cb (gpointer data)
{
  MarbreFind *self = data;

  self->delay = 0;
  _marbre_find_search (self, self->wish);
  return G_SOURCE_REMOVE;
}

static void
edited_cb (MarbreFind *self)
{
  self->generation++;
  if (!self->stale)
    _marbre_find_say (self, NULL, FALSE);
  self->stale = TRUE;
  if (!self->open || self->pattern == NULL)
    return;
  g_clear_handle_id (&self->delay, g_source_remove);
  self->delay = g_timeout_add (PAUSE_MSEC, delay_cb, self);
}

/* Another story: nothing of what was is there. */
static void
document_cb (MarbreFind *self)
{
  g_ptr_array_set_size (self->done, 0);
  marbre_find_set_in_selection (self, FALSE);
  self->begun_at = (MarbreFindPlace){ 0, 0 };
  self->begun_line = -1;
  self->replacements = 0;
  _marbre_find_tell (self);
}

static void
marbre_find_dispose (GObject *object)
{
  MarbreFind *self = MARBRE_FIND (object);

  stop_search (self);
  if (self->replacing != NULL)
    g_cancellable_cancel (self->replacing);
  g_clear_object (&self->replacing);
  g_clear_pointer (&self->done, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_object (&self->worker);
  g_clear_weak_pointer (&self->editor);
  G_OBJECT_CLASS (marbre_find_parent_class)->dispose (object);
}

static void
marbre_find_finalize (GObject *object)
{
  MarbreFind *self = MARBRE_FIND (object);

  g_free (self->needle);
  g_clear_pointer (&self->pattern, marbre_find_pattern_unref);
  g_free (self->replacement);
  g_free (self->message);
  G_OBJECT_CLASS (marbre_find_parent_class)->finalize (object);
}

static void
marbre_find_class_init (MarbreFindClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_find_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_find_finalize;

  /**
   * MarbreFind::changed:
   *
   * What it can say about itself is something else now: the count, the place, the message.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MARBRE_TYPE_FIND, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
marbre_find_init (MarbreFind *self)
{
  self->needle = g_strdup ("");
  self->replacement = g_strdup ("");
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  self->done = g_ptr_array_new_with_free_func (g_object_unref);
  self->begun_line = -1;
}

/**
 * marbre_find_new:
 * @editor: where to search
 *
 * Returns: (transfer full): a search that looks for nothing yet
 */
MarbreFind *
marbre_find_new (MarbreEditor *editor)
{
  MarbreFind *self;
  g_autoptr (GPtrArray) views = NULL;

  g_return_val_if_fail (MARBRE_IS_EDITOR (editor), NULL);

  self = g_object_new (MARBRE_TYPE_FIND, NULL);
  g_set_weak_pointer (&self->editor, editor);
  views = marbre_editor_list_views (editor);
  for (guint i = 0; i < views->len; i++)
    {
      MarbreFindField *field = marbre_find_field_new (g_ptr_array_index (views, i));

      g_ptr_array_add (self->fields, field);
      g_signal_connect_object (field, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
      self->home = self->begun_in = field; /* the body is the last one */
    }
  g_signal_connect_object (editor, "notify::document", G_CALLBACK (document_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_find_begin:
 *
 * The writer wants to find something, from where the caret is. Shows what is looked for already.
 */
void
marbre_find_begin (MarbreFind *self)
{
  g_return_if_fail (MARBRE_IS_FIND (self));

  _marbre_find_find_home (self);
  self->begun_in = self->home;
  self->begun_at = marbre_find_field_get_selection (self->home);
  self->begun_line = self->editor ? marbre_editor_get_line (self->editor) : -1;
  self->chosen = FALSE;
  self->open = TRUE;
  set_marked (self, TRUE);
  _marbre_find_search (self, MARBRE_FIND_WISH_NONE);
}

/**
 * marbre_find_end:
 *
 * The writer goes back to the text: to the place that was found, if one was chosen, else to where
 * the caret was.
 */
void
marbre_find_end (MarbreFind *self)
{
  g_return_if_fail (MARBRE_IS_FIND (self));

  if (!self->open)
    return;
  self->open = FALSE;
  self->replacements = 0;
  stop_search (self);
  set_marked (self, FALSE);
  marbre_find_set_in_selection (self, FALSE);
  _marbre_find_say (self, NULL, FALSE);
  if (!self->chosen)
    self->home = self->begun_in;
  marbre_find_field_select (self->home,
                            self->chosen ? _marbre_find_get_here (self) : self->begun_at);
  if (marbre_find_field_get_view (self->home) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (marbre_find_field_get_view (self->home)));
  if (!self->chosen && self->editor != NULL)
    marbre_editor_scroll_to_line (self->editor, self->begun_line);
}

/**
 * marbre_find_is_open:
 *
 * Returns: whether it was begun and not ended
 */
gboolean
marbre_find_is_open (MarbreFind *self)
{
  g_return_val_if_fail (MARBRE_IS_FIND (self), FALSE);
  return self->open;
}

/**
 * marbre_find_set_needle:
 * @needle: what to look for; "" for nothing
 * @flags: how
 *
 * Looks for it from where one began. A regular expression that makes no sense finds nothing, and
 * marbre_find_get_message() says why.
 */
void
marbre_find_set_needle (MarbreFind *self, const char *needle, MarbreFindFlags flags)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (MARBRE_IS_FIND (self));
  g_return_if_fail (needle != NULL);

  if (!marbre_set_str (&self->needle, needle) && self->flags == flags)
    return;
  self->flags = flags;
  g_clear_pointer (&self->pattern, marbre_find_pattern_unref);
  if (*needle != '\0')
    self->pattern = marbre_find_pattern_new (needle, flags, &error);
  _marbre_find_say (self, error ? error->message : NULL, error != NULL);
  _marbre_find_search (self, MARBRE_FIND_WISH_SHOW);
}

/**
 * marbre_find_get_needle:
 *
 * Returns: what is looked for
 */
const char *
marbre_find_get_needle (MarbreFind *self)
{
  g_return_val_if_fail (MARBRE_IS_FIND (self), "");
  return self->needle;
}

/**
 * marbre_find_set_replacement:
 * @text: what to put in the place of what is found
 */
void
marbre_find_set_replacement (MarbreFind *self, const char *text)
{
  g_return_if_fail (MARBRE_IS_FIND (self));
  g_return_if_fail (text != NULL);

  if (!marbre_set_str (&self->replacement, text) || self->message == NULL)
    return;
  _marbre_find_say (self, NULL, FALSE);
  _marbre_find_tell (self);
}

/**
 * marbre_find_set_in_selection:
 * @in_selection: whether to search only what is selected now
 *
 * Returns: %FALSE if nothing is selected
 */
gboolean
marbre_find_set_in_selection (MarbreFind *self, gboolean in_selection)
{
  MarbreFindPlace range;

  g_return_val_if_fail (MARBRE_IS_FIND (self), FALSE);

  if (in_selection)
    {
      _marbre_find_find_home (self);
      range = marbre_find_field_get_selection (self->home);
      /* What is selected may only be what was found. */
      if (range.start == range.end || _marbre_find_has_current (self))
        {
          self->home = self->begun_in;
          range = self->begun_at;
        }
      if (range.start == range.end)
        return FALSE;
    }
  for (guint i = 0; i < self->fields->len; i++)
    marbre_find_field_set_range (g_ptr_array_index (self->fields, i), NULL);
  if (in_selection)
    marbre_find_field_set_range (self->home, &range);
  self->stale = TRUE;
  if (self->open)
    _marbre_find_search (self, MARBRE_FIND_WISH_NONE);
  return TRUE;
}

/**
 * marbre_find_dup_selection:
 *
 * Returns: (transfer full) (nullable): what is selected where the writer is, if one may want to
 *   find it: some words of one line
 */
char *
marbre_find_dup_selection (MarbreFind *self)
{
  MarbreFindPlace place;
  g_autofree char *text = NULL, *words = NULL;

  g_return_val_if_fail (MARBRE_IS_FIND (self), NULL);

  _marbre_find_find_home (self);
  place = marbre_find_field_get_selection (self->home);
  if (place.start == place.end || place.end - place.start > MAX_SELECTION)
    return NULL;
  text = marbre_find_field_dup_text (self->home);
  words = g_utf8_substring (text, (glong) place.start, (glong) place.end);
  return strchr (words, '\n') ? NULL : g_steal_pointer (&words);
}

/**
 * marbre_find_get_count:
 *
 * Returns: in how many places it was found
 */
guint
marbre_find_get_count (MarbreFind *self)
{
  guint count = 0;

  g_return_val_if_fail (MARBRE_IS_FIND (self), 0);

  for (guint i = 0; i < self->fields->len; i++)
    count += marbre_find_field_count (g_ptr_array_index (self->fields, i));
  return count;
}

/**
 * marbre_find_get_position:
 *
 * Returns: which of the places the writer is at, from 1; 0 for none
 */
guint
marbre_find_get_position (MarbreFind *self)
{
  guint count = 0;

  g_return_val_if_fail (MARBRE_IS_FIND (self), 0);

  for (guint i = 0; i < self->fields->len; i++)
    {
      MarbreFindField *field = g_ptr_array_index (self->fields, i);

      if (marbre_find_field_get_current (field) >= 0)
        return count + (guint) marbre_find_field_get_current (field) + 1;
      count += marbre_find_field_count (field);
    }
  return 0;
}

/**
 * marbre_find_get_message:
 *
 * Returns: (nullable): what is to be said about the search, a sentence
 */
const char *
marbre_find_get_message (MarbreFind *self)
{
  g_return_val_if_fail (MARBRE_IS_FIND (self), NULL);
  return self->message;
}

/**
 * marbre_find_has_problem:
 *
 * Returns: whether the message says that something is wrong
 */
gboolean
marbre_find_has_problem (MarbreFind *self)
{
  g_return_val_if_fail (MARBRE_IS_FIND (self), FALSE);
  return self->problem;
}

/**
 * marbre_find_is_busy:
 *
 * Returns: whether the count is that of another text or needle than the present ones
 */
gboolean
marbre_find_is_busy (MarbreFind *self)
{
  g_return_val_if_fail (MARBRE_IS_FIND (self), FALSE);
  return self->search != NULL || self->delay != 0 || self->replacing != NULL;
}

/**
 * marbre_find_can_replace:
 *
 * Returns: whether the story may be changed
 */
gboolean
marbre_find_can_replace (MarbreFind *self)
{
  MarbreDocument *document;

  g_return_val_if_fail (MARBRE_IS_FIND (self), FALSE);

  document = self->editor ? marbre_editor_get_document (self->editor) : NULL;
  return document != NULL && !marbre_document_get_read_only (document);
}
