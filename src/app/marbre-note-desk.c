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

#include "marbre-editor-find.h"
#include "marbre-find-undo.h"
#include "marbre-note-choice.h"
#include "marbre-notes-view.h"

struct _MarbreNoteDesk
{
  GObject parent_instance;

  MarbreDesk *desk;      /* (borrowed): the window's, which outlives this */
  MarbreEditor *editor;  /* (owned) */
  MarbreNotesView *view; /* (owned) */
  GArray *notes;         /* (owned) (nullable) (element-type MarbreDeskNote): as listed */
  MarbreFindUndo *step;  /* (owned) (nullable): the last choice, which may be in several texts */
};

G_DEFINE_FINAL_TYPE (MarbreNoteDesk, marbre_note_desk, G_TYPE_OBJECT)

/* Returns: whether there is a story that may be changed */
static gboolean
may_change (MarbreNoteDesk *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  return document != NULL && !marbre_document_get_read_only (document);
}

/* The story as it is written now.
 *
 * Returns: (transfer full) (nullable): NULL if there is none */
static MarbreStory *
dup_story (MarbreNoteDesk *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  return document != NULL ? marbre_document_snapshot (document) : NULL;
}

/* Returns: (transfer full): where @text is written */
static GtkTextView *
dup_view (MarbreNoteDesk *self, MarbreDeskText text)
{
  g_autoptr (GPtrArray) views = marbre_editor_list_views (self->editor);

  /* They stand in the order of the texts. */
  g_assert (views->len == MARBRE_N_DESK_TEXTS);
  return g_object_ref (g_ptr_array_index (views, text));
}

static void
rendered_cb (MarbreNoteDesk *self)
{
  MarbreBlocks *blocks = marbre_desk_get_blocks (self->desk);
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  if (blocks == NULL || document == NULL)
    return;
  g_clear_pointer (&self->notes, g_array_unref);
  self->notes = marbre_desk_notes_list_story (marbre_document_get_story (document), blocks);
  marbre_notes_view_set_notes (self->view, self->notes);
}

/* @edits: (transfer full) */
static void
apply (MarbreNoteDesk *self, MarbreDeskText where, GArray *edits)
{
  g_autoptr (GtkTextView) view = dup_view (self, where);
  g_autoptr (MarbreFindField) field = marbre_find_field_new (view);

  marbre_find_undo_apply (self->step, field, edits);
  g_array_unref (edits);
}

static void
begin_step (MarbreNoteDesk *self)
{
  g_clear_object (&self->step);
  self->step = marbre_find_undo_new ();
}

static void
all_chosen_cb (MarbreNoteDesk *self, int choice, guint scope)
{
  g_autoptr (MarbreStory) story = may_change (self) ? dup_story (self) : NULL;
  g_autoptr (GArray) notes = story ? marbre_note_choice_find (story) : NULL;

  if (story == NULL)
    return;
  begin_step (self);
  for (guint i = 0; i < MARBRE_N_DESK_TEXTS; i++)
    apply (self, i, marbre_note_choice_resolve_all (story, notes, i, choice, scope));
}

static void
choose (MarbreNoteDesk *self,
        MarbreStory *story,
        const MarbreDeskNote *note,
        MarbreCriticChoice choice)
{
  begin_step (self);
  apply (self, note->where, marbre_note_choice_resolve (story, note, choice));
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
  g_autoptr (MarbreStory) story = may_change (self) ? dup_story (self) : NULL;
  g_autoptr (GArray) notes = story ? marbre_note_choice_find (story) : NULL;
  const MarbreDeskNote *note = notes ? find_listed (self, notes, number) : NULL;

  if (note != NULL)
    choose (self, story, note, choice);
}

static void
go_to (MarbreNoteDesk *self, MarbreStory *story, const MarbreDeskNote *note)
{
  const char *text = marbre_desk_text_get (story, note->where);

  marbre_editor_go_to_view (self->editor, note->where,
                            (guint) g_utf8_strlen (text, (gssize) note->mark.start) +
                                MARBRE_CRITIC_SIGN_LENGTH);
}

static void
note_activated_cb (MarbreNoteDesk *self, guint number)
{
  g_autoptr (MarbreStory) story = dup_story (self);
  g_autoptr (GArray) notes = story ? marbre_note_choice_find (story) : NULL;
  const MarbreDeskNote *note = notes ? find_listed (self, notes, number) : NULL;

  if (note != NULL)
    go_to (self, story, note);
}

