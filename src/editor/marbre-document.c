/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The document; see marbre-document.h. The story stays the owner of its fields; its body lags
 * behind the buffer until somebody asks for the story, so that a key costs no copy of the text.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-document.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-foreign-text.h"

#define MIN_CHECKED_BYTES 256

struct _MarbreDocument
{
  GObject parent_instance;

  MarbreStory *story;      /* (owned) */
  GtkSourceBuffer *buffer; /* (owned) */
  MarbreBlocks *blocks;    /* (owned) (nullable): of the body as it is */
  guint64 generation;
  guint user_actions;      /* depth of open user actions in the buffer */
  gboolean changed_inside; /* the buffer changed since the outermost of them began */
  gboolean body_is_stale;  /* the story's body is older than the buffer */
  gboolean syncing;        /* we ourselves move the body between story and buffer */
  gboolean restoring;      /* the story's body replaces the buffer's: nothing is refused */
  gboolean read_only;

  /* What was changed since it was taken. */
  gboolean body_edited;
  gboolean fields_edited;
  int kept_before; /* lines at the body's beginning as they were */
  int kept_after;  /* lines at its end as they were */
  gsize removed;   /* characters taken out */

  gboolean other_lines; /* the buffer may have other lines than Markdown: by U+2029, which Markdown
                         * does not know, or by a CR that lost its LF or got one */
};

G_DEFINE_FINAL_TYPE (MarbreDocument, marbre_document, G_TYPE_OBJECT)

enum
{
  PROP_READ_ONLY = 1,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REFUSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
emit_changed (MarbreDocument *self)
{
  self->generation++;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Lines @first to @last of the buffer are about to change. Counted from both ends, edits that
 * follow each other join without knowing what they did to the number of lines. */
static void
note_edit (MarbreDocument *self, int first, int last)
{
  int count = gtk_text_buffer_get_line_count (GTK_TEXT_BUFFER (self->buffer));
  int after = count - 1 - last;

  self->kept_before = self->body_edited ? MIN (self->kept_before, first) : first;
  self->kept_after = self->body_edited ? MIN (self->kept_after, after) : after;
  self->body_edited = TRUE;
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
}

static gboolean
follows_return (const GtkTextIter *place)
{
  GtkTextIter before = *place;

  return gtk_text_iter_backward_char (&before) && gtk_text_iter_get_char (&before) == '\r';
}

static gboolean
has_other_lines (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; (p = memchr (p, '\r', (gsize) (end - p))) != NULL; p++)
    if (p + 1 == end || p[1] != '\n')
      return TRUE;
  return g_strstr_len (text, (gssize) length, "\u2029") != NULL;
}

/* What comes from a clipboard by mistake would make the window stand still.
 *
 * Returns: (transfer full) (nullable): why @text is not taken */
static char *
find_objection (MarbreDocument *self, GtkTextIter *place, const char *text, int length)
{
  int count = gtk_text_buffer_get_char_count (GTK_TEXT_BUFFER (self->buffer));
  g_autoptr (GError) error = NULL;
  int first;

  /* Nobody types that much at once. */
  if (self->syncing || self->restoring || length < MIN_CHECKED_BYTES)
    return NULL;
  if (length > MARBRE_TEXT_MAX_BYTES - MIN (count, MARBRE_TEXT_MAX_BYTES))
    return g_strdup (_("This is more text than a story can have, some 300,000 words. Nothing was "
                       "inserted."));
  if (!marbre_foreign_text_check_length (text, length, &error))
    return g_strdup_printf (_("Nothing was inserted. %s"), error->message);
  first = (int) strcspn (text, "\n");
  if (MIN (first, length) + gtk_text_iter_get_bytes_in_line (place) > MARBRE_TEXT_MAX_LINE)
    return g_strdup (_("Nothing was inserted: the paragraph would be longer than 64 KB."));
  return NULL;
}

/* Before the text is in the buffer. */
static void
insert_text_cb (MarbreDocument *self, GtkTextIter *place, const char *text, int length)
{
  int line = gtk_text_iter_get_line (place);
  gsize bytes = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *objection = find_objection (self, place, text, (int) bytes);

  if (objection != NULL)
    {
      g_signal_stop_emission_by_name (self->buffer, "insert-text");
      g_signal_emit (self, signals[SIGNAL_REFUSED], 0, objection);
      return;
    }
  note_edit (self, line, line);
  self->other_lines |= follows_return (place) || has_other_lines (text, bytes);
}

static void
delete_range_cb (MarbreDocument *self, GtkTextIter *start, GtkTextIter *end)
{
  note_edit (self, gtk_text_iter_get_line (start), gtk_text_iter_get_line (end));
  self->removed += (gsize) (gtk_text_iter_get_offset (end) - gtk_text_iter_get_offset (start));
  self->other_lines |= follows_return (start);
}

static void
buffer_changed_cb (MarbreDocument *self)
{
  if (self->syncing)
    return;
  self->body_is_stale = TRUE;
  if (self->user_actions > 0)
    self->changed_inside = TRUE;
  else
    emit_changed (self);
}

static void
begin_user_action_cb (MarbreDocument *self)
{
  self->user_actions++;
}

static void
end_user_action_cb (MarbreDocument *self)
{
  g_return_if_fail (self->user_actions > 0);

  if (--self->user_actions == 0 && self->changed_inside)
    {
      self->changed_inside = FALSE;
      emit_changed (self);
    }
}

/* The body was set in the story itself (a merge, a restored revision): one undo step here. */
static void
take_body_from_story (MarbreDocument *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start, end;

  self->restoring = TRUE;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, marbre_story_get_text (self->story, MARBRE_FIELD_BODY),
                          -1);
  gtk_text_buffer_end_user_action (buffer);
  self->restoring = FALSE;
  self->body_is_stale = FALSE;
}

