/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk; see marbre-note-desk.h. The list belongs to the text of the last parse. Before
 * anything is changed, the text is parsed anew, and a note that was chosen is looked for in it.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-note-desk.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-note-choice.h"
#include "marbre-notes-view.h"

struct _MarbreNoteDesk
{
  GObject parent_instance;

  MarbreDesk *desk;      /* (borrowed): the window's, which outlives this */
  MarbreEditor *editor;  /* (owned) */
  MarbreNotesView *view; /* (owned) */
  GArray *notes;         /* (owned) (nullable) (element-type MarbreDeskNote): as listed */
};

G_DEFINE_FINAL_TYPE (MarbreNoteDesk, marbre_note_desk, G_TYPE_OBJECT)

/* Returns: (transfer none) (nullable): NULL if there is no story, or it may not be changed */
static GtkTextBuffer *
get_buffer (MarbreNoteDesk *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  if (document == NULL || marbre_document_get_read_only (document))
    return NULL;
  return GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
}

static void
rendered_cb (MarbreNoteDesk *self)
{
  MarbreBlocks *blocks = marbre_desk_get_blocks (self->desk);

  if (blocks == NULL)
    return;
  g_clear_pointer (&self->notes, g_array_unref);
  self->notes = marbre_desk_notes_list (blocks);
  marbre_notes_view_set_notes (self->view, self->notes);
}

static void
all_chosen_cb (MarbreNoteDesk *self, int choice, guint scope)
{
  GtkTextBuffer *buffer = get_buffer (self);

  if (buffer != NULL)
    marbre_note_choice_make_all (buffer, choice, scope);
}

/* The note that was listed under @number, where it stands now.
 *
 * Returns: (transfer none) (nullable): one of @notes */
static const MarbreDeskNote *
find_listed (MarbreNoteDesk *self, GArray *notes, guint number)
{
  return self->notes != NULL && number < self->notes->len
             ? marbre_note_choice_find_same (notes,
                                             &g_array_index (self->notes, MarbreDeskNote, number))
             : NULL;
}

static void
note_chosen_cb (MarbreNoteDesk *self, guint number, int choice)
{
  GtkTextBuffer *buffer = get_buffer (self);
  g_autofree char *text = buffer ? marbre_note_choice_get_text (buffer) : NULL;
  g_autoptr (GArray) notes = text ? marbre_note_choice_find (text) : NULL;
  const MarbreDeskNote *note = notes ? find_listed (self, notes, number) : NULL;

  if (note != NULL)
    marbre_note_choice_make (buffer, text, note, choice);
}

static void
go_to (MarbreNoteDesk *self, const char *text, const MarbreDeskNote *note)
{
  marbre_editor_go_to (self->editor, MARBRE_FIELD_BODY, 0,
                       (guint) g_utf8_strlen (text, (gssize) note->mark.start) + 3);
}

static void
note_activated_cb (MarbreNoteDesk *self, guint number)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  g_autofree char *text = NULL;
  g_autoptr (GArray) notes = NULL;
  const MarbreDeskNote *note;

  if (document == NULL)
    return;
  text = marbre_note_choice_get_text (GTK_TEXT_BUFFER (marbre_document_get_buffer (document)));
  notes = marbre_note_choice_find (text);
  note = find_listed (self, notes, number);
  if (note != NULL)
    go_to (self, text, note);
}

static void
marbre_note_desk_dispose (GObject *object)
{
  MarbreNoteDesk *self = MARBRE_NOTE_DESK (object);

  g_clear_object (&self->editor);
  g_clear_object (&self->view);
  g_clear_pointer (&self->notes, g_array_unref);
  self->desk = NULL;
  G_OBJECT_CLASS (marbre_note_desk_parent_class)->dispose (object);
}

static void
marbre_note_desk_class_init (MarbreNoteDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_note_desk_dispose;
}

static void
marbre_note_desk_init (MarbreNoteDesk *self)
{
}

/**
 * marbre_note_desk_new:
 * @desk: the window's desk; has to live longer
 * @editor: where the notes are
 * @sidebar: where they are listed
 *
 * Returns: (transfer full): what looks after the notes
 */