static void
marbre_note_desk_dispose (GObject *object)
{
  MarbreNoteDesk *self = MARBRE_NOTE_DESK (object);

  g_clear_object (&self->editor);
  g_clear_object (&self->view);
  g_clear_object (&self->step);
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

/* The text that is being written, and the byte of it where the caret is.
 *
 * Returns: %FALSE if the focus is elsewhere */
static gboolean
find_caret (MarbreNoteDesk *self, MarbreDeskText *where, gsize *place)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->editor));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  g_autoptr (GPtrArray) views = marbre_editor_list_views (self->editor);
  GtkTextBuffer *buffer;
  GtkTextIter start, caret;
  g_autofree char *before = NULL;
  guint index;

  if (focus == NULL || !g_ptr_array_find (views, focus, &index))
    return FALSE;
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus));
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  before = gtk_text_buffer_get_text (buffer, &start, &caret, TRUE);
  *where = index;
  *place = strlen (before);
  return TRUE;
}

static void
write_mark (GtkTextBuffer *buffer, MarbreCriticKind kind, GtkTextIter *start, GtkTextIter *end)
{
  g_autofree char *words = gtk_text_iter_get_slice (start, end);
  g_autofree char *before = NULL;
  const char *after = marbre_critic_get_sign (kind, TRUE);

  if (kind == MARBRE_CRITIC_COMMENT)
    before = *words == '\0' ? g_strdup ("{>>") : g_strconcat ("{==", words, "==}{>>", NULL);
  else if (kind == MARBRE_CRITIC_SUBSTITUTION)
    before = g_strconcat ("{~~", words, "~>", NULL);
  else
    before = g_strconcat (marbre_critic_get_sign (kind, FALSE), words, NULL);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, start, end);
  gtk_text_buffer_insert (buffer, start, before, -1);
  gtk_text_buffer_insert (buffer, start, after, -1);
  if (kind != MARBRE_CRITIC_DELETION)
    gtk_text_iter_backward_chars (start, (int) strlen (after));
  gtk_text_buffer_place_cursor (buffer, start);
  gtk_text_buffer_end_user_action (buffer);
}

/**
 * marbre_note_desk_mark:
 * @kind: %MARBRE_CRITIC_COMMENT to comment, %MARBRE_CRITIC_SUBSTITUTION to suggest other words,
 *   %MARBRE_CRITIC_DELETION to suggest that words go
 *
 * Writes a note about the selection in the text that has the focus, or else in the body; without a
 * selection, a comment or an addition at the caret. The caret is then where its words go.
 *
 * Returns: whether it was written: not if there is nothing to remove, nor about more than one
 *   paragraph
 */
gboolean
marbre_note_desk_mark (MarbreNoteDesk *self, MarbreCriticKind kind)
{
  MarbreDeskText where = MARBRE_DESK_TEXT_BODY;
  g_autoptr (GtkTextView) view = NULL;
  g_autofree char *words = NULL;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  gsize place;

  g_return_val_if_fail (MARBRE_IS_NOTE_DESK (self), FALSE);

  if (!may_change (self))
    return FALSE;
  find_caret (self, &where, &place);
  view = dup_view (self, where);
  buffer = gtk_text_view_get_buffer (view);
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  words = gtk_text_iter_get_slice (&start, &end);
  if (!is_one_paragraph (words) || (*words == '\0' && kind == MARBRE_CRITIC_DELETION))
    return FALSE;
  if (*words == '\0' && kind == MARBRE_CRITIC_SUBSTITUTION)
    kind = MARBRE_CRITIC_ADDITION;
  write_mark (buffer, kind, &start, &end);
  return TRUE;
}

/**
 * marbre_note_desk_step:
 * @forward: to the next note, or to the one before
 *
 * Goes from the caret to another note in any text, around the ends.
 *
 * Returns: %FALSE if the story has none
 */
gboolean
marbre_note_desk_step (MarbreNoteDesk *self, gboolean forward)
{
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GArray) notes = NULL;
  const MarbreDeskNote *note;
  MarbreDeskText where = MARBRE_DESK_TEXT_KICKER;
  gsize place = 0;

  g_return_val_if_fail (MARBRE_IS_NOTE_DESK (self), FALSE);

  story = dup_story (self);
  if (story == NULL)
    return FALSE;
  notes = marbre_note_choice_find (story);
  find_caret (self, &where, &place);
  note = marbre_note_choice_find_next (notes, where, place, forward);
  if (note != NULL)
    go_to (self, story, note);
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
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GArray) notes = NULL;
  const MarbreDeskNote *note;
  MarbreDeskText where;
  gsize place;

  g_return_val_if_fail (MARBRE_IS_NOTE_DESK (self), FALSE);

  if (!may_change (self) || !find_caret (self, &where, &place))
    return FALSE;
  story = dup_story (self);
  notes = marbre_note_choice_find (story);
  note = marbre_note_choice_find_at (notes, where, place);
  if (note != NULL)
    choose (self, story, note, choice);
  return note != NULL;
}