static void
story_notify_cb (MarbreDocument *self, GParamSpec *pspec)
{
  MarbreField field;

  if (self->syncing)
    return;
  self->fields_edited = TRUE;
  if (marbre_field_from_name (pspec->name, &field))
    {
      if (field == MARBRE_FIELD_BODY)
        take_body_from_story (self);
      else
        emit_changed (self);
    }
  else if (g_str_equal (pspec->name, "tags") || g_str_equal (pspec->name, "lead-image") ||
           g_str_equal (pspec->name, "length"))
    emit_changed (self);
}

static void
pull_body (MarbreDocument *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (!self->body_is_stale)
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  self->syncing = TRUE;
  self->body_is_stale = FALSE; /* first: whoever hears of it may ask for the story */
  marbre_story_set_text (self->story, MARBRE_FIELD_BODY, text);
  self->syncing = FALSE;
}

static void
marbre_document_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MarbreDocument *self = MARBRE_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_document_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  MarbreDocument *self = MARBRE_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_READ_ONLY:
      marbre_document_set_read_only (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_document_dispose (GObject *object)
{
  MarbreDocument *self = MARBRE_DOCUMENT (object);

  g_clear_object (&self->story);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  G_OBJECT_CLASS (marbre_document_parent_class)->dispose (object);
}

static void
marbre_document_class_init (MarbreDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = marbre_document_get_property;
  object_class->set_property = marbre_document_set_property;
  object_class->dispose = marbre_document_dispose;

  /**
   * MarbreDocument:read-only:
   *
   * Whether the editor refuses changes: a story of the archive that is read beside another.
   */
  properties[PROP_READ_ONLY] =
      g_param_spec_boolean ("read-only", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * MarbreDocument::changed:
   *
   * Emitted once after each change of a text, a tag or the lead picture. The generation has counted
   * up already.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MARBRE_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbreDocument::refused:
   * @message: why, a sentence for the writer
   *
   * An insertion would make a text in which nobody can write, and was not done.
   */
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", MARBRE_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
marbre_document_init (MarbreDocument *self)
{
  self->buffer = gtk_source_buffer_new (NULL);
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);
  gtk_source_buffer_set_style_scheme (self->buffer, NULL); /* the theme's colours */
  gtk_source_buffer_set_implicit_trailing_newline (self->buffer, FALSE);
  gtk_text_buffer_set_max_undo_levels (GTK_TEXT_BUFFER (self->buffer), 0); /* all of them */
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (insert_text_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "delete-range", G_CALLBACK (delete_range_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "begin-user-action", G_CALLBACK (begin_user_action_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "end-user-action", G_CALLBACK (end_user_action_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
load_body (MarbreDocument *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start;

  self->syncing = TRUE;
  gtk_text_buffer_set_text (buffer, marbre_story_get_text (self->story, MARBRE_FIELD_BODY), -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  self->syncing = FALSE;
}

/**
 * marbre_document_new:
 * @story: the story to edit; the document keeps it and edits it in place
 *
 * Returns: (transfer full): a document
 */
MarbreDocument *
marbre_document_new (MarbreStory *story)
{
  MarbreDocument *self;

  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);

  self = g_object_new (MARBRE_TYPE_DOCUMENT, NULL);
  self->story = g_object_ref (story);
  load_body (self);
  g_signal_connect_object (story, "notify", G_CALLBACK (story_notify_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_document_get_story:
 *
 * The live story. Setting one of its fields, its tags or its lead picture changes the document; a
 * new body becomes one undo step of the buffer. What the buffer gains after this call is in the
 * story after the next one.
 *
 * Returns: (transfer none): the story, with the body as it is now
 */
MarbreStory *
marbre_document_get_story (MarbreDocument *self)
{
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (self), NULL);
  pull_body (self);
  return self->story;
}

/**
 * marbre_document_snapshot:
 *
 * Cheap enough for each frame: one copy of the texts.
 *
 * Returns: (transfer full): the story as it is now, for another thread or for later
 */
MarbreStory *
marbre_document_snapshot (MarbreDocument *self)
{
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (self), NULL);
  pull_body (self);
  return marbre_story_copy (self->story);
}

/**
 * marbre_document_take_edit:
 * @edit: (out caller-allocates): what was changed
 *
 * All that was changed since the last call, by whatever hand. Whoever renders the document asks;
 * nobody else does.
 */
void
marbre_document_take_edit (MarbreDocument *self, MarbreDocumentEdit *edit)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  int end_line;

  g_return_if_fail (MARBRE_IS_DOCUMENT (self));
  g_return_if_fail (edit != NULL);

  *edit = (MarbreDocumentEdit){
    .fields = self->fields_edited,
    .body = self->body_edited,
    .kept_before = (guint) self->kept_before,
    .kept_after = (guint) self->kept_after,
    .removed = self->removed,
  };
  if (self->body_edited && !self->other_lines)
    {
      buffer = GTK_TEXT_BUFFER (self->buffer);
      end_line = gtk_text_buffer_get_line_count (buffer) - self->kept_after;
      gtk_text_buffer_get_iter_at_line (buffer, &start, self->kept_before);
      gtk_text_buffer_get_end_iter (buffer, &end);
      if (self->kept_after > 0)
        gtk_text_buffer_get_iter_at_line (buffer, &end, end_line);
      edit->text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
    }
  self->fields_edited = self->body_edited = FALSE;
  self->removed = 0;
}

/**
 * marbre_document_edit_clear:
 * @edit: an edit; its text is freed
 */
void
marbre_document_edit_clear (MarbreDocumentEdit *edit)
{
  g_clear_pointer (&edit->text, g_free);
}

/**
 * marbre_document_get_id:
 *
 * The story's id, without bringing its body up to date as marbre_document_get_story() does.
 *
 * Returns: (transfer none): the id
 */
const char *
marbre_document_get_id (MarbreDocument *self)
{
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (self), NULL);
  return marbre_story_get_id (self->story);
}

/**
 * marbre_document_get_headline:
 *
 * The story's headline, without bringing its body up to date as marbre_document_get_story() does:
 * may be asked for each key.
 *
 * Returns: (transfer none): the headline
 */
const char *
marbre_document_get_headline (MarbreDocument *self)
{
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (self), NULL);
  return marbre_story_get_text (self->story, MARBRE_FIELD_HEADLINE);
}

/**
 * marbre_document_get_language:
 *
 * The story's language, without bringing its body up to date as marbre_document_get_story() does.
 *
 * Returns: (transfer none): the language
 */
const char *
marbre_document_get_language (MarbreDocument *self)
{
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (self), NULL);
  return marbre_story_get_text (self->story, MARBRE_FIELD_LANGUAGE);
}

/**
 * marbre_document_get_buffer:
 *
 * Returns: (transfer none): the buffer of the body
 */
GtkSourceBuffer *
marbre_document_get_buffer (MarbreDocument *self)
{
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (self), NULL);
  return self->buffer;
}

/**
 * marbre_document_set_blocks:
 * @blocks: the body as it is now, parsed
 *
 * Whoever parses the body tells, so that nobody else has to; the next change of it forgets them.
 */
void
marbre_document_set_blocks (MarbreDocument *self, MarbreBlocks *blocks)
{
  g_return_if_fail (MARBRE_IS_DOCUMENT (self));
  g_return_if_fail (blocks != NULL);

  if (self->blocks == blocks)
    return;
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = marbre_blocks_ref (blocks);
}

/**
 * marbre_document_get_blocks:
 *
 * Returns: (transfer none) (nullable): the body's blocks; %NULL while nobody has parsed it
 */
MarbreBlocks *
marbre_document_get_blocks (MarbreDocument *self)
{
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (self), NULL);
  return self->blocks;
}

/**
 * marbre_document_get_generation:
 *
 * Returns: the number of changes so far; two equal generations mean equal texts
 */
guint64
marbre_document_get_generation (MarbreDocument *self)
{
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (self), 0);
  return self->generation;
}

/**
 * marbre_document_get_read_only:
 *
 * Returns: whether the editor refuses changes
 */
gboolean
marbre_document_get_read_only (MarbreDocument *self)
{
  g_return_val_if_fail (MARBRE_IS_DOCUMENT (self), FALSE);
  return self->read_only;
}

/**
 * marbre_document_set_read_only:
 * @read_only: whether the editor is to refuse changes; the program may still make them
 */
void
marbre_document_set_read_only (MarbreDocument *self, gboolean read_only)
{
  g_return_if_fail (MARBRE_IS_DOCUMENT (self));

  read_only = !!read_only;
  if (self->read_only == read_only)
    return;
  self->read_only = read_only;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}