MarbreNoteDesk *
marbre_note_desk_new (MarbreDesk *desk, MarbreEditor *editor, MarbreSidebar *sidebar)
{
  MarbreNoteDesk *self;

  g_return_val_if_fail (MARBRE_IS_DESK (desk), NULL);
  g_return_val_if_fail (MARBRE_IS_EDITOR (editor), NULL);
  g_return_val_if_fail (MARBRE_IS_SIDEBAR (sidebar), NULL);

  self = g_object_new (MARBRE_TYPE_NOTE_DESK, NULL);
  self->desk = desk;
  self->editor = g_object_ref (editor);
  self->view = g_object_ref_sink (MARBRE_NOTES_VIEW (marbre_notes_view_new ()));
  marbre_sidebar_add_page (sidebar, GTK_WIDGET (self->view), "notes", _ ("Notes"),
                           "user-available-symbolic");
  g_signal_connect_object (desk, "rendered", G_CALLBACK (rendered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "note-activated", G_CALLBACK (note_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "note-chosen", G_CALLBACK (note_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "all-chosen", G_CALLBACK (all_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* Marks do not go over the end of a paragraph. */
static gboolean
is_one_paragraph (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (i > 0 && *g_strstrip (lines[i]) == '\0')
      return FALSE;
  return TRUE;
}

/**
 * marbre_note_desk_mark:
 * @kind: %MARBRE_CRITIC_COMMENT to comment, %MARBRE_CRITIC_SUBSTITUTION to suggest other words,
 *   %MARBRE_CRITIC_DELETION to suggest that words go
 *
 * Writes a note about the selection; without one, a comment or an addition at the caret. The caret
 * is then where its words go.
 *
 * Returns: whether it was written: not if there is nothing to remove, nor about more than one
 *   paragraph
 */
gboolean
marbre_note_desk_mark (MarbreNoteDesk *self, MarbreCriticKind kind)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *words = NULL;
  g_autofree char *before = NULL;
  const char *after;

  g_return_val_if_fail (MARBRE_IS_NOTE_DESK (self), FALSE);

  buffer = get_buffer (self);
  if (buffer == NULL)
    return FALSE;
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  words = gtk_text_iter_get_slice (&start, &end);
  if (!is_one_paragraph (words) || (*words == '\0' && kind == MARBRE_CRITIC_DELETION))
    return FALSE;
  if (*words == '\0' && kind == MARBRE_CRITIC_SUBSTITUTION)
    kind = MARBRE_CRITIC_ADDITION;
  if (kind == MARBRE_CRITIC_COMMENT)
    before = *words == '\0' ? g_strdup ("{>>") : g_strconcat ("{==", words, "==}{>>", NULL);
  else if (kind == MARBRE_CRITIC_SUBSTITUTION)
    before = g_strconcat ("{~~", words, "~>", NULL);
  else
    before = g_strconcat (marbre_critic_get_sign (kind, FALSE), words, NULL);
  after = marbre_critic_get_sign (kind, TRUE);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, before, -1);
  gtk_text_buffer_insert (buffer, &start, after, -1);
  if (kind != MARBRE_CRITIC_DELETION)
    gtk_text_iter_backward_chars (&start, (int) strlen (after));
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/* The byte of the body's text where the caret is; 0 if it is in another field. */
static gsize
find_caret (MarbreNoteDesk *self, GtkTextBuffer *buffer, const char *text)
{
  MarbreField field;
  GtkTextIter caret;

  if (!marbre_editor_get_caret (self->editor, &field, &caret) || field != MARBRE_FIELD_BODY)
    return 0;
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  return (gsize) (g_utf8_offset_to_pointer (text, gtk_text_iter_get_offset (&caret)) - text);
}

/**
 * marbre_note_desk_step:
 * @forward: to the next note, or to the one before
 *
 * Goes from the caret to another note, around the ends.
 *
 * Returns: %FALSE if the story has none
 */
gboolean
marbre_note_desk_step (MarbreNoteDesk *self, gboolean forward)
{
  MarbreDocument *document;
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;
  g_autoptr (GArray) notes = NULL;
  const MarbreDeskNote *note;

  g_return_val_if_fail (MARBRE_IS_NOTE_DESK (self), FALSE);

  document = marbre_desk_get_document (self->desk);
  if (document == NULL)
    return FALSE;
  buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (document));
  text = marbre_note_choice_get_text (buffer);
  notes = marbre_note_choice_find (text);
  note = marbre_note_choice_find_next (notes, find_caret (self, buffer, text), forward);
  if (note != NULL)
    go_to (self, text, note);
  return note != NULL;
}

/**
 * marbre_note_desk_choose:
 * @choice: what to do
 *
 * Accepts or rejects the note at the caret; a comment goes by either.
 *
 * Returns: %FALSE if there is none
 */
gboolean
marbre_note_desk_choose (MarbreNoteDesk *self, MarbreCriticChoice choice)
{
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;
  g_autoptr (GArray) notes = NULL;
  const MarbreDeskNote *note;

  g_return_val_if_fail (MARBRE_IS_NOTE_DESK (self), FALSE);

  buffer = get_buffer (self);
  if (buffer == NULL)
    return FALSE;
  text = marbre_note_choice_get_text (buffer);
  notes = marbre_note_choice_find (text);
  note = marbre_note_choice_find_at (notes, find_caret (self, buffer, text));
  if (note != NULL)
    marbre_note_choice_make (buffer, text, note, choice);
  return note != NULL;
}
